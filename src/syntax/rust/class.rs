//! What Rust classes have for Python: fields, variants and methods.                   [door: syn]

use proc_macro2::TokenTree;
use syn::{FnArg, ImplItem, ItemImpl, Meta, Type};

use crate::syntax::rust::attributes::{Choice, Gate, choices, expanded, is, named, unraw};
use crate::syntax::rust::expression::parts;
use crate::syntax::rust::function;
use crate::syntax::rust::function::Callable;
use crate::syntax::rust::spans::bytes;
use crate::text::place::Span;

/// A class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The name of the Rust type.
    pub ident: String,
    /// The module that it says it is in, and where that is written.
    pub module: Option<(String, Span)>,
    /// The class that it extends.
    pub extends: Option<Vec<String>>,
    /// What it has by its fields or variants.
    pub members: Vec<Member>,
    /// Whether an option gives it more than can be seen.
    pub hides: bool,
    /// Whether instances take any attribute.
    pub has_dict: bool,
    /// Whether an option makes its constructor.
    pub has_made_constructor: bool,
}

/// Something that a class has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name in Python.
    pub name: String,
    /// Where the name is written.
    pub span: Span,
    /// Under which conditions it is compiled.
    pub gate: Gate,
    /// What it is.
    pub what: Has,
}

/// What a class has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Has {
    /// A method of instances.
    Method(Callable),
    /// A `staticmethod`.
    Static(Callable),
    /// A `classmethod`.
    ClassMethod(Callable),
    /// Its constructor.
    New(Callable),
    /// A property.
    Property,
    /// A value of the class itself.
    Attribute,
}

/// The methods of one `#[pymethods]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methods {
    /// The methods, getters and values.
    pub members: Vec<Member>,
    /// Whether other attributes may add more.
    pub hides: bool,
}

/// Attributes of a `#[pymethods]` that add no methods.
const HARMLESS: [&str; 12] = [
    "pymethods",
    "pyo3",
    "allow",
    "expect",
    "warn",
    "deny",
    "cfg",
    "doc",
    "rustfmt",
    "gen_stub_pymethods",
    "skip",
    "automatically_derived",
];

fn has(options: &[Choice], name: &str) -> bool {
    options.iter().any(|choice| choice.name == name)
}

impl Class {
    /// A class without members, by its attributes.
    fn of(ident: &syn::Ident, options: &[Choice]) -> Self {
        let extends = options.iter().find(|choice| choice.name == "extends");
        let extends = extends.map(|choice| {
            let path =
                syn::parse2::<syn::Path>(choice.value.iter().cloned().collect::<proc_macro2::TokenStream>());
            path.map(|path| parts(&path)).unwrap_or_default()
        });
        Self {
            ident: unraw(ident),
            module: options
                .iter()
                .find(|choice| choice.name == "module")
                .and_then(Choice::text),
            extends,
            members: Vec::new(),
            hides: false,
            has_dict: has(options, "dict"),
            has_made_constructor: has(options, "new"),
        }
    }
}

/// The class that a struct is.
pub(super) fn structure(item: &syn::ItemStruct, options: &[Choice]) -> Class {
    let mut class = Class::of(&item.ident, options);
    for field in &item.fields {
        let attributes = expanded(&field.attrs);
        let own = choices(&attributes, "pyo3");
        let is_public = ["get", "set"].iter().any(|name| has(&own, name));
        let is_public = is_public || has(options, "get_all") || has(options, "set_all");
        if !is_public {
            continue;
        }
        let renamed = own
            .iter()
            .find(|choice| choice.name == "name")
            .and_then(Choice::text);
        let is_renamed = renamed.is_none() && has(options, "rename_all");
        let own = field
            .ident
            .as_ref()
            .map(|ident| (unraw(ident), bytes(ident.span())));
        match renamed.or(own).filter(|_| !is_renamed) {
            Some((name, span)) => class.members.push(Member {
                name,
                span,
                gate: Gate::default().of(&attributes),
                what: Has::Property,
            }),
            None => class.hides = true,
        }
    }
    class
}

