//! The laws of repairs, on drawn projects and with all rules: what is repaired stays so, and nothing else changes.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::drawn::Draw;
use crate::drawn_project::Source;
use crate::drawn_project::manifest::parse;
use ironwheel::engine::check::{Selection, run};
use ironwheel::engine::fix::{apply, repair};
use ironwheel::finding::Finding;
use ironwheel::project::Project;
use ironwheel::syntax::rust::forget;
use ironwheel::syntax::toml::Node;
use ironwheel::text::edit::{Applicability, Edit, Fix};
use ironwheel::text::place::Span;
use ironwheel::tree::Tree;

/// More for one project is a hang.
const LIMIT: Duration = Duration::from_secs(60);
/// What the core gives its own threads.
const STACK: usize = 8 << 20;

/// A law, which says how many fixes it tried.
pub type Law = fn(u64, &Tree, Project) -> usize;

/// The laws of repairs.
pub const LAWS: [Law; 3] = [
    a_repair_is_done_once,
    a_fix_silences_its_finding,
    the_order_of_fixes_is_nothing,
];

/// A number from the environment, for whoever wants to search for longer.
pub fn number(name: &str, default: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(default, |given| given.parse().expect("a number"))
}

/// Runs a law on the trees of all these seeds that are projects, on all processors; the sum of what it says.
pub fn for_every(
    seeds: Range<u64>,
    tree: &(dyn Fn(u64) -> Tree + Sync),
    law: &(dyn Fn(u64, &Tree, Project) -> usize + Sync),
) -> usize {
    let first = number("IRONWHEEL_SEED", seeds.start);
    let seeds = first..first + (seeds.end - seeds.start);
    let tried = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let at_work: Vec<Mutex<Option<(u64, Instant)>>> = (0..workers).map(|_| Mutex::default()).collect();
    std::thread::scope(|scope| {
        let mut threads = Vec::new();
        for (worker, at_work) in at_work.iter().enumerate() {
            let (tried, seeds) = (&tried, seeds.clone());
            let work = move || {
                for seed in seeds.skip(worker).step_by(workers) {
                    let _told = Seed(seed);
                    *at_work.lock().expect("nobody panics with it") = Some((seed, Instant::now()));
                    let tree = tree(seed);
                    let fixes = Project::read(tree.clone()).map_or(0, |project| law(seed, &tree, project));
                    tried.fetch_add(fixes, Ordering::Relaxed);
                    forget();
                }
                *at_work.lock().expect("nobody panics with it") = None;
            };
            let thread = std::thread::Builder::new().stack_size(STACK);
            threads.push(thread.spawn_scoped(scope, work).expect("a thread"));
        }
        while threads.iter().any(|thread| !thread.is_finished()) {
            std::thread::sleep(Duration::from_millis(50));
            let running = threads
                .iter()
                .zip(&at_work)
                .filter(|(thread, _)| !thread.is_finished());
            running.for_each(|(_, at_work)| no_hang(at_work));
        }
    });
    tried.into_inner()
}

/// Ends the tests where a project takes too long: its thread would never end.
fn no_hang(at_work: &Mutex<Option<(u64, Instant)>>) {
    let Some((seed, since)) = *at_work.lock().unwrap_or_else(PoisonError::into_inner) else {
        return;
    };
    if since.elapsed() > LIMIT {
        // What is only printed is kept until the test ends.
        let said = format!("IRONWHEEL_SEED={seed} takes more than {LIMIT:?}\n");
        let _ = std::io::stderr().write_all(said.as_bytes());
        std::process::exit(1);
    }
}

/// Says which seed a panic came from.
struct Seed(u64);

impl Drop for Seed {
    #[expect(clippy::print_stderr, reason = "whoever reads the failure needs the seed")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("IRONWHEEL_SEED={} begins with this failure", self.0);
        }
    }
}

/// Runs a law on every drawn project.
fn for_every_project(law: Law) {
    let source = Source::read();
    let seeds = 0..number("IRONWHEEL_PROJECTS", 2000);
    let tried = for_every(seeds.clone(), &|seed| Tree::memory(&source.project(seed)), &law);
    assert!(seeds.end < 2000 || tried > 1000, "only {tried} fixes");
}

fn read(tree: &Tree) -> Option<Project> {
    Project::read(tree.clone())
}

fn text(tree: &Tree, path: &str) -> Arc<str> {
    tree.read(path).and_then(Result::ok).unwrap_or_default()
}

fn fixes(findings: &[Finding], applicability: Applicability) -> Vec<&Fix> {
    let all = findings.iter().filter_map(|finding| finding.fix.as_ref());
    all.filter(|fix| fix.applicability >= applicability).collect()
}

