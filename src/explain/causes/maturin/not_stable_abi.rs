//! The wheel is for one version of Python only, although the stable ABI is asked for.
//!
//! ## Says
//!
//! ```text
//! 🔗 Found pyo3 bindings with abi3-py3.13 support
//! ⚠️ Warning: abi3 does not yet support CPython 3.11 at /home/me/.venv/bin/python so the build artifacts will be version-specific.
//!     Finished `dev` profile [unoptimized + debuginfo] target(s) in 3.83s
//! 📦 Built wheel for CPython 3.11 to /home/me/project/target/wheels/demo-0.1.0-cp311-cp311-manylinux_2_34_x86_64.whl
//! ```
//!
//! ```console
//! 2: the wheel is for CPython 3.11 only: the `abi3` feature of `pyo3` asks for a newer Python
//! build with a Python as new as the feature says, or lower the feature
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 🔗 Found pyo3 bindings with abi3-py3.9 support
//!     Finished `dev` profile [unoptimized + debuginfo] target(s) in 15.98s
//! 📦 Built wheel for abi3 Python ≥ 3.9 to /home/me/project/target/wheels/demo-0.1.0-cp39-abi3-manylinux_2_34_x86_64.whl
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Note;
/// How the lines read that tell of it.
pub const SAID: &[&str] =
    &["Warning: abi3 does not yet support {} so the build artifacts will be version-specific{}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let python = said.hole(0).split(" at ").next()?;
    because(
        format!("the wheel is for {python} only: the `abi3` feature of `pyo3` asks for a newer Python"),
        "build with a Python as new as the feature says, or lower the feature",
    )
}
