//! The system ended the compiler or the linker, most likely because memory ran out.
//!
//! ## Says
//!
//! ```text
//! error: could not compile `demo` (lib)
//!
//! Caused by:
//!   process didn't exit successfully: `/home/me/.rustup/toolchains/stable/bin/rustc --crate-name demo` (signal: 9, SIGKILL: kill)
//! ```
//!
//! ```console
//! 4: probably the memory ran out: the system ended the compiler or the linker without a word
//! build with less at once: `CARGO_BUILD_JOBS=1`; `lto = false` and more `codegen-units` in the profile need less;
//!   or give the machine or the container more memory
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: could not compile `demo` (lib)
//!
//! Caused by:
//!   process didn't exit successfully: `/home/me/.rustup/toolchains/stable/bin/rustc --crate-name demo` (exit status: 1)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Machine;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}(signal: 9, SIGKILL: kill)",
    "{}terminated with signal 9 [Killed]",
    "{}fatal error: Killed signal terminated program {}",
    "{}LLVM ERROR: out of memory",
    "{}(os error 12)",
    "memory allocation of {} bytes failed",
    "{}returned a non-zero code: 137",
    "{}exit code: 137",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "probably the memory ran out: the system ended the compiler or the linker without a word",
        "build with less at once: `CARGO_BUILD_JOBS=1`; `lto = false` and more `codegen-units` in the profile need less; or give \
         the machine or the container more memory",
    )
}
