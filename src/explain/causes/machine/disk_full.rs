//! The disk is full.
//!
//! ## Says
//!
//! ```text
//! error: could not compile `target-lexicon` (build script)
//!
//! Caused by:
//!   No space left on device (os error 28)
//! ```
//!
//! ```console
//! 4: the disk is full
//! make room where `target` and the temporary folder are: `df -h . /tmp` shows it, `cargo clean` helps
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: could not compile `target-lexicon` (build script)
//!
//! Caused by:
//!   No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::imports::is_own;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Machine;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}(os error 28)",
    "{}[Errno 28]{}",
    "{}No space left on device",
    "{}ld terminated with signal 7 [Bus error]",
    "{}(os error 112)",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if is_own(said.line) {
        return None;
    }
    if said.pattern == 3 && !said.log.says("(os error 28)") {
        return because(
            "probably the disk is full: the linker died while it wrote (a bus error)",
            "make room where `target` is: `df -h .` shows it, `cargo clean` helps",
        );
    }
    because(
        "the disk is full",
        "make room where `target` and the temporary folder are: `df -h . /tmp` shows it, `cargo clean` helps",
    )
}
