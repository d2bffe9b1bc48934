//! Why a version is not written: what is wrong, and what to do next.

/// What is wrong, as a phrase, and what to do next; `{program}` in the hint stands for our own name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to do next; may be empty.
    pub hint: String,
}

impl Refusal {
    /// A refusal with its hint.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
        }
    }
}
