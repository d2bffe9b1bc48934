//! `build-system.requires` allows a maturin that is too old for what the project uses.
//!
//! ## Why
//!
//! An older maturin silently ignores a newer key, or its build differs from the one that was tested. The lower bound is
//! a promise to everyone who builds from the source distribution, also with pinned or cached tools. maturin's
//! [changelog](https://www.maturin.rs/changelog.html) lists when each feature was added.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ['maturin >=1.4, <2']
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! include-import-lib = true
//! ```
//!
//! ```console
//! pyproject.toml:2:13: warning[maturin/floor-too-low] maturin 1.4 is allowed, but `include-import-lib` needs 1.12.3 or later
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ['maturin >=1.12.3, <2']
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! include-import-lib = true
//! ```
//!
//! ## When not to follow
//!
//! If builds with the old maturin are tested and do not need the newer feature. The finding is an info if the feature
//! is only for development, such as `editable-profile`.

use crate::questions::horizon::is_beyond;
use crate::standards::horizon::Table;
use crate::text::edit::Applicability;
use pep440_rs::{Operator, Version};

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::contents::layout::module_name;
use crate::project::manifests::bindings::EXTENSION_MODULE;
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::extension::of_untold_extension;
use crate::standards::requirement::specifiers;
use crate::standards::version;
use crate::syntax::splice;
use crate::syntax::toml::Node;
use crate::text::edit::Fix;
use crate::text::place::Place;

/// Bound and use contradict each other.
pub const SEVERITY: Severity = Severity::Warning;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Safe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Raise the lower bound of maturin in `build-system.requires`";

/// The keys that a build reads by the first release that knows them.
#[rustfmt::skip]
const KEYS: [(&str, &str); 31] = [
    ("bindings", "0.11.3"), ("compatibility", "0.11.3"), ("manylinux", "0.11.3"), ("skip-auditwheel", "0.11.3"),
    ("strip", "0.11.3"), ("manifest-path", "0.12.7"), ("data", "0.12.16"), ("profile", "0.13"),
    ("features", "0.13"), ("all-features", "0.13"), ("no-default-features", "0.13"), ("frozen", "0.13"),
    ("locked", "0.13"), ("config", "0.13"), ("unstable-flags", "0.13"), ("rustc-args", "0.13"),
    ("python-source", "0.13.2"), ("include", "0.14"), ("exclude", "0.14"), ("python-packages", "0.14.8"),
    ("module-name", "0.14.16"), ("sdist-generator", "0.15"), ("target", "0.15"), ("targets", "0.15"),
    ("auditwheel", "1.7.1"), ("use-base-python", "1.9.4"), ("editable-profile", "1.10"), ("sbom", "1.12"),
    ("include-import-lib", "1.12.3"), ("pgo-command", "1.13"), ("pgo-dependency-group", "1.16"),
];

/// Keys that serve development, or that add to a wheel what it can do without.
const SLIGHT: [&str; 4] = ["editable-profile", "pgo-command", "pgo-dependency-group", "sbom"];

/// Something in use, the release that it came with, and where it is used.
struct Need {
    what: String,
    since: Version,
    place: Place,
    /// Whether the wheel is the same without it, or nearly so.
    is_slight: bool,
}

/// A finding for what needs the newest maturin, if the lower bound is below it.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let floor = pyproject.maturin_floor()?;
    let mut unmet = needs(project, pyproject);
    unmet.extend(of_extension(project, &floor.value));
    unmet.retain(|need| need.since > floor.value);
    let enough = unmet.iter().map(|need| need.since.clone()).max()?;
    let worst =
        |one: &Need, other: &Need| (!one.is_slight, &one.since).cmp(&(!other.is_slight, &other.since));
    let need = unmet.into_iter().max_by(worst)?;
    let Need {
        what,
        since,
        place,
        is_slight,
    } = need;
    let message = format!(
        "maturin {} is allowed, but {what} needs {since} or later",
        floor.value
    );
    let finding = Finding::new(floor.node.place(), message).related(place, "used here");
    let finding = finding.fix(raise(pyproject, floor.node, &floor.value, &enough));
    Some(finding.mild_if(is_slight || project.is_fixture()))
}

impl Need {
    fn new(what: String, since: &str, place: Place) -> Option<Self> {
        Some(Self {
            what,
            since: since.parse().ok()?,
            place,
            is_slight: false,
        })
    }
}

fn needs(project: &Project, pyproject: &Pyproject) -> Vec<Need> {
    let key = |(key, since): (&str, &str)| {
        let place = pyproject.maturin(key)?.key_place();
        let is_slight = SLIGHT.contains(&key) || key == "python-packages" && is_default(project, pyproject);
        Some(Need {
            is_slight,
            ..Need::new(format!("`{key}`"), since, place)?
        })
    };
    let mut needs: Vec<Need> = KEYS.into_iter().filter_map(key).collect();
    let items = |key| pyproject.maturin(key).map(Node::items).unwrap_or_default();
    for item in items("features").into_iter().filter(|item| item.is_table()) {
        needs.extend(Need::new(
            "a conditional feature".to_owned(),
            "1.12.4",
            item.place(),
        ));
        if let Some(node) = item.get("python-implementation") {
            needs.extend(Need::new(
                "`python-implementation`".to_owned(),
                "1.12.5",
                node.key_place(),
            ));
        }
    }
    for item in items("include").into_iter().filter_map(|item| item.get("from")) {
        needs.extend(Need::new(
            "`include` from a build script's folder".to_owned(),
            "1.12.1",
            item.key_place(),
        ));
    }
    if let Some(files) = pyproject.field("license-files").filter(|files| files.is_array()) {
        needs.extend(Need::new("`license-files`".to_owned(), "1.9", files.key_place()));
    }
    needs
}

/// Whether `python-packages` names only the package of the module, which an older maturin takes by itself.
fn is_default(project: &Project, pyproject: &Pyproject) -> bool {
    let Some((module, _)) = module_name(pyproject, project.cargo.as_ref()) else {
        return false;
    };
    let named = pyproject
        .maturin("python-packages")
        .map(Node::items)
        .unwrap_or_default();
    named.iter().all(|name| name.as_str() == module.split('.').next())
}

/// From PyO3 0.26 on maturin itself tells it what is built.
fn of_extension(project: &Project, floor: &Version) -> Option<Need> {
    let listens = |version| version >= semver::Version::new(0, 26, 0);
    let may_be_unmet = *floor < Version::new([1, 9, 4]); // otherwise nobody need read the files of the build
    if !may_be_unmet || !project.pyo3_version().is_some_and(listens) || is_beyond(project, Table::PyO3) {
        return None;
    }
    let dependency = of_untold_extension(project)?;
    let what = format!("PyO3 without its `{EXTENSION_MODULE}` feature");
    Need::new(what, "1.9.4", dependency.node.key_place())
}

/// Raises the bound in a requirement; `None` where it is no plain `>=`, or where another bound forbids it.
fn raise(pyproject: &Pyproject, node: Node<'_>, floor: &Version, to: &Version) -> Option<Fix> {
    let requirement = pyproject.maturin_requirement()?.value;
    let others = specifiers(&requirement)?.iter().filter(|specifier| {
        *specifier.operator() != Operator::GreaterThanEqual || specifier.version() != floor
    });
    if !others.into_iter().all(|other| other.contains(to)) {
        return None;
    }
    let edit = splice::replace(node, &version::raised(node.written()?, floor, &to.to_string())?)?;
    Some(Fix::safe(format!("Require maturin {to} or later"), vec![edit]))
}
