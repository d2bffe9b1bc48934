//! The index cannot read a file.
//!
//! ## Says
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          Invalid distribution file. WHEEL not found at demo-0.1.0.dist-info/WHEEL
//! ```
//!
//! ```console
//! 1: the index cannot read a file: invalid distribution file. wheel not found at demo-0.1.0.dist-info/wheel
//! build it again into an empty folder; `scaffold audit dist/` says what is wrong with it
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR    HTTPError: 400 Bad Request from https://index.example/legacy/
//!          File already exists
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::upload::{REFUSED, refused};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Index;
/// How the lines read that tell of it.
pub const SAID: &[&str] = REFUSED;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let text = refused(said);
    if let Some((_, rest)) = text.split_once("start filename for '") {
        let name = rest.split('\'').next().unwrap_or(rest);
        return because(
            format!("the name of a file does not begin as the index wants it for the project `{name}`"),
            "build it with a backend of today, such as maturin, and rename nothing by hand",
        );
    }
    let (_, reason) = text.split_once("invalid distribution file")?;
    let reason = reason.split('<').next().unwrap_or(reason);
    because(
        format!(
            "the index cannot read a file: invalid distribution file{}",
            reason.trim_end_matches(['.', ' '])
        ),
        "build it again into an empty folder; `scaffold audit dist/` says what is wrong with it",
    )
}
