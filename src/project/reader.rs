//! Reads the files of a project, and collects what is broken on the way.

use std::sync::Arc;

use crate::syntax::SyntaxError;
use crate::syntax::python::Module;
use crate::syntax::toml::Toml;
use crate::syntax::yaml::Yaml;
use crate::text::place::Place;
use crate::tree::Tree;

/// A file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where it is broken.
    pub place: Place,
    /// What is wrong, as a phrase.
    pub reason: String,
}

/// Reads files of a tree and collects what is broken on the way.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The texts.
    pub tree: &'a Tree,
    /// What is broken, in the order in which it was met.
    pub broken: Vec<Broken>,
}

impl<'a> Reader<'a> {
    /// A reader that has found nothing broken yet.
    pub fn new(tree: &'a Tree) -> Self {
        let broken = Vec::new();
        Self { tree, broken }
    }

    /// The text of a file, if it exists and can be read.
    pub fn text(&mut self, path: &str) -> Option<Arc<str>> {
        match self.tree.read(path)? {
            Ok(text) => Some(text),
            Err(unreadable) if unreadable.is_declared => None,
            Err(unreadable) => {
                self.broken.push(Broken {
                    place: Place::file(path),
                    reason: unreadable.reason,
                });
                None
            }
        }
    }

    /// A TOML file, if it exists and parses.
    pub fn toml(&mut self, path: &str) -> Option<Toml> {
        self.text(path)?;
        self.keep(path, self.tree.parsed_toml(path)?)
    }

    /// A YAML file, if it exists and parses.
    pub fn yaml(&mut self, path: &str) -> Option<Yaml> {
        let text = self.text(path)?;
        let parsed = Yaml::parse(&path.into(), &text);
        self.keep(path, parsed)
    }

    /// A Python source or stub, if it exists and parses.
    pub fn python(&mut self, path: &str) -> Option<Arc<Module>> {
        self.text(path)?;
        self.keep(path, self.tree.parsed_python(path)?)
    }

    /// Notes a file that exists and is not valid.
    pub fn validate<T>(
        &mut self,
        path: &str,
        parse: impl FnOnce(&str) -> Result<T, SyntaxError>,
    ) -> Option<T> {
        let text = self.text(path)?;
        self.keep(path, parse(&text))
    }

    fn keep<T>(&mut self, path: &str, parsed: Result<T, SyntaxError>) -> Option<T> {
        parsed
            .map_err(|error| {
                let place = Place::at(&path.into(), error.span);
                self.broken.push(Broken {
                    place,
                    reason: error.message,
                });
            })
            .ok()
    }
}
