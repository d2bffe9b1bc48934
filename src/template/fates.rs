//! What becomes of each file of the template in a project that was not made from it.

use crate::template::otherwise::{LAYOUT, Otherwise};
use crate::template::parts;
use crate::template::parts::Asked;

/// The parts that rest on the ground plan of the template: where things are, what they are called, which tools there are.
pub(crate) const RESTING: [&str; 5] = ["ci", "contributing", "hooks", "just", "release"];
/// What both workflows use.
const ACTIONS: &str = ".github/actions/";
/// These are merged, and what is not there stands elsewhere.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "pyproject.toml"];
/// Where workflows and what they use stand; one of the first is enough of an answer to all.
const WORKFLOWS: [&str; 2] = [".github/workflows/", ".github/actions/"];
/// Where people put what stands at the root of the template, or beside it.
const PLACES: [&str; 3] = ["", ".github", "docs"];
/// What does the same under another name.
const SAME: [(&str, &[&str]); 6] = [
    ("contributing", &["hacking", "development"]),
    ("dependabot", &["renovate", "renovaterc"]),
    ("renovate", &["dependabot", "renovaterc"]),
    ("justfile", &["makefile", "taskfile", "noxfile", "tasks"]),
    ("makefile", &["justfile", "taskfile", "noxfile", "tasks"]),
    ("pre-commit-config", &["prek"]),
];

/// Who checks types with one of these is told other things about a module that says more.
pub const CHECKERS: [&str; 5] = ["basedpyright", "mypy", "pyrefly", "pyright", "stubtest"];

/// A file that the template makes.
#[derive(Debug)]
pub struct File {
    /// Where.
    pub path: String,
    /// Whether it is the person's own as soon as it is there.
    pub is_seed: bool,
    /// Its content.
    pub new: Vec<u8>,
    /// What is committed in its place.
    pub own: Option<Vec<u8>>,
}

/// What git says of a project.
#[derive(Debug)]
pub struct Repository {
    /// Its committed files.
    pub committed: Vec<String>,
    /// Those of them that are links.
    pub links: Vec<String>,
    /// The names of type checkers that stand in their texts.
    pub words: Vec<String>,
    /// Whether the project is a folder of the repository, and not all of it.
    pub is_inside: bool,
}

/// What a file is in the project, and what becomes of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Fate {
    /// `identical`, `differs`, `missing`, or `yours` for what is the person's own.
    pub state: &'static str,
    /// What becomes of it, in words.
    pub fate: String,
    /// Whether the template's text comes into the project.
    pub comes: bool,
    /// Whether it would come if its part were asked for.
    pub is_offered: bool,
}

impl Fate {
    fn left(state: &'static str, fate: impl Into<String>) -> Self {
        Self {
            state,
            fate: fate.into(),
            comes: false,
            is_offered: false,
        }
    }

    fn comes(state: &'static str, fate: &str) -> Self {
        Self {
            comes: true,
            ..Self::left(state, fate)
        }
    }
}

/// What becomes of a file; `otherwise` is what the project does not have of what files of the template rest on.
pub(crate) fn fate(file: &File, repository: &Repository, otherwise: &[Otherwise], asked: &Asked) -> Fate {
    let path = file.path.as_str();
    match &file.own {
        Some(_) if file.is_seed => return Fate::left("yours", "left to you"),
        Some(own) if is_same(own, &file.new) => return Fate::left("identical", "left unchanged"),
        Some(_) if asked.conflicts && !MANIFESTS.contains(&path) => {
            return Fate::comes("differs", "conflict");
        }
        Some(_) => return Fate::left("differs", "left unchanged"),
        None => {}
    }
    let missing = |fate: &str| Fate::left("missing", fate);
    let part = parts::of(path);
    if file.is_seed {
        missing("left to you")
    } else if MANIFESTS.contains(&path) {
        missing("you have it elsewhere")
    } else if repository.is_inside {
        missing("belongs at the root of the repository")
    } else if let Some(other) = equivalent(path, &repository.committed) {
        missing(&format!("you have {other}"))
    } else if let Some(other) = in_the_way(path, &repository.committed) {
        missing(&format!("{other} is in the way"))
    } else if part == "dependabot" && waits(part, otherwise) {
        missing("needs the crate beside pyproject.toml")
    } else if asked.takes(part) && waits(part, otherwise) {
        missing("waits for the items marked * below")
    } else if asked.takes(part) || (path.starts_with(ACTIONS) && asked.takes("ci")) {
        Fate::comes("missing", "added")
    } else {
        Fate {
            is_offered: !waits(part, otherwise),
            ..missing(&format!("`--with {part}` adds it"))
        }
    }
}

