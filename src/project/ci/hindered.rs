//! What keeps a job that builds, tests or publishes the project from its work, whatever its files are.

use crate::project::ci::build::Build;
use crate::project::ci::events::{Event, Trace};
use crate::project::ci::expressions::{Reason, constant, refused};
use crate::project::ci::job::Job;
use crate::project::ci::matrix::{self, Misfit};
use crate::project::ci::platform::System;
use crate::project::ci::step::Step;
use crate::standards::action_inputs;
use crate::standards::action_versions::{Fault, fault};
use crate::standards::runners::replacement;
use crate::syntax::actions::Value;
use crate::syntax::yaml::splice;
use crate::syntax::yaml::{Node, Yaml};
use crate::text::edit::Edit;
use crate::text::place::Place;

/// Something that fails a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindrance {
    /// Which.
    pub kind: Kind,
    /// Where it stands.
    pub place: Place,
    /// What it is about: a label, an action, a version.
    pub what: String,
    /// What mends it, but may change more.
    pub edit: Option<Edit>,
}

/// The kinds of hindrances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No machine has the label; another label takes its place.
    NoRunner(&'static str),
    /// An action that runs on Linux alone.
    NotOnLinux,
    /// The token of the job lacks a right.
    NoRight(&'static str),
    /// A pattern that no tag matches, and there is no other.
    NoTag,
    /// A version whose last zero is lost, because YAML reads a number.
    Cut,
    /// A version of an action with which the job fails; another takes its place.
    Unusable(Fault, &'static str),
    /// What is built is not there, because nothing checks out the repository.
    NoSources,
    /// `maturin develop` where no virtual environment is active.
    NoEnvironment,
    /// A value for an input that the action does not have.
    Input(String),
    /// A secret in a variable that the upload does not read, in the place of another; whether it has nothing else.
    Unread(&'static str, bool),
    /// An expression for which GitHub refuses the workflow.
    Refused(Reason),
    /// A condition that always holds.
    Constant,
    /// A matrix that GitHub refuses.
    Matrix(Misfit),
}

/// The rights that actions need, and the input by which they are given another token.
const RIGHTS: [(&str, &[&str], &str); 5] = [
    ("softprops/action-gh-release", &["contents"], "token"),
    ("ncipollo/release-action", &["contents"], "token"),
    ("actions/attest", &["id-token", "attestations"], "github-token"),
    (
        "actions/attest-build-provenance",
        &["id-token", "attestations"],
        "github-token",
    ),
    (
        "actions/attest-sbom",
        &["id-token", "attestations"],
        "github-token",
    ),
];

/// What hinders a job that does something with what is built.
pub(crate) fn hindrances(trace: &Trace<'_, '_>, builds: &[Build]) -> Vec<Hindrance> {
    let job = trace.job;
    let works = trace.events.iter().any(|(_, event)| {
        matches!(
            event,
            Event::Build(_) | Event::Publish(_) | Event::Store(_) | Event::Fetch(_)
        )
    });
    if !works || job.is_run == Some(false) {
        return Vec::new();
    }
    let mut found: Vec<Hindrance> = runners(job);
    found.extend(sources(trace, builds));
    for step in &job.steps {
        found.extend(platform(job, step));
        found.extend(rights(job, step));
        found.extend(cut(job, step));
        found.extend(version(step));
        found.extend(inputs(step));
    }
    found.extend(trace.events.iter().filter_map(|(_, event)| unread(event)));
    found
}

/// The expressions and matrices because of which GitHub refuses a workflow, and the conditions that always hold.
pub(crate) fn refusals(file: &Yaml) -> Vec<Hindrance> {
    let refused = refused(file).into_iter().map(|refusal| Hindrance {
        kind: Kind::Refused(refusal.reason),
        place: refusal.place,
        what: refusal.what,
        edit: None,
    });
    let constant = constant(file).into_iter().map(|(node, meant)| Hindrance {
        kind: Kind::Constant,
        place: node.place(),
        edit: meant.as_deref().and_then(|meant| splice::respell(node, meant)),
        what: meant.unwrap_or_default(),
    });
    let jobs = file.get(&["jobs"]).into_iter().flat_map(Node::entries);
    let matrices = jobs
        .flat_map(matrix::refused)
        .map(|(misfit, node, what)| Hindrance {
            kind: Kind::Matrix(misfit),
            place: node.key_place(),
            what,
            edit: None,
        });
    refused.chain(constant).chain(matrices).collect()
}

/// The patterns of tags by which alone a workflow starts, if no tag matches one of them.
pub(crate) fn patterns(file: &Yaml) -> Vec<Hindrance> {
    let tags = file.get(&["on", "push", "tags"]);
    let patterns: Vec<Node<'_>> = tags.into_iter().flat_map(Node::items).collect();
    let positive = patterns.iter().filter_map(|node| node.as_str());
    let mut positive = positive.filter(|pattern| !pattern.starts_with('!')).peekable();
    if positive.peek().is_none() || !positive.all(is_expression) {
        return Vec::new();
    }
    let found = patterns.iter().filter_map(|node| {
        let pattern = node.as_str().filter(|pattern| !pattern.starts_with('!'))?;
        Some(Hindrance {
            kind: Kind::NoTag,
            place: node.place(),
            what: pattern.to_owned(),
            edit: None,
        })
    });
    found.collect()
}

/// Whether a pattern is meant as a regular expression, so that what it asks for is in no tag: `^`, or the letter behind `\`.
fn is_expression(pattern: &str) -> bool {
    let classes = ["\\d", "\\w", "\\s"];
    pattern.starts_with('^') || pattern.ends_with('$') || classes.iter().any(|class| pattern.contains(class))
}

/// The labels of machines that GitHub no longer has; those of machines of one's own may have any.
fn runners(job: &Job<'_>) -> Vec<Hindrance> {
    let Some(node) = job.node.get("runs-on") else {
        return Vec::new();
    };
    let value = || match job.scope.value(node) {
        Some(Value::Array(labels)) => labels.iter().map(Value::text).collect(),
        Some(label) => vec![label.text()],
        None => node.items().filter_map(|label| job.scope.text(label)).collect(),
    };
    let labels: Vec<String> = job.label().map_or_else(value, |label| vec![label.to_owned()]);
    if labels
        .iter()
        .any(|label| label.eq_ignore_ascii_case("self-hosted"))
    {
        return Vec::new();
    }
    let found = labels.into_iter().filter_map(|label| {
        let is_it = |node: Node<'_>| node.as_str() == Some(&label);
        let written = node
            .items()
            .find(|item| is_it(*item))
            .or_else(|| written(job, node, is_it));
        Some(Hindrance {
            kind: Kind::NoRunner(replacement(&label)?),
            place: written.unwrap_or(node).place(),
            what: label,
            edit: None,
        })
    });
    found.collect()
}

/// A build before which nothing brings the sources of the repository.
fn sources(trace: &Trace<'_, '_>, builds: &[Build]) -> Option<Hindrance> {
    let job = trace.job;
    let label = job.label()?;
    let is_fresh = ["ubuntu-", "macos-", "windows-"]
        .into_iter()
        .any(|system| label.starts_with(system));
    let first = trace
        .events
        .iter()
        .find(|(_, event)| !matches!(event, Event::Publish(_)));
    let (at, Event::Build(build)) = first.filter(|_| is_fresh)? else {
        return None;
    };
    let build = builds.get(*build).filter(|build| build.is_sure)?;
    let before = job.steps.get(..=*at)?;
    let is_checkout = |step: &Step<'_>| step.uses.is_some_and(|uses| uses.is("actions/checkout"));
    (!before.iter().any(is_checkout)).then(|| Hindrance {
        kind: Kind::NoSources,
        place: build.place.clone(),
        what: String::new(),
        edit: None,
    })
}

/// A version of an action with which the job fails.
fn version(step: &Step<'_>) -> Option<Hindrance> {
    let uses = step.uses?;
    let (fault, new) = fault(uses.name, uses.reference)?;
    let node = step.node.get("uses")?;
    Some(Hindrance {
        kind: Kind::Unusable(fault, new),
        place: node.place(),
        what: format!("{}@{}", uses.name, uses.reference),
        edit: splice::respell(node, &format!("{}@{new}", uses.name)),
    })
}

/// Values for inputs that an action does not have.
fn inputs(step: &Step<'_>) -> Vec<Hindrance> {
    let known = step
        .uses
        .and_then(|uses| Some((uses, action_inputs::inputs(uses.name)?)));
    let Some((uses, known)) = known else {
        return Vec::new();
    };
    let given = step.node.get("with").into_iter().flat_map(Node::entries);
    let unknown = given.filter(|entry| {
        let is_it = |name: &&str| name.eq_ignore_ascii_case(entry.key());
        !entry.key().is_empty() && !known.iter().any(is_it)
    });
    let found = unknown.map(|entry| Hindrance {
        kind: Kind::Input(entry.key().to_owned()),
        place: entry.key_place(),
        what: uses.name.to_owned(),
        edit: None,
    });
    found.collect()
}

/// A token in a variable that the upload does not read.
fn unread(event: &Event<'_>) -> Option<Hindrance> {
    let Event::Publish(publish) = event else {
        return None;
    };
    let unread = publish
        .unread
        .as_ref()
        .filter(|_| publish.is_public != Some(false))?;
    Some(Hindrance {
        kind: Kind::Unread(unread.instead, unread.is_needed),
        place: unread.place.clone(),
        what: unread.name.clone(),
        edit: None,
    })
}

/// An upload by an action that needs Linux.
fn platform(job: &Job<'_>, step: &Step<'_>) -> Option<Hindrance> {
    let uses = step.uses.filter(|uses| uses.is("pypa/gh-action-pypi-publish"))?;
    let is_other = matches!(job.scope.runner.system, Some(System::MacOs | System::Windows));
    is_other.then_some(Hindrance {
        kind: Kind::NotOnLinux,
        place: step.node.get("uses")?.place(),
        what: uses.name.to_owned(),
        edit: None,
    })
}

/// A right that an action or a command needs and that the job, or its workflow, surely does not give.
fn rights(job: &Job<'_>, step: &Step<'_>) -> Option<Hindrance> {
    if job.turn.is_called {
        return None;
    }
    let own = job.node.get("permissions");
    let granted = own.or_else(|| job.node.yaml().get(&["permissions"]))?;
    let (name, needed, _) = RIGHTS.iter().find(|(name, _, token)| {
        let is_own = |node: Node<'_>| {
            node.as_str()
                .is_some_and(|text| text.contains("github.token") || text.contains("GITHUB_TOKEN"))
        };
        let has_token = || step.scope.variable_node("GITHUB_TOKEN");
        step.uses.is_some_and(|uses| uses.name.eq_ignore_ascii_case(name))
            && step.with_node(token).or_else(has_token).is_none_or(is_own)
    })?;
    let lacks = |right: &&&str| match granted.as_str() {
        Some(all) => all == "read-all",
        None => granted.is_mapping() && granted.get(right).and_then(Node::as_str) != Some("write"),
    };
    let is_known = granted.entries().all(|right| right.as_str().is_some());
    let lacking = needed.iter().find(lacks).filter(|_| is_known)?;
    Some(Hindrance {
        kind: Kind::NoRight(lacking),
        place: step.node.get("uses")?.place(),
        what: (*name).to_owned(),
        edit: None,
    })
}

/// A Python that is asked for by a number: `3.10` without quotes is 3.1.
fn cut<'a>(job: &Job<'a>, step: &Step<'a>) -> Option<Hindrance> {
    step.uses
        .filter(|uses| uses.is("actions/setup-python") || uses.is("astral-sh/setup-uv"))?;
    let node = step.with_node("python-version")?;
    let version = job_value(step, node)?;
    let (major, minor) = version.split_once('.')?;
    let is_cut = major == "3" && minor.len() == 1 && minor.parse::<u64>().is_ok_and(|minor| minor < 3);
    let whole = format!("{version}0");
    let written = written(job, node, |node| node.as_plain() == Some(&whole)).filter(|_| is_cut)?;
    Some(Hindrance {
        kind: Kind::Cut,
        place: written.place(),
        what: whole,
        edit: None,
    })
}

fn job_value(step: &Step<'_>, node: Node<'_>) -> Option<String> {
    matrix::value(node)
        .map(|value| value.text())
        .or_else(|| step.scope.text(node))
}

/// Where a value is written: here, or in the matrix.
fn written<'a>(job: &Job<'a>, node: Node<'a>, is_it: impl Fn(Node<'a>) -> bool) -> Option<Node<'a>> {
    if is_it(node) {
        return Some(node);
    }
    let mut open: Vec<Node<'a>> = job
        .node
        .get("strategy")
        .and_then(|strategy| strategy.get("matrix"))
        .into_iter()
        .collect();
    while let Some(node) = open.pop() {
        if is_it(node) {
            return Some(node);
        }
        if open.len() < MAX_VALUES {
            open.extend(node.entries().chain(node.items()));
        }
    }
    None
}

/// More values than this are not looked through.
const MAX_VALUES: usize = 1000;
