//! The module is imported in a second interpreter of one program, which PyO3 does not support.
//!
//! ## Says
//!
//! ```text
//! ImportError: PyO3 modules do not yet support subinterpreters, see https://github.com/PyO3/pyo3/issues/576
//! ```
//!
//! ```console
//! 1: the program imports the module in a second interpreter, which PyO3 does not support (mod_wsgi, some plugins)
//! let the program use one interpreter; for mod_wsgi: `WSGIApplicationGroup %{GLOBAL}`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: dynamic module does not define module export function (PyInit_demo)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ImportError: PyO3 modules do not yet support subinterpreters{}",
    "ImportError: PyO3 modules {}may only be initialized once per interpreter process{}",
    "ImportError: module {} does not support loading in subinterpreters",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the program imports the module in a second interpreter, which PyO3 does not support (mod_wsgi, some plugins)",
        "let the program use one interpreter; for mod_wsgi: `WSGIApplicationGroup %{GLOBAL}`",
    )
}
