//! cargo starts rustc through another program, such as sccache, which fails itself.
//!
//! ## Says
//!
//! ```text
//! error: process didn't exit successfully: `sccache /home/me/.rustup/toolchains/stable/bin/rustc -vV` (exit status: 2)
//! --- stderr
//! sccache: error: Server startup failed: cache storage failed to read: Unexpected (temporary) at read => send http request
//! ```
//!
//! ```console
//! 3: rustc is started through sccache, which fails: Server startup failed: cache storage failed to read:
//!   Unexpected (temporary) at read => send http request
//! build without it, `unset RUSTC_WRAPPER`, or look at its store (SCCACHE_*); one older than 0.10 speaks to a
//!   service of GitHub that is gone
//! ```
//!
//! ## Does not say
//!
//! ```text
//! sccache: warning: The server looks like it shut down unexpectedly, compiling locally instead
//! error[E0425]: cannot find value `c` in this scope
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Compiler;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &["sccache: error: {}"];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    because(
        format!("rustc is started through sccache, which fails: {}", said.hole(0)),
        "build without it, `unset RUSTC_WRAPPER`, or look at its store (SCCACHE_*); one older than 0.10 speaks to a service of \
         GitHub that is gone",
    )
}
