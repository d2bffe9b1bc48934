//! The distribution whose installed version a module gives out as its own.          [door: ruff_python_ast]

use std::collections::BTreeSet;

use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtFunctionDef, StmtIf};
use ruff_text_size::Ranged;

use crate::syntax::python::literals::{bytes, dotted};
use crate::text::place::Span;

/// The module of the standard library that knows what is installed.
const METADATA: [&str; 2] = ["importlib.metadata", "importlib_metadata"];

/// The literal names in `return version("…")` for `name` in the module's `__getattr__`, outside `try`.
pub(super) fn returned(body: &[Stmt], name: &str) -> Vec<(String, Span)> {
    let mut names = Names::default();
    names.visit_body(body);
    let functions = getters(body).into_iter();
    let returned = functions.flat_map(|function| {
        let parameter = function
            .parameters
            .iter()
            .next()
            .map(|parameter| parameter.name().as_str());
        let branches = function.body.iter().filter_map(Stmt::as_if_stmt);
        let branches = branches.filter(move |branch| is_for(branch, parameter, name));
        branches
            .flat_map(|branch| &branch.body)
            .filter_map(Stmt::as_return_stmt)
    });
    let calls = returned.filter_map(|statement| statement.value.as_deref()?.as_call_expr());
    calls.filter_map(|call| names.asked(call)).collect()
}

/// The literal name in `version("…")`, if an import says that this is what it is.
pub(super) fn asked(body: &[Stmt], call: &ExprCall) -> Option<(String, Span)> {
    let mut names = Names::default();
    names.visit_body(body);
    names.asked(call)
}

/// The functions `__getattr__` of a module, also in the branches of an `if`.
fn getters(body: &[Stmt]) -> Vec<&StmtFunctionDef> {
    let mut found = Vec::new();
    for statement in body {
        match statement {
            Stmt::FunctionDef(function) if function.name.as_str() == "__getattr__" => found.push(function),
            Stmt::If(branch) => {
                found.extend(getters(&branch.body));
                branch
                    .elif_else_clauses
                    .iter()
                    .for_each(|clause| found.extend(getters(&clause.body)));
            }
            _ => {}
        }
    }
    found
}

/// Whether a branch is taken if the parameter is `name`.
fn is_for(branch: &StmtIf, parameter: Option<&str>, name: &str) -> bool {
    let Some(compared) = branch.test.as_compare_expr() else {
        return false;
    };
    let ([operator], [right]) = (&*compared.ops, &*compared.comparators) else {
        return false;
    };
    let is_parameter = |side: &Expr| side.as_name_expr().map(|side| side.id.as_str()) == parameter;
    let is_name = |side: &Expr| {
        let text = side.as_string_literal_expr();
        text.is_some_and(|text| text.value.to_str() == name)
    };
    let is_equal = matches!(operator, ruff_python_ast::CmpOp::Eq);
    is_equal
        && (is_parameter(&compared.left) && is_name(right) || is_name(&compared.left) && is_parameter(right))
}

/// The names under which a module knows `importlib.metadata` and its function `version`.
#[derive(Default)]
struct Names {
    functions: BTreeSet<String>,
    modules: BTreeSet<String>,
}

impl Names {
    fn asked(&self, call: &ExprCall) -> Option<(String, Span)> {
        let is_it = match &*call.func {
            Expr::Name(function) => self.functions.contains(function.id.as_str()),
            Expr::Attribute(function) if function.attr.as_str() == "version" => {
                dotted(&function.value).is_some_and(|module| self.modules.contains(&module))
            }
            _ => false,
        };
        let ([argument], true) = (&*call.arguments.args, call.arguments.keywords.is_empty()) else {
            return None;
        };
        let text = argument.as_string_literal_expr().filter(|_| is_it)?;
        Some((text.value.to_str().to_owned(), bytes(text.range())))
    }
}

impl<'a> Visitor<'a> for Names {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::ImportFrom(import) if import.level == 0 => {
                let module = import
                    .module
                    .as_ref()
                    .map(|module| module.as_str())
                    .unwrap_or_default();
                for alias in &import.names {
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name).to_string();
                    match alias.name.as_str() {
                        "version" if METADATA.contains(&module) => self.functions.insert(bound),
                        "metadata" if module == "importlib" => self.modules.insert(bound),
                        _ => false,
                    };
                }
            }
            Stmt::Import(import) => {
                let metadata = import
                    .names
                    .iter()
                    .filter(|alias| METADATA.contains(&alias.name.as_str()));
                let bound = metadata.map(|alias| alias.asname.as_ref().unwrap_or(&alias.name).to_string());
                self.modules.extend(bound);
            }
            _ => walk_stmt(self, statement),
        }
    }
}
