//! Which stub is about which module, and who meets the names in it.

use std::sync::Arc;

use crate::project::Project;
use crate::project::api::exports::Exports;
use crate::project::api::stub::Stub;

impl Project {
    /// The stubs, each with what its module has.
    pub fn typed(&self) -> impl Iterator<Item = (&Exports, &Stub)> {
        self.stubs.iter().filter_map(|stub| {
            let whole = self.exports.as_ref()?;
            let mut names = stub.module.iter().skip(1);
            Some((names.try_fold(whole, |exports, name| exports.module(name))?, stub))
        })
    }

    /// Whether a Python source of the package may set this attribute of a class itself.
    pub fn patches(&self, class: &str, attribute: &str) -> bool {
        let patched = self.patched.get_or_init(|| {
            let texts = self.python_sources();
            texts.flat_map(|text| patched(&text)).collect()
        });
        patched.contains(&(class.to_owned(), attribute.to_owned()))
    }

    /// Whether users of the package may meet this name of a module that has a stub: they import it themselves, or a
    /// Python source names it or passes everything on.
    pub fn passes_on(&self, stub: &Stub, name: &str) -> bool {
        let mut texts = self.python_sources().peekable();
        let meets = |text: Arc<str>| match stub.module.as_slice() {
            [_] => text.contains(name) || text.contains(" import *"),
            module => {
                let imports = format!("{} import ", module.join("."));
                let last = module.last().map(String::as_str).unwrap_or_default();
                text.contains(&format!("{last}.{name}")) || text.contains(&imports) && text.contains(name)
            }
        };
        stub.is_face || texts.peek().is_none() || texts.any(meets)
    }

    /// The texts of the Python package.
    pub fn python_sources(&self) -> impl Iterator<Item = Arc<str>> {
        let sources = self.package.iter().flat_map(|package| &package.sources);
        sources.filter_map(|path| self.tree.text(path))
    }

    /// Whether a comment of the stub names something, as where it was taken out on purpose.
    pub fn has_comment_on(&self, stub: &Stub, name: &str) -> bool {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        let text = self.tree.text(&stub.path);
        let text = text.as_deref().unwrap_or_default();
        let mut comments = text.lines().filter_map(|line| line.split_once('#'));
        comments.any(|(_, comment)| {
            comment
                .split(|character| !is_part(character))
                .any(|word| word == name)
        })
    }
}

/// The classes whose attributes a Python source sets, and the attributes.
fn patched(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut add = |class: &str, attribute: &str| found.push((class.to_owned(), attribute.to_owned()));
    for line in text.lines() {
        for (at, _) in line.match_indices(" =") {
            if let Some((before, attribute)) = line[..at].rsplit_once('.') {
                let is_part = |character: char| character.is_alphanumeric() || character == '_';
                add(&before[before.trim_end_matches(is_part).len()..], attribute);
            }
        }
        for (at, call) in line.match_indices("setattr(") {
            let arguments = line[at + call.len()..].split_once(", ");
            let named = arguments.and_then(|(class, rest)| Some((class, rest.strip_prefix(['"', '\''])?)));
            if let Some((class, rest)) = named {
                add(class, rest.split(['"', '\'']).next().unwrap_or_default());
            }
        }
    }
    found
}
