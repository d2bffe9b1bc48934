//! Rust sources: the modules that they make for Python.                              [door: syn]

mod run;

use proc_macro2::{Ident, LexError, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, Token, UseTree, Visibility};

use super::{SyntaxError, is_too_deep};
use crate::place::Span;

/// Larger sources are generated; their tokens would take 200 times as much memory.
const MAX_BYTES: usize = 1 << 20;

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

/// What a source says about Python modules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Modules {
    /// The modules that are defined, in the order of the file.
    pub found: Vec<PyModule>,
    /// Names that may be modules: passed on from another crate, inside another module, or compiled only sometimes.
    pub perhaps: Vec<String>,
    /// Whether a macro, a re-export or something that is not judged may define more.
    pub hidden: bool,
}

/// The Python modules that a Rust source defines.
///
/// Only text that is not even Rust tokens is an error: newer syntax than the parser knows is none.
pub fn modules(text: &str) -> Result<Modules, SyntaxError> {
    let mut modules = Modules::default();
    if !text.contains("pymodule") && !text.contains("PyInit_") {
        return Ok(modules);
    }
    if is_too_deep(text) || text.len() > MAX_BYTES {
        modules.hidden = true;
        return Ok(modules);
    }
    let tokens: proc_macro2::TokenStream = text.parse().map_err(|error: LexError| SyntaxError {
        message: "the brackets or quotes do not match".to_owned(),
        span: bytes(error.span()),
    })?;
    if run::is_too_long(&tokens) {
        modules.hidden = true;
        return Ok(modules);
    }
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => modules.collect(&file.items, &Scope::default()),
        Err(_) => modules.hidden = true,
    }
    Ok(modules)
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
    /// Whether it is compiled only under conditions that cannot be judged.
    unsure: bool,
    /// The features without which it is not compiled.
    features: Vec<String>,
}

impl Scope {
    /// The scope of an item with these attributes.
    fn of(&self, attributes: &[Meta]) -> Self {
        let mut scope = self.clone();
        for condition in attributes.iter().filter(|meta| meta.path().is_ident("cfg")) {
            arguments(condition)
                .iter()
                .for_each(|condition| scope.require(condition));
        }
        scope
    }

    fn require(&mut self, condition: &Meta) {
        match (condition, text(condition)) {
            (Meta::NameValue(pair), Some((name, _))) if pair.path.is_ident("feature") => {
                self.features.push(name)
            }
            (Meta::List(list), _) if list.path.is_ident("all") => {
                arguments(condition)
                    .iter()
                    .for_each(|condition| self.require(condition));
            }
            _ => self.unsure = true,
        }
    }
}

impl Modules {
    fn collect(&mut self, items: &[Item], scope: &Scope) {
        for item in items {
            match item {
                Item::Fn(function) => {
                    let ident = &function.sig.ident;
                    let attributes = expanded(&function.attrs);
                    let scope = scope.of(&attributes);
                    if let Some(name) = ident.to_string().strip_prefix("PyInit_") {
                        self.add(name.to_owned(), bytes(ident.span()), &scope);
                    }
                    self.define(&attributes, ident, &scope);
                }
                Item::Mod(module) => {
                    let attributes = expanded(&module.attrs);
                    let mut scope = scope.of(&attributes);
                    scope.inner |= self.define(&attributes, &module.ident, &scope);
                    if let Some((_, items)) = &module.content {
                        self.collect(items, &scope);
                    }
                }
                Item::Macro(call) => {
                    let tokens = call.mac.tokens.to_string();
                    let made = ["pymodule", "PyInit_"].iter().any(|mark| tokens.contains(mark));
                    self.hidden |= made || call.mac.path.is_ident("include");
                }
                Item::Use(import) if matches!(import.vis, Visibility::Public(_)) => {
                    let is_own = |name: &Ident| {
                        ["crate", "self", "super"].iter().any(|own| name == own)
                            || items
                                .iter()
                                .any(|item| matches!(item, Item::Mod(module) if module.ident == *name))
                    };
                    self.pass_on(&import.tree, &is_own);
                }
                _ => {}
            }
        }
    }

