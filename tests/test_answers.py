"""Answers cannot break a project: they are refused with a reason, or come back exactly from every file."""

import ast
import re
import sys
import tomllib
from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import trove_classifiers
import yaml
from jinja2 import Environment, FileSystemLoader, meta, nodes
from markdown_it import MarkdownIt

from render import ANSWERS, ROOT, render, rendered

ENVIRONMENT = Environment(
    loader=FileSystemLoader(ROOT), extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"]
)
COPIER = nodes.Name("_copier_conf", "load")
PURE_FILTERS = {
    *(
        "format",
        "int",
        "join",
        "length",
        "list",
        "lower",
        "regex_replace",
        "regex_search",
        "replace",
        "select",
    ),
    *("map", "reject", "rejectattr", "selectattr", "to_json", "to_nice_yaml", "trim", "unique"),
}

CONFIG = yaml.safe_load((ROOT / "copier.yml").read_bytes())
QUESTIONS = {
    "project_name": None,
    "package_name": None,
    "description": None,
    "author_name": None,
    "author_email": None,
    "repository_url": None,
    "license": [
        "MIT OR Apache-2.0",
        "MIT",
        "Apache-2.0",
        "BSD-3-Clause",
        "MPL-2.0",
        "GPL-3.0-or-later",
        "none",
    ],
    "python_min": ["3.11", "3.12", "3.13", "3.14", "3.15"],
    "preset": ["minimal", "standard", "full", "custom"],
    "layout": ["mixed", "rust-only", "workspace", "dual"],
    "abi": ["abi3", "abi3t", "version-specific"],
    "ci": ["github", "none"],
    "version_source": ["cargo", "pyproject", "git"],
    "stubs": ["written", "generated"],
    "wheels": ["must", "should", "all"],
    "manylinux": ["2_28", "2_17"],
    "builder": ["maturin-action", "cibuildwheel"],
    "universal2": None,
    "publish": ["trusted", "token", "index", "none"],
    "index_name": None,
    "testpypi": None,
    "auto_tag": None,
    "task_runner": ["just", "make"],
    "keywords": None,
    "development_status": ["none", "planning", "pre-alpha", "alpha", "beta", "stable", "mature", "inactive"],
    "maintainers": None,
    "classifiers": None,
    "extras": [
        *("cli", "numpy", "rayon", "async", "build-info", "native-lib", "mimalloc", "benchmarks"),
        *(
            "property-tests",
            "coverage",
            "fuzz",
            "msrv",
            "profiles",
            "rustflags",
            "docker",
            "docs",
            "git-cliff",
        ),
        *("conda", "devcontainer", "care", "nightly", "renovate", "reproducible", "locked-env"),
    ],
}
# Choices that do not go with every other answer, and a yes or no.
REFUSING = {
    "layout",
    "version_source",
    "builder",
    "publish",
    "testpypi",
    "auto_tag",
    "extras",
}
SWITCHES = {"universal2", "testpypi", "auto_tag"}

PRINTABLE = [
    "plain",
    'He said "hi"',
    '"""',
    "'''",
    "it's",
    "'",
    '"',
    "\\",
    "\\\\",
    "C:\\new\\table",
    "\\u202e",
    "\\x1b[31m",
    "{{ 7*7 }}",
    "{{ config }}",
    "{% if %}",
    "{% raw %}",
    "{# comment #}",
    "${{ secrets.TOKEN }}",
    "${HOME} $HOME `id` $(id)",
    "; rm -rf / #",
    "&& echo | tee > file < in",
    "%(name)s %s %d %%",
    "{0} {name} {}",
    "# heading",
    "## heading",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "1) item",
    "> quote",
    "---",
    "===",
    "***",
    "_under_ *star* **bold** ~~gone~~ `code`",
    "[link](https://example.org) ![image](x)",
    "<b>bold</b> <!-- comment --> &amp;",
    "| a | b |",
    "    indented",
    "a # not a comment",
    "key: value",
    ": value",
    "- [a, b]",
    "[table]",
    "{inline = 1}",
    "!!python/object:os.system",
    "!tag",
    "&anchor",
    "*alias",
    "@at",
    "%directive",
    "yes",
    "null",
    "~",
    "1e3",
    "0x10",
    "2026-11-20",
    "...",
    "|",
    ">-",
    "?",
    "🎡",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️",
    "שלום עולם",
    "مرحبا بالعالم",
    "می‌خواهم",
    "日本語のパッケージ",
    "Ünïcödé ﬁ ß İ",
    "e\u0301",
    "non\u00a0breaking",
    "soft\u00adhyphen",
    "\ufffd",
    "\ue000",
    "Doe, Jane; <Sons> & (Co)",
    "trailing space ",
    "=cmd|' /C calc'!A0",
    "#![feature(x)]",
    "*/ /* // //!",
    'r#"raw"#',
    "a" * 512,
]

