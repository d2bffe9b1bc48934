//! `[tool.ironwheel]`: what a project wants to be told.

use crate::about::NAME;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::gitignore::Gitignore;
use crate::syntax::toml::Node;

/// What the value of a setting has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An array with names of rules or families, or `info`.
    Names,
    /// Names of rules or families: an array, or a table with a reason for each.
    Reasons,
    /// A table with a severity for each name of a rule or family.
    Severities,
    /// An array of patterns as .gitignore has them.
    Patterns,
    /// A boolean.
    Switch,
    /// The table of another command.
    Table,
}

impl Kind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Reasons => "reasons",
            Self::Severities => "severities",
            Self::Patterns => "patterns",
            Self::Switch => "switch",
            Self::Table => "table",
        }
    }
}

/// Every setting: its name, what its value has to be, and what it is for.
pub const SETTINGS: [(&str, Kind, &str); 7] = [
    (
        "exclude",
        Kind::Patterns,
        "files and folders to skip; patterns as in .gitignore",
    ),
    (
        "extend-select",
        Kind::Names,
        "run these rules or families as well; `info` also shows infos",
    ),
    (
        "ignore",
        Kind::Reasons,
        "rules or families to skip; as a table, each with its reason",
    ),
    (
        "require-reasons",
        Kind::Switch,
        "whether each ignored rule needs a reason",
    ),
    ("select", Kind::Names, "run only these rules or families"),
    (
        "severity",
        Kind::Severities,
        "the severity of the findings of rules or families",
    ),
    (
        "version",
        Kind::Table,
        "where the version is written, and how a tag spells it",
    ),
];

/// The settings as far as they are understood; what is not, is for a rule to say.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Rules or families to run instead of all.
    pub select: Option<Vec<String>>,
    /// Rules or families to run as well; `info` shows infos.
    pub extend_select: Vec<String>,
    /// Rules or families not to run.
    pub ignore: Vec<String>,
    /// Rules or families, and the name of the severity that they have here.
    pub severity: Vec<(String, String)>,
    /// Whether whatever is ignored needs a reason.
    pub require_reasons: bool,
    exclude: Gitignore,
}

impl Config {
    /// The settings in a project file.
    pub fn of(pyproject: &Pyproject) -> Self {
        let Some(table) = pyproject.toml.get(&["tool", NAME]) else {
            return Self::default();
        };
        let entries = |key: &str| table.get(key).map(Node::entries).unwrap_or_default();
        let reasons = entries("ignore").into_iter().map(|entry| entry.key().to_owned());
        let severity = entries("severity").into_iter();
        Self {
            select: table.get("select").map(texts),
            extend_select: table.get("extend-select").map(texts).unwrap_or_default(),
            ignore: table
                .get("ignore")
                .map(texts)
                .into_iter()
                .flatten()
                .chain(reasons)
                .collect(),
            severity: severity
                .filter_map(|entry| Some((entry.key().to_owned(), entry.as_str()?.to_owned())))
                .collect(),
            require_reasons: table.get("require-reasons").and_then(Node::as_bool) == Some(true),
            exclude: Gitignore::of(table.get("exclude").map(texts).unwrap_or_default()),
        }
    }

    /// Whether a file or folder, by its path from the folder of the project, is not to be looked at.
    pub fn excludes(&self, path: &str, is_folder: bool) -> bool {
        let is_inside = !path.starts_with("..") && !path.is_empty();
        is_inside && self.exclude.ignores(path, is_folder)
    }
}

fn texts(array: Node<'_>) -> Vec<String> {
    array
        .items()
        .into_iter()
        .filter_map(Node::as_str)
        .map(str::to_owned)
        .collect()
}
