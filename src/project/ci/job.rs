//! A job as it runs, with one combination of its matrix, and the repositories that it checks out.

use std::rc::Rc;

use crate::project::ci::scope::Scope;
use crate::project::ci::step::Step;
use crate::project::ci::turn::Turn;
use crate::syntax::yaml::Node;
use crate::tree;

/// A job with one combination of its matrix.
#[derive(Debug)]
pub struct Job<'a> {
    /// Its entry in the workflow.
    pub node: Node<'a>,
    /// Whether its `if` lets it run; `None` where that is not known.
    pub is_run: Option<bool>,
    /// When it has its turn.
    pub turn: Rc<Turn>,
    /// The labels of the machine that it runs on; `None` where not all are known.
    pub(crate) labels: Option<Vec<String>>,
    /// What its expressions see.
    pub scope: Scope<'a>,
    /// Its steps, those of the repository's own actions in the place of the step that uses them.
    pub steps: Vec<Step<'a>>,
    /// Where it checks out repositories.
    pub(crate) checkouts: Checkouts,
}

impl Job<'_> {
    /// The label behind `runs-on`, if that is one text and known.
    pub(crate) fn label(&self) -> Option<&str> {
        self.node.get("runs-on")?.as_str()?;
        self.labels.as_deref()?.first().map(String::as_str)
    }

    /// The folder in the repository that a folder of the workspace is; `None` where the repository is not checked out
    /// there, or not known to be.
    pub fn in_repository(&self, folder: &str) -> Option<String> {
        let is_inside = |base: &str| folder == base || tree::within(folder, base);
        let Checkouts { own, others } = &self.checkouts;
        if others.iter().any(|base| base.as_deref().is_none_or(is_inside)) {
            return None;
        }
        match own {
            None => Some(folder.to_owned()),
            Some(base) => {
                let base = base.as_deref().filter(|base| is_inside(base))?;
                Some(folder[base.len()..].trim_start_matches('/').to_owned())
            }
        }
    }
}

/// The folders of the workspace into which a job checks out repositories; `None` for one that is not known.
#[derive(Debug, Default)]
pub(crate) struct Checkouts {
    /// That of the repository itself.
    own: Option<Option<String>>,
    others: Vec<Option<String>>,
}

impl Checkouts {
    pub(crate) fn of(steps: &[Step<'_>]) -> Self {
        let mut checkouts = Self::default();
        for step in steps {
            if !step.uses.is_some_and(|uses| uses.is("actions/checkout")) {
                continue;
            }
            let base = step.with("path").map(|path| tree::join("", &path));
            let repository = step.with_node("repository").and_then(Node::as_str);
            if repository.is_none_or(|text| text.trim() == "${{ github.repository }}") {
                checkouts.own.get_or_insert(base);
            } else {
                checkouts.others.push(base);
            }
        }
        checkouts
    }
}
