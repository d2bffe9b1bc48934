//! The target cannot have a library that Python loads.
//!
//! ## Says
//!
//! ```text
//! error: cannot produce cdylib for `demo v0.1.0 (/home/me/project)` as the target `x86_64-unknown-linux-musl` does not support these crate types
//! ```
//!
//! ```console
//! 1: the target `x86_64-unknown-linux-musl` cannot have a library that Python loads (`cdylib`)
//! link the C library dynamically: `RUSTFLAGS="-C target-feature=-crt-static"`; maturin does that itself
//! ```
//!
//! ## Does not say
//!
//! ```text
//! warning: dropping unsupported crate type `cdylib` for target `wasm32-unknown-unknown`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: cannot produce {} for `{}` as the target `{}` does not support these crate types",
    "cannot produce {} for `{}` as the target `{}` does not support these crate types",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let target = said.hole(2);
    if said.hole(0) == "proc-macro" {
        return because(
            format!("rustc cannot load macros, since it is to link all for `{target}` into one file"),
            "take `-C target-feature=+crt-static` out of RUSTFLAGS and `.cargo/config.toml`; with an old rustc for musl, \
             `rustup update`",
        );
    }
    let mend = if target.contains("musl") {
        "link the C library dynamically: `RUSTFLAGS=\"-C target-feature=-crt-static\"`; maturin does that itself"
    } else {
        "build for another target"
    };
    because(
        format!(
            "the target `{target}` cannot have a library that Python loads (`{}`)",
            said.hole(0)
        ),
        mend,
    )
}
