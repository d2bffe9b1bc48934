//! Syntax that came with some Python, by which older ones cannot read a source.          [door: ruff_python_parser]

use ruff_python_ast::PythonVersion;
use ruff_python_parser::{Mode, ParseOptions, UnsupportedSyntaxErrorKind as Kind, parse_unchecked};

use crate::syntax::python::literals::bytes;
use crate::text::place::Span;

/// The newest Python 3 whose grammar the parser knows.
pub const NEWEST: u64 = 15;

/// Syntax that older Pythons do not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newer {
    /// What it is, as a phrase.
    pub what: &'static str,
    /// The first Python 3 that knows it.
    pub since: u64,
    /// Where it stands.
    pub span: Span,
}

/// The syntax in a source that Python 3.`minor` does not know; nothing of one that does not parse.
pub fn than(text: &str, minor: u64) -> Vec<Newer> {
    let unknown = unknown(text, minor).into_iter();
    let newer = unknown.filter_map(|(kind, span)| {
        let mut later = minor + 1..=NEWEST;
        Some(Newer {
            what: named(kind)?,
            since: later.find(|minor| !self::unknown(text, *minor).contains(&(kind, span)))?,
            span,
        })
    });
    newer.collect()
}

fn unknown(text: &str, minor: u64) -> Vec<(Kind, Span)> {
    let minor = u8::try_from(minor).unwrap_or(u8::MAX);
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion { major: 3, minor });
    let parsed = parse_unchecked(text, options);
    if !parsed.errors().is_empty() {
        return Vec::new();
    }
    let unknown = parsed.unsupported_syntax_errors().iter();
    unknown.map(|error| (error.kind, bytes(error.range))).collect()
}

/// What people call it; `None` for what newer Pythons have lost.
fn named(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Match => "`match`",
        Kind::Walrus => "`:=`",
        Kind::ExceptStar => "`except*`",
        Kind::UnparenthesizedNamedExpr(_) => "`:=` without parentheses",
        Kind::StarTuple(_) => "unpacking without parentheses",
        Kind::RelaxedDecorator(_) => "an expression as a decorator",
        Kind::PositionalOnlyParameter => "`/` among parameters",
        Kind::ParenthesizedKeywordArgumentName => return None,
        Kind::TypeParameterList => "a list of type parameters",
        Kind::LazyImportStatement => "`lazy import`",
        Kind::TypeAliasStatement => "`type`",
        Kind::TypeParamDefault => "the default of a type parameter",
        Kind::Pep701FString(_) => "an f-string with its own quotes, a backslash or a comment in braces",
        Kind::ParenthesizedContextManager => "`with` and parentheses",
        Kind::StarExpressionInIndex => "`*` in an index",
        Kind::StarAnnotation => "`*` in an annotation",
        Kind::UnpackingInComprehension(_) => "unpacking in a comprehension",
        Kind::UnparenthesizedUnpackInFor => "unpacking after `in` without parentheses",
        Kind::UnparenthesizedExceptionTypes => "exceptions without parentheses",
        Kind::TemplateStrings => "a t-string",
    })
}
