"""The Rust core: reads a project, judges it and computes repairs. It never writes, prints, asks or spawns."""

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Literal, NotRequired, TypedDict, final, type_check_only

__all__ = [
    "BugError",
    "ProjectNotFoundError",
    "Repair",
    "Report",
    "SelectionError",
    "VersionError",
    "__repository__",
    "__version__",
    "adopt",
    "answers",
    "around",
    "audit",
    "bumps",
    "check",
    "check_all",
    "check_tag",
    "checkers",
    "contents",
    "diagnose",
    "diagnose_json",
    "digest",
    "discover",
    "explain",
    "explain_json",
    "fix",
    "github",
    "imported",
    "imported_json",
    "is_valid",
    "json",
    "markdown",
    "module",
    "modules",
    "nearest",
    "next_tag",
    "parts",
    "printable",
    "relocked",
    "resettle",
    "respell",
    "retell",
    "rules",
    "sarif",
    "set_version",
    "settings",
    "suppress",
    "truth",
    "truth_json",
    "version",
    "version_json",
    "wanted",
    "workspace",
]

__repository__: str
"""The address of the public repository; its source is Cargo.toml."""
__version__: str
"""The version of this package in PEP 440 form; its source is Cargo.toml."""

@type_check_only
class Position(TypedDict):
    line: int
    column: int
    offset: int

@type_check_only
class Span(TypedDict):
    start: Position
    end: Position

@type_check_only
class Related(TypedDict):
    path: str
    message: str
    span: NotRequired[Span]

@type_check_only
class Replace(TypedDict):
    path: str
    span: Span
    start: int
    end: int
    text: str
    kind: Literal["replace"]
    sha256: str

@type_check_only
class Create(TypedDict):
    path: str
    text: str
    kind: Literal["create"]

@type_check_only
class Delete(TypedDict):
    path: str
    kind: Literal["delete"]
    sha256: str

@type_check_only
class Rename(TypedDict):
    path: str
    to: str
    kind: Literal["rename"]
    sha256: str

@type_check_only
class Fix(TypedDict):
    title: str
    applicability: Literal["safe", "unsafe"]
    edits: list[Replace | Create | Delete | Rename]

@type_check_only
class Finding(TypedDict):
    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    path: str
    span: NotRequired[Span]
    related: NotRequired[list[Related]]
    fix: NotRequired[Fix]
    help: str

@type_check_only
class Location(TypedDict):
    path: str
    span: NotRequired[Span]

@type_check_only
class Fact(TypedDict):
    topic: str
    name: str
    value: str | None
    note: str
    places: list[Location]

@type_check_only
class Rule(TypedDict):
    id: str
    family: str
    subject: Literal["project", "run", "artifact", "release"]
    summary: str
    severity: Literal["error", "warning", "info"]
    fix: Literal["safe", "unsafe"] | None
    documentation: str
    page: str

@type_check_only
class Change(TypedDict):
    path: str
    before: bytes | None
    after: bytes | None

@type_check_only
class Offer(TypedDict):
    part: str
    what: str
    added: list[str]
    is_taken: bool

@type_check_only
class Otherwise(TypedDict):
    what: str
    how: str
    is_ground: bool

@type_check_only
class Fate(TypedDict):
    state: Literal["identical", "differs", "missing", "yours"]
    fate: str
    comes: bool

@type_check_only
class Adoption(TypedDict):
    changes: list[tuple[str, bytes]]
    offers: list[Offer]
    otherwise: list[Otherwise]
    fates: list[Fate]
    is_fresh: bool

@type_check_only
class Source(TypedDict):
    path: str
    line: int
    kind: Literal["crate", "workspace", "project"]

@type_check_only
class Spot(TypedDict):
    path: str
    line: int
    kind: Literal[
        "crate",
        "workspace",
        "member",
        "project",
        "distribution",
        "requirement",
        "pin",
        "cargo-lock",
        "uv-lock",
        "constant",
        "docs",
        "citation",
        "changelog",
        "configured",
        "mention",
    ]
    text: str
    agrees: bool
    written: bool

@type_check_only
class Version(TypedDict):
    name: str | None
    pep440: str
    semver: str | None
    source: Source
    placeholder: bool
    separate: bool
    owner: str | None
    places: list[Spot]

