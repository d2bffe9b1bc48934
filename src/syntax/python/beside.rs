//! Files that a source reads from where it stands: by `__file__`, or as resources of a package.  [door: ruff_python_ast]

use std::collections::BTreeMap;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ExprCall, Number, Stmt};
use ruff_text_size::Ranged;

use crate::syntax::python::literals::bytes;
use crate::text::place::Span;

/// A file that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The package that it is a resource of; `None` where the path counts from the source itself.
    pub package: Option<String>,
    /// Its path from there: `data.json`, or `..` for the folder above that of the source.
    pub path: String,
    /// Where it is read.
    pub span: Span,
    /// Whether an import of the source surely reads it.
    pub at_once: bool,
}

/// What a value leads to: the package that it counts from, and a path, in which the source itself is `.`.
type Way = (Option<String>, Vec<String>);

/// What stands for the source itself, and not for its folder.
const ITSELF: &str = "\0";

/// The files that a source reads, but in `try`; none where it looks first whether they are there, or writes files.
pub(super) fn read(body: &[Stmt], text: &str, is_bound_once: &dyn Fn(&str) -> bool) -> Vec<Beside> {
    const GUARDS: [&str; 10] = [
        "exists(",
        "is_file(",
        "isfile(",
        "FileNotFoundError",
        "OSError",
        "write",
        "\"w\"",
        "'w'",
        "\"wb\"",
        "'wb'",
    ];
    let may_read = ["__file__", "resources", "get_data"]
        .iter()
        .any(|word| text.contains(word));
    if !may_read || GUARDS.iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let mut named = Named {
        is_bound_once,
        reading: Reading::default(),
    };
    named.visit_body(body);
    let mut reading = Reading {
        at_once: true,
        ..named.reading
    };
    reading.visit_body(body);
    reading.found
}

/// Collects what names stand for that are bound once.
struct Named<'m> {
    is_bound_once: &'m dyn Fn(&str) -> bool,
    reading: Reading,
}

impl<'a> Visitor<'a> for Named<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if let Stmt::Assign(assign) = statement
            && let [Expr::Name(target)] = assign.targets.as_slice()
            && (self.is_bound_once)(&target.id)
            && let Some(way) = self.reading.way(&assign.value)
        {
            self.reading.names.insert(target.id.to_string(), way);
        }
        walk_stmt(self, statement);
    }
}

#[derive(Default)]
struct Reading {
    names: BTreeMap<String, Way>,
    at_once: bool,
    found: Vec<Beside>,
}

impl Reading {
    /// What an expression leads to.
    fn way(&self, expression: &Expr) -> Option<Way> {
        match expression {
            Expr::Name(name) if name.id == "__file__" => Some((None, vec![ITSELF.to_owned()])),
            Expr::Name(name) => self.names.get(name.id.as_str()).cloned(),
            Expr::Attribute(attribute) if attribute.attr.id == "parent" => up(self.way(&attribute.value)?, 1),
            Expr::Subscript(subscript) => {
                let parents = subscript.value.as_attribute_expr()?;
                let Expr::NumberLiteral(number) = &*subscript.slice else {
                    return None;
                };
                let Number::Int(count) = &number.value else {
                    return None;
                };
                let count = count.as_usize().filter(|_| parents.attr.id == "parents")?;
                up(self.way(&parents.value)?, count.checked_add(1)?)
            }
            Expr::BinOp(joined) if joined.op == ruff_python_ast::Operator::Div => {
                down(self.way(&joined.left)?, [&*joined.right])
            }
            Expr::Call(call) => self.called(call),
            _ => None,
        }
    }

    fn called(&self, call: &ExprCall) -> Option<Way> {
        let arguments = &*call.arguments.args;
        let name = match &*call.func {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(method) => method.attr.id.as_str(),
            _ => return None,
        };
        match (name, arguments) {
            ("Path" | "str" | "abspath" | "realpath" | "fspath", [path]) => self.way(path),
            ("dirname", [path]) => up(self.way(path)?, 1),
            ("join", [first, rest @ ..]) => down(self.way(first)?, rest),
            ("files", [package]) => Some((Some(package_of(package)?), Vec::new())),
            ("resolve" | "absolute", []) => self.way(&call.func.as_attribute_expr()?.value),
            ("joinpath", parts) => down(self.way(&call.func.as_attribute_expr()?.value)?, parts),
            _ => None,
        }
    }

    /// The file that a call reads.
    fn opened(&self, call: &ExprCall) -> Option<Way> {
        let arguments = &*call.arguments.args;
        match &*call.func {
            Expr::Name(name) if name.id == "open" => {
                let is_read = arguments.get(1).is_none_or(|mode| {
                    mode.as_string_literal_expr()
                        .is_some_and(|mode| mode.value.to_str().starts_with('r'))
                });
                self.way(arguments.first()?).filter(|_| is_read)
            }
            Expr::Attribute(method) => match (method.attr.id.as_str(), arguments) {
                ("read_text" | "read_bytes", rest)
                    if rest.is_empty() || self.way(&method.value).is_some() =>
                {
                    self.way(&method.value)
                }
                ("read_text" | "read_binary" | "open_text" | "open_binary" | "get_data", [package, path]) => {
                    down((Some(package_of(package)?), Vec::new()), [path])
                }
                _ => None,
            },
            _ => None,
        }
    }
}

