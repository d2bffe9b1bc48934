//! The extension uses a function that no library has.
//!
//! ## Says
//!
//! ```text
//! ImportError: /home/me/project/demo.abi3.so: undefined symbol: deflateInit_
//! ```
//!
//! ```console
//! 1: the extension needs the function `deflateInit_`, which no library has that it is linked with
//! name the library in the build script (`cargo::rustc-link-lib=…`); a linker does not complain of that in an
//!   extension
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: /home/me/project/demo.abi3.so: undefined symbol: PyType_GetModuleByDef
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ImportError: {}: undefined symbol: {}",
    "ImportError: {}symbol not found in flat namespace {}",
    "ImportError: {}Symbol not found: {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let symbol = word(said.hole(1));
    let bare = symbol.trim_start_matches('_');
    if bare.starts_with("Py") || bare.starts_with("isoc23_") {
        return None;
    }
    because(
        format!("the extension needs the function `{symbol}`, which no library has that it is linked with"),
        "name the library in the build script (`cargo::rustc-link-lib=…`); a linker does not complain of that in an extension",
    )
}
