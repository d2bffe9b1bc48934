//! A crate needs the development files of a library of the system.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `libusb1-sys v0.7.0`
//!
//!   --- stderr
//!   The system library `libusb-1.0` required by crate `libusb1-sys` was not found.
//!   The file `libusb-1.0.pc` needs to be installed and the PKG_CONFIG_PATH environment variable must contain its parent directory.
//! ```
//!
//! ```console
//! 4: the crate `libusb1-sys` needs the development files of `libusb-1.0`, which pkg-config does not find
//! install the package that has `libusb-1.0.pc` (`apt-file search libusb-1.0.pc` finds it), or set PKG_CONFIG_PATH
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   --- stderr
//!   Could not find directory of OpenSSL installation, and this `-sys` crate cannot
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "The system library `{}` required by crate `{}` was not found.",
    "Package {} was not found in the pkg-config search path.{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let library = said.hole(0).trim_matches('\'');
    if library == "openssl" {
        return None;
    }
    let by = if said.pattern == 0 {
        format!("the crate `{}`", said.hole(1))
    } else {
        "a crate".to_owned()
    };
    because(
        format!("{by} needs the development files of `{library}`, which pkg-config does not find"),
        format!(
            "install the package that has `{library}.pc` (`apt-file search {library}.pc` finds it), or set PKG_CONFIG_PATH"
        ),
    )
}
