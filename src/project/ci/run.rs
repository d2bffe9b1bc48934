//! What something starts: a workflow with all the jobs that run with it, those of workflows that it calls too.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use crate::project::ci::action::Uses;
use crate::project::ci::job::{Checkouts, Job};
use crate::project::ci::matrix::combinations;
use crate::project::ci::platform::Platform;
use crate::project::ci::scope::{Inputs, Scope};
use crate::project::ci::script::Readings;
use crate::project::ci::start::{Start, Starts};
use crate::project::ci::step::{self, Step};
use crate::project::ci::turn::{MAX_JOBS, Turn, Turns};
use crate::project::ci::workflows::Workflows;
use crate::syntax::yaml::{Node, Yaml};
use crate::tree;

/// GitHub follows calls no deeper.
const MAX_CALLS: usize = 8;
/// More steps than any repository has, in all combinations of all jobs.
const MAX_STEPS: usize = 50_000;

/// A workflow and all the jobs that run when something starts it, those of workflows that it calls too.
#[derive(Debug)]
pub struct Run<'a> {
    /// The workflow.
    pub file: &'a Yaml,
    /// The jobs, once for each combination of their matrix.
    pub jobs: Vec<Job<'a>>,
    /// Whether jobs run with it that cannot be read here: a workflow of another repository, or too many.
    pub is_open: bool,
}

impl<'a> Run<'a> {
    /// The workflow, and those that it calls.
    pub fn workflows(&self) -> Vec<&'a Yaml> {
        let mut found = vec![self.file];
        for file in self.jobs.iter().map(|job| job.node.yaml()) {
            if !found.iter().any(|known| std::ptr::eq(*known, file)) {
                found.push(file);
            }
        }
        found
    }
}

impl Workflows {
    /// Every workflow that something other than a call may start, with all that runs with it.
    pub fn runs(&self) -> Vec<Run<'_>> {
        let shared = Shared::default();
        let entries = self.entries().filter(|file| !is_only_called(file));
        entries.map(|file| Expansion::run(self, file, &shared)).collect()
    }
}

/// Whether a call is all that starts a workflow.
fn is_only_called(file: &Yaml) -> bool {
    let Some(events) = file.get(&["on"]) else {
        return true;
    };
    let items = events.items().filter_map(Node::as_str);
    let names: Vec<&str> = events
        .entries()
        .map(Node::key)
        .chain(items)
        .chain(events.as_str())
        .collect();
    names.iter().all(|name| *name == "workflow_call")
}

/// What is settled of the steps of a list by what stands around it.
#[derive(Clone, Copy)]
struct Outer {
    is_run: Option<bool>,
    starts: Starts,
    /// How many actions of the repository it stands in.
    depth: usize,
}

/// What the making of all runs has in common.
#[derive(Default)]
struct Shared {
    /// How many steps there are so far.
    steps: Cell<usize>,
    readings: Readings,
}

/// The making of a run.
struct Expansion<'a, 'b> {
    workflows: &'a Workflows,
    starts: Vec<Rc<Start>>,
    jobs: Vec<Job<'a>>,
    is_open: bool,
    shared: &'b Shared,
}

