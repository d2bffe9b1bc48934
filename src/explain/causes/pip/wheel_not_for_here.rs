//! The wheel is for another Python, another CPU or another system, or pip is too old for its tag.
//!
//! ## Says
//!
//! ```text
//! ERROR: demo-0.1.0-cp311-cp311-manylinux_2_34_aarch64.whl is not a supported wheel on this platform.
//! ```
//!
//! ```console
//! 1: this Python cannot install the wheel: it is for CPython 3.11, Linux with glibc 2.34 or newer, the CPU aarch64
//! take the wheel of the release that is for this machine (`python -m pip debug --verbose` lists the tags), or
//!   build one here: `maturin build`; pip before 20.3 knows no `manylinux_2_34`: `python -m pip install --upgrade
//!   pip`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ERROR: demo-0.1.0.whl is not a valid wheel filename.
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::wheel::{asks, told};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Installer;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "ERROR: {} is not a supported wheel on this platform.",
    "The wheel is compatible with {}, but you're {}",
    "Distribution `{} @ {}` can't be installed because the binary distribution is incompatible with {}",
    "A path dependency is incompatible with the current platform: {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 1 {
        return because(
            format!("the wheel is for {}, and this is {}", said.hole(0), said.hole(1)),
            "take another wheel of the release, or build one here: `maturin build`",
        );
    }
    if said.pattern >= 2 && said.log.says("The wheel is compatible with ") {
        return None; // that says more
    }
    let path = said.hole(if said.pattern == 2 { 1 } else { 0 });
    let file = path.rsplit(['/', '\\', '+']).next()?;
    let (asked, mend) = told(&asks(file)?);
    because(
        format!("this Python cannot install the wheel: it is for {asked}"),
        mend,
    )
}
