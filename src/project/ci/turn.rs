//! When a job has its turn: what it waits for, under which starts it comes at all, and what its token may do.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::project::ci::scope::Scope;
use crate::project::ci::start::{Start, Starts};
use crate::syntax::yaml::{Node, Yaml};
use crate::text::place::Place;

/// Of more jobs than this it is not followed which needs which.
pub(crate) const MAX_JOBS: usize = 256;

/// The functions of a condition by which a job may run although one that it needs did not succeed.
const STUBBORN: [&str; 3] = ["always(", "cancelled(", "failure("];

/// The turn of a job in a run.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// Its name in the run: its id, behind those of the jobs that call its workflow.
    pub name: String,
    /// The jobs, by such names, that have ended before it begins; a name stands for all jobs that it calls, too.
    waits: BTreeSet<String>,
    /// Those of them that have surely succeeded when it runs.
    follows: BTreeSet<String>,
    /// The starts under which it may run.
    pub starts: Starts,
    /// The condition because of which there is none.
    pub barrier: Option<Place>,
    /// Whether its token may prove to others which workflow runs.
    pub has_identity: bool,
    /// Whether another workflow calls that of the job.
    pub is_called: bool,
}

impl Turn {
    /// That of a run, outside all jobs.
    pub(crate) fn first(starts: &[Rc<Start>]) -> Self {
        Self {
            starts: Starts::MAX >> (Starts::BITS as usize - starts.len().clamp(1, Starts::BITS as usize)),
            ..Self::default()
        }
    }

    /// Whether another job has ended before it begins.
    pub fn waits_for(&self, other: &Self) -> bool {
        covers(&self.waits, &other.name)
    }

    /// Whether another job has surely succeeded when it runs.
    pub fn follows(&self, other: &Self) -> bool {
        covers(&self.follows, &other.name)
    }
}

fn covers(names: &BTreeSet<String>, name: &str) -> bool {
    let is_in = |outer: &String| {
        name == outer
            || name
                .strip_prefix(outer.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
    };
    names.iter().any(is_in)
}

/// The turns of the jobs of a workflow.
pub(crate) struct Turns<'a, 'b> {
    file: &'a Yaml,
    /// That of the job that calls the workflow.
    outer: &'b Turn,
    starts: &'b [Rc<Start>],
    /// What all jobs of the workflow see.
    scope: &'b Scope<'a>,
    /// Whether it has too many jobs to follow which needs which.
    is_large: bool,
    /// `None` for a job that is being looked at.
    known: BTreeMap<&'a str, Option<Rc<Turn>>>,
}

impl<'a, 'b> Turns<'a, 'b> {
    pub(crate) fn new(
        file: &'a Yaml,
        outer: &'b Turn,
        starts: &'b [Rc<Start>],
        scope: &'b Scope<'a>,
    ) -> Self {
        Self {
            file,
            outer,
            starts,
            scope,
            is_large: file
                .get(&["jobs"])
                .is_some_and(|jobs| jobs.entries().count() > MAX_JOBS),
            known: BTreeMap::new(),
        }
    }

    /// The turn of a job.
    pub(crate) fn of(&mut self, job: Node<'a>) -> Rc<Turn> {
        if let Some(Some(known)) = self.known.get(job.key()) {
            return known.clone();
        }
        self.known.insert(job.key(), None);
        let needed: Vec<Rc<Turn>> = self.needed(job).into_iter().map(|job| self.of(job)).collect();
        let turn = Rc::new(self.after(job, &needed));
        self.known.insert(job.key(), Some(turn.clone()));
        turn
    }

    /// The jobs that a job needs itself, but those that need it in turn.
    fn needed(&self, job: Node<'a>) -> Vec<Node<'a>> {
        let needs = job.get("needs").filter(|_| !self.is_large);
        let ids = needs
            .into_iter()
            .flat_map(|needs| needs.items().chain(needs.as_str().map(|_| needs)));
        let jobs = ids.filter_map(|id| self.file.get(&["jobs", id.as_str()?]));
        let is_open = |job: &Node<'_>| matches!(self.known.get(job.key()), Some(None));
        jobs.filter(|job| !is_open(job)).collect()
    }

    fn after(&self, job: Node<'a>, needed: &[Rc<Turn>]) -> Turn {
        let condition = job.get("if");
        let text = condition
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_lowercase();
        let is_stubborn = STUBBORN.iter().any(|function| text.contains(function));
        let name = match self.outer.name.as_str() {
            "" => job.key().to_owned(),
            outer => format!("{outer}/{}", job.key()),
        };
        let mut turn = Turn {
            name,
            is_called: self.outer.is_called,
            has_identity: self.has_identity(job),
            ..self.outer.clone()
        };
        let scope = Scope {
            job: job.key(),
            ..self.scope.clone()
        };
        let mut barriers = needed.iter().filter_map(|needed| needed.barrier.clone());
        if !is_stubborn {
            turn.barrier = turn.barrier.or_else(|| barriers.next());
            turn.starts = needed
                .iter()
                .fold(turn.starts, |starts, needed| starts & needed.starts);
        } else {
            turn.follows = BTreeSet::new();
        }
        turn.starts = match scope.allows(job) {
            Some(false) => 0,
            _ => scope.starts(job, self.starts, turn.starts),
        };
        if turn.starts == 0 && turn.barrier.is_none() {
            turn.barrier = condition.map(Node::place);
        }
        for needed in needed {
            turn.waits
                .extend(needed.waits.iter().cloned().chain([needed.name.clone()]));
            if !is_stubborn {
                turn.follows
                    .extend(needed.follows.iter().cloned().chain([needed.name.clone()]));
            }
        }
        turn
    }

    /// What a job says of its token takes the place of what its workflow says; a call passes on no more than it has.
    fn has_identity(&self, job: Node<'a>) -> bool {
        let own = job.get("permissions").or_else(|| self.file.get(&["permissions"]));
        let grants = |node: Node<'_>| {
            node.as_str() == Some("write-all") || node.get("id-token").and_then(Node::as_str) == Some("write")
        };
        match own {
            Some(own) => grants(own) && (!self.outer.is_called || self.outer.has_identity),
            None => self.outer.is_called && self.outer.has_identity,
        }
    }
}
