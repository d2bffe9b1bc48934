//! What Rust classes have for Python: fields, variants and methods.                   [door: syn]

use proc_macro2::TokenTree;
use syn::{FnArg, ImplItem, ItemImpl, Meta, Type};

use crate::syntax::hint::Hint;
use crate::syntax::rust::attributes::{Choice, Gate, choices, expanded, is, named, unraw};
use crate::syntax::rust::expression::parts;
use crate::syntax::rust::function;
use crate::syntax::rust::function::Callable;
use crate::syntax::rust::macros::may_add;
use crate::syntax::rust::renaming::renamed;
use crate::syntax::rust::spans::bytes;
use crate::syntax::rust::types::{Way, hint, returned};
use crate::syntax::signature::{Kind, Parameter};
use crate::text::place::Span;

/// A class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// The name of the Rust type.
    pub ident: String,
    /// The module that it says it is in, and where that is written.
    pub module: Option<(String, Span)>,
    /// The class that it extends.
    pub extends: Option<Vec<String>>,
    /// What it has by its fields or variants.
    pub members: Vec<Member>,
    /// Whether an option or another macro may give it more than can be seen.
    pub hides: bool,
    /// Whether instances take any attribute.
    pub has_dict: bool,
    /// Whether an option makes its constructor.
    pub has_made_constructor: bool,
    /// Whether Python can make classes of it.
    pub can_be_base: bool,
    /// Whether its instances hold something.
    pub has_layout: bool,
    /// Whether its values are those of an enum without fields.
    pub is_enum: bool,
    /// Whether its instances have an order.
    pub has_order: bool,
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
    /// A property that can be read.
    Property(Hint),
    /// A property that can be written.
    Setter,
    /// A value of the class itself.
    Attribute(Hint),
    /// The class of a variant with fields.
    Variant(Class),
}

/// The methods of one `#[pymethods]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methods {
    /// The methods, getters and values.
    pub members: Vec<Member>,
    /// Whether other attributes may add more.
    pub hides: bool,
}

fn has(options: &[Choice], name: &str) -> bool {
    options.iter().any(|choice| choice.name == name)
}

impl Class {
    /// A class without members, by its attributes.
    fn of(ident: &syn::Ident, attributes: &[Meta], options: &[Choice]) -> Self {
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
            hides: may_add(attributes),
            has_dict: has(options, "dict"),
            has_made_constructor: has(options, "new"),
            can_be_base: has(options, "subclass"),
            has_layout: !has(options, "frozen"), // there is at least a flag for borrows
            has_order: has(options, "ord"),
            ..Self::default()
        }
    }

    /// Adds the constructor that an option makes of all fields.
    fn construct(&mut self, fields: &syn::Fields, option: &Choice) {
        let named = fields
            .iter()
            .filter_map(|field| Some((field.ident.as_ref()?, field)));
        let parameters: Vec<Parameter> = named
            .map(|(ident, field)| parameter(unraw(ident), bytes(ident.span()), &field.ty))
            .collect();
        if let Some((rule, span)) = option.text()
            && rule == "from_fields"
            && parameters.len() == fields.len()
        {
            self.has_made_constructor = false;
            let new = Has::New(function::constructor(parameters, &[]));
            self.have(("__new__".to_owned(), span), &[], new);
        }
    }

    fn have(&mut self, (name, span): (String, Span), attributes: &[Meta], what: Has) {
        let gate = Gate::default().of(attributes);
        self.members.push(Member {
            name,
            span,
            gate,
            what,
        });
    }
}

/// The parameter of a constructor by which a field is given.
fn parameter(name: String, span: Span, ty: &Type) -> Parameter {
    Parameter {
        name,
        kind: Kind::Either,
        default: None,
        hint: hint(ty, Way::In),
        span,
        default_span: None,
    }
}

/// The name that an option gives to a field or a variant, or else the rule for all of them gives to its own.
fn given(options: &[Choice], own: &[Choice], ident: Option<&syn::Ident>) -> Option<(String, Span)> {
    let name = own.iter().find(|choice| choice.name == "name");
    if let Some(name) = name.and_then(Choice::text) {
        return Some(name);
    }
    let ident = ident?;
    let name = match options.iter().find(|choice| choice.name == "rename_all") {
        Some(rule) => renamed(&unraw(ident), &rule.text()?.0)?,
        None => unraw(ident),
    };
    Some((name, bytes(ident.span())))
}

