//! Where the words of a scalar's text stand in the file.

use std::ops::Range;

use crate::syntax::yaml::{Content, Node, Style, Text, Word};
use crate::text::place::{Place, Span};

impl Node<'_> {
    /// Where a part of the scalar's text stands: a word of a script.
    ///
    /// Where folding, quotes or escapes hide it, that is the whole value.
    pub fn part(self, part: Range<usize>) -> Place {
        let span = self.span_of(part).unwrap_or(self.value.span);
        Place::at(&self.yaml.path, span)
    }

    /// Line breaks and indentation differ between the text and the file; words are the same, in the same order.
    fn span_of(self, part: Range<usize>) -> Option<Span> {
        let text = self.as_str()?;
        // What stands in the file as it is needs no search.
        if let Content::Scalar {
            text: Text::Written(all),
            ..
        } = &self.value.content
        {
            text.get(part.clone()).filter(|part| !part.is_empty())?;
            return Some((all.start + part.start..all.start + part.end).into());
        }
        let last = text.get(part.clone())?.chars().next_back()?;
        let at = part.end - last.len_utf8();
        let word = self.word_at(part.start)?;
        let other = match at < word.start + word.length {
            true => word,
            false => self.word_at(at)?,
        };
        let start = word.offset + (part.start - word.start);
        let end = other.offset + (at - other.start);
        let is_inside = start <= end && end < self.value.span.end;
        is_inside.then(|| (start..end + last.len_utf8()).into())
    }

    /// The word of the text in which a place of it is.
    fn word_at(self, wanted: usize) -> Option<Word> {
        let Content::Scalar {
            text: Text::Made { text, words },
            style,
        } = &self.value.content
        else {
            return None;
        };
        let words = words.get_or_init(|| self.words(text, *style));
        let index = words
            .partition_point(|word| word.start <= wanted)
            .checked_sub(1)?;
        Some(words[index]).filter(|word| wanted < word.start + word.length)
    }

    /// The words of the text, as far as they are seen in the file.
    fn words(self, text: &str, style: Style) -> Vec<Word> {
        let Some(file) = self.yaml.text.get(..self.value.span.end) else {
            return Vec::new();
        };
        let mut words = Vec::new();
        let mut offset = self.value.span.start + usize::from(style == Style::Quoted);
        let mut start = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let solid = word.trim_end();
            let Some(rest) = file.get(offset..).filter(|_| !solid.is_empty()) else {
                start += word.len();
                continue;
            };
            offset += rest.len() - rest.trim_start().len();
            if !file[offset..].starts_with(solid) {
                break;
            }
            words.push(Word {
                start,
                length: word.len(),
                offset,
            });
            offset += solid.len();
            start += word.len();
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::yaml::tests::{parse, shown};

    #[test]
    fn words_of_a_text_are_found_in_the_file() {
        let words = "maturin build   --releäse\nuv  publish\n";
        for (written, text) in [
            ("|\n    maturin build   --releäse\n    uv  publish\n", words),
            (
                ">- # folded\n    maturin build   --releäse\n\n    uv  publish\n",
                words.trim_end(),
            ),
            (
                "maturin\n    build --releäse\n    uv publish",
                "maturin build --releäse uv publish",
            ),
            ("'maturin build --releäse'", "maturin build --releäse"),
        ] {
            let yaml = parse(&format!(
                "jobs:\r\n  run: {}\nnext: 1\n",
                written.replace('\n', "\r\n")
            ));
            let run = yaml.get(&["jobs", "run"]).expect("a script");
            assert_eq!(run.as_str(), Some(text));
            for word in ["maturin", "--releäse", "uv", "publish"] {
                if let Some(start) = text.find(word) {
                    assert_eq!(
                        shown(&yaml, &run.part(start..start + word.len())),
                        word,
                        "{written:?}"
                    );
                }
            }
        }
        let yaml = parse("run: \"a\\tb c\"\n");
        let run = yaml.get(&["run"]).expect("a script");
        assert_eq!(shown(&yaml, &run.part(4..5)), "\"a\\tb c\"");
    }
}
