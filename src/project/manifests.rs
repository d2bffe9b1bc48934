//! The manifests and what they settle: names, dependencies, features, locks and settings.

pub mod pyproject;
pub mod around;
pub mod config;
pub mod suppression;
pub mod dependencies;
pub mod workspace;
pub mod cargo;
pub mod features;
pub mod lock;
pub mod bindings;
pub mod stable_abi;
pub mod changelog;
pub mod cut;
