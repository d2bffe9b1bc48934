//! The linker does not find the library of Python.
//!
//! ## Says
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   |
//!   = note: rust-lld: error: unable to find library -lpython3.12
//!           collect2: error: ld returned 1 exit status
//! ```
//!
//! ```console
//! 3: the linker does not find the library of Python, `python3.12`
//! install it: `apt install libpython3.12-dev`, or point PYO3_PYTHON to a Python with a shared library
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   |
//!   = note: rust-lld: error: unable to find library -lssl
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::linking::{LIBRARY, library};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = LIBRARY;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let library = library(said)?;
    let version = library.to_ascii_lowercase();
    let version = version.strip_prefix("python")?;
    because(
        format!("the linker does not find the library of Python, `{library}`"),
        format!(
            "install it: `apt install libpython{version}-dev`, or point PYO3_PYTHON to a Python with a shared library"
        ),
    )
}
