//! macOS does not load the library, since its signature is missing or does not fit.
//!
//! ## Says
//!
//! ```text
//! ImportError: dlopen(/Users/me/demo/_core.abi3.so, 0x0002): tried: '/Users/me/demo/_core.abi3.so' (code signature in <A1> '/Users/me/demo/_core.abi3.so' not valid for use in process: mapped file has no cdhash)
//! ```
//!
//! ```console
//! 1: macOS does not load the library: its code signature is missing or broken, as after a tool has changed it
//! sign it again, `codesign --force --sign - FILE`, or build and install it anew: `maturin develop`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: dlopen(/Users/me/demo/_core.abi3.so, 0x0002): tried: '/Users/me/demo/_core.abi3.so' (no such file)
//! ```

use crate::explain::cause::{Depth, Explanation, Said};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["{}not valid for use in process{}", "{}code signature invalid{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let text = said.line.text();
    (text.contains("ignature") || said.pattern == 1).then(|| {
        Explanation::new(
            "macOS does not load the library: its code signature is missing or broken, as after a tool has changed it",
            "sign it again, `codesign --force --sign - FILE`, or build and install it anew: `maturin develop`",
        )
    })
}
