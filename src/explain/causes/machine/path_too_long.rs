//! A path is longer than the system takes.
//!
//! ## Says
//!
//! ```text
//! error: failed to unpack package `demo-sys v0.1.7`
//!
//! Caused by:
//!   failed to create `C:\Users\me\.cargo\registry\src\demo-sys-0.1.7\a\b`
//!
//! Caused by:
//!   The filename or extension is too long. (os error 206)
//! ```
//!
//! ```console
//! 7: a path is longer than this system takes
//! build in a short folder (`set CARGO_TARGET_DIR=C:\t`), and let Windows take long paths: LongPathsEnabled in the
//!   registry, and `git config --system core.longpaths true`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to read `C:\Users\me\demo\Cargo.toml`
//!
//! Caused by:
//!   The system cannot find the path specified. (os error 3)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Machine;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}(os error 206)",
    "{}(os error 36)",
    "path too long: {}",
    "{}error FTK1011{}",
    "{}exceeds the OS max path limit{}",
    "{}ilename too long",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let mend = if said.pattern == 1 {
        "build in a folder with a short path: `export CARGO_TARGET_DIR=/tmp/target`"
    } else {
        "build in a short folder (`set CARGO_TARGET_DIR=C:\\t`), and let Windows take long paths: LongPathsEnabled in the registry, \
         and `git config --system core.longpaths true`"
    };
    because("a path is longer than this system takes", mend)
}
