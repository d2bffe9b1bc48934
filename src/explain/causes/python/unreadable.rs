//! The library may not be read by this user.
//!
//! ## Says
//!
//! ```text
//! ImportError: /home/me/project/demo.abi3.so: cannot open shared object file: Permission denied
//! ```
//!
//! ```console
//! 1: `/home/me/project/demo.abi3.so` may not be read by this user
//! install it as the user who runs it; or `chmod a+r` the file
//! ```
//!
//! ## Does not say
//!
//! ```text
//! ImportError: /home/me/project/demo.abi3.so: cannot open shared object file: No such file or directory
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Import;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["ImportError: {}: cannot open shared object file: Permission denied"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!("`{}` may not be read by this user", said.hole(0)),
        "install it as the user who runs it; or `chmod a+r` the file",
    )
}
