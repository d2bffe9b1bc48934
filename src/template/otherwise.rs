//! What the template expects and a project does otherwise, with what would change it.

use crate::project::Project;
use crate::syntax::toml::{Node, Toml};
use crate::template::additions::{
    ADDITIONS, Addition, GROUPS, Standing, has_pythons, installs_groups, is_laid_out, is_one_of,
    takes_cache_keys, takes_groups, takes_lints,
};
use crate::template::answers;

/// One thing that the template expects.
#[derive(Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// What it expects, as a phrase.
    pub what: &'static str,
    /// What would change it, as a phrase.
    pub how: String,
    /// Whether files of the template rest on it: workflows, recipes, hooks and what explains them.
    pub is_ground: bool,
}

/// What `project` does otherwise than `rendered`, once it has what it gets.
pub(crate) fn otherwise(project: &Project, rendered: &Project, in_use: &[String]) -> Vec<Otherwise> {
    let (Some(pyproject), Some(new)) = (&project.pyproject, &rendered.pyproject) else {
        return Vec::new();
    };
    let cargo = project.cargo.as_ref();
    let has = |path: &[&str]| cargo.is_some_and(|cargo| cargo.manifest.get(path).is_some());
    let own_groups = pyproject.toml.get(GROUPS).map(keys).unwrap_or_default();
    let new_groups = new.toml.get(GROUPS).map(keys).unwrap_or_default();
    let lacking: Vec<_> = new_groups
        .into_iter()
        .filter(|group| !own_groups.contains(group))
        .collect();
    let could_get = own_groups.is_empty() && takes_groups(project, rendered);
    let gets_groups = could_get && !installs_groups(in_use);
    let features = pyproject.maturin("features").map(Node::items).unwrap_or_default();
    let is_asked = features.iter().any(|feature| feature.as_str() == Some("python"));
    let needs = |is_ground, is_met: bool, what, how: &str| {
        (!is_met).then(|| Otherwise {
            what,
            how: how.to_owned(),
            is_ground,
        })
    };
    let crates = cargo.zip(rendered.cargo.as_ref());
    let lacks_lints = crates.is_some_and(|(own, new)| takes_lints(own, &new.manifest));
    let floor = answers::lowest(rendered).unwrap_or_default();
    let found = [
        needs(
            true,
            is_laid_out(project),
            "one crate beside pyproject.toml, with its sources in src/",
            "the layout stays as it is",
        ),
        needs(
            true,
            has(&["features", "python"]) && is_asked,
            "PyO3 behind a feature `python`, so that `cargo test` needs no Python",
            "`python = [\"dep:pyo3\"]` in [features], `optional = true` for pyo3, `features = [\"python\"]` in [tool.maturin]",
        ),
        needs(
            true,
            pyproject.maturin("module-name").is_some(),
            "the name of the extension module",
            "`module-name` in [tool.maturin]",
        ),
        needs(
            true,
            pyproject.field("version").is_none(),
            "the version only in Cargo.toml",
            "`dynamic = [\"version\"]` in [project], without `version`",
        ),
        needs(
            true,
            !pyproject.classified_pythons().is_empty(),
            "a classifier for each Python; CI tests the ones that are named",
            "`Programming Language :: Python :: 3.…` in `classifiers`",
        ),
        needs(
            true,
            has_pythons(project, rendered),
            "only Pythons that its tools support",
            &format!("`requires-python = \">=3.{floor}\"` in [project]"),
        ),
        needs(
            true,
            lacking.is_empty() || gets_groups,
            "tools in dependency groups",
            &match could_get {
                true => format!("{COMMAND} adds them; a lock file is then out of date"),
                false => format!("`{}` in [dependency-groups]", lacking.join("`, `")),
            },
        ),
        needs(
            false,
            has(&["lints", "rust"]) || has(&["lints", "workspace"]),
            "compiler lints, which could make a build fail",
            "[lints.rust] in Cargo.toml",
        ),
        needs(
            false,
            !is_one_of(in_use, &["clippy"]) || !lacks_lints,
            "more Clippy lints",
            &format!("{COMMAND} adds [lints.clippy]; Clippy then reports more"),
        ),
        needs(
            false,
            !is_one_of(in_use, &["uv"]) || !takes_cache_keys(project, &pyproject.toml),
            "a setting for uv to rebuild when Rust changes",
            &format!("{COMMAND} adds `cache-keys` to [tool.uv]"),
        ),
        needs(
            false,
            cargo.is_none_or(|cargo| !cargo.profiles("release").is_empty()),
            "a release profile, which changes what is built",
            "see `scaffold rule cargo/release-profile`",
        ),
    ];
    let settings = ADDITIONS
        .iter()
        .filter_map(|addition| setting(addition, project, &pyproject.toml, &new.toml, in_use));
    found.into_iter().flatten().chain(settings).collect()
}

const COMMAND: &str = "`scaffold adopt --tools`";

/// The settings of a tool that the project uses otherwise, or has nothing for.
fn setting(
    addition: &Addition,
    project: &Project,
    own: &Toml,
    new: &Toml,
    in_use: &[String],
) -> Option<Otherwise> {
    let name = addition.path.join(".");
    let how = match addition.standing(project, own, new, in_use) {
        Standing::Settled | Standing::Free => return None,
        Standing::InUse => format!(
            "{COMMAND} adds [{name}]; {} then behaves differently",
            addition.tool()
        ),
        Standing::Homeless => {
            let folders = new.get(addition.path)?.get(addition.folders)?.written()?;
            format!("[{name}], which needs the folders {folders}")
        }
    };
    let Addition { what, is_ground, .. } = *addition;
    Some(Otherwise { what, how, is_ground })
}

fn keys(table: Node<'_>) -> Vec<&str> {
    table.entries().into_iter().map(Node::key).collect()
}
