//! A program that starts Python itself, such as a test, is not linked with Python.
//!
//! ## Says
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   = note: rust-lld: error: undefined symbol: PyObject_Str
//!           >>> referenced by err.rs:12
//!           rust-lld: error: undefined symbol: _Py_Dealloc
//! ```
//!
//! ```console
//! 2: the symbols of Python are missing, first `PyObject_Str`: the feature `extension-module` leaves them to
//!   whoever starts the library, and nobody does for `cargo test` and `cargo build`
//! take the feature `extension-module` of `pyo3` out of Cargo.toml: maturin 1.9.4 and newer asks for the same
//!   itself
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   = note: rust-lld: error: undefined symbol: PyObject_Str
//!           rust-lld: error: undefined symbol: deflateInit_
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::linking::{UNDEFINED, is_python, undefined};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = UNDEFINED;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let symbols = undefined(said);
    if symbols.is_empty() || !symbols.iter().all(|symbol| is_python(symbol)) {
        return None;
    }
    because(
        format!(
            "the symbols of Python are missing, first `{}`: the feature `extension-module` leaves them to whoever starts the \
            library, and nobody does for `cargo test` and `cargo build`",
            symbols[0]
        ),
        "take the feature `extension-module` of `pyo3` out of Cargo.toml: maturin 1.9.4 and newer asks for the same itself",
    )
}
