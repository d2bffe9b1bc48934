//! What a source says beyond itself: modules in files of their own, and what may make more than it shows. [door: syn]

use std::collections::BTreeSet;

use proc_macro2::{Ident, LexError, TokenStream, TokenTree};
use syn::{Attribute, Item, UseTree, Visibility};

use crate::syntax::rust::attributes::{Gate, expanded, is, unraw};
use crate::syntax::rust::run;
use crate::syntax::rust::spans::bytes;
use crate::syntax::{SyntaxError, is_too_deep};

/// A module that a source declares and that stands in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// Its name.
    pub name: String,
    /// Under which conditions it is compiled.
    pub gate: Gate,
}

/// Attributes that make nothing.
#[rustfmt::skip]
const QUIET: [&str; 29] = [
    "allow", "async_trait", "automatically_derived", "cfg", "cfg_attr", "cold", "deny", "deprecated", "derive", "doc",
    "expect", "forbid", "global_allocator", "ignore", "inline", "instrument", "link", "macro_export", "macro_use",
    "must_use", "non_exhaustive", "pyclass", "pyfunction", "pymethods", "repr", "test", "track_caller", "used", "warn",
];

/// The tools whose attributes the compiler passes over.
const TOOLS: [&str; 4] = ["clippy", "diagnostic", "rustfmt", "serde"];

/// Macros among the items of a file that make no functions.
const QUIET_MACROS: [&str; 5] = [
    "compile_error",
    "create_exception",
    "lazy_static",
    "macro_rules",
    "thread_local",
];

/// The crates that every crate has, and the ways to write one's own.
const KNOWN: [&str; 6] = ["alloc", "core", "crate", "self", "std", "super"];

/// Whether a source is Rust, as far as it is judged.
pub fn is_source(text: &str) -> bool {
    items(text).is_some()
}

/// The modules at the top of a source that stand in files of their own; `None` if it is compiled only under conditions.
pub(super) fn children(file: &syn::File) -> Option<Vec<Child>> {
    let is_gated = expanded(&file.attrs).iter().any(|meta| is(meta, "cfg"));
    let child = |item: &Item| match item {
        Item::Mod(module) if module.content.is_none() => Some(Child {
            name: unraw(&module.ident),
            gate: Gate::default().of(&expanded(&module.attrs)),
        }),
        _ => None,
    };
    (!is_gated).then(|| file.items.iter().filter_map(child).collect())
}

/// The names of all modules that a source declares and that stand in files of their own, wherever in it; `None` if a
/// macro, an `include!` or a `#[path]` may lead to more, or the source is not understood.
pub fn declared(text: &str) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let is_known = are_plain(&items(text)?) && gather(text.parse().ok()?, &mut names);
    is_known.then_some(names)
}

/// Gathers the names in `mod name;`; says whether none of the modules is sent to another file.
fn gather(tokens: TokenStream, names: &mut BTreeSet<String>) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for part in tokens.windows(3) {
        match part {
            [
                TokenTree::Ident(word),
                TokenTree::Ident(name),
                TokenTree::Punct(end),
            ] if word == "mod" && end.as_char() == ';' => {
                names.insert(unraw(name));
            }
            [
                TokenTree::Ident(word),
                TokenTree::Punct(equals),
                TokenTree::Literal(_),
            ] if word == "path" && equals.as_char() == '=' => {
                return false;
            }
            _ => {}
        }
    }
    tokens.into_iter().all(|token| match token {
        TokenTree::Group(group) => gather(group.stream(), names),
        _ => true,
    })
}

/// Whether a source surely makes no module: it names none, no macro or attribute among its items may make one, and nothing
/// is passed on from another crate. What comments say does not count.
pub fn is_plain(text: &str) -> bool {
    let names_one = || text.parse().is_ok_and(|tokens: TokenStream| names_module(tokens));
    items(text).is_some_and(|items| are_plain(&items)) && !names_one()
}

