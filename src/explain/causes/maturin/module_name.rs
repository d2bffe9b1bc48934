//! The name of the module is none that Python takes.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: The module name must not contain a minus `-` (Make sure you have set an appropriate [lib] name or [tool.maturin] module-name in your pyproject.toml)
//! ```
//!
//! ```console
//! 2: the name of the module has a minus, which Python does not take
//! write it with `_`: `module-name = "my_package._core"` in `[tool.maturin]`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: library target names cannot contain hyphens: my-package
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["The module name must not contain a minus{}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the name of the module has a minus, which Python does not take",
        "write it with `_`: `module-name = \"my_package._core\"` in `[tool.maturin]`",
    )
}
