//! Why the import of an installed project fails: what its Python sees, and what the library itself is.

use crate::explain::binary::{Binary, Library};
use crate::explain::facts::{Attempt, File, Installed};
use crate::explain::row::{Grade, Row};
use crate::explain::verdict;

const TOPIC: &str = "import";
const DEVELOP: &str = "build and install it for this Python: `maturin develop`";

/// The lines about the import of `module`, the extension module `pkg._core` or the package itself.
///
/// `binaries` are what the libraries of `installed` are, in their order.
pub fn judge(module: &str, installed: &Installed, binaries: &[Binary]) -> Vec<Row> {
    let problem = |(found, mend): (String, String)| vec![Row::new(TOPIC, Grade::Error, found, mend)];
    let Some(python) = &installed.python else {
        return problem((
            "no Python is found".to_owned(),
            "make an environment: `python3 -m venv .venv`".to_owned(),
        ));
    };
    if let Some(failure) = &python.failure {
        return problem((
            format!(
                "the Python `{}` (from {}) does not start: {failure}",
                python.path, python.chosen_by
            ),
            "make the environment anew: `python3 -m venv --clear .venv`".to_owned(),
        ));
    }
    let mut rows = Vec::new();
    if installed.apart.is_good() && installed.here.is_good() {
        let from = installed.apart.origin.as_deref().unwrap_or("a built-in place");
        rows.push(Row::good(
            TOPIC,
            format!("`import {module}` works in Python {}: `{from}`", python.version),
        ));
    } else if installed.apart.is_good() {
        rows.extend(problem(shadowed(module, installed)));
    } else {
        let why = absent(module, installed)
            .or_else(|| library(module, installed, binaries))
            .unwrap_or_else(|| said(module, &installed.apart));
        rows.extend(problem(why));
    }
    rows.extend(twice(module, installed));
    rows.extend(stale(installed));
    rows
}

/// A folder beside the person hides what is installed.
fn shadowed(module: &str, installed: &Installed) -> (String, String) {
    let package = package(module);
    let hides = installed.here.origin.as_deref();
    let hides = hides.filter(|origin| Some(*origin) != installed.apart.origin.as_deref());
    match hides {
        Some(origin) => (
            format!("in the folder of the project, `{origin}` is imported in the place of the installed `{package}`"),
            "move the sources into a folder, `python-source = \"python\"` in `[tool.maturin]`, or run Python elsewhere".to_owned(),
        ),
        None => {
            let (found, mend) = said(module, &installed.here);
            (format!("in the folder of the project only: {found}"), mend)
        }
    }
}

/// The package, or its library, is not there at all.
fn absent(module: &str, installed: &Installed) -> Option<(String, String)> {
    let package = package(module);
    let python = installed.python.as_ref()?;
    if installed.origin.is_none() && installed.folders.is_empty() {
        let told = match installed.distributions.first() {
            _ if !installed.gone.is_empty() => (
                format!("the editable install leads to `{}`, which is not there any more", installed.gone[0]),
                "install it again where the project is now: `maturin develop`".to_owned(),
            ),
            Some(distribution) if distribution.files == 0 => (
                format!("`{}` {} is installed without any file: nothing was built", distribution.name, distribution.version),
                "name maturin in `[build-system]` of pyproject.toml, and install again: `python -m pip install --force-reinstall .`".to_owned(),
            ),
            Some(distribution) => (
                format!("`{}` {} is installed, but its files are gone", distribution.name, distribution.version),
                DEVELOP.to_owned(),
            ),
            None => (
                format!("`{package}` is not installed in Python {} (`{}`, from {})", python.version, python.path, python.chosen_by),
                DEVELOP.to_owned(),
            ),
        };
        return Some(told);
    }
    if installed.origin.is_none() && installed.distributions.is_empty() && installed.libraries.is_empty() {
        let folder = installed.folders.first().map_or("a folder", String::as_str);
        return Some((
            format!("`{package}` is not installed: `{folder}` is a folder without `__init__.py`"),
            DEVELOP.to_owned(),
        ));
    }
    if module == package || !installed.libraries.is_empty() {
        return None;
    }
    let folder = installed.folders.first()?;
    let is_editable = installed
        .distributions
        .iter()
        .any(|distribution| distribution.is_editable);
    let how = if is_editable {
        ": it was removed, or never built"
    } else {
        ""
    };
    Some((
        format!("`{folder}` has no library for `{module}`{how}"),
        DEVELOP.to_owned(),
    ))
}

