//! The file that should be the library is none, or only a part of one.
//!
//! ## Says
//!
//! ```text
//! ImportError: /home/me/project/demo.cpython-311-x86_64-linux-gnu.so: file too short
//! ```
//!
//! ```console
//! 1: `/home/me/project/demo.cpython-311-x86_64-linux-gnu.so` is no library for this system: cut off, a pointer of
//!   git-lfs, or built for another system
//! build or install it anew: `maturin develop`, or `python -m pip install --force-reinstall NAME`; where git-lfs
//!   keeps it, `git lfs pull`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: /home/me/project/demo.cpython-311-x86_64-linux-gnu.so: cannot open shared object file: No such file or directory
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ImportError: {}: invalid ELF header",
    "ImportError: {}: file too short",
    "ImportError: {}: not a mach-o file{}",
    "{}: slice is not valid mach-o file{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!(
            "`{}` is no library for this system: cut off, a pointer of git-lfs, or built for another system",
            said.hole(0)
        ),
        "build or install it anew: `maturin develop`, or `python -m pip install --force-reinstall NAME`; where git-lfs keeps it, `git lfs pull`",
    )
}