/// The class that an enum is.
pub(super) fn enumeration(item: &syn::ItemEnum, options: &[Choice]) -> Class {
    let mut class = Class::of(&item.ident, options);
    class.hides = has(options, "rename_all");
    for variant in &item.variants {
        let attributes = expanded(&variant.attrs);
        let (name, span) = named(&choices(&attributes, "pyo3"), &variant.ident);
        if !class.hides {
            class.members.push(Member {
                name,
                span,
                gate: Gate::default().of(&attributes),
                what: Has::Attribute,
            });
        }
    }
    class
}

/// What a `#[pymethods]` has.
pub(super) fn methods(item: &ItemImpl) -> Methods {
    let attributes = expanded(&item.attrs);
    let gate = Gate::default().of(&attributes);
    let is_harmless = |meta: &Meta| HARMLESS.iter().any(|name| is(meta, name));
    let mut methods = Methods {
        members: Vec::new(),
        hides: !attributes.iter().all(is_harmless),
    };
    for item in &item.items {
        match item {
            ImplItem::Fn(function) => {
                let attributes = expanded(&function.attrs);
                let gate = gate.of(&attributes);
                methods.members.extend(method(function, &attributes, gate));
            }
            ImplItem::Const(value) => {
                let attributes = expanded(&value.attrs);
                if attributes.iter().any(|meta| is(meta, "classattr")) {
                    let (name, span) = named(&choices(&attributes, "pyo3"), &value.ident);
                    methods.members.push(Member {
                        name,
                        span,
                        gate: gate.of(&attributes),
                        what: Has::Attribute,
                    });
                }
            }
            ImplItem::Macro(_) | ImplItem::Verbatim(_) => methods.hides = true,
            _ => {}
        }
    }
    methods
}

/// What a function of a `#[pymethods]` is for Python; nothing, if it is a setter.
fn method(function: &syn::ImplItemFn, attributes: &[Meta], gate: Gate) -> Option<Member> {
    let options = choices(attributes, "pyo3");
    let marked = |name: &str| attributes.iter().find(|meta| is(meta, name));
    let (own, span) = named(&options, &function.sig.ident);
    let member = |name: String, what: Has| {
        Some(Member {
            name,
            span,
            gate,
            what,
        })
    };
    if marked("setter").is_some() || marked("deleter").is_some() {
        return None;
    }
    if let Some(getter) = marked("getter") {
        let given = match getter {
            Meta::List(list) => list.tokens.clone().into_iter().next(),
            _ => None,
        };
        let given = given.map(|token| match token {
            TokenTree::Ident(ident) => unraw(&ident),
            token => token.to_string().trim_matches('"').to_owned(),
        });
        let is_renamed = options.iter().any(|choice| choice.name == "name");
        let plain = || {
            let short = own.strip_prefix("get_").filter(|_| !is_renamed);
            short.unwrap_or(&own).to_owned()
        };
        return member(given.unwrap_or_else(plain), Has::Property);
    }
    if marked("classattr").is_some() {
        return member(own, Has::Attribute);
    }
    let is_class_method = marked("classmethod").is_some();
    let unknown = marked("args").is_some() || marked("text_signature").is_some();
    let read = |skipped: usize| {
        let read = function::signature(&function.sig, skipped, &options);
        Callable {
            signature: read.signature.filter(|_| !unknown),
            ..read
        }
    };
    if marked("new").is_some() || (own == "__new__" && !has_receiver(function)) {
        return member("__new__".to_owned(), Has::New(read(usize::from(is_class_method))));
    }
    if is_class_method {
        return member(own, Has::ClassMethod(read(1)));
    }
    if marked("staticmethod").is_some() {
        return member(own, Has::Static(read(0)));
    }
    member(own, Has::Method(read(1)))
}

fn has_receiver(function: &syn::ImplItemFn) -> bool {
    matches!(function.sig.inputs.first(), Some(FnArg::Receiver(_)))
}

/// The name of the type that an `impl` is for.
pub(super) fn subject(item: &ItemImpl) -> Option<String> {
    match &*item.self_ty {
        Type::Path(path) => parts(&path.path).pop(),
        _ => None,
    }
}
