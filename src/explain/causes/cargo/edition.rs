//! Cargo.toml asks for an edition of Rust that this cargo does not know.
//!
//! ## Says
//!
//! ```text
//! error: failed to parse manifest at `/home/me/project/Cargo.toml`
//!
//! Caused by:
//!   failed to parse the `edition` key
//!
//! Caused by:
//!   this version of Cargo is older than the `2027` edition, and only supports `2015`, `2018`, `2021`, and `2024` editions.
//! ```
//!
//! ```console
//! 7: this cargo does not know the edition 2027 that `/home/me/project/Cargo.toml` asks for
//! no released cargo may know it: correct `edition`, or `rustup update`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to parse manifest at `/home/me/project/Cargo.toml`
//!
//! Caused by:
//!   library target names cannot contain hyphens: my-demo
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}this version of Cargo is older than the `{}` edition{}",
    "feature `edition{}` is required",
    "supported edition values are {}, but `{}` is unknown",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let edition = if said.pattern == 0 || said.pattern == 2 {
        said.hole(1)
    } else {
        said.hole(0)
    };
    let manifest = said.log.line_with("failed to parse manifest at `");
    let path = manifest
        .and_then(|line| line.text().split('`').nth(1))
        .unwrap_or("Cargo.toml");
    let is_released = ["2015", "2018", "2021", "2024"].contains(&edition);
    let first = if is_released {
        "`rustup update`"
    } else {
        "no released cargo may know it: correct `edition`, or `rustup update`"
    };
    let of_dependency = path.contains("registry");
    let other = if of_dependency {
        ", or take an older version of that crate: `cargo update NAME --precise VERSION`"
    } else {
        ""
    };
    because(
        format!("this cargo does not know the edition {edition} that `{path}` asks for"),
        format!("{first}{other}"),
    )
}
