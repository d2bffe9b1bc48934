//! The commands that people keep in scripts and task runners.

pub mod script;
pub mod recipes;
