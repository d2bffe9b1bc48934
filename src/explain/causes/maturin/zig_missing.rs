//! maturin is to link with zig, which is not installed.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to build a native library through cargo
//!   Caused by: Failed to find zig
//!   Caused by: cannot find binary path
//! ```
//!
//! ```console
//! 3: maturin is to link with zig (`--zig`), which is not installed
//! `python -m pip install ziglang`, or `maturin[zig]` in place of `maturin`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: no such command: `zigbuild`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Failed to find zig"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "maturin is to link with zig (`--zig`), which is not installed",
        "`python -m pip install ziglang`, or `maturin[zig]` in place of `maturin`",
    )
}
