//! What Rust functions add to Python modules.                                         [door: syn]

use syn::{FnArg, GenericArgument, Pat, PathArguments, ReturnType, Type};

use crate::syntax::hint::Hint;
use crate::syntax::rust::attributes::Gate;
use crate::text::place::Span;

/// One thing that is added to a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Add {
    /// What it is.
    pub what: Added,
    /// Where it is added.
    pub span: Span,
    /// Under which conditions.
    pub gate: Gate,
}

/// What is added to a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// A value under a name.
    Value(Text, Valued),
    /// The same by `setattr`, which does not list the name in `__all__`.
    Attribute(Text, Valued),
    /// The function, class, exception or module at a path.
    Item(Vec<String>),
    /// A module that is made on the spot.
    Module(Text, Vec<Add>),
    /// The module that a function makes; whether more may be added to it.
    Made(Call, bool),
    /// What a function adds.
    By(Call),
    /// Something that cannot be known.
    Unknown,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Valued {
    /// The class at this path.
    Type(Vec<String>),
    /// Something of this type.
    Of(Hint),
}

/// A text: on the spot, or by the parameter of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// The text itself.
    Literal(String),
    /// The parameter that it is given by.
    Parameter(String),
}

/// A call of the function at a path, which may be a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The path.
    pub path: Vec<String>,
    /// What it is given.
    pub arguments: Vec<Argument>,
}

/// What a function is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A text.
    Text(String),
    /// What stands at a path, or in a variable.
    Path(Vec<String>),
    /// A closure that adds this to its last parameter.
    Closure(Vec<Add>),
    /// Something else.
    Other,
}

/// A function that adds to the module that it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filler {
    /// The names of its parameters.
    pub parameters: Vec<String>,
    /// What it adds.
    pub adds: Vec<Add>,
}

/// A function that makes a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maker {
    /// The names of its parameters.
    pub parameters: Vec<String>,
    /// The name of the module.
    pub name: Text,
    /// What it adds to it.
    pub adds: Vec<Add>,
}

/// The names of the parameters of a function; empty for those that are patterns.
pub(super) fn parameters(function: &syn::Signature) -> Vec<String> {
    let typed = function.inputs.iter().map(|argument| match argument {
        FnArg::Typed(argument) => match &*argument.pat {
            Pat::Ident(pattern) => pattern.ident.to_string(),
            _ => String::new(),
        },
        FnArg::Receiver(_) => String::new(),
    });
    typed.collect()
}

/// The name of the parameter through which a function can fill a module.
pub(super) fn module_parameter(function: &syn::Signature) -> Option<String> {
    let is_one = |argument: &&FnArg| matches!(argument, FnArg::Typed(argument) if is_module(&argument.ty));
    let position = function.inputs.iter().position(|argument| is_one(&argument))?;
    parameters(function)
        .into_iter()
        .nth(position)
        .filter(|name| !name.is_empty())
}

/// Whether a function gives a module back.
pub(super) fn returns_module(function: &syn::Signature) -> bool {
    matches!(&function.output, ReturnType::Type(_, ty) if is_module(ty))
}

/// Whether a type is a `PyModule` behind whatever reference.
fn is_module(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_module(&reference.elem),
        Type::Group(group) => is_module(&group.elem),
        Type::Paren(group) => is_module(&group.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|part| {
            let within = match &part.arguments {
                PathArguments::AngleBracketed(arguments) => arguments
                    .args
                    .iter()
                    .any(|argument| matches!(argument, GenericArgument::Type(ty) if is_module(ty))),
                _ => false,
            };
            part.ident == "PyModule" || within
        }),
        _ => false,
    }
}
