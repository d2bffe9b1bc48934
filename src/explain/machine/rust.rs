//! cargo and rustc, against what the project asks for.

use crate::explain::facts::{Machine, Program};
use crate::explain::machine::crates::{Needs, needs};
use crate::explain::row::{Grade, Row};
use crate::project::Project;
use crate::project::manifests::lock;
use crate::standards::version::lower_bound;
use crate::syntax::toml::{Node, Toml};

const TOPIC: &str = "rust";
const INSTALL: &str =
    "install Rust with rustup (https://rustup.rs); if it is installed, `. \"$HOME/.cargo/env\"`";

/// The first cargo that reads a lock of the format 4.
const LOCK_4: semver::Version = semver::Version::new(1, 78, 0);
/// The first rustc (1.x) by the edition that it knows.
const EDITIONS: [(&str, u64); 2] = [("2021", 56), ("2024", 85)];

/// Lines about Rust.
pub fn rows(project: &Project, machine: &Machine) -> Vec<Row> {
    let toolchain = toolchain(project, machine);
    for name in ["cargo", "rustc"] {
        let Some(program) = machine.program(name) else {
            continue;
        };
        if let Some(row) = broken(name, program) {
            // The toolchain that is missing is why they fail.
            return vec![toolchain.unwrap_or(row)];
        }
    }
    if let Some(row) = toolchain {
        return vec![row];
    }
    let version = |name: &str| -> Option<semver::Version> { machine.program(name)?.version()?.parse().ok() };
    let (cargo, rustc) = (version("cargo"), version("rustc"));
    let needs = needs(project, machine).unwrap_or_default();
    let old = rustc.as_ref().and_then(|rustc| too_old(project, rustc, &needs));
    let old = old.or_else(|| lock_too_new(project, cargo.as_ref()?));
    if let Some((found, mend)) = old {
        return vec![Row::new(TOPIC, Grade::Error, found, mend)];
    }
    let shown = |version: Option<semver::Version>| {
        version.map_or_else(
            || "of an unknown version".to_owned(),
            |version| version.to_string(),
        )
    };
    let path = machine
        .program("cargo")
        .and_then(|program| program.path.as_deref())
        .unwrap_or("cargo");
    let unknown = match needs.unknown {
        0 => String::new(),
        some => format!(
            "; what {some} of the locked crates ask for is not known, since cargo has not fetched them yet"
        ),
    };
    let good = format!(
        "cargo {} and rustc {}, `{path}`{unknown}",
        shown(cargo),
        shown(rustc)
    );
    let mut rows = vec![Row::good(TOPIC, good)];
    rows.extend(lock_behind(project));
    rows
}

/// Whether Cargo.lock lacks a crate that Cargo.toml asks for: cargo then writes it, unless `--locked` forbids that.
fn lock_behind(project: &Project) -> Option<Row> {
    let (cargo, toml) = (project.cargo.as_ref()?, project.lock.as_ref()?);
    let wanted = lock::wanted(cargo);
    let is_locked = |name: &str| lock::packages(toml).any(|package| package.name == name);
    let missing = wanted.iter().find(|wanted| !is_locked(wanted.name))?;
    Some(Row::new(
        TOPIC,
        Grade::Warning,
        format!(
            "Cargo.lock does not have `{}`, which Cargo.toml asks for: builds with `--locked` fail",
            missing.name
        ),
        "`cargo update --workspace`, then commit Cargo.lock",
    ))
}

fn broken(name: &str, program: &Program) -> Option<Row> {
    if program.path.is_none() {
        return Some(Row::new(
            TOPIC,
            Grade::Error,
            format!("`{name}` is not installed, or not in PATH"),
            INSTALL,
        ));
    }
    let failure = program.failure.as_deref()?;
    let mend = if failure.contains("no default") || failure.contains("could not choose") {
        "`rustup default stable`"
    } else {
        "install Rust anew: `rustup update`"
    };
    Some(Row::new(
        TOPIC,
        Grade::Error,
        format!("`{name}` does not work: {failure}"),
        mend,
    ))
}