FORBIDDEN = [
    *range(0x20),
    *range(0x7F, 0xA0),
    0x061C,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
    0xD800,
    0xDBFF,
    0xDC00,
    0xDFFF,
    *range(0xFDD0, 0xFDF0),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    0xFFFE,
    0xFFFF,
]


def refusal(**answers: str) -> str | None:
    """Give the reason for which answers are refused; nothing is written then."""
    with TemporaryDirectory() as folder:
        destination = Path(folder, "project")
        try:
            render(destination, answers)
        except ValueError as error:
            assert not destination.exists()
            return str(error).partition(": ")[2]
        return None


def assert_return(**answers: str) -> None:
    """Assert that answers come back exactly from the project, and stand only where they can."""
    files = rendered(**answers)
    plain = rendered()
    project = tomllib.loads(files["pyproject.toml"].decode())["project"]
    back = {
        "description": project["description"],
        **{f"author_{key}": value for key, value in project.get("authors", [{}])[0].items()},
        "repository_url": project.get("urls", {}).get("Repository"),
    }
    stored = yaml.safe_load(files[ANSWERS])
    for field, text in answers.items():
        assert back[field] == stored[field] == text
    changed = {path for path in files if files[path] != plain[path]}
    assert changed <= {
        ANSWERS,
        "pyproject.toml",
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "LICENSE-MIT",
    }
    for path, content in files.items():
        if path.endswith(".toml"):
            tomllib.loads(content.decode())
        elif path.endswith((".yml", ".yaml")):
            yaml.safe_load(content)
        elif path.endswith((".py", ".pyi")):
            ast.parse(content)


def test_the_questions_are_the_contract() -> None:
    asked = {
        key: value
        for key, value in CONFIG.items()
        if not key.startswith("_") and value.get("when", True) is not False
    }
    # It is for adopted projects, so that no other one stores it: nobody is asked and there is no default.
    assert asked.pop("adopted_files").keys() == {"type", "ask", "qmark", "help"}
    assert list(asked) == list(QUESTIONS)
    assert sum(value.get("ask", True) is True for value in asked.values()) <= 8
    for key, choices in QUESTIONS.items():
        offered = asked[key].get("choices")
        assert (list(offered.values()) if isinstance(offered, dict) else offered) == choices
        assert asked[key]["help"]
        assert "default" in asked[key]
        assert (asked[key]["type"] == "bool") == (key in SWITCHES)
        is_free = choices is None and key not in SWITCHES
        assert ("validator" in asked[key]) == (is_free or key in REFUSING)


def test_plain_updates_leave_out_what_is_the_persons_own() -> None:
    seeds = re.findall(r"^/.*$", CONFIG["_exclude"][-1].partition("{% else %}")[2], re.MULTILINE)
    assert seeds == CONFIG["_skip_if_exists"]


def test_copier_knows_every_key() -> None:
    # Copier ignores a key that it does not know: `validatr:` would switch a check off unnoticed.
    settings = {key for key in CONFIG if key.startswith("_")}
    assert settings == {
        "_min_copier_version",
        "_subdirectory",
        "_envops",
        "_exclude",
        "_skip_if_exists",
        "_message_after_copy",
    }
    for key in CONFIG.keys() - settings:
        assert CONFIG[key].keys() <= {
            "type",
            "help",
            "qmark",
            "default",
            "validator",
            "choices",
            "multiselect",
            "when",
            "ask",
        }


