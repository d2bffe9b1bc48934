//! Settings stand in Cargo.toml that maturin takes from pyproject.toml only.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: The following metadata fields in `package.metadata.maturin` section of Cargo.toml are removed since maturin 0.14.0: python-source, please set them in pyproject.toml as PEP 621 specifies.
//! ```
//!
//! ```console
//! 2: maturin does not take `python-source` from Cargo.toml any more
//! move it into `[tool.maturin]` or `[project]` of pyproject.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//! warning: unused manifest key: package.metadata.maturn
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "The following metadata fields in `package.metadata.maturin` section of Cargo.toml are removed since maturin {}: {}, please {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "maturin does not take `{}` from Cargo.toml any more",
            said.hole(1)
        ),
        "move it into `[tool.maturin]` or `[project]` of pyproject.toml",
    )
}