@type_check_only
class Setting(TypedDict):
    before: str
    grows: bool
    folder: str
    changes: list[Change]
    notes: list[str]
    left: list[Spot]
    json: str
    version: Version
    errors: list[str]
    warnings: int

@type_check_only
class Cell(TypedDict):
    wheel: str
    floor: str
    carried: bool

@type_check_only
class Platform(TypedDict):
    platform: str
    cells: list[Cell]

@type_check_only
class Section(TypedDict):
    name: str
    size: int

@type_check_only
class Large(TypedDict):
    path: str
    size: int
    sections: list[Section]

@type_check_only
class Sized(TypedDict):
    path: str
    size: int
    unpacked: int
    largest: list[Large]
    before: int | None

@type_check_only
class Picture(TypedDict):
    title: str
    pythons: list[str]
    rows: list[Platform]
    artifacts: list[Sized]
    gone: list[str]

@type_check_only
class Cause(TypedDict):
    id: str
    title: str
    mend: str
    line: int
    text: str

@type_check_only
class Row(TypedDict):
    topic: Literal["python", "environment", "rust", "linker", "tools", "target", "import"]
    grade: Literal["good", "note", "unknown", "warning", "error"]
    found: str
    mend: str
    kind: str | None

@type_check_only
class Bearing(TypedDict):
    rule: str
    message: str
    path: str
    span: NotRequired[Span]

@type_check_only
class Diagnosis(TypedDict):
    fit: bool
    rows: list[Row]
    findings: list[Bearing]

@type_check_only
class Line(TypedDict):
    line: int
    text: str

@type_check_only
class Verdict(TypedDict):
    failed: bool
    causes: list[Cause]
    notes: list[Cause]
    first_error: Line | None
    findings: list[Bearing]

class BugError(Exception):
    """We broke down over a project."""

class ProjectNotFoundError(Exception):
    """There is no maturin project at the path."""

class SelectionError(ValueError):
    """A name given to select or ignore is not a rule, a family or `info`."""

class VersionError(Exception):
    """A version, a tag or the state of a project is refused: what is wrong, and what to do next."""

