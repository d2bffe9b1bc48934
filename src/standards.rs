//! What others have decided: the standards and tables that a project is held to, with no project in sight.

pub mod horizon;
pub mod date;
pub mod version;
pub mod requirement;
pub mod shape;
pub mod fields;
pub mod license;
pub mod artifact_actions;
pub mod action_versions;
pub mod action_inputs;
pub mod runners;
pub mod cibuildwheel;
pub mod images;
pub mod classifiers;
pub mod names;
pub mod pythons;
pub mod pyo3_crates;
pub mod pyo3_features;
pub mod stable_abi;
