//! pip has built an empty wheel: pyproject.toml does not say that maturin builds the project.
//!
//! ## Says
//!
//! ```text
//!   Created wheel for demo: filename=demo-0.1.0-py3-none-any.whl size=954 sha256=347aa0e2f0a2
//! Successfully installed demo-0.1.0
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//! ModuleNotFoundError: No module named 'demo'
//! ```
//!
//! ```console
//! 5: nothing was built: `demo-0.1.0-py3-none-any.whl` is a wheel without a library, since pyproject.toml names no
//!   build backend
//! add `[build-system]` with `requires = ["maturin>=1.9,<2"]` and `build-backend = "maturin"`, and install again
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Traceback (most recent call last):
//!   File "<string>", line 1, in <module>
//! ModuleNotFoundError: No module named 'demo'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::imports::pure_wheel;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ModuleNotFoundError: No module named '{}'"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let name = said.hole(0).split('.').next()?;
    let wheel = pure_wheel(said.log, name)?;
    because(
        format!(
            "nothing was built: `{wheel}` is a wheel without a library, since pyproject.toml names no build backend"
        ),
        "add `[build-system]` with `requires = [\"maturin>=1.9,<2\"]` and `build-backend = \"maturin\"`, and install again",
    )
}
