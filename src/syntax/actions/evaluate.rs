//! What the tree of an expression comes to, as far as it is known what its contexts hold.

use std::cmp::Ordering;
use std::rc::Rc;

use super::contexts::{Contexts, Refused};
use super::function::Functions;
use super::outcome::{Evaluated, Outcome, Stop};
use super::parse::parse;
use super::tree::{Node, Operator};
use super::value::{Value, in_one_case, is_same_name};

/// So many nodes, and bytes of texts, are looked at for the expressions of one text; then values are not known.
const MAX_WORK: usize = 1 << 18;

/// The evaluation of the expressions in one text.
pub(super) struct Evaluator<'a> {
    contexts: &'a dyn Contexts,
    /// The arrays and objects that have been asked for, by the names that lead to each, so that it is always the same one.
    asked: Vec<(Vec<String>, Value)>,
    room: usize,
}

/// What names and indexes lead to.
enum Reached {
    Outcome(Outcome),
    /// It is not known as a whole; these names lead to it.
    Open(Vec<String>),
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(contexts: &'a dyn Contexts) -> Self {
        Self {
            contexts,
            asked: Vec::new(),
            room: MAX_WORK,
        }
    }

    /// What an expression comes to; it shares the room with those before it.
    pub(super) fn evaluate(&mut self, text: &str) -> Result<Outcome, Refused> {
        let Some(node) = parse(text, self.contexts)? else {
            return Ok(Outcome::Known(Value::Null));
        };
        match self.value(&node) {
            Ok(outcome) => Ok(outcome),
            Err(Stop::Exhausted) => Ok(Outcome::Unknown),
            Err(Stop::Refused) => Err(Refused),
        }
    }

    /// The first of some values that counts as `end`, or else the last.
    fn logic(&mut self, end: bool, nodes: &[Node]) -> Evaluated {
        let Some((last, nodes)) = nodes.split_last() else {
            return Err(Stop::Refused);
        };
        let mut before: Option<Outcome> = None;
        for node in nodes {
            let value = self.perhaps(node, before.is_some())?;
            match value.truth() {
                Some(truth) if truth == end => return Ok(Outcome::any(before, value)),
                Some(_) => {}
                None => before = Some(Outcome::any(before, value.counting_as(end))),
            }
        }
        self.last(before, last)
    }

    fn reach(&mut self, node: &Node) -> Result<Reached, Stop> {
        let (base, index) = match node {
            Node::Context(name) => return self.ask(vec![name.clone()]),
            Node::Index(operands) => {
                let [base, index] = &**operands;
                (self.reach(base)?, index)
            }
            _ => return self.value(node).map(Reached::Outcome),
        };
        let is_wildcard = matches!(index, Node::Wildcard);
        Ok(Reached::Outcome(match base {
            Reached::Outcome(Outcome::Known(base)) if is_wildcard => Outcome::Known(Value::Found(all(&base))),
            Reached::Outcome(Outcome::Known(base)) if base.is_primitive() => Outcome::Known(Value::Null),
            Reached::Outcome(Outcome::Known(base)) => match self.value(index)? {
                Outcome::Known(index) => indexed(&base, &index).map_or(Outcome::Unknown, Outcome::Known),
                _ => Outcome::Unknown,
            },
            Reached::Open(mut names) if !is_wildcard => match self.value(index)? {
                Outcome::Known(Value::Text(name)) => {
                    names.push(name);
                    return self.ask(names);
                }
                _ => Outcome::Unknown,
            },
            _ => Outcome::Unknown,
        }))
    }

    fn ask(&mut self, names: Vec<String>) -> Result<Reached, Stop> {
        self.spend(names.len())?;
        let is_it = |(known, _): &&(Vec<String>, Value)| {
            known.len() == names.len()
                && known
                    .iter()
                    .zip(&names)
                    .all(|(one, other)| is_same_name(one, other))
        };
        let known = self.asked.iter().find(is_it).map(|(_, value)| value.clone());
        let is_new = known.is_none();
        let value = known.or_else(|| self.contexts.value(&names));
        Ok(match value {
            Some(value) if value.size() > self.room => return Err(Stop::Exhausted),
            Some(value) => {
                if is_new && !value.is_primitive() {
                    self.asked.push((names, value.clone()));
                }
                Reached::Outcome(Outcome::Known(value))
            }
            None => match self.contexts.beginning(&names) {
                Some(beginning) => Reached::Outcome(Outcome::Beginning(beginning)),
                None => Reached::Open(names),
            },
        })
    }
}