/// The toolchain that the project asks for, if rustup does not have it.
fn toolchain(project: &Project, machine: &Machine) -> Option<Row> {
    let (wanted, by) = asked(project, machine)?;
    let installed = machine.toolchains.as_ref()?;
    let has = |name: &String| name == &wanted || name.starts_with(&format!("{wanted}-"));
    (!installed.iter().any(has)).then(|| {
        // rustup fetches it when cargo is called, unless it is told not to.
        let is_forbidden = machine
            .environment
            .get("RUSTUP_AUTO_INSTALL")
            .is_some_and(|value| value == "0");
        let grade = if is_forbidden {
            Grade::Error
        } else {
            Grade::Warning
        };
        let found = format!("the toolchain `{wanted}` that {by} asks for is not installed");
        Row::new(
            TOPIC,
            grade,
            found,
            format!("`rustup toolchain install {wanted}`"),
        )
    })
}

fn asked(project: &Project, machine: &Machine) -> Option<(String, &'static str)> {
    let variable = machine.environment.get("RUSTUP_TOOLCHAIN");
    if let Some(name) = variable.filter(|name| !name.is_empty()) {
        return Some((name.clone(), "RUSTUP_TOOLCHAIN"));
    }
    of_project(project)
}

/// The toolchain that the project asks rustup for by its name, and the file that does.
pub fn of_project(project: &Project) -> Option<(String, &'static str)> {
    if let Some(text) = project.tree.text("rust-toolchain.toml") {
        let toml = Toml::parse(&"rust-toolchain.toml".into(), &text).ok()?;
        let channel = toml.get(&["toolchain", "channel"])?.as_str()?;
        return Some((channel.to_owned(), "rust-toolchain.toml"));
    }
    let text = project.tree.text("rust-toolchain")?;
    let name = text.trim();
    (!name.contains(['\n', '[', '/'])).then(|| (name.to_owned(), "rust-toolchain"))
}

/// What of the project a rustc is too old for.
fn too_old(project: &Project, rustc: &semver::Version, needs: &Needs) -> Option<(String, String)> {
    // A toolchain of the project's own is fetched, or was found above.
    let cargo = project.cargo.as_ref()?;
    let mend = "take a newer one: `rustup update`".to_owned();
    let core = semver::Version::new(rustc.major, rustc.minor, rustc.patch);
    if let Some(wanted) = cargo.field("rust-version").and_then(Node::as_str)
        && lower_bound(wanted).is_some_and(|wanted| core < wanted)
    {
        return Some((
            format!("rustc {rustc} is older than `rust-version` asks for: {wanted}"),
            mend,
        ));
    }
    if let Some((name, version, asked)) = &needs.newest
        && core < *asked
    {
        return Some((
            format!("rustc {rustc} is older than `{name}` {version} in Cargo.lock asks for: {asked}"),
            format!(
                "take a newer one, `rustup update`, or an older crate: `cargo update {name} --precise VERSION`"
            ),
        ));
    }
    let edition = cargo.field("edition").and_then(Node::as_str)?;
    let (_, first) = EDITIONS.iter().find(|(name, _)| *name == edition)?;
    (core.minor < *first).then(|| {
        (
            format!("rustc {rustc} does not know the edition {edition}, which takes 1.{first}"),
            mend,
        )
    })
}

fn lock_too_new(project: &Project, cargo: &semver::Version) -> Option<(String, String)> {
    let version = project.lock.as_ref()?.get(&["version"])?.as_integer()?;
    (version == 4 && *cargo < LOCK_4).then(|| {
        (
            format!("cargo {cargo} does not read Cargo.lock, whose format is 4: that takes {LOCK_4}"),
            "take a newer one: `rustup update`".to_owned(),
        )
    })
}
