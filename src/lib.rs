//! The rooms of the core, from the ground up: a room uses only those listed above it.
//!
//! Rust knows, Python acts: nothing here asks, prints, spawns or writes.

#![deny(missing_docs)]

pub mod place;
pub mod near;
pub mod tree;
pub mod edit;
pub mod syntax;
pub mod project;
pub mod finding;
pub mod horizon;
pub mod truth;
pub mod adopt;
pub mod retell;
pub mod rule;
pub mod rules;
pub mod check;
pub mod fix;
pub mod suppress;
pub mod discover;
pub mod many;
pub mod report;

#[cfg(feature = "python")]
mod py;