/// Every value of a document that is no table by its path: as it is written, and the bytes of it and of the keys to it.
fn values(node: Node<'_>, path: &str, keys: &[Span], found: &mut BTreeMap<String, (String, Vec<Span>)>) {
    let entries = node
        .entries()
        .into_iter()
        .map(|entry| (format!("{path}.{}", entry.key()), entry));
    let items = node.items().into_iter().enumerate();
    let items = items.map(|(index, item)| (format!("{path}[{index}]"), item));
    for (path, node) in entries.chain(items) {
        let keys: Vec<Span> = keys.iter().copied().chain(node.key_span()).collect();
        if node.is_table() || node.is_tables() {
            values(node, &path, &keys, found);
        } else {
            let written = node.written().unwrap_or_default().replace("\r\n", "\n");
            found.insert(
                path,
                (written, keys.into_iter().chain(node.value_span()).collect()),
            );
        }
    }
}

fn all_values(text: &str) -> BTreeMap<String, (String, Vec<Span>)> {
    let mut found = BTreeMap::new();
    if let Some(toml) = parse(text) {
        values(toml.root(), "", &[], &mut found);
    }
    found
}

fn comments(text: &str) -> Vec<&str> {
    let parts = text.split("# c").skip(1);
    parts
        .filter_map(|rest| rest.split_once('.').map(|(number, _)| number))
        .collect()
}

fn shown(tree: &Tree) -> String {
    let files = tree.files("", "");
    files
        .iter()
        .map(|path| format!("--- {path}\n{}\n", text(tree, path)))
        .collect()
}

fn newlines_stay(before: &str, after: &str, what: &str) {
    let mark = |text: &str| text.starts_with('\u{feff}');
    assert_eq!(mark(before), mark(after), "byte order mark: {what}");
    let bare = |text: &str| text.replace("\r\n", "").contains('\n');
    if before.contains('\n') {
        assert!(bare(before) || !bare(after), "newlines: {what}");
        assert!(before.contains('\r') || !after.contains('\r'), "newlines: {what}");
    }
    if !before.is_empty() && !after.is_empty() {
        assert_eq!(
            before.ends_with('\n'),
            after.ends_with('\n'),
            "last newline: {what}"
        );
    }
}

#[test]
fn a_repair_is_done_once_and_a_broken_file_is_left_alone() {
    for_every_project(a_repair_is_done_once);
}

fn a_repair_is_done_once(seed: u64, tree: &Tree, project: Project) -> usize {
    let broken = project.broken.clone();
    let mut fixed = 0;
    for applicability in [Applicability::Safe, Applicability::Unsafe] {
        let project = read(tree).expect("it was read before");
        let repaired = repair(project, &Selection::all(), applicability);
        let context = || {
            format!(
                "seed {seed}\n{}=== after\n{}",
                shown(tree),
                shown(&repaired.project.tree)
            )
        };
        for change in &repaired.changes {
            let is_broken = broken.iter().any(|broken| broken.place.path == change.path);
            assert!(
                !is_broken,
                "{} does not parse and changes: {}",
                change.path,
                context()
            );
            if let (Some(before), Some(after)) = (&change.before, &change.after) {
                newlines_stay(before, after, &context());
            }
        }
        for fix in fixes(&repaired.remaining.shown, applicability) {
            let after = apply(&repaired.project.tree, &fix.edits).and_then(Project::read);
            let breaks = after.is_none_or(|after| after.broken.len() > repaired.project.broken.len());
            assert!(breaks, "`{}` is left to do: {}", fix.title, context());
        }
        let again = repair(repaired.project, &Selection::all(), applicability);
        assert!(
            again.changes.is_empty(),
            "twice is not once, seed {seed}: {:#?}",
            again.changes
        );
        fixed += repaired.fixed;
    }
    fixed
}

#[test]
fn a_fix_silences_its_finding_and_changes_nothing_else() {
    for_every_project(a_fix_silences_its_finding);
}

