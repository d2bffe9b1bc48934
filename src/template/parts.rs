//! The parts of the template that an existing project may take, each with its reason and a switch of its own.

/// A part of the template.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Why a project would take it, as a phrase.
    pub reason: &'static str,
    /// Whether it is proposed to whoever has not asked: it repairs or protects, and all that runs today runs as before.
    pub is_proposed: bool,
}

const fn proposed(name: &'static str, reason: &'static str) -> Part {
    let is_proposed = true;
    Part {
        name,
        reason,
        is_proposed,
    }
}

const fn offered(name: &'static str, reason: &'static str) -> Part {
    Part {
        is_proposed: false,
        ..proposed(name, reason)
    }
}

/// All parts, in the order in which they are shown.
pub const PARTS: [Part; 19] = [
    proposed("metadata", "the page of the package lacks what is known of it"),
    proposed(
        "stubs",
        "editors and type checkers cannot look into the compiled module",
    ),
    proposed(
        "uv",
        "uv would run the old extension module after a change of the Rust code",
    ),
    proposed("sdist", "the answers file would be in the source distribution"),
    proposed("gitignore", "builds would be committed"),
    proposed("release", "no workflow builds, tests and publishes wheels"),
    proposed(
        "dependabot",
        "nothing tells of new releases of crates and actions",
    ),
    proposed("files", "the template has them, and you have nothing like them"),
    offered("ci", "lints, types and tests on every push"),
    offered("just", "the same commands here and in CI"),
    offered("groups", "pinned tools for linting and tests"),
    offered(
        "mypy",
        "strict types; expect errors in code that was never checked",
    ),
    offered("ruff", "more than ruff's default rules; expect findings"),
    offered("pytest", "strict pytest, with warnings as errors"),
    offered("clippy", "more lints than Clippy's own; expect warnings"),
    offered("hooks", "linters before each commit"),
    offered("editorconfig", "one style in all editors; they may rewrite lines"),
    offered("contributing", "how others set up, test and release the project"),
    offered(
        "security",
        "a promise in your name to answer reports of vulnerabilities",
    ),
];

/// Where files of a part stand; a longer path goes before a shorter one.
const PLACES: [(&str, &str); 12] = [
    (".github/workflows/release.yml", "release"),
    (".github/workflows/", "ci"),
    (".github/actions/", "release"),
    (".github/dependabot.yml", "dependabot"),
    ("renovate.json", "dependabot"),
    (".gitignore", "gitignore"),
    (".editorconfig", "editorconfig"),
    (".pre-commit-config.yaml", "hooks"),
    ("CONTRIBUTING.md", "contributing"),
    ("SECURITY.md", "security"),
    ("justfile", "just"),
    ("Makefile", "just"),
];

/// The part that the file of the template at `path` belongs to.
pub(crate) fn of(path: &str) -> &'static str {
    let place = PLACES.iter().find(|(place, _)| path.starts_with(place));
    place.map_or("files", |(_, part)| part)
}

/// What the person asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The parts that are to come though they are not proposed.
    pub with: Vec<String>,
    /// The parts that are not to come.
    pub without: Vec<String>,
    /// Whether all others are to come.
    pub all: bool,
    /// Whether texts that differ become conflicts.
    pub conflicts: bool,
}

impl Asked {
    /// Whether the part `name` is asked for by name, or with all.
    pub fn asks(&self, name: &str) -> bool {
        !is_in(&self.without, name) && (self.all || is_in(&self.with, name))
    }

    /// Whether the part `name` is to come.
    pub fn takes(&self, name: &str) -> bool {
        let is_proposed = PARTS.iter().any(|part| part.name == name && part.is_proposed);
        self.asks(name) || (is_proposed && !is_in(&self.without, name))
    }
}

fn is_in(names: &[String], name: &str) -> bool {
    names.iter().any(|other| other == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_belongs_to_a_part() {
        for (path, part) in PLACES {
            assert_eq!(of(path), part, "{path}");
            assert!(PARTS.iter().any(|known| known.name == part), "{part}");
        }
        assert_eq!(of("new.txt"), "files");
    }

    #[test]
    fn what_is_not_wanted_does_not_come() {
        let asked = Asked {
            with: vec!["mypy".to_owned()],
            without: vec!["uv".to_owned()],
            ..Asked::default()
        };
        assert!(asked.takes("mypy") && asked.takes("stubs"));
        assert!(!asked.takes("uv") && !asked.takes("ruff") && !asked.asks("stubs"));
        let all = Asked { all: true, ..asked };
        assert!(all.takes("ruff") && !all.takes("uv"));
    }
}
