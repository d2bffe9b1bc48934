//! maturin is told to build with a profile that does not exist.
//!
//! ## Why
//!
//! `profile` in `[tool.maturin]`, or `--profile` of a command, becomes `cargo rustc --profile`. A [custom
//! profile](https://doc.rust-lang.org/cargo/reference/profiles.html#custom-profiles) must be defined in the Cargo.toml
//! at the root of the workspace or in a configuration file of cargo; otherwise the build stops.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! profile = "dist"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//! ```
//!
//! ```console
//! pyproject.toml:6:11: error[cargo/profile-undefined] `Cargo.toml` defines no profile `dist`: the build fails
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! profile = "dist"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [profile.dist]
//! inherits = "release"
//! ```
//!
//! ## Fix safety
//!
//! The new profile inherits from `release`. If another name is very like it, the fix takes that.
//!
//! ## When not to follow
//!
//! If something writes the profile before the build. The rule is silent about what a configuration file of cargo, here
//! or above, or a file of the build mentions.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::cargo::{Crate, PROFILES, is_reserved};
use crate::questions::profiles::may_be_defined_elsewhere;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::syntax::toml::Node;
use crate::text::edit::Applicability;
use crate::text::edit::Fix;
use crate::text::near::nearest;
use crate::text::place::Place;

/// The build fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Define the profile in Cargo.toml, with `inherits = \"release\"`, or name another one";

/// The settings that name a profile.
const SETTINGS: [&str; 2] = ["profile", "editable-profile"];

/// One finding for each place that names one.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).unwrap_or_default()
}

fn find(project: &Project) -> Option<Vec<Finding>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let is_manifest = |path: &str| path.ends_with("Cargo.toml");
    if project
        .broken
        .iter()
        .any(|broken| is_manifest(&broken.place.path))
    {
        return None;
    }
    let settings = SETTINGS.into_iter().filter_map(|key| pyproject.maturin(key));
    let settings = settings.filter_map(|node| {
        let found = finding(project, cargo, node.as_str()?, node.place(), Some(node))?;
        // Nothing that is shipped is built with it.
        let is_editable = node.key() == "editable-profile";
        Some(if is_editable {
            found.at_most(Severity::Warning)
        } else {
            found
        })
    });
    let calls = project.maturin.calls.iter().filter(|called| called.builds(cargo));
    let options = calls
        .flat_map(|called| called.call())
        .flat_map(|call| call.values("--profile", ""));
    let options = options.filter_map(|(argument, name)| {
        let name = name.filter(|_| argument.is_known)?;
        finding(project, cargo, name, argument.place.clone(), None)
    });
    Some(settings.chain(options).collect())
}

fn finding(
    project: &Project,
    cargo: &Crate,
    name: &str,
    place: Place,
    node: Option<Node<'_>>,
) -> Option<Finding> {
    let root = cargo.root();
    let written = root.get(&["profile"]).map(Node::entries).unwrap_or_default();
    let mut known = written.iter().map(|profile| profile.key()).chain(PROFILES);
    if known.any(|known| known == name) || may_be_defined_elsewhere(project, cargo, name) {
        return None;
    }
    let what = match node.map(Node::key) {
        Some("editable-profile") => "an editable build",
        _ => "the build",
    };
    let message = format!("`{}` defines no profile `{name}`: {what} fails", root.path);
    let known = written.iter().map(|profile| profile.key()).chain(PROFILES);
    let fix = match nearest(name, known).zip(node) {
        Some((meant, node)) => {
            splice::respell(node, meant).map(|edit| (format!("Build with the profile `{meant}`"), edit))
        }
        None if is_reserved(name) => None,
        None => {
            let edit = splice::insert(root, &["profile", name], "inherits", &splice::quoted("release"));
            edit.map(|edit| (format!("Define `[profile.{name}]` as `release` is"), edit))
        }
    };
    Some(Finding::new(place, message).fix(fix.map(|(title, edit)| Fix::risky(title, vec![edit]))))
}
