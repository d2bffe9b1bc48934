//! The ways into the core from outside.

mod cargo;
mod plain;
mod py;