@final
class Report:
    """What one check of one project found."""

    @property
    def findings(self) -> list[Finding]:
        """The findings to show, in the shape of the JSON output, sorted by path, offset and rule."""
    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are: `error`, `warning`, `info` (also those not shown), `fixable` and `unsafe_fixable`."""
    @property
    def hidden(self) -> int:
        """How many infos nobody asked for."""
    @property
    def suppressed(self) -> int:
        """How many findings are suppressed."""
    @property
    def milder(self) -> int:
        """How many findings are milder than was asked for."""
    @property
    def notes(self) -> list[str]:
        """One line for each table whose horizon this project is beyond."""
    def full(self, *, color: bool = False, width: int = 100, prefix: str = "", docs_url: str = "") -> str:
        """The findings with their source lines; `prefix` is put before every path, `docs_url` before a rule's name.

        Raises:
            BugError: we broke down over them.
        """
    def concise(self, *, prefix: str = "") -> str:
        """One line a finding: `path:line:column: severity[rule] message`; `prefix` is put before every path."""

@final
class Repair:
    """What fixing a project would change."""

    @property
    def changes(self) -> list[Change]:
        """The files that change, sorted by path, with their whole bytes (None: no file)."""
    @property
    def fixed(self) -> int:
        """How many findings the changes repair, or suppress."""
    @property
    def remaining(self) -> Report:
        """The report on the project as it would be after the changes."""

def rules() -> list[Rule]:
    """The catalogue of rules, sorted by id."""

def settings() -> list[
    tuple[str, Literal["names", "reasons", "severities", "patterns", "switch", "table"], str]
]:
    """The settings of a project: the name, what the value has to be, and what it is for."""

def bumps() -> list[str]:
    """The parts of a version that can be raised."""

def check(
    root: str | PathLike[str],
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    extend_select: Sequence[str] | None = None,
    min_severity: str = "info",
) -> Report:
    """Check the maturin project in the folder `root`.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in `root`.
        SelectionError: a name is unknown; the message offers the nearest one.
        BugError: we broke down over it.
    """

def discover(folder: str | PathLike[str]) -> list[str]:
    """The maturin projects that `folder` is or holds, sorted."""

def around(folder: str | PathLike[str]) -> str | None:
    """The nearest maturin project among `folder`, an absolute path, and the folders above it."""

def contents(
    root: str | PathLike[str],
) -> tuple[list[tuple[str, str | None]] | None, list[tuple[str, str | None]] | None]:
    """The files that maturin takes into the wheel and into the source distribution of the project in the folder `root`.

    Each is its path in the archive and where it stands in the project, or None if maturin makes it; `/*` at the end stands
    for what a tool writes, `.*` for the ending of the extension module. A list is None where it is not known.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in `root`.
    """

def check_all(
    roots: Sequence[str | PathLike[str]],
    *,
    done: Callable[[int], object],
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    extend_select: Sequence[str] | None = None,
    min_severity: str = "info",
) -> list[Report | str]:
    """Check the maturin projects in the folders `roots` side by side; `done` is told how many are, after each.

    Gives in the order of `roots` the reports, or what went wrong in ourselves over a project. What several of them
    share is judged with the first.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in one of `roots`.
        SelectionError: a name is unknown; the message offers the nearest one.
    """

def audit(
    files: Sequence[tuple[str | PathLike[str], str]],
    *,
    other: Sequence[tuple[str | PathLike[str], str]],
    done: Callable[[int], object],
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    extend_select: Sequence[str] | None = None,
    min_severity: str = "info",
) -> tuple[list[tuple[Path, Report | str]], list[Picture]]:
    """Audit the wheels and source distributions `files`, each a folder and the path in it, side by side.

    Gives what is found in each file and, by its folder, in each release, or why a file cannot be read; and a picture of
    each release, beside the sizes of the release `other`. What stands in the folder of a maturin project is compared with
    it. `done` is told how many files are read, after each.

    Raises:
        SelectionError: a name is unknown; the message offers the nearest one.
        BugError: we broke down over the releases.
    """

def fix(
    root: str | PathLike[str],
    *,
    unsafe_fixes: bool = False,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    extend_select: Sequence[str] | None = None,
    min_severity: str = "info",
) -> Repair:
    """Compute what repairing the findings would change; nothing is written. Raises as `check` does."""

def json(reports: Sequence[tuple[str | PathLike[str], Report]], *, docs_url: str) -> str:
    """The reports, each with its root as it was given, as JSON of version 1; `docs_url` is put before a rule's name."""

def sarif(
    reports: Sequence[tuple[str | PathLike[str], Report]],
    *,
    base: str | PathLike[str],
    home: str,
    docs_url: str,
) -> str:
    """The reports as one run of SARIF 2.1.0, with paths relative to the folder `base`; `home` is our own address.

    Raises:
        OSError: the current folder is gone.
    """

def github(
    reports: Sequence[tuple[str | PathLike[str], Report]], *, base: str | PathLike[str], docs_url: str
) -> str:
    """The reports as commands of a GitHub workflow, a line each; nothing where nothing is found. Raises as `sarif`."""

def explain(log: bytes, *, failed: bool | None = None, root: str | PathLike[str] | None = None) -> Verdict:
    """Say why what `log` tells of failed, the best cause first, as far as it is known.

    `failed` is what is known from elsewhere, such as from an exit code. If a maturin project stands in `root`, rules that
    bear on the causes are asked about it.

    Raises:
        BugError: we broke down over it.
    """

def explain_json(log: bytes, *, failed: bool | None = None, root: str | PathLike[str] | None = None) -> str:
    """Say the same as JSON of version 1. Raises as `explain` does."""

def wanted(
    root: str | PathLike[str], home: str | None, environment: Mapping[str, str]
) -> tuple[list[str], str | None, list[str]]:
    """Name what has to be looked for on a machine that is to build the project in the folder `root`.

    Returns:
        The programs that its configuration of cargo, the person's own (the text `home`) and `environment` name, and the
        toolchain of Rust that it asks for, and the folders of the registry with the sources of the locked crates.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in `root`.
    """

