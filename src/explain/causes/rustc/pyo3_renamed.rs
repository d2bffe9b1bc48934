//! Code of the project uses what a newer PyO3 does not have any more.
//!
//! ## Says
//!
//! ```text
//!    Compiling demo v0.1.0 (/home/me/project)
//! error[E0599]: no function or associated item named `with_gil` found for struct `Python` in the current scope
//!  --> src/lib.rs:5:13
//!   |
//! 5 |     Python::with_gil(|py| {
//!   |             ^^^^^^^^ function or associated item not found in `Python<'_>`
//! ```
//!
//! ```console
//! 2: the code was written for an older PyO3: no function or associated item named `with_gil` found for struct
//!   `Python` in the current scope, at `src/lib.rs:5:13`
//! follow the migration guide, https://pyo3.rs/latest/migration, or keep the older `pyo3` in Cargo.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error[E0599]: no method named `shrink` found for struct `Vec<T>` in the current scope
//!  --> src/lib.rs:5:7
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::rustc::{ERROR, code, is_project_old, origin};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = ERROR;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let place = origin(said)?.ok().filter(|_| is_project_old(said))?;
    let (_, message) = code(said)?;
    because(
        format!("the code was written for an older PyO3: {message}, at `{place}`"),
        "follow the migration guide, https://pyo3.rs/latest/migration, or keep the older `pyo3` in Cargo.toml",
    )
}
