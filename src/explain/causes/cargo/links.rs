//! Two versions of a crate that may be there only once are asked for, most often of PyO3.
//!
//! ## Says
//!
//! ```text
//! error: failed to select a version for `pyo3`.
//!     ... required by package `other v0.1.0 (/home/me/project/other)`
//! versions that meet the requirements `^0.29` are: 0.29.3, 0.29.2
//!
//! package `pyo3` links to the native library `pyo3-python`, but it conflicts with a previous package which links to `pyo3-python` as well:
//! package `pyo3 v0.30.1`
//! ```
//!
//! ```console
//! 5: two versions of `pyo3` in one build: `pyo3 v0.30.1` is chosen already, and `other v0.1.0
//!   (/home/me/project/other)` asks for another one
//! bring all crates that use `pyo3` to one version of it; those that wrap it, such as `numpy` or `pythonize`, have
//!   a release for each
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to select a version for `pyo3`.
//! package `demo` depends on `pyo3` with feature `abi3-py311x` but `pyo3` does not have that feature.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] =
    &["{}package `{}` links to the native library `{}`, but it conflicts with a previous package{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let package = said.hole(1);
    let other = said
        .below()
        .find_map(|line| line.strip_prefix("package `")?.split('`').next())
        .unwrap_or("another version");
    let asked = said.line.above().take(8).find_map(|line| {
        line.text()
            .strip_prefix("... required by package `")?
            .split('`')
            .next()
    });
    let asked = asked.map_or_else(String::new, |by| format!(", and `{by}` asks for another one"));
    because(
        format!("two versions of `{package}` in one build: `{other}` is chosen already{asked}"),
        format!(
            "bring all crates that use `{package}` to one version of it; those that wrap it, such as `numpy` or `pythonize`, \
            have a release for each"
        ),
    )
}