/// Whether the files of a part rest on something that the project does otherwise.
fn waits(part: &str, otherwise: &[Otherwise]) -> bool {
    let rests = |other: &Otherwise| match part {
        "dependabot" => other.what == LAYOUT,
        "release" => other.is_release,
        _ => other.is_ground && RESTING.contains(&part),
    };
    otherwise.iter().any(rests)
}

/// Whether a text is that of the template, whatever ends its lines.
fn is_same(own: &[u8], new: &[u8]) -> bool {
    let ends = |at: usize| own[at] == b'\r' && own.get(at + 1) == Some(&b'\n');
    let kept = (0..own.len()).filter(|at| !ends(*at)).map(|at| own[at]);
    kept.eq(new.iter().copied())
}

/// The file of the project that does what `path` does.
fn equivalent<'a>(path: &str, committed: &'a [String]) -> Option<&'a String> {
    if WORKFLOWS.iter().any(|folder| path.starts_with(folder)) {
        return committed.iter().find(|other| other.starts_with(WORKFLOWS[0]));
    }
    let (folder, stem) = parts(path);
    let same = SAME.iter().find(|(name, _)| *name == stem);
    let names = same.map(|(_, names)| *names).unwrap_or_default();
    committed.iter().find(|other| {
        let (place, name) = parts(other);
        // What runs tasks for the documents, in their folder, runs them only there.
        let is_near = place == folder || (parts::of(path) != "just" && PLACES.contains(&place));
        is_near && (name == stem || names.contains(&name.as_str()))
    })
}

/// The file or link of the project that stands where a folder of `path` would, or is in a folder that stands there itself.
fn in_the_way<'a>(path: &str, committed: &'a [String]) -> Option<&'a String> {
    let is_above = |one: &str, other: &str| other.strip_prefix(one).is_some_and(|rest| rest.starts_with('/'));
    committed
        .iter()
        .find(|other| is_above(other, path) || is_above(path, other))
}

/// The folder of a file, and its name without dots before it and kinds behind it, in small letters.
fn parts(path: &str) -> (&str, String) {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.trim_start_matches('.');
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    (folder, stem.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_the_same_is_found_under_other_names_and_near_by() {
        for (path, other) in [
            ("justfile", "Makefile"),
            ("Makefile", "justfile"),
            ("justfile", "noxfile.py"),
            ("CONTRIBUTING.md", ".github/contributing.rst"),
            ("CONTRIBUTING.md", "HACKING"),
            (".github/dependabot.yml", "renovate.json"),
            (".github/dependabot.yml", ".renovaterc.json"),
            (".pre-commit-config.yaml", "prek.toml"),
            (".github/workflows/ci.yml", ".github/workflows/tests.yaml"),
            (
                ".github/actions/project/action.yml",
                ".github/workflows/tests.yaml",
            ),
        ] {
            assert_eq!(
                equivalent(path, &[other.to_owned()]),
                Some(&other.to_owned()),
                "{path}"
            );
        }
        for (path, other) in [
            ("justfile", "examples/Makefile"),
            ("justfile", "docs/Makefile"),
            ("Makefile", "docs/Makefile"),
            ("justfile", "adjustfile"),
            ("CONTRIBUTING.md", "docs/contributing/index.md"),
            (".github/workflows/ci.yml", ".github/actions/x/action.yml"),
        ] {
            assert_eq!(equivalent(path, &[other.to_owned()]), None, "{path}");
        }
    }

    #[test]
    fn line_ends_make_no_difference() {
        assert!(is_same(b"a\r\nb\r\n", b"a\nb\n") && is_same(b"a\n", b"a\n") && is_same(b"", b""));
        assert!(!is_same(b"a\rb", b"ab") && !is_same(b"a\nb\r", b"a\nb") && !is_same(b"a", b"a\n"));
    }
}
