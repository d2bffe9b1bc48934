//! Rust sources: the modules, classes and functions that they make for Python.       [door: syn]

mod spans;
mod run;
mod comments;
mod attributes;
mod imports;
mod expression;
mod function;
mod body;
mod class;
mod declared;
mod files;

use std::collections::BTreeSet;

use proc_macro2::{Ident, LexError, TokenStream, TokenTree};
use syn::{Item, Meta, Visibility};

pub use crate::syntax::rust::attributes::Gate;
use crate::syntax::rust::attributes::{choices, expanded, is, named, unraw};
pub use crate::syntax::rust::body::{Add, Added};
pub use crate::syntax::rust::class::{Class, Has, Member, Methods};
pub use crate::syntax::rust::comments::comments;
pub use crate::syntax::rust::files::{Child, children, is_plain};
pub use crate::syntax::rust::function::Callable;
use crate::syntax::rust::spans::bytes;
pub use crate::syntax::rust::spans::forget;
use crate::syntax::{SyntaxError, is_too_deep};
use crate::text::place::Span;

/// A module that the interpreter can import from the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PyModule {
    /// The name that it is imported by.
    pub name: String,
    /// Where the name is written.
    pub span: Span,
    /// The features of the crate without which it is not compiled.
    pub features: Vec<String>,
}

/// What a source makes for Python under a name of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The name in Rust.
    pub ident: String,
    /// The modules of the file around it.
    pub path: Vec<String>,
    /// Under which conditions it is compiled.
    pub gate: Gate,
    /// The name in Python.
    pub name: String,
    /// Where that is written.
    pub span: Span,
    /// What it is.
    pub what: What,
}

/// What a source makes for Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A function.
    Function(Callable),
    /// A class.
    Class(Class),
    /// Methods of the class with the same name in Rust.
    Methods(Methods),
    /// An exception of `create_exception!`.
    Exception,
    /// A module, and what is added to it.
    Module(Vec<Add>),
    /// A function that adds to the module that it is given.
    Filler(Vec<Add>),
    /// Another name for what stands at this path.
    Alias(Vec<String>),
}

/// What a source says about Python.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The modules that are defined, in the order of the file.
    pub found: Vec<PyModule>,
    /// Names that may be modules: passed on from another crate, inside another module, or compiled only sometimes.
    pub perhaps: Vec<String>,
    /// Whether a macro, a re-export or something that is not judged may define more modules.
    pub hidden: bool,
    /// Whether it is not judged at all.
    pub unread: bool,
    /// What is made for Python.
    pub made: Vec<Made>,
    /// Names that are given to macros, which may add to what has them.
    pub in_macros: BTreeSet<String>,
}

/// A source without any of these makes nothing for Python, and is not parsed.
pub const MARKS: [&str; 8] = [
    "pymodule",
    "PyInit_",
    "pyfunction",
    "pyclass",
    "pymethods",
    "pyfn",
    "PyModule",
    "create_exception",
];

/// What a Rust source says about Python.
///
/// Only text that is not even Rust tokens is an error: newer syntax than the parser knows is none.
pub fn read(text: &str) -> Result<Source, SyntaxError> {
    let mut source = Source::default();
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return Ok(source);
    }
    if is_too_deep(text) || text.len() > run::MAX_BYTES {
        return Ok(Source::unread());
    }
    let tokens: TokenStream = text.parse().map_err(|error: LexError| SyntaxError {
        message: "the brackets or quotes do not match".to_owned(),
        span: bytes(error.span()),
    })?;
    if run::is_too_long(&tokens) {
        return Ok(Source::unread());
    }
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => source.collect(&file.items, &Scope::default()),
        Err(_) => source = Source::unread(),
    }
    Ok(source)
}

/// Whether Rust takes `text` for a name; keywords it does not.
pub fn is_identifier(text: &str) -> bool {
    syn::parse_str::<Ident>(text).is_ok()
}

/// What holds for everything at one place of a file.
#[derive(Clone, Debug, Default)]
struct Scope {
    /// Whether it stands inside a Python module.
    inner: bool,
    /// Under which conditions it is compiled.
    gate: Gate,
    /// The modules around it.
    path: Vec<String>,
}

