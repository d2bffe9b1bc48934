//! cargo is told to start rustc through another program, which is not installed.
//!
//! ## Says
//!
//! ```text
//! error: could not execute process `sccache /home/me/.rustup/toolchains/stable/bin/rustc -vV` (never executed)
//!
//! Caused by:
//!   No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 1: cargo is told to start rustc through `sccache`, which is not installed
//! `unset RUSTC_WRAPPER` (or take `rustc-wrapper` out of `.cargo/config.toml`), or install `sccache`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: could not execute process `/opt/rust/bin/rustc -vV` (never executed)
//!
//! Caused by:
//!   No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: could not execute process `{}` (never executed)"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let mut words = said.hole(0).split(' ');
    let wrapper = words.next()?;
    words.next().filter(|program| is_rustc(program))?;
    because(
        format!("cargo is told to start rustc through `{wrapper}`, which is not installed"),
        format!(
            "`unset RUSTC_WRAPPER` (or take `rustc-wrapper` out of `.cargo/config.toml`), or install `{wrapper}`"
        ),
    )
}

fn is_rustc(program: &str) -> bool {
    program
        .rsplit(['/', '\\'])
        .next()
        .is_some_and(|name| name.starts_with("rustc"))
}
