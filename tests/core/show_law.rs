//! The law of `show`: on the examples of all rules and on drawn projects, no fact contradicts a finding.
//!
//! Looked for are wheels of a release that surely publishes nothing, of a platform that it lacks, and for a Python that
//! cannot install them or that no build sees; a `#[pymodule]`, a stub, a marker, a licence or a lock that a rule misses; and
//! a stable ABI on the other side of `requires-python`.

use crate::drawn_project::Source;
use crate::examples::section;
use ironwheel::engine::check::{Selection, run};
use ironwheel::finding::Finding;
use ironwheel::project::Project;
use ironwheel::questions::{fact::Fact, facts::facts};
use ironwheel::rules::RULES;
use ironwheel::tree::Tree;

/// The platforms that rules name, as facts write them.
const PLATFORMS: [(&str, &str, &str); 8] = [
    ("Linux on x86-64", "manylinux", "x86_64"),
    ("macOS on arm64", "macOS", "aarch64"),
    ("Windows on x86-64", "Windows", "x86_64"),
    ("Linux on arm64", "manylinux", "aarch64"),
    ("musl on x86-64", "musllinux", "x86_64"),
    ("musl on arm64", "musllinux", "aarch64"),
    ("macOS on x86-64", "macOS", "x86_64"),
    ("Windows on arm64", "Windows", "aarch64"),
];

/// Whether a fact says what a finding denies.
fn contradicts(project: &Project, finding: &Finding, fact: &Fact) -> bool {
    let message = finding.message.as_str();
    let value = fact.value.as_deref();
    let has = |text: &str| value.is_some_and(|value| value.contains(text)) || fact.note.contains(text);
    let names_python = |version: &str| {
        let mut words = fact.note.split([' ', ',']);
        words.any(|word| word == version) && !fact.note.contains(&format!("{version} and newer"))
    };
    let of_platform = |(name, system, arch): &(&str, &str, &str)| {
        message.contains(name)
            && value
                .and_then(|value| value.split_once(' '))
                .is_some_and(|(own, archs)| own == *system && archs.split(", ").any(|own| own == *arch))
    };
    let between = |before: &str, after: &str| {
        let rest = message.split_once(before)?.1;
        Some(rest.split_once(after)?.0.to_owned())
    };
    match (finding.rule, fact.name) {
        ("ci/platforms" | "ci/platforms-wide", "wheel") => PLATFORMS.iter().any(of_platform),
        ("ci/interpreter-below-requires", "wheel") => {
            between("for Python ", " ").is_some_and(|version| names_python(&version))
        }
        ("ci/python-outside-container", "wheel") => between("sets up (", ")").is_some_and(|list| {
            let mut versions = list.split([' ', ',']).filter(|word| word.starts_with("3."));
            versions.any(names_python)
        }),
        (rule, "wheel") if rule.starts_with("ci/") => {
            let mut releases = project.ci.releases.iter();
            let is_link = project.ci.breaks.iter().any(|found| found.place == finding.place);
            is_link
                && value.is_some()
                && !project.ci.releases.is_empty()
                && releases.all(|release| release.is_stopped)
        }
        ("module/name-mismatch", "pymodule") | ("stub/missing", "stub") => value.is_some(),
        ("stub/py-typed-missing", "stub") => value == Some("with `py.typed`"),
        ("metadata/dropped-from-cargo", "license") => message.contains("`license`") && value.is_some(),
        ("cargo/lock-missing", "bindings") => fact.note == "locked",
        ("python/abi3-above-requires", "abi3") => !has("newer than `requires-python`"),
        ("python/abi3-below-requires", "abi3") => !has("older than `requires-python`"),
        _ => false,
    }
}

/// Holds the law for a project, and says how many findings there are.
fn hold(origin: &str, tree: Tree) -> usize {
    let Some(project) = Project::read(tree) else {
        return 0;
    };
    let findings = run(&project, &Selection::default());
    let facts = facts(&project);
    for finding in &findings {
        let denied = facts.iter().find(|fact| contradicts(&project, finding, fact));
        assert!(
            denied.is_none(),
            "{origin}: {}: {}\nbut {denied:?}",
            finding.rule,
            finding.message
        );
    }
    findings.len()
}

#[test]
fn no_fact_contradicts_a_finding_on_the_examples_of_the_rules() {
    for rule in RULES.iter().filter(|rule| !rule.check.is_of_audit()) {
        for heading in ["Bad", "Good"] {
            hold(rule.id, Tree::memory(&section(rule, heading).0));
        }
    }
}

#[test]
fn no_fact_contradicts_a_finding_on_drawn_projects() {
    let source = Source::read();
    let found = (0..300).map(|seed| hold(&format!("seed {seed}"), Tree::memory(&source.project(seed))));
    assert!(found.sum::<usize>() > 1000);
}
