//! cargo is told to link with a program that is not installed.
//!
//! ## Says
//!
//! ```text
//!    Compiling proc-macro2 v1.0.107
//! error: linker `aarch64-linux-gnu-gcc` not found
//!   |
//!   = note: No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 2: the linker `aarch64-linux-gnu-gcc` is not installed, but cargo is told to use it
//! `apt install gcc-aarch64-linux-gnu`, or correct `linker` in `.cargo/config.toml` (or the variable
//!   CARGO_TARGET_…_LINKER)
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linker `cc` not found
//!   |
//!   = note: No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: linker `{}` not found",
    "error: could not exec the linker `{}`",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let linker = said.hole(0);
    if ["cc", "gcc", "clang", "lld-link"].contains(&linker) || linker.ends_with("link.exe") {
        return None;
    }
    let package = match linker.strip_suffix("-gcc") {
        Some(target) if !target.contains("unknown") => {
            format!("`apt install gcc-{}`", target.replace('_', "-"))
        }
        _ => format!("install the package that has `{linker}`"),
    };
    because(
        format!("the linker `{linker}` is not installed, but cargo is told to use it"),
        format!(
            "{package}, or correct `linker` in `.cargo/config.toml` (or the variable CARGO_TARGET_…_LINKER)"
        ),
    )
}
