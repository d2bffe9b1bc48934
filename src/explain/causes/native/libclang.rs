//! A crate makes its bindings with bindgen, which needs libclang.
//!
//! ## Says
//!
//! ```text
//!   --- stderr
//!   thread 'main' panicked at /home/me/.cargo/registry/src/index-1949cf8c6b5b557f/bindgen-0.69.4/lib.rs:622:31:
//!   Unable to find libclang: "couldn't find any valid shared libraries matching: ['libclang.so', 'libclang-*.so']"
//! ```
//!
//! ```console
//! 3: a crate makes its bindings with bindgen, which needs libclang, and that is not there
//! install it: `apt install libclang-dev`, `dnf install clang-devel`, `brew install llvm`; or set LIBCLANG_PATH to
//!   its folder
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   --- stderr
//!   is `cmake` not installed?
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["{}Unable to find libclang: {}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "a crate makes its bindings with bindgen, which needs libclang, and that is not there",
        "install it: `apt install libclang-dev`, `dnf install clang-devel`, `brew install llvm`; or set LIBCLANG_PATH to its folder",
    )
}
