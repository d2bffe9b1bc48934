//! There is no C compiler, which Rust needs to link every crate.
//!
//! ## Says
//!
//! ```text
//!    Compiling proc-macro2 v1.0.107
//! error: linker `cc` not found
//!   |
//!   = note: No such file or directory (os error 2)
//!
//! error: could not compile `proc-macro2` (build script) due to 1 previous error
//! ```
//!
//! ```console
//! 2: there is no C compiler: rustc links with `cc`, which is not installed
//! install one: `apt install build-essential` (Debian, Ubuntu), `dnf install gcc` (Fedora), `apk add build-base`
//!   (Alpine), `xcode-select --install` (macOS)
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linker `aarch64-linux-gnu-gcc` not found
//!   |
//!   = note: No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: linker `{}` not found",
    "error: could not exec the linker `{}`",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let linker = said.hole(0);
    if !["cc", "gcc", "clang"].contains(&linker) {
        return None;
    }
    because(
        format!("there is no C compiler: rustc links with `{linker}`, which is not installed"),
        "install one: `apt install build-essential` (Debian, Ubuntu), `dnf install gcc` (Fedora), `apk add build-base` \
         (Alpine), `xcode-select --install` (macOS)",
    )
}
