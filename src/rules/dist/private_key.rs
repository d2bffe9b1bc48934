//! A private key is published.
//!
//! ## Why
//!
//! Everybody can download it, now and from every mirror later; a key that was published once has to be replaced
//! ([what to do](https://docs.github.com/en/code-security/secret-scanning/working-with-secret-scanning-and-push-protection/remediating-a-leaked-secret)).
//!
//! ## Bad
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//! demo-0.1.0/deploy.pem:
//!     -----BEGIN PRIVATE KEY-----
//!     MC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
//!     -----END PRIVATE KEY-----
//! ```
//!
//! ```console
//! demo-0.1.0.tar.gz/demo-0.1.0/deploy.pem: error[dist/private-key] this is a private key
//! ```
//!
//! ## Good
//!
//! ```text demo-0.1.0.tar.gz
//! demo-0.1.0/pyproject.toml:
//!     [build-system]
//!     requires = ["maturin>=1.16,<2"]
//!     build-backend = "maturin"
//! ```
//!
//! ## When not to follow
//!
//! If the key protects nothing. Keys in folders of tests, examples and benchmarks are not reported, and so are those inside other
//! texts.

use crate::artifact::Artifact;
use crate::finding::{Finding, Severity};
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use crate::text::place::Place;

/// Whoever has it can use it.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is: it has none.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do.
pub const HELP: &str = "Replace the key, and keep it out of the archive with `exclude` in `[tool.maturin]`";

/// One finding for each key.
pub fn check(artifact: &Artifact) -> Vec<Finding> {
    let is_sample = |path: &str| {
        path.split('/')
            .any(|part| SAMPLES.iter().any(|name| part.to_lowercase().contains(name)))
    };
    let keys = artifact.files().filter(|member| {
        let text = artifact
            .tree
            .text(&member.path)
            .filter(|_| !is_sample(&member.path));
        text.is_some_and(|text| is_key(text.trim_start()))
    });
    keys.map(|member| Finding::new(Place::file(member.path.clone()), "this is a private key"))
        .collect()
}

/// What folders and files with keys that protect nothing are called.
const SAMPLES: [&str; 8] = [
    "test", "example", "fixture", "bench", "sample", "vendor", "demo-key", "snakeoil",
];

/// Whether a text is a private key, and not one that speaks of them.
fn is_key(text: &str) -> bool {
    let Some((first, rest)) = text
        .strip_prefix("-----BEGIN ")
        .and_then(|text| text.split_once('\n'))
    else {
        return false;
    };
    let body = rest
        .lines()
        .take_while(|line| !line.starts_with("-----"))
        .map(str::len);
    first.trim_end().ends_with("PRIVATE KEY-----") && body.fold(0, usize::saturating_add) >= 40
}
