//! A program needs a newer C library than this system has.
//!
//! ## Says
//!
//! ```text
//! $ cargo --version
//! /home/me/.cargo/bin/cargo: /lib64/libc.so.6: version `GLIBC_2.17' not found (required by /home/me/.cargo/bin/cargo)
//! ```
//!
//! ```console
//! 2: the program `/home/me/.cargo/bin/cargo` needs GLIBC_2.17, and the libraries of this system are older
//! use a newer system or image (such as `manylinux_2_28`), or a release of the program for this one
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to run custom build command for `libc v0.2.147`
//!   /src/target/build/libc-73c2/build-script-build: /lib/libc.so.6: version `GLIBC_2.32' not found (required by /src/target/build/libc-73c2/build-script-build)
//! ```

use crate::explain::cause::{Depth, Explanation, Said};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Shell;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["{}: version `{}' not found (required by {})"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (version, program) = (said.hole(1), said.hole(2));
    // What Python loads, and what an older build left, have causes of their own.
    let is_other = said.line.text().contains("ImportError")
        || program.contains(".so")
        || program.contains("build-script");
    (!is_other).then(|| {
        Explanation::new(
            format!("the program `{program}` needs {version}, and the libraries of this system are older"),
            "use a newer system or image (such as `manylinux_2_28`), or a release of the program for this one",
        )
    })
}