def test_a_render_depends_on_nothing_but_the_answers() -> None:
    sources = [*ROOT.glob("*.jinja"), *(ROOT / "template").rglob("*.jinja")]
    texts = [source.name + source.read_text("utf-8") for source in (ROOT / "copier.yml", *sources)]
    assert "_copier_operation" not in "".join(texts[1:])
    for tree in map(ENVIRONMENT.parse, texts):
        assert {node.name for node in tree.find_all(nodes.Filter)} <= PURE_FILTERS
        private = {name for name in meta.find_undeclared_variables(tree) if name.startswith("_")}
        # What plain updates leave out: the files of a fresh project are the same.
        assert private <= {"_copier_answers", "_copier_conf", "_copier_operation"}
        assert not {"now", "make_secret"} & meta.find_undeclared_variables(tree)
        assert {node.attr for node in tree.find_all(nodes.Getattr) if node.node == COPIER} <= {"answers_file"}


@pytest.mark.parametrize("text", PRINTABLE)
def test_printable_text_returns_exactly(text: str) -> None:
    assert_return(author_name=text, description=text)


def test_every_printable_character_returns_exactly() -> None:
    forbidden = {*FORBIDDEN, *range(0xD800, 0xE000)}
    text = "".join(chr(code) for code in range(0x30000) if code not in forbidden)
    assert_return(author_name=text)


@pytest.mark.parametrize("code", FORBIDDEN, ids=lambda code: f"U+{code:04X}")
def test_a_forbidden_character_is_named(code: int) -> None:
    reason = f"U+{code:04X} at position 2 cannot stand here; one line of printable text would do"
    assert refusal(author_name=f"a{chr(code)}b") == reason


@pytest.mark.parametrize(
    "field",
    [
        *("description", "author_email", "repository_url"),
        *("keywords", "maintainers", "classifiers"),
    ],
)
def test_every_free_text_refuses_what_is_forbidden(field: str) -> None:
    assert refusal(**{field: "a\u202eb"}) == (
        "U+202E at position 2 cannot stand here; one line of printable text would do"
    )


@pytest.mark.parametrize("text", PRINTABLE)
@pytest.mark.parametrize(
    ("field", "form"), [("author_email", "%s@example.org"), ("repository_url", "https://h/%s")]
)
def test_addresses_are_refused_by_character_or_return_exactly(field: str, form: str, text: str) -> None:
    address = form % text
    reason = refusal(**{field: address})
    if reason is None:
        assert_return(**{field: address})
    elif address.count("@") == 2:
        assert "one @" in reason
    else:
        named = re.match(r"U\+([0-9A-F]{4,6}) .*at position (\d+)", reason)
        assert named, reason
        assert address[int(named[2]) - 1] == chr(int(named[1], 16))


@pytest.mark.parametrize("text", PRINTABLE)
def test_the_readme_shows_the_description_as_it_is(text: str) -> None:
    readme = rendered(author_name=text, description=text)["README.md"].decode()
    inline = [
        token for token in MarkdownIt("gfm-like", {"linkify": False}).parse(readme) if token.type == "inline"
    ]
    assert [child.type for child in inline[1].children or []] == ["text"]
    assert inline[1].content.replace("\\", "") == text.strip().replace("\\", "")
    assert (inline[1].children or [])[0].content == text.strip()
    assert inline[2].content == "Install"


@pytest.mark.parametrize("text", PRINTABLE)
def test_the_licence_names_its_holder(text: str) -> None:
    assert (
        f"Copyright (c) {text.strip()}\n"
        in rendered(author_name=text, description=text)["LICENSE-MIT"].decode()
    )


def test_lengths_have_the_limits_of_the_standards_alone() -> None:
    assert_return(author_name="a" * 5000)
    assert refusal(description="a" * 5000) == (
        "5000 characters are too many for the summary in a package's metadata; 512 at the most"
    )
    assert (
        refusal(project_name="a" * 65) == "65 characters are too many for the name of a crate; 64 at the most"
    )
    assert refusal(description=" ") == "say in one line what the package does"


@pytest.mark.parametrize(
    "address",
    ["ada@example.org", "a.b+c@sub.example.co.uk", "o'neil@example.org", "ada@exämple.org", "用户@例子.公司"],
)
def test_an_email_address_is_taken(address: str) -> None:
    assert_return(author_email=address)


