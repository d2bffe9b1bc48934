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
use crate::explain::headers::is_of_clang;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}Unable to find libclang: {}",
    "{}fatal error: 'std{}.h' file not found{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 1 {
        return is_of_clang(said.log, said.hole(1)).then(|| {
            Explanation::new(
                "a crate makes its bindings with bindgen, and libclang is there without the headers of clang",
                "install all of it: `apt install clang libclang-dev`, `dnf install clang clang-devel`",
            )
        });
    }
    because(
        "a crate makes its bindings with bindgen, which needs libclang, and that is not there",
        "install it: `apt install libclang-dev`, `dnf install clang-devel`, `brew install llvm`; or set LIBCLANG_PATH to its folder",
    )
}
