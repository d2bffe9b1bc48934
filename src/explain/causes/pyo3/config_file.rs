//! PYO3_CONFIG_FILE leads to no file of the kind that PyO3 reads.
//!
//! ## Says
//!
//! ```text
//!   --- stderr
//!   error: failed to open PyO3 config file at /home/me/pyo3-config.txt
//!     caused by: No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 2: PyO3 cannot read the file that PYO3_CONFIG_FILE names: failed to open PyO3 config file at
//!   /home/me/pyo3-config.txt
//! `unset PYO3_CONFIG_FILE`, or write the file: `PYO3_PRINT_CONFIG=1 cargo build` prints what stands in it
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to run the Python interpreter at /home/me/python: No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}failed to open PyO3 config file at {}",
    "{}failed to parse contents of PYO3_CONFIG_FILE{}",
    "{}PYO3_CONFIG_FILE must be an absolute path{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let text = said.line.text();
    let reason = text.strip_prefix("error: ").unwrap_or(text);
    because(
        format!("PyO3 cannot read the file that PYO3_CONFIG_FILE names: {reason}"),
        "`unset PYO3_CONFIG_FILE`, or write the file: `PYO3_PRINT_CONFIG=1 cargo build` prints what stands in it",
    )
}
