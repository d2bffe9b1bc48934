//! A program uses instructions that this CPU does not have.
//!
//! ## Says
//!
//! ```text
//! $ python -c "import demo"
//! Illegal instruction (core dumped)
//! ```
//!
//! ```console
//! 2: a program uses instructions that this CPU does not have
//! build without `-C target-cpu=native` (RUSTFLAGS, `.cargo/config.toml`); of a package, take a release for older
//!   CPUs or build it here: `pip install --no-binary NAME NAME`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! $ python -c "import demo"
//! Segmentation fault (core dumped)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "Illegal instruction{}",
    "{}: line {}: {} Illegal instruction {}",
    "{}(signal: {}, SIGILL: illegal instruction)",
    "qemu: uncaught target signal 4 (Illegal instruction){}",
];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "a program uses instructions that this CPU does not have",
        "build without `-C target-cpu=native` (RUSTFLAGS, `.cargo/config.toml`); of a package, take a release for older CPUs or build \
         it here: `pip install --no-binary NAME NAME`",
    )
}
