//! What the workflows of the repository do with the project: run, build, test and publish.

pub mod platform;
pub mod matrix;
pub mod start;
pub mod scope;
pub mod turn;
pub mod action;
pub mod step;
pub mod job;
pub mod workflows;
pub mod script;
pub mod run;
pub mod build;
pub mod context;
pub mod maturin;
pub mod builds;
pub mod files;
pub mod artifacts;
pub mod publish;
pub(crate) mod events;
pub(crate) mod landing;
pub mod breaks;
pub mod release;
pub mod uses;
pub mod toolchain;
pub mod tested;
