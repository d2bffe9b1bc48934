//! What the extension module has when Python imports it, as far as its sources surely say.

use std::collections::BTreeSet;

use crate::syntax::hint::Hint;
use crate::syntax::signature::Signature;
use crate::text::names::Names;
use crate::text::place::Place;

/// What a module has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exports {
    pub(crate) names: Names,
    /// Its names, in the order of the sources; one that is added twice stands here twice.
    pub all: Vec<Export>,
    /// Whether it can have no other names.
    pub whole: bool,
    /// Those of its names that something else than `add` gives it, which PyO3 does not list in `__all__`.
    pub unlisted: BTreeSet<String>,
    /// The names of classes that the sources make, whether the module has them or only passes on instances.
    pub classes: BTreeSet<String>,
}

/// A name that a module or a class has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The name in Python.
    pub name: String,
    /// Where the name is written.
    pub place: Place,
    /// Whether it is there in every build.
    pub sure: bool,
    /// What it is.
    pub what: Exported,
}

/// What a module or a class has under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    /// A function, or a method of instances.
    Function(Option<Signature>),
    /// A method of the class.
    ClassMethod(Option<Signature>),
    /// A static method.
    Static(Option<Signature>),
    /// The constructor of a class.
    New(Option<Signature>),
    /// A property of this type, and whether it can be set.
    Property(Hint, bool),
    /// A class.
    Class(ClassExports),
    /// A module.
    Module(Exports),
    /// A value of this type.
    Value(Hint),
}

/// What a class has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassExports {
    /// Its members, those of its bases in Rust among them, but for a variant of an enum, which has those of the enum.
    pub members: Vec<Export>,
    /// How many of them are its own; they come first.
    pub own: usize,
    /// The name of the class that it is derived from.
    pub base: Option<String>,
    /// Whether Python can derive classes from it.
    pub can_be_base: bool,
    /// Whether its instances hold something, so that no class can be derived from it and from another that does.
    pub has_layout: bool,
    /// Whether it is the class of a variant with fields.
    pub is_variant: bool,
    /// Whether its values are those of an enum without fields.
    pub is_enum: bool,
    /// Whether its instances have an order.
    pub has_order: bool,
    /// Whether it can have no other methods and properties, but for those of every object.
    pub whole: bool,
    /// Whether its instances take any attribute.
    pub has_dict: bool,
    /// Whether something else than `#[new]` may construct it.
    pub is_made_elsewhere: bool,
}

impl Exports {
    /// What has this name.
    pub fn named<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Export> {
        let all = self.all.iter().map(|export| export.name.as_str());
        let places = self.names.places(name, all).iter();
        places.map(|place| &self.all[*place])
    }

    /// What the module of this name has that is surely in this one.
    pub fn module(&self, name: &str) -> Option<&Exports> {
        let mut exports = self.named(name);
        match (exports.next(), exports.next()) {
            (
                Some(Export {
                    sure: true,
                    what: Exported::Module(exports),
                    ..
                }),
                None,
            ) => Some(exports),
            _ => None,
        }
    }

    /// Whether anything has this name.
    pub fn knows(&self, name: &str) -> bool {
        self.named(name).next().is_some()
    }
}

impl Exported {
    /// What is left of it, where it may be another of the same name.
    pub(crate) fn vague(self) -> Self {
        match self {
            Self::Function(_) => Self::Function(None),
            Self::Class(_) => Self::Class(ClassExports {
                is_made_elsewhere: true,
                ..ClassExports::default()
            }),
            Self::Module(exports) => Self::Module(Exports {
                whole: false,
                ..exports
            }),
            other => other,
        }
    }
}
