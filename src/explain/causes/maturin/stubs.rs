//! The type stubs cannot be generated: the library does not describe itself.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to introspect the built libraries to generate type stubs, have you enabled the "experimental-inspect" PyO3 Cargo feature?
//! ```
//!
//! ```console
//! 2: maturin cannot generate stubs: PyO3 is built without the feature `experimental-inspect`
//! switch it on in Cargo.toml, `cargo add pyo3 --features experimental-inspect`; it describes declarative modules
//!   only (`#[pymodule] mod …`)
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: unexpected argument '--generate-stubs' found
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Failed to introspect the built libraries to generate type stubs{}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "maturin cannot generate stubs: PyO3 is built without the feature `experimental-inspect`",
        "switch it on in Cargo.toml, `cargo add pyo3 --features experimental-inspect`; it describes declarative modules only \
         (`#[pymodule] mod …`)",
    )
}
