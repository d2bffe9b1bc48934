//! The files of the source distribution.

use std::collections::BTreeSet;

use crate::project::contents::crates::{self, Local};
use crate::project::contents::layout::Layout;
use crate::project::contents::patterns::{Excludes, Format, listed, matches};
use crate::project::contents::walk::{self, Manner};
use crate::project::contents::{File, licenses, package};
use crate::project::manifests::cargo::Crate;
use crate::project::manifests::pyproject::Pyproject;
use crate::syntax::toml::{Node, Toml};
use crate::tree::{self, Tree};

/// Compiled files, which are no sources.
const COMPILED: [&str; 3] = [".pyc", ".pyd", ".so"];

/// A source distribution in the making.
struct Sdist<'a> {
    pyproject: &'a Pyproject,
    cargo: &'a Crate,
    layout: &'a Layout,
    tree: &'a Tree,
    excludes: &'a Excludes,
    /// The folder that becomes the root of the archive; that of pyproject.toml is part of it, or the same.
    root: String,
    found: Vec<File>,
}

/// The files of the source distribution that maturin makes here, sorted; `None` where it is not known.
pub fn files(
    pyproject: &Pyproject,
    cargo: &Crate,
    layout: &Layout,
    excludes: &Excludes,
    tree: &Tree,
) -> Option<Vec<File>> {
    let locals = crates::local(pyproject, cargo, tree);
    let mut sdist = Sdist {
        excludes,
        root: root(cargo, layout, &locals, tree)?,
        found: Vec::new(),
        pyproject,
        cargo,
        layout,
        tree,
    };
    match pyproject.maturin("sdist-generator").and_then(Node::as_str) {
        Some("git") => sdist.tracked(),
        _ => sdist.crates(&locals)?,
    }
    sdist.metadata();
    sdist.found.push(File::made("PKG-INFO"));
    sdist.found.sort();
    sdist.found.dedup_by(|one, other| one.target == other.target);
    Some(sdist.found)
}

/// The folder around all that the source distribution holds.
fn root(cargo: &Crate, layout: &Layout, locals: &[Local], tree: &Tree) -> Option<String> {
    let crates = locals.iter().map(|local| tree::parent(&local.manifest.path));
    let mut parts = crates.chain([cargo.root_folder(), layout.python_dir.as_str()]);
    let parts: Vec<&str> = parts.by_ref().collect();
    tree.upwards("")
        .find(|folder| parts.iter().all(|part| tree.below(part, folder).is_some()))
}