/// The class that a struct is.
pub(super) fn structure(item: &syn::ItemStruct, attributes: &[Meta], options: &[Choice]) -> Class {
    let mut class = Class::of(&item.ident, attributes, options);
    class.has_layout |= !item.fields.is_empty();
    for field in &item.fields {
        let attributes = expanded(&field.attrs);
        let own = choices(&attributes, "pyo3");
        let is_public = |one: &str, all: &str| has(&own, one) || has(options, all);
        let (gets, sets) = (is_public("get", "get_all"), is_public("set", "set_all"));
        if !gets && !sets {
            continue;
        }
        let Some((name, span)) = given(options, &own, field.ident.as_ref()) else {
            class.hides = true;
            continue;
        };
        let mut have = |is_so: bool, what: Has| {
            if is_so {
                class.have((name.clone(), span), &attributes, what);
            }
        };
        have(gets, Has::Property(hint(&field.ty, Way::Out)));
        have(sets, Has::Setter);
    }
    if let Some(option) = options.iter().find(|choice| choice.name == "new") {
        class.construct(&item.fields, option);
    }
    class
}

/// The class that an enum is.
pub(super) fn enumeration(item: &syn::ItemEnum, attributes: &[Meta], options: &[Choice]) -> Class {
    let mut class = Class::of(&item.ident, attributes, options);
    class.has_layout = true;
    class.is_enum = item.variants.iter().all(|variant| variant.fields.is_empty());
    for variant in &item.variants {
        let attributes = expanded(&variant.attrs);
        let own = choices(&attributes, "pyo3");
        let Some(name) = given(options, &own, Some(&variant.ident)) else {
            class.hides = true;
            continue;
        };
        let what = match class.is_enum {
            true => Has::Attribute(Hint::Rust(vec!["Self".to_owned()], Box::default())),
            false => Has::Variant(with_fields(variant, &own)),
        };
        class.have(name, &attributes, what);
    }
    class
}

/// The class that a variant with fields is.
fn with_fields(variant: &syn::Variant, options: &[Choice]) -> Class {
    let mut class = Class {
        ident: unraw(&variant.ident),
        ..Class::default()
    };
    let mut parameters = Vec::new();
    for (index, field) in variant.fields.iter().enumerate() {
        let numbered = || (format!("_{index}"), bytes(variant.ident.span()));
        let named = field.ident.as_ref();
        let (name, span) = named.map_or_else(numbered, |ident| (unraw(ident), bytes(ident.span())));
        parameters.push(parameter(name.clone(), span, &field.ty));
        let attributes = expanded(&field.attrs);
        class.hides |= attributes.iter().any(|meta| is(meta, "pyo3"));
        class.have(
            (name, span),
            &attributes,
            Has::Property(hint(&field.ty, Way::Out)),
        );
    }
    let new = Has::New(function::constructor(parameters, options));
    class.have(("__new__".to_owned(), bytes(variant.ident.span())), &[], new);
    class
}

/// What a `#[pymethods]` has.
pub(super) fn methods(item: &ItemImpl) -> Methods {
    let attributes = expanded(&item.attrs);
    let gate = Gate::default().of(&attributes);
    let mut methods = Methods {
        members: Vec::new(),
        hides: may_add(&attributes),
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
                        what: Has::Attribute(hint(&value.ty, Way::Out)),
                    });
                }
            }
            ImplItem::Macro(_) | ImplItem::Verbatim(_) => methods.hides = true,
            _ => {}
        }
    }
    methods
}

/// What a function of a `#[pymethods]` is for Python; nothing, if it is a deleter.
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
    if marked("deleter").is_some() {
        return None;
    }
    let is_renamed = options.iter().any(|choice| choice.name == "name");
    let accessed = |marker: &Meta, prefix: &str| {
        let given = match marker {
            Meta::List(list) => list.tokens.clone().into_iter().next(),
            _ => None,
        };
        let given = given.map(|token| match token {
            TokenTree::Ident(ident) => unraw(&ident),
            token => token.to_string().trim_matches('"').to_owned(),
        });
        let short = own.strip_prefix(prefix).filter(|_| !is_renamed);
        given.unwrap_or_else(|| short.unwrap_or(&own).to_owned())
    };
    if let Some(setter) = marked("setter") {
        return member(accessed(setter, "set_"), Has::Setter);
    }
    let returns = returned(&function.sig.output);
    if let Some(getter) = marked("getter") {
        return member(accessed(getter, "get_"), Has::Property(returns));
    }
    if marked("classattr").is_some() {
        return member(own, Has::Attribute(returns));
    }
    let is_class_method = marked("classmethod").is_some();
    let is_unknown = marked("args").is_some();
    let read = |skipped: usize| {
        let read = function::signature(&function.sig, skipped, &options);
        Callable {
            signature: read.signature.filter(|_| !is_unknown),
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
