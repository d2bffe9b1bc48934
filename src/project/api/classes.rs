//! What the classes of the Rust sources have for Python.

use std::collections::BTreeSet;

use crate::project::api::exports::{ClassExports, Export, Exported};
use crate::project::api::find;
use crate::project::api::follow::{MAX_DEPTH, Reader};
use crate::syntax::hint::Hint;
use crate::syntax::rust::{Class, Has, Made, Member, What, python_class};

impl<'a> Reader<'a> {
    /// What a class has that stands at `at`.
    pub(super) fn class(
        &self,
        made: &'a Made,
        class: &'a Class,
        at: &find::Place,
        depth: usize,
    ) -> ClassExports {
        let is_only = self
            .index
            .named(&class.ident, |what| matches!(what, What::Class(_)))
            .len()
            == 1;
        let mut in_macros = self.sources.iter();
        let in_macros = in_macros.any(|source| source.source.in_macros.contains(&class.ident));
        let blocks = self
            .index
            .named(&class.ident, |what| matches!(what, What::Methods(_)));
        let mut exports = ClassExports {
            whole: is_only && !class.hides && !in_macros,
            is_made_elsewhere: class.has_made_constructor || !is_only,
            ..plain(class)
        };
        exports.members = self.members(&class.members, &made.name, at);
        for (file, block) in blocks {
            let What::Methods(methods) = &block.what else {
                continue;
            };
            if is_only || file == at.file {
                exports.whole &= !methods.hides;
                let at = find::Place {
                    file,
                    path: block.path.clone(),
                };
                exports
                    .members
                    .extend(self.members(&methods.members, &made.name, &at));
            }
        }
        settle(&mut exports.members);
        exports.own = exports.members.len();
        if let Some(path) = &class.extends {
            exports.is_made_elsewhere = true;
            let found = self.index.find(path, at, &|what| matches!(what, What::Class(_)));
            match found.as_slice() {
                [(file, made)] if depth < MAX_DEPTH => {
                    if let What::Class(base) = &made.what {
                        let at = find::Place {
                            file: *file,
                            path: made.path.clone(),
                        };
                        let base = self.class(made, base, &at, depth + 1);
                        exports.whole &= base.whole;
                        exports.has_dict |= base.has_dict;
                        exports.members.extend(base.members);
                    }
                    exports.base = Some(made.name.clone());
                }
                _ => {
                    exports.whole = false;
                    exports.base = path.last().map(|name| python_class(name));
                }
            }
        }
        let whole = exports.whole;
        for member in &mut exports.members {
            if let Exported::Class(variant) = &mut member.what {
                variant.whole &= whole;
            }
        }
        exports
    }

    fn members(&self, members: &'a [Member], class: &str, at: &find::Place) -> Vec<Export> {
        let member = |member: &'a Member| {
            let signature = |callable| self.signature(callable, at, Some(class));
            let what = match &member.what {
                Has::Method(callable) => Exported::Function(signature(callable)),
                Has::ClassMethod(callable) => Exported::ClassMethod(signature(callable)),
                Has::Static(callable) => Exported::Static(signature(callable)),
                Has::New(callable) => Exported::New(signature(callable)),
                Has::Property(hint) => Exported::Property(self.hint(hint, at, Some(class)), false),
                Has::Setter => Exported::Property(Hint::Any, true),
                Has::Attribute(hint) => Exported::Value(self.hint(hint, at, Some(class))),
                Has::Variant(variant) => {
                    let mut exports = plain(variant);
                    exports.members = self.members(&variant.members, class, at);
                    exports.own = exports.members.len();
                    exports.is_variant = true;
                    exports.base = Some(class.to_owned());
                    exports.whole = !variant.hides;
                    Exported::Class(exports)
                }
            };
            Export {
                name: member.name.clone(),
                place: self.place(at.file, member.span),
                sure: self.is_open(&member.gate, at.file),
                what,
            }
        };
        members.iter().map(member).collect()
    }
}

/// What a class says of itself, without members.
fn plain(class: &Class) -> ClassExports {
    ClassExports {
        has_dict: class.has_dict,
        can_be_base: class.can_be_base
            || class
                .members
                .iter()
                .any(|member| matches!(member.what, Has::Variant(_))),
        has_layout: class.has_layout,
        is_enum: class.is_enum,
        has_order: class.has_order,
        ..ClassExports::default()
    }
}

/// Makes one property of what gets it and what sets it; one that can only be set is not sure.
fn settle(members: &mut Vec<Export>) {
    let is_getter = |member: &Export| matches!(member.what, Exported::Property(_, false));
    let is_setter = |member: &Export| matches!(member.what, Exported::Property(_, true));
    let names = |is: &dyn Fn(&Export) -> bool| -> BTreeSet<String> {
        let members = members.iter().filter(|member| is(member));
        members.map(|member| member.name.clone()).collect()
    };
    let (read, written) = (names(&is_getter), names(&is_setter));
    members.retain(|member| !is_setter(member) || !read.contains(&member.name));
    for member in members {
        if is_setter(member) {
            member.sure = false;
        }
        if let Exported::Property(_, can_set) = &mut member.what {
            *can_set |= written.contains(&member.name);
        }
    }
}
