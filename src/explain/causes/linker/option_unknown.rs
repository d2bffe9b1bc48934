//! The linker does not know an option that it is given.
//!
//! ## Says
//!
//! ```text
//! error: linking with `/home/me/.cache/cargo-zigbuild/0.16.0/zigcc-aarch64-unknown-linux-gnu.sh` failed: exit status: 1
//!   |
//!   = note: error: unsupported linker arg: -znoexecstack
//! ```
//!
//! ```console
//! 3: the linker does not know the option `-znoexecstack`
//! take it out of RUSTFLAGS, `.cargo/config.toml` or the build script; if you did not write it, take a newer linker
//!   (zig: `pip install --upgrade ziglang cargo-zigbuild`)
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: unexpected argument '--releas' found
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}unsupported linker arg: {}",
    "{}ld: unknown option: {}",
    "{}ld: unknown options: {}",
    "{}ld: unrecognized option '{}'",
    "{}lld: error: unknown argument '{}'",
    "{}LNK1117: syntax error in option '{}'",
    "{}Unknown option '{}'",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let option = word(said.hole(1));
    if said.pattern == 6 {
        return said.log.says("emcc").then(|| {
            Explanation::new(
                format!("Emscripten does not know the option `{option}`: it does not fit this rustc"),
                "take both as Pyodide asks for them: `pyodide config get emscripten_version`, `pyodide config get rust_toolchain`",
            )
        });
    }
    because(
        format!("the linker does not know the option `{option}`"),
        "take it out of RUSTFLAGS, `.cargo/config.toml` or the build script; if you did not write it, take a newer linker (zig: \
         `pip install --upgrade ziglang cargo-zigbuild`)",
    )
}
