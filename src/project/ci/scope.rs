//! What the names in a job's expressions stand for, as far as the workflow alone tells.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::project::ci::matrix::{self, Combination};
use crate::project::ci::platform::{Platform, System};
use crate::project::ci::start::{Start, Starts};
use crate::syntax::actions::{self, Contexts, Value, in_one_case};
use crate::syntax::yaml::Node;

/// The inputs of a called workflow or action, by their names in one case; `None` where a value is not known.
pub type Inputs = BTreeMap<String, Option<Value>>;

/// The contexts that a step sees.
#[derive(Clone, Debug, Default)]
pub struct Scope<'a> {
    /// The id of the job.
    pub job: &'a str,
    /// The combination of the matrix.
    pub matrix: Rc<Combination<'a>>,
    /// The platform of the runner.
    pub runner: Rc<Platform>,
    /// The inputs of what was called; `None` in what an event starts.
    pub inputs: Option<Rc<Inputs>>,
    /// What started the run; `None` where that is left open.
    pub start: Option<Rc<Start>>,
    /// The innermost `env`: of the step, the job or the workflow.
    pub(crate) env: Option<Rc<Env<'a>>>,
}

/// An `env`, whose values see only what stands outside it.
#[derive(Debug)]
pub(crate) struct Env<'a> {
    node: Node<'a>,
    outside: Scope<'a>,
    /// What has been asked for: where it is set, and its value if that is known.
    asked: RefCell<BTreeMap<String, Option<Variable<'a>>>>,
}

type Variable<'a> = (Node<'a>, Option<String>);

impl<'a> Env<'a> {
    fn variable(&self, name: &str) -> Option<Variable<'a>> {
        if let Some(asked) = self.asked.borrow().get(name) {
            return asked.clone();
        }
        let own = self.node.get(name);
        let found = match own {
            Some(node) => Some((node, self.outside.text(node))),
            None => self.outside.set(name),
        };
        self.asked.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }
}

impl<'a> Scope<'a> {
    /// The scope in which the `env` of a workflow, job or step counts too.
    #[must_use]
    pub fn with_env(self, node: Node<'a>) -> Self {
        let Some(node) = node.get("env") else {
            return self;
        };
        let env = Env {
            node,
            outside: self.clone(),
            asked: RefCell::default(),
        };
        Self {
            env: Some(Rc::new(env)),
            ..self
        }
    }

    /// The text with every template filled in that is known.
    pub fn fill(&self, text: &str) -> String {
        actions::fill(text, self)
    }

    /// The text of a scalar, if all of it is known.
    pub fn text(&self, node: Node<'_>) -> Option<String> {
        let value = self.value(node).filter(Value::is_primitive);
        value.map(|value| value.text())
    }

    /// The value of a scalar, if all of it is known.
    pub fn value(&self, node: Node<'_>) -> Option<Value> {
        let text = node.as_str()?;
        matrix::value(node).or_else(|| actions::template(text, self).ok()?.value())
    }

    /// Whether the `if` of a job or step lets it run, where nothing fails.
    pub fn allows(&self, node: Node<'_>) -> Option<bool> {
        match node.get("if") {
            Some(condition) => actions::condition(condition.as_str()?, self).ok()?.truth(),
            None => Some(true),
        }
    }

    /// Those of some starts under which the `if` of a job or step may let it run; `all` is the list that they are of.
    pub fn starts(&self, node: Node<'_>, all: &[Rc<Start>], given: Starts) -> Starts {
        let condition = node.get("if").and_then(Node::as_str).unwrap_or_default();
        if !condition.to_lowercase().contains("github") {
            return given;
        }
        let may_run = |start: &Rc<Start>| {
            let start = Some(start.clone());
            Self {
                start,
                ..self.clone()
            }
            .allows(node)
                != Some(false)
        };
        let ways = all.iter().enumerate();
        let ways = ways.filter(|(at, start)| given & (1 << at) != 0 && may_run(start));
        ways.fold(0, |found, (at, _)| found | 1 << at)
    }

    /// The value of an environment variable; `None` where it is not set here, or not known.
    pub fn variable(&self, name: &str) -> Option<String> {
        self.set(name)?.1
    }

    /// Where an environment variable is set.
    pub fn variable_node(&self, name: &str) -> Option<Node<'a>> {
        let mut envs = std::iter::successors(self.env.as_ref(), |env| env.outside.env.as_ref());
        envs.find_map(|env| env.node.get(name))
    }

    /// What started the run, where a name asks for that.
    fn started(&self, context: &str) -> Option<&Start> {
        self.start
            .as_deref()
            .filter(|_| context.eq_ignore_ascii_case("github"))
    }

    fn set(&self, name: &str) -> Option<Variable<'a>> {
        self.env.as_ref()?.variable(name)
    }

    /// Whether a variable is set whose name begins so.
    pub fn has_variables(&self, prefix: &str) -> bool {
        let mut envs = std::iter::successors(self.env.as_ref(), |env| env.outside.env.as_ref());
        envs.any(|env| env.node.entries().any(|entry| entry.key().starts_with(prefix)))
    }

    /// What a script sees in place of `${{ … }}` or of `$NAME`.
    pub fn in_script(&self, name: &str) -> Option<String> {
        match name.strip_prefix('$') {
            Some(variable) => self.variable(variable),
            None => actions::inside(name, self)
                .ok()?
                .value()
                .map(|value| value.text()),
        }
    }
}

impl Contexts for Scope<'_> {
    fn value(&self, names: &[String]) -> Option<Value> {
        let (first, rest) = names.split_first()?;
        if first.eq_ignore_ascii_case("matrix") {
            return self.matrix.value(rest);
        }
        if let Some(value) = self.started(first).and_then(|start| start.value(rest)) {
            return Some(value);
        }
        let [name] = rest else { return None };
        match (first.to_lowercase().as_str(), name.as_str()) {
            ("env", name) => self.variable(name).map(Value::Text),
            ("inputs", name) => match self.inputs.as_ref()?.get(&in_one_case(name)) {
                Some(value) => value.clone(),
                None => Some(Value::Null),
            },
            ("github", "job") => Some(Value::Text(self.job.to_owned())),
            ("github", "workspace") => Some(Value::Text(String::new())), // paths count from there
            ("runner", "os") => self.runner.system.map(|system| {
                Value::Text(match system {
                    System::MacOs => "macOS".to_owned(),
                    System::Windows => "Windows".to_owned(),
                    System::Manylinux | System::Musllinux | System::Emscripten | System::Other => {
                        "Linux".to_owned()
                    }
                })
            }),
            ("runner", "arch") => match self.runner.arch.as_deref()? {
                "x86_64" => Some(Value::Text("X64".to_owned())),
                "aarch64" => Some(Value::Text("ARM64".to_owned())),
                _ => None,
            },
            _ => None,
        }
    }

    fn beginning(&self, names: &[String]) -> Option<String> {
        let (first, rest) = names.split_first()?;
        self.started(first)?.beginning(rest)
    }
}