@pytest.mark.parametrize(
    "address", ["ada", "@", "ada@", "@example.org", "ada@example", "a@b@c.d", "ada@example.org."]
)
def test_what_is_no_email_address_is_refused(address: str) -> None:
    assert refusal(author_email=address) == (
        "an e-mail address is a name, one @ and a domain, such as ada@example.org"
    )


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://github.com/ada/lib", "https://github.com/ada/lib"),
        ("https://github.com/ada/lib.git", "https://github.com/ada/lib"),
        ("https://github.com/ada/lib/", "https://github.com/ada/lib"),
        ("http://localhost:3000/~ada/lib", "http://localhost:3000/~ada/lib"),
        ("https://github.com/me/gitlab-tools", "https://github.com/me/gitlab-tools"),
        ("https://github.com/codeberg-fan/x", "https://github.com/codeberg-fan/x"),
    ],
)
def test_a_repository_url_is_taken(url: str, base: str) -> None:
    assert_return(repository_url=url)
    urls = tomllib.loads(rendered(repository_url=url)["pyproject.toml"].decode())["project"]["urls"]
    assert urls == {
        "Homepage": url,
        "Documentation": f"{base}#readme",
        "Repository": url,
        "Issues": f"{base}/issues",
        "Changelog": f"{base}/blob/HEAD/CHANGELOG.md",
    }


@pytest.mark.parametrize(
    ("url", "files"),
    [
        ("", ""),
        ("https://github.com/me/gitlab-tools", "https://github.com/me/gitlab-tools/blob/HEAD/"),
        ("https://gitlab.com/github/x.git", "https://gitlab.com/github/x/-/blob/HEAD/"),
        ("https://GitLab.example.org:8443/a/b/x", "https://GitLab.example.org:8443/a/b/x/-/blob/HEAD/"),
        ("https://codeberg.org/gitlab/x", "https://codeberg.org/gitlab/x/src/branch/main/"),
    ],
)
def test_links_to_files_work_outside_the_repository_if_it_is_known(url: str, files: str) -> None:
    links = {
        "MIT OR Apache-2.0": ["CONTRIBUTING.md", "LICENSE-MIT", "LICENSE-APACHE"],
        "MPL-2.0": ["CONTRIBUTING.md", "LICENSE"],
    }
    for license, names in links.items():
        project = rendered(repository_url=url, license=license)
        found = re.findall(r"\]\((\S*?)((?:CONTRIBUTING|LICENSE)[\w.-]*)\)", project["README.md"].decode())
        assert found == [(files, name) for name in names]
        assert project.keys() >= {*names}
        changelog = re.search(r'^Changelog = "(.*)"', project["pyproject.toml"].decode(), re.MULTILINE)
        assert (changelog and changelog[1]) == (f"{files}CHANGELOG.md" if url else None)


@pytest.mark.parametrize(
    "url", ["github.com/ada/lib", "git@github.com:ada/lib", "ftp://h/x", "https://", "https://u:p@h/x"]
)
def test_what_is_no_repository_url_is_refused(url: str) -> None:
    assert refusal(repository_url=url) == (
        "a URL starts with https:// and the name of a host, such as https://github.com/you/my-package"
    )


@pytest.mark.parametrize(
    ("project", "crate", "package"),
    [
        ("a", "a", "a"),
        ("my-package", "my-package", "my_package"),
        ("My.Lib", "my-lib", "my_lib"),
        ("UPPER", "upper", "upper"),
        ("a.-_b", "a-b", "a_b"),
        ("x2", "x2", "x2"),
        ("n" * 64, "n" * 64, "n" * 64),
    ],
)
def test_a_name_has_three_forms(project: str, crate: str, package: str) -> None:
    files = rendered(project_name=project)
    pyproject = tomllib.loads(files["pyproject.toml"].decode())
    assert pyproject["project"]["name"] == project
    assert tomllib.loads(files["Cargo.toml"].decode())["package"]["name"] == crate
    assert pyproject["tool"]["maturin"]["module-name"] == f"{package}._core"
    assert f"python/{package}/__init__.py" in files


