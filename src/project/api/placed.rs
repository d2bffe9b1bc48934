//! The classes that the Rust sources make for Python, and the module in which each says that it is.

use std::sync::Arc;

use crate::project::api::sources::RustSource;
use crate::syntax::rust::{Class, Made, What};
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
    let of_source = |source: &RustSource| -> Vec<PlacedClass> {
        let made = source.source.made.iter();
        let placed = |made: &Made| match &made.what {
            What::Class(class) => Some(placed(source, made, class)),
            _ => None,
        };
        made.filter_map(placed).collect()
    };
    sources.iter().flat_map(of_source).collect()
}

fn placed(source: &RustSource, made: &Made, class: &Class) -> PlacedClass {
    let blocks = source.source.made.iter().filter_map(|made| match &made.what {
        What::Methods(methods) if made.ident == class.ident => Some(methods),
        _ => None,
    });
    let module = class.module.as_ref();
    PlacedClass {
        path: source.path.clone(),
        name: made.name.clone(),
        place: Place::at(&source.path, made.span),
        module: module.map(|(name, span)| (name.clone(), Place::at(&source.path, *span))),
        methods: blocks
            .flat_map(|block| &block.members)
            .map(|member| member.name.clone())
            .collect(),
    }
}
