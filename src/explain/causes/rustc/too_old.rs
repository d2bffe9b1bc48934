//! The project asks for a newer rustc than the one that is here.
//!
//! ## Says
//!
//! ```text
//! error: rustc 1.95.0 is not supported by the following package:
//!   demo@0.1.0 requires rustc 1.99
//! ```
//!
//! ```console
//! 2: rustc 1.95.0 is older than `demo` asks for with `rust-version`: 1.99
//! take a newer one: `rustup update` (a distribution's rustc is often old); or lower `rust-version` in Cargo.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: rustc 1.95.0 is not supported by the following package:
//!   dep@1.2.3 requires rustc 1.99
//! Either upgrade rustc or select compatible dependency versions with
//! `cargo update <name>@<current-ver> --precise <compatible-ver>`
//! where `<compatible-ver>` is the latest version supporting rustc 1.95.0
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::rustc::{TOO_OLD, wanted};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = TOO_OLD;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let wanted = wanted(said).filter(|wanted| wanted.is_own)?;
    because(
        format!(
            "rustc {}is older than `{}` asks for with `rust-version`: {}",
            wanted.have, wanted.package, wanted.version
        ),
        "take a newer one: `rustup update` (a distribution's rustc is often old); or lower `rust-version` in Cargo.toml",
    )
}
