//! The classes that the Rust sources make for Python, and the module in which each says that it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::project::api::sources::RustSource;
use crate::syntax::rust::{Made, What};
use crate::text::place::Place;

/// A class of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedClass {
    /// The source.
    pub path: Arc<str>,
    /// The name in Python.
    pub name: String,
    /// Where that is written.
    pub place: Place,
    /// The module that it says it is in, and where that is written.
    pub module: Option<(String, Place)>,
    /// The names of its methods in the same source.
    pub methods: Vec<String>,
}

/// The classes of all sources.
pub fn classes(sources: &[RustSource]) -> Vec<PlacedClass> {
    sources.iter().flat_map(of_source).collect()
}

fn of_source(source: &RustSource) -> Vec<PlacedClass> {
    let made = &source.source.made;
    let mut methods: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for made in made {
        if let What::Methods(block) = &made.what {
            let names = block.members.iter().map(|member| member.name.clone());
            methods.entry(&made.ident).or_default().extend(names);
        }
    }
    let placed = |made: &Made| {
        let What::Class(class) = &made.what else {
            return None;
        };
        let module = class.module.as_ref();
        Some(PlacedClass {
            path: source.path.clone(),
            name: made.name.clone(),
            place: Place::at(&source.path, made.span),
            module: module.map(|(name, span)| (name.clone(), Place::at(&source.path, *span))),
            methods: methods.get(class.ident.as_str()).cloned().unwrap_or_default(),
        })
    };
    made.iter().filter_map(placed).collect()
}
