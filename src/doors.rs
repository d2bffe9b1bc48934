//! The ways into the core from outside.

mod memory;
mod text;
mod cargo;
mod plain;
mod asked;
mod project;
mod explain;
mod template;
mod report;
mod version;
mod artifact;
mod py;
