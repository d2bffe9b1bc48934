//! PyO3 is asked to print its configuration, and stops there.
//!
//! ## Says
//!
//! ```text
//!   cargo:rerun-if-env-changed=PYO3_PRINT_CONFIG
//!
//!   -- PYO3_PRINT_CONFIG=1 is set, printing configuration and halting compile --
//!   implementation=CPython
//! ```
//!
//! ```console
//! 3: PYO3_PRINT_CONFIG is set: PyO3 prints its configuration, and then fails on purpose
//! `unset PYO3_PRINT_CONFIG`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! cargo:rerun-if-env-changed=PYO3_PRINT_CONFIG
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["-- PYO3_PRINT_CONFIG=1 is set, {}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "PYO3_PRINT_CONFIG is set: PyO3 prints its configuration, and then fails on purpose",
        "`unset PYO3_PRINT_CONFIG`",
    )
}
