//! Cargo.toml is not valid.
//!
//! ## Says
//!
//! ```text
//! error: unclosed inline table, expected `}`
//!  --> Cargo.toml:7:9
//!   |
//! 7 | dep = {
//!   |        ^
//! ```
//!
//! ```console
//! 2: unclosed inline table, expected `}`, at `Cargo.toml:7:9`
//! correct `Cargo.toml:7:9`
//! ```
//!
//! ## Does not say
//!
//! ```text
//! error: failed to parse manifest at `/home/me/project/Cargo.toml`
//!
//! Caused by:
//!   library target names cannot contain hyphens: my-demo
//! ```

use crate::explain::cause::{Depth, Explanation, Said, because};

/// Where in the chain of programs it stands.
pub const DEPTH: Depth = Depth::Cargo;
/// How the lines read that tell of it.
pub const SAID: &[&str] = &[
    "--> {}Cargo.toml:{}",
    "error: failed to parse manifest at `{}`",
    "Failed to parse Cargo.toml at {}",
];

/// What such a line means.
pub fn explain(said: &Said<'_>) -> Option<Explanation> {
    if said.pattern == 0 {
        let above = said.line.above().next()?.text();
        let what = above.strip_prefix("error: ")?;
        let place = said.line.text().trim_start_matches("--> ");
        return because(format!("{what}, at `{place}`"), format!("correct `{place}`"));
    }
    let elsewhere = [
        "edition",
        "cannot contain hyphens",
        "can't find ",
        "no targets specified",
        "invalid character",
        "Cargo configuration",
    ];
    let causes: Vec<&str> = said
        .below()
        .take(24)
        .take_while(|line| !line.contains("maturin failed"))
        .collect();
    if causes
        .iter()
        .any(|line| elsewhere.iter().any(|phrase| line.contains(phrase)))
    {
        return None;
    }
    let mut reasons = causes
        .windows(2)
        .filter(|pair| pair[0] == "Caused by:")
        .map(|pair| &pair[1]);
    if causes.contains(&"missing field `package`") {
        return because(
            format!("`{}` is the root of a workspace and no crate", said.hole(0)),
            "name the crate: `manifest-path = \"crates/…/Cargo.toml\"` in `[tool.maturin]`, or `maturin build -m`",
        );
    }
    let by_maturin = || causes.iter().find_map(|line| line.strip_prefix("Caused by: "));
    let reason = reasons.next_back().copied().or_else(by_maturin);
    let reason = reason.unwrap_or("it does not parse");
    let path = said.hole(0);
    because(
        format!("`{path}` is not valid: {reason}"),
        format!("correct `{path}`; the lines below the error show where"),
    )
}
