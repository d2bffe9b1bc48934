//! pyproject.toml: `[build-system]`, `[project]` and `[tool.maturin]`.

use pep440_rs::VersionSpecifiers;

use crate::standards::requirement::{self, Read, Requirement, floor, specifiers, stays_below};
use crate::syntax::splice::{insert, push, quoted, remove, rename, replace};
use crate::syntax::toml::{Node, Toml};
use crate::text::edit::Edit;
use crate::text::near::nearest;

/// Whether a path begins at the root of a disk, on any system.
pub fn is_absolute(path: &str) -> bool {
    let drive = path.as_bytes().get(..2);
    path.starts_with(['/', '\\'])
        || drive.is_some_and(|drive| drive[0].is_ascii_alphabetic() && drive[1] == b':')
}

/// The file, with its tables by the names that their standards give them.
#[derive(Debug)]
pub struct Pyproject {
    /// The document.
    pub toml: Toml,
    /// The keys of `[tool.maturin]`: most that are asked for are not there.
    keys: Vec<String>,
}

impl Pyproject {
    /// The project file in `toml`.
    pub fn new(toml: Toml) -> Self {
        let table = toml.get(&["tool", "maturin"]);
        let keys = table.iter().flat_map(|table| table.entries());
        Self {
            keys: keys.map(|entry| entry.key().to_owned()).collect(),
            toml,
        }
    }

    /// Whether maturin builds this project: as its backend, in a backend of its own, or by its table.
    pub fn is_maturin(&self) -> bool {
        self.builds_with_maturin() || self.toml.get(&["tool", "maturin"]).is_some()
    }

    /// Whether its build system is maturin, or requires it.
    fn builds_with_maturin(&self) -> bool {
        self.backend() == Some("maturin") || self.maturin_requirement().is_some()
    }

    /// Whether something else builds it, and its table of maturin serves a person who calls maturin from there.
    pub fn has_table_only(&self) -> bool {
        self.is_maturin() && self.backend().is_some() && !self.builds_with_maturin()
    }

