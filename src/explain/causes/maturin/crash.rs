//! maturin itself dies.
//!
//! ## Says
//!
//! ```text
//!       Error running maturin: Command '['maturin', 'pep517', 'build-wheel', '-i', '/home/me/bin/python']' died with <Signals.SIGSEGV: 11>.
//! ```
//!
//! ```console
//! 1: maturin itself died of SIGSEGV
//! take another release of maturin, or build it here: `python -m pip install --no-binary maturin maturin`
//! ```
//!
//! ## Does not say
//!
//! ```text
//!       Error running maturin: Command '['maturin', 'pep517', 'build-wheel', '-i', '/home/me/bin/python']' returned non-zero exit status 1.
//! ```

use crate::explain::cause::{Depth, Explanation, Said};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["{}Error running maturin: {} died with <Signals.{}: {}>"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let signal = said.hole(2);
    // Memory has a cause of its own.
    (signal != "SIGKILL").then(|| {
        Explanation::new(
            format!("maturin itself died of {signal}"),
            "take another release of maturin, or build it here: `python -m pip install --no-binary maturin maturin`",
        )
    })
}
