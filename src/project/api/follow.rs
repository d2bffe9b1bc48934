//! Follows a Python module through the Rust sources: what it adds, what that is, and what its classes have.

use std::collections::BTreeSet;

use crate::project::api::exports::{ClassExports, Export, Exported, Exports};
use crate::project::api::sources::RustSource;
use crate::project::contents::layout::module_name;
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::project::manifests::{bindings, features};
use crate::syntax::rust::{Add, Added, Callable, Class, Gate, Has, Made, What};
use crate::syntax::signature::Signature;
use crate::syntax::toml::Toml;
use crate::text::place::Place;

/// Modules and re-exports that lead deeper are not followed.
const MAX_DEPTH: usize = 8;

/// What the extension module has; `None` where it is not clear which module that is.
pub fn exports(
    pyproject: &Pyproject,
    cargo: &Crate,
    lock: Option<&Toml>,
    sources: &[RustSource],
) -> Option<Exports> {
    if sources.iter().any(|source| source.source.unread) {
        return None;
    }
    let (name, _) = module_name(pyproject, Some(cargo))?;
    let since = semver::Version::new(0, 25, 0);
    let build = Build {
        features: features::always(pyproject, cargo),
        options_are_required: bindings::version(Some(cargo), lock).is_some_and(|version| version >= since),
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
}

/// What the module called `name` has.
fn read(name: &str, sources: &[RustSource], build: &Build) -> Option<Exports> {
    let reader = Reader { sources, build };
    let is_it = |made: &Made| made.name == name && matches!(made.what, What::Module(_));
    let mut modules: Vec<_> = reader.all().filter(|(_, made)| is_it(made)).collect();
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
    let classes = reader
        .all()
        .filter(|(_, made)| matches!(made.what, What::Class(_)));
    exports.classes = classes.map(|(_, made)| made.name.clone()).collect();
    Some(exports)
}

/// Something that is made for Python, and the source that makes it.
type Found<'a> = (usize, &'a Made);

/// Where a path is read.
#[derive(Clone, Debug)]
struct Here {
    file: usize,
    path: Vec<String>,
}

impl Here {
    fn inside(file: usize, made: &Made) -> Self {
        let path = made.path.iter().chain([&made.ident]).cloned().collect();
        Self { file, path }
    }
}

struct Reader<'a> {
    sources: &'a [RustSource],
    build: &'a Build,
}

