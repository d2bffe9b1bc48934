//! The extension needs a newer C library than this system has.
//!
//! ## Says
//!
//! ```text
//! ImportError: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /home/me/.venv/lib/python3.11/site-packages/demo/_core.abi3.so)
//! ```
//!
//! ```console
//! 1: `/home/me/.venv/lib/python3.11/site-packages/demo/_core.abi3.so` needs GLIBC_2.38, and the libraries of this
//!   system are older
//! build it in a manylinux container or with `maturin build --zig`; or build it here: `maturin develop`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! /home/me/project/target/debug/build/demo-1a/build-script-build: /lib/libc.so.6: version `GLIBC_2.38' not found (required by /home/me/project/target/debug/build/demo-1a/build-script-build)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ImportError: {}: version `{}' not found (required by {})",
    "ImportError: {}: undefined symbol: __isoc23_{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (version, by) = match said.pattern {
        0 => (said.hole(1), said.hole(2)),
        _ => ("glibc 2.38", said.hole(0)), // which gave functions of C23 names of their own
    };
    because(
        format!("`{by}` needs {version}, and the libraries of this system are older"),
        "build it in a manylinux container or with `maturin build --zig`; or build it here: `maturin develop`",
    )
}
