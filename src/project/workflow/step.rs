//! A step of a job: the action that it uses, or the commands that it runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Job;
use super::scope::{Inputs, Scope};
use crate::project::script::Command;
use crate::syntax::actions::{Value, in_one_case};
use crate::syntax::yaml::Node;
use crate::tree;

/// A step as it runs.
#[derive(Debug)]
pub struct Step<'a> {
    /// Its entry in the list of steps.
    pub node: Node<'a>,
    /// Whether its `if` lets it run; `None` where that is not known.
    pub is_run: Option<bool>,
    /// What its expressions see.
    pub scope: Scope<'a>,
    /// The action that it uses.
    pub uses: Option<Uses<'a>>,
    /// The commands of its script, each with the folder of the project in which it runs.
    pub commands: Arc<[Command]>,
    /// The command that it comes down to, if it uses maturin-action.
    pub action: Option<Command>,
    /// The `working-directory` that counts for it.
    pub(super) folder: Option<Node<'a>>,
}

/// What a step or job uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uses<'a> {
    /// The folder of an action, or the file of a workflow, in the same repository.
    pub local: Option<&'a str>,
    /// `owner/repository`, and the path in it if there is one; empty for what is local.
    pub name: &'a str,
    /// The branch, tag or commit; empty for what is local.
    pub reference: &'a str,
}

impl<'a> Uses<'a> {
    /// Reads what stands behind `uses:`; `None` for an image or what an expression makes.
    pub fn parse(text: &'a str) -> Option<Self> {
        if text.contains("${{") || text.starts_with("docker:") {
            return None;
        }
        if let Some(local) = text.strip_prefix("./").or_else(|| text.strip_prefix("$/")) {
            return Some(Self {
                local: Some(local),
                name: "",
                reference: "",
            });
        }
        let (name, reference) = text.split_once('@')?;
        Some(Self {
            local: None,
            name,
            reference,
        })
    }

    /// Whether it is this action, whoever owns the copy of it.
    pub fn is(self, action: &str) -> bool {
        let (owner, name) = (action.split_once('/'), self.name.split_once('/'));
        owner
            .zip(name)
            .is_some_and(|((_, one), (_, other))| one.eq_ignore_ascii_case(other))
    }
}

impl<'a> Step<'a> {
    /// The node of an input that it gives to its action; names of inputs have no case.
    pub fn with_node(&self, input: &str) -> Option<Node<'a>> {
        let mut inputs = self.node.get("with")?.entries();
        inputs.find(|entry| entry.key().eq_ignore_ascii_case(input))
    }

    /// An input that it gives to its action: empty if it gives none, `None` if it is not known.
    pub fn with(&self, input: &str) -> Option<String> {
        match self.with_node(input) {
            Some(node) => self.scope.text(node),
            None => Some(String::new()),
        }
    }

    /// Its script.
    pub fn script(&self) -> Option<Node<'a>> {
        self.node.get("run").filter(|node| node.as_str().is_some())
    }

    /// The folder of the workspace in which its script runs; `None` where it is not known.
    pub fn folder(&self) -> Option<String> {
        match self.folder {
            Some(node) => self.scope.text(node).map(|text| tree::join("", &text)),
            None => Some(String::new()),
        }
    }
}

impl Job<'_> {
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
pub(super) struct Checkouts {
    /// That of the repository itself.
    own: Option<Option<String>>,
    others: Vec<Option<String>>,
}

impl Checkouts {
    pub(super) fn of(steps: &[Step<'_>]) -> Self {
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

/// The inputs of a called workflow or action: what the caller gives, and else what is declared.
pub(super) fn inputs(caller: Node<'_>, declared: Option<Node<'_>>, scope: &Scope<'_>) -> Inputs {
    let declared = || declared.into_iter().flat_map(Node::entries);
    let kinds: BTreeMap<String, &str> = declared()
        .filter_map(|input| Some((in_one_case(input.key()), input.get("type")?.as_str()?)))
        .collect();
    // Without a type it is a text, as all inputs of actions are.
    let typed = |name: &str, value: Value| match (kinds.get(name), &value) {
        (Some(&"boolean"), Value::Null) => Some(Value::Bool(false)),
        (Some(&"number"), Value::Null) => Some(Value::Number(0.0)),
        (Some(&"boolean" | &"number"), _) => Some(value),
        _ => value.is_primitive().then(|| Value::Text(value.text())),
    };
    let default = |input: Node<'_>| match input.get("default") {
        Some(default) => scope.value(default),
        None => Some(Value::Null),
    };
    let defaults = declared().map(|input| (input, default(input)));
    let given = caller.get("with").into_iter().flat_map(Node::entries);
    let inputs = defaults.chain(given.map(|input| (input, scope.value(input))));
    let named = inputs.map(|(input, value)| {
        let name = in_one_case(input.key());
        let value = value.and_then(|value| typed(&name, value));
        (name, value)
    });
    named.collect()
}
