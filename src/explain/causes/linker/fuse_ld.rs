//! The compiler is told to link with `-fuse-ld`, and that linker is not installed.
//!
//! ## Says
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   |
//!   = note:  "cc" "-m64" "<3 object files omitted>" "-Wl,--gc-sections" "-nodefaultlibs" "-fuse-ld=mold"
//!   = note: collect2: fatal error: cannot find 'ld'
//!           compilation terminated.
//! ```
//!
//! ```console
//! 4: the linker `mold` is not installed, but a flag asks for it (`-fuse-ld`)
//! install `mold`, or take `-fuse-ld` out of RUSTFLAGS and `.cargo/config.toml`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   = note: collect2: error: ld returned 1 exit status
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because, word};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}collect2: fatal error: cannot find '{}'",
    "{}error: invalid linker name in {}",
    "{}error: unrecognized command-line option '-fuse-ld={}'",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let asked = said
        .log
        .line_with("-fuse-ld=")
        .and_then(|line| line.text().rsplit_once("-fuse-ld=")); // the last one counts
    let linker = asked
        .map_or(said.hole(1), |(_, rest)| rest)
        .trim_matches(['\'', '"', '-']);
    let linker = word(linker.trim_start_matches("argument '-fuse-ld="));
    because(
        format!("the linker `{linker}` is not installed, but a flag asks for it (`-fuse-ld`)"),
        format!("install `{linker}`, or take `-fuse-ld` out of RUSTFLAGS and `.cargo/config.toml`"),
    )
}
