//! Objects for another CPU or system are linked.
//!
//! ## Says
//!
//! ```text
//! error: linking with `aarch64-linux-gnu-gcc` failed: exit status: 1
//!   |
//!   = note: /usr/bin/aarch64-linux-gnu-ld: /tmp/rustcA1/libdemo_sys-1f2e.rlib: error adding symbols: file in wrong format
//!           collect2: error: ld returned 1 exit status
//! ```
//!
//! ```console
//! 3: `/tmp/rustcA1/libdemo_sys-1f2e.rlib` is for another CPU or system than the target
//! name the C compiler for the target, such as `CC_aarch64_unknown_linux_gnu=aarch64-linux-gnu-gcc`, then `cargo
//!   clean`; a library of the system has to be for the target as well
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linking with `aarch64-linux-gnu-gcc` failed: exit status: 1
//!   = note: /usr/bin/aarch64-linux-gnu-ld: cannot find -lssl: No such file or directory
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}: error adding symbols: file in wrong format",
    "{}: file in wrong format",
    "{}ld{}: error: {} is incompatible with {}",
    "{}LNK1112: module machine type '{}' conflicts with target machine type '{}'",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let file = match said.pattern {
        0 | 1 => said.hole(0).split(": ").last()?,
        2 => said.hole(2),
        _ => said.hole(0).split(" : ").next()?,
    };
    because(
        format!("`{file}` is for another CPU or system than the target"),
        "name the C compiler for the target, such as `CC_aarch64_unknown_linux_gnu=aarch64-linux-gnu-gcc`, then `cargo clean`; a \
         library of the system has to be for the target as well",
    )
}
