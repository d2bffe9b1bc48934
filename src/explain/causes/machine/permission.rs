//! A folder belongs to somebody else, or may only be read.
//!
//! ## Says
//!
//! ```text
//! error: failed to create directory `/home/me/project/target/debug`
//!
//! Caused by:
//!   Permission denied (os error 13)
//! ```
//!
//! ```console
//! 4: `/home/me/project/target/debug` may not be used by this user; perhaps root or a container made it
//! give it back: `sudo chown -R "$USER" target`, or build elsewhere: `export CARGO_TARGET_DIR=/tmp/target`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: /home/me/project/demo.cpython-311-x86_64-linux-gnu.so: cannot open shared object file: Permission denied
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::imports::is_own;
use crate::explain::quoted::path_near;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Machine;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}(os error 13)",
    "{}(os error 30)",
    "{}[Errno 13] {}",
    "{}[Errno 30] {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if is_own(said.line) {
        return None;
    }
    let text = said.line.text();
    let what = path_near(said.line).unwrap_or_else(|| "a file or folder".to_owned());
    if said.pattern % 2 == 1 {
        return because(
            format!("{what} is on a disk that may only be read"),
            "put what is built elsewhere: `export CARGO_TARGET_DIR=/tmp/target`",
        );
    }
    if text.contains("[Errno 13]") {
        return because(
            format!("{what} may not be written by this user"),
            "install into a virtual environment: `python -m venv .venv`, then `. .venv/bin/activate`",
        );
    }
    because(
        format!("{what} may not be used by this user; perhaps root or a container made it"),
        "give it back: `sudo chown -R \"$USER\" target`, or build elsewhere: `export CARGO_TARGET_DIR=/tmp/target`",
    )
}
