//! A step of a job: the action that it uses, or the commands that it runs.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::project::ci::action::Uses;
use crate::project::ci::scope::{Inputs, Scope};
use crate::project::ci::start::Starts;
use crate::project::commands::script::{self, Command};
use crate::syntax::actions::{Value, in_one_case};
use crate::syntax::shell;
use crate::syntax::yaml::Node;
use crate::tree;

/// A step as it runs.
#[derive(Debug)]
pub struct Step<'a> {
    /// Its entry in the list of steps.
    pub node: Node<'a>,
    /// Whether its `if` lets it run; `None` where that is not known.
    pub is_run: Option<bool>,
    /// The starts under which it may run.
    pub starts: Starts,
    /// What its expressions see.
    pub scope: Scope<'a>,
    /// The action that it uses.
    pub uses: Option<Uses<'a>>,
    /// The commands of its script, each with the folder of the project in which it runs.
    pub commands: Arc<[Command]>,
    /// The command that it comes down to, if it uses maturin-action.
    pub action: Option<Command>,
    /// The `working-directory` that counts for it.
    pub(crate) folder: Option<Node<'a>>,
    /// The `shell` that counts for it.
    pub(crate) shell: Option<Node<'a>>,
    /// The inputs that have been asked for.
    pub(crate) asked: RefCell<Vec<(String, Option<String>)>>,
}

impl<'a> Step<'a> {
    /// The node of an input that it gives to its action; names of inputs have no case.
    pub fn with_node(&self, input: &str) -> Option<Node<'a>> {
        let mut inputs = self.node.get("with")?.entries();
        inputs.find(|entry| entry.key().eq_ignore_ascii_case(input))
    }

    /// An input that it gives to its action: empty if it gives none, `None` if it is not known.
    pub fn with(&self, input: &str) -> Option<String> {
        let Some(node) = self.with_node(input) else {
            return Some(String::new());
        };
        let known = |(name, _): &&(String, Option<String>)| name == input;
        if let Some((_, text)) = self.asked.borrow().iter().find(known) {
            return text.clone();
        }
        let text = self.scope.text(node);
        self.asked.borrow_mut().push((input.to_owned(), text.clone()));
        text
    }

    /// Its script.
    pub fn script(&self) -> Option<Node<'a>> {
        self.node.get("run").filter(|node| node.as_str().is_some())
    }

    /// Whether its script is none of a shell, as with `shell: python`, so that it has no commands.
    pub(crate) fn is_program(&self) -> bool {
        let shell = self.shell.and_then(Node::as_str).unwrap_or_default();
        let program = shell.split_whitespace().next().and_then(shell::name);
        self.script().is_some() && program.is_some_and(script::is_language)
    }

    /// The folder of the workspace in which its script runs; `None` where it is not known.
    pub fn folder(&self) -> Option<String> {
        match self.folder {
            Some(node) => self.scope.text(node).map(|text| tree::join("", &text)),
            None => Some(String::new()),
        }
    }
}

/// The inputs of a called workflow or action: what the caller gives, and else what is declared.
pub(crate) fn inputs(caller: Node<'_>, declared: Option<Node<'_>>, scope: &Scope<'_>) -> Inputs {
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
