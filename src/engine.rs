//! Finds projects, runs the rules over them, suppresses, and computes repairs.

pub mod suppressing;
pub mod check;
pub mod fix;
pub mod additions;
pub mod suppress;
pub mod guard;
pub mod many;
pub mod discover;
mod sharing;
pub mod audit;
