//! Python sources: the plain strings that a module assigns to its names.             [door: ruff_python_parser]

use ruff_python_ast::visitor::{Visitor, walk_alias, walk_expr};
use ruff_python_ast::{Alias, Expr, ModModule, Stmt};
use ruff_python_parser::parse_module;

use super::{SyntaxError, refuse_deep_nesting};
use crate::place::Span;

/// A module, parsed.
#[derive(Debug)]
pub struct Module(ModModule);

/// A string that is assigned to a name at the top of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The string, unescaped.
    pub value: String,
    /// Where the string stands, with its quotes.
    pub span: Span,
}

impl Module {
    /// Parses the text of a `.py` or `.pyi` file.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        refuse_deep_nesting(text)?;
        match parse_module(text) {
            Ok(parsed) => Ok(Self(parsed.into_syntax())),
            Err(error) => Err(SyntaxError {
                message: error.error.to_string(),
                span: (error.location.start().to_usize()..error.location.end().to_usize()).into(),
            }),
        }
    }

    /// The plain string that is assigned to `name` at the top, if nothing else in the module binds that name.
    pub fn assigned(&self, name: &str) -> Option<Assigned> {
        let mut bindings = Bindings { name, count: 0 };
        bindings.visit_body(&self.0.body);
        let value = self.0.body.iter().find_map(|statement| match statement {
            Stmt::Assign(assign) => match assign.targets.as_slice() {
                [Expr::Name(target)] if target.id == name => Some(&*assign.value),
                _ => None,
            },
            Stmt::AnnAssign(assign) => match &*assign.target {
                Expr::Name(target) if target.id == name => assign.value.as_deref(),
                _ => None,
            },
            _ => None,
        })?;
        match value {
            Expr::StringLiteral(text) if bindings.count == 1 => Some(Assigned {
                value: text.value.to_str().to_owned(),
                span: (text.range.start().to_usize()..text.range.end().to_usize()).into(),
            }),
            _ => None,
        }
    }
}

/// Counts what binds a name, in whatever branch or scope.
struct Bindings<'a> {
    name: &'a str,
    count: usize,
}

impl<'a> Visitor<'a> for Bindings<'_> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Expr::Name(name) = expression {
            self.count += usize::from(name.ctx.is_store() && name.id == self.name);
        }
        walk_expr(self, expression);
    }

    fn visit_alias(&mut self, alias: &'a Alias) {
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        self.count += usize::from(bound == self.name);
        walk_alias(self, alias);
    }
}
