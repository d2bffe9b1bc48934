//! pip is too old for an option.
//!
//! ## Says
//!
//! ```text
//! Usage:
//!   pip install [options] <requirement specifier> [package-index-options] ...
//!
//! no such option: --group
//! ```
//!
//! ```console
//! 4: pip knows no option `--group`: `--group` takes pip 25.1 or newer
//! `python -m pip install --upgrade pip`, or correct the option
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: unexpected argument '--group' found
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["no such option: {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let option = said.hole(0);
    let needs = if option == "--group" {
        ": `--group` takes pip 25.1 or newer"
    } else {
        ""
    };
    because(
        format!("pip knows no option `{option}`{needs}"),
        "`python -m pip install --upgrade pip`, or correct the option",
    )
}
