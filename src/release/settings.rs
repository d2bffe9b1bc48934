//! What `[tool.ironwheel.version]` may hold, and what in it does nothing.

use crate::release::configured::VERSION;
use crate::syntax::glob::Glob;
use crate::syntax::toml::Node;
use crate::text::near::nearest;
use crate::tree;

/// Its settings.
pub const SETTINGS: [&str; 2] = ["files", "tag"];
/// The keys of a file that is named with what stands around the version.
const OF_FILE: [&str; 2] = ["path", "search"];

/// The keys that there are not, there and in the tables of `files`, each with the nearest one that there is.
pub fn unknown(table: Node<'_>) -> Vec<(Node<'_>, Option<&'static str>)> {
    let files = table.get("files").map(Node::items).unwrap_or_default();
    let of_files = files.into_iter().flat_map(|file| strange(file, &OF_FILE));
    strange(table, &SETTINGS).into_iter().chain(of_files).collect()
}

fn strange<'a>(table: Node<'a>, known: &[&'static str]) -> Vec<(Node<'a>, Option<&'static str>)> {
    let entries = table.entries().into_iter();
    entries
        .filter(|entry| !known.contains(&entry.key()))
        .map(|entry| {
            let near = nearest(entry.key(), known.iter().copied());
            (entry, near.filter(|near| table.get(near).is_none()))
        })
        .collect()
}

/// The values that are none, each with what is wrong.
pub fn wrong(table: Node<'_>) -> Vec<(Node<'_>, String)> {
    let mut found = Vec::new();
    if let Some(files) = table.get("files") {
        match files.is_array() {
            true => found.extend(
                files
                    .items()
                    .into_iter()
                    .filter_map(|file| Some((file, wrong_file(file)?))),
            ),
            false => found.push((files, "`files` must be an array".to_owned())),
        }
    }
    if let Some(tag) = table.get("tag")
        && !tag.as_str().is_some_and(|text| text.contains(VERSION))
    {
        found.push((tag, format!("`tag` must contain `{VERSION}`, as in `v{VERSION}`")));
    }
    found
}

fn wrong_file(file: Node<'_>) -> Option<String> {
    let Some(path) = file.as_str().or_else(|| file.get("path")?.as_str()) else {
        return Some("a file must be a path, or a table with a `path`".to_owned());
    };
    let search = file.get("search");
    if search.is_some_and(|search| !search.as_str().is_some_and(|text| text.contains(VERSION))) {
        return Some(format!(
            "`search` must contain `{VERSION}`, as in `rev: v{VERSION}`"
        ));
    }
    let is_pattern = Glob::parse(&tree::join("", path)).is_some();
    (!is_pattern).then(|| format!("`{path}` is not a valid pattern"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::toml::Toml;

    fn said(settings: &str) -> Vec<String> {
        let text = format!("[tool.ironwheel.version]\n{settings}\n");
        let toml = Toml::parse(&"pyproject.toml".into(), &text.into()).expect("it parses");
        let table = toml.get(&["tool", "ironwheel", "version"]).expect("it is there");
        let unknown = unknown(table).into_iter();
        let unknown = unknown.map(|(entry, near)| format!("{} {near:?}", entry.key()));
        unknown
            .chain(wrong(table).into_iter().map(|(_, message)| message))
            .collect()
    }

    #[test]
    fn what_is_understood_is_silent() {
        for settings in [
            "files = []",
            "files = [\"npm/*/package.json\", { path = \"README.md\", search = \"rev: v{version}\" }]",
            "tag = \"py-v{version}\"",
        ] {
            assert_eq!(said(settings), [""; 0], "{settings}");
        }
    }

    #[test]
    fn what_does_nothing_is_told() {
        for (settings, expected) in [
            ("tags = \"v{version}\"", "tags Some(\"tag\")"),
            (
                "files = [{ path = \"a\", serach = \"{version}\" }]",
                "serach Some(\"search\")",
            ),
            (
                "tag = \"v\"",
                "`tag` must contain `{version}`, as in `v{version}`",
            ),
            ("tag = 1", "`tag` must contain `{version}`, as in `v{version}`"),
            ("files = \"a\"", "`files` must be an array"),
            ("files = [1]", "a file must be a path, or a table with a `path`"),
            (
                "files = [{ path = \"a\", search = \"v1\" }]",
                "`search` must contain `{version}`, as in `rev: v{version}`",
            ),
        ] {
            assert_eq!(said(settings), [expected], "{settings}");
        }
    }
}
