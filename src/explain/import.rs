//! Why the import of an installed project fails: what its Python sees, and what the library itself is.

use crate::artifact::native::{Format, Slice};
use crate::explain::binary::Binary;
use crate::explain::facts::{Attempt, File, Installed};
use crate::explain::row::{Grade, Row};
use crate::explain::{stale, verdict};
use crate::project::Project;

const TOPIC: &str = "import";
const DEVELOP: &str = "build and install it for this Python: `maturin develop`";

/// Why an import fails.
struct Why {
    /// The cause that a log of it would tell of, if there is one.
    kind: Option<&'static str>,
    found: String,
    mend: String,
}

impl Why {
    fn new(kind: impl Into<Option<&'static str>>, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            found: found.into(),
            mend: mend.into(),
        }
    }

    fn row(self) -> Row {
        Row {
            kind: self.kind,
            ..Row::new(TOPIC, Grade::Error, self.found, self.mend)
        }
    }
}

/// The lines about the import of `module`, the extension module `pkg._core` or the package itself.
///
/// `binaries` are what the libraries of `installed` are, in their order.
pub fn judge(project: &Project, module: &str, installed: &Installed, binaries: &[Binary]) -> Vec<Row> {
    let Some(python) = &installed.python else {
        let mend = "make an environment: `python3 -m venv .venv`";
        return vec![Row::new(TOPIC, Grade::Error, "no Python is found", mend)];
    };
    if let Some(failure) = &python.failure {
        let found = format!(
            "the Python `{}` (from {}) does not start: {failure}",
            python.path, python.chosen_by
        );
        let mend = "make the environment anew: `python3 -m venv --clear .venv`";
        return vec![Row::new(TOPIC, Grade::Error, found, mend)];
    }
    let mut rows = Vec::new();
    if installed.apart.is_good() && installed.here.is_good() {
        let from = installed.apart.origin.as_deref().unwrap_or("a built-in place");
        rows.push(Row::good(
            TOPIC,
            format!("`import {module}` works in Python {}: `{from}`", python.version),
        ));
    } else if installed.apart.is_good() {
        rows.push(shadowed(module, installed).row());
    } else {
        let why = absent(module, installed)
            .or_else(|| library(module, installed, binaries))
            .unwrap_or_else(|| said(module, &installed.apart));
        rows.push(why.row());
    }
    rows.extend(twice(module, installed));
    rows.extend(stale::rows(project, installed));
    rows
}

/// The same for those who ask about the machine: nothing where nothing is installed, and no errors, since the project can
/// be built again.
pub fn beside(project: &Project, module: &str, installed: &Installed, binaries: &[Binary]) -> Vec<Row> {
    if !installed.is_any() {
        return Vec::new();
    }
    let mut rows = judge(project, module, installed, binaries);
    for row in &mut rows {
        row.grade = row.grade.min(Grade::Warning);
    }
    rows
}

/// A folder beside the person hides what is installed.
fn shadowed(module: &str, installed: &Installed) -> Why {
    let package = package(module);
    let hides = installed.here.origin.as_deref();
    let hides = hides.filter(|origin| Some(*origin) != installed.apart.origin.as_deref());
    match hides {
        Some(origin) => Why::new(
            "python/shadowed",
            format!(
                "in the folder of the project, `{origin}` is imported in the place of the installed `{package}`"
            ),
            "move the sources into a folder, `python-source = \"python\"` in `[tool.maturin]`, or run Python elsewhere",
        ),
        None => {
            let why = said(module, &installed.here);
            Why {
                found: format!("in the folder of the project only: {}", why.found),
                ..why
            }
        }
    }
}