impl Functions for Evaluator<'_> {
    fn value(&mut self, node: &Node) -> Evaluated {
        self.spend(1)?;
        let outcome = match node {
            Node::Literal(outcome) => outcome.clone(),
            Node::Wildcard => Outcome::Unknown, // GitHub's own readers differ
            Node::Context(_) | Node::Index(_) => match self.reach(node)? {
                Reached::Outcome(outcome) => outcome,
                Reached::Open(_) => Outcome::Unknown,
            },
            Node::Not(node) => Outcome::bool(self.value(node)?.truth().map(|truth| !truth)),
            Node::Compare(operator, operands) => {
                let [one, other] = &**operands;
                let (one, other) = (self.value(one)?, self.value(other)?);
                match (one, other) {
                    (Outcome::Known(one), Outcome::Known(other)) => {
                        Outcome::bool(holds(*operator, &one, &other))
                    }
                    (Outcome::Beginning(beginning), Outcome::Known(value))
                    | (Outcome::Known(value), Outcome::Beginning(beginning))
                        if !may_begin(&value, &beginning) =>
                    {
                        Outcome::bool(match operator {
                            Operator::Equal => Some(false),
                            Operator::NotEqual => Some(true),
                            _ => None,
                        })
                    }
                    _ => Outcome::Bool,
                }
            }
            Node::Logic(operator, nodes) => self.logic(*operator == Operator::Or, nodes)?,
            Node::Call(function, arguments) => self.call(*function, arguments)?,
        };
        if let Outcome::Known(value) = &outcome {
            self.spend(value.size())?;
        }
        Ok(outcome)
    }

    fn room(&self) -> usize {
        self.room
    }

    fn spend(&mut self, amount: usize) -> Result<(), Stop> {
        self.room = self.room.checked_sub(amount).ok_or(Stop::Exhausted)?;
        Ok(())
    }
}

/// Whether a value may be the text that begins so.
fn may_begin(value: &Value, beginning: &str) -> bool {
    match value {
        Value::Text(text) => in_one_case(text).starts_with(&in_one_case(beginning)),
        _ => true,
    }
}

/// Whether two values compare so; `None` where that is not known.
fn holds(operator: Operator, one: &Value, other: &Value) -> Option<bool> {
    let ordering = one.compare(other)?;
    Some(match operator {
        Operator::Equal => ordering == Some(Ordering::Equal),
        Operator::NotEqual => ordering != Some(Ordering::Equal),
        Operator::Less => ordering == Some(Ordering::Less),
        Operator::LessOrEqual => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
        Operator::Greater => ordering == Some(Ordering::Greater),
        Operator::GreaterOrEqual => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
        Operator::And | Operator::Or => return None,
    })
}

/// All values in a value.
fn all(base: &Value) -> Rc<[Value]> {
    match base {
        Value::Found(items) => items.iter().flat_map(|item| all(item).to_vec()).collect(),
        Value::Array(items) => items.iter().cloned().collect(),
        Value::Object(entries) => entries.iter().map(|(_, value)| value.clone()).collect(),
        _ => Rc::new([]),
    }
}

/// The value at an index; `None` where that is not known.
fn indexed(base: &Value, index: &Value) -> Option<Value> {
    let Value::Found(items) = base else {
        return item(base, index).map(|found| found.unwrap_or(Value::Null));
    };
    let found: Option<Vec<Option<Value>>> = items.iter().map(|base| item(base, index)).collect();
    Some(Value::Found(found?.into_iter().flatten().collect()))
}

fn item(base: &Value, index: &Value) -> Option<Option<Value>> {
    match base {
        Value::Array(items) => {
            let position = index.number()?;
            // Below zero, and NaN, is no position.
            let position = (position >= 0.0).then_some(position as usize);
            Some(position.and_then(|position| items.get(position).cloned()))
        }
        Value::Object(entries) if index.is_primitive() => {
            let key = index.text();
            let found = entries.iter().find(|(name, _)| is_same_name(name, &key));
            Some(found.map(|(_, value)| value.clone()))
        }
        _ => Some(None),
    }
}