def diagnose(
    root: str | PathLike[str], facts: str, installed: str | None = None, libraries: Sequence[bytes] = ...
) -> Diagnosis:
    """Say whether the project in the folder `root` can be built and tested on the machine of which `facts` tells, in JSON.

    `installed` tells of what is installed there, in JSON, and `libraries` are the contents of the libraries in it.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in `root`.
        ValueError: `facts` or `installed` has another shape.
        BugError: we broke down over it.
    """

def diagnose_json(
    root: str | PathLike[str], facts: str, installed: str | None = None, libraries: Sequence[bytes] = ...
) -> str:
    """Say the same as JSON of version 1, with `root` as it is given. Raises as `diagnose` does."""

def module(root: str | PathLike[str]) -> tuple[str, str] | None:
    """Name the extension module of the project in the folder `root` with its package, and the distribution; None if unknown.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in `root`.
    """

def imported(root: str | PathLike[str], facts: str, libraries: Sequence[bytes]) -> Diagnosis:
    """Say why the import of the project in the folder `root` fails where it is installed, of which `facts` tells in JSON.

    `libraries` are the contents of the libraries in `facts`. Rules that bear on it are asked about the project.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in `root`.
        ValueError: `facts` has another shape.
        BugError: we broke down over it.
    """

def imported_json(root: str | PathLike[str], facts: str, libraries: Sequence[bytes]) -> str:
    """Say the same as JSON of version 1, with `root` as it is given. Raises as `imported` does."""

def truth(root: str | PathLike[str]) -> list[Fact]:
    """Say what the maturin project in the folder `root` is, line by line, and which places say so.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in `root`.
        BugError: we broke down over it.
    """

def truth_json(root: str | PathLike[str]) -> str:
    """Say the same as JSON of version 1, with `root` as it is given. Raises as `truth` does."""

def answers(root: str | PathLike[str]) -> dict[str, str]:
    """Say what the maturin project in the folder `root` answers to the questions of the template.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in `root`.
    """

def checkers() -> list[str]:
    """Name the type checkers that `adopt` is to be told of where a project names them."""

def parts() -> list[tuple[str, str, bool]]:
    """Give the parts of the template: what each is called, its reason, and whether it is proposed."""

def adopt(
    root: str | PathLike[str],
    rendered: str | PathLike[str],
    *,
    files: Sequence[tuple[str, bool, bytes, bytes | None]],
    committed: Sequence[str],
    links: Sequence[str],
    words: Sequence[str],
    is_inside: bool,
    asked: Sequence[str],
    without: Sequence[str],
    all: bool,
    conflicts: bool,
) -> Adoption:
    """Compute what the project in `root` gets from `rendered`, which the template makes of its answers.

    Args:
        root: The project.
        rendered: What the template makes.
        files: Its files: the path, whether it is the person's own as soon as it is there, the content, and what is
            committed in its place.
        committed: The committed files of the project.
        links: Those of them that are links.
        words: Those of `checkers()` that stand in their texts.
        is_inside: Whether the project is a folder of its repository, and not all of it.
        asked: The parts that are to come though they are not proposed.
        without: The parts that are not to come.
        all: Whether all others are to come.
        conflicts: Whether texts that differ become conflicts.

    Nothing is written: `manifests` are whole files with what is new in them, `otherwise` is what the template expects
    and the project does otherwise, and whether files of the template rest on it, `fates` is what becomes of each of
    `files`. Raises as `answers` does.
    """

def retell(base: str, own: str, new: str) -> tuple[str, str, list[str]] | None:
    """Retell, in the TOML document `own`, what leads from `base` to `new`.

    Returns:
        `own` with the old values where both sides have changed one key, `own` with the new values, and the keys that
        change and that `own` does not have; None where that cannot be told.
    """

def resettle(base: str, own: str, new: Sequence[str], heir: int | None) -> tuple[str, list[str]] | None:
    """Tell what leads from `base` to `own` in the manifests `new`, of which that at `heir` comes in the place of `base`.

    Returns:
        `base` with the values that have another place now, and `new` with them there; None where one cannot be read.
    """

