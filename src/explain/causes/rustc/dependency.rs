//! A crate that the project depends on does not compile with this rustc.
//!
//! ## Says
//!
//! ```text
//!    Compiling time v0.3.34
//! error[E0282]: type annotations needed for `Box<_>`
//!   --> /home/me/.cargo/registry/src/index-1949cf8c6b5b557f/time-0.3.34/src/format_description/parse/mod.rs:83:9
//!    |
//! error: could not compile `time` (lib) due to 1 previous error
//! ```
//!
//! ```console
//! 2: the crate `time` 0.3.34 does not compile with this rustc: type annotations needed for `Box<_>`
//! take a newer one: `cargo update time`; or another rustc: `rustup update`
//! ```
//!
//! ## Does not say
//!
//! ```text
//!    Compiling time v0.3.34
//! error[E0282]: type annotations needed for `Box<_>`
//!   --> src/format.rs:83:9
//!    |
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::rustc::{ERROR, code, origin};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = ERROR;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (name, version) = origin(said)?.err()?;
    let (_, message) = code(said)?;
    because(
        format!("the crate `{name}` {version} does not compile with this rustc: {message}"),
        format!("take a newer one: `cargo update {name}`; or another rustc: `rustup update`"),
    )
}
