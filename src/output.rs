//! The shapes in which findings and facts are told, each with one home.

pub mod ascii;
pub mod digest;
pub mod markdown;
pub mod path;
pub mod location;
pub mod concise;
pub mod change;
pub mod full;
pub mod json;
pub mod facts;
pub mod version;
pub mod picture;
pub mod explained;
pub mod diagnosed;
pub mod github;
pub mod sarif;

use serde::Serialize;

use crate::about::{NAME, VERSION};
use crate::standards::version::to_pep440;

/// Our version in PEP 440 form.
pub fn version() -> String {
    to_pep440(VERSION).map_or_else(|| VERSION.to_owned(), |version| version.to_string())
}

/// More bytes are not shown for one place.
const LONGEST: usize = 1 << 12;
/// A longer line is not shown: a program wrote it, and much may be found in it.
const WIDEST: usize = 1 << 10;

/// How findings are shown with their source lines.
#[derive(Clone, Debug)]
pub struct Style {
    /// Whether escape sequences for colours are written.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// The folder of the project as the person named it, which is put before every path.
    pub prefix: String,
    /// What stands before the name of a rule in the address of its page; nothing for no addresses.
    pub docs_url: String,
}

/// How each JSON document of ours begins: with the version of its shape, and who wrote it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Head {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    version: u8,
    #[cfg_attr(test, schemars(regex(pattern = concat!("^", env!("CARGO_PKG_NAME"), " "))))]
    tool: String,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            version: 1,
            tool: format!("{NAME} {}", version()),
        }
    }
}

/// The page of a rule; `docs_url` is the address that its name and `.md` complete.
pub fn page(docs_url: &str, rule: &str) -> String {
    format!("{docs_url}{rule}.md")
}

/// The schemas of the shapes, in docs/.
#[cfg(test)]
pub(crate) mod schema {
    use std::fs;

    use schemars::JsonSchema;
    use schemars::generate::SchemaSettings;

    /// Finds that `docs/<name>.schema.json` is the schema of a shape, or writes it where that is asked for.
    pub(crate) fn is_fresh<T: JsonSchema>(name: &str) {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let schema = settings.into_generator().into_root_schema_for::<T>();
        let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        let path = format!("{}/docs/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("IRONWHEEL_REWRITE").is_some() {
            fs::write(&path, &text).expect("the documentation is ours");
        }
        let written = fs::read_to_string(&path).expect("the documentation has it");
        assert!(written == text, "{path} is stale: run `make gen`");
    }
}
