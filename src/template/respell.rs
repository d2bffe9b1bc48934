//! How code names what another layout calls otherwise: the extension module, and the crates of the project.

use crate::syntax::toml::Node;
use crate::syntax::{python, rust};
use crate::template::retell::parse;
use crate::tree::parent;

/// A file of the template or of the person: its path, and its text.
pub type Manifest = (String, String);

/// A file of the person's: where it stands, where it will, and its text.
pub struct Code {
    /// Its path so far.
    pub source: String,
    /// Its path from now on.
    pub target: String,
    /// What is in it.
    pub text: String,
}

/// What the project calls its extension module, before and after.
pub fn modules(before: &[Manifest], after: &[Manifest]) -> Option<(String, String)> {
    let pair = (module(before)?, module(after)?);
    (pair.0 != pair.1).then_some(pair)
}

/// The texts of those files that name something otherwise now, by their index.
///
/// `before` and `after` are the manifests that the template has had and has.
pub fn respell(before: &[Manifest], after: &[Manifest], files: &[Code]) -> Vec<(usize, String)> {
    let module = modules(before, after);
    let (old, new) = (Crate::all(before), Crate::all(after));
    let crates = Moved {
        old: &old,
        new: &new,
        files,
    };
    let each = files.iter().enumerate();
    each.filter_map(|(index, file)| {
        let text = if is_python(&file.source) {
            let (old, new) = module.as_ref()?;
            python::respelled(&file.text, &package(&file.source, old, files), old, new)
        } else {
            rust::respelled(&file.text, &crates.names(file))
        };
        Some((index, text?))
    })
    .collect()
}

fn is_python(path: &str) -> bool {
    path.ends_with(".py") || path.ends_with(".pyi")
}

fn module(manifests: &[Manifest]) -> Option<String> {
    let mut documents = manifests
        .iter()
        .filter(|(path, _)| name(path) == "pyproject.toml");
    documents.find_map(|(_, text)| {
        let document = parse(text)?;
        let name = document.get(&["tool", "maturin", "module-name"])?.as_str()?;
        Some(name.to_owned())
    })
}

/// The package that a source is a module of, as far as it is that of the extension module.
fn package(source: &str, module: &str, files: &[Code]) -> String {
    let folder = module
        .rsplit_once('.')
        .map_or("", |(package, _)| package)
        .replace('.', "/");
    let first = format!("{folder}/__init__.py");
    let root = files.iter().find_map(|file| file.source.strip_suffix(&first));
    let inside = root
        .and_then(|root| source.strip_prefix(root))
        .filter(|_| !folder.is_empty());
    inside.map_or_else(String::new, |inside| parent(inside).replace('/', "."))
}

/// A crate of the project.
struct Crate {
    folder: String,
    library: String,
}

impl Crate {
    fn all(manifests: &[Manifest]) -> Vec<Self> {
        let crates = manifests.iter().filter(|(path, _)| name(path) == "Cargo.toml");
        crates
            .filter_map(|(path, text)| {
                let manifest = parse(text)?;
                let package = manifest.get(&["package", "name"])?.as_str()?;
                let library = manifest.get(&["lib", "name"]).and_then(Node::as_str);
                Some(Self {
                    folder: parent(path).to_owned(),
                    library: library.map_or_else(|| package.replace('-', "_"), str::to_owned),
                })
            })
            .collect()
    }

    /// The way from the crate to a file in it.
    fn inside<'a>(&self, path: &'a str) -> Option<&'a str> {
        if self.folder.is_empty() {
            return Some(path);
        }
        path.strip_prefix(&self.folder)?.strip_prefix('/')
    }

    /// The module of the crate's library that a file is: `crate`, or `crate::a`.
    fn module(&self, path: &str) -> Option<String> {
        let inside = self.inside(path)?.strip_prefix("src/")?.strip_suffix(".rs")?;
        let inside = inside.strip_suffix("/mod").unwrap_or(inside);
        match inside {
            "main" => None,
            "lib" => Some("crate".to_owned()),
            _ if inside.starts_with("bin/") => None,
            _ => Some(format!("crate::{}", inside.replace('/', "::"))),
        }
    }
}

fn holder<'a>(crates: &'a [Crate], path: &str) -> Option<&'a Crate> {
    let around = crates.iter().filter(|krate| krate.inside(path).is_some());
    around.max_by_key(|krate| krate.folder.len())
}

/// Which crates there were, and which there are, by the files that have moved.
struct Moved<'a> {
    old: &'a [Crate],
    new: &'a [Crate],
    files: &'a [Code],
}

impl Moved<'_> {
    /// How a file has called the crates of the project, and how it calls them now; longer paths first.
    fn names(&self, file: &Code) -> Vec<(String, String)> {
        let mut names = Vec::new();
        for krate in self.old {
            let root = self
                .files
                .iter()
                .find(|file| krate.module(&file.source).as_deref() == Some("crate"));
            let Some(root) = root else { continue };
            let is_here = |crates, krate: &Crate, path| {
                holder(crates, path).is_some_and(|here| here.folder == krate.folder)
                    && krate.module(path).is_some()
            };
            let was_here = is_here(self.old, krate, &file.source);
            let called = if was_here { "crate" } else { &krate.library };
            // Modules of it may go elsewhere than its root.
            let children = self
                .files
                .iter()
                .filter(|child| was_here && child.source != root.source);
            for child in children.chain([root]) {
                let (Some(module), Some(home)) =
                    (krate.module(&child.source), holder(self.new, &child.target))
                else {
                    continue;
                };
                let Some(now) = home.module(&child.target) else {
                    continue;
                };
                let own = if is_here(self.new, home, &file.target) {
                    "crate"
                } else {
                    &home.library
                };
                let old = module.replacen("crate", called, 1);
                names.push((old, now.replacen("crate", own, 1)));
            }
        }
        names.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
        names
    }
}

fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
