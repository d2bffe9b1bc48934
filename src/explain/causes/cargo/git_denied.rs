//! cargo may not read a repository on which the project depends.
//!
//! ## Says
//!
//! ```text
//! error: failed to get `private` as a dependency of package `demo v0.1.0 (/home/me/project)`
//!
//! Caused by:
//!   Unable to update ssh://git@example.org/me/private.git
//!
//! Caused by:
//!   failed to authenticate when downloading repository
//!
//!   * attempted ssh-agent authentication, but no usernames succeeded: `git`
//! ```
//!
//! ```console
//! 7: cargo may not read the repository `ssh://git@example.org/me/private.git`
//! let git do it, which knows your keys: `CARGO_NET_GIT_FETCH_WITH_CLI=true`; in CI, give the job a key or a token
//!   for the repository
//! ```
//!
//! ## Does not say
//!
//! ```text
//! Caused by:
//!   [7] Could not connect to server (Failed to connect to 127.0.0.1 port 9 after 0 ms: Could not connect to server)
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "failed to authenticate when downloading repository{}",
    "Host key verification failed{}",
    "{}Permission denied (publickey{}",
    "fatal: could not read Username for '{}'{}",
    "error: authentication required but no callback set{}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    let is_of_cargo =
        said.log.says("Updating git repository") || said.log.says("as a dependency of package `");
    if !is_of_cargo || said.log.says("class=Net") {
        return None;
    }
    let of = said
        .line
        .above()
        .take(30)
        .find_map(|line| line.text().get(1..)?.strip_prefix("nable to update "));
    let of = of.map_or_else(
        || "a repository".to_owned(),
        |url| format!("the repository `{}`", url.split(' ').next().unwrap_or(url)),
    );
    because(
        format!("cargo may not read {of}"),
        "let git do it, which knows your keys: `CARGO_NET_GIT_FETCH_WITH_CLI=true`; in CI, give the job a key or a token for the repository",
    )
}
