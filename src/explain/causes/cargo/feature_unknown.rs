//! A crate has no such feature.
//!
//! ## Says
//!
//! ```text
//! error: failed to select a version for `pyo3`.
//!     ... required by package `demo v0.1.0 (/home/me/project)`
//! versions that meet the requirements `^0.30` are: 0.30.1
//!
//! package `demo` depends on `pyo3` with feature `abi3-py311x` but `pyo3` does not have that feature.
//!  package `pyo3` does have feature `abi3-py311`
//! ```
//!
//! ```console
//! 5: `pyo3` has no feature `abi3-py311x`; it has `abi3-py311`
//! correct `features` in Cargo.toml, in `[tool.maturin]` of pyproject.toml or on the command line; features come
//!   and go with versions
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to select a version for `pyo3`.
//! package `pyo3` links to the native library `pyo3-python`, but it conflicts with a previous package which links to `pyo3-python` as well:
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{} depends on `{}` with feature `{}` but `{}` does not have that feature{}",
    "{} depends on `{}`, with features: `{}` but `{}` does not have these features{}",
    "error: the package '{}' does not contain this feature: {}",
    "error: the package '{}' does not contain these features: {}",
    "error: Package `{}` does not have feature `{}`{}",
    "error: none of the selected packages contains {}: {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (package, feature) = match said.pattern {
        0 | 1 => (said.hole(1), said.hole(2)),
        5 => ("the project", said.hole(1)),
        _ => (said.hole(0), said.hole(1)),
    };
    let offered = said
        .below()
        .find_map(|line| line.split_once("does have feature `")?.1.split('`').next());
    let meant = offered.map_or_else(String::new, |name| format!("; it has `{name}`"));
    because(
        format!("`{package}` has no feature `{feature}`{meant}"),
        "correct `features` in Cargo.toml, in `[tool.maturin]` of pyproject.toml or on the command line; features come and go with versions",
    )
}
