//! The shapes in which findings and facts are told, each with one home.

pub mod text;
