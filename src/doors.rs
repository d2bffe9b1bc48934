//! The ways into the core from outside.

mod plain;
mod asked;
mod report;
mod py;
