//! `project.license` is no SPDX expression.
//!
//! ## Why
//!
//! A licence that is written as a string is an [SPDX expression](https://packaging.python.org/en/latest/specifications/license-expression/).
//! maturin writes it into the wheel without a look at it, and the index refuses the upload of what is none.
//!
//! ## Bad
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//! license = "MIT License / Apache 2.0"
//! ```
//!
//! ```console
//! pyproject.toml:8:11: error[metadata/license-not-spdx] `MIT License / Apache 2.0` is no SPDX licence expression; `MIT OR Apache-2.0` is
//! ```
//!
//! ## Good
//!
//! ```toml pyproject.toml
//! [build-system]
//! requires = ["maturin>=1.16,<2"]
//! build-backend = "maturin"
//!
//! [project]
//! name = "demo"
//! dynamic = ["version"]
//! license = "MIT OR Apache-2.0"
//! ```
//!
//! ## When not to follow
//!
//! If the licence came to the SPDX list after this tool was made. A licence that is on no list is written
//! `LicenseRef-` and a name of your own; for a package that is not to be uploaded the rule is an info.

use spdx::identifiers::{EXCEPTIONS, LICENSES};
use spdx::{Expression, LicenseItem, ParseMode};

use crate::edit::Fix;
use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::syntax::splice::{quoted, replace};

/// The index refuses it.
pub const SEVERITY: Severity = Severity::Error;

/// What the index accepts: old identifiers too.
const MODE: ParseMode = ParseMode {
    allow_deprecated: true,
    ..ParseMode::STRICT
};

/// How a licence of one's own begins.
const OWN: &str = "LicenseRef-";

/// A finding if the licence is a string and no expression.
pub fn check(project: &Project) -> Vec<Finding> {
    find(project).into_iter().collect()
}

fn find(project: &Project) -> Option<Finding> {
    let pyproject = project.pyproject.as_ref()?;
    let node = pyproject.field("license")?;
    let text = node.as_str()?;
    if is_accepted(text) {
        return None;
    }
    let message = format!("`{text}` is no SPDX licence expression");
    let finding = match clear_meaning(text) {
        Some(meaning) => {
            let edit = replace(node, &quoted(&meaning));
            let fix = edit.map(|edit| Fix::safe(format!("Write `{meaning}`"), vec![edit]));
            Finding::new(node.place(), format!("{message}; `{meaning}` is")).fix(fix)
        }
        None => Finding::new(
            node.place(),
            format!("{message}; a licence of your own is `LicenseRef-…`"),
        ),
    };
    Some(if pyproject.is_private() {
        finding.mild()
    } else {
        finding
    })
}

/// Whether the index takes the expression: it knows its lists and `LicenseRef-`, and nothing of other documents.
fn is_accepted(text: &str) -> bool {
    let Ok(expression) = Expression::parse_mode(&as_listed(text), MODE) else {
        return false;
    };
    expression.requirements().all(|part| {
        let is_here = match &part.req.license {
            LicenseItem::Spdx { .. } => true,
            LicenseItem::Other(own) => own.doc_ref.is_none(),
        };
        is_here
            && part
                .req
                .addition
                .as_ref()
                .is_none_or(|addition| addition.id().is_some())
    })
}

/// Identifiers as the lists write them: case, and the `+` of a licence, matter to the parser and not to the index.
fn as_listed(text: &str) -> String {
    let is_end = |character: char| character.is_whitespace() || "()".contains(character);
    let listed = |part: &str| {
        let (word, end) = part.split_at(part.trim_end_matches(is_end).len());
        if let Some((_, own)) = word
            .split_at_checked(OWN.len())
            .filter(|(start, _)| start.eq_ignore_ascii_case(OWN))
        {
            return format!("{OWN}{own}{end}");
        }
        let license = word.strip_suffix('+').unwrap_or(word);
        let licenses = LICENSES.iter().map(|known| (known.name, license));
        let exceptions = EXCEPTIONS.iter().map(|known| (known.name, word));
        let operators = ["AND", "OR", "WITH"].map(|known| (known, word));
        let known = licenses
            .chain(exceptions)
            .chain(operators)
            .find(|(known, word)| known.eq_ignore_ascii_case(word));
        known.map_or(word, |(known, _)| known).to_owned() + end
    };
    text.split_inclusive(is_end).map(listed).collect()
}

/// The expression that a text can only mean: full names, and `/` for a choice.
fn clear_meaning(text: &str) -> Option<String> {
    if text.contains('+') {
        return None; // a later version, or a slip
    }
    if let Some(name) = named(text) {
        return Some(name.to_owned());
    }
    let spaced = text.replace('/', " OR ");
    let mut terms = vec![String::new()];
    let mut operators = Vec::new();
    for word in spaced.split_whitespace() {
        match word.to_ascii_uppercase().as_str() {
            operator @ ("OR" | "AND") => {
                operators.push(operator.to_owned());
                terms.push(String::new());
            }
            _ => *terms.last_mut()? += &format!(" {word}"),
        }
    }
    let names = terms.iter().map(|term| named(term)).collect::<Option<Vec<_>>>()?;
    let rest = operators
        .iter()
        .zip(&names[1..])
        .map(|(operator, name)| format!(" {operator} {name}"));
    // Which of AND and OR binds first is nobody's guess.
    let clear = operators.iter().all(|operator| operator == &operators[0]);
    clear.then(|| names[0].to_owned() + &rest.collect::<String>())
}

/// The one licence on the list whose identifier or name has the same telling words.
fn named(text: &str) -> Option<&'static str> {
    let wanted = telling(text);
    let current = LICENSES
        .iter()
        .filter(|license| license.flags & spdx::flags::IS_DEPRECATED == 0);
    let mut same =
        current.filter(|license| telling(license.name) == wanted || telling(license.full_name) == wanted);
    let license = same.next()?;
    same.next().is_none().then_some(license.name)
}

/// Letters and digits, without the words that every licence has.
fn telling(text: &str) -> String {
    let text = text.to_ascii_lowercase();
    let words = text.split(|character: char| !character.is_alphanumeric());
    let words = words.filter(|word| !["the", "license", "licence", "version"].contains(word));
    let number = |word: &str| word.starts_with(|character: char| character.is_ascii_digit());
    words
        .map(|word| word.strip_prefix('v').filter(|rest| number(rest)).unwrap_or(word))
        .collect()
}
