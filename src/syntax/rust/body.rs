//! What the functions that fill a Python module add to it.                           [door: syn]

use std::collections::BTreeMap;

use syn::visit::{self, Visit};
use syn::{Expr, FnArg, Item, ItemFn, Local, Macro, Pat, Stmt, Type};

use crate::syntax::rust::attributes::{Gate, expanded, is};
use crate::syntax::rust::expression::{attributes_of, literal, new_module, parts, path_of, type_of, wrapped};
use crate::syntax::rust::spans::bytes;
use crate::text::place::Span;

/// One thing that is added to a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Add {
    /// What it is.
    pub what: Added,
    /// Where it is added.
    pub span: Span,
    /// Under which conditions.
    pub gate: Gate,
}

/// What is added to a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// A value under a literal name; if it is the type of a class, the path of that.
    Value(String, Option<Vec<String>>),
    /// The function, class, exception or module at a path.
    Item(Vec<String>),
    /// A module that is made on the spot.
    Module(String, Vec<Add>),
    /// What the function at a path adds.
    By(Vec<String>),
    /// Something that cannot be known.
    Unknown,
}

/// Macros that add nothing to a module.
const HARMLESS: [&str; 36] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "bail",
    "cfg",
    "concat",
    "dbg",
    "debug",
    "debug_assert",
    "ensure",
    "env",
    "eprintln",
    "error",
    "format",
    "include_bytes",
    "include_str",
    "info",
    "intern",
    "log",
    "matches",
    "option_env",
    "panic",
    "pyo3_runtime",
    "println",
    "stringify",
    "todo",
    "trace",
    "unimplemented",
    "unreachable",
    "unwrap",
    "vec",
    "warn",
    "warning",
    "write",
    "writeln",
    "c_str",
];

/// The names of the parameters of a function through which it can fill a module.
pub(super) fn module_parameter(function: &syn::Signature) -> Option<String> {
    function.inputs.iter().find_map(|argument| {
        let FnArg::Typed(argument) = argument else {
            return None;
        };
        let Pat::Ident(pattern) = &*argument.pat else {
            return None;
        };
        is_module(&argument.ty).then(|| pattern.ident.to_string())
    })
}

/// Whether a type is a `PyModule` behind whatever reference.
fn is_module(ty: &Type) -> bool {
    struct Finder(bool);
    impl<'a> Visit<'a> for Finder {
        fn visit_ident(&mut self, ident: &'a proc_macro2::Ident) {
            self.0 |= ident == "PyModule";
        }
    }
    let mut finder = Finder(false);
    finder.visit_type(ty);
    finder.0
}

/// What a function with the module in its parameter `module` adds.
pub(super) fn adds(function: &syn::Block, module: &str) -> Vec<Add> {
    let mut walk = Walk {
        modules: vec![Made::default()],
        names: BTreeMap::from([(module.to_owned(), 0)]),
        gate: Gate::default(),
    };
    walk.visit_block(function);
    walk.take(0, 0)
}

/// A module while it is filled.
#[derive(Default)]
struct Made {
    name: Option<String>,
    adds: Vec<(Add, Option<usize>)>,
}

struct Walk {
    modules: Vec<Made>,
    /// The modules by the names of their variables.
    names: BTreeMap<String, usize>,
    gate: Gate,
}

impl Walk {
    fn take(&mut self, index: usize, depth: usize) -> Vec<Add> {
        let adds = std::mem::take(&mut self.modules[index].adds);
        let mut taken = Vec::new();
        for (mut add, made) in adds {
            if let Some(made) = made {
                let name = self.modules[made].name.clone();
                add.what = match name {
                    Some(name) if depth < 8 => Added::Module(name, self.take(made, depth + 1)),
                    _ => Added::Unknown,
                };
            }
            taken.push(add);
        }
        taken
    }

    fn add(&mut self, index: usize, what: Added, span: Span) {
        let gate = self.gate.clone();
        self.modules[index].adds.push((Add { what, span, gate }, None));
    }

    /// Something may be added to any module that is known here.
    fn hide(&mut self, span: Span) {
        for index in 0..self.modules.len() {
            self.add(index, Added::Unknown, span);
        }
    }

    fn module_of(&self, expression: &Expr) -> Option<usize> {
        match expression {
            Expr::Path(path) => self.names.get(&path.path.get_ident()?.to_string()).copied(),
            Expr::Reference(reference) => self.module_of(&reference.expr),
            Expr::Paren(group) => self.module_of(&group.expr),
            Expr::MethodCall(call)
                if matches!(call.method.to_string().as_str(), "clone" | "as_borrowed" | "bind") =>
            {
                self.module_of(&call.receiver)
            }
            _ => None,
        }
    }

    /// A method of the module: `m.add(…)`.
    fn method(&mut self, index: usize, call: &syn::ExprMethodCall) {
        let span = bytes(call.method.span());
        let argument = call.args.first();
        match call.method.to_string().as_str() {
            "add" | "setattr" => match argument.and_then(literal) {
                Some((name, span)) => {
                    let class = call.args.get(1).and_then(type_of);
                    self.add(index, Added::Value(name, class), span);
                }
                None => self.add(index, Added::Unknown, span),
            },
            "add_class" => {
                let class = call
                    .turbofish
                    .as_ref()
                    .and_then(|types| match types.args.first() {
                        Some(syn::GenericArgument::Type(ty)) => path_of(ty),
                        _ => None,
                    });
                self.add(index, class.map_or(Added::Unknown, Added::Item), span);
            }
            "add_function" | "add_wrapped" => {
                let wrapped = argument.and_then(wrapped);
                self.add(index, wrapped.map_or(Added::Unknown, Added::Item), span);
            }
            "add_submodule" => match argument.and_then(|argument| self.module_of(argument)) {
                Some(made) if made != index => {
                    let gate = self.gate.clone();
                    let what = Added::Unknown;
                    self.modules[index]
                        .adds
                        .push((Add { what, span, gate }, Some(made)));
                }
                _ => {
                    let wrapped = argument.and_then(wrapped);
                    self.add(index, wrapped.map_or(Added::Unknown, Added::Item), span);
                }
            },
            "py" | "name" | "gil_used" | "getattr" | "hasattr" | "filename" | "index" | "reborrow" => {}
            _ => self.add(index, Added::Unknown, span),
        }
    }

