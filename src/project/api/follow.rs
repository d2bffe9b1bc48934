//! Follows a Python module through the Rust sources: what it adds, what that is, and what its classes have.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::project::api::exports::{ClassExports, Export, Exported, Exports};
use crate::project::api::find::{self, Found, Index};
use crate::project::api::sources::RustSource;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::{bindings, features};
use crate::syntax::hint::Hint;
use crate::syntax::rust::{
    Add, Added, Argument, Call, Callable, GIVEN_BYTES, Gate, Made, Text, Valued, What, python_class,
};
use crate::syntax::signature::Signature;
use crate::syntax::toml::Toml;
use crate::text::place::Place;

/// Modules and re-exports that lead deeper are not followed.
pub(super) const MAX_DEPTH: usize = 8;

/// More than this is added by functions that call each other again and again.
const MAX_ADDS: usize = 100_000;

/// What the extension module has; `None` where it is not clear which module that is.
pub fn exports(
    pyproject: &Pyproject,
    cargo: &Crate,
    lock: Option<&Toml>,
    sources: &[RustSource],
) -> Option<Exports> {
    if sources.iter().any(|source| source.is_own && source.source.unread) {
        return None;
    }
    let (name, _) = module_name(pyproject, Some(cargo))?;
    let version = bindings::version(Some(cargo), lock);
    let since = |minor| {
        version
            .as_ref()
            .map(|version| *version >= semver::Version::new(0, minor, 0))
    };
    let build = Build {
        features: features::always(pyproject, cargo),
        options_are_required: since(25) == Some(true),
        gives_bytes: since(23),
        gives_paths: since(24) == Some(true),
    };
    read(name.rsplit('.').next()?, sources, &build)
}

/// What decides how the sources are read.
#[derive(Debug)]
struct Build {
    /// The features of the crate that are on in every build.
    features: BTreeSet<String>,
    /// Whether an `Option` without `signature` must be given, as since PyO3 0.25.
    options_are_required: bool,
    /// Whether a `Vec<u8>` becomes bytes and no list, as since PyO3 0.23.
    gives_bytes: Option<bool>,
    /// Whether a `PathBuf` becomes a path and no string, as since PyO3 0.24.
    gives_paths: bool,
}

/// What the module called `name` has.
fn read(name: &str, sources: &[RustSource], build: &Build) -> Option<Exports> {
    let reader = Reader {
        index: Index::new(sources),
        sources,
        build,
        added: Cell::new(0),
    };
    let files = sources.iter().enumerate();
    let all = || {
        files
            .clone()
            .flat_map(|(file, source)| source.source.made.iter().map(move |made| (file, made)))
    };
    let is_it = |made: &Made| made.name == name && matches!(made.what, What::Module(_));
    let mut modules: Vec<Found<'_>> = all().filter(|(_, made)| is_it(made)).collect();
    if modules.len() > 1 {
        modules.retain(|(_, made)| made.path.is_empty()); // not a submodule of the same name
    }
    let [(file, made)] = modules.as_slice() else {
        return None;
    };
    let What::Module(adds) = &made.what else {
        return None;
    };
    let mut exports = reader.module(adds, &Here::inside(*file, made), 0);
    let classes = all().filter(|(_, made)| matches!(made.what, What::Class(_)));
    exports.classes = classes.map(|(_, made)| made.name.clone()).collect();
    Some(exports)
}

/// Where something is added, and what the function around it is given.
#[derive(Clone)]
struct Here<'a> {
    at: find::Place,
    given: BTreeMap<&'a str, Given<'a>>,
}