    /// The classifiers.
    pub fn classifiers(&self) -> Vec<Node<'_>> {
        self.field("classifiers").map(Node::items).unwrap_or_default()
    }

    /// The minor numbers of the Pythons 3 that classifiers name.
    pub fn classified_pythons(&self) -> Vec<Read<'_, u64>> {
        let classifiers = self.classifiers().into_iter();
        let minors = classifiers.filter_map(|node| {
            let minor = node
                .as_str()?
                .strip_prefix("Programming Language :: Python :: 3.")?;
            let value = minor.parse().ok()?;
            Some(Read { value, node })
        });
        minors.collect()
    }

    /// Whether a classifier says that the package is not for the index.
    pub fn is_private(&self) -> bool {
        let mut classifiers = self.classifiers().into_iter().filter_map(Node::as_str);
        classifiers.any(|classifier| classifier.starts_with("Private ::"))
    }

    /// What pip and others call to build the project.
    pub fn backend(&self) -> Option<&str> {
        self.toml.get(&["build-system", "build-backend"])?.as_str()
    }

    /// `[project]`.
    pub fn project(&self) -> Option<Node<'_>> {
        self.toml.get(&["project"])
    }

    /// A field of `[project]`.
    pub fn field(&self, name: &str) -> Option<Node<'_>> {
        self.project()?.get(name)
    }

    /// A key of `[tool.maturin]`.
    pub fn maturin(&self, key: &str) -> Option<Node<'_>> {
        self.keys.iter().find(|known| *known == key)?;
        self.toml.get(&["tool", "maturin", key])
    }

    /// Whether `[tool.maturin]` lacks `key` and has one that may be meant for it, such as `module_name`.
    pub fn misspells(&self, key: &str) -> bool {
        let table = self.toml.get(&["tool", "maturin"]);
        let mut keys = table.iter().flat_map(|table| table.entries());
        let is_meant = |entry: Node<'_>| nearest(&entry.key().replace('_', "-"), [key]).is_some();
        self.maturin(key).is_none() && keys.any(is_meant)
    }

    /// The kind of bindings that maturin is told to take.
    pub fn bindings(&self) -> Option<&str> {
        self.maturin("bindings").and_then(Node::as_str)
    }

    /// Whether maturin may take PyO3.
    pub fn may_bind_pyo3(&self) -> bool {
        matches!(self.bindings(), None | Some("pyo3" | "pyo3-ffi"))
    }

    /// The profile of Cargo that wheels are built with.
    pub fn profile(&self) -> &str {
        self.maturin("profile")
            .and_then(Node::as_str)
            .unwrap_or("release")
    }

    /// The item of `project.dynamic` that is `name`.
    pub fn dynamic(&self, name: &str) -> Option<Node<'_>> {
        self.field("dynamic")?
            .items()
            .into_iter()
            .find(|item| item.as_str() == Some(name))
    }

    /// The edits after which a field comes from Cargo.toml: `dynamic` names it, and its own value is gone.
    pub fn make_dynamic(&self, name: &str) -> Option<Vec<Edit>> {
        let list = format!("[{}]", quoted(name));
        match (self.field("dynamic"), self.field(name)) {
            (Some(dynamic), Some(_)) => {
                let mut edits = remove(&self.toml, &["project", name])?;
                edits.push(push(dynamic, &quoted(name))?);
                Some(edits)
            }
            (None, Some(value)) => Some(vec![rename(value, "dynamic")?, replace(value, &list)?]),
            (_, None) => self.add_dynamic(&[name]),
        }
    }

    /// The edits after which `dynamic` names fields that have no value here.
    pub fn add_dynamic(&self, names: &[&str]) -> Option<Vec<Edit>> {
        let list = names
            .iter()
            .map(|name| quoted(name))
            .collect::<Vec<_>>()
            .join(", ");
        let Some(dynamic) = self.field("dynamic") else {
            let edit = insert(&self.toml, &["project"], "dynamic", &format!("[{list}]"))?;
            return Some(vec![edit]);
        };
        match dynamic.written()?.contains('\n') && !dynamic.items().is_empty() {
            true => names.iter().map(|name| push(dynamic, &quoted(name))).collect(),
            false => Some(vec![push(dynamic, &list)?]),
        }
    }

    /// The item of `build-system.requires` for maturin.
    pub fn maturin_requirement(&self) -> Option<Read<'_, Requirement>> {
        let requires = self.toml.get(&["build-system", "requires"])?.items();
        let mut requirements = requires.into_iter().filter_map(requirement::read);
        requirements.find(|read| read.value.name.as_ref() == "maturin")
    }

    /// The lowest maturin that `build-system.requires` allows.
    pub fn maturin_floor(&self) -> Option<Read<'_, pep440_rs::Version>> {
        let Read { value, node } = self.maturin_requirement()?;
        let value = floor(specifiers(&value)?)?;
        Some(Read { value, node })
    }

    /// Whether `build-system.requires` allows no maturin before `version`.
    pub fn maturin_starts_at(&self, version: &str) -> bool {
        let version = version.parse::<pep440_rs::Version>();
        let floor = self.maturin_floor();
        floor.is_some_and(|floor| version.is_ok_and(|version| floor.value >= version))
    }

    /// Whether `build-system.requires` allows no maturin from `version` on.
    pub fn maturin_stays_below(&self, version: &str) -> bool {
        let (Some(requirement), Ok(version)) = (self.maturin_requirement(), version.parse()) else {
            return false;
        };
        specifiers(&requirement.value).is_some_and(|specifiers| stays_below(specifiers, &version))
    }

    /// The lists of requirements in the file: of the build, of the package, of its extras and of its groups.
    pub fn requirements(&self) -> Vec<Node<'_>> {
        let tables = [
            self.field("optional-dependencies"),
            self.toml.get(&["dependency-groups"]),
        ];
        let within = tables.into_iter().flatten().flat_map(Node::entries);
        let single = [
            self.toml.get(&["build-system", "requires"]),
            self.field("dependencies"),
        ];
        single.into_iter().flatten().chain(within).collect()
    }

    /// What everyone needs who installs the package.
    pub fn dependencies(&self) -> Vec<Read<'_, Requirement>> {
        self.field("dependencies")
            .map(requirement::read_all)
            .unwrap_or_default()
    }

    /// `requires-python`.
    pub fn requires_python(&self) -> Option<Read<'_, VersionSpecifiers>> {
        let node = self.field("requires-python")?;
        Some(Read {
            value: node.as_str()?.parse().ok()?,
            node,
        })
    }

    /// The minor number of the lowest Python 3 that `requires-python` promises.
    pub fn lowest_python(&self) -> Option<Read<'_, u64>> {
        let Read { value, node } = self.requires_python()?;
        let floor = floor(&value)?;
        match floor.release() {
            [3] => Some(Read { value: 0, node }),
            [3, minor, ..] => Some(Read { value: *minor, node }),
            _ => None,
        }
    }
}
