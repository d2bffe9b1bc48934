//! cargo does not reach the registry or a repository.
//!
//! ## Says
//!
//! ```text
//! error: failed to get `itoa` as a dependency of package `demo v0.1.0 (/home/me/project)`
//!
//! Caused by:
//!   download of config.json failed
//!
//! Caused by:
//!   [7] Could not connect to server (Failed to connect to 127.0.0.1 port 9 after 0 ms: Could not connect to server)
//! ```
//!
//! ```console
//! 7: cargo does not reach the registry: [7] Could not connect to server (Failed to connect to 127.0.0.1 port 9
//!   after 0 ms: Could not connect to server)
//! look at the network, the name service and the proxy (`HTTPS_PROXY`, `http.proxy` in the configuration of cargo);
//!   what was fetched before builds with `--offline`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to get `itoa` as a dependency of package `demo v0.1.0 (/home/me/project)`
//!
//! Caused by:
//!   failed to read `/home/me/itoa/Cargo.toml`
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "[7] {}",
    "[6] {}",
    "[28] {}",
    "[35] {}",
    "[5] {}",
    "[60] {}",
    "[56] {}",
    "failed to resolve address for {}",
    "network failure seems to have happened",
    "failed to get successful HTTP response from {}",
    "{}; class={}",
    "{}Could not resolve host: {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    const OF_NETS: [&str; 4] = ["class=Net", "class=Ssl", "class=Http", "class=Os"];
    let text = said.line.text();
    if said.pattern == 10 && !OF_NETS.iter().any(|class| text.contains(class)) {
        return None;
    }
    let (is_warning, is_denied) = (text.starts_with("warning"), text.contains("authentication"));
    if is_warning
        || is_denied
        || text.starts_with("network failure") && said.log.says("failed to resolve address for ")
    {
        return None;
    }
    // Numbers of curl are in many lists; its words, or what cargo could not do above them, are not.
    const WORDS: [&str; 6] = [
        "ould not connect",
        "ould not resolve",
        "Timeout was reached",
        "failed to resolve address",
        "SSL ",
        "failed to get successful HTTP response",
    ];
    const ABOVE: [&str; 6] = [
        "failed to download",
        "download of ",
        "failed to fetch",
        "spurious network error",
        "failed to get `",
        "failed to clone",
    ];
    let is_of_cargo =
        WORDS.iter().any(|word| text.contains(word)) || ABOVE.into_iter().any(|phrase| said.log.says(phrase));
    if !is_of_cargo {
        return None;
    }
    let old = if said.log.says("class=Net") {
        "; a cargo older than 1.70 fetches the whole index from GitHub: `rustup update`"
    } else {
        ""
    };
    let what = if said.log.says("failed to clone into") {
        "a repository"
    } else {
        "the registry"
    };
    because(
        format!("cargo does not reach {what}: {text}"),
        format!(
            "look at the network, the name service and the proxy (`HTTPS_PROXY`, `http.proxy` in the configuration of cargo); \
            what was fetched before builds with `--offline`{old}"
        ),
    )
}
