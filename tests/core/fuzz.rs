//! The whole core on projects whose files nobody wrote: it comes to an end, always to the same, and keeps its laws.

use std::path::{Path, PathBuf};

use crate::drawn_project::Source;
use crate::project_laws::{LAWS, for_every, number};
use ironwheel::engine::check::{Report, Selection, judge};
use ironwheel::engine::fix::Repair;
use ironwheel::engine::suppress::suppress;
use ironwheel::output::{Style, concise, facts, full, github, json, sarif};
use ironwheel::project::Project;
use ironwheel::questions;
use ironwheel::tree::Tree;

/// Everything that is said of a project, in every format.
fn all_said(tree: &Tree) -> Option<String> {
    let project = Project::read(tree.clone())?;
    let told = facts::show(
        Path::new("demo"),
        &project.tree,
        &questions::facts::facts(&project),
    );
    let outcome = judge(&project, &Selection::all());
    let report = Report::new(project, outcome);
    let (tree, shown) = (&report.tree, &report.outcome.shown);
    let style = Style {
        color: true,
        width: 80,
        prefix: "demo".to_owned(),
        docs_url: "https://example.org/".to_owned(),
    };
    let (base, docs_url) = (Path::new("/w"), "https://example.org/");
    let reports = [(PathBuf::from("/w/demo"), &report)];
    let about = sarif::About {
        base,
        home: docs_url,
        docs_url,
    };
    Some(
        [
            told,
            concise::concise(tree, shown, "demo"),
            full::full(tree, shown, &style),
            json::check(&reports, docs_url),
            github::check(&reports, base, docs_url),
            sarif::check(&reports, about),
        ]
        .join("\n"),
    )
}

fn suppressed(tree: &Tree) -> Option<Repair> {
    Some(suppress(Project::read(tree.clone())?, &Selection::default()))
}

/// What is said of a project does not change, and suppressing takes nothing but what is found.
fn is_said_again(seed: u64, tree: &Tree, project: Project) {
    assert_eq!(
        all_said(tree),
        all_said(tree),
        "seed {seed}: a second look says something else"
    );
    let found = judge(&project, &Selection::default()).shown.len();
    let once = suppressed(tree).expect("it was read before");
    let left = once.remaining.shown.len();
    assert_eq!(
        once.fixed,
        found - left,
        "seed {seed}: {:?}",
        once.remaining.shown
    );
    let again = suppressed(&once.project.tree).expect("it was read before");
    assert!(
        again.fixed == 0 || left > 0,
        "seed {seed}: twice is not once: {:?}",
        again.changes
    );
}

#[test]
fn whatever_files_say_the_core_comes_to_the_same_end() {
    let source = Source::read();
    let inputs = 0..number("IRONWHEEL_INPUTS", 600);
    let tree = |seed| Tree::memory(&source.mangled(seed));
    let read = for_every(inputs.clone(), &tree, &|seed, tree, project| {
        for law in LAWS {
            law(
                seed,
                tree,
                Project::read(tree.clone()).expect("it was read before"),
            );
        }
        is_said_again(seed, tree, project);
        1
    });
    assert!(read * 2 > inputs.count(), "only {read} are projects");
}
