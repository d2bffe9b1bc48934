//! Both sides of the seam: what the Rust sources define, and what the Python package and its stubs promise.

pub mod declared;
pub mod unit;
pub mod sources;
pub mod placed;
pub mod module;
pub mod exports;
pub mod importable;
mod find;
pub mod follow;
mod classes;
pub mod stub;
pub mod taken;
