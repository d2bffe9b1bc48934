//! What the files of a tree parse to: each is parsed once, however many ask.

use std::sync::Arc;

use crate::syntax::gitignore::Gitignore;
use crate::syntax::python::Module;
use crate::syntax::toml::Toml;
use crate::tree::Tree;
use crate::tree::memo::Parsed;

impl Tree {
    /// The TOML file at `path`; `None` if it has no text.
    pub fn parsed_toml(&self, path: &str) -> Option<Parsed<Toml>> {
        let text = self.text(path)?;
        let parse = |path: &Arc<str>| Toml::parse(path, &text);
        Some(self.documents.toml.get(path, &text, parse))
    }

    /// The Python source or stub at `path`; `None` if it has no text.
    pub fn parsed_python(&self, path: &str) -> Option<Parsed<Arc<Module>>> {
        let text = self.text(path)?;
        let parse = |_: &Arc<str>| Module::parse(&text).map(Arc::new);
        Some(self.documents.python.get(path, &text, parse))
    }

    /// The TOML file at `path`, if there is one that parses.
    pub fn toml(&self, path: &str) -> Option<Toml> {
        self.parsed_toml(path)?.ok()
    }

    /// The Python source or stub at `path`, if there is one that parses.
    pub fn python(&self, path: &str) -> Option<Arc<Module>> {
        self.parsed_python(path)?.ok()
    }

    /// The patterns of the ignore file at `path`, if there is one.
    pub fn gitignore(&self, path: &str) -> Option<Arc<Gitignore>> {
        let text = self.text(path)?;
        let lines = || text.trim_start_matches('\u{feff}').lines();
        let parse = |_: &Arc<str>| Ok(Arc::new(Gitignore::of(lines())));
        self.documents.gitignore.get(path, &text, parse).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::memo::MAX_KEPT;

    #[test]
    fn a_text_is_parsed_once_and_another_at_the_same_path_anew() {
        let tree = Tree::memory([("a.toml", "a = '1'"), ("b.py", "b = '1'"), ("c.toml", "c = ")]);
        let value = |tree: &Tree| Some(tree.toml("a.toml")?.get(&["a"])?.as_str()?.to_owned());
        assert_eq!(value(&tree).as_deref(), Some("1"));
        let first = tree.python("b.py").expect("a module");
        assert!(Arc::ptr_eq(&first, &tree.python("b.py").expect("a module")));
        assert!(
            tree.toml("c.toml").is_none() && tree.parsed_toml("c.toml").is_some_and(|parsed| parsed.is_err())
        );
        let tree = tree.with("a.toml", Some("a = '2'")).with("b.py", None);
        assert_eq!(value(&tree).as_deref(), Some("2"));
        assert!(tree.python("b.py").is_none());
    }

    #[test]
    fn what_is_too_much_is_parsed_again() {
        let long = format!("a = '{}'", "a".repeat(MAX_KEPT));
        let tree = Tree::memory([("a.py", long.as_str())]);
        let both = (tree.python("a.py"), tree.python("a.py"));
        assert!(matches!(both, (Some(one), Some(other)) if !Arc::ptr_eq(&one, &other)));
    }
}