impl Scope {
    /// The scope of an item with these attributes.
    fn of(&self, attributes: &[Meta]) -> Self {
        Self {
            gate: self.gate.of(attributes),
            ..self.clone()
        }
    }
}

impl Source {
    /// A source that is not judged.
    fn unread() -> Self {
        Self {
            hidden: true,
            unread: true,
            ..Self::default()
        }
    }

    fn collect(&mut self, items: &[Item], scope: &Scope) {
        for item in items {
            match item {
                Item::Fn(function) => self.function(function, scope),
                Item::Mod(module) => self.module(module, scope),
                Item::Struct(item) => {
                    let attributes = expanded(&item.attrs);
                    if attributes.iter().any(|meta| is(meta, "pyclass")) {
                        let options = choices(&attributes, "pyclass");
                        let class = What::Class(class::structure(item, &options));
                        let name = named(&options, &item.ident);
                        self.make(&item.ident, name, &scope.of(&attributes), class);
                    }
                }
                Item::Enum(item) => {
                    let attributes = expanded(&item.attrs);
                    if attributes.iter().any(|meta| is(meta, "pyclass")) {
                        let options = choices(&attributes, "pyclass");
                        let class = What::Class(class::enumeration(item, &options));
                        let name = named(&options, &item.ident);
                        self.make(&item.ident, name, &scope.of(&attributes), class);
                    }
                }
                Item::Impl(item) => self.implementation(item, scope),
                Item::Macro(call) => self.invocation(call, scope),
                Item::Use(import) => {
                    if matches!(import.vis, Visibility::Public(_)) {
                        let is_own = |name: &Ident| {
                            ["crate", "self", "super"].iter().any(|own| name == own)
                                || items
                                    .iter()
                                    .any(|item| matches!(item, Item::Mod(module) if module.ident == *name))
                        };
                        self.hidden |= imports::pass_on(&import.tree, &is_own, &mut self.perhaps);
                    }
                    for (ident, target) in imports::aliases(&import.tree) {
                        let name = (unraw(&ident), bytes(ident.span()));
                        self.make(&ident, name, scope, What::Alias(target));
                    }
                }
                _ => {}
            }
        }
    }

    fn make(&mut self, ident: &Ident, (name, span): (String, Span), scope: &Scope, what: What) {
        self.made.push(Made {
            ident: unraw(ident),
            path: scope.path.clone(),
            gate: scope.gate.clone(),
            name,
            span,
            what,
        });
    }

    fn function(&mut self, function: &syn::ItemFn, scope: &Scope) {
        let ident = &function.sig.ident;
        let attributes = expanded(&function.attrs);
        let inner = scope.of(&attributes);
        if let Some(name) = ident.to_string().strip_prefix("PyInit_") {
            self.add(name.to_owned(), bytes(ident.span()), &inner);
        }
        let is_module = self.define(&attributes, ident, &inner);
        if let Some(module) = body::module_parameter(&function.sig) {
            let adds = body::adds(&function.block, &module);
            let what = if is_module { What::Module } else { What::Filler };
            let options = choices(&attributes, "pymodule");
            self.make(ident, named(&options, ident), &inner, what(adds));
        }
        if is_module {
            let functions = function
                .block
                .stmts
                .iter()
                .filter_map(|statement| match statement {
                    syn::Stmt::Item(Item::Fn(function)) => Some(function),
                    _ => None,
                });
            for function in functions {
                self.wrapped(function, "pyfn", scope);
                self.wrapped(function, "pyfunction", scope);
            }
        }
        self.wrapped(function, "pyfunction", scope);
    }

