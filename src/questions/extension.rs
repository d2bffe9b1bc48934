//! Whether a project makes an extension module with PyO3, and with which PyO3.

use crate::project::Project;
use crate::project::contents::compiled::programs;
use crate::project::manifests::bindings::{self, EXTENSION_MODULE};
use crate::project::manifests::cargo::{self, Crate, Dependency};
use crate::project::manifests::features::{self, Active};
use crate::project::manifests::pyproject::Pyproject;
use crate::questions::build_files::is_in_build_files;
use crate::tree;

impl Project {
    /// The version of PyO3, or of its lower half, that the lock names, or else the lowest that the manifest allows.
    pub fn pyo3_version(&self) -> Option<semver::Version> {
        bindings::version(self.cargo.as_ref(), self.lock.as_ref())
    }

    /// Whether the version of PyO3 is surely below `version`: that in the lock, or else each that the manifest allows.
    pub fn pyo3_stays_below(&self, version: &semver::Version) -> bool {
        bindings::stays_below(self.cargo.as_ref(), self.lock.as_ref(), version)
    }
}

/// The dependency on PyO3 of a crate that becomes an extension module, and no program.
pub fn of_extension(project: &Project) -> Option<Dependency<'_>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let exists = |path: &str| project.tree.exists(&tree::join(cargo.folder(), path));
    let is_program = cargo.manifest.get(&["lib"]).is_none() && exists("src/main.rs") && !exists("src/lib.rs");
    let (_, dependency) = bindings::dependency(cargo)?;
    let takes_part = features::takes_part(pyproject, cargo, &dependency);
    (pyproject.may_bind_pyo3() && takes_part && !is_program).then_some(dependency)
}

/// The same of what is surely an extension module, if nothing in the project switches on, or may switch on, the feature
/// that tells PyO3 so.
///
/// `None` where any file of the build names the feature, for how it is used there is not known.
pub fn of_untold_extension(project: &Project) -> Option<Dependency<'_>> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let krate = bindings::dependency(cargo)?.0;
    let embeds = |feature: &Active<'_>| feature.name == "auto-initialize";
    let manifests = [&pyproject.toml, &cargo.manifest, cargo.root()];
    let mut manifests = manifests.into_iter().chain(&cargo.path_dependencies);
    let is_untold = |_: &Dependency<'_>| {
        project.tree.exists(&cargo::library(&cargo.manifest))
            && !features::active(pyproject, cargo, krate).iter().any(embeds)
            && !manifests.any(|toml| toml.text.contains(EXTENSION_MODULE))
            && !is_in_build_files(project, cargo, EXTENSION_MODULE)
    };
    of_extension(project).filter(is_untold)
}

/// Whether maturin builds programs and no module.
pub fn is_program(project: &Project) -> bool {
    let kind = |pyproject: &Pyproject| pyproject.bindings().map(|kind| kind == "bin");
    let has_no_module = |cargo: &Crate| {
        let has_programs = !programs(cargo, &project.tree).is_empty();
        has_programs && bindings::dependency(cargo).is_none()
    };
    let said = project.pyproject.as_ref().and_then(kind);
    said.unwrap_or_else(|| project.cargo.as_ref().is_some_and(has_no_module))
}

/// Whether maturin makes an extension module with PyO3, as far as is known, and not a program or another library.
pub fn may_be_extension(project: &Project, pyproject: &Pyproject) -> bool {
    let has_bindings = |cargo| bindings::dependency(cargo).is_some();
    pyproject.may_bind_pyo3() && project.cargo.as_ref().is_none_or(has_bindings)
}
