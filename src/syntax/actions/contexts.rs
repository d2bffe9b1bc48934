//! What the expressions of a workflow ask for.

use super::value::Value;

/// The names of all contexts; not every place sees each of them.
const CONTEXTS: [&str; 12] = [
    "env", "github", "inputs", "job", "jobs", "matrix", "needs", "runner", "secrets", "steps", "strategy",
    "vars",
];

/// What the contexts hold in some place of a workflow.
pub trait Contexts {
    /// Whether there is a context of this name.
    fn has(&self, name: &str) -> bool {
        CONTEXTS.iter().any(|context| context.eq_ignore_ascii_case(name))
    }

    /// What names such as `matrix`, `target` lead to; `None` where that cannot be known, or not as a whole.
    ///
    /// Names are the same in upper and lower case. Where fewer names lead to a known value, more are not asked for.
    fn value(&self, names: &[String]) -> Option<Value>;

    /// How the text begins that such names lead to, where no more is known of it.
    fn beginning(&self, names: &[String]) -> Option<String> {
        let _ = names;
        None
    }
}

/// GitHub refuses the text, or fails whenever it evaluates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;
