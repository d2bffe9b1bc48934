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

/// The names that stand only at the beginning of paths in a source, so that nothing in it defines them, and those behind
/// `extern crate`; none where something may bring names that are not written.
///
/// `is_first` says whether it is the first source of its crate, and so has nothing above it.
pub fn roots(text: &str, is_first: bool) -> BTreeSet<&str> {
    let (mut found, mut others) = (BTreeSet::new(), BTreeSet::new());
    let mut declared = BTreeSet::new();
    // Whether names may come that are not written, and whether a `use` is open, all of whose further words are defined.
    let (mut is_open, mut is_use) = (false, false);
    let mut before = "";
    for line in text.lines() {
        let code = line.trim_start();
        if code.starts_with("//") {
            continue;
        }
        is_open |= code.contains("include!") || is_glob(code, is_first);
        for word in words(code) {
            let start = word.as_ptr() as usize - code.as_ptr() as usize;
            let (left, right) = (&code[..start], code[start + word.len()..].trim_start());
            let is_inner = is_use || left.ends_with("::") || left.ends_with(['.', '$', '\'']);
            is_use = (is_use || before == "use") && !between(right).contains(';');
            if before == "crate" && left.trim_end().ends_with("crate") {
                declared.insert(word);
            } else if right.starts_with("::") && !is_inner {
                found.insert(word);
            } else {
                others.insert(word);
            }
            before = word;
        }
    }
    let is_name = |word: &&str| word.starts_with(|first: char| first.is_lowercase() || first == '_');
    found.retain(|word| !is_open && !others.contains(word) && is_name(word));
    found.extend(declared);
    found.retain(|word| !KNOWN.contains(word));
    found
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
            let roots = roots(text, true).into_iter().collect::<Vec<_>>();
            assert_eq!(roots.join(" "), found, "{text}");
        }
        assert!(begins("let a = libcst::b();", "libcst"));
        assert!(!begins("use cst::libcst::a;\nlibcst_native::b", "libcst"));
        assert!(roots("use super::*;\nuse a::B;", false).is_empty());
    }
}
