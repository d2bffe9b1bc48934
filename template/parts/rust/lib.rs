//! The Hamming distance, in plain Rust: this file knows nothing of Python.

{% if "numpy" in extras %}
mod arrays;
{% endif %}
{% if "rayon" in extras %}
mod many;
{% endif %}
{% if "native-lib" in extras %}
mod native;
{% endif %}
#[cfg(feature = "python")]
mod py;
{% if ["native-lib", "numpy", "rayon"] | select("in", extras) | list %}

{% endif %}
{% if "numpy" in extras %}
pub use arrays::{blank, differences};
{% endif %}
{% if "rayon" in extras %}
pub use many::distances;
{% endif %}
{% if "native-lib" in extras %}
pub use native::checksum;
{% endif %}

{% include "template/parts/rust/hamming.rs" %}
