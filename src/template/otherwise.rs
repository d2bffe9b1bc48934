//! What the template expects and a project does otherwise, with what would change it.

use crate::project::Project;
use crate::syntax::toml::{Node, Toml};
use crate::template::additions::{
    ADDITIONS, Addition, GROUPS, Standing, has_pythons, is_laid_out, takes_groups,
};
use crate::template::answers;
use crate::template::parts::Asked;

/// One thing that the template expects.
#[derive(Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// What it expects, as a phrase.
    pub what: &'static str,
    /// What would change it, as a phrase.
    pub how: String,
    /// Whether files of the template rest on it: workflows, recipes, hooks and what explains them.
    pub is_ground: bool,
    /// Whether the workflow that releases rests on it, too.
    pub is_release: bool,
}

/// Where the template has things.
pub(crate) const LAYOUT: &str = "one crate beside pyproject.toml, with its sources in src/";

/// What `project` does otherwise than `rendered`, once it has what it gets.
pub(crate) fn otherwise(project: &Project, rendered: &Project, asked: &Asked) -> Vec<Otherwise> {
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
    let gets_groups = could_get && asked.takes("groups");
    let lacks_tests = lacking.contains(&"test") && !gets_groups;
    let features = pyproject.maturin("features").map(Node::items).unwrap_or_default();
    let is_asked = features.iter().any(|feature| feature.as_str() == Some("python"));
    let needs = |(is_ground, is_release), is_met: bool, what, how: &str| {
        (!is_met).then(|| Otherwise {
            what,
            how: how.to_owned(),
            is_ground,
            is_release,
        })
    };
    let floor = answers::lowest(rendered).unwrap_or_default();
    let found = [
        needs(BOTH, is_laid_out(project), LAYOUT, "the layout stays as it is"),
        needs(
            TOOLS,
            has(&["features", "python"]) && is_asked,
            "PyO3 behind a feature `python`, so that `cargo test` needs no Python",
            "`python = [\"dep:pyo3\"]` in [features], `optional = true` for pyo3, `features = [\"python\"]` in [tool.maturin]",
        ),
        needs(
            BOTH,
            pyproject.maturin("module-name").is_some(),
            "the name of the extension module",
            "`module-name` in [tool.maturin]",
        ),
        needs(
            BOTH,
            pyproject.field("version").is_none() || new.field("version").is_some(),
            "the version only in Cargo.toml",
            "`dynamic = [\"version\"]` in [project], without `version`",
        ),
        needs(
            BOTH,
            !pyproject.classified_pythons().is_empty(),
            "a classifier for each Python; CI tests the ones that are named",
            "`Programming Language :: Python :: 3.…` in `classifiers`",
        ),
        needs(
            BOTH,
            has_pythons(project, rendered),
            "only Pythons that its tools support",
            &format!("`requires-python = \">=3.{floor}\"` in [project]"),
        ),
        needs(
            (true, lacks_tests),
            lacking.is_empty() || gets_groups,
            "tools in dependency groups",
            &match could_get {
                true => "`--with groups` adds them; a lock file is then out of date".to_owned(),
                false => format!("`{}` in [dependency-groups]", lacking.join("`, `")),
            },
        ),
        needs(
            NONE,
            has(&["lints", "rust"]) || has(&["lints", "workspace"]),
            "compiler lints, which could make a build fail",
            "[lints.rust] in Cargo.toml",
        ),
        needs(
            NONE,
            cargo.is_none_or(|cargo| !cargo.profiles("release").is_empty()),
            "a release profile, which changes what is built",
            "see `scaffold rule cargo/release-profile`",
        ),
    ];
    let settings = ADDITIONS
        .iter()
        .filter_map(|addition| setting(addition, project, &pyproject.toml, &new.toml, asked));
    found.into_iter().flatten().chain(settings).collect()
}

/// What rests on an expectation: everything, everything but the release, nothing.
const BOTH: (bool, bool) = (true, true);
const TOOLS: (bool, bool) = (true, false);
const NONE: (bool, bool) = (false, false);

/// The settings of a tool that the project uses otherwise, or has nothing for.
fn setting(
    addition: &Addition,
    project: &Project,
    own: &Toml,
    new: &Toml,
    asked: &Asked,
) -> Option<Otherwise> {
    let name = addition.path.join(".");
    let how = match addition.standing(project, own, new, asked) {
        Standing::Settled | Standing::Free => return None,
        Standing::Unasked => format!("`--with {}` adds [{name}]", addition.tool()),
        Standing::Homeless => {
            let folders = new.get(addition.path)?.get(addition.folders)?.written()?;
            format!("[{name}], which needs the folders {folders}")
        }
    };
    let Addition { what, is_ground, .. } = *addition;
    Some(Otherwise {
        what,
        how,
        is_ground,
        is_release: false,
    })
}

fn keys(table: Node<'_>) -> Vec<&str> {
    table.entries().into_iter().map(Node::key).collect()
}
