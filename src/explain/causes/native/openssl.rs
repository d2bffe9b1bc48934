//! A crate needs the development files of OpenSSL.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `openssl-sys v0.9.104`
//!
//!   --- stderr
//!   Could not find directory of OpenSSL installation, and this `-sys` crate cannot
//!   proceed without this knowledge.
//! ```
//!
//! ```console
//! 4: the crate `openssl-sys` needs the development files of OpenSSL, which are not there
//! install them: `apt install libssl-dev pkg-config`, `dnf install openssl-devel`, `apk add openssl-dev`; in a
//!   manylinux container better do without: the feature `vendored` of `openssl`, or rustls
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   --- stderr
//!   The system library `libusb-1.0` required by crate `libusb1-sys` was not found.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}Could not find directory of OpenSSL installation{}",
    "{}Could not find openssl via pkg-config{}",
    "The system library `openssl` required by crate `{}` was not found.",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "the crate `openssl-sys` needs the development files of OpenSSL, which are not there",
        "install them: `apt install libssl-dev pkg-config`, `dnf install openssl-devel`, `apk add openssl-dev`; in a manylinux container \
         better do without: the feature `vendored` of `openssl`, or rustls",
    )
}
