//! Shell scripts: the commands in a text, word by word; nothing is evaluated.
//!
//! No crate fits: the splitters of command lines know no spans, and the parsers of whole shells refuse what is none,
//! as the templates of workflows, justfiles and Makefiles, or PowerShell.

mod filled;

use std::cell::Cell;
use std::iter::Peekable;
use std::vec::IntoIter;

use crate::syntax::shell::filled::{UNKNOWN, filled};
use crate::text::place::Span;

/// A simple command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// The assignments before it, as in `RUSTFLAGS=… maturin build`; on their own, those of a command without words.
    pub variables: Vec<(String, Word)>,
    /// The program and its arguments, without redirections.
    pub words: Vec<Word>,
    /// How many subshells stand around it.
    pub depth: usize,
}

/// A word of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What the program is given, without quotes; what is not known stands there as it is written.
    pub value: String,
    /// Where it stands in the text, with its quotes.
    pub span: Span,
    /// Whether it holds no variable, substitution or template.
    pub is_known: bool,
}

impl Word {
    /// The last part of a path, see [`name`].
    pub fn name(&self) -> Option<&str> {
        name(&self.value)
    }
}

/// The last part of a path, without `.exe`; it may be known where the folder is not, as in `$VENV/bin/maturin`.
pub fn name(path: &str) -> Option<&str> {
    let last = path.rsplit(['/', '\\']).next()?;
    let is_known = !last.contains(['$', '`', '{', '}', '(', ')', '%']);
    is_known.then(|| last.strip_suffix(".exe").unwrap_or(last))
}

/// Words before a command that belong to the language.
const RESERVED: [&str; 14] = [
    "if", "then", "elif", "else", "fi", "do", "done", "while", "until", "esac", "!", "{", "}", "time",
];

/// More than this is not put into one script in the place of templates and variables.
const MAX_FILLED: usize = 1 << 16;

/// The commands of a script.
///
/// `known` is asked for what stands in place of `matrix.target` where `${{ matrix.target }}` is written, and of `$NAME`.
pub fn commands(text: &str, known: &dyn Fn(&str) -> Option<String>) -> Vec<Command> {
    let room = Cell::new(MAX_FILLED);
    let known = |name: &str| {
        let value = known(name)?;
        room.set(room.get().checked_sub(value.len())?);
        Some(value)
    };
    let mut lexer = Lexer {
        text,
        known: &known,
        input: filled(text, &known).into_iter().peekable(),
        commands: Vec::new(),
        command: Command::default(),
        word: None,
        drops: false,
        documents: Vec::new(),
    };
    while let Some((character, span)) = lexer.input.next() {
        lexer.take(character, span);
    }
    lexer.end_command();
    lexer.commands
}

struct Lexer<'a> {
    text: &'a str,
    known: &'a dyn Fn(&str) -> Option<String>,
    input: Peekable<IntoIter<(char, Span)>>,
    commands: Vec<Command>,
    command: Command,
    word: Option<Word>,
    /// Whether the word that follows is the target of a redirection.
    drops: bool,
    /// The ends of the here-documents that begin on the next line.
    documents: Vec<String>,
}

