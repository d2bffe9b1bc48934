//! The ways into the core from outside.

mod text;
mod cargo;
mod plain;
mod project;
mod template;
mod py;
