//! Finds what a path in the Rust sources names.

use std::collections::{BTreeMap, BTreeSet};

use crate::project::api::sources::RustSource;
use crate::syntax::rust::{Gate, Made, What};

/// The ident under which a `use` of all names is kept.
const ALL: &str = "__all";

/// The crates of which it is known what Python gets for their types, and how paths to those types begin where their
/// modules have been taken in.
const ROOTS: [&str; 7] = ["pyo3", "std", "core", "alloc", "types", "path", "string"];

/// Names that lead to names more often than this lead nowhere: `use a::b as a`.
const MAX_STEPS: usize = 64;

/// Something that is made for Python, and the source that makes it.
pub(super) type Found<'a> = (usize, &'a Made);

/// Where a path is read: the source, and the modules and the function around it there.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The number of the source.
    pub file: usize,
    /// The names of the modules and of the function.
    pub path: Vec<String>,
}

/// All that is made, by its name in Rust.
pub(super) struct Index<'a> {
    sources: &'a [RustSource],
    named: BTreeMap<&'a str, Vec<Found<'a>>>,
}

impl<'a> Index<'a> {
    /// The index of these sources.
    pub fn new(sources: &'a [RustSource]) -> Self {
        let mut named: BTreeMap<&str, Vec<Found<'_>>> = BTreeMap::new();
        for (file, source) in sources.iter().enumerate() {
            for made in &source.source.made {
                named.entry(&made.ident).or_default().push((file, made));
            }
        }
        Self { sources, named }
    }

    /// All of this name that are such a thing.
    pub fn named(&self, ident: &str, is: impl Fn(&What) -> bool) -> Vec<Found<'a>> {
        let all = self.named.get(ident).into_iter().flatten().copied();
        all.filter(|(_, made)| is(&made.what)).collect()
    }

    /// Whether a path names something that neither PyO3 nor the standard library has.
    pub fn is_own(&self, path: &[String], here: &Place) -> bool {
        let leads_elsewhere = |path: &[String]| !path.first().is_some_and(|first| ROOTS.contains(&&**first));
        let is = |what: &What| match what {
            What::Type => true,
            What::Alias(target) => leads_elsewhere(target),
            _ => false,
        };
        let may_be = || path.last().is_some_and(|ident| !self.named(ident, is).is_empty());
        path.len() > 1 && leads_elsewhere(path) || may_be() && !self.find(path, here, &is).is_empty()
    }

    /// What a path names: nothing, where it is not found, and more than one, where it is not clear.
    pub fn find(&self, path: &[String], here: &Place, is: &dyn Fn(&What) -> bool) -> Vec<Found<'a>> {
        match path.last() {
            Some(ident) if self.named.contains_key(ident.as_str()) => {
                self.search(path, here, is, &mut BTreeSet::new())
            }
            _ => Vec::new(),
        }
    }

    fn search(
        &self,
        path: &[String],
        here: &Place,
        is: &dyn Fn(&What) -> bool,
        seen: &mut BTreeSet<(usize, usize, Vec<String>)>,
    ) -> Vec<Found<'a>> {
        let Some((ident, around)) = path.split_last() else {
            return Vec::new();
        };
        let mut found = self.nearest(ident, around, here, is);
        if !found.is_empty() {
            return found;
        }
        let mut go_on = |(file, made): Found<'a>, target: &[String], rest: &[String]| {
            let target: Vec<String> = target.iter().chain(rest).cloned().collect();
            let is_new = seen.len() < MAX_STEPS && seen.insert((file, made.span.start, target.clone()));
            let there = Place {
                file,
                path: made.path.clone(),
            };
            match is_new {
                true => self.search(&target, &there, is, seen),
                false => Vec::new(),
            }
        };
        let is_alias = |what: &What| matches!(what, What::Alias(_));
        for alias in self.nearest(ident, around, here, &is_alias) {
            if let What::Alias(target) = &alias.1.what {
                found.extend(go_on(alias, target, &[]));
            }
        }
        for glob in self.nearest(ALL, around, here, &|what| matches!(what, What::Glob(_))) {
            if let (true, What::Glob(target)) = (found.is_empty(), &glob.1.what) {
                found.extend(go_on(glob, target, std::slice::from_ref(ident)));
            }
        }
        if let ([first, rest @ ..], true) = (around, found.is_empty()) {
            let rest: Vec<String> = rest.iter().chain([ident]).cloned().collect();
            for alias in self.nearest(first, &[], here, &is_alias) {
                if let What::Alias(target) = &alias.1.what {
                    found.extend(go_on(alias, target, &rest));
                }
            }
        }
        let mut known = BTreeSet::new();
        found.retain(|(file, made)| known.insert((*file, made.span.start)));
        found
    }

    /// Whether anything of this name stands in a source.
    fn stands_in(&self, ident: &str, file: usize) -> bool {
        let all = self.named.get(ident).map(Vec::as_slice).unwrap_or_default();
        let first = all.partition_point(|(other, _)| *other < file);
        all.get(first).is_some_and(|(other, _)| *other == file)
    }

    /// What of this name fits the path around it best; where that is compiled sometimes only, another may take its place.
    fn nearest(
        &self,
        ident: &str,
        around: &[String],
        here: &Place,
        is: &dyn Fn(&What) -> bool,
    ) -> Vec<Found<'a>> {
        if around.is_empty() && !self.stands_in(ident, here.file) {
            return Vec::new();
        }
        let all = self.named(ident, is);
        let far: Vec<Option<u8>> = all
            .iter()
            .map(|found| self.distance(around, here, *found))
            .collect();
        let Some(least) = far.iter().flatten().min().copied() else {
            return Vec::new();
        };
        let found = all
            .iter()
            .zip(&far)
            .filter(|(_, distance)| **distance == Some(least));
        let found: Vec<Found<'a>> = found.map(|(found, _)| *found).collect();
        let is_clear = found.iter().all(|(_, made)| made.gate == Gate::default());
        if is_clear { found } else { all }
    }

    /// How far something is from where a path that leads to `around` is read; `None` where it does not stand there.
    fn distance(&self, around: &[String], here: &Place, (file, made): Found<'_>) -> Option<u8> {
        let (there, source) = (&self.sources[here.file], &self.sources[file]);
        let is_same_crate = there.krate == source.krate;
        let full: Vec<&String> = source.module.iter().chain(&made.path).collect();
        let own: Vec<&String> = there.module.iter().chain(&here.path).collect();
        let lead = around
            .iter()
            .take_while(|part| matches!(part.as_str(), "crate" | "self" | "super" | "Self"))
            .count();
        let rest: Vec<&String> = around[lead..].iter().collect();
        let fits = match around.first().map(String::as_str) {
            None | Some("self" | "Self") if rest.is_empty() => {
                let is_same = file == here.file;
                let distance = match made.path == here.path {
                    true => 0,
                    false => 2 - u8::from(here.path.starts_with(&made.path)),
                };
                return is_same.then_some(distance);
            }
            Some("crate") if rest.is_empty() => is_same_crate && full.is_empty(),
            Some("super") if rest.is_empty() => {
                is_same_crate && full.len() < own.len() && own.starts_with(&full)
            }
            _ if lead > 0 => is_same_crate && full.ends_with(&rest),
            Some(first) if !is_same_crate && first == source.krate => match &rest[1..] {
                [] => full.is_empty(),
                rest => full.ends_with(rest),
            },
            _ => full.ends_with(&rest),
        };
        fits.then_some(0)
    }
}
