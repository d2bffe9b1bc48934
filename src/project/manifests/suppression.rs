//! Comments that suppress findings: `# ironwheel: ignore[family/name, …] reason`.

use std::sync::Arc;

use crate::syntax::comments::{Mark, comments_of_all};
use crate::syntax::holds;
use crate::syntax::layout::{line_end, line_start, whole_lines};
use crate::text::edit::Edit;
use crate::text::place::{Place, Span};

/// What stands in every such comment.
pub const WORDS: &str = concat!(env!("CARGO_PKG_NAME"), ": ignore");

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The file.
    pub path: Arc<str>,
    /// The comment, from its mark to the end of the line.
    pub comment: Span,
    /// The names in its brackets; none where it has no brackets.
    pub names: Vec<Name>,
    /// What stands behind the brackets.
    pub reason: String,
    /// What takes the comment away: with its line if it stands alone there, otherwise with the blanks before it.
    pub removal: Edit,
    /// The comment and the line that it is about: its own, or if it stands alone, the next that is no comment. It
    /// suppresses what begins there, the end of the line included.
    pub scope: Span,
}

/// The name of a rule in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Suppression {
    /// Where the comment stands.
    pub fn place(&self) -> Place {
        Place::at(&self.path, self.comment)
    }
}

/// The comments in the text of the file at `path` that suppress something.
pub fn suppressions(path: &Arc<str>, text: &Arc<str>) -> Vec<Suppression> {
    let Some(mark) = Mark::of(path).filter(|_| holds(text, WORDS)) else {
        return Vec::new();
    };
    let comments = comments_of_all(path, text);
    let mut found = Vec::new();
    let mut below = None;
    for comment in comments.iter().rev() {
        let line = line_start(text, comment.start);
        let is_alone = text[line..comment.start]
            .trim_start_matches('\u{feff}')
            .trim()
            .is_empty();
        let own = line_end(text, comment.end);
        let next = text[own..].find('\n').filter(|_| is_alone);
        let end = match next.map(|newline| own + newline + 1) {
            None => own,
            Some(next) => match below {
                Some((start, end)) if start == next => end,
                _ => line_end(text, next),
            },
        };
        if is_alone {
            below = Some((line, end));
        }
        let Some((names, reason)) = read(text, *comment, mark) else {
            continue;
        };
        let removed = if is_alone {
            whole_lines(text, *comment)
        } else {
            (text[..comment.start].trim_end_matches([' ', '\t']).len()..comment.end).into()
        };
        found.push(Suppression {
            path: path.clone(),
            comment: *comment,
            names,
            reason: reason.to_owned(),
            removal: Edit::replace(path, removed, ""),
            scope: Span { start: line, end },
        });
    }
    found.reverse();
    found
}

/// The names in a comment and its reason; `None` if it suppresses nothing.
fn read(text: &str, comment: Span, mark: Mark) -> Option<(Vec<Name>, &str)> {
    let written = &text[comment.start..comment.end];
    let rest = written
        .strip_prefix(mark.written())?
        .trim_start()
        .strip_prefix(WORDS)?;
    names(rest, comment.end - rest.len())
}

/// What `rest`, which begins at `offset`, has in brackets and behind them; `None` if it is the text of another comment.
fn names(rest: &str, offset: usize) -> Option<(Vec<Name>, &str)> {
    let Some((inside, reason)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        let is_word = rest.starts_with(|next: char| next.is_alphanumeric() || next == '-' || next == '_');
        return (!is_word).then_some((Vec::new(), ""));
    };
    let mut start = offset + 1;
    let mut names = Vec::new();
    for part in inside.split(',') {
        let text = part.trim();
        let at = start + (part.len() - part.trim_start().len());
        if !text.is_empty() {
            let span = (at..at + text.len()).into();
            names.push(Name {
                text: text.to_owned(),
                span,
            });
        }
        start += part.len() + 1;
    }
    Some((
        names,
        reason
            .trim_start_matches([' ', '\t', ':', '-', '–', '—'])
            .trim_end(),
    ))
}
