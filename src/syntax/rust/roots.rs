//! The crates that a source may name, told without parsing it.

use std::collections::BTreeSet;

/// What begins a path and is no crate that a manifest names: parts of the language, and tools.
#[rustfmt::skip]
const KNOWN: [&str; 32] = [
    "alloc", "bool", "char", "clippy", "core", "crate", "diagnostic", "f32", "f64", "i128", "i16", "i32", "i64", "i8",
    "isize", "miri", "proc_macro", "rustdoc", "rustfmt", "self", "std", "str", "super", "test", "try", "u128", "u16",
    "u32", "u64", "u8", "union", "usize",
];

/// What has a `prelude` without modules, from which all names are often taken.
const PLAIN: [&str; 3] = ["io", "pyo3", "rayon"];

/// What a word of a source is.
#[derive(PartialEq, Eq)]
enum Word {
    /// The beginning of a path.
    Root,
    /// What stands behind `extern crate`.
    Declared,
    /// Anything else, and so perhaps what defines a name.
    Other,
}

/// The names that stand only at the beginning of paths in a source, so that nothing in it defines them, and those behind
/// `extern crate`, but for those in `known`; none where something may bring names that are not written.
///
/// `is_first` says whether it is the first source of its crate, and so has nothing above it.
pub fn roots<'a>(text: &'a str, is_first: bool, known: &BTreeSet<String>) -> BTreeSet<&'a str> {
    let (mut found, mut declared) = (BTreeSet::new(), BTreeSet::new());
    let is_name = |word: &str| {
        let is_small = word.starts_with(|first: char| first.is_lowercase() || first == '_');
        is_small && !KNOWN.contains(&word) && !known.contains(word)
    };
    each(text, false, |word, kind| {
        match kind {
            Word::Root if is_name(word) => found.insert(word),
            Word::Declared if is_name(word) => declared.insert(word),
            _ => false,
        };
    });
    let is_open = |line: &str| line.contains("include!") || is_glob(line, is_first);
    if code(text).any(|line| line.contains(['!', '*']) && is_open(line)) {
        found.clear();
    }
    // Most sources have no such names, or few: all other words are looked at only for their sake.
    if !found.is_empty() {
        each(text, true, |word, kind| {
            if kind == Word::Other {
                found.remove(word);
            }
        });
    }
    found.extend(declared);
    found
}

/// The lines of code, but for those that are comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim_start);
    lines.filter(|line| !line.starts_with("//"))
}

/// Says of each word what it is; unless `all` are wanted, lines in which no path can begin are passed over.
fn each<'a>(text: &'a str, all: bool, mut say: impl FnMut(&'a str, Word)) {
    // Whether a `use` is open: all of its words but the first are names that it defines.
    let mut is_use = false;
    let mut before = "";
    for line in code(text) {
        let begins = || line.contains("::") || line.contains("use") || line.contains("crate");
        if !(all || is_use || begins()) {
            before = "";
            continue;
        }
        for word in words(line) {
            let start = word.as_ptr() as usize - line.as_ptr() as usize;
            let (left, right) = (&line[..start], line[start + word.len()..].trim_start());
            let is_outer = right.starts_with("::")
                && !(is_use || left.ends_with("::") || left.ends_with(['.', '$', '\'']));
            is_use = (is_use || before == "use") && !between(right).contains(';');
            if before == "crate" && left.trim_end().ends_with("crate") {
                say(word, Word::Declared);
            } else if is_outer {
                say(word, Word::Root);
            } else {
                say(word, Word::Other);
            }
            before = word;
        }
    }
}

/// Whether a line takes all names of a module, and these may be modules.
fn is_glob(line: &str, is_first: bool) -> bool {
    let mut globs = line.match_indices("::*").map(|(at, _)| &line[..at]);
    globs.any(|path| {
        let is_own = ["super", "self", "crate"].iter().any(|own| path.ends_with(own));
        let outer = path.strip_suffix("::prelude").unwrap_or_default();
        let is_plain = PLAIN.iter().any(|name| outer.ends_with(name));
        !(is_plain || is_first && is_own)
    })
}

/// Whether a path of a text begins with a name.
pub fn begins(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (left, right) = (&text[..at], &text[at + name.len()..]);
        let is_whole = !left.ends_with(|last: char| last.is_alphanumeric() || last == '_' || last == ':');
        is_whole && (right.starts_with("::") || left.ends_with("extern crate "))
    })
}

/// What stands in front of the next word.
fn between(text: &str) -> &str {
    let end = text.find(|letter: char| letter.is_alphabetic() || letter == '_');
    &text[..end.unwrap_or(text.len())]
}

/// The words of a line of code.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    parts.filter(|word| word.starts_with(|first: char| first.is_alphabetic() || first == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_crate() {
        for (text, found) in [
            ("use serde::Serialize;", "serde"),
            ("fn a() { rand::random() }", "rand"),
            ("extern crate libc;\nextern crate self as me;", "libc"),
            ("use std::fmt;\nfn a() -> fmt::Result { u8::MAX }", ""),
            ("mod types;\nuse types::A;", ""),
            ("use a::{ffi, types as t};\nfn d() { ffi::b(); t::c() }", "a"),
            ("use a::*;\nuse b::C;", ""),
            ("use std::io::prelude::*;\nuse b::C;", "b"),
            ("use a::prelude::*;\nuse b::C;", ""),
            (
                "use {\n    a::B,\n    std::{fs, io},\n};\nfn c() { fs::d(io::E) }",
                "a",
            ),
            ("mod tests { use super::*; fn a() { b::c() } }", "b"),
            ("// use a::B;\n/// c::d", ""),
            ("include!(\"a.rs\");\nuse b::C;", ""),
            (
                "use a::{\n    b::{self, C},\n    d::E,\n};\nfn f() { b::g(); d::h() }",
                "a",
            ),
            ("fn a() { x.b::<u8>(); $crate::c(); Vec::new() }", ""),
        ] {
            let roots = roots(text, true, &BTreeSet::new())
                .into_iter()
                .collect::<Vec<_>>();
            assert_eq!(roots.join(" "), found, "{text}");
        }
        assert!(begins("let a = libcst::b();", "libcst"));
        assert!(!begins("use cst::libcst::a;\nlibcst_native::b", "libcst"));
        assert!(roots("use super::*;\nuse a::B;", false, &BTreeSet::new()).is_empty());
    }
}
