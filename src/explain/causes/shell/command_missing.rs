//! A program is not installed here, or not in PATH.
//!
//! ## Says
//!
//! ```text
//! /bin/sh: 1: uv: not found
//! make: *** [Makefile:4: setup] Error 127
//! ```
//!
//! ```console
//! 1: the program `uv` is not installed here, or not in PATH
//! install `uv`, or activate the environment that has it: `. .venv/bin/activate`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! bash: line 1: cargo: command not found
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Shell;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}: command not found",
    "{}sh: {}: not found",
    "{}command not found: {}",
    "'{}' is not recognized as an internal or external command{}",
    "{}sh: {}: {}: not found",
    "{}python{}: No module named {}",
    "{}: The term '{}' is not recognized as {}",
    "ERROR: Cannot find command '{}' - do you have {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let text = said.line.text();
    if said.pattern == 5 {
        let name = said.hole(2);
        let is_told = ["maturin", "pip"].contains(&name) || name.contains(['\'', '"', ' ']);
        return (!is_told).then(|| {
            Explanation::new(
                format!("`{name}` is not installed in the Python that is to run it"),
                format!("`python -m pip install {name}` there, or activate the environment that has it"),
            )
        });
    }
    let name = match said.pattern {
        0 => said.hole(0).rsplit(' ').next()?,
        1 => said.hole(1).rsplit(' ').next()?,
        2 | 6 => said.hole(1),
        3 | 7 => said.hole(0),
        _ => said.hole(2),
    };
    let is_name = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.+".contains(&byte));
    if !is_name
        || name == "cargo"
        || name == "maturin"
        || text.contains(" | ")
        || said.log.says("Querying Python at ")
    {
        return None;
    }
    because(
        format!("the program `{name}` is not installed here, or not in PATH"),
        format!("install `{name}`, or activate the environment that has it: `. .venv/bin/activate`"),
    )
}
