//! What a template changes in a manifest is retold in the one that a person has, and changes nothing else there.

use ironwheel::template::retell::{Retold, retell};

/// The person's document with the template's new values, where both sides agree.
fn agreed(base: &str, own: &str, new: &str) -> String {
    let Some(Retold { base, new, .. }) = retell(base, own, new) else {
        panic!("it is not told");
    };
    assert_eq!(base, own, "the sides are at odds");
    new
}

const BASE: &str = "\
[build-system]
requires = [\"maturin>=1.16,<2\"]

# Pinned.
[groups]
lint = [\"mypy==1\", \"ruff==1\"]
test = [\"pytest==1\"]

[dependencies]
pyo3 = { version = \"0.30\", optional = true }

[tool.mypy]
strict = true
files = [\"python\"]
";

#[test]
fn nothing_is_told_where_nothing_changes() {
    let own = "a = 1 # mine\n";
    assert_eq!(agreed(BASE, own, BASE), own);
    assert_eq!(agreed(BASE, own, &BASE.replace("# Pinned.", "# Exactly.")), own);
}

#[test]
fn a_value_is_another_whatever_stands_around_it() {
    let own = "# Mine.\r\n[groups]\r\nlint = ['ruff==1', 'mypy==1'] # tools\r\n";
    let new = BASE.replace("mypy==1", "mypy==2");
    assert_eq!(
        agreed(BASE, own, &new),
        own.replace("'mypy==1'", "\"mypy==2\""),
        "its place, its neighbours and its comment stay"
    );
}

#[test]
fn a_key_in_braces_is_one_of_its_own() {
    let own = "[dependencies]\npyo3 = { features = [\"abi3\"], version = \"0.30\" }\n";
    let new = BASE.replace("0.30", "0.31");
    assert_eq!(agreed(BASE, own, &new), own.replace("0.30", "0.31"));
}

#[test]
fn keys_come_and_go() {
    let own = "[tool.mypy]\nfiles = [\"python\"]\nstrict = true # always\nmine = 1\n\n[groups]\n";
    let new = BASE
        .replace("strict = true\n", "warn = true\n")
        .replace("\n[tool.mypy]", "docs = [\"sphinx\"]\n\n[tool.mypy]");
    let new = format!("{new}\n# For tests.\n[tool.pytest]\nstrict = true\n");
    let told = retell(BASE, own, &new);
    let expected = "[tool.mypy]\nfiles = [\"python\"]\nmine = 1\nwarn = true\n\n[groups]\n\n\
        # For tests.\n[tool.pytest]\nstrict = true\n";
    assert_eq!(told.as_ref().map(|told| told.new.as_str()), Some(expected));
    let absent: Vec<_> = told.into_iter().flat_map(|told| told.absent).collect();
    assert_eq!(
        absent,
        ["dependencies"],
        "what changes in a table that is not there"
    );
}

#[test]
fn a_table_goes_that_is_as_it_was() {
    let new = BASE.replace("[tool.mypy]\nstrict = true\nfiles = [\"python\"]\n", "");
    let own = BASE.replace("# Pinned.", "# Mine.");
    assert_eq!(
        agreed(BASE, &own, &new),
        new.replace("# Pinned.", "# Mine.").trim_end().to_owned() + "\n"
    );
}

#[test]
fn what_the_person_does_not_have_is_named_and_stays_away() {
    let own = "[build-system]\nrequires = [\"maturin>=1.16,<2\"]\n\n[tool.pytest]\nmine = 1\n";
    let new = BASE.replace("mypy==1", "mypy==2") + "\n[tool.pytest]\nstrict = true\n";
    let told = retell(BASE, own, &new);
    let told = told.map(|told| (told.base, told.new, told.absent));
    let absent = vec!["groups".to_owned(), "tool.pytest".to_owned()];
    assert_eq!(told, Some((own.to_owned(), own.to_owned(), absent)));
}

#[test]
fn a_key_that_both_have_changed_is_at_odds_alone() {
    let own = "[build-system]\nrequires = [\"maturin>=1.4\"] # mine\n\n[tool.mypy]\nstrict = true\n";
    let new = BASE
        .replace(">=1.16,<2", ">=1.17,<2")
        .replace("strict = true", "strict = false");
    let told = retell(BASE, own, &new);
    let told = told.map(|told| (told.base, told.new));
    let base = own.replace(">=1.4", ">=1.16,<2");
    let new = own
        .replace(">=1.4", ">=1.17,<2")
        .replace("strict = true", "strict = false");
    assert_eq!(told, Some((base, new)));
}

#[test]
fn what_cannot_be_read_is_not_told() {
    assert_eq!(retell(BASE, "a = \n", BASE), None);
    assert_eq!(retell("[", BASE, BASE), None);
}

#[test]
fn a_manifest_that_nobody_has_changed_says_what_the_new_one_says() {
    let manifests = [
        (
            include_str!("../../pyproject.toml"),
            include_str!("../rendered/standard/pyproject.toml"),
        ),
        (
            include_str!("../../Cargo.toml"),
            include_str!("../rendered/standard/Cargo.toml"),
        ),
    ];
    for (one, other) in manifests {
        for (base, new) in [(one, other), (other, one)] {
            let told = agreed(base, base, new);
            // Nothing is left to tell.
            let rest = retell(&told, &told, new).map(|rest| rest.new);
            assert_eq!(rest.as_deref(), Some(told.as_str()));
        }
    }
}

#[test]
fn tables_of_one_name_come_as_such() {
    let new = format!("{BASE}\n[[bench]]\nname = \"speed\"\n\n[[bench]]\nname = \"size\"\n");
    let told = retell(BASE, "a = 1\n", &new).map(|told| told.new);
    let expected = "a = 1\n\n[[bench]]\nname = \"speed\"\n\n[[bench]]\nname = \"size\"\n";
    assert_eq!(told.as_deref(), Some(expected));
}

#[test]
fn what_both_sides_add_to_a_list_that_was_not_there_is_all_in_it() {
    let new = BASE.replace("# Pinned.", "needs = [\"core==1\"]\n");
    let (own, new) = (
        format!("needs = ['attrs']\n{BASE}"),
        format!("needs = ['core==1']\n{new}"),
    );
    let new = new.replace("needs = [\"core==1\"]\n", "");
    assert_eq!(
        agreed(BASE, &own, &new),
        own.replace("['attrs']", "['attrs', 'core==1']")
    );
}

#[test]
fn a_value_that_a_workspace_gives_from_now_on_stands_behind_a_dot() {
    let base = "[package]\nname = \"it\"\nversion = \"1.0.0\"\n";
    let own = "[package]\nversion = '1.0.0' # mine\nname = \"it\"\n";
    let new = "[package]\nname = \"it\"\nversion.workspace = true\nedition.workspace = true\n";
    let told = "[package]\nversion.workspace = true # mine\nname = \"it\"\nedition.workspace = true\n";
    assert_eq!(agreed(base, own, new), told);
    assert_eq!(
        agreed(new, told, base),
        own.replace(
            "version = '1.0.0' # mine\nname = \"it\"",
            "name = \"it\"\nversion = \"1.0.0\""
        )
    );
}
