//! The toolchains of Rust with which the crate is built: the one of a file, or those that workflows choose.

use crate::project::Project;
use crate::project::ci::toolchain::{Toolchain, version};
use crate::text::place::Place;
use crate::tree;

/// The files in which rustup finds the toolchain of a folder.
const FILES: [&str; 2] = ["rust-toolchain.toml", "rust-toolchain"];

/// The toolchains that are chosen for the crate, as far as their versions are written.
pub fn chosen(project: &Project) -> Vec<Toolchain> {
    match in_file(project) {
        Some(of_file) => of_file.into_iter().collect(), // it beats what a workflow chooses
        None => project.toolchains.clone(),
    }
}

/// The toolchain of a file beside the project or above it: outer `None` if there is no file, inner if it names no version.
fn in_file(project: &Project) -> Option<Option<Toolchain>> {
    let is_top = |folder: &String| project.tree.is_repository(folder);
    let mut folders: Vec<String> = project.tree.upwards("").collect();
    folders.truncate(folders.iter().position(is_top).map_or(1, |top| top + 1));
    let mut paths = folders
        .iter()
        .flat_map(|folder| FILES.map(|name| tree::join(folder, name)));
    let path = paths.find(|path| project.tree.exists(path))?;
    let text = project.tree.text(&path);
    Some(text.and_then(|text| match project.tree.parsed_toml(&path)? {
        Ok(toml) => {
            let channel = toml.get(&["toolchain", "channel"])?;
            Some(Toolchain {
                version: version(channel.as_str()?)?,
                place: channel.place(),
            })
        }
        Err(_) => Some(Toolchain {
            version: version(&text)?,
            place: Place::file(path.as_str()),
        }),
    }))
}
