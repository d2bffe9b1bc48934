//! The ways into the core from outside.

mod text;
mod cargo;
mod plain;
mod asked;
mod project;
mod template;
mod report;
mod version;
mod py;
