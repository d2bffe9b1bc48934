//! Python sources: what a module assigns to its names and imports, and what a stub promises.  [door: ruff_python_parser]

mod literals;
mod run;
mod annotation;
mod stub;
mod compiled;
mod beside;
mod newer;
mod respelled;
mod version;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{Visitor, walk_alias, walk_expr, walk_stmt};
use ruff_python_ast::{Alias, Expr, ExprCall, ExprName, ModModule, Stmt};
use ruff_python_parser::{ParseError, Parsed, parse_module};
use ruff_text_size::Ranged;

pub use crate::syntax::python::annotation::Typed;
pub use crate::syntax::python::beside::Beside;
use crate::syntax::python::literals::bytes;
pub use crate::syntax::python::newer::{NEWEST, Newer};
pub use crate::syntax::python::stub::{Class, Function, Listed, Promise, Promised, Promises};
use crate::syntax::{SyntaxError, is_too_deep};
use crate::text::place::Span;

/// A module, parsed.
#[derive(Debug)]
pub struct Module {
    syntax: ModModule,
    /// Whether it is judged.
    is_judged: bool,
    /// How often it binds each name, once somebody asks.
    bound: OnceLock<BTreeMap<String, usize>>,
}

/// A string that is assigned to a name at the top of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The string, unescaped.
    pub value: String,
    /// Where the string stands, with its quotes.
    pub span: Span,
    /// Where the statement begins.
    pub statement: usize,
}

/// A call of a function or method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The name of what is called, without what it belongs to.
    pub called: String,
    /// Where the call stands.
    pub span: Span,
    /// Its positional arguments: the text of those that are plain strings, and where each stands.
    pub arguments: Vec<(Option<String>, Span)>,
}

impl Call {
    fn of(call: &ExprCall, called: String) -> Self {
        let argument = |argument: &Expr| {
            let text = argument
                .as_string_literal_expr()
                .map(|text| text.value.to_str().to_owned());
            (text, bytes(argument.range()))
        };
        Self {
            called,
            span: bytes(call.range()),
            arguments: call.arguments.args.iter().map(argument).collect(),
        }
    }
}

/// A `from … import …` that every import of the module carries out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The dots before the module.
    pub level: usize,
    /// The module, or nothing after the dots.
    pub module: String,
    /// Where the module is written, without the dots.
    pub span: Option<Span>,
    /// The names that are imported, and where each stands.
    pub names: Vec<(String, Span)>,
    /// Those of them that are bound as they are, and not by `as`.
    pub kept: Vec<String>,
}

