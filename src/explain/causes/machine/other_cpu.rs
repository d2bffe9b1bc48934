//! A program is for another CPU than that of the machine.
//!
//! ## Says
//!
//! ```text
//! WARNING: The requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64/v3) and no specific platform was requested
//! exec /usr/local/bin/manylinux-entrypoint: exec format error
//! ```
//!
//! ```console
//! 2: a program is for another CPU than this machine has
//! in CI build on a machine of that CPU (`ubuntu-24.04-arm`), or let QEMU run it first: `docker/setup-qemu-action`;
//!   a folder `target` of another machine goes with `cargo clean`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: /home/me/demo/_core.so: cannot open shared object file: No such file or directory
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Machine;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["{}exec format error", "{}Exec format error{}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "a program is for another CPU than this machine has",
        "in CI build on a machine of that CPU (`ubuntu-24.04-arm`), or let QEMU run it first: `docker/setup-qemu-action`; a folder \
         `target` of another machine goes with `cargo clean`",
    )
}
