//! The library needs a newer C library than the tag of the wheel allows.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Error ensuring manylinux_2_17 compliance
//!   Caused by: Your library is not manylinux_2_17 (aka manylinux2014) compliant because of the presence of too-recent versioned symbols: ["libc.so.6 offending versions: GLIBC_2.34"]. Consider building in a manylinux docker container
//! ```
//!
//! ```console
//! 3: the library needs a newer C library than the tag of the wheel allows, glibc 2.34
//! build in a manylinux container, or with `maturin build --zig`, or for a newer tag: `--compatibility
//!   manylinux_2_28`
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   Caused by: Your library is not manylinux_2_17 (aka manylinux2014) compliant because it links the following forbidden libraries: ["libpython3.11.so.1.0"]
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}compliant because of the presence of too-recent versioned symbols{}",
    "{}because of the presence of too-recent versioned symbols{}",
    "External libraries {} require newer symbol versions than {} allows{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let versions = said.line.paragraph();
    let version = versions.split_once("GLIBC_").map(|(_, rest)| word(rest));
    let needs = version.map_or_else(String::new, |version| format!(", glibc {version}"));
    because(
        format!("the library needs a newer C library than the tag of the wheel allows{needs}"),
        "build in a manylinux container, or with `maturin build --zig`, or for a newer tag: `--compatibility manylinux_2_28`",
    )
}
