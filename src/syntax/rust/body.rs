//! What the functions that fill a Python module add to it.                           [door: syn]

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Expr, Item, ItemFn, Local, Macro, Stmt};

use crate::syntax::hint::Hint;
use crate::syntax::rust::added::{Add, Added, Argument, Call, Filler, Maker, Text, Valued, parameters};
use crate::syntax::rust::attributes::{Gate, expanded, is};
use crate::syntax::rust::expression::{
    attributes_of, called, literal, new_module, parts, path_of, pattern_name, valued, variable, wrapped,
};
use crate::syntax::rust::macros::may_fill;
use crate::syntax::rust::spans::bytes;
use crate::text::place::Span;

/// What a function with the module in its parameter `module` adds.
pub(super) fn filler(function: &syn::Signature, block: &syn::Block, module: &str) -> Filler {
    let mut walk = Walk::of(&[module.to_owned()]);
    walk.visit_block(block);
    if let Some(index) = walk.returned.filter(|index| *index > 0) {
        walk.add(index, Added::Unknown, (0..0).into()); // whoever calls it may add more
    }
    Filler {
        parameters: parameters(function),
        adds: walk.take(0, 0),
    }
}

/// The module that a function makes and gives back.
pub(super) fn maker(function: &syn::Signature, block: &syn::Block) -> Option<Maker> {
    let mut walk = Walk::of(&[]);
    walk.visit_block(block);
    let index = walk.returned?;
    Some(Maker {
        parameters: parameters(function),
        name: walk.modules[index].name.clone()?,
        adds: walk.take(index, 0),
    })
}

/// A module while it is filled.
#[derive(Default)]
struct Made {
    name: Option<Text>,
    adds: Vec<(Add, Option<Later>)>,
}

/// What is known of an addition only in the end.
enum Later {
    /// The module that is made here.
    Module(usize),
    /// The module that this variable holds.
    Variable(String),
}

#[derive(Default)]
struct Walk {
    modules: Vec<Made>,
    /// The modules by the names of their variables.
    names: BTreeMap<String, usize>,
    /// The variables that hold what a function gave, and of those the ones that are used otherwise.
    calls: BTreeMap<String, Call>,
    touched: BTreeSet<String>,
    /// The module that is given back.
    returned: Option<usize>,
    gate: Gate,
}

impl Walk {
    /// A walk with one module, which has these names.
    fn of(names: &[String]) -> Self {
        Self {
            modules: names.iter().take(1).map(|_| Made::default()).collect(),
            names: names.iter().map(|name| (name.clone(), 0)).collect(),
            ..Self::default()
        }
    }

