//! The library has a name that Rust does not allow.
//!
//! ## Says
//!
//! ```text
//! error: failed to parse manifest at `/home/me/project/Cargo.toml`
//!
//! Caused by:
//!   library target names cannot contain hyphens: my-demo
//! ```
//!
//! ```console
//! 4: the library may not be called `my-demo`: Rust allows no `-` there
//! `name = "my_demo"` in `[lib]` of Cargo.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to parse manifest at `/home/me/project/Cargo.toml`
//!
//! Caused by:
//!   can't find library `my_demo`, rename file to `src/lib.rs` or specify lib.path
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}library target names cannot contain hyphens: {}",
    "{}the library target name `{}` cannot contain hyphens",
    "{}invalid character `{}` in {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 2 {
        return because(
            format!(
                "the character `{}` is not allowed in {}",
                said.hole(1),
                said.hole(2)
            ),
            "correct the name in Cargo.toml: letters, digits, `_` and `-`",
        );
    }
    let name = said.hole(1);
    because(
        format!("the library may not be called `{name}`: Rust allows no `-` there"),
        format!("`name = \"{}\"` in `[lib]` of Cargo.toml", name.replace('-', "_")),
    )
}
