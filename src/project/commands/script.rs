//! Commands that a project keeps, in workflows, scripts and recipes: where each stands, where it runs, what it calls.

use std::ops::Range;

use crate::syntax::shell;
use crate::text::place::Place;
use crate::tree;

/// A command, and where it runs.
#[derive(Clone, Debug)]
pub struct Command {
    /// The variables that are set for it, or by it where it has no words.
    pub variables: Vec<(String, Argument)>,
    /// The program and its arguments.
    pub words: Vec<Argument>,
    /// The folder in which it runs, relative to the root of the project; `None` if that is not known.
    pub folder: Option<String>,
    main: Option<Main>,
}

/// The program that a command comes down to, by the places of words in it.
#[derive(Clone, Debug)]
struct Main {
    program: usize,
    /// The part of that word which is its name.
    name: Range<usize>,
    requirement: Option<usize>,
}

/// A word of a command.
#[derive(Clone, Debug)]
pub struct Argument {
    /// What the program is given; what is not known stands there as it is written.
    pub value: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it holds no variable, substitution or template.
    pub is_known: bool,
}

/// The program that a command comes down to: `maturin` in `uv run maturin build`.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Its name, without folder and version.
    pub name: &'a str,
    /// The word that names it.
    pub program: &'a Argument,
    /// Its arguments.
    pub arguments: &'a [Argument],
    /// The version of it that is asked for on the spot, as in `uvx maturin@1.16` or `uvx --from maturin==1.16`.
    pub requirement: Option<&'a Argument>,
    /// The words before its arguments: the programs that run it, and itself.
    before: &'a [Argument],
}

/// Programs that run the command that follows them.
const PREFIXES: [&str; 6] = ["sudo", "env", "exec", "command", "nohup", "xvfb-run"];

/// Programs that run scripts of a language of their own, besides Python.
const LANGUAGES: [&str; 6] = ["Rscript", "julia", "node", "perl", "php", "ruby"];

/// Programs that run what follows their `run` in an environment.
const RUNNERS: [&str; 10] = [
    "uv",
    "poetry",
    "pdm",
    "rye",
    "hatch",
    "pipenv",
    "pixi",
    "conda",
    "mamba",
    "micromamba",
];

/// The options of those that have a value in the next word.
const VALUED: [&str; 24] = [
    "--with",
    "-w",
    "--from",
    "--python",
    "-p",
    "--extra",
    "--group",
    "--only-group",
    "--no-group",
    "--package",
    "--env-file",
    "--directory",
    "--project",
    "--index",
    "--index-url",
    "--default-index",
    "--extra-index-url",
    "--with-requirements",
    "--with-editable",
    "--exclude-newer",
    "-n",
    "-e",
    "--spec",
    "--manifest-path",
];

/// Those among them that change where the command runs.
const MOVES: [&str; 3] = ["--directory", "--project", "--manifest-path"];

/// The commands of a script that begins in `folder`.
///
/// `known` fills in templates and variables, see [`shell::commands`]; `place` says where a part of the text stands.
pub fn commands(
    text: &str,
    known: &dyn Fn(&str) -> Option<String>,
    place: &dyn Fn(Range<usize>) -> Place,
    folder: Option<&str>,
) -> Vec<Command> {
    let argument = |word: shell::Word| Argument {
        place: place(word.span.start..word.span.end),
        value: word.value,
        is_known: word.is_known,
    };
    // The folders of the script and of the subshells in it.
    let mut folders = vec![folder.map(str::to_owned)];
    let mut found = Vec::new();
    for command in shell::commands(text, known) {
        let here = folders.last().cloned().flatten();
        folders.resize(command.depth + 1, here);
        let variables = command.variables.into_iter();
        let command = Command::new(
            variables.map(|(name, value)| (name, argument(value))).collect(),
            command.words.into_iter().map(argument).collect(),
            folders.last().cloned().flatten(),
        );
        if let Some(folder) = command.entered() {
            folders.pop();
            folders.push(folder);
        }
        found.push(command);
    }
    found
}

impl Command {
    /// A command, and what it comes down to.
    pub fn new(variables: Vec<(String, Argument)>, words: Vec<Argument>, folder: Option<String>) -> Self {
        Self {
            main: Main::of(&words),
            variables,
            words,
            folder,
        }
    }

    /// The folder in which the commands after this one run, if it changes that.
    fn entered(&self) -> Option<Option<String>> {
        let name = self.words.first()?.name()?;
        if !matches!(
            name,
            "cd" | "pushd" | "popd" | "Set-Location" | "Push-Location" | "Pop-Location"
        ) {
            return None;
        }
        let to = match self.words.as_slice() {
            [_, to] if to.is_known && !to.value.starts_with(['/', '-', '~', '%']) => Some(&to.value),
            _ => None,
        };
        Some(to.and_then(|to| Some(tree::join(self.folder.as_ref()?, to))))
    }

    /// The program that it comes down to; `None` where that is not known.
    pub fn call(&self) -> Option<Call<'_>> {
        let Main {
            program,
            name,
            requirement,
        } = self.main.as_ref()?;
        let arguments = *program + 1;
        Some(Call {
            name: &self.words[*program].value[name.clone()],
            program: &self.words[*program],
            arguments: &self.words[arguments..],
            requirement: requirement.map(|word| &self.words[word]),
            before: &self.words[..arguments],
        })
    }

    /// The call of this program, if it is one.
    pub fn calls(&self, name: &str) -> Option<Call<'_>> {
        self.call().filter(|call| call.name == name)
    }
}

