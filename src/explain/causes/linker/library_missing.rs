//! The linker does not find a library that a crate needs.
//!
//! ## Says
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   |
//!   = note: /usr/bin/ld: cannot find -lssl: No such file or directory
//!           collect2: error: ld returned 1 exit status
//! ```
//!
//! ```console
//! 3: the linker does not find the library `ssl`, which a crate needs
//! install its development package (`apt install libssl-dev` or the like), or add its folder: `LIBRARY_PATH`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: linking with `cc` failed: exit status: 1
//!   |
//!   = note: /usr/bin/ld: cannot find -lpython3.12: No such file or directory
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};
use crate::explain::linking::{LIBRARY, is_of_windows, library};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Linker;
/// How the lines read that tell of it.
pub const SAID: &[&str] = LIBRARY;

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let library = library(said)?;
    if library.to_ascii_lowercase().starts_with("python") || is_of_windows(library) {
        return None;
    }
    because(
        format!("the linker does not find the library `{library}`, which a crate needs"),
        format!(
            "install its development package (`apt install lib{library}-dev` or the like), or add its folder: `LIBRARY_PATH`"
        ),
    )
}
