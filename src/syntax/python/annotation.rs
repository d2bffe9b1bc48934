//! What annotations of a Python source mean.                                        [door: ruff_python_ast]

use ruff_python_ast::{Expr, Operator};
use ruff_text_size::Ranged;

use crate::syntax::hint::Hint;
use crate::syntax::python::literals::bytes;
use crate::text::place::Span;

/// A type, and where it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The type.
    pub hint: Hint,
    /// Where it is written.
    pub span: Option<Span>,
}

/// The type that an annotation means, if there is one.
pub(super) fn typed(annotation: Option<&Expr>) -> Typed {
    Typed {
        hint: annotation.map(hint).unwrap_or_default(),
        span: annotation.map(|annotation| bytes(annotation.range())),
    }
}

/// Modules whose names are known as they stand here without them.
const TYPING: [&str; 4] = ["typing", "typing_extensions", "t", "builtins"];

/// The type that an annotation means; what it means by strings is not known.
fn hint(annotation: &Expr) -> Hint {
    let class = |name: &str| match name {
        "Any" => Hint::Any,
        name => Hint::class(name),
    };
    match annotation {
        Expr::NoneLiteral(_) => Hint::class("None"),
        Expr::EllipsisLiteral(_) => Hint::class("..."),
        Expr::Name(name) => class(&name.id),
        Expr::Attribute(attribute) => match attribute.value.as_name_expr() {
            Some(module) if TYPING.contains(&module.id.as_str()) => class(&attribute.attr),
            _ => Hint::Any,
        },
        Expr::BinOp(union) if union.op == Operator::BitOr => {
            either(vec![hint(&union.left), hint(&union.right)])
        }
        Expr::Subscript(subscript) => {
            let inner = match &*subscript.slice {
                Expr::Tuple(parts) => parts.elts.iter().map(hint).collect(),
                part => vec![hint(part)],
            };
            match (hint(&subscript.value), inner.as_slice()) {
                (Hint::Class(name, _), [inner]) if name == "Optional" => {
                    either(vec![inner.clone(), Hint::class("None")])
                }
                (Hint::Class(name, _), _) if name == "Union" => either(inner),
                (Hint::Class(name, _), [inner, ..])
                    if matches!(name.as_str(), "Final" | "ClassVar" | "Annotated" | "ReadOnly") =>
                {
                    inner.clone()
                }
                (Hint::Class(name, _), _) => Hint::Class(name, inner),
                _ => Hint::Any,
            }
        }
        _ => Hint::Any,
    }
}

/// One of these, which may be several themselves.
fn either(parts: Vec<Hint>) -> Hint {
    let parts = parts.into_iter().flat_map(|part| match part {
        Hint::Union(parts) => parts,
        part => vec![part],
    });
    Hint::Union(parts.collect())
}
