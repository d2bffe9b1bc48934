//! How a project stands to the template: what it answers, what it would get, and how a change is told in its words.

pub mod retell;
pub mod resettle;
pub mod respell;
mod shape;
pub mod answers;
pub mod parts;
pub mod additions;
pub mod otherwise;
pub mod fates;
pub mod fresh;
pub mod adopt;
