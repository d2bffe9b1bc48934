//! The index does not take wheels with this platform tag.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          Binary wheel 'demo-0.1.0-cp311-cp311-linux_x86_64.whl' has an
//!          unsupported platform tag 'linux_x86_64'.
//! ```
//!
//! ```console
//! 1: the index takes no wheel with the platform tag `linux_x86_64`
//! build wheels for others in a manylinux container or with `--zig`: `maturin build --release --compatibility pypi`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          File already exists
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};
use crate::explain::upload::{REFUSED, refused};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Index;
/// How the lines read that tell of it.
pub const SAID: &[&str] = REFUSED;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let text = refused(said);
    let tag = text
        .split_once("unsupported platform tag")
        .map(|(_, rest)| word(rest))?;
    because(
        format!("the index takes no wheel with the platform tag `{tag}`"),
        "build wheels for others in a manylinux container or with `--zig`: `maturin build --release --compatibility pypi`",
    )
}
