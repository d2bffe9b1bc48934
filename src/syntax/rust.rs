//! Rust sources: the modules, classes and functions that they make for Python.       [door: syn]

mod spans;
mod run;
mod comments;
mod attributes;
mod imports;
mod added;
mod macros;
mod expression;
mod types;
mod function;
mod body;
mod renaming;
mod class;
mod made;
mod declared;
mod files;
mod respelled;
mod roots;
mod taken;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenTree};
use syn::{Attribute, Item, Meta, Visibility};

use crate::syntax::SyntaxError;
pub use crate::syntax::rust::added::{Add, Added, Argument, Call, Filler, Maker, Text, Valued};
use crate::syntax::rust::attributes::{Choice, choices, expanded, is, named, unraw};
pub use crate::syntax::rust::attributes::{Gate, is_cfg};
pub use crate::syntax::rust::class::{Class, Has, Member, Methods};
pub use crate::syntax::rust::comments::comments;
pub use crate::syntax::rust::files::{Child, declared, is_plain, is_source};
pub use crate::syntax::rust::function::Callable;
pub use crate::syntax::rust::made::{Made, PyModule, What};
pub use crate::syntax::rust::respelled::respelled;
pub use crate::syntax::rust::roots::{begins, roots};
use crate::syntax::rust::spans::bytes;
pub use crate::syntax::rust::spans::forget;
pub use crate::syntax::rust::taken::{Base, Taken, Taking};
use crate::syntax::rust::taken::{may_take, taken};
pub use crate::syntax::rust::types::{GIVEN_BYTES, python_class};
use crate::text::place::Span;

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
    /// The modules at its top that stand in files of their own; `None` if it is not understood, or is compiled only under
    /// conditions.
    pub children: Option<Vec<Child>>,
    /// What it takes in.
    pub taking: Taking,
}

/// A source without any of these makes nothing for Python.
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

/// What a Rust source says about Python, and what it takes in, of crates those among `crates`.
///
/// It is parsed only where it may say any of that. Only text that is not even Rust tokens is an error: newer syntax than
/// the parser knows is none.
pub fn read(text: &str, crates: &BTreeSet<&str>) -> Result<Source, SyntaxError> {
    let mut source = Source::default();
    let makes = MARKS.iter().any(|mark| text.contains(mark));
    if !makes && text.contains(" use ") && files::is_judged(text) {
        let passed_on = imports::passed_on(text).into_iter();
        passed_on.for_each(|item| source.import(&item, &Scope::default()));
    }
    if !makes && crates.is_empty() && !may_take(text) {
        return Ok(source);
    }
    match files::parsed(text) {
        Ok(Some(file)) => {
            if makes {
                source.collect(&file.items, &Scope::default());
            }
            source.children = files::children(&file);
            source.taking = taken(&file, crates);
            Ok(source)
        }
        Ok(None) if makes => Ok(Source::unread()),
        Err(error) if makes => Err(error),
        _ => Ok(source),
    }
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
                    let class = |metas: &[Meta], options: &[Choice]| class::structure(item, metas, options);
                    self.class(&item.ident, &item.attrs, scope, class);
                }
                Item::Enum(item) => {
                    let class = |metas: &[Meta], options: &[Choice]| class::enumeration(item, metas, options);
                    self.class(&item.ident, &item.attrs, scope, class);
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
                    self.import(import, scope);
                }
                Item::Type(item) => self.own_type(&item.ident, scope),
                Item::Union(item) => self.own_type(&item.ident, scope),
                _ => {}
            }
        }
    }

    /// A type that is no class, if it can be taken for one of PyO3 or of the standard library.
    fn own_type(&mut self, ident: &Ident, scope: &Scope) {
        if types::may_be_own(&unraw(ident)) {
            self.make(ident, (unraw(ident), bytes(ident.span())), scope, What::Type);
        }
    }

    /// A struct or an enum, if it is a class.
    fn class(
        &mut self,
        ident: &Ident,
        attributes: &[Attribute],
        scope: &Scope,
        class: impl Fn(&[Meta], &[Choice]) -> Class,
    ) {
        let attributes = expanded(attributes);
        if attributes.iter().any(|meta| is(meta, "pyclass")) {
            let options = choices(&attributes, "pyclass");
            let what = What::Class(class(&attributes, &options));
            self.make(ident, named(&options, ident), &scope.of(&attributes), what);
        } else {
            self.own_type(ident, &scope.of(&attributes));
        }
    }

    /// The names that a `use` brings to where it stands.
    fn import(&mut self, import: &syn::ItemUse, scope: &Scope) {
        for (ident, target) in imports::aliases(&import.tree) {
            let name = (unraw(&ident), bytes(ident.span()));
            self.make(&ident, name, scope, What::Alias(target));
        }
        for path in imports::globs(&import.tree) {
            let star = Ident::new("__all", import.use_token.span);
            let name = ("*".to_owned(), bytes(import.use_token.span));
            self.make(&star, name, scope, What::Glob(path));
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
        let options = choices(&attributes, "pymodule");
        match self::filling(&function.sig, &function.block) {
            Some(What::Filler(filler)) if is_module => {
                self.make(ident, named(&options, ident), &inner, What::Module(filler.adds));
            }
            Some(what) => self.make(ident, named(&options, ident), &inner, what),
            None => {}
        }
        for statement in &function.block.stmts {
            if let syn::Stmt::Item(Item::Use(import)) = statement {
                self.import(import, &inner);
            }
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
        if maker == "pyfn" || attributes.iter().any(|meta| is(meta, "args")) {
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
            if let Some(what) = self::filling(&function.sig, &function.block) {
                let ident = &function.sig.ident;
                let mut inner = scope.clone();
                inner.path.push(subject.clone());
                self.make(ident, (unraw(ident), bytes(ident.span())), &inner, what);
            }
        }
    }

    fn invocation(&mut self, call: &syn::ItemMacro, scope: &Scope) {
        let tokens = &call.mac.tokens;
        let name = call.mac.path.segments.last().map(|part| part.ident.to_string());
        if name.as_deref() == Some("create_exception") {
            let split = attributes::split(tokens.clone());
            if let Some([TokenTree::Ident(ident)]) = split.get(1).map(Vec::as_slice) {
                let base = split
                    .get(2)
                    .map(|base| syn::parse2::<syn::Path>(base.iter().cloned().collect()));
                let base = base.and_then(Result::ok).map(|path| expression::parts(&path));
                let what = What::Exception(base.unwrap_or_default());
                self.make(ident, (unraw(ident), bytes(ident.span())), scope, what);
                return;
            }
        }
        let text = tokens.to_string();
        let makes = ["pymodule", "PyInit_"].iter().any(|mark| text.contains(mark));
        self.hidden |= makes || call.mac.path.is_ident("include");
        macros::identifiers(tokens.clone(), &mut self.in_macros);
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

/// What a function is for modules.
fn filling(function: &syn::Signature, block: &syn::Block) -> Option<What> {
    match added::module_parameter(function) {
        Some(module) => Some(What::Filler(body::filler(function, block, &module))),
        None if added::returns_module(function) => body::maker(function, block).map(What::Maker),
        None => None,
    }
}
