//! The extension module is compiled only with a feature that nothing switches on.
//!
//! ## Why
//!
//! A `#[pymodule]` behind `#[cfg(feature = "…")]` is there only if the feature is: by default, or by
//! [`features`](https://www.maturin.rs/config.html) in `[tool.maturin]`. Without it, maturin still builds a wheel,
//! perhaps with other bindings, and the import of the package fails. `--features` on the command line takes the place of that
//! list, so that a workflow can switch the feature off.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [tool.maturin]
//! module-name = "demo._core"
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [features]
//! python = ["dep:pyo3"]
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", optional = true }
//! ```
//!
//! ```rust src/lib.rs
//! #[cfg(feature = "python")]
//! mod py;
//! ```
//!
//! ```rust src/py.rs
//! #[pyo3::pymodule]
//! mod _core {}
//! ```
//!
//! ```console
//! pyproject.toml:6:15: error[module/feature-off] `demo._core` is compiled only with the feature `python`, which nothing switches on
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
//! module-name = "demo._core"
//! features = ["python"]
//! ```
//!
//! ```toml Cargo.toml
//! [package]
//! name = "demo"
//! version = "0.1.0"
//!
//! [lib]
//! crate-type = ["cdylib"]
//!
//! [features]
//! python = ["dep:pyo3"]
//!
//! [dependencies]
//! pyo3 = { version = "0.30.1", optional = true }
//! ```
//!
//! ```rust src/lib.rs
//! #[cfg(feature = "python")]
//! mod py;
//! ```
//!
//! ```rust src/py.rs
//! #[pyo3::pymodule]
//! mod _core {}
//! ```
//!
//! ## Fix safety
//!
//! The feature may do more than add the module. It may also have been left out on purpose, and the module name be
//! wrong.
//!
//! ## When not to follow
//!
//! If every build passes `--features` to maturin: the rule is silent if a command does.

use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::api::module::RustModule;
use crate::project::ci::build::{Build, Tool};
use crate::project::ci::publish::Publish;
use crate::project::ci::uses::Called;
use crate::project::contents::compiled::programs;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::features;
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::build_files::build_files;
use crate::standards::horizon::Table;
use crate::syntax::splice;
use crate::text::edit::Applicability;
use crate::text::edit::{Edit, Fix};

/// The import fails.
pub const SEVERITY: Severity = Severity::Error;
/// How safe its fix is.
pub const FIX: Option<Applicability> = Some(Applicability::Unsafe);
/// The tables that it rests on.
pub const TABLES: &[Table] = &[];
/// What to do where no fix is offered.
pub const HELP: &str = "Add the feature to `features` in `[tool.maturin]`";

/// How frontends hand arguments to maturin.
const HANDED: [&str; 2] = ["MATURIN_PEP517_ARGS", "build-args"];

/// The options that switch features on.
const OPTIONS: [&str; 3] = ["--all-features", "--features", "-F"];

/// One finding, if every module of the name is left out, and one for each step of CI that leaves it out.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().chain(in_builds(project)).collect()
}

/// The published builds whose own features take the place of those in `[tool.maturin]`.
fn in_builds(project: &Project) -> Vec<Finding> {
    let (Some(pyproject), Some(cargo), Some(modules)) =
        (&project.pyproject, &project.cargo, &project.modules)
    else {
        return Vec::new();
    };
    let Some((full, _)) = module_name(pyproject, Some(cargo)) else {
        return Vec::new();
    };
    let name = full.rsplit('.').next().unwrap_or(&full);
    let own: Vec<&RustModule> = modules.own.iter().filter(|module| module.name == name).collect();
    let is_perhaps = modules.perhaps.iter().any(|other| other == name);
    let is_other = matches!(pyproject.bindings(), Some("cffi" | "uniffi" | "bin"));
    if own.is_empty() || is_perhaps || is_other || is_program(project) {
        return Vec::new();
    }
    let finding = |(build, publish): (&Build, &Publish)| {
        let asked = build.features.as_ref().filter(|_| build.tool == Tool::Maturin)?;
        let on = features::own_asked_for(pyproject, cargo, asked);
        let usual = features::own(pyproject, cargo);
        let lacks = |module: &&RustModule| {
            let mut off = module.features.iter().filter(|feature| !on.contains(*feature));
            off.find(|feature| usual.contains(*feature)).cloned()
        };
        let missing: Option<Vec<String>> = own.iter().map(lacks).collect();
        let feature = missing?.into_iter().next()?;
        let message = format!(
            "published wheels are built without the feature `{feature}`, and `{full}` is compiled only with it"
        );
        let list = pyproject
            .maturin("features")
            .map(|list| (list.place(), "which features of the command replace"));
        let finding = Finding::new(build.place.clone(), message)
            .related(publish.place.clone(), "published here")
            .help(format!("Name `{feature}` in `--features` too"));
        Some(finding.related_to(&list.into_iter().collect::<Vec<_>>()))
    };
    project.ci.published().into_iter().filter_map(finding).collect()
}

