//! A source that imports a module by another name.                         [door: ruff_python_ast]

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Alias, Expr, Stmt, StmtImport, StmtImportFrom};
use ruff_text_size::Ranged;

use crate::syntax::python::literals::{bytes, dotted};
use crate::text::edit::splice;
use crate::text::place::Span;

/// The source `text`, whose statements are `body`, with other names in its imports.
pub(super) fn respelled(body: &[Stmt], text: &str, package: &str, old: &str, new: &str) -> Option<String> {
    let mut renaming = Renaming {
        package,
        old,
        new,
        is_whole: false,
        found: Vec::new(),
    };
    renaming.visit_body(body);
    let found: Vec<(Span, &str)> = renaming
        .found
        .iter()
        .map(|(span, name)| (*span, name.as_str()))
        .collect();
    let result = splice(text, &found)?;
    (result != text).then_some(result)
}

/// The package of a module, and its name there.
fn split(module: &str) -> (&str, &str) {
    module.rsplit_once('.').unwrap_or(("", module))
}

struct Renaming<'a> {
    package: &'a str,
    old: &'a str,
    new: &'a str,
    /// Whether `old` is bound by its whole dotted name.
    is_whole: bool,
    found: Vec<(Span, String)>,
}

impl Renaming<'_> {
    /// What a module is called now, if it is `old` or in it.
    fn name(&self, module: &str) -> Option<String> {
        let rest = module.strip_prefix(self.old)?;
        (rest.is_empty() || rest.starts_with('.')).then(|| format!("{}{rest}", self.new))
    }

    fn import(&mut self, import: &StmtImport) {
        for alias in &import.names {
            if let Some(name) = self.name(&alias.name) {
                self.is_whole |= alias.asname.is_none();
                self.found.push((bytes(alias.name.range), name));
            }
        }
    }

    fn import_from(&mut self, import: &StmtImportFrom) {
        let Some(module) = self.absolute(import) else {
            return;
        };
        let Some(first) = import.names.first() else { return };
        let span = import.module.as_ref().map(|module| bytes(module.range));
        if let Some((name, span)) = self.name(&module).zip(span) {
            // With the dots before it.
            let start = span.start.saturating_sub(import.level as usize);
            self.found.push(((start..span.end).into(), name));
        } else if import.names.len() == 1 && (module.as_str(), first.name.as_str()) == split(self.old) {
            self.found.push((bytes(import.range), self.import_of_new(first)));
        }
    }

    /// The statement that binds the module as one that imports it from its package did.
    fn import_of_new(&self, alias: &Alias) -> String {
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        let (package, leaf) = split(self.new);
        let tail = if leaf == bound.as_str() {
            String::new()
        } else {
            format!(" as {bound}")
        };
        if package.is_empty() {
            format!("import {leaf}{tail}")
        } else {
            format!("from {package} import {leaf}{tail}")
        }
    }

    /// The whole name of the module that is imported from; `None` where it would be outside the package.
    fn absolute(&self, import: &StmtImportFrom) -> Option<String> {
        let module = import.module.as_deref().unwrap_or_default();
        let Some(up) = (import.level as usize).checked_sub(1) else {
            return Some(module.to_owned());
        };
        let parts: Vec<&str> = self.package.split('.').filter(|part| !part.is_empty()).collect();
        let kept = parts.len().checked_sub(up).filter(|kept| *kept > 0)?;
        let whole = parts[..kept]
            .iter()
            .copied()
            .chain(Some(module).filter(|module| !module.is_empty()));
        Some(whole.collect::<Vec<_>>().join("."))
    }
}

impl<'a> Visitor<'a> for Renaming<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => self.import(import),
            Stmt::ImportFrom(import) => self.import_from(import),
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        if self.is_whole && dotted(expression).as_deref() == Some(self.old) {
            self.found.push((bytes(expression.range()), self.new.to_owned()));
        } else {
            walk_expr(self, expression);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::python::respelled;

    fn core(text: &str) -> Option<String> {
        respelled(text, "fast", "fast._core", "fast_core._core")
    }

    #[test]
    fn every_import_of_a_module_names_it_anew() {
        for (before, after) in [
            (
                "from fast._core import a, b\n",
                "from fast_core._core import a, b\n",
            ),
            ("from ._core import a\n", "from fast_core._core import a\n"),
            ("from . import _core\n", "from fast_core import _core\n"),
            (
                "from fast import _core as c\n",
                "from fast_core import _core as c\n",
            ),
            ("import fast._core as c\n", "import fast_core._core as c\n"),
            (
                "def f():\n    import fast._core\n    return fast._core.a(fast._core.b)\n",
                "def f():\n    import fast_core._core\n    return fast_core._core.a(fast_core._core.b)\n",
            ),
            (
                "if True:\n    from   ._core  import a\n",
                "if True:\n    from   fast_core._core  import a\n",
            ),
        ] {
            assert_eq!(core(before).as_deref(), Some(after));
        }
        let bare = respelled("from fast import _core\nx = _core.a\n", "", "fast._core", "fast");
        assert_eq!(bare.as_deref(), Some("import fast as _core\nx = _core.a\n"));
        let inner = respelled("from fast import a\n", "", "fast", "fast._core");
        assert_eq!(inner.as_deref(), Some("from fast._core import a\n"));
        let deep = respelled(
            "from .._core import a\n",
            "fast.deep",
            "fast._core",
            "fast_core._core",
        );
        assert_eq!(deep.as_deref(), Some("from fast_core._core import a\n"));
    }

    #[test]
    fn what_is_no_import_of_it_stays() {
        for text in [
            "from fast import a\n",
            "from fast._core_of_mine import a\n",
            "from . import _core, helper\n",
            "from ..._core import a\n",
            "x = 'fast._core'  # fast._core\n",
            "_core = 1\n",
            "from fast._core import (\n",
        ] {
            assert_eq!(core(text), None, "{text}");
        }
    }
}