fn a_fix_silences_its_finding(seed: u64, tree: &Tree, project: Project) -> usize {
    let findings = run(&project, &Selection::all());
    let same = run(&project, &Selection::all());
    assert_eq!(findings, same, "seed {seed}: a second look finds something else");
    for finding in &findings {
        let Some(fix) = &finding.fix else { continue };
        let context = || format!("seed {seed}: {} `{}`\n{}", finding.rule, fix.title, shown(tree));
        let Some(after) = apply(tree, &fix.edits) else {
            panic!("no fix: {}", context())
        };
        if let Some(project) = read(&after).filter(|after| after.broken == project.broken) {
            let count = |all: &[Finding]| all.iter().filter(|other| other.rule == finding.rule).count();
            let left = count(&run(&project, &Selection::all()));
            assert!(
                left < count(&findings),
                "the rule still speaks: {}=== after\n{}",
                context(),
                shown(&after)
            );
        }
        for (path, spans) in replaced(fix) {
            let (before, after) = (text(tree, &path), text(&after, &path));
            let context = || format!("{}=== {path} after\n{after}", context());
            others_stay(&before, &after, &spans, &context);
        }
    }
    findings.iter().filter(|finding| finding.fix.is_some()).count()
}

/// The bytes that a fix replaces, and by what, for each file.
fn replaced(fix: &Fix) -> BTreeMap<Arc<str>, Vec<(Span, &str)>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for edit in &fix.edits {
        if let Edit::Replace { path, span, text } = edit {
            found
                .entry(path.clone())
                .or_default()
                .push((*span, text.as_str()));
        }
    }
    found
}

/// What no edit touches keeps its value, and comments their order.
fn others_stay(before: &str, after: &str, edits: &[(Span, &str)], context: &dyn Fn() -> String) {
    let touched = |span: &Span| {
        let meets = |edit: &Span| edit.start < span.end && span.start < edit.end;
        edits.iter().any(|(edit, _)| meets(edit))
    };
    let now = all_values(after);
    for (key, (value, spans)) in all_values(before) {
        if parse(after).is_some() && !spans.iter().any(touched) {
            let other = now.get(&key).map(|(value, _)| value);
            assert_eq!(other, Some(&value), "{key}: {}", context());
        }
    }
    let own = comments(before); // others came with a table from another file
    let mut kept = comments(after).into_iter().filter(|one| own.contains(one));
    let mut rest = own.iter();
    assert!(
        kept.all(|one| rest.any(|other| *other == one)),
        "comments: {}",
        context()
    );
    for (span, text) in edits.iter().filter(|(_, text)| !text.is_empty()) {
        let lost = comments(&before[span.start..span.end]).len() > comments(text).len();
        assert!(!lost, "a comment is lost: {}", context());
    }
}

#[test]
fn the_order_of_fixes_does_not_matter() {
    for_every_project(the_order_of_fixes_is_nothing);
}

fn the_order_of_fixes_is_nothing(seed: u64, tree: &Tree, project: Project) -> usize {
    let at_once = repair(project, &Selection::all(), Applicability::Safe)
        .project
        .tree;
    let mut draw = Draw::seeded(seed);
    let mut reached = tree.clone();
    let mut steps = Vec::new();
    while let Some((next, title)) = one_step(&reached, &mut draw) {
        reached = next;
        steps.push(title);
        assert!(
            steps.len() < 60,
            "seed {seed}: no end to the repairs: {steps:#?}\n{}",
            shown(tree)
        );
    }
    assert_eq!(
        at_once.files("", ""),
        reached.files("", ""),
        "seed {seed}: {steps:#?}\n{}",
        shown(tree)
    );
    for path in at_once.files("", "") {
        let written = |tree: &Tree| -> BTreeMap<String, Vec<char>> {
            let values = all_values(&text(tree, &path)).into_iter();
            values.map(|(key, (value, _))| (key, letters(&value))).collect()
        };
        let context = || {
            format!(
                "seed {seed}: {path} {steps:#?}\n{}=== at once\n{}",
                shown(tree),
                shown(&at_once)
            )
        };
        assert_eq!(written(&at_once), written(&reached), "{}", context());
    }
    steps.len()
}

/// A value without regard to the order in which items were added to it.
fn letters(value: &str) -> Vec<char> {
    let mut letters: Vec<char> = value
        .chars()
        .filter(|letter| !" ,\n\t".contains(*letter))
        .collect();
    letters.sort_unstable();
    letters
}

/// The tree after one of the safe fixes, whichever; `None` when none is left that can be done.
fn one_step(tree: &Tree, draw: &mut Draw) -> Option<(Tree, String)> {
    let project = read(tree)?;
    let findings = run(&project, &Selection::all());
    let mut left = fixes(&findings, Applicability::Safe);
    while !left.is_empty() {
        let fix = left.swap_remove(draw.below(left.len()));
        let next = apply(tree, &fix.edits);
        let read = next.clone().and_then(Project::read);
        if let (Some(next), Some(read)) = (next, read)
            && read.broken.len() <= project.broken.len()
        {
            return Some((next, fix.title.clone()));
        }
    }
    None
}
