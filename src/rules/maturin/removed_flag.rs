//! A command uses an option that maturin no longer has.
//!
//! ## Why
//!
//! maturin fails with "unexpected argument" if it does not know an option, and nothing is built. The
//! [changelog](https://www.maturin.rs/changelog.html) lists when an option was removed, and what replaced it.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```yaml .github/workflows/wheels.yml
//! on: push
//! jobs:
//!   macos:
//!     runs-on: macos-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --universal2 --out dist
//! ```
//!
//! ```just justfile
//! wheel:
//!     maturin build --release --no-sdist
//! ```
//!
//! ```console
//! .github/workflows/wheels.yml:9:27: error[maturin/removed-flag] `maturin build` has no `--universal2` since 1.0: use `--target universal2-apple-darwin`
//! justfile:2:29: error[maturin/removed-flag] `maturin build` has no `--no-sdist` since 0.13: a source distribution is built only with `--sdist`
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//! ```
//!
//! ```yaml .github/workflows/wheels.yml
//! on: push
//! jobs:
//!   macos:
//!     runs-on: macos-latest
//!     steps:
//!       - uses: actions/checkout@v7
//!       - uses: PyO3/maturin-action@v1
//!         with:
//!           args: --release --target universal2-apple-darwin --out dist
//! ```
//!
//! ```just justfile
//! wheel:
//!     maturin build --release
//! ```
//!
//! ## When not to follow
//!
//! If an older maturin is installed in a way that the rule does not see. The rule reports an option only if
//! `build-system.requires`, the action or the command itself asks for a maturin that is new enough.

use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use pep440_rs::Version;

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::ci::uses::{Called, Pin};
use crate::project::commands::script::Argument;
use crate::standards::requirement::stays_below;

/// Nothing is built.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = None;
/// The tables that it rests on.
pub const TABLES: &[Table] = &[Table::Maturin];
/// What to do where no fix is offered.
pub const HELP: &str = "Replace the option, or remove it";

/// An option that is gone.
struct Removed {
    option: &'static str,
    /// The commands that had it.
    commands: &'static [&'static str],
    /// The first release without it; none that there was had those without one.
    since: Option<&'static str>,
    instead: &'static str,
}

const REMOVED: [Removed; 5] = [
    Removed {
        option: "--no-sdist",
        commands: &["build"],
        since: Some("0.13"),
        instead: "a source distribution is built only with `--sdist`",
    },
    Removed {
        option: "--cargo-extra-args",
        commands: &["build", "develop", "publish", "sdist"],
        since: Some("0.13"),
        instead: "maturin has the options of `cargo build` itself",
    },
    Removed {
        option: "--rustc-extra-args",
        commands: &["build", "develop", "publish", "sdist"],
        since: Some("0.13"),
        instead: "write the arguments for rustc after `--`",
    },
    Removed {
        option: "--universal2",
        commands: &["build", "develop", "publish"],
        since: Some("1.0"),
        instead: "use `--target universal2-apple-darwin`",
    },
    Removed {
        option: "--python-version",
        commands: &["build", "develop", "publish"],
        since: None,
        instead: "use `--interpreter python3.…`",
    },
];

/// A finding for each option that the maturin in use does not know.
pub fn check(project: &Project) -> Vec<Finding> {
    let calls = project.maturin.calls.iter();
    calls.flat_map(|called| find(project, called)).collect()
}

fn find(project: &Project, called: &Called) -> Vec<Finding> {
    let (Some(call), Some(subcommand)) = (called.call(), called.subcommand()) else {
        return Vec::new();
    };
    let name = match subcommand.value.as_str() {
        "b" => "build",
        "dev" => "develop",
        name => name,
    };
    let finding = |argument: &Argument| {
        let option = argument.value.split('=').next()?;
        let removed = REMOVED
            .iter()
            .find(|removed| removed.option == option && removed.commands.contains(&name))?;
        let gone = match removed.since {
            None => String::new(),
            Some(since) if is_newer(project, called, since) => format!(" since {since}"),
            Some(_) => return None,
        };
        let message = format!("`maturin {name}` has no `{option}`{gone}: {}", removed.instead);
        Some(Finding::new(argument.place.clone(), message))
    };
    call.own().iter().filter_map(finding).collect()
}

/// Whether the maturin that is called is surely that release or a newer one.
fn is_newer(project: &Project, called: &Called, since: &str) -> bool {
    let (Some(pyproject), Ok(version)) = (&project.pyproject, since.parse::<Version>()) else {
        return false;
    };
    let is_older = |pin: &Pin| stays_below(&pin.versions, &version);
    match &called.pin {
        Some(pin) => !is_older(pin),
        // The action takes the newest that is allowed.
        None if called.by_action => !pyproject.maturin_stays_below(since),
        None => pyproject.maturin_starts_at(since) && !project.maturin.pins.iter().any(is_older),
    }
}
