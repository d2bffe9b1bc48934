//! The Hamming distance, in plain Rust: this file knows nothing of Python.

#[cfg(feature = "python")]
mod py;

{% include "template/parts/rust/hamming.rs" %}
