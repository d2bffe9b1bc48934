//! What real projects do and naive rules complain about, and beside it what the rules must see.

mod build;
mod calls;
mod cargo;
mod ci;
mod ci_model;
mod claims;
mod exports;
mod files;
mod licences;
mod locks;
mod maturin;
mod metadata;
mod module;
mod profiles;
mod promises;
mod pyo3;
mod python;
mod requirements;
mod scripts;
mod settings;
mod stops;
mod stub;
mod submodules;
mod toolchains;
mod version;
