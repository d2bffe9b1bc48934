//! rustc refuses a flag that RUSTFLAGS or a configuration gives it.
//!
//! ## Says
//!
//! ```text
//! error: failed to run `rustc` to learn about target-specific information
//!
//! Caused by:
//!   process didn't exit successfully: `rustc - --crate-name ___ --print=file-names -C nonsense --crate-type bin` (exit status: 1)
//!   --- stderr
//!   error: unknown codegen option: `nonsense`
//! ```
//!
//! ```console
//! 1: rustc refuses a flag that RUSTFLAGS or `.cargo/config.toml` gives it: unknown codegen option: `nonsense`
//! take the flag out: `unset RUSTFLAGS`, or `rustflags` in `.cargo/config.toml`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to run `rustc` to learn about target-specific information
//!
//! Caused by:
//!   process didn't exit successfully: `rustc - --crate-name ___ --print=file-names --target aarch64-linux` (exit status: 1)
//!   --- stderr
//!   error: error loading target specification: could not find specification for target "aarch64-linux"
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["error: failed to run `rustc` to learn about target-specific information"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let refused = said.below().find_map(|line| line.strip_prefix("error: "));
    let refused = refused.unwrap_or("see the lines below");
    if refused.to_ascii_lowercase().contains("target specification") || refused.contains("find specification")
    {
        return None;
    }
    because(
        format!("rustc refuses a flag that RUSTFLAGS or `.cargo/config.toml` gives it: {refused}"),
        "take the flag out: `unset RUSTFLAGS`, or `rustflags` in `.cargo/config.toml`",
    )
}