impl Module {
    /// Parses the text of a `.py` or `.pyi` file; one that is not judged counts as empty.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let is_judged = is_judged(text);
        match parse(text, is_judged) {
            Ok(parsed) => Ok(Self {
                syntax: parsed.into_syntax(),
                is_judged,
                bound: OnceLock::new(),
            }),
            Err(error) => Err(SyntaxError {
                message: error.error.to_string(),
                span: bytes(error.location),
            }),
        }
    }

    /// Whether it is judged at all: one that is not counts as empty.
    pub fn is_judged(&self) -> bool {
        self.is_judged
    }

    /// What keeps Python from running a source that parses.
    pub fn refused(&self, text: &str) -> Option<SyntaxError> {
        let error = compiled::refused(&self.syntax, text)?;
        Some(SyntaxError {
            message: error.to_string(),
            span: bytes(error.range),
        })
    }

    /// What the module promises, if it is a stub; one that is not judged may promise anything.
    pub fn promises(&self) -> Promises {
        let mut promises = stub::promises(&self.syntax.body);
        promises.open |= !self.is_judged;
        promises
    }

    /// The imports from other modules at the top, outside branches and `try`.
    pub fn imports(&self) -> Vec<Import> {
        let imports = self.syntax.body.iter().filter_map(|statement| match statement {
            Stmt::ImportFrom(import) => Some(Import {
                level: usize::try_from(import.level).unwrap_or(usize::MAX),
                module: import
                    .module
                    .as_ref()
                    .map(|module| module.to_string())
                    .unwrap_or_default(),
                span: import.module.as_ref().map(|module| bytes(module.range)),
                names: import
                    .names
                    .iter()
                    .map(|alias| (alias.name.to_string(), bytes(alias.name.range)))
                    .collect(),
                kept: import
                    .names
                    .iter()
                    .filter(|alias| alias.asname.as_ref().is_none_or(|bound| *bound == alias.name))
                    .map(|alias| alias.name.to_string())
                    .collect(),
            }),
            _ => None,
        });
        imports.collect()
    }

    /// The modules that are imported by their whole names at the top, outside branches and `try`, and where each is written.
    pub fn absolute_imports(&self) -> Vec<(String, Span)> {
        let mut found = Vec::new();
        for statement in &self.syntax.body {
            match statement {
                Stmt::Import(import) => {
                    let names = import.names.iter().map(|alias| &alias.name);
                    found.extend(names.map(|name| (name.to_string(), bytes(name.range))));
                }
                Stmt::ImportFrom(import) if import.level == 0 => {
                    let module = import.module.iter();
                    found.extend(module.map(|module| (module.to_string(), bytes(module.range))));
                }
                _ => {}
            }
        }
        found
    }

    /// Whether the module does more than to have a text and to pass on all that another one has.
    pub fn has_code(&self) -> bool {
        let is_plain = |statement: &Stmt| match statement {
            Stmt::Expr(text) => text.value.is_string_literal_expr(),
            Stmt::ImportFrom(import) => import.names.iter().all(|alias| alias.name == *"*"),
            _ => false,
        };
        !self.syntax.body.iter().all(is_plain)
    }

    /// The plain string that is assigned to `name` at the top, if nothing else in the module binds that name.
    pub fn assigned(&self, name: &str) -> Option<Assigned> {
        let (target, value) = self.assignment(name)?;
        match value {
            Expr::StringLiteral(text) => Some(Assigned {
                value: text.value.to_str().to_owned(),
                span: bytes(text.range),
                statement: target.range.start().to_usize(),
            }),
            _ => None,
        }
    }

    /// The texts of the list that is assigned to `name` at the top, and where each stands, if nothing else binds that name.
    pub fn assigned_list(&self, name: &str) -> Option<Vec<(String, Span)>> {
        let (_, value) = self.assignment(name)?;
        let items = match value {
            Expr::List(list) => &list.elts,
            Expr::Tuple(tuple) => &tuple.elts,
            _ => return None,
        };
        let texts = items.iter().map(|item| {
            let text = item.as_string_literal_expr()?;
            Some((text.value.to_str().to_owned(), bytes(text.range)))
        });
        texts.collect()
    }

    /// Whether a statement at the top that ends before `offset` binds `name`, or may run other modules in a branch.
    pub fn may_bind_before(&self, name: &str, offset: usize) -> bool {
        let mut bindings = Bindings::default();
        let before = self.syntax.body.iter();
        let before = before.take_while(|statement| statement.range().end().to_usize() <= offset);
        let mut may_run = false;
        for statement in before {
            bindings.visit_stmt(statement);
            may_run |= matches!(
                statement,
                Stmt::If(_) | Stmt::Try(_) | Stmt::With(_) | Stmt::For(_) | Stmt::While(_) | Stmt::Match(_)
            );
        }
        may_run || bindings.found.contains_key(name)
    }

    /// The distributions, by literal names, whose installed version is the value of `name`: assigned at the top, or returned
    /// by `__getattr__`, outside `try`.
    pub fn versions_of(&self, name: &str) -> Vec<(String, Span)> {
        let body = &self.syntax.body;
        let call = self.assignment(name).and_then(|(_, value)| value.as_call_expr());
        let assigned = call.and_then(|call| version::asked(body, call));
        assigned
            .into_iter()
            .chain(version::returned(body, name))
            .collect()
    }

    fn assignment(&self, name: &str) -> Option<(&ExprName, &Expr)> {
        let assignment = self.syntax.body.iter().find_map(|statement| {
            let (target, value) = match statement {
                Stmt::Assign(assign) => match assign.targets.as_slice() {
                    [target] => (target, &*assign.value),
                    _ => return None,
                },
                Stmt::AnnAssign(assign) => (&*assign.target, assign.value.as_deref()?),
                _ => return None,
            };
            let target = target.as_name_expr().filter(|target| target.id == name)?;
            Some((target, value))
        });
        assignment.filter(|_| self.bindings(name) == 1)
    }

    /// The files that it reads from where it stands.
    pub fn beside(&self, text: &str) -> Vec<Beside> {
        beside::read(&self.syntax.body, text, &|name| self.bindings(name) == 1)
    }

    /// The calls of the methods of what is called `object`, in whatever scope.
    pub fn method_calls(&self, object: &str) -> Vec<Call> {
        let found = Vec::new();
        let mut calls = Calls { object, found };
        calls.visit_body(&self.syntax.body);
        calls.found
    }

    /// How often the module binds `name`, in whatever branch or scope; `*` is bound by `from … import *`.
    pub fn bindings(&self, name: &str) -> usize {
        let bound = self.bound.get_or_init(|| {
            let mut bindings = Bindings::default();
            bindings.visit_body(&self.syntax.body);
            bindings.found
        });
        bound.get(name).copied().unwrap_or_default()
    }
}

