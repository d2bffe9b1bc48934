//! A step that uploads what was built to an index of packages.

use super::scope::Scope;
use super::step::Step;
use super::{Job, Workflows};
use crate::place::Place;
use crate::project::script::{Argument, Call, Command};
use crate::tree;

/// An upload to an index.
#[derive(Clone, Debug)]
pub struct Publish {
    /// The command, or the action that is used.
    pub place: Place,
    /// Whether it goes to the index that people install from, and not to one for trials or of a company; `None` where
    /// that is not known.
    pub is_public: Option<bool>,
    /// Where a secret is given to it.
    pub token: Option<Place>,
    /// The folder of what is uploaded, as seen from the project; `None` where it is not known.
    pub folder: Option<String>,
}

/// The options and variables by which a program is told where to upload to, and who does.
struct Ways {
    index: &'static [&'static str],
    index_variables: &'static [&'static str],
    secret: &'static [&'static str],
    secret_variables: &'static [&'static str],
}

const MATURIN: Ways = Ways {
    index: &["--repository", "--repository-url", "-r"],
    index_variables: &["MATURIN_REPOSITORY", "MATURIN_REPOSITORY_URL"],
    secret: &["--password", "-p"],
    secret_variables: &["MATURIN_PYPI_TOKEN", "MATURIN_PASSWORD"],
};
const TWINE: Ways = Ways {
    index: &["--repository", "--repository-url", "-r"],
    index_variables: &["TWINE_REPOSITORY", "TWINE_REPOSITORY_URL"],
    secret: &["--password", "-p"],
    secret_variables: &["TWINE_PASSWORD"],
};
const UV: Ways = Ways {
    index: &["--publish-url", "--index"],
    index_variables: &["UV_PUBLISH_URL", "UV_PUBLISH_INDEX"],
    secret: &["--token", "-t", "--password", "-p"],
    secret_variables: &["UV_PUBLISH_TOKEN", "UV_PUBLISH_PASSWORD"],
};

/// Whether a name or an address is that of the public index.
fn is_public(index: &str) -> bool {
    let is_upload = index.contains("://upload.")
        && !index.contains("test")
        && index.trim_end_matches('/').ends_with("/legacy");
    index.is_empty() || index == "pypi" || is_upload
}

/// What a command of a script uploads.
pub(super) fn of_command(workflows: &Workflows, command: &Command, step: &Step<'_>) -> Option<Publish> {
    let call = command.call()?;
    let first = call.arguments.first()?.value.as_str();
    let ways = match (call.name, first) {
        ("maturin", "upload" | "publish") => &MATURIN,
        ("twine", "upload") => &TWINE,
        ("uv", "publish") => &UV,
        _ => return None,
    };
    let files = files(&call.arguments[1..]);
    let default = if call.name == "uv" { Some("dist") } else { None };
    let files = files.map_or(default, |argument| {
        argument.is_known.then_some(argument.value.as_str())
    });
    let folder = command
        .folder
        .as_deref()
        .zip(files)
        .map(|(folder, files)| workflows.normal(&without_pattern(&tree::join(folder, files))));
    let own = |name: &str| {
        command
            .variables
            .iter()
            .find(|(variable, _)| variable == name)
            .map(|(_, value)| value.place.clone())
    };
    let mut publish = ways.publish(&call, &step.scope, folder);
    publish.token = publish
        .token
        .or_else(|| ways.secret_variables.iter().find_map(|name| own(name)));
    Some(publish)
}

/// What the action of a step uploads.
pub(super) fn of_action(workflows: &Workflows, job: &Job<'_>, step: &Step<'_>) -> Option<Publish> {
    let uses = step.uses()?;
    let place = step.node.get("uses")?.place();
    let given = |names: [&str; 2]| names.into_iter().find_map(|name| step.with_node(name));
    let seen = |folder: &str| {
        job.in_repository(&without_pattern(&tree::join("", folder)))
            .map(|folder| workflows.seen_from_project(&folder))
    };
    if uses.is("pypa/gh-action-pypi-publish") {
        let index = given(["repository-url", "repository_url"]);
        let folder = match given(["packages-dir", "packages_dir"]) {
            Some(node) => step.scope.text(node),
            None => Some("dist".to_owned()),
        };
        return Some(Publish {
            place,
            is_public: index.map_or(Some(true), |node| {
                step.scope.text(node).map(|index| is_public(&index))
            }),
            token: step.with_node("password").map(|node| node.key_place()),
            folder: folder.and_then(|folder| seen(&folder)),
        });
    }
    let command = step.with("command")?;
    if !uses.is("PyO3/maturin-action") || !matches!(command.as_str(), "upload" | "publish") {
        return None;
    }
    let arguments = super::maturin::arguments(step);
    let program = super::maturin::program(place);
    let call = Call {
        name: "maturin",
        program: &program,
        arguments: &arguments,
        requirement: None,
    };
    let files = files(&arguments);
    let folder = step.with("working-directory");
    let folder = folder
        .zip(files)
        .filter(|(_, files)| files.is_known)
        .and_then(|(folder, files)| seen(&tree::join(&folder, &files.value)));
    Some(MATURIN.publish(&call, &step.scope, folder))
}

impl Ways {
    fn publish(&self, call: &Call<'_>, scope: &Scope<'_>, folder: Option<String>) -> Publish {
        let values = |options: &[&str]| {
            let longs = options.iter().filter(|option| option.starts_with("--"));
            let found: Vec<_> = longs.flat_map(|option| call.values(option, "")).collect();
            let shorts = options.iter().filter(|option| !option.starts_with("--"));
            shorts
                .flat_map(|option| call.values("--", option))
                .chain(found)
                .last()
        };
        let index = match values(self.index) {
            Some((argument, index)) => index.filter(|_| argument.is_known).map(is_public),
            None => {
                let mut variables = self
                    .index_variables
                    .iter()
                    .filter(|name| scope.variable_node(name).is_some());
                variables.next().map_or(Some(true), |name| {
                    scope.variable(name).map(|index| is_public(&index))
                })
            }
        };
        let variable = self
            .secret_variables
            .iter()
            .find_map(|name| scope.variable_node(name));
        let option = values(self.secret).map(|(argument, _)| argument.place.clone());
        Publish {
            place: call.program.place.clone(),
            is_public: index,
            token: option.or_else(|| variable.map(|node| node.key_place())),
            folder,
        }
    }
}

/// The first word that names files, by a path, a pattern or the end of a name.
fn files(arguments: &[Argument]) -> Option<&Argument> {
    let is_path = |argument: &&Argument| {
        let value = argument.value.as_str();
        !value.starts_with('-') && !value.contains("://") && value.contains(['/', '*', '.'])
    };
    arguments.iter().find(is_path)
}

/// The folder of a pattern of files: what stands before its first part with a wildcard.
pub(super) fn without_pattern(path: &str) -> String {
    let is_plain = |part: &&str| !part.contains(['*', '?', '[']);
    let parts: Vec<&str> = path.split('/').take_while(is_plain).collect();
    let is_file = |part: &&&str| part.ends_with(".whl") || part.ends_with(".tar.gz");
    let length = parts.len() - parts.last().iter().filter(|part| is_file(part)).count();
    parts[..length].join("/")
}