impl Main {
    fn of(words: &[Argument]) -> Option<Self> {
        let mut rest = words;
        let mut requirement: Option<&Argument> = None;
        loop {
            let (program, arguments) = rest.split_first()?;
            let name = program.name()?;
            let options = match name {
                _ if PREFIXES.contains(&name) => Options::of(arguments),
                _ if is_python(name) => Options {
                    command: module(arguments)?,
                    requirement: None,
                },
                _ if RUNNERS.contains(&name) && runs(arguments) => Options::of(after(arguments, "run")?),
                "uvx" => Options::of(arguments),
                "pipx" if runs(arguments) => Options::of(after(arguments, "run")?),
                name => {
                    let at = words.len() - rest.len();
                    let end = name.find(['@', '=', '[', '<', '>', '~']).unwrap_or(name.len());
                    let start = program.value.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
                    let is_requirement =
                        |word: &Argument| requirement.is_some_and(|found| std::ptr::eq(found, word));
                    return Some(Self {
                        program: at,
                        name: start..start + end,
                        requirement: words
                            .iter()
                            .position(is_requirement)
                            .or((end < name.len()).then_some(at)),
                    });
                }
            };
            requirement = requirement.or(options.requirement);
            rest = options.command;
        }
    }
}

impl Argument {
    /// The last part of a path, without `.exe`, if that part is known.
    pub fn name(&self) -> Option<&str> {
        shell::name(&self.value)
    }
}

impl<'a> Call<'a> {
    /// The values of an option, in the next word or behind `=`; `short` is one letter with its dash, or empty.
    ///
    /// `None` stands for a value that is missing.
    pub fn values(&self, long: &str, short: &str) -> Vec<(&'a Argument, Option<&'a str>)> {
        let mut arguments = self.own().iter().peekable();
        let mut found = Vec::new();
        while let Some(argument) = arguments.next() {
            let value = argument.value.as_str();
            if value == long || !short.is_empty() && value == short {
                let next = arguments.next_if(|next| !next.value.starts_with('-'));
                found.push((next.unwrap_or(argument), next.map(|next| next.value.as_str())));
            } else if let Some(value) = value.strip_prefix(long).and_then(|rest| rest.strip_prefix('=')) {
                found.push((argument, Some(value)));
            } else if let Some(value) = value.strip_prefix(short).filter(|_| !short.is_empty()) {
                found.push((argument, Some(value.trim_start_matches('='))));
            }
        }
        found
    }

    /// Whether a program that runs it is told to run it elsewhere.
    pub fn is_moved(&self) -> bool {
        self.before.iter().any(|word| {
            let option = word.value.split('=').next().unwrap_or_default();
            MOVES.contains(&option)
        })
    }

    /// The arguments before `--`.
    pub fn own(&self) -> &'a [Argument] {
        let end = self.arguments.iter().position(|argument| argument.value == "--");
        &self.arguments[..end.unwrap_or(self.arguments.len())]
    }
}

/// What stands between a program and the command that it runs, read.
struct Options<'a> {
    command: &'a [Argument],
    requirement: Option<&'a Argument>,
}

impl<'a> Options<'a> {
    fn of(words: &'a [Argument]) -> Self {
        let mut requirement = None;
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let is_assignment = word.value.contains('=') && !word.value.contains(['@', '<', '>', '~', '!']);
            let is_pinned = word.value.contains("==");
            if !word.value.starts_with('-') && (is_pinned || !is_assignment) {
                break;
            }
            let (option, value) = match word.value.split_once('=') {
                Some((option, _)) => (option, Some(word)),
                None => (word.value.as_str(), words.get(at + 1)),
            };
            if matches!(option, "--from" | "--with" | "-w" | "--spec") {
                requirement = value
                    .filter(|value| value.value.contains("maturin"))
                    .or(requirement);
            }
            at += 1 + usize::from(VALUED.contains(&word.value.as_str()));
        }
        Self {
            command: words.get(at..).unwrap_or_default(),
            requirement,
        }
    }
}

/// Whether a program runs scripts that are none of a shell.
pub fn is_language(program: &str) -> bool {
    is_python(program) || LANGUAGES.contains(&program)
}

fn is_python(name: &str) -> bool {
    let version = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let rest = ["python", "pypy", "py"]
        .into_iter()
        .find_map(|python| name.strip_prefix(python));
    rest.is_some_and(|rest| version(rest.trim_end_matches('t')))
}

/// Whether `run`, or `tool run`, is the first word that is no option.
fn runs(arguments: &[Argument]) -> bool {
    let mut words = Options::of(arguments)
        .command
        .iter()
        .map(|word| word.value.as_str());
    matches!(
        (words.next(), words.next()),
        (Some("run"), _) | (Some("tool"), Some("run"))
    )
}

/// The module that Python runs, and its arguments.
fn module(arguments: &[Argument]) -> Option<&[Argument]> {
    let at = arguments
        .iter()
        .position(|argument| !argument.value.starts_with('-') || argument.value == "-m")?;
    arguments.get(at + 1..).filter(|_| arguments[at].value == "-m")
}

fn after<'a>(arguments: &'a [Argument], word: &str) -> Option<&'a [Argument]> {
    let at = arguments.iter().position(|argument| argument.value == word)?;
    arguments.get(at + 1..)
}
