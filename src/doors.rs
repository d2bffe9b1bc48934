//! The ways into the core from outside.

mod text;
mod cargo;
mod plain;
mod asked;
mod report;
mod py;