impl<'a> Visitor<'a> for Reading {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let before = self.at_once;
        match statement {
            Stmt::Try(_) => return,
            Stmt::FunctionDef(_) | Stmt::If(_) | Stmt::For(_) | Stmt::While(_) | Stmt::Match(_) => {
                self.at_once = false;
            }
            _ => {}
        }
        walk_stmt(self, statement);
        self.at_once = before;
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        let before = self.at_once;
        self.at_once &= !matches!(expression, Expr::Lambda(_) | Expr::If(_) | Expr::BoolOp(_));
        if let Expr::Call(call) = expression
            && let Some((package, parts)) = self.opened(call)
            && !parts.is_empty()
            && !parts.iter().any(|part| part == ITSELF)
        {
            self.found.push(Beside {
                package,
                path: parts.join("/"),
                span: bytes(expression.range()),
                at_once: self.at_once,
            });
        }
        walk_expr(self, expression);
        self.at_once = before;
    }
}

/// So many folders higher.
fn up((package, mut parts): Way, count: usize) -> Option<Way> {
    const MAX: usize = 16;
    for _ in 0..count.min(MAX) {
        match parts.last().map(String::as_str) {
            None | Some("..") => parts.push("..".to_owned()),
            Some(_) => {
                parts.pop();
            }
        }
    }
    Some((package, parts))
}

/// What some texts lead to from there.
fn down<'a>((package, mut parts): Way, texts: impl IntoIterator<Item = &'a Expr>) -> Option<Way> {
    for text in texts {
        let text = text.as_string_literal_expr()?.value.to_str();
        for part in Some(text).filter(|text| !text.starts_with('/'))?.split('/') {
            match part {
                "" | "." => {}
                ".." => (_, parts) = up((None, parts), 1)?,
                part => parts.push(part.to_owned()),
            }
        }
    }
    Some((package, parts))
}

/// A package by its name; empty for that of the source.
fn package_of(expression: &Expr) -> Option<String> {
    match expression {
        Expr::StringLiteral(text) => Some(text.value.to_str().to_owned()),
        Expr::Name(name) if name.id == "__package__" => Some(String::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::python::Module;

    /// What a source reads: the package, the path, and whether at once.
    fn read(text: &str) -> Vec<String> {
        let module = Module::parse(text).expect("it parses");
        let beside = module.beside(text).into_iter();
        let shown = beside.map(|file| {
            let base = file
                .package
                .map_or("here".to_owned(), |package| format!("<{package}>"));
            format!(
                "{base} {} {}",
                file.path,
                if file.at_once { "now" } else { "later" }
            )
        });
        shown.collect()
    }

    #[test]
    fn files_are_found_however_they_are_named() {
        for (text, expected) in [
            (
                "A = open(Path(__file__).parent / 'a.json').read()",
                "here a.json now",
            ),
            (
                "A = (Path(__file__).resolve().parents[1] / 'x' / 'a').read_text('utf-8')",
                "here ../x/a now",
            ),
            (
                "with open(os.path.join(os.path.dirname(__file__), 'd', 'a'), 'rb') as f: f.read()",
                "here d/a now",
            ),
            (
                "from importlib.resources import files\nA = files('demo.data').joinpath('a').read_bytes()",
                "<demo.data> a now",
            ),
            ("A = (resources.files(__package__) / 'a').read_text()", "<> a now"),
            ("A = pkgutil.get_data('demo', 'a/b')", "<demo> a/b now"),
            (
                "HERE = Path(__file__).parent\ndef f():\n    path = HERE / 'a'\n    return path.read_text()",
                "here a later",
            ),
            (
                "A = f(lambda: (Path(__file__).parent / 'a').read_text())",
                "here a later",
            ),
            (
                "if x:\n    A = (Path(__file__).parent / 'a').read_text()",
                "here a later",
            ),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_not_sure_is_not_found() {
        for text in [
            "A = open('a.json').read()  # __file__",
            "A = (Path(__file__).parent / name).read_text()",
            "A = open(Path(__file__).parent / 'a', mode)",
            "A = open(Path(__file__).parent / 'a', 'a')",
            "A = open(__file__).read()",
            "A = (Path(__file__).parent / '/etc/passwd').read_text()",
            "P = Path(__file__).parent / 'a'\nA = P.read_text() if P.exists() else ''",
            "P = Path(__file__).parent / 'a'\nP.write_text('')\nA = P.read_text()",
            "try:\n    A = (Path(__file__).parent / 'a').read_text()\nexcept Exception: A = ''",
            "P = Path(__file__).parent\nP = other\nA = (P / 'a').read_text()",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}
