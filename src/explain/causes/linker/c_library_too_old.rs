//! A C library that is linked was compiled for a newer glibc than this system has.
//!
//! ## Says
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   |
//!   = note: rust-lld: error: undefined symbol: __isoc23_strtol
//!           >>> referenced by demo.c
//! ```
//!
//! ```console
//! 3: a C library that is linked was compiled for glibc 2.38 or newer, and this system has an older one
//!   (`__isoc23_strtol`)
//! build on a newer system, or compile that library here: a feature such as `vendored` or `static` of its crate, or
//!   none that downloads binaries; then `cargo clean`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   = note: rust-lld: error: undefined symbol: SSL_CTX_ctrl
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::linking::{UNDEFINED, undefined};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = UNDEFINED;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    // glibc 2.38 gave the functions of C23 that read numbers names of their own.
    let symbols = undefined(said);
    let symbol = symbols.iter().find(|symbol| symbol.starts_with("isoc23_"))?;
    because(
        format!(
            "a C library that is linked was compiled for glibc 2.38 or newer, and this system has an older one (`__{symbol}`)"
        ),
        "build on a newer system, or compile that library here: a feature such as `vendored` or `static` of its crate, or none that \
         downloads binaries; then `cargo clean`",
    )
}
