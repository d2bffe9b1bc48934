//! Expressions that name a module, a function or a class.                             [door: syn]

use syn::{Expr, ExprCall, Lit, Pat, Type};

use crate::syntax::hint::Hint;
use crate::syntax::rust::added::{Text, Valued};
use crate::syntax::rust::attributes::{split, unraw};
use crate::syntax::rust::spans::bytes;
use crate::text::place::Span;

/// The call of a function by its path, with whatever unwraps it.
pub(super) fn called(expression: &Expr) -> Option<&ExprCall> {
    match expression {
        Expr::Try(inner) => called(&inner.expr),
        Expr::Reference(inner) => called(&inner.expr),
        Expr::MethodCall(call) if matches!(call.method.to_string().as_str(), "unwrap" | "expect") => {
            called(&call.receiver)
        }
        Expr::Call(call) => matches!(&*call.func, Expr::Path(_)).then_some(call),
        _ => None,
    }
}

/// `PyModule::new(py, "name")`, with whatever unwraps it; the name, if it is a literal or a variable.
pub(super) fn new_module(expression: &Expr) -> Option<Option<Text>> {
    let call = called(expression)?;
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let parts = parts(&path.path);
    let [.., class, function] = parts.as_slice() else {
        return None;
    };
    let makes = class == "PyModule" && matches!(function.as_str(), "new" | "new_bound");
    let text = |argument: &Expr| match (literal(argument), argument) {
        (Some((name, _)), _) => Some(Text::Literal(name)),
        (None, Expr::Path(path)) => Some(Text::Parameter(path.path.get_ident()?.to_string())),
        _ => None,
    };
    makes.then(|| call.args.get(1).and_then(text))
}

/// The path in `wrap_pyfunction!(path, …)` or `wrap_pymodule!(path)`, whatever is done with it.
pub(super) fn wrapped(expression: &Expr) -> Option<Vec<String>> {
    match expression {
        Expr::Try(inner) => wrapped(&inner.expr),
        Expr::Reference(inner) => wrapped(&inner.expr),
        Expr::MethodCall(call) => wrapped(&call.receiver),
        Expr::Call(call) => wrapped(&call.func),
        Expr::Macro(call) => {
            let name = call.mac.path.segments.last()?.ident.to_string();
            let is_wrapper = name.starts_with("wrap_pyfunction") || name.starts_with("wrap_pymodule");
            let first = split(call.mac.tokens.clone()).into_iter().next()?;
            let path: syn::Path = syn::parse2(first.into_iter().collect()).ok()?;
            is_wrapper.then(|| parts(&path))
        }
        _ => None,
    }
}

/// What a value is that is added to a module.
pub(super) fn valued(expression: &Expr) -> Valued {
    if let Some(path) = type_of(expression) {
        return Valued::Type(path);
    }
    let hint = match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(_) | Lit::Char(_) => Hint::class("str"),
            Lit::Int(_) => Hint::class("int"),
            Lit::Float(_) => Hint::class("float"),
            Lit::Bool(_) => Hint::class("bool"),
            _ => Hint::Any,
        },
        Expr::Macro(call)
            if ["env", "concat", "format"]
                .iter()
                .any(|name| call.mac.path.is_ident(name)) =>
        {
            Hint::class("str")
        }
        _ => Hint::Any,
    };
    Valued::Of(hint)
}

/// The class in `py.get_type::<Class>()`.
fn type_of(expression: &Expr) -> Option<Vec<String>> {
    match expression {
        Expr::MethodCall(call) if call.method.to_string().starts_with("get_type") => {
            match call.turbofish.as_ref()?.args.first()? {
                syn::GenericArgument::Type(ty) => path_of(ty),
                _ => None,
            }
        }
        Expr::Reference(inner) => type_of(&inner.expr),
        _ => None,
    }
}

/// The variable that an expression is, behind whatever reference.
pub(super) fn variable(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Path(path) => Some(path.path.get_ident()?.to_string()),
        Expr::Reference(reference) => variable(&reference.expr),
        _ => None,
    }
}

/// The variable that a pattern binds, if it binds one as a whole.
pub(super) fn pattern_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(pattern) => Some(pattern.ident.to_string()),
        Pat::Type(typed) => pattern_name(&typed.pat),
        _ => None,
    }
}

pub(super) fn literal(expression: &Expr) -> Option<(String, Span)> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some((text.value(), bytes(text.span()))),
            _ => None,
        },
        Expr::Macro(call) if call.mac.path.segments.last()?.ident == "intern" => {
            let name = split(call.mac.tokens.clone()).into_iter().nth(1)?;
            let text: syn::LitStr = syn::parse2(name.into_iter().collect()).ok()?;
            Some((text.value(), bytes(text.span())))
        }
        _ => None,
    }
}

pub(super) fn path_of(ty: &Type) -> Option<Vec<String>> {
    match ty {
        Type::Path(path) => Some(parts(&path.path)),
        _ => None,
    }
}

/// The names of a path.
pub(super) fn parts(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|part| unraw(&part.ident)).collect()
}

pub(super) fn attributes_of(expression: &Expr) -> &[syn::Attribute] {
    match expression {
        Expr::MethodCall(inner) => &inner.attrs,
        Expr::Try(inner) => &inner.attrs,
        Expr::Call(inner) => &inner.attrs,
        Expr::Block(inner) => &inner.attrs,
        Expr::If(inner) => &inner.attrs,
        Expr::Match(inner) => &inner.attrs,
        Expr::ForLoop(inner) => &inner.attrs,
        Expr::Macro(inner) => &inner.attrs,
        Expr::Unsafe(inner) => &inner.attrs,
        Expr::Let(inner) => &inner.attrs,
        _ => &[],
    }
}
