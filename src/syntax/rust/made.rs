//! What Rust sources make for Python.

use crate::syntax::rust::added::{Add, Filler, Maker};
use crate::syntax::rust::attributes::Gate;
use crate::syntax::rust::class::{Class, Methods};
use crate::syntax::rust::function::Callable;
use crate::text::place::Span;

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

/// What a source makes for Python under a name of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The name in Rust.
    pub ident: String,
    /// The modules of the file around it.
    pub path: Vec<String>,
    /// Under which conditions it is compiled.
    pub gate: Gate,
    /// The name in Python.
    pub name: String,
    /// Where that is written.
    pub span: Span,
    /// What it is.
    pub what: What,
}

/// What a source makes for Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A function.
    Function(Callable),
    /// A class.
    Class(Class),
    /// Methods of the class with the same name in Rust.
    Methods(Methods),
    /// An exception of `create_exception!`, and the class that it is made of.
    Exception(Vec<String>),
    /// A module, and what is added to it.
    Module(Vec<Add>),
    /// A type that Python does not get, with the name of one that it may get.
    Type,
    /// A function that adds to the module that it is given.
    Filler(Filler),
    /// A function that makes a module.
    Maker(Maker),
    /// A name for what stands at this path.
    Alias(Vec<String>),
    /// All names of what stands at this path.
    Glob(Vec<String>),
}
