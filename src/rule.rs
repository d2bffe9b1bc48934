//! How to write a rule: one file, `src/rules/<family>/<name>.rs`, and `make gen`.
//!
//! The path is the rule's name, `family/name`. It states the problem, never the remedy ("allow *name*").
//! The header of the file (`//!`) is its page in the documentation, and is run as its test. In this order:
//!
//! 1. One sentence that sums it up.
//! 2. `## Why`, with a link to the standard or the manual.
//! 3. `## Bad`: fenced blocks, each with a language and a file name (```` ```toml pyproject.toml ````). They are
//!    a whole project. Then a ```` ```console ```` block with what `scaffold check --output-format concise`
//!    prints for it: the place, the severity and the message.
//! 4. `## Good`: the same files as they should be. If the rule has a fix, this is what it makes of *Bad*, byte
//!    for byte; a block for a file that *Bad* lacks is a file that the fix creates.
//! 5. `## Fix safety`, if the fix is not safe.
//! 6. `## When not to follow`, always, and honest.
//!
//! Below it stand `pub const SEVERITY: Severity`, `FIX: Option<Applicability>` (how safe its fix is, if it has one),
//! `TABLES: &[Table]` (which of our tables it rests on: beyond their horizon the engine keeps it silent), `HELP: &str` (what to do where no fix is offered) and `pub fn check(project: &Project) -> Vec<Finding>`, a pure
//! function: it neither prints nor reads the clock, and leaves severity and its own name to the engine. Rules do
//! not use other rules. What cannot be known (a file that does not parse, a macro) is silence. What it says twice of one
//! place, as in each combination of a matrix, is heard once. The operations of
//! `syntax::splice` are all that a TOML fix is made of. A rule that judges how the others are chosen and suppressed is
//! given the [`Run`] in place of the project, once they are done.
//!
//! A rule about what was built is given an [`Artifact`], or a [`Release`], in place of the project, and has no fix. In its
//! examples, a block that is named as a wheel or an sdist lists what is in it, a line a member, from which the test makes
//! the archive: a path, with `:` the text below it, or with `=` what a binary says of itself
//! (`demo.abi3.so = elf x86_64 exports=PyInit_demo`). METADATA, WHEEL, RECORD and PKG-INFO are made to fit where they are
//! not listed. The examples of a rule about a release stand in `dist/`; its findings name the file there.

use crate::artifact::Artifact;
use crate::artifact::release::Release;
use crate::finding::{Finding, Severity};
use crate::project::Project;
use crate::project::manifests::suppression::{Name, Suppression};
use crate::standards::horizon::Table;
use crate::text::edit::{Applicability, Fix};

/// A rule, as the catalogue holds it.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// `family/name`, from its path.
    pub id: &'static str,
    /// The severity of what it finds.
    pub severity: Severity,
    /// How safe its fix is where it is least safe; `None` where it offers none.
    pub fix: Option<Applicability>,
    /// The tables that it rests on: it is not asked about a project that is beyond one of them.
    pub tables: &'static [Table],
    /// What to do where it offers no fix, as an imperative.
    pub help: &'static str,
    /// Its source, whose header is its documentation.
    pub source: &'static str,
    /// What it finds.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// The project.
    Project(fn(&Project) -> Vec<Finding>),
    /// How the rules about the project are chosen and suppressed.
    Run(fn(&Run<'_>) -> Vec<Finding>),
    /// A wheel or a source distribution, by itself.
    Artifact(fn(&Artifact) -> Vec<Finding>),
    /// All that is published together, and the project that it was built of.
    Release(fn(&Release<'_>) -> Vec<Finding>),
}

impl Check {
    /// The word for it.
    pub fn subject(self) -> &'static str {
        match self {
            Self::Project(_) => "project",
            Self::Run(_) => "run",
            Self::Artifact(_) => "artifact",
            Self::Release(_) => "release",
        }
    }

    /// Whether it looks at what was built, which `audit` does, and not at the project, which `check` does.
    pub fn is_of_audit(self) -> bool {
        matches!(self, Self::Artifact(_) | Self::Release(_))
    }
}

/// A run of the rules about one project.
#[derive(Debug)]
pub struct Run<'a> {
    /// The project.
    pub project: &'a Project,
    /// The names of all rules.
    pub rules: Vec<&'static str>,
    /// Suppressions, and the names in them, that were of no use; only what is sure, and nothing unknown.
    pub idle: Vec<(&'a Suppression, Vec<&'a Name>)>,
}

impl Run<'_> {
    /// The names of all families of rules, sorted.
    pub fn families(&self) -> Vec<&'static str> {
        let families = self.rules.iter().filter_map(|id| id.split_once('/'));
        let mut families: Vec<&str> = families.map(|(family, _)| family).collect();
        families.dedup();
        families
    }
}

impl Rule {
    /// The first part of the name.
    pub fn family(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(family, _)| family)
    }

    /// Its page: the header of its file, in Markdown.
    pub fn documentation(&self) -> String {
        let header = self.source.lines().take_while(|line| line.starts_with("//!"));
        let lines = header.map(|line| line.trim_start_matches("//!"));
        lines
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Its page for a person: a block of an example has the name of its file in a line above.
    pub fn page(&self) -> String {
        let named = |line: &str| {
            let (language, file) = line.strip_prefix("```")?.split_once(' ')?;
            Some(format!("`{file}`\n\n```{language}"))
        };
        let page = self.documentation();
        let lines = page
            .lines()
            .map(|line| named(line).unwrap_or_else(|| line.to_owned()));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Its summary: the first paragraph of its page.
    pub fn summary(&self) -> String {
        let page = self.documentation();
        page.lines()
            .take_while(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether a finding of the rule may offer this fix, by what the rule says of its fixes.
    pub fn may_offer(&self, fix: &Option<Fix>) -> bool {
        let Some(fix) = fix else { return true };
        self.fix.is_some_and(|least| fix.applicability >= least)
    }
}
