//! TOML documents drawn at random: every way to write tables, arrays and comments, with any newline.

/// xorshift64*: all that a test needs, and the same on every machine.
pub struct Draw(u64);

impl Draw {
    /// The sequence of a seed.
    pub fn seeded(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }

    /// True once in so many times.
    pub fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    /// One of these.
    pub fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// Writes a document; every comment in it is another, so that none can be lost or moved unseen.
pub struct Writer {
    draw: Draw,
    text: String,
    comments: usize,
}

impl Writer {
    /// The document of a seed.
    pub fn document(seed: u64) -> String {
        let mut writer = Self {
            draw: Draw::seeded(seed),
            text: String::new(),
            comments: 0,
        };
        writer.entries("");
        let mut headers = vec![
            "[t]",
            "[t.u]",
            "[t.u.v]",
            "[w.x]",
            "[w]",
            "[[a]]",
            "[a.b]",
            "[[a]]",
            "[\"q q\".r]",
        ];
        if writer.draw.one_in(2) {
            headers.swap(0, 1); // a table behind the one inside it
        }
        for header in headers {
            let needs = header == "[a.b]" && !writer.text.contains("[[a]]");
            if writer.draw.one_in(2) && !needs {
                let (between, comment) = (writer.draw.of(&["", "\n", "\n\n"]), writer.comment());
                let indent = writer.draw.of(&["", "", "  "]);
                writer.text += &format!("{between}{indent}{header}{comment}\n");
                writer.entries(indent);
            }
        }
        let (mark, crlf, last) = (
            writer.draw.one_in(4),
            writer.draw.one_in(3),
            writer.draw.one_in(4),
        );
        let mut text = writer.text;
        if last {
            text.truncate(text.trim_end_matches('\n').len());
        }
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        if mark { format!("\u{feff}{text}") } else { text }
    }

    fn comment(&mut self) -> String {
        if !self.draw.one_in(3) {
            return String::new();
        }
        self.comments += 1;
        format!("{}# c{}.", self.draw.of(&["", " ", "  "]), self.comments)
    }

    fn entries(&mut self, indent: &str) {
        let keys = ["k1", "d.e", "k2", "\"q k\"", "d.f.g", "'l'", "d.f.h"];
        let count = self.draw.below(keys.len() + 1);
        for key in &keys[..count] {
            if self.draw.one_in(4) {
                let comment = self.comment();
                self.text += &format!("{comment}\n");
            }
            let (equals, value, comment) = (
                self.draw.of(&[" = ", "=", "  =  "]),
                self.value(2),
                self.comment(),
            );
            self.text += &format!("{indent}{key}{equals}{value}{comment}\n");
        }
    }

    fn value(&mut self, depth: usize) -> String {
        let kinds = if depth == 0 { 5 } else { 9 };
        match self.draw.below(kinds) {
            0 => "\"text\"".to_owned(),
            1 => "'it\"eral ä'".to_owned(),
            2 => "17".to_owned(),
            3 => "true".to_owned(),
            4 => "1979-05-27T07:32:00Z".to_owned(),
            5 => "\"\"\"\nseveral\nlines\"\"\"".to_owned(),
            6 => self.inline_table(depth),
            _ => self.array(depth),
        }
    }

    fn inline_table(&mut self, depth: usize) -> String {
        let count = self.draw.below(4);
        let entries: Vec<String> = ["x", "y.z", "y.w"][..count]
            .iter()
            .map(|key| format!("{key} = {}", self.value(depth - 1).replace('\n', " ")))
            .filter(|entry| !entry.contains('#'))
            .collect();
        let (open, close) = [("{ ", " }"), ("{", "}")][self.draw.below(2)];
        format!("{open}{}{close}", entries.join(self.draw.of(&[", ", ",", " , "])))
    }

    fn array(&mut self, depth: usize) -> String {
        let count = self.draw.below(4);
        let items: Vec<String> = (0..count).map(|_| self.value(depth - 1)).collect();
        if self.draw.one_in(2) {
            let trailing = if count > 0 {
                self.draw.of(&["", ",", ", "])
            } else {
                ""
            };
            let (open, close) = [("[", "]"), ("[ ", " ]")][self.draw.below(2)];
            return format!(
                "{open}{}{trailing}{close}",
                items.join(self.draw.of(&[", ", ","]))
            );
        }
        let mut text = match count > 0 && self.draw.one_in(3) {
            true => "[".to_owned(),
            false => format!("[{}\n", self.comment()),
        };
        for (index, item) in items.iter().enumerate() {
            if self.draw.one_in(4) {
                text += &format!("  {}\n", self.comment());
            }
            let comma = if index + 1 < count || self.draw.one_in(2) {
                self.draw.of(&[",", ",", " ,"])
            } else {
                ""
            };
            let end = if index + 1 < count && self.draw.one_in(4) {
                String::new()
            } else {
                self.comment() + "\n"
            };
            text += &format!("  {item}{comma}{end}");
        }
        text + "]"
    }
}
