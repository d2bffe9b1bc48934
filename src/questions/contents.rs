//! What goes into the archives of a project.

use crate::project::Project;
use crate::project::contents::layout::Layout;
use crate::project::contents::{DIST_INFO, File, sdist, wheel};
use crate::questions::fact::Fact;
use crate::text::place::Place;

impl Project {
    /// Where maturin looks for Python packages; `None` where no manifest names the extension module.
    pub fn layout(&self) -> Option<Layout> {
        Layout::read(self.pyproject.as_ref()?, self.cargo.as_ref(), &self.tree)
    }

    /// The files of the wheel that maturin builds of what is here; `None` where they are not known.
    pub fn wheel(&self) -> Option<&[File]> {
        let read = || {
            let (pyproject, cargo) = (self.pyproject.as_ref()?, self.cargo.as_ref()?);
            Some(wheel::files(pyproject, cargo, &self.layout()?, &self.tree))
        };
        self.wheel.get_or_init(read).as_deref()
    }

    /// The files of the source distribution that maturin makes of what is here; `None` where they are not known.
    pub fn sdist(&self) -> Option<Vec<File>> {
        let (pyproject, cargo) = (self.pyproject.as_ref()?, self.cargo.as_ref()?);
        sdist::files(pyproject, cargo, &self.layout()?, &self.tree)
    }
}

/// How many files go into the wheel and into the source distribution, and below which names.
pub(crate) fn facts(project: &Project) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(files) = project.wheel() {
        let packages = project.layout().map(|layout| layout.packages).unwrap_or_default();
        let note = match names(files) {
            note if packages.is_empty() => format!("{note}; no Python package"),
            note => note,
        };
        let fact = Fact::new("contents", "wheel-files", count(files)).note(note);
        facts.push(packages.into_iter().map(Place::file).fold(fact, Fact::at));
    }
    if let Some(files) = project.sdist() {
        facts.push(Fact::new("contents", "sdist-files", count(&files)).note(names(&files)));
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
