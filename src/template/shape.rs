//! The shape that a project plainly has: its layout, its wheels, where its version comes from, and how it is published.

use crate::project::Project;
use crate::project::contents::layout::Layout;
use crate::project::manifests::dependencies::{ALL_KINDS, path_dependencies};
use crate::project::manifests::stable_abi::of_manifests;
use crate::project::manifests::{bindings, features};
use crate::questions::stable_abi;
use crate::standards::version::is_placeholder;
use crate::tree;

/// What other services than GitHub read at the root of a repository.
const OTHER_CI: [&str; 5] = [
    ".gitlab-ci.yml",
    ".circleci/config.yml",
    ".cirrus.yml",
    ".travis.yml",
    "azure-pipelines.yml",
];

/// The questions about the shape, with the answers that are plain.
pub(crate) fn shape(project: &Project) -> [(&'static str, Option<String>); 5] {
    [
        ("layout", layout(project)),
        ("abi", abi(project)),
        ("ci", ci(project)),
        ("version_source", version_source(project)),
        ("publish", publish(project)),
    ]
    .map(|(question, answer)| (question, answer.map(str::to_owned)))
}

fn layout(project: &Project) -> Option<&'static str> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let layout = Layout::read(pyproject, Some(cargo), &project.tree)?;
    match (cargo.folder(), &cargo.workspace, &layout.package) {
        ("", None, None) => (!layout.module.contains('.')).then_some("rust-only"),
        ("", None, Some(_)) => Some("mixed"),
        (_, Some(root), Some(_)) => {
            let is_plain = &*root.path == "Cargo.toml" && root.get(&["package"]).is_none();
            let has_core = !path_dependencies(&cargo.manifest, root, ALL_KINDS).is_empty();
            (is_plain && has_core).then_some("workspace")
        }
        _ => None,
    }
}

fn abi(project: &Project) -> Option<&'static str> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let (krate, _) = bindings::dependency(cargo)?;
    let active = features::active(pyproject, cargo, krate);
    if active.iter().any(|feature| feature.name.starts_with("abi3t")) {
        Some("abi3t")
    } else if of_manifests(pyproject, cargo).is_some() {
        Some("abi3")
    } else {
        (!stable_abi::is_possible(project)).then_some("version-specific")
    }
}

fn ci(project: &Project) -> Option<&'static str> {
    if project.workflows.texts().next().is_some() {
        return Some("github");
    }
    let top = project.tree.top("").unwrap_or_default();
    let is_there = |path: &str| project.tree.exists(&tree::join(&top, path));
    OTHER_CI.into_iter().any(is_there).then_some("none")
}

fn version_source(project: &Project) -> Option<&'static str> {
    let version = project.version()?;
    let is_fixed = project.pyproject.as_ref()?.field("version").is_some();
    if !is_placeholder(&version) {
        return Some(if is_fixed { "pyproject" } else { "cargo" });
    }
    // A release that is published has another version than this, and CI writes it in.
    let is_zero = version.release().iter().all(|part| *part == 0);
    (is_zero && project.ci.public().next().is_some()).then_some("git")
}

