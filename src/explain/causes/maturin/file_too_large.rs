//! A file is too large for a wheel, most often since the output of a build is taken in.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to write to zip archive for "demo/rust/target/wheels/demo-0.1.0-cp311-cp311-linux_x86_64.whl"
//!   Caused by: Large file option has not been set
//! ```
//!
//! ```console
//! 3: a file of the wheel is larger than 4 GB; most likely a folder `target` lies among the Python sources
//! build elsewhere, `export CARGO_TARGET_DIR=/tmp/target`, or leave it out: `exclude = ["**/target/**"]` in
//!   `[tool.maturin]`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to write to zip archive for "demo/data.bin"
//!   Caused by: No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Large file option has not been set"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "a file of the wheel is larger than 4 GB; most likely a folder `target` lies among the Python sources",
        "build elsewhere, `export CARGO_TARGET_DIR=/tmp/target`, or leave it out: `exclude = [\"**/target/**\"]` in `[tool.maturin]`",
    )
}
