//! pyproject.toml is not valid.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: pyproject.toml at /home/me/project/pyproject.toml is invalid
//!   Caused by: TOML parse error at line 9, column 5
//!   |
//! 9 | x = = 1
//!   |     ^
//! extra `=`, expected nothing
//! ```
//!
//! ```console
//! 2: pyproject.toml is not valid, at line 9, column 5
//! correct it; `scaffold check` names the key and the line
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: pyproject.toml is invalid
//!   Caused by: pyproject.toml is not PEP 517 compliant: invalid type: string "MIT", expected a table with 'file' or 'text' key
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "pyproject.toml at {} is invalid",
    "pyproject.toml is invalid",
    "Failed to parse: {}pyproject.toml",
    "{}TOMLDecodeError: {}",
    "ERROR: {}pyproject.toml: {}",
    "`pyproject.toml` does not match the required schema{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let below: Vec<&str> = said.below().take(8).collect();
    if below
        .iter()
        .any(|line| line.contains("expected a table with 'file' or 'text' key"))
    {
        return None;
    }
    let place = below
        .iter()
        .find_map(|line| Some(line.split_once("parse error at ")?.1));
    let place = place.map_or_else(String::new, |place| format!(", at {place}"));
    let last = if said.pattern == 3 { said.hole(1) } else { "" };
    let reason = if last.is_empty() {
        String::new()
    } else {
        format!(": {last}")
    };
    because(
        format!("pyproject.toml is not valid{place}{reason}"),
        "correct it; `scaffold check` names the key and the line",
    )
}