def relocked(lock: str, before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> str | None:
    """Return the text of Cargo.lock for other crates of the project; manifests are paths beside it, and texts.

    Returns:
        The text; None where the crates have the same names and versions, or one of the texts cannot be read.
    """

def respell(
    before: Sequence[tuple[str, str]],
    after: Sequence[tuple[str, str]],
    files: Sequence[tuple[str, str, str]],
) -> list[tuple[int, str]]:
    """Return the files that name the extension module or a crate otherwise in another layout, with their new text.

    Args:
        before: The manifests that the template has had, each with its path and its text.
        after: Those that it has.
        files: Files of the person's, each with its path so far, its path from now on, and its text.

    Returns:
        The index of a file, and its text.
    """

def modules(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Return what the extension module was called and is called, if these differ in the manifests before and after."""

def workspace(folder: str | PathLike[str], manifest: str) -> tuple[Path, bool] | None:
    """The cargo workspace that claims the crate in `folder`, and whether the crate is a member of it.

    Neither the folder nor its Cargo.toml, whose text is `manifest`, need be there yet. Cargo builds no crate that is
    claimed and no member. None where no workspace claims it, and for a crate that is the root of its own.
    """

def printable(text: str) -> str:
    """The lines of `text` with every character escaped that could act on a terminal, turn a line around, or hide."""

def markdown(phrase: str) -> str:
    """One line of Markdown: what stands in backticks in `phrase` is code, and nothing else in it is markup or HTML."""

def digest(content: bytes) -> str:
    """The SHA-256 of `content`, in hexadecimal digits, without the OpenSSL that `hashlib` loads at the start of a program."""

def is_valid(path: str, text: str) -> bool:
    """Return whether a text is valid in the language of the file at `path`, if it is one that is read here."""

def nearest(name: str, known: Sequence[str]) -> str | None:
    """The name in `known` that somebody may have meant by `name`; None if none is like it."""

def suppress(
    root: str | PathLike[str],
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    extend_select: Sequence[str] | None = None,
    min_severity: str = "info",
) -> Repair:
    """Compute what suppresses every finding that is shown; nothing is written. Raises as `check` does."""

def version(root: str | PathLike[str], *, tags: Sequence[str]) -> Version:
    """Say which version the project in the folder `root` has, and where it is written.

    `tags` are those of its repository, the oldest first.

    Raises:
        ProjectNotFoundError: there is no pyproject.toml that uses maturin in `root`.
        VersionError: no version is written, or a lock cannot be understood.
        BugError: we broke down over it.
    """

def version_json(root: str | PathLike[str], *, tags: Sequence[str]) -> str:
    """Say the same as JSON of version 1. Raises as `version` does."""

def set_version(
    root: str | PathLike[str],
    *,
    value: str | None,
    bumps: Sequence[str],
    built: Sequence[str] | None,
    tags: Sequence[str],
    today: str,
    forced: bool,
    checked: bool,
) -> Setting:
    """Compute what gives the project in the folder `root` another version; nothing is written.

    Args:
        root: The project.
        value: The version, in either spelling.
        bumps: The parts to raise, if there is no value.
        built: The tags that CI builds, of which one names the version, if that is to be written.
        tags: Those of the repository, the oldest first.
        today: The day of the release, as 2026-11-26.
        forced: Whether what is doubtful is done all the same.
        checked: Whether the project is to be checked as it will be, for the errors and warnings that it will have.

    Returns:
        The old version, and whether the new one is newer; the changes, their paths below `folder`; what to say about
        them; the places that keep the old version; and the version as `version` would tell it after the changes.

    Raises:
        VersionError: the version, or the state of the project, is refused. It also raises as `version` does.
    """

def next_tag(root: str | PathLike[str], version: str, *, tags: Sequence[str]) -> str:
    """Name the tag that `version` of the project in the folder `root` gets, as its last tag is named.

    Raises:
        VersionError: the tag exists, or a newer version has one, or it is not clear how the tags of this project are named.
    """

def check_tag(root: str | PathLike[str], tag: str, *, tags: Sequence[str]) -> tuple[str, str] | None:
    """Say what is wrong with building `tag` from the project in the folder `root`, and what to do; None if nothing is.

    Raises as `version` does.
    """
