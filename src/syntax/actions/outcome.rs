//! What is known of the value of an expression.

use super::value::Value;

/// What an expression comes to, as far as it is known; in a run in which nothing fails.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// This value.
    Known(Value),
    /// A text that begins so.
    Beginning(String),
    /// Some value that counts as true, or one that does not.
    Truth(bool),
    /// `true` or `false`.
    Bool,
    /// Some value.
    Unknown,
}

impl Outcome {
    /// The value, if it is known.
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Known(value) => Some(value),
            Self::Beginning(_) | Self::Truth(_) | Self::Bool | Self::Unknown => None,
        }
    }

    /// Whether a condition holds that comes to it, if that is known.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Known(value) => Some(value.is_true()),
            Self::Beginning(text) => (!text.is_empty()).then_some(true),
            Self::Truth(truth) => Some(*truth),
            Self::Bool | Self::Unknown => None,
        }
    }

    /// A truth value, if it is known which.
    pub(super) fn bool(truth: Option<bool>) -> Self {
        truth.map_or(Self::Bool, |truth| Self::Known(Value::Bool(truth)))
    }

    /// What it is in a case in which it counts as `truth`, where it may count as either.
    pub(super) fn counting_as(self, truth: bool) -> Self {
        match self {
            Self::Bool => Self::Known(Value::Bool(truth)),
            _ => Self::Truth(truth),
        }
    }

    /// What is known if it is this or what was found before.
    pub(super) fn any(before: Option<Self>, other: Self) -> Self {
        match before {
            Some(before) => before.or(other),
            None => other,
        }
    }

    fn or(self, other: Self) -> Self {
        let is_bool = |outcome: &Self| matches!(outcome, Self::Bool | Self::Known(Value::Bool(_)));
        match (&self, &other) {
            (Self::Known(one), Self::Known(other)) if one.is_same(other) => self,
            _ if is_bool(&self) && is_bool(&other) => Self::Bool,
            _ => match (self.truth(), other.truth()) {
                (Some(one), Some(other)) if one == other => Self::Truth(one),
                _ => Self::Unknown,
            },
        }
    }
}

/// A text that is put together, as far as its parts are known.
#[derive(Debug, Default)]
pub(super) struct Filled {
    /// What is known of it.
    pub(super) text: String,
    /// Whether it has other parts.
    pub(super) is_open: bool,
}

impl Filled {
    /// The text.
    pub(super) fn outcome(self) -> Outcome {
        match (self.is_open, self.text.is_empty()) {
            (false, _) => Outcome::Known(Value::Text(self.text)),
            (true, false) => Outcome::Truth(true),
            (true, true) => Outcome::Unknown,
        }
    }
}

/// What a node comes to.
pub(super) type Evaluated = Result<Outcome, Stop>;

/// Why no node is evaluated any more.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stop {
    /// GitHub fails there too.
    Refused,
    /// It takes too much.
    Exhausted,
}