fn names_module(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => names_module(group.stream()),
        TokenTree::Ident(ident) => ident == "pymodule" || ident.to_string().starts_with("PyInit_"),
        TokenTree::Literal(text) => text.to_string().contains("PyInit_"),
        TokenTree::Punct(_) => false,
    })
}

/// The items of a source, unless it is one that no person wrote, or does not parse.
fn items(text: &str) -> Option<Vec<Item>> {
    parsed(text).ok()?.map(|file| file.items)
}

/// A source as it is parsed; `None` if it is one that no person wrote, or of a newer syntax than the parser knows.
pub(super) fn parsed(text: &str) -> Result<Option<syn::File>, SyntaxError> {
    if !is_judged(text) {
        return Ok(None);
    }
    let tokens = undocumented(text)
        .parse()
        .map_err(|error: LexError| SyntaxError {
            message: "the brackets or quotes do not match".to_owned(),
            span: bytes(error.span()),
        })?;
    Ok(run::parsed(tokens))
}

/// The source with its lines of documentation as comments, which the parser passes over; all else stands where it stood.
///
/// Nobody asks for them, and each would be parsed as an attribute. A line of a string that looks like one loses a letter,
/// which nobody asks for either.
fn undocumented(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let written = line.trim_start();
        let is_documentation =
            written.starts_with("//!") || written.starts_with("///") && !written.starts_with("////");
        // The compiler refuses a carriage return in documentation, and so does the parser.
        if is_documentation && !written.trim_end().contains('\r') {
            plain.extend([&line[..line.len() - written.len()], "// ", &written[3..]]);
        } else {
            plain.push_str(line);
        }
    }
    plain
}

/// Whether a source is one that a person may have written, as far as its text shows.
pub(super) fn is_judged(text: &str) -> bool {
    text.len() <= run::MAX_BYTES && !is_too_deep(text)
}

fn are_plain(items: &[Item]) -> bool {
    let is_own = |name: &Ident| {
        let is_module = |item: &Item| matches!(item, Item::Mod(module) if module.ident == *name);
        KNOWN.iter().any(|known| name == known) || items.iter().any(is_module)
    };
    items.iter().all(|item| match item {
        Item::Fn(item) => are_quiet(&item.attrs),
        Item::Struct(item) => are_quiet(&item.attrs),
        Item::Enum(item) => are_quiet(&item.attrs),
        Item::Impl(item) => are_quiet(&item.attrs),
        Item::Trait(item) => are_quiet(&item.attrs),
        Item::Const(item) => are_quiet(&item.attrs),
        Item::Static(item) => are_quiet(&item.attrs),
        Item::Type(_) | Item::TraitAlias(_) | Item::Union(_) => true,
        Item::Use(item) => matches!(item.vis, Visibility::Inherited) || stays(&item.tree, &is_own),
        Item::Mod(item) => {
            let inner = item.content.as_ref().is_none_or(|(_, items)| are_plain(items));
            inner && are_quiet(&item.attrs)
        }
        Item::Macro(item) => {
            let name = item.mac.path.segments.last();
            name.is_some_and(|name| QUIET_MACROS.iter().any(|quiet| name.ident == quiet))
        }
        _ => false,
    })
}

/// Whether a `pub use` passes on only what stands in the crate itself.
fn stays(tree: &UseTree, is_own: &dyn Fn(&Ident) -> bool) -> bool {
    match tree {
        UseTree::Path(path) => is_own(&path.ident),
        UseTree::Group(group) => group.items.iter().all(|tree| stays(tree, is_own)),
        UseTree::Name(name) => is_own(&name.ident),
        UseTree::Rename(name) => is_own(&name.ident),
        UseTree::Glob(_) => true,
    }
}

