//! The linker of Visual Studio is missing, or another program of that name is found first.
//!
//! ## Says
//!
//! ```text
//! error: linker `link.exe` not found
//!   |
//!   = note: program not found
//!
//! note: the msvc targets depend on the msvc linker but `link.exe` was not found
//! ```
//!
//! ```console
//! 1: the linker of Visual Studio is missing: `link.exe`
//! install the Build Tools for Visual Studio with *Desktop development with C++*: `winget install
//!   Microsoft.VisualStudio.2022.BuildTools`; to build for Windows on another system, `cargo install cargo-xwin`:
//!   maturin uses it
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linker `lld` not found
//!   |
//!   = note: program not found
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::linking::is_of_windows;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "error: linker `{}` not found",
    "{}link: extra operand {}",
    "{}LNK1181: cannot open input file '{}.lib'",
    "{}could not open '{}.lib': {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    const TOOLS: &str = "install the Build Tools for Visual Studio with *Desktop development with C++*: \
        `winget install Microsoft.VisualStudio.2022.BuildTools`";
    if said.pattern == 1 {
        return because(
            "the `link` of Git or MSYS is called in place of the linker of Visual Studio",
            format!("{TOOLS}; then build in a shell that does not have Git's `usr\\bin` first in PATH"),
        );
    }
    if said.pattern >= 2 {
        let library = said.hole(1);
        return is_of_windows(library).then(|| {
            Explanation::new(
                format!("the Windows SDK is missing, or not for this target: the linker does not find `{library}.lib`"),
                format!("{TOOLS}, with a *Windows SDK*; on another system, build with cargo-xwin, which fetches it"),
            )
        });
    }
    let linker = said.hole(0);
    if !linker.ends_with("link.exe") && linker != "lld-link" {
        return None;
    }
    because(
        format!("the linker of Visual Studio is missing: `{linker}`"),
        format!(
            "{TOOLS}; to build for Windows on another system, `cargo install cargo-xwin`: maturin uses it"
        ),
    )
}
