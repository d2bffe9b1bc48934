//! The C compiler refuses the code that a crate brings along.
//!
//! ## Says
//!
//! ```text
//! warning: ring@0.17.5: include/ring-core/asm_base.h:73:2: error: #error "ARM assembler must define __ARM_ARCH"
//!
//! error: failed to run custom build command for `ring v0.17.5`
//!
//! Caused by:
//!   process didn't exit successfully: `target/release/build/ring-1/build-script-build` (exit status: 1)
//!   --- stderr
//!   error occurred in cc-rs: command did not execute successfully (status code exit status: 1): "aarch64-linux-gnu-gcc" "-O3"
//! ```
//!
//! ```console
//! 8: the C compiler refuses the code of `ring v0.17.5`: #error "ARM assembler must define __ARM_ARCH"
//! take a newer compiler (in CI a newer manylinux image), or another version of the crate: `cargo update NAME`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error occurred in cc-rs: failed to find tool "gcc": No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::log::Line;

/// So far above may stand what the compiler says.
const MOST: usize = 400;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error occurred in cc-rs: {}did not execute successfully{}",
    "error occurred: Command {} did not execute successfully{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let above = || said.line.above().take(MOST).map(Line::text);
    // What is not there has causes of its own.
    let is_missing =
        |line: &str| line.contains(": fatal error: ") || line.contains("Cannot open include file");
    if above().any(is_missing) {
        return None;
    }
    // The compiler prints it before the script fails: the farthest is the first.
    let reason = above().filter_map(|line| line.split_once(": error: ")).last();
    let reason = reason.map_or_else(String::new, |(_, reason)| format!(": {reason}"));
    let script = above().find_map(|line| line.split_once("failed to run custom build command for `"));
    let of = script
        .and_then(|(_, name)| name.split('`').next())
        .unwrap_or("a crate");
    because(
        format!("the C compiler refuses the code of `{of}`{reason}"),
        "take a newer compiler (in CI a newer manylinux image), or another version of the crate: `cargo update NAME`",
    )
}
