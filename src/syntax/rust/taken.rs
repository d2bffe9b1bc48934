//! Without what a source does not compile: files, as modules or for macros, and crates.          [door: syn]

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Item, ItemExternCrate, ItemMod, ItemUse, Macro, Meta, Path};

use crate::syntax::rust::attributes::{Conditions, Gate, expanded, is_test, of_item, unraw};
use crate::syntax::rust::imports::beginnings;
use crate::syntax::rust::spans::bytes;
use crate::text::place::Span;

/// A file that a source takes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The ways to it, of which one is there.
    pub paths: Vec<String>,
    /// Where they begin.
    pub base: Base,
    /// Whether it is a module.
    pub is_module: bool,
    /// Under which conditions it is taken.
    pub gate: Gate,
    /// Where it is named.
    pub span: Span,
}

/// The folder in which the way to a file begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// That of the source.
    Source,
    /// That of its modules: the same for `lib.rs`, `a` beside it for `a.rs`.
    Modules,
    /// That of the crate.
    Crate,
}

/// What a source takes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taking {
    /// The files.
    pub files: Vec<Taken>,
    /// The crates that were asked for, under which conditions, and where each is named.
    pub crates: Vec<(String, Gate, Span)>,
}

/// The macros that read a file.
const READERS: [&str; 3] = ["include", "include_bytes", "include_str"];
/// The macros that compile what they are given.
const PLAIN: [&str; 6] = ["format", "lazy_static", "print", "println", "thread_local", "vec"];

/// Whether a source has anything in it by which it may take a file in.
pub(super) fn may_take(text: &str) -> bool {
    let declares = |line: &str| line.contains("mod ") && line.contains(';');
    text.contains("include") || text.lines().any(declares)
}

/// What a source takes in, of crates those among `crates`.
///
/// A file that is under a condition inside an item is one that cannot be judged.
pub(super) fn taken(file: &syn::File, crates: &BTreeSet<&str>) -> Taking {
    let mut walk = Walk {
        gate: Gate::default().of(&expanded(&file.attrs)),
        folders: Vec::new(),
        crates,
        found: Taking::default(),
    };
    walk.visit_file(file);
    walk.found
}

struct Walk<'a> {
    gate: Gate,
    /// The modules that stand around in the same file.
    folders: Vec<String>,
    crates: &'a BTreeSet<&'a str>,
    found: Taking,
}

impl Walk<'_> {
    fn name(&mut self, ident: &Ident) {
        let name = unraw(ident);
        if self.crates.contains(name.as_str()) {
            let gate = self.gate.clone();
            self.found.crates.push((name, gate, bytes(ident.span())));
        }
    }

    fn module(&mut self, module: &ItemMod) {
        let paths = module
            .attrs
            .iter()
            .filter(|attribute| attribute.path().is_ident("path"));
        let written = paths.map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) => literal(&pair.value),
            _ => None,
        });
        let written: Vec<Option<String>> = written.collect();
        let is_sometimes = module
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("cfg_attr"));
        if is_sometimes {
            return;
        }
        let name = unraw(&module.ident);
        if module.content.is_some() {
            if written.is_empty() {
                self.folders.push(name);
                visit::visit_item_mod(self, module);
                self.folders.pop();
            }
            return;
        }
        let around: String = self.folders.iter().map(|name| format!("{name}/")).collect();
        let (paths, base) = match written.as_slice() {
            [] => {
                let paths = [format!("{around}{name}.rs"), format!("{around}{name}/mod.rs")];
                (paths.into(), Base::Modules)
            }
            [Some(path)] if !around.is_empty() => (vec![format!("{around}{path}")], Base::Modules),
            [Some(path)] => (vec![path.clone()], Base::Source),
            _ => return,
        };
        self.take(paths, base, true, bytes(module.ident.span()));
    }

    fn take(&mut self, paths: Vec<String>, base: Base, is_module: bool, span: Span) {
        let gate = self.gate.clone();
        self.found.files.push(Taken {
            paths,
            base,
            is_module,
            gate,
            span,
        });
    }

    /// A macro that reads a file, whose name is the text in its brackets.
    fn read(&mut self, tokens: TokenStream) {
        let mut ends = tokens.clone().into_iter();
        let span = ends.next().zip(ends.last()).map(|(first, last)| Span {
            start: bytes(first.span()).start,
            end: bytes(last.span()).end,
        });
        let span = span.or_else(|| tokens.clone().into_iter().next().map(|only| bytes(only.span())));
        let (Some(path), Some(span)) = (path(tokens), span) else {
            return;
        };
        match path.strip_prefix(CRATE) {
            Some(path) => {
                let path = path.trim_start_matches('/').to_owned();
                self.take(vec![path], Base::Crate, false, span);
            }
            None if path.starts_with('/') || path.contains(CRATE) => {}
            None => self.take(vec![path], Base::Source, false, span),
        }
    }

    /// What stands in the brackets of a macro that compiles it, up to the first condition.
    fn scan(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
            let TokenTree::Group(group) = token else { continue };
            match (before(2), before(1)) {
                (_, Some(TokenTree::Punct(hash))) if hash.as_char() == '#' => {
                    if group
                        .stream()
                        .into_iter()
                        .next()
                        .is_some_and(|first| first.to_string().starts_with("cfg"))
                    {
                        return;
                    }
                }
                (Some(TokenTree::Ident(name)), Some(TokenTree::Punct(mark))) if mark.as_char() == '!' => {
                    self.call(&name.to_string(), group.stream());
                }
                _ => self.scan(group.stream()),
            }
        }
    }

    fn call(&mut self, name: &str, tokens: TokenStream) {
        if READERS.contains(&name) {
            self.read(tokens);
        } else if PLAIN.contains(&name) {
            self.scan(tokens);
        }
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let own = of_item(item);
        let mut gate = self.gate.of(&expanded(own));
        gate.unsure |= Conditions::are_inside(item) || own.iter().any(is_test);
        let outer = std::mem::replace(&mut self.gate, gate);
        match item {
            Item::Mod(module) => self.module(module),
            _ => visit::visit_item(self, item),
        }
        self.gate = outer;
    }

    fn visit_item_extern_crate(&mut self, item: &'ast ItemExternCrate) {
        self.name(&item.ident);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        beginnings(&item.tree)
            .into_iter()
            .for_each(|ident| self.name(ident));
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if let Some(first) = path.segments.first().filter(|_| path.segments.len() > 1) {
            self.name(&first.ident);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        if let Some(name) = call.path.segments.last() {
            self.call(&name.ident.to_string(), call.tokens.clone());
        }
    }
}

