//! The Python is built without the GIL, and this PyO3 does not know such.
//!
//! ## Says
//!
//! ```text
//!   --- stderr
//!   error: the Python interpreter was built with the GIL disabled, which is not yet supported by PyO3
//! ```
//!
//! ```console
//! 2: the Python is free-threaded, and this PyO3 is too old for it
//! raise `pyo3` in Cargo.toml to 0.26 or newer, or build with the ordinary Python (without `t`)
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   error: the configured Python interpreter version (3.7) is lower than PyO3's minimum supported version (3.9)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: the Python interpreter was built with the GIL disabled{}",
    "error: The Python interpreter was built with the GIL disabled{}",
    "error: PyO3 does not support the free-threaded build of CPython versions below {}, the selected Python version is {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 2 {
        let (oldest, python) = (said.hole(0), said.hole(1));
        return because(
            format!("this PyO3 takes free-threaded Pythons from {oldest} on, and this is Python {python}"),
            format!(
                "build with a newer one, `-i python{oldest}t`, or with the ordinary Python {python} (without `t`)"
            ),
        );
    }
    because(
        "the Python is free-threaded, and this PyO3 is too old for it",
        "raise `pyo3` in Cargo.toml to 0.26 or newer, or build with the ordinary Python (without `t`)",
    )
}
