//! Which stub is about which module, and who meets the names in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::project::Project;
use crate::project::api::exports::{Export, Exported, Exports};
use crate::project::api::stub::{Stub, enum_base};
use crate::syntax::python::{Promise, Promised, Promises};

/// What stands on both sides of the seam under one name.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    /// The name, behind that of its class.
    pub name: String,
    /// The name of its class.
    pub owner: Option<&'a str>,
    /// What the module or the class has.
    pub export: &'a Export,
    /// What the stub promises.
    pub promise: &'a Promise,
    /// What the module has.
    pub exports: &'a Exports,
    /// The stub.
    pub stub: &'a Stub,
    /// Whether users of the package may meet it.
    pub is_met: bool,
}

impl<'a> Pair<'a> {
    /// What stands in the class that this is, on both sides.
    fn inside(&self) -> Vec<Self> {
        let (Exported::Class(own), Promised::Class(class)) = (&self.export.what, &self.promise.what) else {
            return Vec::new();
        };
        // What an enum's values are in a stub is another matter.
        let is_value =
            |export: &Export| matches!(export.what, Exported::Value(_)) && enum_base(class).is_some();
        // A field of a dataclass has the type of a parameter, too.
        let is_field = |promise: &Promise| {
            matches!(promise.what, Promised::Value(_))
                && class.decorators.iter().any(|name| name == "dataclass")
        };
        let pairs = paired(&own.members, &class.body).into_iter();
        let pairs = pairs
            .filter(|(export, promise)| !is_value(export) && !is_field(promise))
            .map(|(export, promise)| {
                let name = &promise.name;
                Self {
                    name: format!("{}.{name}", self.name),
                    owner: Some(&self.promise.name),
                    is_met: self.is_met && (!name.starts_with('_') || name.ends_with("__")),
                    export,
                    promise,
                    ..*self
                }
            });
        pairs
            .flat_map(|pair| std::iter::once(pair.clone()).chain(pair.inside()))
            .collect()
    }
}

/// The exports and promises of one name, where there is one of each; a constructor is promised by either of its names.
fn paired<'a>(exports: &'a [Export], promises: &'a Promises) -> Vec<(&'a Export, &'a Promise)> {
    let mut named: BTreeMap<&str, Vec<&Export>> = BTreeMap::new();
    for export in exports {
        named.entry(&export.name).or_default().push(export);
    }
    let pairs = promises.all.iter().filter_map(|promise| {
        let name = match promise.name.as_str() {
            "__init__" => "__new__",
            name => name,
        };
        let [export] = named.get(name)?.as_slice() else {
            return None;
        };
        let is_second = promise.name == "__new__" && promises.knows("__init__");
        let mut same = promises.named(&promise.name);
        let is_getter = matches!(&promise.what, Promised::Property(typed) if typed.span.is_some())
            && same.all(|same| matches!(same.what, Promised::Property(_)));
        let is_one = is_getter || promises.named(&promise.name).count() == 1;
        (is_one && !is_second).then_some((*export, promise))
    });
    pairs.collect()
}

impl Project {
    /// What stands on both sides of the seam, in modules and in their classes.
    pub fn pairs<'a>(&'a self) -> Vec<Pair<'a>> {
        let pairs = self.typed().flat_map(|(exports, stub)| {
            let pair = move |(export, promise): (&'a Export, &'a Promise)| Pair {
                name: promise.name.clone(),
                owner: None,
                export,
                promise,
                exports,
                stub,
                is_met: !promise.name.starts_with('_') && self.passes_on(stub, &promise.name),
            };
            paired(&exports.all, &stub.promises).into_iter().map(pair)
        });
        pairs
            .flat_map(|pair| std::iter::once(pair.clone()).chain(pair.inside()))
            .collect()
    }

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

    /// Whether users of the package may meet this name of a module that has a stub: they import it themselves, because no
    /// Python source does, or a Python source names it or passes everything on.
    pub fn passes_on(&self, stub: &Stub, name: &str) -> bool {
        if stub.is_face {
            return true;
        }
        let extension = stub.module.first().map(String::as_str).unwrap_or_default();
        let imports = format!("{} import ", stub.module.join("."));
        let dotted = stub.module.last().map(|last| format!("{last}.{name}"));
        let meets = |text: &str| match stub.module.as_slice() {
            [_] => text.contains(name) || text.contains(" import *"),
            _ => {
                let is_named = dotted.as_ref().is_some_and(|dotted| text.contains(dotted));
                is_named || text.contains(&imports) && text.contains(name)
            }
        };
        let mut is_used = false;
        for text in self.python_sources() {
            if meets(&text) {
                return true;
            }
            is_used |= text.contains(extension);
        }
        !is_used
    }

    /// The texts of the Python package.
    pub fn python_sources(&self) -> impl Iterator<Item = Arc<str>> {
        let sources = self.package.iter().flat_map(|package| &package.sources);
        sources.filter_map(|path| self.tree.text(path))
    }

    /// The words in comments of the stub, which may name what was taken out on purpose.
    pub fn commented(&self, stub: &Stub) -> BTreeSet<String> {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        let text = self.tree.text(&stub.path);
        let comments = text
            .iter()
            .flat_map(|text| text.lines())
            .filter_map(|line| line.split_once('#'));
        let words = comments.flat_map(|(_, comment)| comment.split(|character| !is_part(character)));
        words.map(str::to_owned).collect()
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
