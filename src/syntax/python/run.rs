//! How far a source nests without brackets: its tree would exhaust the stack of whoever walks through it.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer::lex};

/// More operators than this in one expression are written by no person.
const MAX_RUN: usize = 512;

/// Whether operators or blocks may be nested too deeply, as in `not not not x`, so that a source is not judged at all.
///
/// Operators that follow each other without nesting count too.
pub fn is_too_long(text: &str) -> bool {
    if text.len() <= MAX_RUN {
        return false;
    }
    let mut lexer = lex(text, Mode::Module);
    let (mut run, mut blocks) = (0_usize, 0_usize);
    let mut around = Vec::new();
    loop {
        match lexer.next_token() {
            TokenKind::EndOfFile => return false,
            TokenKind::Newline | TokenKind::Semi => {
                run = 0;
                around.clear();
            }
            TokenKind::Indent => blocks += 1,
            TokenKind::Dedent => blocks = blocks.saturating_sub(1),
            TokenKind::Comma => run = around.last().copied().unwrap_or(0),
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => around.push(run),
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => run = around.pop().unwrap_or(0) + 1,
            kind => run += usize::from(kind.is_operator() || kind.is_keyword()),
        }
        if run + blocks > MAX_RUN {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::python::run::is_too_long;

    #[test]
    fn what_people_write_is_judged() {
        assert!(!is_too_long(
            &"def f(a: int = -1) -> A[B]: return a.b(c)\n".repeat(1000)
        ));
        assert!(!is_too_long(&format!("x = [{}]", "-1, ".repeat(5000))));
        assert!(!is_too_long(
            &("if a: pass\n".to_owned() + &"elif not b: pass\n".repeat(2000))
        ));
    }

    #[test]
    fn what_would_exhaust_the_stack_is_not() {
        for hostile in [
            "not ",
            "-",
            "lambda: ",
            "1 if 1 else ",
            "a.",
            "1 + ",
            "f(a)",
            "x = ",
        ] {
            assert!(is_too_long(&(hostile.repeat(600) + "a")), "{hostile}");
        }
        assert!(is_too_long(
            &(0..600)
                .map(|depth| "\t".repeat(depth) + "if a:\n")
                .collect::<String>()
        ));
    }
}
