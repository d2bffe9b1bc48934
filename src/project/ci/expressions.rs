//! The expressions of a workflow for which GitHub refuses all of it.

use std::cell::RefCell;

use crate::syntax::actions::{self, Contexts, Refused, Value};
use crate::syntax::yaml::{Node, Yaml};
use crate::text::place::Place;

/// What the expressions of a place may ask for.
type Known = &'static [&'static str];

// <https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability>
const WORKFLOW: Known = &["github", "inputs", "vars"];
const WORKFLOW_ENV: Known = &["github", "secrets", "inputs", "vars"];
const JOB_IF: Known = &["github", "needs", "vars", "inputs"];
const JOB: Known = &["github", "needs", "strategy", "matrix", "vars", "inputs"];
const JOB_ENV: Known = &[
    "github", "needs", "strategy", "matrix", "vars", "secrets", "inputs",
];
const STEP_IF: Known = &[
    "github", "needs", "strategy", "matrix", "job", "runner", "env", "vars", "steps", "inputs",
];
const STEP: Known = &[
    "github", "needs", "strategy", "matrix", "job", "runner", "env", "vars", "secrets", "steps", "inputs",
];

/// The entries of a job, and of a step, that are looked at, but `if`.
const OF_JOB: [(&str, Known); 8] = [
    ("name", JOB),
    ("runs-on", JOB),
    ("concurrency", JOB),
    ("continue-on-error", JOB),
    ("timeout-minutes", JOB),
    ("with", JOB),
    ("strategy", JOB_IF),
    ("env", JOB_ENV),
];
const OF_STEP: [&str; 6] = [
    "name",
    "run",
    "with",
    "env",
    "working-directory",
    "timeout-minutes",
];

const OPENING: &str = "${{";
const CLOSING: &str = "}}";
/// More values than this are not looked through.
const MAX_VALUES: usize = 10_000;

/// Why GitHub refuses an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has a text in double quotes.
    Quotes,
    /// It asks for a context that there is not where it stands.
    Context,
    /// It cannot be read.
    Syntax,
}

/// An expression that GitHub refuses.
pub(crate) struct Refusal {
    pub reason: Reason,
    pub place: Place,
    /// The context that there is not, or the expression.
    pub what: String,
}

/// The expressions of a workflow because of which it never starts.
pub(crate) fn refused(file: &Yaml) -> Vec<Refusal> {
    let mut found = Vec::new();
    let mut texts = |node: Option<Node<'_>>, known: Known| {
        node.into_iter().for_each(|node| walk(node, known, &mut found));
    };
    texts(file.get(&["run-name"]), WORKFLOW);
    texts(file.get(&["concurrency"]), WORKFLOW);
    texts(file.get(&["env"]), WORKFLOW_ENV);
    for job in file.get(&["jobs"]).into_iter().flat_map(Node::entries) {
        OF_JOB
            .into_iter()
            .for_each(|(key, known)| texts(job.get(key), known));
        for step in job.get("steps").into_iter().flat_map(Node::items) {
            OF_STEP.into_iter().for_each(|key| texts(step.get(key), STEP));
        }
    }
    for job in file.get(&["jobs"]).into_iter().flat_map(Node::entries) {
        found.extend(condition(job, JOB_IF));
        let steps = job.get("steps").into_iter().flat_map(Node::items);
        found.extend(steps.filter_map(|step| condition(step, STEP_IF)));
    }
    found
}

/// The conditions of jobs and steps that hold whatever their templates come to, as text stands around these: any text is true.
/// With each, what was meant, if that can be read.
pub(crate) fn constant(file: &Yaml) -> Vec<(Node<'_>, Option<String>)> {
    let jobs = file.get(&["jobs"]).into_iter().flat_map(Node::entries);
    let nodes = jobs.flat_map(|job| {
        let steps = job.get("steps").into_iter().flat_map(Node::items);
        std::iter::once(job).chain(steps)
    });
    let conditions = nodes.filter_map(|node| node.get("if"));
    let found = conditions.filter_map(|node| {
        let text = node.as_str().filter(|text| actions::has_text_around(text))?;
        let meant = actions::without_templates(text);
        let is_read = actions::condition(&meant, &Anywhere).is_ok();
        Some((node, is_read.then_some(meant)))
    });
    found.collect()
}

/// The `if` of a job or step.
fn condition(node: Node<'_>, known: Known) -> Option<Refusal> {
    let node = node.get("if")?;
    let text = node.as_str()?;
    let refuse = |contexts: &dyn Contexts| actions::condition(text, contexts).err();
    judged(|| node.place(), text, known, refuse)
}

/// The templates in all texts of a value.
fn walk(node: Node<'_>, known: Known, found: &mut Vec<Refusal>) {
    let mut open = vec![node];
    let mut room = MAX_VALUES;
    while let Some(node) = open.pop().filter(|_| room > 0) {
        room -= 1;
        open.extend(node.entries().chain(node.items()));
        let text = node.as_str().unwrap_or_default();
        let mut from = 0;
        while let Some(at) = actions::opening(&text[from..]).map(|at| from + at) {
            let behind = &text[at + OPENING.len()..];
            let length = actions::length_inside(behind).map_or(behind.len(), |length| length + CLOSING.len());
            from = at + OPENING.len() + length;
            let template = &text[at..from];
            let refuse = |contexts: &dyn Contexts| actions::template(template, contexts).err();
            found.extend(judged(|| node.part(at..from), template, known, refuse));
        }
    }
}

fn judged(
    place: impl FnOnce() -> Place,
    text: &str,
    known: Known,
    refuse: impl Fn(&dyn Contexts) -> Option<Refused>,
) -> Option<Refusal> {
    let site = Site {
        known,
        lacking: RefCell::default(),
    };
    refuse(&site)?;
    let (reason, what) = match site.lacking.into_inner() {
        Some(context) => (Reason::Context, context),
        None if has_double_quotes(text) => (Reason::Quotes, text.trim().to_owned()),
        None => (Reason::Syntax, text.trim().to_owned()),
    };
    Some(Refusal {
        reason,
        place: place(),
        what,
    })
}

/// Whether a double quote stands in it that is not in a text.
fn has_double_quotes(text: &str) -> bool {
    text.split('\'').step_by(2).any(|outside| outside.contains('"'))
}

/// A place in a workflow: what its expressions may ask for, and what one has asked for in vain.
struct Site {
    known: Known,
    lacking: RefCell<Option<String>>,
}

/// All of them, and so what a name may mean elsewhere.
struct Anywhere;

impl Contexts for Anywhere {
    fn value(&self, _: &[String]) -> Option<Value> {
        None
    }
}

impl Contexts for Site {
    fn has(&self, name: &str) -> bool {
        let is_known = self.known.iter().any(|known| known.eq_ignore_ascii_case(name));
        if !is_known && Anywhere.has(name) {
            self.lacking.borrow_mut().get_or_insert(name.to_lowercase());
        }
        is_known
    }

    fn value(&self, _: &[String]) -> Option<Value> {
        None
    }
}