    fn sometimes(&mut self, walk: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.gate.unsure, true);
        walk(self);
        self.gate.unsure = before;
    }
}

impl<'a> Visit<'a> for Walk {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let attributes: &[syn::Attribute] = match statement {
            Stmt::Local(local) => &local.attrs,
            Stmt::Macro(call) => &call.attrs,
            Stmt::Expr(expression, _) => attributes_of(expression),
            Stmt::Item(Item::Fn(function)) => return self.inner_function(function),
            Stmt::Item(Item::Macro(call)) => return self.visit_macro(&call.mac),
            Stmt::Item(_) => return,
        };
        let gate = self.gate.of(&expanded(attributes));
        let before = std::mem::replace(&mut self.gate, gate);
        visit::visit_stmt(self, statement);
        self.gate = before;
    }

    fn visit_local(&mut self, local: &'a Local) {
        visit::visit_local(self, local);
        let pattern = match &local.pat {
            Pat::Type(typed) => &*typed.pat,
            pattern => pattern,
        };
        let (Pat::Ident(pattern), Some(init)) = (pattern, &local.init) else {
            return;
        };
        let variable = pattern.ident.to_string();
        match new_module(&init.expr) {
            Some(name) => {
                self.modules.push(Made {
                    name,
                    adds: Vec::new(),
                });
                self.names.insert(variable, self.modules.len() - 1);
            }
            None => match self.module_of(&init.expr) {
                Some(index) => {
                    self.names.insert(variable, index);
                }
                None => {
                    self.names.remove(&variable);
                }
            },
        }
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        match self.module_of(&call.receiver) {
            Some(index) => self.method(index, call),
            None => self.visit_expr(&call.receiver),
        }
        let takes_module = call.method == "add_submodule";
        for argument in call.args.iter().filter(|_| !takes_module) {
            self.visit_expr(argument);
        }
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        let mut given = call.args.iter().filter_map(|argument| self.module_of(argument));
        let (index, more) = (given.next(), given.next().is_some());
        if let Some(index) = index {
            let what = match &*call.func {
                Expr::Path(path) if !more => Added::By(parts(&path.path)),
                _ => Added::Unknown,
            };
            let is_wrapper = matches!(&what, Added::By(path) if path.last().is_some_and(|name| name == "Ok" || name == "Some"));
            if !is_wrapper {
                self.add(index, what, bytes(call.paren_token.span.open()));
            }
        }
        for argument in &call.args {
            if self.module_of(argument).is_none() {
                self.visit_expr(argument);
            }
        }
    }

    fn visit_expr_path(&mut self, path: &'a syn::ExprPath) {
        let index = path
            .path
            .get_ident()
            .and_then(|ident| self.names.get(&ident.to_string()));
        if let Some(index) = index.copied() {
            let span = path
                .path
                .get_ident()
                .map_or((0..0).into(), |ident| bytes(ident.span()));
            self.add(index, Added::Unknown, span);
        }
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        let name = call.path.segments.last().map(|part| part.ident.to_string());
        let name = name.unwrap_or_default();
        let is_wrapper = name.starts_with("wrap_pyfunction") || name.starts_with("wrap_pymodule");
        if !is_wrapper && !HARMLESS.contains(&name.as_str()) {
            self.hide(bytes(call.delimiter.span().open()));
        }
    }

    fn visit_expr_if(&mut self, branch: &'a syn::ExprIf) {
        self.visit_expr(&branch.cond);
        self.sometimes(|walk| {
            walk.visit_block(&branch.then_branch);
            if let Some((_, other)) = &branch.else_branch {
                walk.visit_expr(other);
            }
        });
    }

    fn visit_expr_match(&mut self, branch: &'a syn::ExprMatch) {
        self.visit_expr(&branch.expr);
        self.sometimes(|walk| branch.arms.iter().for_each(|arm| walk.visit_arm(arm)));
    }

    fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
        self.sometimes(|walk| walk.visit_expr(&closure.body));
    }

    fn visit_expr_for_loop(&mut self, run: &'a syn::ExprForLoop) {
        self.visit_expr(&run.expr);
        self.sometimes(|walk| walk.visit_block(&run.body));
    }

    fn visit_expr_while(&mut self, run: &'a syn::ExprWhile) {
        self.sometimes(|walk| visit::visit_expr_while(walk, run));
    }

    fn visit_expr_loop(&mut self, run: &'a syn::ExprLoop) {
        self.sometimes(|walk| walk.visit_block(&run.body));
    }
}

impl Walk {
    /// A function inside the function: one with `#[pyfn(m)]` is added to `m`.
    fn inner_function(&mut self, function: &ItemFn) {
        let attributes = expanded(&function.attrs);
        if attributes.iter().any(|meta| is(meta, "pyfn")) {
            let gate = self.gate.of(&attributes);
            let before = std::mem::replace(&mut self.gate, gate);
            let path = vec![function.sig.ident.to_string()];
            self.add(0, Added::Item(path), bytes(function.sig.ident.span()));
            self.gate = before;
        }
    }
}
