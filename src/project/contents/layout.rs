//! Where maturin looks for the Python package, and where in the wheel it puts the extension module.

use crate::project::manifests::cargo::{self, Crate};
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::toml::Node;
use crate::tree::{self, Tree};

/// The folders that maturin looks at, relative to pyproject.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The dotted name of the extension module, as the manifests write it.
    pub module: String,
    /// The folder in which packages stand: what is below it, is below the root of the wheel.
    pub python_dir: String,
    /// The folder of the package that holds the extension module; `None` in a project of Rust alone.
    pub package: Option<String>,
    /// The folder of the package that the module name asks for, whether or not it is there.
    pub wanted: String,
    /// The folder of the files for other places than site-packages, if one is named or has the name that maturin knows.
    pub data: Option<String>,
    /// The folders or files of all packages that go into the wheel.
    pub packages: Vec<String>,
}

impl Layout {
    /// The layout of a project; `None` where no manifest names the extension module.
    pub fn read(pyproject: &Pyproject, cargo: Option<&Crate>, tree: &Tree) -> Option<Self> {
        let module = written_name(pyproject, cargo)?.as_str()?.to_owned();
        let python_dir = cargo::python_source(pyproject, tree).unwrap_or_default();
        let wanted = tree::join(&python_dir, module.split('.').next()?);
        let has = |name: &str| tree.exists(&tree::join(&wanted, name));
        let is_crate = has("Cargo.toml") && !has("__init__.py");
        let package = (!is_crate && !tree.entries(&wanted).is_empty()).then(|| wanted.clone());
        let others = pyproject.maturin("python-packages").map(Node::items);
        let others = others.iter().flatten().filter_map(|package| package.as_str());
        let mut packages: Vec<String> = package.iter().cloned().collect();
        packages.extend(others.map(|package| tree::join(&python_dir, package)));
        packages.dedup();
        let named = pyproject.maturin("data").and_then(Node::as_str);
        let usual = format!("{module}.data");
        let usual = Some(usual).filter(|folder| !tree.entries(folder).is_empty());
        Some(Self {
            data: named.map(|folder| tree::join("", folder)).or(usual),
            module,
            python_dir,
            package,
            wanted,
            packages,
        })
    }

    /// The name of the extension module itself.
    pub fn extension(&self) -> &str {
        self.module.rsplit('.').next().unwrap_or(&self.module)
    }

    /// The folder of the wheel in which the extension module stands.
    pub fn folder(&self) -> String {
        match (&self.package, self.module.rsplit_once('.')) {
            (None, _) => self.extension().to_owned(),
            (Some(_), Some((folder, _))) => folder.replace('.', "/"),
            (Some(_), None) => self.module.clone(),
        }
    }

    /// Where the extension module stands among the sources once `maturin develop` puts it there, without an ending; in
    /// a project of Rust alone, where its stub is.
    pub fn place(&self) -> String {
        match &self.package {
            None => self.extension().to_owned(),
            Some(_) => tree::join(
                &self.python_dir,
                &format!("{}/{}", self.folder(), self.extension()),
            ),
        }
    }
}

/// The dotted name that the extension is imported by, and where it is written.
pub fn module_name<'a>(pyproject: &'a Pyproject, cargo: Option<&'a Crate>) -> Option<(String, Node<'a>)> {
    let node = written_name(pyproject, cargo)?;
    let name = node.as_str()?;
    let is_own = pyproject.maturin("module-name").is_some();
    let name = if is_own {
        name.to_owned()
    } else {
        name.replace('-', "_")
    };
    Some((name, node))
}

/// Where the name of the extension module is written.
fn written_name<'a>(pyproject: &'a Pyproject, cargo: Option<&'a Crate>) -> Option<Node<'a>> {
    let own = pyproject.maturin("module-name");
    // Until 0.15 maturin read it there.
    let metadata = || cargo?.manifest.get(&["package", "metadata", "maturin", "name"]);
    let own = own.or_else(|| metadata().filter(|_| pyproject.maturin_stays_below("0.15.0")));
    let library = || cargo?.manifest.get(&["lib", "name"]);
    let project = || cargo.and(pyproject.field("name"));
    own.or_else(library).or_else(project).or_else(|| cargo?.name())
}
