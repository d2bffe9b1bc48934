//! maturin cannot tell how the crate is bound to Python: it depends on none of the crates for that.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Couldn't detect the binding type; Please specify them with --bindings/-b
//! ```
//!
//! ```console
//! 2: maturin cannot tell how the crate is bound to Python: it depends on no `pyo3`, and has no program
//! `cargo add pyo3`, or say what it is: `bindings = "…"` in `[tool.maturin]` of pyproject.toml
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Couldn't find any python interpreters from '/home/me/gone/bin/python'.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Couldn't detect the binding type{}",
    "The bindings {} {}, but the {} crate is not {}",
    "ModuleNotFoundError: No module named 'cffi'",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 2 {
        return said.log.says("cffi bindings").then(|| {
            Explanation::new(
                "maturin takes the crate for one of cffi, since it depends on no `pyo3`, or only with a feature that is not on",
                "`cargo add pyo3`, or switch that feature on: `features = [\"…\"]` in `[tool.maturin]`",
            )
        });
    }
    because(
        "maturin cannot tell how the crate is bound to Python: it depends on no `pyo3`, and has no program",
        "`cargo add pyo3`, or say what it is: `bindings = \"…\"` in `[tool.maturin]` of pyproject.toml",
    )
}
