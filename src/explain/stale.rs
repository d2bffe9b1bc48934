//! Whether what is installed for editing is older than the project, or was built otherwise than the project asks for now.

use crate::explain::facts::{Build, Installed};
use crate::explain::row::{Grade, Row};
use crate::project::Project;
use crate::project::manifests::features;
use crate::syntax::toml::Node;

const TOPIC: &str = "import";
const KIND: Option<&str> = Some("python/stale");

/// The lines about it; none is more than a note, since a build by hand may be meant.
pub fn rows(project: &Project, installed: &Installed) -> Vec<Row> {
    let is_editable = installed
        .distributions
        .iter()
        .any(|distribution| distribution.is_editable);
    if !is_editable {
        return Vec::new();
    }
    let differs = installed.build.as_ref().and_then(|build| differs(project, build));
    let rows = [older(installed), differs].into_iter().flatten();
    rows.map(|row| Row { kind: KIND, ..row }).collect()
}

/// The sources are newer than the library that is imported.
fn older(installed: &Installed) -> Option<Row> {
    const MOMENT: f64 = 1.0;
    let newest = installed.newest.as_ref()?;
    let library = installed
        .libraries
        .iter()
        .max_by(|one, other| one.changed.total_cmp(&other.changed))?;
    (library.changed + MOMENT < newest.changed).then(|| {
        Row::new(
            TOPIC,
            Grade::Note,
            format!("`{}` is older than `{}`", library.path, newest.path),
            "if the code changed, build it again: `maturin develop`",
        )
    })
}

/// The features or the profile are others than those that pyproject.toml asks `maturin develop` for.
fn differs(project: &Project, build: &Build) -> Option<Row> {
    let (pyproject, cargo) = (project.pyproject.as_ref()?, project.cargo.as_ref()?);
    let list = |features: &mut dyn Iterator<Item = &String>| -> Option<String> {
        let named: Vec<String> = features.map(|name| format!("`{name}`")).collect();
        (!named.is_empty()).then(|| named.join(", "))
    };
    let defined = features::defined(&cargo.manifest);
    let is_own = |name: &&String| defined.contains(name.as_str());
    let (always, own) = (
        features::always(pyproject, cargo),
        features::own(pyproject, cargo),
    );
    let features = build.features.as_ref();
    let missing = features.and_then(|built| list(&mut always.difference(built).filter(is_own)));
    let more = features.and_then(|built| list(&mut built.difference(&own).filter(is_own)));
    let found = if let Some(missing) = missing {
        format!("without the feature {missing}, for which the project asks")
    } else if let Some(more) = more {
        format!("with the feature {more}, for which the project does not ask")
    } else {
        let asked = pyproject.maturin("editable-profile").and_then(Node::as_str)?;
        let folder = match asked {
            "dev" | "test" => "debug",
            "bench" => "release",
            name => name,
        };
        if folder == build.profile {
            return None;
        }
        format!(
            "in `target/{}`, and `editable-profile` asks for the profile `{asked}`",
            build.profile
        )
    };
    let mend = "if that is not meant, build it again: `maturin develop`";
    Some(Row::new(
        TOPIC,
        Grade::Note,
        format!("the installed library was built {found}"),
        mend,
    ))
}