impl<'a, 'b> Expansion<'a, 'b> {
    fn run(workflows: &'a Workflows, file: &'a Yaml, shared: &'b Shared) -> Run<'a> {
        let mut expansion = Self {
            workflows,
            starts: Start::all(file).into_iter().map(Rc::new).collect(),
            jobs: Vec::new(),
            is_open: false,
            shared,
        };
        let first = Turn::first(&expansion.starts);
        expansion.workflow(file, None, Some(true), &first, 0);
        Run {
            file,
            jobs: expansion.jobs,
            is_open: expansion.is_open,
        }
    }

    fn workflow(
        &mut self,
        file: &'a Yaml,
        inputs: Option<Rc<Inputs>>,
        is_run: Option<bool>,
        outer: &Turn,
        depth: usize,
    ) {
        let (Some(root), Some(jobs)) = (file.root(), file.get(&["jobs"])) else {
            return;
        };
        self.is_open |= jobs.entries().count() > MAX_JOBS;
        let starts = self.starts.clone();
        let shared = Scope {
            inputs: inputs.clone(),
            ..Scope::default()
        };
        let mut turns = Turns::new(file, outer, &starts, &shared);
        for node in jobs.entries() {
            let turn = turns.of(node);
            for matrix in combinations(node) {
                let mut scope = Scope {
                    job: node.key(),
                    matrix: Rc::new(matrix),
                    inputs: inputs.clone(),
                    ..Scope::default()
                }
                .with_env(root)
                .with_env(node);
                let is_run = both(is_run, scope.allows(node));
                if is_run == Some(false) {
                    continue;
                }
                if let Some(called) = node.get("uses").and_then(Node::as_str) {
                    self.call(called, node, &scope, is_run, &turn, depth);
                    continue;
                }
                let labels = labels(node, &scope);
                let joined = labels.as_ref().map(|labels| labels.join(" "));
                let runner = joined.map(|labels| Platform::of_runner(&labels));
                scope.runner = Rc::new(runner.unwrap_or_default());
                self.job(file, node, scope, labels, is_run, &turn);
            }
        }
    }

    /// A job that is another workflow.
    fn call(
        &mut self,
        called: &str,
        job: Node<'a>,
        scope: &Scope<'a>,
        is_run: Option<bool>,
        turn: &Turn,
        depth: usize,
    ) {
        let uses = Uses::parse(called);
        let file = uses.and_then(|uses| self.workflows.file(uses.local?));
        match file {
            Some(file) if depth < MAX_CALLS && !scope.matrix.is_doubtful => {
                let declared = file.get(&["on", "workflow_call", "inputs"]);
                let inputs = step::inputs(job, declared, scope);
                let mut outer = turn.clone();
                outer.is_called = true;
                self.workflow(file, Some(Rc::new(inputs)), is_run, &outer, depth + 1);
            }
            _ => self.is_open = true,
        }
    }

    fn job(
        &mut self,
        file: &'a Yaml,
        node: Node<'a>,
        scope: Scope<'a>,
        labels: Option<Vec<String>>,
        is_run: Option<bool>,
        turn: &Rc<Turn>,
    ) {
        let mut steps = Vec::new();
        let defaults = [node.get("defaults"), file.get(&["defaults"])].map(|node| node?.get("run"));
        let outer = Outer {
            is_run: (!scope.matrix.is_doubtful).then_some(true),
            starts: turn.starts,
            depth: 0,
        };
        self.steps(node.get("steps"), &scope, &defaults, outer, &mut steps);
        if self.shared.steps.get() > MAX_STEPS {
            self.is_open = true;
            return;
        }
        let mut job = Job {
            node,
            is_run,
            turn: turn.clone(),
            labels,
            scope,
            checkouts: Checkouts::of(&steps),
            steps,
        };
        for at in 0..job.steps.len() {
            let readings = &self.shared.readings;
            job.steps[at].commands = readings.script(self.workflows, &job, &job.steps[at]);
            job.steps[at].action = readings.action(self.workflows, &job, &job.steps[at]);
        }
        self.jobs.push(job);
    }

    /// The steps of a list, those of the repository's own actions in the place of the step that uses them.
    ///
    /// `defaults` are what counts for scripts that do not say it themselves, the nearest first.
    fn steps(
        &mut self,
        list: Option<Node<'a>>,
        scope: &Scope<'a>,
        defaults: &[Option<Node<'a>>],
        outer: Outer,
        found: &mut Vec<Step<'a>>,
    ) {
        for node in list.into_iter().flat_map(Node::items) {
            let steps = &self.shared.steps;
            steps.set(steps.get() + 1);
            if steps.get() > MAX_STEPS {
                return;
            }
            let scope = scope.clone().with_env(node);
            let is_run = both(outer.is_run, scope.allows(node));
            if is_run == Some(false) {
                continue;
            }
            let starts = scope.starts(node, &self.starts, outer.starts);
            let uses = node.get("uses").and_then(Node::as_str).and_then(Uses::parse);
            let local = uses.and_then(|uses| uses.local);
            let setting = |name| {
                node.get("run")?;
                let settings = std::iter::once(Some(node)).chain(defaults.iter().copied());
                settings.flatten().find_map(|node| node.get(name))
            };
            let action = local.and_then(|path| {
                let names = ["action.yml", "action.yaml"];
                names
                    .iter()
                    .find_map(|name| self.workflows.file(&tree::join(path, name)))
            });
            match action.and_then(|action| Some((action, action.get(&["runs", "steps"])?))) {
                Some((action, steps)) if outer.depth < MAX_CALLS => {
                    let mut inner = scope.clone();
                    inner.inputs = Some(Rc::new(step::inputs(node, action.get(&["inputs"]), &scope)));
                    let outer = Outer {
                        is_run,
                        starts,
                        depth: outer.depth + 1,
                    };
                    self.steps(Some(steps), &inner, &[], outer, found);
                }
                _ => found.push(Step {
                    node,
                    is_run,
                    starts,
                    uses,
                    commands: Arc::default(),
                    action: None,
                    folder: setting("working-directory"),
                    shell: setting("shell"),
                    asked: RefCell::default(),
                    scope,
                }),
            }
        }
    }
}

/// Whether both conditions hold; `None` where that is not known.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// The labels of the machine that a job runs on, if all are known.
fn labels(job: Node<'_>, scope: &Scope<'_>) -> Option<Vec<String>> {
    let node = job.get("runs-on")?;
    let labels = node.get("labels").unwrap_or(node);
    let items = labels.items().chain(labels.as_str().map(|_| labels));
    items.map(|item| scope.text(item)).collect()
}
