//! Python itself dies: the module does something that the system forbids.
//!
//! ## Says
//!
//! ```text
//! Fatal Python error: Segmentation fault
//!
//! Current thread 0x00007f2046e84b80 (most recent call first):
//!   File "<frozen importlib._bootstrap>", line 241 in _call_with_frames_removed
//!   File "<frozen importlib._bootstrap_external>", line 1233 in create_module
//! ```
//!
//! ```console
//! 1: Python itself dies while a module is imported: Segmentation fault
//! see where, `python -X faulthandler -c 'import NAME'`; a library that is cut off does the same: `scaffold doctor
//!   --import` looks
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: could not compile `demo` (lib)
//!   process didn't exit successfully: `rustc --crate-name demo` (signal: 11, SIGSEGV: invalid memory reference)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Fatal Python error: {}",
    "Segmentation fault{}",
    "Bus error{}",
    "{}target/debug/deps/{} (signal: {}, SIGSEGV: invalid memory reference)",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let in_init = said
        .below()
        .any(|line| line.contains("create_module") || line.contains("exec_module"));
    let during = if in_init {
        " while a module is imported"
    } else {
        ""
    };
    let what = if said.pattern == 0 {
        said.hole(0)
    } else {
        said.line.text()
    };
    because(
        format!("Python itself dies{during}: {what}"),
        "see where, `python -X faulthandler -c 'import NAME'`; a library that is cut off does the same: `scaffold doctor --import` looks",
    )
}
