//! What a step or job uses: an action or a workflow.

/// What a step or job uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uses<'a> {
    /// The folder of an action, or the file of a workflow, in the same repository.
    pub local: Option<&'a str>,
    /// `owner/repository`, and the path in it if there is one; empty for what is local.
    pub name: &'a str,
    /// The branch, tag or commit; empty for what is local.
    pub reference: &'a str,
}

impl<'a> Uses<'a> {
    /// Reads what stands behind `uses:`; `None` for an image or what an expression makes.
    pub fn parse(text: &'a str) -> Option<Self> {
        if text.contains("${{") || text.starts_with("docker:") {
            return None;
        }
        if let Some(local) = text.strip_prefix("./").or_else(|| text.strip_prefix("$/")) {
            return Some(Self {
                local: Some(local),
                name: "",
                reference: "",
            });
        }
        let (name, reference) = text.split_once('@')?;
        Some(Self {
            local: None,
            name,
            reference,
        })
    }

    /// Whether it is this action, whoever owns the copy of it.
    pub fn is(self, action: &str) -> bool {
        let (owner, name) = (action.split_once('/'), self.name.split_once('/'));
        owner
            .zip(name)
            .is_some_and(|((_, one), (_, other))| one.eq_ignore_ascii_case(other))
    }
}
