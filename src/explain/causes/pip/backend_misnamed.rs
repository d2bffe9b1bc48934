//! The build backend that pyproject.toml names is not what `requires` installs.
//!
//! ## Says
//!
//! ```text
//! ModuleNotFoundError: No module named 'maturn'
//! error: Failed to build `/home/me/project`
//!   cause: The build backend returned an error
//!   cause: Call to `maturn.get_requires_for_build_wheel` failed (exit status: 1)
//! ```
//!
//! ```console
//! 1: the build backend `maturn` is not there: `requires` of `[build-system]` does not install it, or its name is
//!   wrong
//! write `requires = ["maturin>=1.9,<2"]` and `build-backend = "maturin"`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ModuleNotFoundError: No module named 'maturin'
//! error: Failed to build `/home/me/project`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::imports::is_backend;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ModuleNotFoundError: No module named '{}'",
    "{}BackendUnavailable: Cannot import '{}'",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(said.pattern);
    if name == "maturin" || said.pattern == 0 && !is_backend(said.log, name) {
        return None;
    }
    because(
        format!(
            "the build backend `{name}` is not there: `requires` of `[build-system]` does not install it, or its name is wrong"
        ),
        "write `requires = [\"maturin>=1.9,<2\"]` and `build-backend = \"maturin\"`",
    )
}
