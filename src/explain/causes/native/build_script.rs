//! The build script of a crate gives up, for a reason of its own.
//!
//! ## Says
//!
//! ```text
//! error: failed to run custom build command for `demo v0.2.0 (/home/me/project)`
//!
//! Caused by:
//!   --- stderr
//!
//!   thread 'main' (8726) panicked at build.rs:1:13:
//!   no header foo.h
//! ```
//!
//! ```console
//! 6: the build script of `demo v0.2.0 (/home/me/project)` gives up at `build.rs:1:13`: no header foo.h
//! do what it says; the page of the crate tells what it needs
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to run custom build command for `libusb1-sys v0.7.0`
//!
//!   --- stderr
//!   The system library `libusb-1.0` required by crate `libusb1-sys` was not found.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["thread 'main' {}panicked at {}", "--- stderr", "error: {}@{}: {}"];

const MEND: &str = "do what it says; the page of the crate tells what it needs";

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 2 {
        let (name, version, reason) = (said.hole(0), said.hole(1), said.hole(2));
        return said.log.says("build script logged errors").then(|| {
            let found = format!("the build script of `{name} v{version}` gives up: {reason}");
            Explanation::new(found, MEND)
        });
    }
    let of = said.log.line_with("failed to run custom build command for `")?;
    let name = of.text().split('`').nth(1)?;
    let first = said.below().find(|line| !line.is_empty())?;
    let (at, reason) = match said.pattern {
        0 => (format!(" at `{}`", said.hole(1).trim_end_matches(':')), first),
        _ => (String::new(), first.strip_prefix("error: ")?),
    };
    because(
        format!("the build script of `{name}` gives up{at}: {reason}"),
        MEND,
    )
}