impl Lexer<'_> {
    fn take(&mut self, character: char, span: Span) {
        match character {
            '\n' => {
                self.end_command();
                self.skip_documents();
            }
            ' ' | '\t' | '\r' => self.end_word(),
            '\\' | '`' | '^' if self.continues() => self.end_word(),
            '#' if self.word.is_none() => while self.input.next_if(|(next, _)| *next != '\n').is_some() {},
            '&' if self.peek() == Some('>') => {}
            '>' | '<' => self.redirection(character, span),
            ';' | '|' | '&' => self.end_command(),
            '(' if self.assigns() => {
                self.unknown(span);
                self.skip_parentheses();
            }
            '(' => {
                self.end_command();
                self.command.depth += 1;
            }
            ')' => {
                self.end_command();
                self.command.depth = self.command.depth.saturating_sub(1);
            }
            '\'' => {
                self.extend("", span);
                while let Some((character, span)) = self.input.next_if(|(next, _)| *next != '\'') {
                    self.push(character, span);
                    self.plain();
                }
                self.close();
            }
            '"' => self.double_quoted(span),
            '\\' => {
                if let Some((next, span)) = self.input.next() {
                    self.push(next, span);
                }
            }
            '~' if self.word.is_none() => self.unknown(span),
            '$' | '`' => self.substitution(character, span, false),
            character => {
                self.push(character, span);
                self.plain();
            }
        }
    }

    /// Adds all letters to the word that mean nothing but themselves.
    fn plain(&mut self) {
        let Some(word) = &mut self.word else { return };
        let is_plain = |next: char| {
            next.is_ascii_alphanumeric() || matches!(next, '-' | '_' | '.' | '/' | ':' | '=' | '@')
        };
        // What stands in the text as it is, letter by letter, is copied at once.
        let start = word.span.end;
        let here = |end: usize, span: &Span| span.start == end && span.end == end + 1;
        let mut end = start;
        while let Some((_, span)) = self
            .input
            .next_if(|(next, span)| is_plain(*next) && here(end, span))
        {
            end = span.end;
        }
        word.value.push_str(&self.text[start..end]);
        word.span.end = end;
    }

    fn peek(&mut self) -> Option<char> {
        self.input.peek().map(|(next, _)| *next)
    }

    /// Passes over the end of a line that goes on.
    fn continues(&mut self) -> bool {
        let is_carriage = self.peek() == Some('\r');
        (is_carriage && self.input.next().is_some()) | self.input.next_if(|(next, _)| *next == '\n').is_some()
    }

    fn double_quoted(&mut self, span: Span) {
        self.extend("", span);
        while let Some((character, span)) = self.input.next_if(|(next, _)| *next != '"') {
            match character {
                '\\' if matches!(self.peek(), Some('"' | '\\' | '$' | '`' | '\n')) => {
                    if let Some((next, span)) = self.input.next().filter(|(next, _)| *next != '\n') {
                        self.push(next, span);
                    }
                }
                '$' | '`' => self.substitution(character, span, true),
                character => {
                    self.push(character, span);
                    self.plain();
                }
            }
        }
        self.close();
    }

    /// Passes over the quote that ends a part of the word.
    fn close(&mut self) {
        if let Some((_, span)) = self.input.next() {
            self.extend("", span);
        }
    }

    /// `$NAME`, `${…}`, `$(…)` or backticks.
    fn substitution(&mut self, opened: char, span: Span, is_quoted: bool) {
        let end = match (opened, self.peek()) {
            ('`', _) => Some('`'),
            (_, Some('{')) => Some('}'),
            (_, Some('(')) => {
                let next = self.input.next().map_or(span, |(_, next)| next);
                self.unknown((span.start..next.end).into());
                return self.skip_parentheses();
            }
            _ => None,
        };
        let is_part = |next: char| match end {
            Some(end) => next != end,
            None => next.is_alphanumeric() || matches!(next, '_' | '@' | '*' | '?' | '#'),
        };
        let mut name = String::new();
        let mut last = span;
        while let Some((next, span)) = self.input.next_if(|(next, _)| is_part(*next)) {
            name.push(next);
            last = span;
        }
        if end.is_some() {
            last = self.input.next().map_or(last, |(_, span)| span);
        }
        let written = (span.start..last.end).into();
        let value = (self.known)(&format!("${}", name.trim_start_matches('{')));
        match value.filter(|_| opened == '$') {
            None => self.unknown(written),
            Some(value) if is_quoted => self.extend(&value, written),
            Some(value) => {
                for (index, part) in value.split_whitespace().enumerate() {
                    if index > 0 {
                        self.end_word();
                    }
                    self.extend(part, written);
                }
            }
        }
    }

    /// Passes over what stands in parentheses that are already open, as a part of the word that is not known.
    fn skip_parentheses(&mut self) {
        let mut open = 1_usize;
        while open > 0 {
            let Some((next, span)) = self.input.next() else {
                return;
            };
            match next {
                '(' => open += 1,
                ')' => open -= 1,
                _ => {}
            }
            self.unknown(span);
        }
    }

    fn redirection(&mut self, character: char, span: Span) {
        let is_number = |word: &Word| word.value.bytes().all(|byte| byte.is_ascii_digit());
        if self
            .word
            .as_ref()
            .is_some_and(|word| is_number(word) && word.span.end == span.start)
        {
            self.word = None;
        }
        self.end_word();
        let doubled = self.input.next_if(|(next, _)| *next == character).is_some();
        if self.input.next_if(|(next, _)| *next == '(').is_some() {
            self.unknown(span);
            return self.skip_parentheses();
        }
        let is_here = character == '<' && doubled;
        if is_here && self.input.next_if(|(next, _)| *next == '<').is_none() {
            self.document();
        } else {
            while self
                .input
                .next_if(|(next, _)| matches!(next, '&' | '|' | ' '))
                .is_some()
            {}
            self.drops = true;
        }
    }

    /// The mark at which a here-document ends.
    fn document(&mut self) {
        while self
            .input
            .next_if(|(next, _)| matches!(next, '-' | ' '))
            .is_some()
        {}
        let mut mark = String::new();
        while let Some((next, _)) = self
            .input
            .next_if(|(next, _)| !next.is_whitespace() && !";|&)".contains(*next))
        {
            if !matches!(next, '\'' | '"' | '\\') {
                mark.push(next);
            }
        }
        self.documents.push(mark);
    }

    fn skip_documents(&mut self) {
        for mark in std::mem::take(&mut self.documents) {
            let mut line = String::new();
            for (next, _) in self.input.by_ref() {
                if next != '\n' {
                    line.push(next);
                } else if line.trim() == mark {
                    break;
                } else {
                    line.clear();
                }
            }
        }
    }

    /// Whether the word so far is `NAME=`, before any other word of the command.
    fn assigns(&self) -> bool {
        self.command.words.is_empty() && self.word.as_ref().is_some_and(|word| word.value.ends_with('='))
    }

    fn push(&mut self, character: char, span: Span) {
        if character == UNKNOWN {
            self.unknown(span);
        } else {
            let word = self.word_at(span);
            word.value.push(character);
            word.span.end = span.end;
        }
    }

    fn unknown(&mut self, span: Span) {
        let text = self.text;
        self.extend(&text[span.start..span.end], span);
        if let Some(word) = &mut self.word {
            word.is_known = false;
        }
    }

    fn extend(&mut self, part: &str, span: Span) {
        let word = self.word_at(span);
        word.value.push_str(part);
        word.span.end = span.end;
    }

    /// The word so far, or a new one that begins there.
    fn word_at(&mut self, span: Span) -> &mut Word {
        self.word.get_or_insert_with(|| Word {
            value: String::with_capacity(16), // most are shorter
            span,
            is_known: true,
        })
    }

    fn end_word(&mut self) {
        let Some(mut word) = self.word.take() else { return };
        if std::mem::take(&mut self.drops) {
            return;
        }
        if self.command.words.is_empty() {
            if RESERVED.contains(&word.value.as_str()) {
                return;
            }
            if let Some((name, value)) = word.value.split_once('=').filter(|(name, _)| is_name(name)) {
                let (name, value) = (name.to_owned(), value.to_owned());
                word.value = value;
                self.command.variables.push((name, word));
                return;
            }
        }
        self.command.words.push(word);
    }

    fn end_command(&mut self) {
        self.end_word();
        self.drops = false;
        let next = Command {
            depth: self.command.depth,
            ..Command::default()
        };
        let command = std::mem::replace(&mut self.command, next);
        if !command.words.is_empty() || !command.variables.is_empty() {
            self.commands.push(command);
        }
    }
}

fn is_name(text: &str) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    text.chars().all(is_part) && text.starts_with(|first: char| !first.is_ascii_digit())
}