impl<'a> Reader<'a> {
    fn all(&self) -> impl Iterator<Item = Found<'a>> {
        let files = self.sources.iter().enumerate();
        files.flat_map(|(index, file)| file.source.made.iter().map(move |made| (index, made)))
    }

    fn is_open(&self, gate: &Gate, file: usize) -> bool {
        let is_on = |feature| self.sources[file].is_own && self.build.features.contains(feature);
        !gate.unsure && gate.features.iter().all(is_on)
    }

    fn place(&self, file: usize, span: crate::text::place::Span) -> Place {
        Place::at(&self.sources[file].path, span)
    }

    fn module(&self, adds: &[Add], here: &Here, depth: usize) -> Exports {
        let mut exports = Exports {
            whole: true,
            ..Exports::default()
        };
        for add in adds {
            self.add(add, here, depth, &mut exports);
        }
        exports
    }

    fn add(&self, add: &Add, here: &Here, depth: usize, exports: &mut Exports) {
        let sure = self.is_open(&add.gate, here.file);
        let place = self.place(here.file, add.span);
        let mut export = |name: &str, place: Place, what: Exported| {
            exports.all.push(Export {
                name: name.to_owned(),
                place,
                sure,
                what,
            });
        };
        match &add.what {
            _ if depth > MAX_DEPTH => exports.whole = false,
            Added::Unknown => exports.whole = false,
            Added::Value(name, class) => {
                let class = class.as_ref().and_then(|path| self.one(path, here, depth));
                let what = match class.map(|(file, made)| (file, &made.what)) {
                    Some((file, What::Class(class))) => Exported::Class(self.class(class, file, depth)),
                    Some((_, What::Exception)) => Exported::Class(ClassExports::default()),
                    _ => Exported::Value,
                };
                export(name, place, what);
            }
            Added::Module(name, adds) => {
                export(name, place, Exported::Module(self.module(adds, here, depth + 1)));
            }
            Added::Item(path) => {
                let found = self.find(path, here, depth);
                exports.whole &= !found.is_empty();
                let is_one = found.len() == 1;
                for (file, made) in found {
                    let place = self.place(file, made.span);
                    let mut what = self.exported(made, file, depth);
                    if !is_one {
                        what = what.vague();
                    }
                    exports.all.push(Export {
                        name: made.name.clone(),
                        place,
                        sure: sure && is_one,
                        what,
                    });
                }
            }
            Added::By(path) => match self.filler(path, here) {
                Some((file, made, adds)) => {
                    let mut more = self.module(adds, &Here::inside(file, made), depth + 1);
                    more.all.iter_mut().for_each(|export| export.sure &= sure);
                    exports.whole &= more.whole;
                    exports.all.append(&mut more.all);
                }
                None => exports.whole = false,
            },
        }
    }

    fn exported(&self, made: &Made, file: usize, depth: usize) -> Exported {
        match &made.what {
            What::Function(callable) => Exported::Function(self.signature(callable)),
            What::Class(class) => Exported::Class(self.class(class, file, depth)),
            What::Module(adds) => Exported::Module(self.module(adds, &Here::inside(file, made), depth + 1)),
            What::Exception => Exported::Class(ClassExports {
                is_made_elsewhere: true,
                ..ClassExports::default()
            }),
            What::Methods(_) | What::Filler(_) | What::Alias(_) => Exported::Value,
        }
    }

    fn signature(&self, callable: &Callable) -> Option<Signature> {
        let is_sure = self.build.options_are_required || !callable.has_bare_option;
        callable.signature.clone().filter(|_| is_sure)
    }

    /// What stands at a path, seen from `here`: nothing, where it is not found, and more than one where it is not clear.
    fn find(&self, path: &[String], here: &Here, depth: usize) -> Vec<Found<'a>> {
        let is_export = |made: &Made| {
            matches!(
                made.what,
                What::Function(_) | What::Class(_) | What::Module(_) | What::Exception
            )
        };
        let found = self.nearest(path, here, is_export);
        if !found.is_empty() || depth > MAX_DEPTH {
            return found;
        }
        let is_alias = |made: &Made| matches!(made.what, What::Alias(_));
        match self.nearest(path, here, is_alias).as_slice() {
            [(file, made)] => match &made.what {
                What::Alias(target) if target.last() != path.last() => {
                    let here = Here {
                        file: *file,
                        path: made.path.clone(),
                    };
                    self.find(target, &here, depth + 1)
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn one(&self, path: &[String], here: &Here, depth: usize) -> Option<Found<'a>> {
        match self.find(path, here, depth).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    fn filler(&self, path: &[String], here: &Here) -> Option<(usize, &'a Made, &'a [Add])> {
        let is_filler = |made: &Made| matches!(made.what, What::Filler(_) | What::Module(_));
        match self.nearest(path, here, is_filler).as_slice() {
            [(file, made)] => match &made.what {
                What::Filler(adds) | What::Module(adds) => Some((*file, *made, adds)),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a path names: the only thing of that name, or the only one that fits the path, or the nearest; where that is
    /// compiled sometimes only, another may take its place.
    fn nearest(&self, path: &[String], here: &Here, is: impl Fn(&Made) -> bool) -> Vec<Found<'a>> {
        let Some((ident, around)) = path.split_last() else {
            return Vec::new();
        };
        let around: Vec<&String> = around
            .iter()
            .filter(|part| !matches!(part.as_str(), "crate" | "self" | "super" | "Self"))
            .collect();
        let distance = |(file, made): Found<'_>| {
            let full: Vec<&String> = self.sources[file].module.iter().chain(&made.path).collect();
            match around.is_empty() {
                false => u8::from(!full.ends_with(&around)),
                true if file != here.file => 3,
                true if made.path == here.path => 0,
                true => 2 - u8::from(here.path.starts_with(&made.path)),
            }
        };
        let all = self.all().filter(|(_, made)| made.ident == *ident && is(made));
        let all: Vec<_> = all.map(|found| (distance(found), found)).collect();
        let least = all.iter().map(|(distance, _)| *distance).min();
        let is_nearest = |(distance, _): &(u8, Found<'_>)| Some(*distance) == least;
        let is_always = |(_, (_, made)): &(u8, Found<'_>)| made.gate == Gate::default();
        let is_clear = all.iter().filter(|one| is_nearest(one)).all(is_always);
        let found = all.iter().filter(|one| !is_clear || is_nearest(one));
        found.map(|(_, found)| *found).collect()
    }

    fn class(&self, class: &'a Class, file: usize, depth: usize) -> ClassExports {
        let same = |made: &Made| made.ident == class.ident && matches!(made.what, What::Class(_));
        let is_only = self.all().filter(|(_, made)| same(made)).count() == 1;
        let in_macros = self
            .sources
            .iter()
            .any(|source| source.source.in_macros.contains(&class.ident));
        let mut exports = ClassExports {
            members: Vec::new(),
            whole: is_only && !class.hides && !in_macros,
            has_dict: class.has_dict,
            is_made_elsewhere: class.has_made_constructor || !is_only,
        };
        let blocks = self.all().filter_map(|(index, made)| match &made.what {
            What::Methods(methods) if made.ident == class.ident && (is_only || index == file) => {
                Some((index, methods))
            }
            _ => None,
        });
        let mut members: Vec<_> = class.members.iter().map(|member| (file, member)).collect();
        for (index, methods) in blocks {
            exports.whole &= !methods.hides;
            members.extend(methods.members.iter().map(|member| (index, member)));
        }
        for (file, member) in members {
            let what = match &member.what {
                Has::Method(callable) => Exported::Function(self.signature(callable)),
                Has::ClassMethod(callable) => Exported::ClassMethod(self.signature(callable)),
                Has::Static(callable) => Exported::Static(self.signature(callable)),
                Has::New(callable) => Exported::New(self.signature(callable)),
                Has::Property => Exported::Property,
                Has::Attribute => Exported::Value,
            };
            exports.members.push(Export {
                name: member.name.clone(),
                place: self.place(file, member.span),
                sure: self.is_open(&member.gate, file),
                what,
            });
        }
        if let Some(path) = &class.extends {
            let here = Here {
                file,
                path: Vec::new(),
            };
            let base = self.one(path, &here, depth + 1);
            exports.is_made_elsewhere = true;
            match base.map(|(file, made)| (file, &made.what)) {
                Some((file, What::Class(base))) if depth < MAX_DEPTH => {
                    let base = self.class(base, file, depth + 1);
                    exports.whole &= base.whole;
                    exports.has_dict |= base.has_dict;
                    exports.members.extend(base.members);
                }
                _ => exports.whole = false,
            }
        }
        exports
    }
}
