//! A crate compiles C or C++ code, and there is no compiler for it.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `zstd-sys v2.0.13`
//!
//!   --- stderr
//!   error occurred in cc-rs: failed to find tool "c++": No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 4: a crate compiles C or C++ code, and `c++` is not installed
//! install a compiler: `apt install build-essential`, `dnf install gcc-c++`, `apk add build-base`, `xcode-select
//!   --install`
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   --- stderr
//!   error occurred in cc-rs: command did not execute successfully (status code exit status: 1): "cc" "-O0" "a.c"
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error occurred in cc-rs: failed to find tool \"{}\"{}",
    "error occurred: Failed to find tool. Is `{}` installed?",
    "{}error trying to exec '{}'{}",
    "{}cannot execute '{}': {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern >= 2 {
        let part = said.hole(1);
        return part.starts_with("cc1").then(|| {
            Explanation::new(
                format!("the C compiler is installed only in part: its `{part}` is missing"),
                "install all of it: `apt install build-essential`, `dnf install gcc-c++`; for another target its own, such as \
                 `g++-aarch64-linux-gnu`",
            )
        });
    }
    let tool = said.hole(0);
    because(
        format!("a crate compiles C or C++ code, and `{tool}` is not installed"),
        "install a compiler: `apt install build-essential`, `dnf install gcc-c++`, `apk add build-base`, `xcode-select --install`",
    )
}
