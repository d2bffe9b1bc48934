//! What Python refuses in a source that its grammar allows.                          [door: ruff_python_parser]
//!
//! `return` outside a function and a late `from __future__` are such. Where it is not clear what a scope allows, all is.

use std::cell::RefCell;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ModModule, PythonVersion, Stmt};
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext, SemanticSyntaxError,
};
use ruff_text_size::TextRange;

/// The first thing in a source that Python refuses when it compiles it.
pub fn refused(module: &ModModule, text: &str) -> Option<SemanticSyntaxError> {
    let mut reader = Reader {
        checker: SemanticSyntaxChecker::new(),
        scopes: Scopes {
            text,
            around: vec![Scope::Module],
            is_in_try: false,
            refused: RefCell::default(),
        },
    };
    reader.visit_body(&module.body);
    let refused = reader.scopes.refused.into_inner();
    refused.into_iter().min_by_key(|error| error.range.start())
}

/// What is around a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Module,
    Class,
    Function {
        is_async: bool,
    },
    /// A lambda or a comprehension.
    Expression,
    /// The body of a loop.
    Loop,
}

/// What is around the statement that is being read, and what was refused so far.
struct Scopes<'a> {
    text: &'a str,
    around: Vec<Scope>,
    is_in_try: bool,
    refused: RefCell<Vec<SemanticSyntaxError>>,
}

impl Scopes<'_> {
    /// The scope itself, in whatever loop of it.
    fn nearest(&self) -> Scope {
        let mut scopes = self.around.iter().rev();
        scopes
            .find(|scope| **scope != Scope::Loop)
            .copied()
            .unwrap_or(Scope::Module)
    }
}

struct Reader<'a> {
    checker: SemanticSyntaxChecker,
    scopes: Scopes<'a>,
}

impl Reader<'_> {
    fn inside(&mut self, scope: Scope, read: impl FnOnce(&mut Self)) {
        self.scopes.around.push(scope);
        read(self);
        self.scopes.around.pop();
    }
}

impl<'a> Visitor<'a> for Reader<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        self.checker.visit_stmt(statement, &self.scopes);
        match statement {
            Stmt::FunctionDef(function) => {
                let is_async = function.is_async;
                self.inside(Scope::Function { is_async }, |reader| {
                    walk_stmt(reader, statement)
                });
            }
            Stmt::ClassDef(_) => self.inside(Scope::Class, |reader| walk_stmt(reader, statement)),
            Stmt::For(_) | Stmt::While(_) => {
                self.inside(Scope::Loop, |reader| walk_stmt(reader, statement));
            }
            Stmt::Try(_) => {
                let was_in_try = std::mem::replace(&mut self.scopes.is_in_try, true);
                walk_stmt(self, statement);
                self.scopes.is_in_try = was_in_try;
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        self.checker.visit_expr(expression, &self.scopes);
        match expression {
            Expr::Lambda(_)
            | Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_) => {
                self.inside(Scope::Expression, |reader| walk_expr(reader, expression));
            }
            _ => walk_expr(self, expression),
        }
    }
}

impl SemanticSyntaxContext for Scopes<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        false
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        match self.nearest() {
            Scope::Function { .. } => Some(LazyImportContext::Function),
            Scope::Class => Some(LazyImportContext::Class),
            _ => self.is_in_try.then_some(LazyImportContext::TryExceptBlocks),
        }
    }

    /// The oldest, which allows most in annotations.
    fn python_version(&self) -> PythonVersion {
        PythonVersion::PY37
    }

    fn source(&self) -> &str {
        self.text
    }

    fn global(&self, _name: &str) -> Option<TextRange> {
        None
    }

    fn has_nonlocal_binding(&self, _name: &str) -> bool {
        true
    }

    fn in_async_context(&self) -> bool {
        !matches!(self.nearest(), Scope::Function { is_async: false })
    }

    fn in_await_allowed_context(&self) -> bool {
        true
    }

    fn in_yield_allowed_context(&self) -> bool {
        !matches!(self.nearest(), Scope::Module | Scope::Class)
    }

    fn in_sync_comprehension(&self) -> bool {
        false
    }

    fn in_class_body_comprehension(&self) -> bool {
        false
    }

    fn in_module_scope(&self) -> bool {
        self.nearest() == Scope::Module
    }

    fn in_function_scope(&self) -> bool {
        matches!(self.nearest(), Scope::Function { .. })
    }

    fn in_generator_context(&self) -> bool {
        false
    }

    fn in_notebook(&self) -> bool {
        false
    }

    fn in_loop_context(&self) -> bool {
        self.around.last() == Some(&Scope::Loop)
    }

    fn is_bound_parameter(&self, _name: &str) -> bool {
        false
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        self.refused.borrow_mut().push(error);
    }
}
