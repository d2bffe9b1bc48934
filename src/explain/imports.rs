//! What a traceback of Python says of the files that it went through.

use crate::explain::cause::Said;
use crate::explain::log::{Line, Log};

/// Whether a module is of a tool: causes of its own tell what it means that it is missing.
pub fn is_elsewhere(name: &str) -> bool {
    ["maturin", "pip", "setuptools", "setuptools_rust", "cffi"].contains(&name)
}

/// Whether pip or uv has looked for a module as the backend of a build.
pub fn is_backend(log: &Log, name: &str) -> bool {
    log.says("raise BackendUnavailable(") || log.line_with(&format!("Call to `{name}.")).is_some()
}

/// Whether a path is that of an extension module; the name of a shared library has no folder.
pub fn is_extension(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    path.contains(['/', '\\'])
        && (name.contains(".cpython-")
            || name.contains(".abi3")
            || name.contains(".pypy")
            || name.ends_with(".pyd")
            || !name.starts_with("lib"))
}

/// The package in whose own file the last import of a traceback stands.
pub fn importer<'a>(said: &Said<'a>) -> Option<&'a str> {
    let path = frame(said)?;
    let mut folders: Vec<&str> = path.split(['/', '\\']).collect();
    let file = folders.pop()?;
    let package = folders.last()?;
    (file == "__init__.py" || path.contains("site-packages")).then_some(*package)
}

/// Whether a line is an exception of Python that no tool for installing or building has raised, such as one in a test.
pub fn is_own(line: Line<'_>) -> bool {
    const MOST: usize = 6;
    const TOOLS: [&str; 4] = ["pip", "maturin", "setuptools", "twine"];
    let text = line.readings().last().unwrap_or_default();
    let summed_up = text
        .strip_prefix("FAILED ")
        .and_then(|rest| rest.split_once(" - ")); // by pytest
    let text = summed_up.map_or(text, |(_, text)| text);
    let is_bare = text.split_once(": ").is_some_and(|(name, _)| {
        name.ends_with("Error") && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let of_tool = |text: &str| {
        let mut folders = text.split(['/', '\\', '"']);
        folders.any(|folder| TOOLS.contains(&folder)) || text.contains("setup.py")
    };
    let mut frames = line
        .above()
        .take(MOST)
        .map(Line::text)
        .filter(|text| text.contains(", line "));
    is_bare && !frames.any(of_tool)
}

/// The file of a package that stands last in a traceback above the line.
pub fn frame<'a>(said: &Said<'a>) -> Option<&'a str> {
    const MOST: usize = 8;
    let above = said.line.above().take(MOST);
    let inside = above.take_while(|line| !line.text().starts_with("Traceback ("));
    let path = inside.map(Line::text).find_map(path)?;
    let is_package = path.ends_with("__init__.py") || path.contains("site-packages");
    is_package.then_some(path)
}

/// The path in `File "…", line 1` and in `demo/__init__.py:1: in <module>`, which pytest writes.
fn path(line: &str) -> Option<&str> {
    let quoted = line
        .strip_prefix("File \"")
        .and_then(|rest| rest.split('"').next());
    quoted.or_else(|| {
        let (path, rest) = line.split_once(".py:")?;
        rest.contains(": in ").then(|| &line[..path.len() + 3])
    })
}

/// The wheel without a library that pip has built for a package, if it has.
pub fn pure_wheel<'a>(log: &'a Log, package: &str) -> Option<&'a str> {
    let line = log.line_with("-py3-none-any.whl size=")?;
    let file = line.text().split_once("filename=")?.1.split(' ').next()?;
    let named = file.split('-').next()?.to_ascii_lowercase();
    (named == package.to_ascii_lowercase()).then_some(file)
}
