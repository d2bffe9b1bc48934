//! What rustc says of code, and cargo of the rustc that it starts.

use crate::explain::cause::Said;

/// How an error of rustc begins.
pub const ERROR: &[&str] = &["error[E{}]: {}", "error: {}"];

/// The codes of errors that tell of the machine, not of the code; other causes explain them.
const NOT_OF_CODE: [&str; 5] = ["0463", "0514", "0460", "0658", "0554"];

/// What PyO3 had, and has no more or under another name: the migration guide lists them by version.
const GONE: [&str; 22] = [
    "`with_gil`",
    "`allow_threads`",
    "`into_py`",
    "`to_object`",
    "`IntoPy`",
    "`ToPyObject`",
    "`PyCell`",
    "`PyTryFrom`",
    "`PyTryInto`",
    "`AsPyPointer`",
    "`GILOnceCell`",
    "`GILPool`",
    "`GILProtected`",
    "`PyObject`",
    "`prepare_freethreaded_python`",
    "`from_py_with`",
    "`new_bound`",
    "`import_bound`",
    "`get_type_bound`",
    "`into_gil_ref`",
    "&PyModule",
    "&PyAny",
];

/// Its code, and what it says.
pub fn code<'a>(said: &Said<'a>) -> Option<(Option<String>, &'a str)> {
    let (code, message) = match said.pattern {
        0 => (Some(format!("E{}", said.hole(0))), said.hole(1)),
        _ => (None, said.hole(0)),
    };
    (!message.is_empty()).then_some((code, message))
}

/// Where the error is: a place in the project, or else the crate and its version.
///
/// Returns nothing where the line is no error about code.
pub fn origin<'a>(said: &Said<'a>) -> Option<Result<&'a str, (&'a str, &'a str)>> {
    if said.pattern == 0 && NOT_OF_CODE.contains(&said.hole(0)) {
        return None;
    }
    let place = said.below().next()?.strip_prefix("--> ")?;
    let path = place.split(':').next()?;
    if path.ends_with(".toml") {
        return None;
    }
    let folders: Vec<&str> = place.split(['/', '\\']).collect();
    let within = folders
        .windows(2)
        .position(|pair| matches!(pair, ["registry", "src"] | ["git", "checkouts"]));
    let named = match within {
        Some(index) => folders.get(index + 3).copied(),
        // A folder with the sources of all crates that are needed.
        None => {
            let vendor = folders.iter().position(|folder| *folder == "vendor");
            vendor.and_then(|index| folders.get(index + 1).copied())
        }
    };
    Some(match named {
        None => Ok(place),
        Some(folder) => Err(release(folder)),
    })
}

/// The name and the version of a crate, from the name of its folder.
fn release(folder: &str) -> (&str, &str) {
    let digit = |(at, _): &(usize, &str)| folder[at + 1..].starts_with(|first: char| first.is_ascii_digit());
    let split = folder.match_indices('-').find(digit);
    split.map_or((folder, ""), |(at, _)| (&folder[..at], &folder[at + 1..]))
}

/// Whether the code was written for a PyO3 of another year.
pub fn is_project_old(said: &Said<'_>) -> bool {
    let lines = std::iter::once(said.line.text()).chain(said.below().take(12));
    said.log.says("pyo3") | said.log.says("Py")
        && lines
            .into_iter()
            .any(|line| GONE.iter().any(|name| line.contains(name)))
}

/// How cargo says that rustc is too old.
pub const TOO_OLD: &[&str] = &[
    "{}@{} requires rustc {}",
    "error: package `{}` cannot be built because it requires rustc {} or newer{}",
    "error: cannot install package `{}`, it requires rustc {} or newer{}",
];

/// The rustc that a package wants.
pub struct Wanted<'a> {
    /// The version that there is, and a blank; nothing where the log does not say.
    pub have: String,
    /// The name of the package.
    pub package: &'a str,
    /// The version of rustc.
    pub version: &'a str,
    /// Whether the package is the project's own.
    pub is_own: bool,
}

/// What such a line says.
pub fn wanted<'a>(said: &Said<'a>) -> Option<Wanted<'a>> {
    let (package, version) = match said.pattern {
        0 => (said.hole(0), said.hole(2)),
        _ => (said.hole(0).split(' ').next()?, said.hole(1)),
    };
    // cargo offers to choose another version where that helps; the older one told where a package of ours is.
    let is_own = match said.pattern {
        0 => !said
            .log
            .says("Either upgrade rustc or select compatible dependency"),
        1 => said.hole(0).contains('('),
        _ => false,
    };
    let rest = said.hole(2).split_once("active rustc version is ");
    let line = || said.log.line_with(" is not supported by the following package");
    let have = match rest {
        Some((_, version)) => Some(version),
        None => line().and_then(|line| line.text().split("rustc ").nth(1)?.split(' ').next()),
    };
    let is_plain = !package.contains(' ') && !package.is_empty();
    is_plain.then(|| Wanted {
        have: have.map_or_else(String::new, |version| format!("{} ", version.trim_end())),
        package,
        version: version.split([' ', ',']).next().unwrap_or(version),
        is_own,
    })
}
