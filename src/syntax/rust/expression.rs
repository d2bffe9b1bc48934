//! Expressions that name a module, a function or a class.                             [door: syn]

use syn::{Expr, Lit, Type};

use crate::syntax::rust::attributes::{split, unraw};
use crate::syntax::rust::spans::bytes;
use crate::text::place::Span;

/// `PyModule::new(py, "name")`, with whatever unwraps it.
pub(super) fn new_module(expression: &Expr) -> Option<Option<String>> {
    match expression {
        Expr::Try(inner) => new_module(&inner.expr),
        Expr::Reference(inner) => new_module(&inner.expr),
        Expr::MethodCall(call) if matches!(call.method.to_string().as_str(), "unwrap" | "expect") => {
            new_module(&call.receiver)
        }
        Expr::Call(call) => {
            let Expr::Path(path) = &*call.func else {
                return None;
            };
            let parts = parts(&path.path);
            let [.., class, function] = parts.as_slice() else {
                return None;
            };
            let makes = class == "PyModule" && matches!(function.as_str(), "new" | "new_bound");
            makes.then(|| call.args.get(1).and_then(literal).map(|(name, _)| name))
        }
        _ => None,
    }
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

/// The class in `py.get_type::<Class>()`.
pub(super) fn type_of(expression: &Expr) -> Option<Vec<String>> {
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
