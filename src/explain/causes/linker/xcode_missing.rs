//! On macOS, the command line tools of Xcode are missing, or their licence is not agreed to.
//!
//! ## Says
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   |
//!   = note: xcrun: error: invalid active developer path (/Library/Developer/CommandLineTools), missing xcrun at: /Library/Developer/CommandLineTools/usr/bin/xcrun
//! ```
//!
//! ```console
//! 3: the command line tools of Xcode, with which Rust links, are not installed, or an update of macOS has removed
//!   them
//! `xcode-select --install`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linker `cc` not found
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "xcrun: error: invalid active developer path {}",
    "xcode-select: error: {}",
    "{}You have not agreed to the Xcode license agreements{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 2 {
        return because(
            "the licence of Xcode is not agreed to, so that its linker does not work",
            "`sudo xcodebuild -license`",
        );
    }
    because(
        "the command line tools of Xcode, with which Rust links, are not installed, or an update of macOS has removed them",
        "`xcode-select --install`",
    )
}