ONLY = 'cannot stand here; ASCII letters, digits, ".", "_" and "-" would do'


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "a project needs a name, such as my-package"),
        ('1-bad name"', f"U+0020 (a space) at position 6 {ONLY}"),
        ("../x", f"U+002F (/) at position 3 {ONLY}"),
        ("a\\b", f"U+005C (\\) at position 2 {ONLY}"),
        ("a\n", f"U+000A at position 2 {ONLY}"),
        ("Ünï", f"U+00DC at position 1 {ONLY}"),
        ("{{ 7*7 }}", f"U+007B ({{) at position 1 {ONLY}"),
        ("1st", "a crate's name starts with a letter, as in my-package"),
        ("..", "a crate's name starts with a letter, as in my-package"),
        ("-a", "a crate's name starts with a letter, as in my-package"),
        ("a-", "a name ends with a letter or a digit, as in my-package"),
        ("class", 'try "class-rs": "class" is a keyword of Python'),
        ("json", 'try "json-rs": "json" is a module of Python\'s standard library'),
        ("JSON", 'try "json-rs": "json" is a module of Python\'s standard library'),
        ("self", 'try "self-rs": "self" is a keyword of Rust'),
        ("core", 'try "core-rs": "core" is a crate that comes with Rust'),
        ("proc-macro", 'try "proc_macro-rs": "proc_macro" is a crate that comes with Rust'),
        ("con", 'try "con-rs": "con" is a device on Windows, where no file can have this name'),
        ("pyo3", 'try "pyo3-rs": "pyo3" is a tool or library that the project itself needs'),
    ],
)
def test_a_name_is_refused_with_what_would_do(name: str, reason: str) -> None:
    assert refusal(project_name=name) == reason


@pytest.mark.parametrize(
    "name",
    [
        "conftest",
        "tests",
        *sorted(
            {
                re.sub(r"{%.*?%}", "", path.name).partition(".")[0]
                for path in (ROOT / "template/tests").glob("*.jinja")
                if ".py" in path.name
            }
        ),
    ],
)
def test_a_test_never_shadows_the_package(name: str) -> None:
    reason = f'"{name}" is taken by the project\'s own tests'
    assert refusal(project_name=name.replace("_", "-")) == f'try "{name}-rs": {reason}'
    assert refusal(package_name=name) == f'try "{name}_rs": {reason}'


def test_the_package_name_can_differ() -> None:
    files = rendered(project_name="json", package_name="fast_json")
    assert "python/fast_json/__init__.py" in files
    assert yaml.safe_load(files[ANSWERS])["package_name"] == "fast_json"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "what is imported starts with a lower-case letter, as in my_package"),
        ("_a", "what is imported starts with a lower-case letter, as in my_package"),
        ("1a", "what is imported starts with a lower-case letter, as in my_package"),
        (
            "a-b",
            'U+002D (-) at position 2 cannot stand here; lower-case ASCII letters, digits and "_" would do',
        ),
        (
            "Ab",
            'U+0041 (A) at position 1 cannot stand here; lower-case ASCII letters, digits and "_" would do',
        ),
        ("acme.", "each part starts with a lower-case letter, as in acme.fast"),
        ("acme.1st", "each part starts with a lower-case letter, as in acme.fast"),
        ("acme.class", 'try "class_rs": "class" is a keyword of Python'),
        ("json.fast", 'try "json_rs": "json" is a module of Python\'s standard library'),
        ("class", 'try "class_rs": "class" is a keyword of Python'),
        ("json", 'try "json_rs": "json" is a module of Python\'s standard library'),
        ("a" * 65, "65 characters are too many; 64 at the most"),
    ],
)
def test_a_package_name_is_refused_with_what_would_do(name: str, reason: str) -> None:
    assert refusal(package_name=name) == reason


def metadata(**answers: str) -> dict[str, Any]:
    """Give the table `[project]` of a project."""
    table: dict[str, Any] = tomllib.loads(rendered(**answers)["pyproject.toml"].decode())["project"]
    return table


