//! The least that a check of projects can cost: the same bytes read, the same TOML, YAML, Rust and Python parsed, nothing else.
//!
//! `floor list ROOT…` prints, a project a line, the files that a check of it reads; `floor parse LIST` reads and parses
//! them with the parsers that the core uses, as much in parallel as the core. scripts/bench_check.py times the second.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ironwheel::engine::check::{Selection, judge};
use ironwheel::project::Project;
use ironwheel::syntax::rust::MARKS;
use ironwheel::tree::Tree;
use rayon::prelude::*;
use ruff_python_parser::parse_module;

#[expect(clippy::print_stdout, reason = "whoever asked for the list reads it there")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, roots)) if command == "list" => {
            for root in roots {
                println!("{}", files(Path::new(root)).join("\t"));
            }
        }
        Some((command, [list])) if command == "parse" => {
            let list = std::fs::read_to_string(list).unwrap_or_default();
            let projects: Vec<&str> = list.lines().collect();
            let parsed: usize = projects
                .par_iter()
                .map(|project| {
                    project
                        .split('\t')
                        .filter(|path| parse(Path::new(path)).is_some())
                        .count()
                })
                .sum();
            println!("{} projects, {parsed} files", projects.len());
        }
        _ => return ExitCode::from(2),
    }
    ExitCode::SUCCESS
}

/// The files that are read when the project in `root` is checked.
fn files(root: &Path) -> Vec<String> {
    let Some(project) = Project::read(Tree::disk(root)) else {
        return Vec::new();
    };
    judge(&project, &Selection::all());
    let texts = project.tree.read_so_far().into_iter();
    let paths = texts.map(|(path, _)| root.join(&*path));
    paths.map(|path: PathBuf| path.display().to_string()).collect()
}

/// Reads a file and, if it is of a kind that we parse, parses it.
fn parse(path: &Path) -> Option<()> {
    let text = std::fs::read_to_string(path).ok()?;
    match path.extension()?.to_str()? {
        "toml" | "lock" => drop(toml_edit::Document::parse(text)),
        "yml" | "yaml" => granit_parser::Parser::new_from_str(&text).for_each(drop),
        // Of Python the core parses stubs, and sources that say their version.
        "pyi" => drop(parse_module(&text)),
        "py" if text.contains("__version__") => drop(parse_module(&text)),
        // The core does not parse a source that has nothing for Python in it.
        "rs" if MARKS.iter().any(|mark| text.contains(mark)) => drop(syn::parse_file(&text)),
        _ => {}
    }
    Some(())
}
