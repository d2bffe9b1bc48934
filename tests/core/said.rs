//! What one rule says of a project in memory, and what its fixes make of it.

use ironwheel::engine::check::{Selection, run};
use ironwheel::engine::fix::repair;
use ironwheel::output::concise::concise;
use ironwheel::project::Project;
use ironwheel::text::edit::Applicability;
use ironwheel::tree::Tree;

/// The least that makes a maturin project.
pub const BUILD: &str = "[build-system]\nrequires = [\"maturin>=1.16,<2\"]\n";
/// The least that makes a crate.
pub const CRATE: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n";

/// A crate that depends on PyO3.
pub const BOUND: &str = "[package]\nname = \"demo\"\nversion = \"0.1.0\"\n[dependencies]\npyo3 = \"0.30\"\n";
/// Where a workflow of the project stands.
pub const CI: &str = ".github/workflows/ci.yml";

/// A project in memory, in which every file parses.
pub fn read(files: &[(&str, &str)]) -> Project {
    let project = Project::read(Tree::memory(files.iter().copied())).expect("a maturin project");
    assert!(project.broken.is_empty(), "{:?}", project.broken);
    project
}

/// The selection of one rule.
pub fn only(rule: &str) -> Selection {
    Selection {
        select: Some(vec![rule.to_owned()]),
        ..Selection::default()
    }
}

/// The messages of one rule, one line each.
pub fn says(rule: &str, files: &[(&str, &str)]) -> String {
    let project = read(files);
    concise(&project.tree, &run(&project, &only(rule)), "")
}

/// The rule has nothing to say.
pub fn silent(rule: &str, files: &[(&str, &str)]) {
    assert_eq!(says(rule, files), "", "{files:?}");
}

/// The rule says something with `part` in it.
pub fn speaks(rule: &str, part: &str, files: &[(&str, &str)]) {
    let said = says(rule, files);
    assert!(
        said.contains(part),
        "{rule} does not say {part:?} but {said:?} of {files:?}"
    );
}

/// pyproject.toml after all fixes of one rule.
pub fn repaired(rule: &str, files: &[(&str, &str)]) -> String {
    repaired_at("pyproject.toml", rule, files)
}

/// The file at `path` after all fixes of one rule.
pub fn repaired_at(path: &str, rule: &str, files: &[(&str, &str)]) -> String {
    let repaired = repair(read(files), &only(rule), Applicability::Unsafe);
    let text = repaired.project.tree.read(path).expect("it is there");
    text.expect("it is readable").to_string()
}

/// A pyproject.toml with a current maturin.
pub fn pyproject(rest: &str) -> String {
    format!("{BUILD}{rest}")
}

/// A pyproject.toml with this requirement on maturin.
pub fn requiring(requirement: &str, rest: &str) -> String {
    format!("[build-system]\nrequires = [\"{requirement}\"]\n{rest}")
}

/// A pyproject.toml with this below `[project]`.
pub fn project(rest: &str) -> String {
    pyproject(&format!("[project]\nname = \"demo\"\n{rest}\n"))
}

/// A crate of this version.
pub fn krate(version: &str) -> String {
    format!("[package]\nname = \"demo\"\nversion = \"{version}\"\n")
}

/// The Rust side of a module with these items.
pub fn module(items: &str) -> String {
    format!("#[pymodule]\nmod _core {{\n{items}\n}}\n")
}

/// The Rust side of a module with one class, which has these methods.
pub fn class(methods: &str) -> String {
    module(&format!(
        "#[pyclass]\nstruct Thing;\n#[pymethods]\nimpl Thing {{\n{methods}\n}}"
    ))
}

/// What a rule says of a project that has `source` as its Rust side, and these files around it.
pub fn beside(rule: &str, source: &str, others: &[(&str, &str)]) -> String {
    let manifest = pyproject("[tool.maturin]\nmodule-name = \"demo._core\"\n");
    let own = [
        ("pyproject.toml", manifest.as_str()),
        ("Cargo.toml", BOUND),
        ("src/lib.rs", source),
    ];
    says(rule, &[&own, others].concat())
}

/// What a rule says of a project that has `source` as its Rust side, and this stub.
pub fn about(rule: &str, source: &str, stub: &str) -> String {
    beside(rule, source, &[("demo/_core.pyi", stub)])
}

/// A workflow of one job with these steps.
pub fn job(steps: &str) -> String {
    format!(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v7\n{steps}"
    )
}

/// A workflow with one step, which runs a script.
pub fn script(text: &str) -> String {
    job(&format!("      - run: {text}\n"))
}

/// A workflow with one step of maturin-action, which has these inputs.
pub fn action(inputs: &str) -> String {
    job(&format!(
        "      - uses: PyO3/maturin-action@v1\n        with: {{ {inputs} }}\n"
    ))
}

/// What a rule says of a project with this below `[tool.maturin]`, this crate and these other files.
pub fn built(rule: &str, maturin: &str, cargo: &str, others: &[(&str, &str)]) -> String {
    let manifest = pyproject(&format!("[tool.maturin]\n{maturin}\n"));
    let own = [("pyproject.toml", manifest.as_str()), ("Cargo.toml", cargo)];
    says(rule, &[&own, others].concat())
}