@pytest.mark.parametrize("text", PRINTABLE)
def test_keywords_return_one_by_one(text: str) -> None:
    known = [part.strip() for part in text.split(",") if part.strip()]
    assert metadata(keywords=f"rust, {text},, rust")["keywords"] == list(dict.fromkeys(["rust", *known]))


def test_what_is_not_said_is_not_in_the_metadata() -> None:
    assert not {"keywords", "maintainers"} & metadata().keys()
    assert not [text for text in metadata()["classifiers"] if text.startswith("Development Status")]


@pytest.mark.parametrize("status", [each for each in QUESTIONS["development_status"] or [] if each != "none"])
def test_a_status_is_its_classifier(status: str) -> None:
    (classifier,) = (
        text for text in metadata(development_status=status)["classifiers"] if text.startswith("Development")
    )
    assert classifier in trove_classifiers.classifiers
    assert status in classifier.lower()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Bob", [{"name": "Bob"}]),
        (
            "Ada Lovelace <ada@example.org>,Bob , Ünï <u@example.org>",
            [
                {"name": "Ada Lovelace", "email": "ada@example.org"},
                {"name": "Bob"},
                {"name": "Ünï", "email": "u@example.org"},
            ],
        ),
        ('D"oe\\', [{"name": 'D"oe\\'}]),
    ],
)
def test_maintainers_return_one_by_one(text: str, people: list[dict[str, str]]) -> None:
    assert metadata(maintainers=text)["maintainers"] == people


@pytest.mark.parametrize(
    "text", ["ada@example.org", "Ada,", "<ada@example.org>", "Ada <ada@example.org", " ", "Ada <a@b.c> Bob"]
)
def test_what_is_no_maintainer_is_refused(text: str) -> None:
    assert refusal(maintainers=text) == (
        "a maintainer is a name, with an address or without, as in Ada Lovelace <ada@example.org>"
    )


def test_the_address_of_a_maintainer_is_one() -> None:
    assert refusal(maintainers="Bob, Ada <ada>") == (
        "an e-mail address is a name, one @ and a domain, such as ada@example.org"
    )


def test_further_classifiers_come_before_those_of_other_answers() -> None:
    further = ["Topic :: Utilities", "Intended Audience :: Developers"]
    found = metadata(classifiers=", ".join([*further, *further]))["classifiers"]
    assert found == [*further, *metadata()["classifiers"]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Topic :: Utilities, License :: Free", 'leave out "License :: Free": other answers say it'),
        (
            "Topic :: Utilities; Topic :: Internet",
            "U+003B (;) at position 19 cannot stand here; a comma stands between two classifiers",
        ),
        ("Programming Language :: Rust", 'leave out "Programming Language :: Rust": other answers say it'),
        (
            "Utilities",
            "a classifier is one of those that the package index knows, as in Topic :: Utilities",
        ),
        (
            "Topic:: Utilities",
            "a classifier is one of those that the package index knows, as in Topic :: Utilities",
        ),
    ],
)
def test_what_is_no_further_classifier_is_refused(text: str, reason: str) -> None:
    assert refusal(classifiers=text) == reason


def test_of_several_extras_that_are_refused_one_is_told() -> None:
    refuse = ENVIRONMENT.get_template("answers.jinja").module.refuse_extras  # type: ignore[attr-defined]
    answers = (
        ["rust-only", "dual"],
        ["written", "generated"],
        ["should", "all"],
        ["github", "none"],
        ["minimal", "full"],
    )
    for pair in combinations(QUESTIONS["extras"] or [], 2):
        for others in product(*answers):
            alone = {str(refuse([extra], *others)) for extra in pair}
            assert refuse(pair, *others) in alone, (pair, others)


def test_the_names_of_the_standard_library_are_known() -> None:
    known = ENVIRONMENT.get_template("answers.jinja").module.standard_library  # type: ignore[attr-defined]
    assert {name for name in sys.stdlib_module_names if name[0] != "_" and name.islower()} - {*known} == set()


def test_a_choice_is_one_of_those_offered() -> None:
    assert "'X' is not in ['MIT OR Apache-2.0', 'MIT'," in (refusal(license="X") or "")
    assert "'3.10' is not in ['3.11'," in (refusal(python_min="3.10") or "")
