//! A step that uploads what was built to an index of packages.

use crate::project::ci::action::Uses;
use crate::project::ci::files::Files;
use crate::project::ci::job::Job;
use crate::project::ci::scope::Scope;
use crate::project::ci::step::Step;
use crate::project::ci::workflows::Workflows;
use crate::project::commands::script::{Argument, Call, Command};
use crate::syntax::yaml::Node;
use crate::text::place::Place;
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
    /// The command of maturin that uploads, if maturin does.
    pub maturin: Option<Argument>,
    /// What is uploaded; `None` where it is not known.
    pub files: Option<Files>,
    /// Whether all that is in a folder is uploaded, so that another folder in it is an error.
    pub takes_folder: bool,
    /// Whether other files are uploaded too.
    pub takes_more: bool,
    /// Whether nothing is seen that gives it a password or a token, so that it needs the identity of the run.
    pub is_bare: bool,
    /// A secret that it is given in a variable that it does not read, where nothing else is seen that it may be meant to use.
    pub unread: Option<Unread>,
}

/// A variable that a program does not read.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Its name.
    pub name: String,
    /// Where it is set.
    pub place: Place,
    /// The variable that the program reads.
    pub instead: &'static str,
    /// Whether the upload has nothing else: its job proves nothing.
    pub is_needed: bool,
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

/// Words that show that a job may be given a password or a token.
const HINTS: [&str; 10] = [
    "secrets",
    "vars.",
    "pypirc",
    "netrc",
    "keyring",
    "github_env",
    "password",
    "username",
    "_token",
    "--token",
];

/// Parts of the names of variables that are meant for an upload to an index.
const KEYS: [&str; 4] = ["PYPI", "TWINE", "MATURIN", "UV_PUBLISH"];

/// Whether a name or an address is that of the public index.
fn is_public(index: &str) -> bool {
    let is_upload = index.contains("://upload.")
        && !index.contains("test")
        && index.trim_end_matches('/').ends_with("/legacy");
    index.is_empty() || index == "pypi" || is_upload
}

/// What a command of a step uploads, that of maturin-action among them.
pub(crate) fn of_command(
    workflows: &Workflows,
    command: &Command,
    call: &Call<'_>,
    job: &Job<'_>,
    step: &Step<'_>,
) -> Option<Publish> {
    let first = call.arguments.first()?.value.as_str();
    let ways = match (call.name, first) {
        ("maturin", "upload" | "publish") => &MATURIN,
        ("twine", "upload") => &TWINE,
        ("uv", "publish") => &UV,
        _ => return None,
    };
    let default = (call.name == "uv").then_some("dist");
    let named = files(&call.arguments[1..]);
    let files = named.first().map_or(default, |argument| {
        argument.is_known.then_some(argument.value.as_str())
    });
    let files = command.folder.as_deref().zip(files).map(|(folder, files)| {
        let files = Files::named(&tree::join(folder, files));
        Files {
            folder: workflows.normal(&files.folder),
            ..files
        }
    });
    let mut publish = ways.publish(call, &step.scope, files);
    let own = command.variables.iter();
    let own =
        own.filter(|(name, value)| ways.secret_variables.contains(&name.as_str()) && is_secret(&value.value));
    publish.token = publish.token.or(own.map(|(_, value)| value.place.clone()).next());
    publish.takes_more = named.len() > 1;
    publish.takes_folder = call.name == "twine" && named.iter().any(|word| word.value.ends_with("/*"));
    publish.is_bare = is_bare(command, call, job);
    publish.unread = ways
        .unread(command, call, job, step)
        .filter(|_| publish.token.is_none());
    publish.maturin = call.arguments.first().filter(|_| call.name == "maturin").cloned();
    Some(publish)
}

/// What the action of the index uploads.
pub(crate) fn of_action(workflows: &Workflows, job: &Job<'_>, step: &Step<'_>) -> Option<Publish> {
    step.uses.filter(|uses| uses.is("pypa/gh-action-pypi-publish"))?;
    let given = |names: [&str; 2]| names.into_iter().find_map(|name| step.with_node(name));
    let index = given(["repository-url", "repository_url"]);
    let folder = match given(["packages-dir", "packages_dir"]) {
        Some(node) => step.scope.text(node),
        None => Some("dist".to_owned()),
    };
    Some(Publish {
        place: step.node.get("uses")?.place(),
        is_public: index.map_or(Some(true), |node| {
            step.scope.text(node).map(|index| is_public(&index))
        }),
        token: step.with_node("password").and_then(secret),
        maturin: None,
        files: folder.and_then(|folder| Files::of(&tree::join(&folder, "*"), workflows, job)),
        takes_folder: true,
        takes_more: false,
        is_bare: step.with_node("password").is_none()
            && step
                .with("user")
                .is_some_and(|user| matches!(user.as_str(), "" | "__token__")),
        unread: None,
    })
}

