//! cargo does not find rustc.
//!
//! ## Says
//!
//! ```text
//! error: could not execute process `/opt/rust/bin/rustc -vV` (never executed)
//!
//! Caused by:
//!   No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 1: cargo is told to compile with `/opt/rust/bin/rustc`, which is not there
//! `unset RUSTC` (or take `rustc` out of `.cargo/config.toml`); without rustup, install rustc as well as cargo
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: could not execute process `sccache /home/me/.rustup/toolchains/stable/bin/rustc -vV` (never executed)
//!
//! Caused by:
//!   No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: could not execute process `{}` (never executed)",
    "error: can't find Rust compiler",
    "error: Can not find Rust compiler",
    "rustc, the rust compiler, is not installed or not in PATH{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let program = said.hole(0).split(' ').next()?;
    if said.pattern == 0 && !program.rsplit(['/', '\\']).next()?.starts_with("rustc") {
        return None;
    }
    if said.pattern >= 1 {
        return because(
            "there is no Rust on this machine",
            "install it with rustup: https://rustup.rs (in cibuildwheel: `before-all`); a newer pip or another Python may find a wheel, which needs none",
        );
    }
    because(
        format!("cargo is told to compile with `{program}`, which is not there"),
        "`unset RUSTC` (or take `rustc` out of `.cargo/config.toml`); without rustup, install rustc as well as cargo",
    )
}
