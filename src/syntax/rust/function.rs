//! The parameters of Rust functions that Python calls.                                [door: syn]

use proc_macro2::{Delimiter, TokenTree};
use syn::{FnArg, Lit, Pat};

use crate::syntax::hint::Hint;
use crate::syntax::rust::attributes::{Choice, are_conditional, choices, expanded, split, unraw};
use crate::syntax::rust::spans::bytes;
use crate::syntax::rust::types::{Way, hint, is_named, returned};
use crate::syntax::signature;
use crate::syntax::signature::{Default, Kind, Parameter, Signature};

/// The signature of a function after its first `skipped` parameters; `None` where it cannot be known.
pub(super) fn signature(function: &syn::Signature, skipped: usize, choices: &[Choice]) -> Callable {
    let unknown = Callable {
        signature: None,
        has_bare_option: false,
    };
    if are_conditional(choices) {
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
    let returns = match function.asyncness {
        None => returned(&function.output),
        Some(_) => returned(&function.output).awaited(),
    };
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
                    hint: Hint::Any,
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
            let taken = named.filter(|_| is_single).map(|(_, ty, _)| hint(ty, Way::In));
            parameter.hint = taken.unwrap_or_default();
        }
        Signature {
            parameters,
            returns,
            returns_span: None,
        }
    });
    let has_bare_option = explicit.is_none() && typed.iter().any(|(_, ty, _)| is_named(ty, "Option"));
    Callable {
        signature,
        has_bare_option,
    }
}

/// The constructor of a variant with fields, which has these parameters unless an option says otherwise.
pub(super) fn constructor(fields: Vec<Parameter>, choices: &[Choice]) -> Callable {
    let option = choices.iter().find(|choice| choice.name == "constructor");
    let given = match option {
        None => Some(fields.clone()),
        Some(choice) => parameters(choice),
    };
    let parameters = given.map(|mut parameters| {
        for parameter in &mut parameters {
            let field = fields.iter().find(|field| field.name == parameter.name);
            parameter.hint = field.map(|field| field.hint.clone()).unwrap_or_default();
        }
        parameters
    });
    Callable {
        signature: parameters.map(|parameters| Signature {
            parameters,
            returns: Hint::Any,
            returns_span: None,
        }),
        has_bare_option: false,
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
            hint: Hint::Any,
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