fn literal(value: &syn::Expr) -> Option<String> {
    match value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// Stands for the folder of the crate in a path.
const CRATE: &str = "\0";

/// The path that the argument of a macro comes to: a literal, or `concat!` of literals and the folder of the crate.
fn path(tokens: TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let parts = tokens.split(|token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ','));
    let mut parts = parts.filter(|part| !part.is_empty());
    let (only, None) = (parts.next()?, parts.next()) else {
        return None;
    };
    match only {
        [TokenTree::Literal(_)] => {
            let text: syn::LitStr = syn::parse2(only.iter().cloned().collect()).ok()?;
            Some(text.value())
        }
        [
            TokenTree::Ident(name),
            TokenTree::Punct(_),
            TokenTree::Group(inner),
        ] if name == "concat" => {
            let inner: Vec<TokenTree> = inner.stream().into_iter().collect();
            let parts =
                inner.split(|token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ','));
            let parts = parts.filter(|part| !part.is_empty());
            parts.map(|part| path(part.iter().cloned().collect())).collect()
        }
        [
            TokenTree::Ident(name),
            TokenTree::Punct(_),
            TokenTree::Group(inner),
        ] if name == "env" => (path(inner.stream())? == "CARGO_MANIFEST_DIR").then(|| CRATE.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let file = syn::parse_file(text).expect("it is Rust");
        let found = taken(&file, &BTreeSet::new());
        let sure = found.files.into_iter().filter(|taken| !taken.gate.unsure);
        sure.map(|taken| {
            let base = match taken.base {
                Base::Crate => "crate: ",
                Base::Modules => "modules: ",
                Base::Source => "",
            };
            let gate = taken
                .gate
                .features
                .iter()
                .map(|name| format!(" if {name}"))
                .collect::<String>();
            format!("{base}{}{gate}", taken.paths.join(" | "))
        })
        .collect()
    }

    #[test]
    fn modules_stand_where_the_compiler_looks() {
        let text = "mod r#a;\n#[path = \"gen/b.rs\"]\nmod b;\nmod c { mod d; #[path = \"e.rs\"] mod f; }\n\
                    #[cfg(feature = \"x\")]\nmod g;\n#[cfg(test)]\nmod h;\n#[cfg_attr(unix, path = \"i.rs\")]\nmod i;";
        assert_eq!(
            shown(text),
            [
                "modules: a.rs | a/mod.rs",
                "gen/b.rs",
                "modules: c/d.rs | c/d/mod.rs",
                "modules: c/e.rs",
                "modules: g.rs | g/mod.rs if x"
            ]
        );
    }

    #[test]
    fn macros_read_what_they_name() {
        for (text, paths) in [
            ("const A: &str = include_str!(\"../a.txt\");", &["../a.txt"][..]),
            ("fn a() { let b = std::include_bytes!(\"b\",); }", &["b"]),
            (
                "static A: &[u8] = include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/a/\", \"b\"));",
                &["crate: a/b"],
            ),
            ("#![doc = include_str!(\"../README.md\")]", &["../README.md"]),
            ("fn a() { println!(\"{}\", include_str!(\"c\")); }", &["c"]),
            (
                "lazy_static! { static ref A: &str = include_str!(\"d\"); }",
                &["d"],
            ),
            ("include!(concat!(env!(\"OUT_DIR\"), \"/a.rs\"));", &[]),
            ("include!(\"/usr/a.rs\");", &[]),
            ("macro_rules! a { () => { include_str!(\"e\") } }", &[]),
            ("fn a() -> TokenStream { quote! { include_str!(\"f\") } }", &[]),
            ("fn a() { #[cfg(windows)]\nlet b = include_str!(\"g\"); }", &[]),
            (
                "#[cfg(test)]\nmod tests { const A: &str = include_str!(\"h\"); }",
                &[],
            ),
            ("#![cfg_attr(docsrs, doc = include_str!(\"i\"))]", &[]),
            ("#[test]\nfn a() { include_str!(\"k\"); }", &[]),
            ("// include_str!(\"j\")", &[]),
        ] {
            assert_eq!(shown(text), paths, "{text}");
        }
    }
}
