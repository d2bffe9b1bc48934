//! The law of YAML operations, on the workflows of this repository and of the projects that it renders: a mapping gets an
//! entry, a scalar another text, and not one other byte changes.

use std::path::Path;
use std::sync::Arc;

use ironwheel::syntax::yaml::splice::{Entry, insert, respell};
use ironwheel::syntax::yaml::{Node, Yaml};
use ironwheel::text::edit::{Edit, replaced};
use ironwheel::tree::Tree;

const FOLDERS: [&str; 3] = [".github/workflows", "tests/rendered", "examples"];

/// The YAML files, each as it is and with the line ends of Windows.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tree = Tree::disk(root);
    let files = FOLDERS.iter().flat_map(|folder| tree.files(folder, ".yml"));
    let texts: Vec<Arc<str>> = files.filter_map(|path| tree.read(&path)?.ok()).collect();
    assert!(texts.len() > 3, "{}", texts.len());
    let both = texts.iter().flat_map(|text| {
        let unix = text.replace("\r\n", "\n");
        [unix.replace('\n', "\r\n"), unix]
    });
    both.collect()
}

fn nodes<'a>(node: Node<'a>, found: &mut Vec<Node<'a>>) {
    found.push(node);
    node.entries()
        .chain(node.items())
        .for_each(|inner| nodes(inner, found));
}

/// The text with the edit, which has the line ends of the file, and the bytes that it puts in the place of others.
fn made(yaml: &Yaml, edit: &Edit) -> (String, String) {
    let Edit::Replace { text: new, .. } = edit else {
        panic!("{edit:?}")
    };
    let text = replaced(&yaml.text, std::slice::from_ref(edit)).expect("it fits");
    assert_eq!(text.contains("\r\n"), yaml.text.contains("\r\n"));
    assert!(!text.replace("\r\n", "").contains('\r'));
    (text, new.clone())
}

#[test]
fn every_mapping_gets_an_entry_and_every_plain_scalar_another_text() {
    let (mut mappings, mut scalars) = (0, 0);
    for text in texts() {
        let yaml = Yaml::parse(&"a.yml".into(), &text.as_str().into()).expect("valid YAML");
        let mut all = Vec::new();
        nodes(yaml.root().expect("a document"), &mut all);
        for node in all {
            let is_plain = node
                .as_plain()
                .is_some_and(|text| !text.is_empty() && !text.contains('\n'));
            if node.is_mapping() {
                let edit = insert(node, Entry::Word("new-key", "value"), "steps");
                let (after, new) = made(&yaml, &edit.unwrap_or_else(|| panic!("{node:?}")));
                assert_eq!(after.replacen(&new, "", 1).len(), text.len());
                assert!(after.len() > text.len() && new.contains("new-key: value"));
                mappings += 1;
            }
            if let Some(edit) = respell(node, "other").filter(|_| is_plain) {
                assert_eq!(made(&yaml, &edit).1, "other");
                scalars += 1;
            }
        }
    }
    assert!(mappings > 100 && scalars > 100, "{mappings} {scalars}");
}