/// The package, or its library, is not there at all.
fn absent(module: &str, installed: &Installed) -> Option<Why> {
    let package = package(module);
    let python = installed.python.as_ref()?;
    if installed.origin.is_none() && installed.folders.is_empty() {
        let told = match installed.distributions.first() {
            _ if !installed.gone.is_empty() => Why::new(
                "python/not-installed",
                format!(
                    "the editable install leads to `{}`, which is not there any more",
                    installed.gone[0]
                ),
                "install it again where the project is now: `maturin develop`",
            ),
            Some(distribution) if distribution.files == 0 => Why::new(
                "pip/nothing-installed",
                format!(
                    "`{}` {} is installed without any file: nothing was built",
                    distribution.name, distribution.version
                ),
                "name maturin in `[build-system]` of pyproject.toml, and install again: `python -m pip install --force-reinstall .`",
            ),
            Some(distribution) => Why::new(
                "python/not-installed",
                format!(
                    "`{}` {} is installed, but its files are gone",
                    distribution.name, distribution.version
                ),
                DEVELOP,
            ),
            None => Why::new(
                "python/not-installed",
                format!(
                    "`{package}` is not installed in Python {} (`{}`, from {})",
                    python.version, python.path, python.chosen_by
                ),
                DEVELOP,
            ),
        };
        return Some(told);
    }
    if installed.origin.is_none() && installed.distributions.is_empty() && installed.libraries.is_empty() {
        let folder = installed.folders.first().map_or("a folder", String::as_str);
        return Some(Why::new(
            "python/not-installed",
            format!("`{package}` is not installed: `{folder}` is a folder without `__init__.py`"),
            DEVELOP,
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
    Some(Why::new(
        "python/extension-missing",
        format!("`{folder}` has no library for `{module}`{how}"),
        DEVELOP,
    ))
}

/// A library is there, and Python cannot take it.
fn library(module: &str, installed: &Installed, binaries: &[Binary]) -> Option<Why> {
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
        return Some(Why::new(
            "python/extension-missing",
            format!(
                "`{}` is for another Python: {} {} takes no `{ending}`",
                file.path, python.implementation, python.version
            ),
            DEVELOP,
        ));
    };
    let path = &file.path;
    if !file.is_readable {
        return Some(Why::new(
            "python/unreadable",
            format!("`{path}` may not be read by this user"),
            "install it as the user who runs it, or `chmod a+r` the file",
        ));
    }
    const AGAIN: &str =
        "install it anew: `maturin develop`, or `python -m pip install --force-reinstall NAME`";
    const NONE: &str = "python/not-a-library";
    match binary {
        Binary::Pointer => Some(Why::new(
            NONE,
            format!("`{path}` is a pointer of git-lfs and no library"),
            "`git lfs pull`",
        )),
        Binary::Other => Some(Why::new(NONE, format!("`{path}` is no library"), AGAIN)),
        Binary::Broken => Some(Why::new(
            NONE,
            format!("`{path}` is cut off or damaged: it begins as a library, and does not go on as one"),
            AGAIN,
        )),
        Binary::Library(slices) => wrong(module, installed, path, slices),
    }
}

/// A whole library is wrong for this Python.
fn wrong(module: &str, installed: &Installed, path: &str, slices: &[Slice]) -> Option<Why> {
    let system = system(slices.first()?.format);
    if !installed.system.starts_with(system.0) {
        return Some(Why::new(
            "python/not-a-library",
            format!("`{path}` is a library for {}", system.1),
            DEVELOP,
        ));
    }
    let cpus: Vec<&str> = slices.iter().map(|slice| slice.arch).collect::<Option<_>>()?;
    if let Some(cpu) = installed.python.as_ref()?.cpu()
        && !cpus.contains(&cpu)
    {
        return Some(Why::new(
            "python/other-cpu",
            format!(
                "`{path}` is for the CPU {}, and this Python runs on {cpu}",
                cpus.join(" and ")
            ),
            DEVELOP,
        ));
    }
    let leaf = module.rsplit('.').next()?;
    if slices.iter().any(|slice| slice.starts(leaf)) {
        return None;
    }
    let other = match slices.iter().flat_map(Slice::modules).next() {
        None => "it has no `#[pymodule]` at all".to_owned(),
        Some(name) => format!("its `#[pymodule]` is `{name}`"),
    };
    Some(Why::new(
        "python/init-name",
        format!("`{path}` cannot be imported as `{module}`: {other}"),
        format!(
            "call the function or module under `#[pymodule]` `{leaf}`, or let `module-name` end with its name"
        ),
    ))
}

/// The system of a format as Python names it, and as people do.
fn system(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Elf => ("linux", "Linux"),
        Format::MachO => ("darwin", "macOS"),
        Format::Pe => ("win32", "Windows"),
        Format::Wasm => ("emscripten", "WebAssembly"),
    }
}

/// What Python said, in our words if we know it.
fn said(module: &str, attempt: &Attempt) -> Why {
    let Some(code) = attempt.code else {
        return Why::new(
            "python/crash",
            format!("`import {module}` does not come to an end"),
            "see where it stands: `python -X faulthandler -c \"import faulthandler; faulthandler.dump_traceback_later(9); import …\"`",
        );
    };
    let verdict = verdict::judge(attempt.said.as_bytes(), Some(true));
    if let Some(found) = verdict.causes.first() {
        let told = &found.explanation;
        return Why::new(found.cause.id, &told.title, &told.mend);
    }
    let last = attempt.said.lines().rev().find(|line| !line.trim().is_empty());
    match last {
        Some(line) if code >= 0 => Why::new(
            None,
            format!(
                "the code of the module fails while it is imported: {}",
                line.trim()
            ),
            format!("see where: `python -c \"import {module}\"`"),
        ),
        _ => Why::new(
            "python/crash",
            format!(
                "Python itself dies while it imports `{module}` (signal {})",
                -code
            ),
            "see where: `python -X faulthandler -c \"import …\"`",
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

fn package(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
}

/// The ending of a file that is called as the module: `.cpython-311-x86_64-linux-gnu.so`.
fn named(module: &str, file: &File) -> Option<String> {
    let name = file.path.rsplit(['/', '\\']).next()?;
    let leaf = module.rsplit('.').next()?;
    name.strip_prefix(leaf).map(str::to_owned)
}
