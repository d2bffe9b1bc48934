//! What a stub would have to say of what the extension module has.

use crate::project::Project;
use crate::project::api::exports::{Export, Exported, Exports};
use crate::project::api::stub::Stub;
use crate::syntax::layout;
use crate::syntax::python::{Promise, Promised};
use crate::text::edit::{Edit, Fix};

/// The fix that adds what is exported to the stub, or to one of its classes, where that can be written down.
pub fn addition(project: &Project, stub: &Stub, class: Option<&Promise>, exports: &[&Export]) -> Option<Fix> {
    let text = project.tree.text(&stub.path)?;
    let newline = layout::newline(&text);
    let (offset, indent) = match class {
        None => (text.trim_end().len(), String::new()),
        Some(promise) => {
            let Promised::Class(class) = &promise.what else {
                return None;
            };
            let first = class.body.all.first()?;
            let line = text.get(..first.span.start)?.rfind('\n')? + 1;
            let indent: String = text
                .get(line..)?
                .chars()
                .take_while(|character| matches!(character, ' ' | '\t'))
                .collect();
            (promise.end, indent)
        }
    };
    let lines: Option<Vec<_>> = exports
        .iter()
        .map(|export| written(export, class.is_some()))
        .collect();
    let lines = lines?.concat();
    let mut new: String = lines
        .iter()
        .map(|line| format!("{newline}{indent}{line}"))
        .collect();
    if text.trim_end().is_empty() {
        new = new.trim_start().to_owned();
    }
    if text.is_empty() {
        new += newline;
    }
    let title = match exports {
        [export] => format!("Add `{}` to the stub", export.name),
        exports => format!("Add {} members to the stub", exports.len()),
    };
    Some(Fix::risky(
        title,
        vec![Edit::replace(&stub.path, offset..offset, new)],
    ))
}

/// An export as a stub has it.
fn written(export: &Export, is_member: bool) -> Option<Vec<String>> {
    let receiver = is_member.then_some("self");
    Some(match &export.what {
        Exported::Function(signature) => {
            vec![format!(
                "def {}{}: ...",
                export.name,
                signature.as_ref()?.typed(receiver)
            )]
        }
        Exported::New(signature) => {
            let mut signature = signature.clone()?;
            signature.returns = Some("None".to_owned());
            vec![format!("def __init__{}: ...", signature.typed(receiver))]
        }
        Exported::ClassMethod(signature) => vec![
            "@classmethod".to_owned(),
            format!(
                "def {}{}: ...",
                export.name,
                signature.as_ref()?.typed(Some("cls"))
            ),
        ],
        Exported::Static(signature) => vec![
            "@staticmethod".to_owned(),
            format!("def {}{}: ...", export.name, signature.as_ref()?.typed(None)),
        ],
        Exported::Property => vec!["@property".to_owned(), format!("def {}(self): ...", export.name)],
        Exported::Class(_) | Exported::Module(_) | Exported::Value => return None,
    })
}

/// The stub of a module that has nothing but functions; special names are not written down.
pub fn skeleton(exports: &Exports) -> Option<String> {
    let mut lines = Vec::new();
    for export in exports.all.iter().filter(|export| !export.name.starts_with("__")) {
        let is_plain = export.sure && matches!(export.what, Exported::Function(_));
        lines.extend(written(export, false).filter(|_| is_plain)?);
    }
    let is_all = exports.whole && !lines.is_empty();
    is_all.then(|| lines.iter().map(|line| format!("{line}\n")).collect())
}
