//! A file cannot be replaced, since a program uses it (Windows).
//!
//! ## Says
//!
//! ```text
//! error: failed to remove file `C:\project\target\debug\deps\demo.dll`
//!
//! Caused by:
//!   The process cannot access the file because it is being used by another process. (os error 32)
//! ```
//!
//! ```console
//! 4: `C:\project\target\debug\deps\demo.dll` cannot be replaced: a program uses it, most often a Python that has
//!   imported it
//! end that Python (a shell, a notebook, the language server of an editor), and build again
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Caused by:
//!   Permission denied (os error 13)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::quoted::path_near;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Machine;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}(os error 32)",
    "{}[WinError 32] {}",
    "{}Access is denied. (os error 5)",
    "{}[WinError 5] {}",
    "{}Text file busy (os error 26)",
    "{}[Errno 26] {}",
    "{}could not overwrite the installed extension module because it is in use{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let what = path_near(said.line).unwrap_or_else(|| "a file".to_owned());
    let why = match said.pattern {
        2 | 3 => "Windows denies access, most often since a Python that has imported it still runs",
        _ => "a program uses it, most often a Python that has imported it",
    };
    because(
        format!("{what} cannot be replaced: {why}"),
        "end that Python (a shell, a notebook, the language server of an editor), and build again",
    )
}