/// A library is there, and Python cannot take it.
fn library(module: &str, installed: &Installed, binaries: &[Binary]) -> Option<(String, String)> {
    let python = installed.python.as_ref()?;
    let known = installed.libraries.iter().zip(binaries);
    let fits = |file: &File| {
        installed
            .suffixes
            .iter()
            .any(|suffix| named(module, file).as_deref() == Some(suffix))
    };
    let Some((file, binary)) = known.clone().find(|(file, _)| fits(file)) else {
        let (file, _) = known.clone().next()?;
        let ending = named(module, file)?;
        return Some((
            format!(
                "`{}` is for another Python: {} {} takes no `{ending}`",
                file.path, python.implementation, python.version
            ),
            DEVELOP.to_owned(),
        ));
    };
    let path = &file.path;
    if !file.is_readable {
        return Some((
            format!("`{path}` may not be read by this user"),
            "install it as the user who runs it, or `chmod a+r` the file".to_owned(),
        ));
    }
    let again =
        "install it anew: `maturin develop`, or `python -m pip install --force-reinstall NAME`".to_owned();
    match binary {
        Binary::Pointer => Some((
            format!("`{path}` is a pointer of git-lfs and no library"),
            "`git lfs pull`".to_owned(),
        )),
        Binary::Other => Some((format!("`{path}` is no library"), again)),
        Binary::Cut => Some((format!("`{path}` is cut off: only its beginning is there"), again)),
        Binary::Library(library) => wrong(module, installed, path, library),
    }
}

/// A whole library is wrong for this Python.
fn wrong(module: &str, installed: &Installed, path: &str, library: &Library) -> Option<(String, String)> {
    if !installed.system.starts_with(library.system) {
        return Some((
            format!("`{path}` is a library for {}", system(library.system)),
            DEVELOP.to_owned(),
        ));
    }
    let cpu = match installed.cpu.to_ascii_lowercase().as_str() {
        "amd64" => "x86_64".to_owned(),
        "arm64" => "aarch64".to_owned(),
        cpu => cpu.to_owned(),
    };
    if let Some(own) = library.cpu.filter(|own| *own != cpu && !cpu.is_empty()) {
        return Some((
            format!("`{path}` is for the CPU {own}, and this Python runs on {cpu}"),
            DEVELOP.to_owned(),
        ));
    }
    let leaf = module.rsplit('.').next()?;
    if library.modules.iter().any(|name| name == leaf) {
        return None;
    }
    let other = match library.modules.as_slice() {
        [] => "it has no `#[pymodule]` at all".to_owned(),
        [name, ..] => format!("its `#[pymodule]` is `{name}`"),
    };
    Some((
        format!("`{path}` cannot be imported as `{module}`: {other}"),
        format!(
            "call the function or module under `#[pymodule]` `{leaf}`, or let `module-name` end with its name"
        ),
    ))
}

fn system(name: &str) -> &str {
    match name {
        "linux" => "Linux",
        "darwin" => "macOS",
        _ => "Windows",
    }
}

/// What Python said, in our words if we know it.
fn said(module: &str, attempt: &Attempt) -> (String, String) {
    let Some(code) = attempt.code else {
        return (
            format!("`import {module}` does not come to an end"),
            "see where it stands: `python -X faulthandler -c \"import faulthandler; faulthandler.dump_traceback_later(9); import …\"`".to_owned(),
        );
    };
    let verdict = verdict::judge(attempt.said.as_bytes(), Some(true));
    if let Some(found) = verdict.causes.first() {
        return (found.explanation.title.clone(), found.explanation.mend.clone());
    }
    let last = attempt.said.lines().rev().find(|line| !line.trim().is_empty());
    match last {
        Some(line) if code >= 0 => (
            format!(
                "the code of the module fails while it is imported: {}",
                line.trim()
            ),
            format!("see where: `python -c \"import {module}\"`"),
        ),
        _ => (
            format!(
                "Python itself dies while it imports `{module}` (signal {})",
                -code
            ),
            "see where: `python -X faulthandler -c \"import …\"`".to_owned(),
        ),
    }
}

/// Two distributions have one package: the later one has overwritten files of the other.
fn twice(module: &str, installed: &Installed) -> Option<Row> {
    let [one, other, ..] = installed.distributions.as_slice() else {
        return None;
    };
    let found = format!(
        "two distributions have `{}`: `{}` {} and `{}` {}",
        package(module),
        one.name,
        one.version,
        other.name,
        other.version
    );
    let mend = format!(
        "remove both and install one again: `python -m pip uninstall {} {}`",
        one.name, other.name
    );
    Some(Row::new(TOPIC, Grade::Warning, found, mend))
}

/// The sources are newer than the library that is imported.
fn stale(installed: &Installed) -> Option<Row> {
    const MOMENT: f64 = 1.0;
    let newest = installed.newest.as_ref()?;
    let is_ours = installed
        .distributions
        .iter()
        .any(|distribution| distribution.is_editable);
    let library = installed
        .libraries
        .iter()
        .max_by(|one, other| one.changed.total_cmp(&other.changed))?;
    (is_ours && library.changed + MOMENT < newest.changed).then(|| {
        let found = format!("`{}` is older than `{}`", library.path, newest.path);
        Row::new(
            TOPIC,
            Grade::Note,
            found,
            "if the code changed, build it again: `maturin develop`",
        )
    })
}

fn package(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
}

/// The ending of a file that is called as the module: `.cpython-311-x86_64-linux-gnu.so`.
fn named(module: &str, file: &File) -> Option<String> {
    let name = file.path.rsplit(['/', '\\']).next()?;
    let leaf = module.rsplit('.').next()?;
    name.strip_prefix(leaf).map(str::to_owned)
}