impl Ways {
    fn publish(&self, call: &Call<'_>, scope: &Scope<'_>, files: Option<Files>) -> Publish {
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
        let mut variables = self
            .secret_variables
            .iter()
            .filter_map(|name| secret(scope.variable_node(name)?));
        let option = values(self.secret).filter(|(_, value)| value.is_some_and(is_secret));
        Publish {
            place: call.program.place.clone(),
            is_public: index,
            token: option
                .map(|(argument, _)| argument.place.clone())
                .or_else(|| variables.next()),
            maturin: None,
            files,
            takes_folder: false,
            takes_more: false,
            is_bare: false,
            unread: None,
        }
    }

    /// A variable with a secret that the program does not read, where it is told no user.
    fn unread(&self, command: &Command, call: &Call<'_>, job: &Job<'_>, step: &Step<'_>) -> Option<Unread> {
        let span = job.node.place().span?;
        let job_text = job.node.yaml().text.get(span.start..span.end)?;
        let lower = job_text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let options = [
            self.secret,
            &["--username", "-u", "--config-file", "--keyring-provider"],
        ]
        .concat();
        let is_option = |argument: &Argument| {
            let long = argument.value.split('=').next().unwrap_or_default();
            options
                .iter()
                .any(|option| long == *option || option.len() == 2 && long.starts_with(option))
        };
        let is_told = call
            .own()
            .iter()
            .any(|argument| is_option(argument) || !argument.is_known);
        let is_own = call.program.place.path == job.node.yaml().path;
        let is_quiet = |step: &Step<'_>| step.uses.map_or(step.script().is_some(), Uses::is_quiet);
        let is_set = |name: &&str| step.scope.variable_node(name).is_some();
        if is_told
            || !is_own
            || !command.variables.is_empty()
            || self.secret_variables.iter().any(is_set)
            || has(&["pypirc", "netrc", "keyring", "github_env", "export ", "uv.toml"])
            || !job.steps.iter().all(is_quiet)
        {
            return None;
        }
        let envs = [step.node, job.node].into_iter().chain(job.node.yaml().root());
        let mut variables = envs.filter_map(|node| node.get("env")).flat_map(Node::entries);
        let variable = variables.find(|variable| {
            let name = variable.key().to_uppercase();
            let is_credential = KEYS.iter().any(|key| name.contains(key)) && !name.contains("USER");
            let is_only_set = job_text.matches(variable.key()).count() <= 1;
            is_credential && is_only_set && variable.as_str().is_some_and(is_secret)
        })?;
        Some(Unread {
            name: variable.key().to_owned(),
            place: variable.key_place(),
            instead: self.secret_variables.first()?,
            is_needed: !job.turn.has_identity,
        })
    }
}

/// Whether neither the command nor anything in its job has a word about a password or a token.
fn is_bare(command: &Command, call: &Call<'_>, job: &Job<'_>) -> bool {
    let place = job.node.place();
    let file = job.node.yaml();
    let text = place.span.and_then(|span| file.text.get(span.start..span.end));
    let variables = file.get(&["env"]).into_iter().flat_map(Node::entries);
    let has_word = |text: &str| {
        let text = text.to_lowercase();
        HINTS.iter().any(|hint| text.contains(hint))
    };
    let is_own = call.program.place.path == file.path;
    let is_quiet = |step: &Step<'_>| step.uses.map_or(step.script().is_some(), Uses::is_quiet);
    is_own
        && command.variables.is_empty()
        && job.steps.iter().all(is_quiet)
        && text.is_some_and(|text| !has_word(text))
        && !variables
            .into_iter()
            .any(|entry| has_word(entry.key()) || entry.as_str().is_none_or(has_word))
}

/// Whether a text is made of a secret of the repository, and not of a token that a step has fetched for this run.
fn is_secret(text: &str) -> bool {
    text.contains("secrets.")
}

/// Where a secret is given.
fn secret(node: Node<'_>) -> Option<Place> {
    node.as_str().is_some_and(is_secret).then(|| node.key_place())
}

/// The words that name files, by a path, a pattern or the end of a name.
fn files(arguments: &[Argument]) -> Vec<&Argument> {
    let is_path = |argument: &&Argument| {
        let value = argument.value.as_str();
        !value.starts_with('-') && !value.contains("://") && value.contains(['/', '*', '.'])
    };
    arguments.iter().filter(is_path).collect()
}
