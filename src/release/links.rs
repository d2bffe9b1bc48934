//! The links of a changelog that compare versions: `[Unreleased]: …/compare/v0.4.0...HEAD`, and one for each version.

use crate::project::manifests::changelog::Changelog;
use crate::standards::version::to_pep440;
use crate::syntax::layout::{line_end, newline_at};
use crate::text::edit::Edit;

/// What a link compares.
struct Compared<'a> {
    /// The address, up to what is compared.
    base: &'a str,
    /// What stands before the version in a tag.
    prefix: &'a str,
    /// The older version.
    old: &'a str,
    /// What stands between the two.
    dots: &'a str,
    /// The newer one.
    new: &'a str,
}

impl<'a> Compared<'a> {
    /// Reads an address that compares a tag with something newer.
    fn read(address: &'a str) -> Option<Self> {
        let (_, range) = address.split_once(COMPARE)?;
        let base = &address[..address.len() - range.len()];
        let dots = ["...", ".."].into_iter().find(|dots| range.contains(dots))?;
        let (tag, new) = range.split_once(dots)?;
        let digit = |letter: char| letter.is_ascii_digit();
        let is_version = |at: &usize| to_pep440(&tag[*at..]).is_some();
        let at = tag.match_indices(digit).map(|(at, _)| at).find(is_version)?;
        Some(Self {
            base,
            prefix: &tag[..at],
            old: &tag[at..],
            dots,
            new,
        })
    }
}

/// What the address of a host has before two things that are compared.
const COMPARE: &str = "/compare/";

/// The edit that moves the link of `Unreleased` on, and gives the version of the new `heading` its own.
pub fn moved_on(changelog: &Changelog, heading: &str, version: &str) -> Option<Edit> {
    let text = &changelog.text;
    let (start, label) = definition(text)?;
    let end = line_end(text, start);
    let Compared {
        base,
        prefix,
        old,
        dots,
        new,
    } = Compared::read(&text[start..end])?;
    let last = changelog.headings.first();
    let older = last.map_or(old, |last| &text[last.word.start..last.word.end]);
    // Where headings have links of their own, these show how tags are named by now.
    let inline = last.and_then(|last| {
        let (_, address) = last.line.text.split_once("](")?;
        Some(Compared::read(address)?.prefix)
    });
    let prefix = inline.unwrap_or(prefix);
    let name = heading.find('[').and_then(|open| {
        let (name, rest) = heading[open + 1..].split_once(']')?;
        (!rest.starts_with('(')).then_some(name)
    });
    let own = name.map(|name| {
        let base = base.replacen(label, name, 1);
        format!(
            "{}{base}{prefix}{older}{dots}{prefix}{version}",
            newline_at(text, end)
        )
    });
    let moved = format!("{base}{prefix}{version}{dots}{new}{}", own.unwrap_or_default());
    Some(Edit::replace(&changelog.path, start..end, moved))
}

/// Where the line begins that defines the link of what is unreleased, and its label.
fn definition(text: &str) -> Option<(usize, &str)> {
    let mut offset = 0;
    text.split_inclusive('\n').find_map(|line| {
        let start = offset;
        offset += line.len();
        let (label, _) = line.strip_prefix('[')?.split_once("]:")?;
        label.eq_ignore_ascii_case("unreleased").then_some((start, label))
    })
}