    /// A function with the attribute `maker`.
    fn wrapped(&mut self, function: &syn::ItemFn, maker: &str, scope: &Scope) {
        let attributes = expanded(&function.attrs);
        if !attributes.iter().any(|meta| is(meta, maker)) {
            return;
        }
        let options = choices(&attributes, maker);
        let skipped = usize::from(options.iter().any(|choice| choice.name == "pass_module"));
        let mut read = function::signature(&function.sig, skipped, &options);
        if maker == "pyfn"
            || attributes
                .iter()
                .any(|meta| is(meta, "args") || is(meta, "text_signature"))
        {
            read.signature = None;
        }
        let ident = &function.sig.ident;
        let (mut name, span) = named(&options, ident);
        // `#[pyfn(m, "name")]`, as it was before PyO3 0.14
        let quoted = options
            .iter()
            .find_map(|option| option.name.strip_prefix('"')?.strip_suffix('"'));
        quoted.into_iter().for_each(|quoted| name = quoted.to_owned());
        self.make(ident, (name, span), &scope.of(&attributes), What::Function(read));
    }

    fn module(&mut self, module: &syn::ItemMod, scope: &Scope) {
        let attributes = expanded(&module.attrs);
        let mut inner = scope.of(&attributes);
        let is_module = self.define(&attributes, &module.ident, &inner);
        inner.inner |= is_module;
        inner.path.push(unraw(&module.ident));
        let Some((_, items)) = &module.content else {
            return;
        };
        self.collect(items, &inner);
        if is_module {
            let options = choices(&attributes, "pymodule");
            let adds = items.iter().flat_map(declared::adds).collect();
            let name = named(&options, &module.ident);
            self.make(&module.ident, name, scope, What::Module(adds));
        }
    }

    fn implementation(&mut self, item: &syn::ItemImpl, scope: &Scope) {
        let Some(subject) = class::subject(item) else {
            return;
        };
        let span = bytes(item.impl_token.span);
        if expanded(&item.attrs).iter().any(|meta| is(meta, "pymethods")) {
            self.made.push(Made {
                ident: subject.clone(),
                path: scope.path.clone(),
                gate: scope.gate.clone(),
                name: subject,
                span,
                what: What::Methods(class::methods(item)),
            });
            return;
        }
        for function in &item.items {
            let syn::ImplItem::Fn(function) = function else {
                continue;
            };
            if let Some(module) = body::module_parameter(&function.sig) {
                let ident = &function.sig.ident;
                let mut inner = scope.clone();
                inner.path.push(subject.clone());
                let name = (unraw(ident), bytes(ident.span()));
                self.make(
                    ident,
                    name,
                    &inner,
                    What::Filler(body::adds(&function.block, &module)),
                );
            }
        }
    }

    fn invocation(&mut self, call: &syn::ItemMacro, scope: &Scope) {
        let tokens = &call.mac.tokens;
        let name = call.mac.path.segments.last().map(|part| part.ident.to_string());
        if name.as_deref() == Some("create_exception") {
            let second = attributes::split(tokens.clone()).into_iter().nth(1);
            if let Some([TokenTree::Ident(ident)]) = second.as_deref() {
                self.make(ident, (unraw(ident), bytes(ident.span())), scope, What::Exception);
                return;
            }
        }
        let text = tokens.to_string();
        let makes = ["pymodule", "PyInit_"].iter().any(|mark| text.contains(mark));
        self.hidden |= makes || call.mac.path.is_ident("include");
        identifiers(tokens.clone(), &mut self.in_macros);
    }

    /// Adds the module that an item with these attributes is, if it is one.
    fn define(&mut self, attributes: &[Meta], ident: &Ident, scope: &Scope) -> bool {
        if !attributes.iter().any(|meta| is(meta, "pymodule")) {
            return false;
        }
        let options = choices(attributes, "pymodule");
        let (name, span) = named(&options, ident);
        let mut scope = scope.clone();
        scope.inner |= options.iter().any(|option| option.name == "submodule");
        self.hidden |= attributes::are_conditional(&options); // it may have another name
        self.add(name, span, &scope);
        true
    }

    fn add(&mut self, name: String, span: Span, scope: &Scope) {
        if scope.inner || scope.gate.unsure {
            self.perhaps.push(name);
        } else {
            let features = scope.gate.features.clone();
            self.found.push(PyModule { name, span, features });
        }
    }
}

/// The names in capitals among tokens.
fn identifiers(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), found),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                if name.starts_with(char::is_uppercase) {
                    found.insert(name);
                }
            }
            _ => {}
        }
    }
}
