//! The tests of the core in Rust: one binary, which is compiled and linked once.

mod comments;
mod discover;
mod drawn;
mod drawn_project;
mod engine;
mod examples;
mod expressions;
mod false_alarms;
mod fix_laws;
mod fuzz;
mod listed;
mod output;
mod project_laws;
mod retell;
mod rules;
mod said;
mod scripts;
mod shell;
mod show_law;
mod splice;
mod suppress;
mod toml_suite;
mod truth;
mod version_laws;
mod versions;
mod yaml_splice;
