//! The Hamming distance, in plain Rust: this file knows nothing of Python.

{% if "numpy" in extras %}
mod arrays;
{% endif %}
{% if "rayon" in extras %}
mod many;
{% endif %}
#[cfg(feature = "python")]
mod py;
{% if "numpy" in extras or "rayon" in extras %}

{% endif %}
{% if "numpy" in extras %}
pub use arrays::{blank, differences};
{% endif %}
{% if "rayon" in extras %}
pub use many::distances;
{% endif %}

{% include "template/parts/rust/hamming.rs" %}