fn find(project: &Project) -> Option<Finding> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let modules = project.modules.as_ref()?;
    let (full, node) = module_name(pyproject, Some(cargo))?;
    let name = full.rsplit('.').next()?;
    let on = features::own(pyproject, cargo);
    let lacks = |module: &&RustModule| {
        let mut features = module.features.iter();
        features.find(|feature| !on.contains(*feature)).cloned()
    };
    let own: Vec<&RustModule> = modules.own.iter().filter(|module| module.name == name).collect();
    let missing: Option<Vec<String>> = own.iter().map(lacks).collect();
    let (module, feature) = (own.first()?, missing?.into_iter().next()?);
    let is_perhaps = modules.perhaps.iter().any(|other| other == name);
    let is_other = matches!(pyproject.bindings(), Some("cffi" | "uniffi" | "bin"));
    if is_other || is_perhaps || is_program(project) || may_be_on(project, cargo, &feature) {
        return None;
    }
    let message =
        format!("`{full}` is compiled only with the feature `{feature}`, which nothing switches on");
    let list = pyproject.maturin("features").unwrap_or(node);
    let finding = Finding::new(list.place(), message).related(module.place.clone(), "the `#[pymodule]`");
    let finding = match cargo.manifest.get(&["features", &feature]) {
        Some(list) => finding.related(list.key_place(), "the feature"),
        None => finding,
    };
    let title = format!("Switch `{feature}` on in `[tool.maturin]`");
    Some(finding.fix(switch_on(pyproject, &feature).map(|edit| Fix::risky(title, vec![edit]))))
}

/// Whether somebody else than the manifests may switch the feature on.
fn may_be_on(project: &Project, cargo: &Crate, feature: &str) -> bool {
    // A command that is not understood may ask for it, and so may what a frontend hands on.
    let is_open = |line: &str| {
        let names = line.contains(feature)
            || line.contains('$')
            || line.trim_end().ends_with([':', '|', '>', '-', '[']);
        HANDED.iter().any(|word| line.contains(word)) && names
    };
    let asks_for =
        |line: &str| line.contains("--features") && line.contains(feature) && !line.contains("cargo ");
    let manifest = project.pyproject.iter().map(|pyproject| &*pyproject.toml.text);
    let files = build_files(project, cargo).iter().map(|text| &**text);
    let mut texts = manifest.chain(project.workflows.texts()).chain(files);
    project.is_sample()
        || project.ci.builds.iter().any(|build| build.features.is_none())
        || project.maturin.calls.iter().any(asks)
        || texts.any(|text| text.lines().any(|line| is_open(line) || asks_for(line)))
}

/// Whether a call of maturin asks for features.
fn asks(called: &Called) -> bool {
    let Some(call) = called.call() else { return true };
    let is_option = |word: &str| OPTIONS.iter().any(|option| word.starts_with(option));
    call.own().iter().any(|word| is_option(&word.value))
}

/// Whether maturin may take the crate for a program.
fn is_program(project: &Project) -> bool {
    let (Some(pyproject), Some(cargo)) = (&project.pyproject, &project.cargo) else {
        return true;
    };
    let has_programs = !programs(cargo, &project.tree).is_empty();
    has_programs && pyproject.bindings().is_none() && pyproject.maturin("module-name").is_none()
}

fn switch_on(pyproject: &Pyproject, feature: &str) -> Option<Edit> {
    match pyproject.maturin("features") {
        Some(list) => splice::push(list, &splice::quoted(feature)),
        None => {
            let list = format!("[{}]", splice::quoted(feature));
            splice::insert(&pyproject.toml, &["tool", "maturin"], "features", &list)
        }
    }
}
