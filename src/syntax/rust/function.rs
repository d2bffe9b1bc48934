//! The parameters of Rust functions that Python calls.                                [door: syn]

use proc_macro2::{Delimiter, TokenTree};
use syn::{FnArg, GenericArgument, Lit, Pat, PathArguments, ReturnType, Type};

use crate::syntax::rust::attributes::{Choice, are_conditional, choices, expanded, split, unraw};
use crate::syntax::rust::spans::bytes;
use crate::syntax::signature;
use crate::syntax::signature::{Default, Kind, Parameter, Signature};

/// The signature of a function after its first `skipped` parameters; `None` where it cannot be known.
pub(super) fn signature(function: &syn::Signature, skipped: usize, choices: &[Choice]) -> Callable {
    let unknown = Callable {
        signature: None,
        has_bare_option: false,
    };
    if are_conditional(choices) || choices.iter().any(|choice| choice.name == "text_signature") {
        return unknown;
    }
    let mut typed = Vec::new();
    for argument in function.inputs.iter().skip(skipped) {
        let FnArg::Typed(argument) = argument else {
            return unknown;
        };
        let Pat::Ident(pattern) = &*argument.pat else {
            return unknown;
        };
        if is_named(&argument.ty, "Python") || says(&argument.attrs, "cancel_handle") {
            continue;
        }
        if !argument.attrs.is_empty() && !says(&argument.attrs, "from_py_with") {
            return unknown;
        }
        typed.push((unraw(&pattern.ident), &*argument.ty, bytes(pattern.ident.span())));
    }
    let returns = returned(&function.output).filter(|_| function.asyncness.is_none());
    let explicit = choices.iter().find(|choice| choice.name == "signature");
    let parameters = match explicit {
        Some(choice) => parameters(choice),
        None => Some(
            typed
                .iter()
                .map(|(name, _, span)| Parameter {
                    name: name.clone(),
                    kind: Kind::Either,
                    default: None,
                    hint: None,
                    span: *span,
                    default_span: None,
                })
                .collect(),
        ),
    };
    let signature = parameters.map(|mut parameters: Vec<Parameter>| {
        for parameter in &mut parameters {
            let named = typed.iter().find(|(name, _, _)| *name == parameter.name);
            let is_single = !matches!(parameter.kind, Kind::Rest | Kind::Keywords);
            parameter.hint = named.filter(|_| is_single).and_then(|(_, ty, _)| hint(ty));
        }
        Signature { parameters, returns }
    });
    let has_bare_option = explicit.is_none() && typed.iter().any(|(_, ty, _)| is_named(ty, "Option"));
    Callable {
        signature,
        has_bare_option,
    }
}

/// How a function is called from Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callable {
    /// The signature, if it is known.
    pub signature: Option<Signature>,
    /// Whether it has an `Option` and no `signature`: before PyO3 0.25 it could then be left out.
    pub has_bare_option: bool,
}

/// Whether the attributes of a parameter have this option and no other.
fn says(attributes: &[syn::Attribute], option: &str) -> bool {
    let attributes = expanded(attributes);
    let options = choices(&attributes, "pyo3");
    attributes.len() == options.len()
        && !options.is_empty()
        && options.iter().all(|choice| choice.name == option)
}

/// The parameters of `signature = (…)`.
fn parameters(choice: &Choice) -> Option<Vec<Parameter>> {
    let Some(TokenTree::Group(group)) = choice.value.first() else {
        return None;
    };
    if group.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut kind = Kind::Either;
    for part in split(group.stream()) {
        let stars = part.iter().take_while(|token| is_punct(token, '*')).count();
        if part.len() == 1 && is_punct(&part[0], '/') {
            parameters
                .iter_mut()
                .for_each(|parameter| parameter.kind = Kind::Positional);
            continue;
        }
        if stars == 1 && part.len() == 1 {
            kind = Kind::Keyword;
            continue;
        }
        let TokenTree::Ident(ident) = part.get(stars)? else {
            return None;
        };
        let own = match stars {
            0 => kind,
            1 => Kind::Rest,
            _ => Kind::Keywords,
        };
        if own == Kind::Rest {
            kind = Kind::Keyword;
        }
        let rest = &part[stars + 1..];
        let equals = rest.iter().position(|token| is_punct(token, '='));
        if !rest.is_empty() && equals != Some(0) && !is_punct(&rest[0], ':') {
            return None;
        }
        let value = equals.map(|equals| &rest[equals + 1..]);
        parameters.push(Parameter {
            name: unraw(ident),
            kind: own,
            default: value.map(default),
            hint: None,
            span: bytes(ident.span()),
            default_span: None,
        });
    }
    Some(parameters)
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// A default as Python has it.
fn default(tokens: &[TokenTree]) -> Default {
    let literal = match tokens {
        [TokenTree::Ident(ident)] => match ident.to_string().as_str() {
            "None" => Some("None".to_owned()),
            "true" => Some("True".to_owned()),
            "false" => Some("False".to_owned()),
            _ => None,
        },
        [TokenTree::Literal(literal)] => literal_value(literal),
        [minus, TokenTree::Literal(literal)] if is_punct(minus, '-') => {
            let number = literal_value(literal).filter(|text| !text.starts_with('"'));
            number.and_then(|text| signature::number(&format!("-{text}")))
        }
        _ => None,
    };
    literal.map_or(Default::Unknown, Default::Literal)
}

fn literal_value(literal: &proc_macro2::Literal) -> Option<String> {
    match syn::parse2(TokenTree::Literal(literal.clone()).into()).ok()? {
        Lit::Str(text) => signature::string(&text.value()),
        Lit::Char(character) => signature::string(&character.value().to_string()),
        Lit::Int(number) => signature::number(number.base10_digits()),
        Lit::Float(number) => signature::number(number.base10_digits()),
        _ => None,
    }
}

/// Whether the last part of a type is `name`.
pub(super) fn is_named(ty: &Type, name: &str) -> bool {
    last(ty).is_some_and(|part| part.ident == name)
}

fn last(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Group(group) => last(&group.elem),
        Type::Paren(group) => last(&group.elem),
        _ => None,
    }
}

fn inner(part: &syn::PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &part.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The Python type that a Rust type is taken from, and given as, where that is plain.
fn hint(ty: &Type) -> Option<String> {
    if let Type::Reference(reference) = ty {
        return hint(&reference.elem).filter(|hint| hint == "str");
    }
    let part = last(ty)?;
    Some(match part.ident.to_string().as_str() {
        "bool" => "bool".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => {
            "int".to_owned()
        }
        "f32" | "f64" => "float".to_owned(),
        "str" | "String" | "char" => "str".to_owned(),
        "Option" => format!("{} | None", hint(inner(part)?)?),
        _ => return None,
    })
}

/// The Python type that a function returns, where that is plain.
fn returned(output: &ReturnType) -> Option<String> {
    let ReturnType::Type(_, ty) = output else {
        return Some("None".to_owned());
    };
    let part = last(ty);
    let fallible = part.filter(|part| matches!(part.ident.to_string().as_str(), "PyResult" | "Result"));
    let ty = match fallible {
        Some(part) => inner(part)?,
        None => ty,
    };
    match ty {
        Type::Tuple(tuple) if tuple.elems.is_empty() => Some("None".to_owned()),
        ty => hint(ty),
    }
}
