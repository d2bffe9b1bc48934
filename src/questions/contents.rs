//! What goes into the archives of a project.

use std::collections::BTreeSet;

use crate::project::Project;
use crate::project::contents::layout::Layout;
use crate::project::contents::patterns::{Excludes, Format};
use crate::project::contents::{DIST_INFO, File, sdist, wheel};
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::fact::Fact;
use crate::syntax::toml::{Node, Toml};
use crate::text::place::Place;
use crate::tree::{join, parent};

impl Project {
    /// Where maturin looks for Python packages; `None` where no manifest names the extension module.
    pub fn layout(&self) -> Option<&Layout> {
        let read = || Layout::read(self.pyproject.as_ref()?, self.cargo.as_ref(), &self.tree);
        self.layout.get_or_init(read).as_ref()
    }

    /// What is kept out of archives of this kind.
    fn excludes(&self, pyproject: &Pyproject, format: Format) -> &Excludes {
        let [wheel, sdist] = self.excludes.get_or_init(|| Excludes::both(pyproject));
        match format {
            Format::Wheel => wheel,
            Format::Sdist => sdist,
        }
    }

    /// The files of the wheel that maturin builds of what is here; `None` where they are not known.
    pub fn wheel(&self) -> Option<&[File]> {
        let read = || {
            let (pyproject, cargo) = (self.pyproject.as_ref()?, self.cargo.as_ref()?);
            let excludes = self.excludes(pyproject, Format::Wheel);
            Some(wheel::files(
                pyproject,
                cargo,
                self.layout()?,
                excludes,
                &self.tree,
            ))
        };
        self.wheel.get_or_init(read).as_deref()
    }

    /// The files of the source distribution that maturin makes of what is here; `None` where they are not known.
    pub fn sdist(&self) -> Option<&[File]> {
        let read = || {
            let (pyproject, cargo) = (self.pyproject.as_ref()?, self.cargo.as_ref()?);
            let excludes = self.excludes(pyproject, Format::Sdist);
            sdist::files(pyproject, cargo, self.layout()?, excludes, &self.tree)
        };
        self.sdist.get_or_init(read).as_deref()
    }

    /// What says of a file whether anything may keep it out of the source distribution: all of that takes long to list.
    pub fn may_lose(&self) -> Option<impl Fn(&str) -> bool> {
        let (pyproject, cargo, tree) = (self.pyproject.as_ref()?, self.cargo.as_ref()?, &self.tree);
        let generator = pyproject.maturin("sdist-generator").and_then(Node::as_str);
        if generator == Some("git") {
            tree.top("")?; // it takes what is tracked, and nothing is yet
        }
        let is_excluded = move |path: &str| {
            let excludes = self.excludes(pyproject, Format::Sdist);
            excludes.keep_out(tree, Some(path), path)
        };
        let crates = || std::iter::once(&cargo.manifest).chain(&cargo.path_dependencies);
        let is_whole = |manifest: &&Toml| {
            let mut keys = ["exclude", "include"].iter();
            keys.all(|key| manifest.get(&["package", key]).is_none())
        };
        let whole: BTreeSet<&str> = crates()
            .filter(is_whole)
            .map(|krate| parent(&krate.path))
            .collect();
        let is_plain = generator.is_none() && crates().all(|krate| !krate.path.starts_with(".."));
        Some(move |path: &str| {
            let holds = |folder: &String| tree.exists(&join(folder, "Cargo.toml"));
            let around = tree.upwards(parent(path)).find(holds);
            let is_packed = around.is_some_and(|folder| whole.contains(folder.as_str()));
            !is_plain || !is_packed || is_excluded(path)
        })
    }
}

/// How many files go into the wheel and into the source distribution, and below which names.
pub(crate) fn facts(project: &Project) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(files) = project.wheel() {
        let packages = project
            .layout()
            .map(|layout| layout.packages.as_slice())
            .unwrap_or_default();
        let note = match names(files) {
            note if packages.is_empty() => format!("{note}; no Python package"),
            note => note,
        };
        let fact = Fact::new("contents", "wheel-files", count(files)).note(note);
        facts.push(
            packages
                .iter()
                .map(|package| Place::file(package.as_str()))
                .fold(fact, Fact::at),
        );
    }
    if let Some(files) = project.sdist() {
        facts.push(Fact::new("contents", "sdist-files", count(files)).note(names(files)));
    }
    facts
}

fn count(files: &[File]) -> String {
    match files.len() {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    }
}

/// The names at the root of an archive, with the number of files below each.
fn names(files: &[File]) -> String {
    let top = |file: &File| match file.target.split_once('/') {
        Some((DIST_INFO, _)) => "metadata".to_owned(),
        Some((name, _)) => format!("{name}/"),
        None => String::new(),
    };
    let mut tops: Vec<String> = files.iter().map(top).collect();
    tops.sort();
    let shown = tops
        .chunk_by(|one, other| one == other)
        .map(|same| match same[0].as_str() {
            "" => format!("{} at the root", same.len()),
            name => format!("{} in `{name}`", same.len()),
        });
    shown.collect::<Vec<_>>().join(", ")
}