    /// What a `pub use` passes on; what stands in the crate itself is seen where it stands.
    fn pass_on(&mut self, tree: &UseTree, is_own: &dyn Fn(&Ident) -> bool) {
        match tree {
            UseTree::Path(path) if is_own(&path.ident) => {}
            UseTree::Path(path) => self.pass_on(&path.tree, is_own),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.pass_on(tree, is_own)),
            UseTree::Name(name) => self.perhaps.push(name.ident.to_string()),
            UseTree::Rename(name) => self.perhaps.push(name.rename.to_string()),
            UseTree::Glob(_) => self.hidden = true,
        }
    }

    /// Adds the module that an item with these attributes is, if it is one.
    fn define(&mut self, attributes: &[Meta], ident: &Ident, scope: &Scope) -> bool {
        let is = |meta: &Meta, name: &str| meta.path().segments.last().is_some_and(|part| part.ident == name);
        if !attributes.iter().any(|meta| is(meta, "pymodule")) {
            return false;
        }
        let options = attributes
            .iter()
            .filter(|meta| is(meta, "pymodule") || is(meta, "pyo3"));
        let options: Vec<Meta> = options.flat_map(arguments).collect();
        let raw = ident.to_string();
        let own = || {
            (
                raw.strip_prefix("r#").unwrap_or(&raw).to_owned(),
                bytes(ident.span()),
            )
        };
        let renamed = options.iter().find(|option| option.path().is_ident("name"));
        let (name, span) = renamed.and_then(text).unwrap_or_else(own);
        let mut scope = scope.clone();
        scope.inner |= options.iter().any(|option| option.path().is_ident("submodule"));
        self.add(name, span, &scope);
        true
    }

    fn add(&mut self, name: String, span: Span, scope: &Scope) {
        if scope.inner || scope.unsure {
            self.perhaps.push(name);
        } else {
            let features = scope.features.clone();
            self.found.push(PyModule { name, span, features });
        }
    }
}

/// The attributes with those that `cfg_attr` adds; what such a module needs is then one more `cfg`.
fn expanded(attributes: &[Attribute]) -> Vec<Meta> {
    let mut all = Vec::new();
    for attribute in attributes {
        if !attribute.path().is_ident("cfg_attr") {
            all.push(attribute.meta.clone());
            continue;
        }
        let added = arguments(&attribute.meta);
        let Some((condition, added)) = added.split_first() else {
            continue;
        };
        if added.iter().any(|meta| {
            meta.path()
                .segments
                .last()
                .is_some_and(|part| part.ident == "pymodule")
        }) {
            all.push(syn::parse_quote!(cfg(#condition)));
        }
        all.extend_from_slice(added);
    }
    all
}

/// What stands in the brackets of an attribute.
fn arguments(meta: &Meta) -> Vec<Meta> {
    let Meta::List(list) = meta else { return Vec::new() };
    let parsed = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    parsed
        .map(|arguments| arguments.into_iter().collect())
        .unwrap_or_default()
}

/// The string in `name = "…"`, and where it stands.
fn text(meta: &Meta) -> Option<(String, Span)> {
    match meta {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            }) => Some((text.value(), bytes(text.span()))),
            _ => None,
        },
        _ => None,
    }
}

/// The line comments of a text, each from its `//` to the end of the line; documentation is none.
///
/// They stand between the tokens: no string is taken for one. There are none in a text that is not even tokens.
pub fn comments(text: &str) -> Vec<Span> {
    let mut tokens = Vec::new();
    if !is_too_deep(text)
        && let Ok(stream) = text.parse()
    {
        collect_tokens(stream, &mut tokens);
    }
    let mut found = Vec::new();
    let starts = tokens.iter().map(|token| token.start).chain([text.len()]);
    let mut end = 0;
    for (start, next) in starts.zip(tokens.iter().map(|token| token.end).chain([text.len()])) {
        let mut at = end;
        while let Some(gap) = text.get(at..start) {
            let blank = gap.len() - gap.trim_start().len();
            let rest = &gap[blank..];
            at += blank;
            if rest.starts_with("//") {
                let length = rest.find('\n').unwrap_or(rest.len());
                let length = rest[..length].trim_end().len();
                found.push((at..at + length).into());
                at += length;
            } else if rest.starts_with("/*") {
                at += block_comment(rest);
            } else {
                break;
            }
        }
        end = next;
    }
    found
}

/// The bytes of the comment that `text` begins with; such comments stand in each other.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(offset) = text[at..].find(['/', '*']) {
        at += offset;
        match text.get(at..at + 2) {
            Some("/*") => depth += 1,
            Some("*/") => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn collect_tokens(stream: proc_macro2::TokenStream, spans: &mut Vec<Span>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                spans.push(bytes(group.span_open()));
                collect_tokens(group.stream(), spans);
                spans.push(bytes(group.span_close()));
            }
            token => spans.push(bytes(token.span())),
        }
    }
}

/// Forgets the texts that were parsed on this thread, which are kept for the places of tokens.
pub fn forget() {
    proc_macro2::extra::invalidate_current_thread_spans();
}

fn bytes(span: proc_macro2::Span) -> Span {
    span.byte_range().into()
}
