//! An extension was built for another generation of NumPy.
//!
//! ## Says
//!
//! ```text
//! RuntimeError: module compiled against ABI version 0x1000009 but this version of numpy is 0x2000000
//! ImportError: numpy.core.multiarray failed to import
//! ```
//!
//! ```console
//! 1: an extension was built for another generation of NumPy than the one that is installed
//! build it anew against this one, or keep the older: `python -m pip install "numpy<2"`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ModuleNotFoundError: No module named 'numpy'
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "RuntimeError: module compiled against {} version {} but this version of numpy is {}",
    "A module that was compiled using NumPy {} cannot be run in{}",
    "ValueError: numpy.dtype size changed, may indicate binary incompatibility{}",
    "ImportError: numpy.core.multiarray failed to import{}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "an extension was built for another generation of NumPy than the one that is installed",
        "build it anew against this one, or keep the older: `python -m pip install \"numpy<2\"`",
    )
}