    fn take(&mut self, index: usize, depth: usize) -> Vec<Add> {
        let adds = std::mem::take(&mut self.modules[index].adds);
        let mut taken = Vec::new();
        for (mut add, later) in adds {
            match (later, &mut add.what) {
                (Some(Later::Module(made)), what) => {
                    *what = match self.modules[made].name.clone() {
                        Some(name) if depth < 8 => Added::Module(name, self.take(made, depth + 1)),
                        _ => Added::Unknown,
                    };
                }
                (Some(Later::Variable(name)), Added::Made(_, is_open)) => {
                    *is_open = self.touched.contains(&name);
                }
                _ => {}
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
            method @ ("add" | "setattr") => match argument.and_then(literal) {
                Some((name, span)) => {
                    let value = call.args.get(1).map_or(Valued::Of(Hint::Any), valued);
                    let added = match method {
                        "add" => Added::Value,
                        _ => Added::Attribute,
                    };
                    self.add(index, added(Text::Literal(name), value), span);
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
            "add_submodule" => self.submodule(index, argument, span),
            "py" | "name" | "gil_used" | "getattr" | "hasattr" | "filename" | "index" | "reborrow" => {}
            _ => self.add(index, Added::Unknown, span),
        }
    }

    fn submodule(&mut self, index: usize, argument: Option<&Expr>, span: Span) {
        let variable = argument.and_then(variable);
        let kept = variable.and_then(|name| self.calls.get(&name).cloned().map(|call| (name, call)));
        let what = match argument.and_then(|argument| self.module_of(argument)) {
            Some(made) if made != index => (Added::Unknown, Some(Later::Module(made))),
            Some(_) => (Added::Unknown, None),
            None => match (kept, argument.and_then(wrapped)) {
                (Some((name, call)), _) => (Added::Made(call, false), Some(Later::Variable(name))),
                (None, Some(path)) => (Added::Item(path), None),
                (None, None) => {
                    let call = argument.and_then(called).map(|call| self.call(call));
                    let made = call.flatten().map(|call| Added::Made(call, false));
                    (made.unwrap_or(Added::Unknown), None)
                }
            },
        };
        let (what, later) = what;
        let gate = self.gate.clone();
        self.modules[index].adds.push((Add { what, span, gate }, later));
    }

    /// A call of a function by its path.
    fn call(&self, call: &syn::ExprCall) -> Option<Call> {
        let Expr::Path(path) = &*call.func else {
            return None;
        };
        let arguments = call.args.iter().map(|argument| match argument {
            Expr::Closure(closure) => {
                let last = closure.inputs.last().map(pattern_name);
                let mut walk = Walk::of(last.flatten().as_slice());
                if walk.modules.is_empty() {
                    return Argument::Other;
                }
                walk.visit_expr(&closure.body);
                Argument::Closure(walk.take(0, 0))
            }
            argument => match (literal(argument), variable(argument)) {
                (Some((text, _)), _) => Argument::Text(text),
                (None, Some(name)) => Argument::Path(vec![name]),
                (None, None) => match argument {
                    Expr::Path(path) => Argument::Path(parts(&path.path)),
                    _ => Argument::Other,
                },
            },
        });
        Some(Call {
            path: parts(&path.path),
            arguments: arguments.collect(),
        })
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
        match statement {
            Stmt::Expr(expression @ Expr::Path(_), None) if self.module_of(expression).is_some() => {
                self.returned = self.module_of(expression);
            }
            statement => visit::visit_stmt(self, statement),
        }
        self.gate = before;
    }

    fn visit_local(&mut self, local: &'a Local) {
        visit::visit_local(self, local);
        let (Some(variable), Some(init)) = (pattern_name(&local.pat), &local.init) else {
            return;
        };
        self.calls.remove(&variable);
        self.names.remove(&variable);
        if let Some(name) = new_module(&init.expr) {
            self.modules.push(Made {
                name,
                adds: Vec::new(),
            });
            self.names.insert(variable, self.modules.len() - 1);
        } else if let Some(index) = self.module_of(&init.expr) {
            self.names.insert(variable, index);
        } else if let Some(call) = called(&init.expr).and_then(|call| self.call(call)) {
            self.calls.insert(variable, call);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        match self.module_of(&call.receiver) {
            Some(index) => self.method(index, call),
            None => self.visit_expr(&call.receiver),
        }
        let takes_module = call.method == "add_submodule";
        let registers = |argument: &Expr| call.method == "set_item" && self.module_of(argument).is_some();
        let arguments: Vec<&Expr> = call
            .args
            .iter()
            .filter(|one| !takes_module && !registers(one))
            .collect();
        arguments
            .into_iter()
            .for_each(|argument| self.visit_expr(argument));
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        let mut given = call.args.iter().filter_map(|argument| self.module_of(argument));
        let (index, more) = (given.next(), given.next().is_some());
        if let Some(index) = index {
            let what = self
                .call(call)
                .filter(|_| !more)
                .map_or(Added::Unknown, Added::By);
            match &what {
                Added::By(call)
                    if call
                        .path
                        .last()
                        .is_some_and(|name| name == "Ok" || name == "Some") =>
                {
                    self.returned = Some(index);
                }
                _ => self.add(index, what, bytes(call.paren_token.span.open())),
            }
        }
        let is_filled = |argument: &&Expr| matches!(argument, Expr::Closure(_)) && index.is_some();
        let arguments = call
            .args
            .iter()
            .filter(|argument| self.module_of(argument).is_none());
        let arguments: Vec<&Expr> = arguments.filter(|argument| !is_filled(argument)).collect();
        arguments
            .into_iter()
            .for_each(|argument| self.visit_expr(argument));
    }

    fn visit_expr_path(&mut self, path: &'a syn::ExprPath) {
        let Some(ident) = path.path.get_ident() else {
            return;
        };
        let name = ident.to_string();
        if let Some(index) = self.names.get(&name).copied() {
            self.add(index, Added::Unknown, bytes(ident.span()));
        }
        self.touched.insert(name);
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        if may_fill(call) {
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
