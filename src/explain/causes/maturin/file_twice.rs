//! Two files want to be the same file of the archive.
//!
//! ## Says
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to build source distribution
//!   Caused by: File demo-0.1.0/README.md was already added from /home/me/demo/README.md, can't add it from /home/me/demo/python/README.md
//! ```
//!
//! ```console
//! 3: two files want to be `demo-0.1.0/README.md` of the archive: `/home/me/demo/README.md` and
//!   `/home/me/demo/python/README.md`
//! keep one of them, or leave one out: `exclude = ["…"]` in `[tool.maturin]`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! 💥 maturin failed
//!   Caused by: Failed to open file /home/me/demo/README.md for reading
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Maturin;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["File {} was already added from {}, can't add{} from {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let (file, one, other) = (said.hole(0), said.hole(1), said.hole(3));
    because(
        format!("two files want to be `{file}` of the archive: `{one}` and `{other}`"),
        "keep one of them, or leave one out: `exclude = [\"…\"]` in `[tool.maturin]`",
    )
}
