//! What people change in a manifest goes where the template has its values, and the lock has the crates that there are.

use ironwheel::release::relock::relocked;
use ironwheel::template::resettle::{Resettled, resettle};

const ONE: &str = "\
[package]
name = \"it\"
rust-version = \"1.85\"

[dependencies]
pyo3 = { version = \"0.30\", optional = true }

[lints.rust]
unsafe_code = \"deny\"

[profile.release]
lto = \"fat\"
";
const ROOT: &str = "\
[workspace]
members = [\"crates/*\"]

[workspace.package]
rust-version = \"1.85\"

[workspace.lints.rust]
unsafe_code = \"deny\"

[profile.release]
lto = \"fat\"
";
const PLAIN: &str = "[package]\nname = \"it\"\nrust-version.workspace = true\n\n[lints]\nworkspace = true\n";
const FACE: &str = "\
[package]
name = \"it-py\"
rust-version.workspace = true

[dependencies]
pyo3 = { version = \"0.30\" }
";

fn divided(own: &str) -> (String, Vec<String>) {
    let new = [ROOT, FACE, PLAIN].map(str::to_owned);
    let Resettled { base, new } = resettle(ONE, own, &new, Some(2)).expect("all can be read");
    (base, new)
}

#[test]
fn nothing_is_told_where_nothing_is_changed() {
    assert_eq!(
        divided(ONE),
        (ONE.to_owned(), [ROOT, FACE, PLAIN].map(str::to_owned).to_vec())
    );
}

#[test]
fn a_value_goes_to_the_manifest_that_has_what_it_was() {
    let own = ONE
        .replace("1.85", "1.90")
        .replace("0.30", "0.30.1")
        .replace("fat", "thin");
    let (base, new) = divided(&own);
    assert_eq!(new[0], ROOT.replace("1.85", "1.90").replace("fat", "thin"));
    assert_eq!(new[1], FACE.replace("0.30", "0.30.1"));
    assert_eq!(new[2], PLAIN);
    assert_eq!(base, own, "none of it is at odds where it has been");
}

#[test]
fn what_is_added_goes_where_it_is_read() {
    let own = format!(
        "{ONE}debug = 1\n\n[lints.clippy]\nall = \"warn\"\n\n[patch.crates-io]\na = {{ path = \"a\" }}\n"
    )
    .replace("[dependencies]\n", "[dependencies]\nitoa = \"1\"\n");
    let (base, new) = divided(&own);
    let root: toml_edit::DocumentMut = new[0].parse().expect("TOML");
    assert_eq!(root["profile"]["release"]["debug"].as_integer(), Some(1));
    assert_eq!(root["workspace"]["lints"]["clippy"]["all"].as_str(), Some("warn"));
    assert_eq!(root["patch"]["crates-io"]["a"]["path"].as_str(), Some("a"));
    assert_eq!((new[1].as_str(), new[2].as_str()), (FACE, PLAIN));
    assert!(!base.contains("itoa"), "it stays with the sources");
}

#[test]
fn manifests_that_become_one_give_it_all_that_people_have_changed() {
    let own = FACE.replace("[dependencies]\n", "[dependencies]\nitoa = \"1\" # quick\n");
    let told = resettle(FACE, &own, &[ONE.to_owned()], None).expect("all can be read");
    assert_eq!(told.base, own);
    assert!(told.new[0].contains("itoa = \"1\""));
    let own = ROOT.replace("1.85", "1.90");
    let told = resettle(ROOT, &own, &[ONE.to_owned()], Some(0)).expect("all can be read");
    assert_eq!(told.new, [ONE.replace("1.85", "1.90")]);
}

const LOCK: &str = "\
# Generated.
version = 4

[[package]]
name = \"it\"
version = \"1.0.0\"
dependencies = [
 \"pyo3\",
]

[[package]]
name = \"own\"
version = \"0.1.0\"

[[package]]
name = \"pyo3\"
version = \"0.30.1\"
source = \"registry+https://example.org/index\"
";

#[test]
fn the_lock_has_the_crates_of_the_new_manifests_and_all_others() {
    let named = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let root = ROOT.replace(
        "[workspace.package]\n",
        "[workspace.package]\nversion = \"1.0.0\"\n",
    ) + "\n[workspace.dependencies]\nit = { path = \"crates/it\" }\n";
    let inherits = |text: &str| text.replace("rust-version", "version.workspace = true\nrust-version");
    let face = inherits(FACE).replace(
        "[dependencies]\n",
        "[dependencies]\nit.workspace = true\nmissing = \"1\"\n",
    );
    let after = [
        named("Cargo.toml", &root),
        named("crates/it/Cargo.toml", &inherits(PLAIN)),
        named("crates/it-py/Cargo.toml", &face),
    ];
    let before = [named("Cargo.toml", ONE)];
    let divided = LOCK.replace(
        "dependencies = [\n \"pyo3\",\n]\n",
        "\n[[package]]\nname = \"it-py\"\nversion = \"1.0.0\"\ndependencies = [\n \"it\",\n \"pyo3\",\n]\n",
    );
    assert_eq!(relocked(LOCK, &before, &after), Some(divided.clone()));
    let one = ONE.replace("name = \"it\"\n", "name = \"it\"\nversion = \"1.0.0\"\n");
    assert_eq!(
        relocked(&divided, &after, &[named("Cargo.toml", &one)]).as_deref(),
        Some(LOCK)
    );
    let same = [named("Cargo.toml", &one)];
    assert_eq!(relocked(LOCK, &same, &same), None, "nothing is another");
    let apart = named(
        "fuzz/Cargo.toml",
        "[package]\nname = \"it-fuzz\"\nversion = \"0.0.0\"\n[workspace]\n",
    );
    let with_apart = [same[0].clone(), apart];
    assert_eq!(
        relocked(LOCK, &same, &with_apart),
        None,
        "it has a lock of its own"
    );
    let waiting = [named("Cargo.toml", &one.replace("1.0.0", "0.0.0"))];
    assert_eq!(
        relocked(LOCK, &same, &waiting),
        Some(LOCK.replacen("version = \"1.0.0\"", "version = \"0.0.0\"", 1))
    );
    assert_eq!(
        relocked("version = 5\n", &before, &after),
        None,
        "nobody knows such a lock"
    );
}
