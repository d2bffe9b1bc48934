//! A crate that the project depends on asks for a newer rustc than the one that is here.
//!
//! ## Says
//!
//! ```text
//! error: rustc 1.95.0 is not supported by the following package:
//!   dep@1.2.3 requires rustc 1.99
//! Either upgrade rustc or select compatible dependency versions with
//! `cargo update <name>@<current-ver> --precise <compatible-ver>`
//! where `<compatible-ver>` is the latest version supporting rustc 1.95.0
//! ```
//!
//! ```console
//! 2: rustc 1.95.0 is older than the dependency `dep` asks for: 1.99
//! take a newer rustc, `rustup update`, or an older crate: `cargo update dep --precise VERSION`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: rustc 1.95.0 is not supported by the following package:
//!   demo@0.1.0 requires rustc 1.99
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::rustc::{TOO_OLD, wanted};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = TOO_OLD;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let wanted = wanted(said).filter(|wanted| !wanted.is_own)?;
    let package = wanted.package;
    because(
        format!(
            "rustc {}is older than the dependency `{package}` asks for: {}",
            wanted.have, wanted.version
        ),
        format!(
            "take a newer rustc, `rustup update`, or an older crate: `cargo update {package} --precise VERSION`"
        ),
    )
}
