//! The ways into the core from outside.

mod plain;
mod py;
