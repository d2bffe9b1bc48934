//! The version in Python sources, in the configuration of the documentation, and in CITATION.cff.

use std::sync::Arc;

use pep440_rs::Version;

use crate::release::own::Own;
use crate::release::spot::{Form, Kind, Spot, inside, short};
use crate::standards::version::{is_placeholder, same_numbering, to_pep440};
use crate::syntax::python::Assigned;
use crate::syntax::yaml::{Node, Yaml};
use crate::text::edit::Edit;
use crate::text::place::{Place, Span};
use crate::tree;

/// The constant that holds the version by convention, and others that some use, which are only named.
const CONVENTION: &str = "__version__";
const OTHERS: [&str; 2] = ["VERSION", "SDK_VERSION"];
/// Where Sphinx has its configuration, below the folder of the project.
const SPHINX: [&str; 4] = [
    "docs/conf.py",
    "docs/source/conf.py",
    "doc/conf.py",
    "doc/source/conf.py",
];
/// The citation of the project.
const CITATION: &str = "CITATION.cff";

/// All spots in these files.
pub fn spots(own: &Own<'_>, wheel: &Version) -> Vec<Spot> {
    let package = own.project.package.iter().flat_map(|package| &package.sources);
    let constants = package.flat_map(|path| constants(own, path, wheel));
    let folders = folders(own);
    let docs = folders
        .iter()
        .flat_map(|folder| SPHINX.iter().map(move |path| tree::join(folder, path)));
    let docs = docs.flat_map(|path| sphinx(own, &path.into(), wheel));
    let citations = folders.iter().filter_map(|folder| citation(own, folder, wheel));
    constants.chain(docs).chain(citations).collect()
}

/// The folder of the project, and that of its repository.
pub fn folders(own: &Own<'_>) -> Vec<String> {
    let mut folders = vec![String::new(), own.top.clone()];
    folders.dedup();
    folders
}

fn constants(own: &Own<'_>, path: &Arc<str>, wheel: &Version) -> Vec<Spot> {
    let names = || std::iter::once(CONVENTION).chain(OTHERS);
    let text = own.tree().text(path);
    let Some(text) = text.filter(|text| names().any(|name| text.contains(name))) else {
        return Vec::new();
    };
    let Some(module) = own.tree().python(path) else {
        return Vec::new();
    };
    let spot = |name| {
        let assigned = module.assigned(name)?;
        let version = to_pep440(&assigned.value)?;
        let agrees = version == *wheel;
        let is_ours =
            agrees || name == CONVENTION && (same_numbering(&version, wheel) || is_placeholder(wheel));
        let form = match name == CONVENTION && is_ours {
            true => Form::Alike,
            false => Form::Named,
        };
        is_ours.then(|| literal(Kind::Constant, path, &text, &assigned, agrees, form))?
    };
    names().filter_map(spot).collect()
}

fn literal(
    kind: Kind,
    path: &Arc<str>,
    whole: &str,
    assigned: &Assigned,
    agrees: bool,
    form: Form,
) -> Option<Spot> {
    let span = inside(whole, assigned.span, &assigned.value)?;
    Some(Spot {
        kind,
        place: Place::at(path, span),
        text: assigned.value.clone(),
        agrees,
        form,
    })
}

/// `release`, and `version`, which may hold only the first two numbers of it.
fn sphinx(own: &Own<'_>, path: &Arc<str>, wheel: &Version) -> Vec<Spot> {
    let Some(text) = own.tree().text(path) else {
        return Vec::new();
    };
    let Some(module) = own.tree().python(path) else {
        return Vec::new();
    };
    let spot = |name: &str| {
        let assigned = module.assigned(name)?;
        let version = to_pep440(&assigned.value)?;
        let is_short = name == "version" && assigned.value == short(wheel) && version.release().len() == 2;
        let form = if is_short { Form::Short } else { Form::Alike };
        let agrees = version == *wheel || is_short;
        let is_ours = agrees || same_numbering(&version, wheel) && version.release().len() > 2;
        is_ours.then(|| literal(Kind::Docs, path, &text, &assigned, agrees, form))?
    };
    ["version", "release"].into_iter().filter_map(spot).collect()
}

fn citation(own: &Own<'_>, folder: &str, wheel: &Version) -> Option<Spot> {
    let yaml = read_citation(own, folder)?;
    let node = yaml.get(&["version"])?;
    let version = to_pep440(node.as_str()?)?;
    let agrees = version == *wheel;
    let is_ours = agrees || same_numbering(&version, wheel);
    Some(Spot {
        kind: Kind::Citation,
        place: Place::at(&yaml.path, scalar(&yaml, node)?),
        text: node.as_str()?.to_owned(),
        agrees,
        form: if is_ours { Form::Alike } else { Form::Named },
    })
}

/// The edits that set the day on which the cited version was released.
pub fn dates(own: &Own<'_>, wheel: &Version, today: &str) -> Vec<Edit> {
    let edit = |folder: String| {
        let yaml = read_citation(own, &folder)?;
        citation(own, &folder, wheel).filter(Spot::is_written)?;
        let node = yaml.get(&["date-released"])?;
        let span = scalar(&yaml, node)?;
        (node.as_str()? != today).then(|| Edit::replace(&yaml.path, span, today))
    };
    folders(own).into_iter().filter_map(edit).collect()
}

fn read_citation(own: &Own<'_>, folder: &str) -> Option<Yaml> {
    let path: Arc<str> = tree::join(folder, CITATION).into();
    Yaml::parse(&path, &own.tree().text(&path)?).ok()
}

fn scalar(yaml: &Yaml, node: Node<'_>) -> Option<Span> {
    inside(&yaml.text, node.place().span?, node.as_str()?)
}
