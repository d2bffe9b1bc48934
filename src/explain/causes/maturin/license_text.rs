//! This maturin is too old for the license of pyproject.toml, which is a text.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: pyproject.toml is invalid
//!   Caused by: pyproject.toml is not PEP 517 compliant: invalid type: string "MIT", expected a table with 'file' or 'text' key
//! ```
//!
//! ```console
//! 3: this maturin is too old for `license = "MIT"`, which takes 1.9 or newer
//! ask for it: `requires = ["maturin>=1.9,<2"]` in `[build-system]`, and `pip install --upgrade maturin`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: pyproject.toml at /home/me/project/pyproject.toml is invalid
//!   Caused by: TOML parse error at line 9, column 5
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["{}invalid type: string \"{}\", expected a table with 'file' or 'text' key"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "this maturin is too old for `license = \"{}\"`, which takes 1.9 or newer",
            said.hole(1)
        ),
        "ask for it: `requires = [\"maturin>=1.9,<2\"]` in `[build-system]`, and `pip install --upgrade maturin`",
    )
}
