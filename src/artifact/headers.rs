//! The headers of METADATA, PKG-INFO and WHEEL, each with its place.

use std::sync::Arc;

use crate::text::place::Place;

/// The headers of one file, in the format of e-mail.
#[derive(Clone, Debug)]
pub struct Headers {
    /// The path of the file in its archive.
    pub path: Arc<str>,
    fields: Vec<Field>,
    /// Whether something stands below them: in METADATA, the description.
    pub has_body: bool,
}

/// One header.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name as it is written.
    pub name: String,
    /// Its value, the lines of which are joined by line ends.
    pub value: String,
    /// Where it is.
    pub place: Place,
}

impl Headers {
    /// Reads the headers of a text up to the first empty line.
    pub fn read(path: &Arc<str>, text: &str) -> Self {
        let (mut fields, mut at) = (Vec::<Field>::new(), 0);
        for line in text.split_inclusive('\n') {
            let (start, written) = (at, line.trim_end_matches(['\n', '\r']));
            at += line.len();
            if written.is_empty() {
                break;
            }
            let more = written.strip_prefix([' ', '\t']);
            match (more, fields.last_mut(), written.split_once(':')) {
                (Some(more), Some(field), _) => {
                    field.value += "\n";
                    field.value += more.trim();
                }
                (None, _, Some((name, value))) => fields.push(Field {
                    name: name.to_owned(),
                    value: value.trim().to_owned(),
                    place: Place::at(path, start..start + written.len()),
                }),
                _ => {}
            }
        }
        Self {
            path: path.clone(),
            fields,
            has_body: !text[at.min(text.len())..].trim().is_empty(),
        }
    }

    /// All headers of a name, whose case does not count.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Field> {
        self.fields
            .iter()
            .filter(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// The first header of a name that says something.
    pub fn get<'a>(&'a self, name: &'a str) -> Option<&'a Field> {
        self.all(name).find(|field| !field.value.is_empty())
    }

    /// All headers, in their order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_end_with_an_empty_line() {
        let text = "Name: a\r\nLicense: MIT\r\n  and more\r\nsummary:\r\n\r\nName: b\n";
        let headers = Headers::read(&"METADATA".into(), text);
        assert_eq!(headers.all("name").count(), 1);
        assert_eq!(
            headers.get("license").map(|field| field.value.as_str()),
            Some("MIT\nand more")
        );
        assert!(headers.get("Summary").is_none() && headers.has_body);
        let span = headers
            .get("Name")
            .and_then(|field| field.place.span)
            .expect("a place");
        assert_eq!(&text[span.start..span.end], "Name: a");
        assert!(!Headers::read(&"METADATA".into(), "Name: a").has_body);
    }
}
