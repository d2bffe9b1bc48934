//! cargo built the crate, but no library that Python can load.
//!
//! ## Says
//!
//! ```text
//!     Finished `release` profile [optimized] target(s) in 9.10s
//! 💥 maturin failed
//!   Caused by: Cargo didn't build a cdylib. Did you miss crate-type = ["cdylib"] in the lib section of your Cargo.toml?
//! ```
//!
//! ```console
//! 3: cargo built no library that Python can load
//! write `crate-type = ["cdylib"]` into `[lib]` of Cargo.toml; for musl, link the C library dynamically:
//!   `RUSTFLAGS="-C target-feature=-crt-static"`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Cargo build finished with "exit status: 101": `cargo rustc`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["Cargo didn't build a{} cdylib{}"];

/// What such a line means.
pub fn explain(_: &Said<'_>) -> Option<Explanation> {
    because(
        "cargo built no library that Python can load",
        "write `crate-type = [\"cdylib\"]` into `[lib]` of Cargo.toml; for musl, link the C library dynamically: \
         `RUSTFLAGS=\"-C target-feature=-crt-static\"`",
    )
}
