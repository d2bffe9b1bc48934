//! The tree of an expression: its nodes, operators and functions.

use super::outcome::Outcome;

/// A part of an expression.
#[derive(Debug)]
pub(super) enum Node {
    /// A literal; a number that GitHub's own readers read differently is not known.
    Literal(Outcome),
    /// `*` in the place of an index.
    Wildcard,
    /// A context.
    Context(String),
    /// A value in another: `.name`, `[index]` and `.*`.
    Index(Box<[Node; 2]>),
    /// `!`.
    Not(Box<Node>),
    /// Two values compared.
    Compare(Operator, Box<[Node; 2]>),
    /// `&&` or `||`, with all that one of them joins.
    Logic(Operator, Vec<Node>),
    /// A call.
    Call(Function, Vec<Node>),
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    LessOrEqual,
    GreaterOrEqual,
    Less,
    Greater,
}

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Always,
    Cancelled,
    Case,
    Contains,
    EndsWith,
    Failure,
    Format,
    FromJson,
    HashFiles,
    Join,
    StartsWith,
    Success,
    ToJson,
}

impl Function {
    /// The function with this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "always" => Self::Always,
            "cancelled" => Self::Cancelled,
            "case" => Self::Case,
            "contains" => Self::Contains,
            "endswith" => Self::EndsWith,
            "failure" => Self::Failure,
            "format" => Self::Format,
            "fromjson" => Self::FromJson,
            "hashfiles" => Self::HashFiles,
            "join" => Self::Join,
            "startswith" => Self::StartsWith,
            "success" => Self::Success,
            "tojson" => Self::ToJson,
            _ => return None,
        })
    }

    /// Whether it may have so many arguments.
    pub(super) fn takes(self, count: usize) -> bool {
        match self {
            Self::Always | Self::Cancelled => count == 0,
            Self::Failure | Self::Success => true,
            Self::FromJson | Self::ToJson => count == 1,
            Self::Join => matches!(count, 1 | 2),
            Self::Contains | Self::EndsWith | Self::StartsWith => count == 2,
            Self::Format | Self::HashFiles => (1..=255).contains(&count),
            Self::Case => (3..=255).contains(&count) && count % 2 == 1,
        }
    }
}
