//! What real projects do and naive rules complain about, and beside it what the rules must see.

mod build;
mod cargo;
mod ci;
mod ci_model;
mod claims;
mod contents;
mod exports;
mod files;
mod licences;
mod locks;
mod maturin;
mod metadata;
mod module;
mod promises;
mod pyo3;
mod python;
mod requirements;
mod scripts;
mod settings;
mod stub;
mod submodules;
mod toolchains;
mod version;
mod working;