impl Sdist<'_> {
    /// Adds a file, unless it is kept out.
    fn add(&mut self, target: String, source: &str) {
        let inside = format!("sdist/{target}"); // the archive has a folder around all
        if !self.excludes.keep_out(self.tree, Some(source), &inside) {
            self.found.push(File::new(target, source));
        }
    }

    /// What git tracks beside and below pyproject.toml.
    fn tracked(&mut self) {
        let manner = Manner {
            git: true,
            hidden: false,
            ignore: false,
            caches: None,
            crates: false,
            links: false,
        };
        let walk = || walk::files(self.tree, "", true, &[String::new()], manner);
        for path in self.tree.tracked("").unwrap_or_else(walk) {
            self.add(path.clone(), &path);
        }
    }

    /// The crates with their lock and workspace, and the Python packages.
    fn crates(&mut self, locals: &[Local]) -> Option<()> {
        let at = |path: &str, root: &str| self.tree.below(path, root);
        let workspace = self.cargo.root();
        for Local {
            manifest,
            workspace: other,
            ..
        } in locals
        {
            let is_root = manifest.path == workspace.path;
            self.krate(manifest, other.as_ref().unwrap_or(workspace), &[], !is_root)?;
            if let Some(other) = other
                && let Some(target) = at(&other.path, &self.root)
            {
                self.add(target, &other.path.clone());
            }
        }
        let packages = match self.cargo.folder() == self.root {
            true => &[],
            false => self.layout.packages.as_slice(),
        };
        self.krate(&self.cargo.manifest, workspace, packages, true)?;
        let locks =
            [self.cargo.folder(), self.cargo.root_folder()].map(|folder| tree::join(folder, "Cargo.lock"));
        let lock = locks.into_iter().find(|path| self.tree.exists(path));
        for path in lock.into_iter().chain([workspace.path.to_string()]) {
            self.add(self.tree.below(&path, &self.root)?, &path);
        }
        for path in self.texts() {
            let is_above = path.starts_with("..");
            let target = if is_above {
                self.tree.below(&path, &self.root)?
            } else {
                path.clone()
            };
            self.add(target, &path);
        }
        self.add("pyproject.toml".to_owned(), "pyproject.toml");
        self.python();
        Some(())
    }

    /// The files of a crate, but for what stands in one of the folders `without`.
    fn krate(&mut self, manifest: &Toml, root: &Toml, without: &[String], with_manifest: bool) -> Option<()> {
        let folder = tree::parent(&manifest.path).to_owned();
        let base = self.tree.below(&folder, &self.root)?;
        if with_manifest {
            self.add(tree::join(&base, "Cargo.toml"), &manifest.path.clone());
        }
        for source in package::texts(manifest, root, self.tree) {
            let name = source.rsplit('/').next().unwrap_or(&source);
            self.add(tree::join(&base, name), &source);
        }
        let is_own = manifest.path == self.cargo.manifest.path;
        let there: BTreeSet<String> = self.found.iter().map(|file| file.target.clone()).collect();
        for path in package::files(manifest, root, self.tree) {
            let source = tree::join(&folder, &path);
            let is_other = path == "pyproject.toml" && (is_own || base.is_empty());
            let is_compiled = COMPILED.iter().any(|end| path.ends_with(end));
            let is_elsewhere = without
                .iter()
                .any(|folder| source == *folder || tree::within(&source, folder));
            let target = tree::join(&base, &path);
            if !is_other && !is_compiled && !is_elsewhere && !there.contains(&target) {
                self.add(target, &source);
            }
        }
        Some(())
    }

    /// The texts that `[project]` names.
    fn texts(&self) -> Vec<String> {
        let readme = self.pyproject.field("readme");
        let readme = readme.map(|readme| readme.get("file").unwrap_or(readme));
        let license = self
            .pyproject
            .field("license")
            .and_then(|license| license.get("file"));
        let paths = [readme, license].into_iter().flatten().filter_map(Node::as_str);
        paths.map(|path| tree::join("", path)).collect()
    }

    /// The Python packages, without what is hidden.
    fn python(&mut self) {
        let manner = Manner {
            git: true,
            hidden: true,
            ignore: true,
            caches: Some("target"),
            crates: false,
            links: false,
        };
        for package in &self.layout.packages {
            for source in walk::files(self.tree, package, true, std::slice::from_ref(package), manner) {
                let target = self
                    .tree
                    .below(&source, "")
                    .or_else(|| self.tree.below(&source, &self.root));
                let is_compiled = COMPILED.iter().any(|end| source.ends_with(end));
                if let Some(target) = target.filter(|_| !is_compiled) {
                    self.add(target, &source);
                }
            }
        }
    }

    /// What `license-files` and `include` name, and the texts that maturin puts beside the metadata.
    fn metadata(&mut self) {
        for pattern in listed(self.pyproject, "include", Format::Sdist) {
            for (target, source) in self.included(pattern) {
                self.add(target, &source);
            }
        }
        for (target, source) in licenses::files(self.pyproject, self.cargo, self.tree) {
            self.add(target, &source);
        }
    }

    fn included(&self, pattern: &str) -> Vec<(String, String)> {
        let found = matches(self.tree, "", pattern);
        let folder = &self.layout.python_dir;
        if !found.is_empty() || folder.is_empty() {
            return found.into_iter().map(|path| (path.clone(), path)).collect();
        }
        let below = self.tree.below(folder, "");
        let base = below.unwrap_or_else(|| folder.rsplit('/').next().unwrap_or(folder).to_owned());
        let found = matches(self.tree, folder, pattern).into_iter();
        found
            .map(|path| (tree::join(&base, &path), tree::join(folder, &path)))
            .collect()
    }
}
