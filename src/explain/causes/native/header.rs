//! A C header that a crate includes is not there.
//!
//! ## Says
//!
//! ```text
//! warning: demo@0.1.0: a.c:1:10: fatal error: zlib.h: No such file or directory
//! warning: demo@0.1.0:     1 | #include <zlib.h>
//! error: failed to run custom build command for `demo v0.1.0 (/home/me/project)`
//! ```
//!
//! ```console
//! 1: the C header `zlib.h` is not there
//! install the package that has it (`apt-file search zlib.h` finds it), or add its folder: `CPATH`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to run custom build command for `demo v0.1.0 (/home/me/project)`
//!   error occurred in cc-rs: failed to find tool "c++": No such file or directory (os error 2)
//! ```

use crate::explain::cause::{Depth, Explanation, Said};
use crate::explain::headers::is_of_clang;

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Script;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "{}: fatal error: {}: No such file or directory",
    "{}: fatal error: '{}' file not found",
    "{}Cannot open include file: '{}': No such file or directory",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let header = said.hole(1);
    let bare = header
        .strip_prefix("std")
        .and_then(|name| name.strip_suffix(".h"));
    if bare.is_some_and(|name| is_of_clang(said.log, name)) {
        return None;
    }
    let mend = if header == "Python.h" {
        "install the development files of Python: `apt install python3-dev`, `dnf install python3-devel`"
            .to_owned()
    } else {
        format!(
            "install the package that has it (`apt-file search {header}` finds it), or add its folder: `CPATH`"
        )
    };
    header
        .contains(".h")
        .then(|| Explanation::new(format!("the C header `{header}` is not there"), mend))
}