fn publish(project: &Project) -> Option<&'static str> {
    let mut uploads = project.ci.public().map(|release| &release.publish).peekable();
    uploads.peek()?;
    let uploads: Vec<_> = uploads.collect();
    if uploads.iter().all(|upload| upload.token.is_some()) {
        Some("token")
    } else {
        uploads.iter().all(|upload| upload.is_bare).then_some("trusted")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;

    /// The plain answers of a project with these files, in the order of the questions.
    fn answers(files: &[(&str, &str)]) -> Vec<String> {
        let project = Project::read(Tree::memory(files.iter().copied())).expect("a project");
        let shape = shape(&project).into_iter();
        shape
            .filter_map(|(question, answer)| Some(format!("{question}={}", answer?)))
            .collect()
    }

    const BUILD: &str = "[build-system]\nrequires = [\"maturin>=1.16,<2\"]\nbuild-backend = \"maturin\"\n";

    fn pyproject(rest: &str) -> String {
        format!("{BUILD}[project]\nname = \"demo\"\n{rest}\n")
    }

    fn krate(version: &str, pyo3: &str) -> String {
        format!("[package]\nname = \"demo\"\nversion = \"{version}\"\n[dependencies]\npyo3 = {pyo3}\n")
    }

    const ABI3: &str = "{ version = \"0.30\", features = [\"abi3-py311\"] }";

    #[test]
    fn a_package_around_a_crate_is_mixed_and_a_crate_alone_is_not() {
        let (manifest, cargo) = (pyproject("dynamic = [\"version\"]"), krate("1.2.0", ABI3));
        let files = [("pyproject.toml", &*manifest), ("Cargo.toml", &*cargo)];
        let cargo_and_abi = ["abi=abi3", "version_source=cargo"];
        assert_eq!(
            answers(&files),
            [&["layout=rust-only"][..], &cargo_and_abi].concat()
        );
        let with_package = [files[0], files[1], ("demo/__init__.py", "")];
        assert_eq!(answers(&with_package)[0], "layout=mixed");
    }

    #[test]
    fn the_abi_and_the_version_are_where_the_manifests_have_them() {
        let conditional = "dynamic = [\"version\"]\n[tool.maturin]\nfeatures = [{ feature = \"pyo3/abi3t-py315\", python-version = \">=3.15\" }]";
        for (rest, cargo, expected) in [
            (
                "version = \"1.2.0\"",
                krate("1.2.0", "\"0.30\""),
                ["abi=version-specific", "version_source=pyproject"],
            ),
            (
                conditional,
                krate("1.2.0", "\"0.30\""),
                ["abi=abi3t", "version_source=cargo"],
            ),
        ] {
            let manifest = pyproject(rest);
            let found = answers(&[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)]);
            assert_eq!(found[1..], expected, "{rest}");
        }
        let (manifest, cargo) = (pyproject("version = \"0.0.0\""), krate("0.0.0", ABI3));
        let found = answers(&[("pyproject.toml", &manifest), ("Cargo.toml", &cargo)]);
        assert!(
            !found.iter().any(|answer| answer.starts_with("version_source")),
            "it may be new"
        );
    }

    #[test]
    fn a_workspace_at_the_root_has_a_core_for_rust() {
        let manifest =
            pyproject("dynamic = [\"version\"]\n[tool.maturin]\nmanifest-path = \"py/Cargo.toml\"");
        let binding = krate("1.2.0", ABI3) + "core = { path = \"../core\" }\n";
        let files = |root| {
            [
                ("pyproject.toml", manifest.as_str()),
                ("Cargo.toml", root),
                ("py/Cargo.toml", binding.as_str()),
                (
                    "core/Cargo.toml",
                    "[package]\nname = \"core\"\nversion = \"1.2.0\"\n",
                ),
                ("demo/__init__.py", ""),
            ]
        };
        let layout = |root| answers(&files(root)).first().cloned().unwrap_or_default();
        assert_eq!(
            layout("[workspace]\nmembers = [\"py\", \"core\"]\n"),
            "layout=workspace"
        );
        let own =
            "[package]\nname = \"own\"\nversion = \"1.2.0\"\n[workspace]\nmembers = [\"py\", \"core\"]\n";
        assert_ne!(layout(own), "layout=workspace");
    }

    #[test]
    fn an_upload_says_how_it_is_published_and_other_services_that_there_is_no_github() {
        let (manifest, cargo) = (pyproject("dynamic = [\"version\"]"), krate("1.2.0", ABI3));
        let files = [("pyproject.toml", &*manifest), ("Cargo.toml", &*cargo)];
        let released = |with: &str| {
            let steps = "- uses: PyO3/maturin-action@v1\n        with: { args: --release --out dist }";
            let text = format!(
                "on: push\njobs:\n  release:\n    runs-on: ubuntu-24.04\n    permissions: {{ id-token: write }}\n    steps:\n      {steps}\n      - uses: pypa/gh-action-pypi-publish@v1\n{with}"
            );
            answers(&[files[0], files[1], (".github/workflows/release.yml", &text)])
        };
        let trusted = released("");
        assert!(
            trusted.contains(&"ci=github".to_owned()) && trusted.contains(&"publish=trusted".to_owned()),
            "{trusted:?}"
        );
        let token = released("        with: { password: \"${{ secrets.TOKEN }}\" }\n");
        assert!(token.contains(&"publish=token".to_owned()), "{token:?}");
        let gitlab = answers(&[files[0], files[1], (".gitlab-ci.yml", "test: {}\n")]);
        assert!(gitlab.contains(&"ci=none".to_owned()), "{gitlab:?}");
    }
}
