//! Licences as SPDX expressions: which the index takes, and which a text can only mean. [door: spdx]

use std::collections::BTreeSet;

use spdx::identifiers::{EXCEPTIONS, LICENSES};
use spdx::{Expression, LicenseItem, ParseMode};

/// What the index accepts: old identifiers too.
const MODE: ParseMode = ParseMode {
    allow_deprecated: true,
    ..ParseMode::STRICT
};

/// How a licence of one's own begins.
const OWN: &str = "LicenseRef-";

/// Whether the index takes the expression: it knows its lists and `LicenseRef-`, and nothing of other documents.
pub fn is_accepted(text: &str) -> bool {
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
pub fn clear_meaning(text: &str) -> Option<String> {
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

/// The licences that a text names, if it is an expression or can only mean one; `-or-later` and `-only` make no other.
pub fn licenses(text: &str) -> Option<BTreeSet<String>> {
    let meaning = clear_meaning(text).filter(|_| !is_accepted(text));
    let expression = Expression::parse_mode(&as_listed(meaning.as_deref().unwrap_or(text)), MODE).ok()?;
    let name = |license: &LicenseItem| match license {
        LicenseItem::Spdx { id, .. } => id.name.to_owned(),
        LicenseItem::Other(own) => own.to_string(),
    };
    let plain = |name: String| {
        let ends = ["-only", "-or-later", "+"];
        let plain = ends.iter().find_map(|end| name.strip_suffix(end));
        plain.unwrap_or(&name).to_owned()
    };
    let parts = expression
        .requirements()
        .map(|part| plain(name(&part.req.license)));
    Some(parts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_licences_in_a_text() {
        let named = |text| licenses(text).map(|licenses| licenses.into_iter().collect::<Vec<_>>().join(" "));
        assert_eq!(named("MIT OR Apache-2.0").as_deref(), Some("Apache-2.0 MIT"));
        assert_eq!(named("MIT/Apache-2.0").as_deref(), Some("Apache-2.0 MIT"));
        assert_eq!(named("GPL-3.0-or-later").as_deref(), Some("GPL-3.0"));
        assert_eq!(named("gpl-3.0+"), named("GPL-3.0-only"));
        assert_eq!(named("Proprietary"), None);
    }
}
