//! The rooms of the core, from the ground up: a room uses only those listed above it.
//!
//! Rust knows, Python acts: nothing here asks, prints, spawns or writes.

#![deny(missing_docs)]

pub mod about;
pub mod text;
pub mod syntax;
pub mod tree;
pub mod standards;
pub mod project;
pub mod artifact;
pub mod questions;
pub mod release;
pub mod template;
pub mod finding;
pub mod rule;
pub mod rules;
pub mod engine;
pub mod explain;
pub mod output;

#[cfg(feature = "python")]
mod doors;
