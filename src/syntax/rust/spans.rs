//! Where tokens of a Rust source stand.                                               [door: proc_macro2]

use crate::text::place::Span;

/// Forgets the texts that were parsed on this thread, which are kept for the places of tokens.
pub fn forget() {
    proc_macro2::extra::invalidate_current_thread_spans();
}

/// The bytes of a source that a token takes.
pub(super) fn bytes(span: proc_macro2::Span) -> Span {
    span.byte_range().into()
}