/// What a function is given.
#[derive(Clone)]
enum Given<'a> {
    Text(&'a str),
    Filler(Found<'a>),
    Closure(&'a [Add], Box<Here<'a>>),
}

impl<'a> Here<'a> {
    fn inside(file: usize, made: &Made) -> Self {
        let path = made.path.iter().chain([&made.ident]).cloned().collect();
        Self {
            at: find::Place { file, path },
            given: BTreeMap::new(),
        }
    }

    /// The text itself, if it is given.
    fn text(&self, text: &'a Text) -> Option<&'a str> {
        match text {
            Text::Literal(text) => Some(text),
            Text::Parameter(name) => match self.given.get(name.as_str()) {
                Some(Given::Text(text)) => Some(text),
                _ => None,
            },
        }
    }
}

/// What reads them.
pub(super) struct Reader<'a> {
    /// What is made in them.
    pub index: Index<'a>,
    /// All of them.
    pub sources: &'a [RustSource],
    build: &'a Build,
    /// How much has been added so far.
    added: Cell<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn is_open(&self, gate: &Gate, file: usize) -> bool {
        let is_on = |feature| self.sources[file].is_own && self.build.features.contains(feature);
        !gate.unsure && gate.features.iter().all(is_on)
    }

    pub(super) fn place(&self, file: usize, span: crate::text::place::Span) -> Place {
        Place::at(&self.sources[file].path, span)
    }

    fn module(&self, adds: &'a [Add], here: &Here<'a>, depth: usize) -> Exports {
        let mut exports = Exports {
            whole: true,
            ..Exports::default()
        };
        for add in adds {
            self.add(add, here, depth, &mut exports);
        }
        exports.whole &= !exports.knows("__getattr__");
        exports
    }

    fn add(&self, add: &'a Add, here: &Here<'a>, depth: usize, exports: &mut Exports) {
        let file = here.at.file;
        self.added.set(self.added.get() + 1);
        if self.added.get() > MAX_ADDS {
            exports.whole = false;
            return;
        }
        let sure = self.is_open(&add.gate, file);
        let place = self.place(file, add.span);
        let named = |name: Option<&str>, what: Exported| {
            let export = |name: &str| Export {
                name: name.to_owned(),
                place: place.clone(),
                sure,
                what,
            };
            name.map(export)
        };
        let export = match &add.what {
            _ if depth > MAX_DEPTH => None,
            Added::Unknown => None,
            Added::Value(name, value) => named(here.text(name), self.value(value, here, depth)),
            Added::Attribute(name, value) => {
                let name = here.text(name);
                exports.unlisted.extend(name.map(str::to_owned));
                named(name, self.value(value, here, depth))
            }
            Added::Module(name, adds) => {
                let module = self.module(adds, here, depth + 1);
                named(here.text(name), Exported::Module(module))
            }
            Added::Made(call, is_touched) => self.made(call, here, depth).and_then(|(name, mut module)| {
                module.whole &= !is_touched;
                named(Some(name), Exported::Module(module))
            }),
            Added::Item(path) => return self.item(path, here, depth, sure, exports),
            Added::By(call) => {
                let more = self.filled(call, here, depth);
                let Some(mut more) = more else {
                    exports.whole = false;
                    return;
                };
                more.all.iter_mut().for_each(|export| export.sure &= sure);
                exports.whole &= more.whole;
                exports.unlisted.append(&mut more.unlisted);
                exports.all.append(&mut more.all);
                return;
            }
        };
        exports.whole &= export.is_some();
        exports.all.extend(export);
    }

    /// Adds what stands at a path; where that is not clear, only its name.
    fn item(&self, path: &[String], here: &Here<'a>, depth: usize, sure: bool, exports: &mut Exports) {
        let is_export = |what: &What| {
            matches!(
                what,
                What::Function(_) | What::Class(_) | What::Module(_) | What::Exception(_)
            )
        };
        let mut found = self.index.find(path, &here.at, &is_export);
        let is_one = found.len() == 1;
        if found.is_empty() {
            // It may be what a macro makes where the path leads to.
            exports.whole = false;
            let ident = path.last().map(String::as_str).unwrap_or_default();
            found = self.index.named(ident, is_export);
        }
        for (file, made) in found {
            let mut what = self.exported(made, file, depth);
            if !is_one {
                what = what.vague();
            }
            exports.all.push(Export {
                name: made.name.clone(),
                place: self.place(file, made.span),
                sure: sure && is_one,
                what,
            });
        }
    }

    fn value(&self, value: &Valued, here: &Here<'a>, depth: usize) -> Exported {
        let path = match value {
            Valued::Of(hint) => return Exported::Value(self.hint(hint, &here.at, None)),
            Valued::Type(path) => path,
        };
        let is_class = |what: &What| matches!(what, What::Class(_) | What::Exception(_));
        match self.index.find(path, &here.at, &is_class).as_slice() {
            [(file, made)] => self.exported(made, *file, depth),
            _ => Exported::Value(Hint::Any),
        }
    }

    fn exported(&self, made: &'a Made, file: usize, depth: usize) -> Exported {
        let at = find::Place {
            file,
            path: made.path.clone(),
        };
        match &made.what {
            What::Function(callable) => Exported::Function(self.signature(callable, &at, None)),
            What::Class(class) => Exported::Class(self.class(made, class, &at, depth)),
            What::Module(adds) => Exported::Module(self.module(adds, &Here::inside(file, made), depth + 1)),
            What::Exception(base) => Exported::Class(ClassExports {
                is_made_elsewhere: true,
                can_be_base: true,
                base: base.last().map(|name| python_class(name)),
                ..ClassExports::default()
            }),
            _ => Exported::Value(Hint::Any),
        }
    }

    /// What a call adds to the module that it is given.
    fn filled(&self, call: &'a Call, here: &Here<'a>, depth: usize) -> Option<Exports> {
        let filler = match call.path.as_slice() {
            [name] => here.given.get(name.as_str()),
            _ => None,
        };
        let (file, made) = match filler {
            Some(Given::Closure(adds, there)) => return Some(self.module(adds, there, depth + 1)),
            Some(Given::Filler(found)) => *found,
            _ => self.filler(&call.path, here)?,
        };
        let there = Here::inside(file, made);
        match &made.what {
            What::Filler(filler) => {
                let given = self.given(&filler.parameters, call, here);
                Some(self.module(&filler.adds, &Here { given, ..there }, depth + 1))
            }
            What::Module(adds) => Some(self.module(adds, &there, depth + 1)),
            _ => None,
        }
    }

    /// The name of the module that a call makes, and what it has.
    fn made(&self, call: &'a Call, here: &Here<'a>, depth: usize) -> Option<(&'a str, Exports)> {
        let is_maker = |what: &What| matches!(what, What::Maker(_));
        let [(file, made)] = self.index.find(&call.path, &here.at, &is_maker)[..] else {
            return None;
        };
        let What::Maker(maker) = &made.what else {
            return None;
        };
        let given = self.given(&maker.parameters, call, here);
        let there = Here {
            given,
            ..Here::inside(file, made)
        };
        Some((
            there.text(&maker.name)?,
            self.module(&maker.adds, &there, depth + 1),
        ))
    }

    fn filler(&self, path: &[String], here: &Here<'a>) -> Option<Found<'a>> {
        let is_filler = |what: &What| matches!(what, What::Filler(_) | What::Module(_));
        match self.index.find(path, &here.at, &is_filler).as_slice() {
            [found] => Some(*found),
            _ => None,
        }
    }

    /// What the parameters of a function are in a call.
    fn given(
        &self,
        parameters: &'a [String],
        call: &'a Call,
        here: &Here<'a>,
    ) -> BTreeMap<&'a str, Given<'a>> {
        let given = parameters
            .iter()
            .zip(&call.arguments)
            .filter_map(|(name, argument)| {
                let given = match argument {
                    Argument::Text(text) => Given::Text(text),
                    Argument::Closure(adds) => Given::Closure(adds, Box::new(here.clone())),
                    Argument::Path(path) => match path.as_slice() {
                        [name] if here.given.contains_key(name.as_str()) => here.given[name.as_str()].clone(),
                        path => Given::Filler(self.filler(path, here)?),
                    },
                    Argument::Other => return None,
                };
                Some((name.as_str(), given))
            });
        given.collect()
    }

    pub(super) fn signature(
        &self,
        callable: &Callable,
        at: &find::Place,
        class: Option<&str>,
    ) -> Option<Signature> {
        let is_sure = self.build.options_are_required || !callable.has_bare_option;
        let mut signature = callable.signature.clone().filter(|_| is_sure)?;
        for parameter in &mut signature.parameters {
            parameter.hint = self.hint(&parameter.hint, at, class);
        }
        signature.returns = self.hint(&signature.returns, at, class);
        Some(signature)
    }

    /// A type, with the names that classes have in Python; `class` is the name of the one around it.
    pub(super) fn hint(&self, hint: &Hint, at: &find::Place, class: Option<&str>) -> Hint {
        let is_class = |what: &What| matches!(what, What::Class(_));
        let known = |part: Hint| match part {
            Hint::Rust(path, _) if path == ["Self"] => class.map(Hint::class).unwrap_or_default(),
            Hint::Rust(path, _) if path == [GIVEN_BYTES] => match self.build.gives_bytes {
                Some(true) => Hint::class("bytes"),
                Some(false) => Hint::of("list", Hint::class("int")),
                None => Hint::Any,
            },
            Hint::Rust(path, usual) => match self.index.find(&path, at, &is_class).as_slice() {
                [(_, made)] => Hint::class(&made.name),
                [] => {
                    let is_path = || path.last().is_some_and(|name| name == "PathBuf");
                    let usual = match *usual {
                        Hint::Any if self.build.gives_paths && is_path() => Hint::class("Path"),
                        usual => usual,
                    };
                    let is_known = usual != Hint::Any && !self.index.is_own(&path, at);
                    Some(usual).filter(|_| is_known).unwrap_or_default()
                }
                _ => Hint::Any,
            },
            part => part,
        };
        hint.clone().map(&known)
    }
}