fn are_quiet(attributes: &[Attribute]) -> bool {
    attributes.iter().all(|attribute| {
        let segments = &attribute.path().segments;
        let is_tool = segments
            .first()
            .is_some_and(|first| TOOLS.iter().any(|tool| first.ident == tool));
        let is_quiet = segments
            .last()
            .is_some_and(|last| QUIET.iter().any(|quiet| last.ident == quiet));
        is_tool && segments.len() > 1 || is_quiet
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> syn::File {
        syn::parse_file(text).expect("it is Rust")
    }

    #[test]
    fn what_would_exhaust_the_parser_is_not_given_to_it() {
        let hostile = format!("mod a;\nfn f() {{ {} }}", "!".repeat(1 << 19));
        assert_eq!(parsed(&hostile).map(|file| file.is_none()), Ok(true));
    }

    #[test]
    fn documentation_is_passed_over_and_nothing_moves() {
        let text = "//! Ä.\r\n/// One.\n//// Two.\nfn f() {\n    /// Three.\n    let s = \"/// 4\"; /// 5\n}\n/// a\rb\n";
        let plain = undocumented(text);
        let expected = text.replace("//! Ä", "//  Ä").replace("/// One", "//  One");
        assert_eq!(plain, expected.replace("/// Three", "//  Three"));
        assert!(parsed("/// a\rb\nfn f() {}").is_err());
        let file = parsed("//! A.\n\n/// B.\npub fn f() {}\n")
            .expect("tokens")
            .expect("Rust");
        let Item::Fn(item) = &file.items[0] else {
            panic!("a function")
        };
        assert_eq!(bytes(item.sig.ident.span()).start, 22);
    }

    #[test]
    fn a_plain_source_makes_no_more_than_it_shows() {
        for (text, plain) in [
            (
                "mod a;\npub use a::*;\n#[derive(Debug)]\npub struct B;\nimpl B {}",
                true,
            ),
            (
                "pub use crate::a::b;\nuse other::*;\nmacro_rules! m { () => {} }",
                true,
            ),
            ("pub use other::b;", false),
            ("other::make!();", false),
            ("#[other::make]\nfn a() {}", false),
            ("#[path = \"b.rs\"]\nmod a;", false),
            ("include!(\"a.rs\");", false),
            ("mod a { other::make!(); }", false),
            ("extern crate other;", false),
            ("/// Not a #[pymodule].\n// #[pymodule]\nfn a() {}", true),
            ("fn a() {\n    #[pymodule]\n    fn b() {}\n}", false),
            ("#[inline]\nfn PyInit_a() {}", false),
        ] {
            assert_eq!(is_plain(text), plain, "{text}");
        }
    }

    #[test]
    fn all_declared_modules_are_known_or_none() {
        let all = "mod a;\n// mod b;\nmod c { pub mod r#d; }\n#[cfg(unix)]\nmod e;\nfn f() { mod g; }";
        let names = declared(all).expect("it is plain");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["a", "d", "e", "g"]);
        for more in [
            "#[path = \"b.rs\"]\nmod a;",
            "#[cfg_attr(unix, path = \"b.rs\")]\nmod a;",
            "include!(\"b.rs\");",
            "cfg_if! { if #[cfg(unix)] { mod a; } }",
            "mod a { other::make!(); }",
        ] {
            assert_eq!(declared(more), None, "{more}");
        }
    }

    #[test]
    fn modules_in_files_have_their_gates() {
        let found = children(&file(
            "#[cfg(feature = \"python\")]\nmod r#py;\nmod inner {}\n#[cfg(test)]\nmod b;",
        ));
        let found = found.expect("it is Rust").into_iter();
        let shown: Vec<_> = found
            .map(|child| (child.name, child.gate.features, child.gate.unsure))
            .collect();
        assert_eq!(children(&file("#![cfg(unix)]\nmod a;")), None);
        assert_eq!(
            shown,
            [
                ("py".to_owned(), vec!["python".to_owned()], false),
                ("b".to_owned(), Vec::new(), true)
            ]
        );
    }
}
