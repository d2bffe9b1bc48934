//! The library is linked with one that a wheel may not rely on.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Error ensuring manylinux_2_17 compliance
//!   Caused by: Your library is not manylinux_2_17 (aka manylinux2014) compliant because it links the following forbidden libraries: ["libpython3.11.so.1.0"]
//! ```
//!
//! ```console
//! 3: the extension is linked with Python itself: ["libpython3.11.so.1.0"]
//! let maturin (1.9.4 or newer) build it, and leave out what links Python: the feature `auto-initialize`,
//!   PYO3_CONFIG_FILE
//! ```
//!
//! ## Does not say
//!
//! ```text
//!   Caused by: Your library is not manylinux_2_17 (aka manylinux2014) compliant because of the presence of too-recent versioned symbols: ["libc.so.6 offending versions: GLIBC_2.34"]. Consider building in a manylinux docker container
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}because it links the following forbidden librar{}: {}",
    "Your library links {} ({}), which libraries must not do{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let named = if said.pattern == 0 {
        said.hole(2)
    } else {
        said.hole(1)
    };
    if named.contains("libpython") {
        return because(
            format!("the extension is linked with Python itself: {named}"),
            "let maturin (1.9.4 or newer) build it, and leave out what links Python: the feature `auto-initialize`, PYO3_CONFIG_FILE",
        );
    }
    because(
        format!("the library is linked with some that a wheel may not rely on: {named}"),
        "let maturin take them in, `--auditwheel repair`, or link them statically (many crates have a feature `vendored`)",
    )
}
