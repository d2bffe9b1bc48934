//! Literals of a Python source as they are compared, and where its parts stand.       [door: ruff_python_ast]

use ruff_python_ast::{Expr, Number, UnaryOp};
use ruff_text_size::TextRange;

use crate::syntax::signature;
use crate::text::place::Span;

/// A literal as it is compared and shown.
pub(super) fn literal(expression: &Expr) -> Option<String> {
    match expression {
        Expr::NoneLiteral(_) => Some("None".to_owned()),
        Expr::BooleanLiteral(value) => Some(if value.value { "True" } else { "False" }.to_owned()),
        Expr::StringLiteral(text) => signature::string(text.value.to_str()),
        Expr::NumberLiteral(number) => match &number.value {
            Number::Int(value) => signature::number(&value.to_string()),
            Number::Float(value) => signature::number(&value.to_string()),
            Number::Complex { .. } => None,
        },
        Expr::UnaryOp(unary) if unary.op == UnaryOp::USub => {
            let number = literal(&unary.operand).filter(|text| !text.starts_with('"'))?;
            signature::number(&format!("-{number}"))
        }
        _ => None,
    }
}

/// A name with dots, as it is written.
pub(super) fn dotted(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Name(name) => Some(name.id.to_string()),
        Expr::Attribute(attribute) => Some(format!("{}.{}", dotted(&attribute.value)?, attribute.attr)),
        _ => None,
    }
}

/// The bytes of a source that a part takes.
pub(super) fn bytes(range: TextRange) -> Span {
    (range.start().to_usize()..range.end().to_usize()).into()
}
