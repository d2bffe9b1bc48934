//! Cargo.lock was written by a newer cargo than the one that is here.
//!
//! ## Says
//!
//! ```text
//! error: failed to parse lock file at: /home/me/project/Cargo.lock
//!
//! Caused by:
//!   lock file version `4` was found, but this version of Cargo does not understand this lock file, perhaps Cargo needs to be updated?
//! ```
//!
//! ```console
//! 4: this cargo is too old for Cargo.lock, whose format is 4: it takes 1.78 or newer
//! `rustup update`; a distribution's cargo is often old, and is the one that is found first in PATH
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to parse lock file at: /home/me/project/Cargo.lock
//!
//! Caused by:
//!   TOML parse error at line 5, column 9
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "lock file version `{}` was found, but this version of Cargo does not understand{}",
    "lock file version {} requires `-Znext-lockfile-bump`{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let version = word(said.hole(0));
    let cargo = if version == "4" {
        "1.78 or newer"
    } else {
        "a newer one"
    };
    because(
        format!("this cargo is too old for Cargo.lock, whose format is {version}: it takes {cargo}"),
        "`rustup update`; a distribution's cargo is often old, and is the one that is found first in PATH",
    )
}
