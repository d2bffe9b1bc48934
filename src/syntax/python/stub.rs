//! What a stub promises: functions with their parameters, classes with their members, values.  [door: ruff_python_ast]

use ruff_python_ast::{Expr, Parameters, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::Ranged;

use crate::syntax::hint::Hint;
use crate::syntax::python::annotation::{Typed, typed};
use crate::syntax::python::literals::{bytes, literal};
use crate::syntax::signature::{Default, Kind, Parameter, Signature};
use crate::text::names::Names;
use crate::text::place::Span;

/// What is defined at the top of a stub, or in one of its classes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promises {
    names: Names,
    /// The definitions in their order, those in branches among them.
    pub all: Vec<Promise>,
    /// Whether there may be more: by `from … import *` or `__getattr__`.
    pub open: bool,
    /// What `__all__` lists, if that is written down.
    pub listed: Option<Listed>,
    /// Where the imports end, or the documentation, if there are none.
    pub head: Option<usize>,
}

/// The names in `__all__`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The names, and where each stands with its quotes.
    pub names: Vec<(String, Span)>,
    /// Where the whole list stands, with its brackets.
    pub span: Span,
}

/// One definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The name.
    pub name: String,
    /// Where it is written.
    pub span: Span,
    /// Where its definition ends.
    pub end: usize,
    /// Whether it stands in a branch.
    pub sometimes: bool,
    /// What it is.
    pub what: Promised,
}

/// What a definition promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Promised {
    /// A function or method.
    Function(Function),
    /// A property by its getter, which has this type; its setter and deleter.
    Property(Typed),
    /// A class.
    Class(Class),
    /// A name with a type, and with a value or without.
    Value(Typed),
    /// An assignment without a type, or one that names a type: an alias, a `TypeVar`.
    Alias,
    /// What is imported from elsewhere.
    Import,
}

/// A function of a stub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its parameters without `self` or `cls`.
    pub signature: Signature,
    /// Whether it is a `staticmethod`.
    pub is_static: bool,
    /// Whether decorators change it in a way that is not known, or it is one of several overloads.
    pub is_changed: bool,
}

/// A class of a stub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The names of its bases, without modules and type arguments; keywords such as `metaclass` count as one.
    pub bases: Vec<String>,
    /// The names of its decorators.
    pub decorators: Vec<String>,
    /// What stands in it.
    pub body: Promises,
    /// Where its body stands, if that is nothing but `...` or `pass`.
    pub blank: Option<Span>,
}

impl Promises {
    /// The definitions of a name.
    pub fn named<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Promise> {
        let all = self.all.iter().map(|promise| promise.name.as_str());
        let places = self.names.places(name, all).iter();
        places.map(|place| &self.all[*place])
    }

    /// Whether anything defines a name.
    pub fn knows(&self, name: &str) -> bool {
        self.named(name).next().is_some()
    }

    fn read(&mut self, body: &[Stmt], is_class: bool, sometimes: bool) {
        for statement in body {
            match statement {
                Stmt::FunctionDef(function) => {
                    self.open |= !is_class && function.name.as_str() == "__getattr__";
                    let what = promised(function, is_class);
                    self.add(
                        &function.name,
                        bytes(function.name.range),
                        statement,
                        sometimes,
                        what,
                    );
                }
                Stmt::ClassDef(class) => {
                    let span = bytes(class.name.range);
                    self.add(
                        &class.name,
                        span,
                        statement,
                        sometimes,
                        Promised::Class(self::class(class)),
                    );
                }
                Stmt::AnnAssign(assign) => {
                    let is_alias = last_name(&assign.annotation) == Some("TypeAlias");
                    let what = if is_alias {
                        Promised::Alias
                    } else {
                        Promised::Value(typed(Some(&assign.annotation)))
                    };
                    self.assigned(&assign.target, statement, sometimes, &what);
                    self.list(&assign.target, assign.value.as_deref());
                }
                Stmt::Assign(assign) => {
                    for target in &assign.targets {
                        self.assigned(target, statement, sometimes, &Promised::Alias);
                        self.list(target, Some(&assign.value));
                    }
                }
                Stmt::AugAssign(assign) => self.list(&assign.target, None),
                Stmt::TypeAlias(alias) => self.assigned(&alias.name, statement, sometimes, &Promised::Alias),
                Stmt::Import(import) => {
                    for alias in &import.names {
                        let name = alias.asname.as_ref().unwrap_or(&alias.name);
                        self.add(name, bytes(name.range), statement, sometimes, Promised::Import);
                    }
                }
                Stmt::ImportFrom(import) => {
                    for alias in &import.names {
                        let name = alias.asname.as_ref().unwrap_or(&alias.name);
                        self.open |= name.as_str() == "*";
                        self.add(name, bytes(name.range), statement, sometimes, Promised::Import);
                    }
                }
                Stmt::If(branch) => {
                    self.read(&branch.body, is_class, true);
                    for clause in &branch.elif_else_clauses {
                        self.read(&clause.body, is_class, true);
                    }
                }
                Stmt::Try(attempt) => {
                    for body in [&attempt.body, &attempt.orelse, &attempt.finalbody] {
                        self.read(body, is_class, true);
                    }
                    for handler in &attempt.handlers {
                        let ruff_python_ast::ExceptHandler::ExceptHandler(handler) = handler;
                        self.read(&handler.body, is_class, true);
                    }
                }
                _ => {}
            }
        }
    }

