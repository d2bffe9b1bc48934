//! Changes to files as data: what to replace where, what to create, delete or rename, and how safe it is.

use std::sync::Arc;

use crate::text::place::Span;

/// One change to one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// Put `text` in the place of some bytes.
    Replace {
        /// The file.
        path: Arc<str>,
        /// The bytes that go.
        span: Span,
        /// The text that comes.
        text: String,
    },
    /// Make a file that is not there yet.
    Create {
        /// The file.
        path: Arc<str>,
        /// Its whole text.
        text: String,
    },
    /// Remove a file.
    Delete {
        /// The file.
        path: Arc<str>,
    },
    /// Move a file.
    Rename {
        /// The file.
        path: Arc<str>,
        /// Its new path.
        to: Arc<str>,
    },
}

impl Edit {
    /// Replaces the bytes of `span` in the file at `path`.
    pub fn replace(path: &Arc<str>, span: impl Into<Span>, text: impl Into<String>) -> Self {
        Self::Replace {
            path: path.clone(),
            span: span.into(),
            text: text.into(),
        }
    }

    /// The file that is changed.
    pub fn path(&self) -> &Arc<str> {
        match self {
            Self::Replace { path, .. }
            | Self::Create { path, .. }
            | Self::Delete { path }
            | Self::Rename { path, .. } => path,
        }
    }
}

/// How sure it is that a fix does what its user wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// It may change what the project does, or needs a person's eye.
    Unsafe,
    /// It cannot change anything but what the finding is about.
    Safe,
}

impl Applicability {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// A repair that is offered with a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative.
    pub title: String,
    /// How safe it is.
    pub applicability: Applicability,
    /// The changes, which belong together: all or none.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that `--fix` applies.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self {
            title: title.into(),
            applicability: Applicability::Safe,
            edits,
        }
    }

    /// A fix that is applied only with `--unsafe-fixes`.
    pub fn risky(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self {
            applicability: Applicability::Unsafe,
            ..Self::safe(title, edits)
        }
    }
}

/// `text` with edits of its file carried out, or `None` where two of them overlap or one is no replacement.
pub fn replaced(text: &str, edits: &[Edit]) -> Option<String> {
    let replacement = |edit| match edit {
        &Edit::Replace { span, ref text, .. } => Some((span, text.as_str())),
        _ => None,
    };
    let replacements: Option<Vec<_>> = edits.iter().map(replacement).collect();
    splice(text, &replacements?)
}

/// `text` with the replacements carried out, or `None` where two of them overlap or one lies outside.
///
/// Bytes outside the replaced spans are copied as they are.
pub fn splice(text: &str, replacements: &[(Span, &str)]) -> Option<String> {
    let mut sorted = replacements.to_vec();
    sorted.sort_by_key(|(span, _)| *span);
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for (span, new) in sorted {
        result.push_str(text.get(copied..span.start)?);
        text.get(span.start..span.end)?;
        result.push_str(new);
        copied = span.end;
    }
    result.push_str(text.get(copied..)?);
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splices_in_any_order_and_refuses_overlaps() {
        let span = |start, end| Span { start, end };
        assert_eq!(
            splice("abcdef", &[(span(4, 5), "X"), (span(1, 2), "")]).as_deref(),
            Some("acdXf")
        );
        assert_eq!(splice("abc", &[(span(0, 2), ""), (span(1, 3), "")]), None);
        assert_eq!(splice("abc", &[(span(2, 1), "")]), None);
        assert_eq!(splice("abc", &[(span(2, 4), "")]), None);
        assert_eq!(splice("ä", &[(span(1, 2), "")]), None);
    }
}
