//! The extension uses something of Python that this Python does not have.
//!
//! ## Says
//!
//! ```text
//! ImportError: /home/me/project/demo.abi3.so: undefined symbol: PyType_GetModuleByDef
//! ```
//!
//! ```console
//! 1: the extension needs `PyType_GetModuleByDef`, which this Python does not have: it was built for another
//!   version or for a newer stable ABI
//! build it for this Python: `maturin develop`; in a release, lower the feature `abi3-py3…` to the oldest Python of
//!   `requires-python`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: /home/me/project/demo.abi3.so: undefined symbol: deflateInit_
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
    let symbol = word(said.hole(1)).trim_start_matches('_');
    if !symbol.starts_with("Py") {
        return None;
    }
    because(
        format!(
            "the extension needs `{symbol}`, which this Python does not have: it was built for another version or for a newer stable ABI"
        ),
        "build it for this Python: `maturin develop`; in a release, lower the feature `abi3-py3…` to the oldest Python of `requires-python`",
    )
}