    /// Reads what is set to `__all__`.
    fn list(&mut self, target: &Expr, value: Option<&Expr>) {
        if target.as_name_expr().is_none_or(|name| name.id != "__all__") {
            return;
        }
        let parts = match value {
            Some(Expr::List(list)) => Some(&list.elts),
            Some(Expr::Tuple(list)) if list.parenthesized => Some(&list.elts),
            _ => None,
        };
        let name = |part: &Expr| {
            let text = part.as_string_literal_expr()?;
            Some((text.value.to_str().to_owned(), bytes(text.range)))
        };
        let names = parts.and_then(|parts| parts.iter().map(name).collect::<Option<Vec<_>>>());
        self.listed = names.zip(value).map(|(names, value)| Listed {
            names,
            span: bytes(value.range()),
        });
    }

    fn assigned(&mut self, target: &Expr, statement: &Stmt, sometimes: bool, what: &Promised) {
        if let Expr::Name(name) = target {
            self.add(&name.id, bytes(name.range), statement, sometimes, what.clone());
        }
    }

    fn add(&mut self, name: &str, span: Span, statement: &Stmt, sometimes: bool, what: Promised) {
        self.all.push(Promise {
            name: name.to_owned(),
            span,
            end: statement.end().to_usize(),
            sometimes,
            what,
        });
    }
}

/// What the module promises, read as a stub.
pub(super) fn promises(body: &[Stmt]) -> Promises {
    let mut promises = Promises::default();
    promises.read(body, false, false);
    let is_import = |statement: &&Stmt| matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_));
    let is_documentation =
        |statement: &&Stmt| matches!(statement, Stmt::Expr(text) if text.value.is_string_literal_expr());
    let head = body
        .iter()
        .rfind(is_import)
        .or_else(|| body.first().filter(is_documentation));
    promises.head = head.map(|statement| statement.end().to_usize());
    promises
}

fn class(class: &StmtClassDef) -> Class {
    let mut body = Promises::default();
    body.read(&class.body, true, false);
    let arguments = class.arguments.iter();
    let bases = arguments.flat_map(|arguments| {
        let bases = arguments.args.iter().map(|base| last_name(base).unwrap_or("?"));
        let keywords = arguments.keywords.iter().map(|_| "?");
        bases.chain(keywords).map(str::to_owned).collect::<Vec<_>>()
    });
    let decorators = class.decorator_list.iter();
    let is_blank = |statement: &&Stmt| match statement {
        Stmt::Pass(_) => true,
        Stmt::Expr(expression) => expression.value.is_ellipsis_literal_expr(),
        _ => false,
    };
    let blank = match class.body.as_slice() {
        [only] => Some(only).filter(is_blank).map(|only| bytes(only.range())),
        _ => None,
    };
    Class {
        blank,
        bases: bases.collect(),
        decorators: decorators
            .filter_map(|decorator| last_name(&decorator.expression))
            .map(str::to_owned)
            .collect(),
        body,
    }
}

fn promised(function: &StmtFunctionDef, is_method: bool) -> Promised {
    let decorators = function.decorator_list.iter();
    let decorators: Vec<&str> = decorators
        .map(|decorator| last_name(&decorator.expression).unwrap_or("?"))
        .collect();
    let is_property = |name: &&str| {
        matches!(
            *name,
            "property" | "cached_property" | "getter" | "setter" | "deleter"
        )
    };
    if decorators.iter().any(is_property) {
        let gets = |name: &&str| matches!(*name, "property" | "cached_property" | "getter");
        let returns = function.returns.as_deref();
        return Promised::Property(typed(returns.filter(|_| decorators.iter().any(gets))));
    }
    let is_static = decorators.contains(&"staticmethod");
    let is_known = |name: &&str| {
        matches!(
            *name,
            "staticmethod" | "classmethod" | "override" | "final" | "deprecated"
        )
    };
    let returns = typed(function.returns.as_deref());
    let mut signature = Signature {
        parameters: parameters(&function.parameters),
        returns_span: returns.span,
        returns: match function.is_async {
            false => returns.hint,
            true => returns.hint.awaited(),
        },
    };
    let has_receiver = is_method && (!is_static || function.name.as_str() == "__new__");
    if has_receiver
        && signature
            .parameters
            .first()
            .is_some_and(|first| first.kind != Kind::Rest)
    {
        signature.parameters.remove(0);
    }
    Promised::Function(Function {
        signature,
        is_static,
        is_changed: !decorators.iter().all(is_known),
    })
}

fn parameters(parameters: &Parameters) -> Vec<Parameter> {
    let mut read = Vec::new();
    let mut add = |parameter: &ruff_python_ast::Parameter, default: Option<&Expr>, kind: Kind| {
        let name = parameter.name.as_str();
        // Before PEP 570, two underscores said that a parameter takes its argument by position.
        let is_private = name.starts_with("__") && !name.ends_with("__") && kind == Kind::Either;
        read.push(Parameter {
            name: name.to_owned(),
            kind: if is_private { Kind::Positional } else { kind },
            default: default.map(|default| literal(default).map_or(Default::Unknown, Default::Literal)),
            hint: Hint::Any,
            span: bytes(parameter.range),
            default_span: default.map(|default| bytes(default.range())),
        });
    };
    for parameter in &parameters.posonlyargs {
        add(&parameter.parameter, parameter.default(), Kind::Positional);
    }
    for parameter in &parameters.args {
        add(&parameter.parameter, parameter.default(), Kind::Either);
    }
    if let Some(rest) = &parameters.vararg {
        add(rest, None, Kind::Rest);
    }
    for parameter in &parameters.kwonlyargs {
        add(&parameter.parameter, parameter.default(), Kind::Keyword);
    }
    if let Some(rest) = &parameters.kwarg {
        add(rest, None, Kind::Keywords);
    }
    read
}

/// The last name of `a.b.c`, `a.b[c]` or `a.b(c)`.
fn last_name(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        Expr::Subscript(subscript) => last_name(&subscript.value),
        Expr::Call(call) => last_name(&call.func),
        _ => None,
    }
}
