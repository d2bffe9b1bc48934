//! The Python is for another system than the target of Rust.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: platform.system() in python, mingw_x86_64_ucrt, and the rust target, Target { os: Windows }, don't match ಠ_ಠ
//! ```
//!
//! ```console
//! 2: the Python is for `mingw_x86_64_ucrt`, and Rust builds for another system
//! use a Python of the same system as the target of Rust: not that of MSYS2, Cygwin or WSL for Windows, and the
//!   other way around
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Couldn't find any python interpreters. Please specify at least one with -i
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["platform.system() in python, {}, and the rust target, {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "the Python is for `{}`, and Rust builds for another system",
            said.hole(0)
        ),
        "use a Python of the same system as the target of Rust: not that of MSYS2, Cygwin or WSL for Windows, and the other way \
         around",
    )
}
