//! The library is there, and is for another CPU.
//!
//! ## Says
//!
//! ```text
//! ImportError: /home/me/project/demo.cpython-311-x86_64-linux-gnu.so: cannot open shared object file: No such file or directory
//! ```
//!
//! ```console
//! 1: `/home/me/project/demo.cpython-311-x86_64-linux-gnu.so` is for another CPU or another C library (the loader
//!   says so with the same words as for a file that is missing)
//! build or install it with this Python: `maturin develop`, or `python -m pip install --force-reinstall NAME`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: libssl.so.3: cannot open shared object file: No such file or directory
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::imports::is_extension;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ImportError: {}: cannot open shared object file: No such file or directory",
    "ImportError: {}: wrong ELF class: {}",
    "{}incompatible architecture (have '{}', need '{}'){}",
    "ImportError: DLL load failed while importing {}: %1 {}",
    "ImportError: {}: cannot open shared object file: Exec format error",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    const MEND: &str = "build or install it with this Python: `maturin develop`, or `python -m pip install --force-reinstall NAME`";
    match said.pattern {
        2 => because(
            format!(
                "the library is for the CPU {}, and this Python for {}",
                said.hole(1),
                said.hole(2)
            ),
            MEND,
        ),
        0 if !is_extension(said.hole(0)) => None,
        0 => because(
            format!(
                "`{}` is for another CPU or another C library (the loader says so with the same words as for a file that is missing)",
                said.hole(0)
            ),
            MEND,
        ),
        _ => because(
            format!("`{}` is for another CPU than this Python", said.hole(0)),
            MEND,
        ),
    }
}