/// Collects the calls of an object's methods.
struct Calls<'a> {
    object: &'a str,
    found: Vec<Call>,
}

impl<'a> Visitor<'a> for Calls<'_> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Expr::Call(call) = expression
            && let Expr::Attribute(function) = &*call.func
            && function
                .value
                .as_name_expr()
                .is_some_and(|name| name.id == self.object)
        {
            self.found.push(Call::of(call, function.attr.to_string()));
        }
        walk_expr(self, expression);
    }
}

/// The comments of a text, each from its `#` to the end of the line; none of one that does not parse.
pub fn comments(text: &str) -> Vec<Span> {
    let parsed = parse(text, is_judged(text));
    let tokens = parsed.iter().flat_map(|parsed| parsed.tokens().iter());
    let comments = tokens.filter(|token| token.kind() == TokenKind::Comment);
    comments.map(|token| bytes(token.range())).collect()
}

/// Counts what binds each name, in whatever branch or scope.
#[derive(Default)]
struct Bindings {
    found: BTreeMap<String, usize>,
}

impl Bindings {
    fn add(&mut self, name: &str) {
        *self.found.entry(name.to_owned()).or_default() += 1;
    }
}

impl<'a> Visitor<'a> for Bindings {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => self.add(&function.name),
            Stmt::ClassDef(class) => self.add(&class.name),
            _ => {}
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Expr::Name(name) = expression
            && name.ctx.is_store()
        {
            self.add(&name.id);
        }
        walk_expr(self, expression);
    }

    fn visit_alias(&mut self, alias: &'a Alias) {
        self.add(alias.asname.as_ref().unwrap_or(&alias.name));
        walk_alias(self, alias);
    }
}

/// The text of a module in `package`, with the name `new` where its imports name `old` or a module in it.
///
/// The names of modules are dotted. `None` where nothing changes, and for a text that is no Python. An import of `old`
/// among other names of its package stays as it is.
pub fn respelled(text: &str, package: &str, old: &str, new: &str) -> Option<String> {
    let (_, leaf) = old.rsplit_once('.').unwrap_or(("", old));
    let parsed = text.contains(leaf).then(|| parse(text, is_judged(text)).ok())??;
    respelled::respelled(&parsed.syntax().body, text, package, old, new)
}

/// The syntax in a source that Python 3.`minor` does not know; nothing of one that does not parse.
pub fn newer_than(text: &str, minor: u64) -> Vec<Newer> {
    if is_judged(text) {
        newer::than(text, minor)
    } else {
        Vec::new()
    }
}

/// The syntax of a text; what is too deep for the parser counts as empty.
fn parse(text: &str, is_judged: bool) -> Result<Parsed<ModModule>, ParseError> {
    parse_module(if is_judged { text } else { "" })
}

fn is_judged(text: &str) -> bool {
    !is_too_deep(text) && !run::is_too_long(text)
}
