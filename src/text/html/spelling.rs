//! Words as a page writes them.

/// Marks that a source may write as references, those of a pair beside each other.
const MARKS: [[(char, &str); 2]; 4] = [
    [('“', "&ldquo;"), ('”', "&rdquo;")],
    [('‘', "&lsquo;"), ('’', "&rsquo;")],
    [('«', "&laquo;"), ('»', "&raquo;")],
    [('–', "&ndash;"), ('—', "&mdash;")],
];

/// How a page writes what stands in its text.
pub(crate) struct Spelling {
    /// Which of [`MARKS`] it writes as references alone.
    named: [bool; MARKS.len()],
}

impl Spelling {
    /// That of a source.
    pub fn of(source: &str) -> Self {
        let named =
            MARKS.map(|pair| pair.iter().any(|m| source.contains(m.1)) && !pair.iter().any(|m| source.contains(m.0)));
        Self { named }
    }

    /// Words as the source writes them: nothing of them is markup.
    pub fn write(&self, words: &str) -> String {
        let mut out = String::with_capacity(words.len());
        for c in words.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                _ => match self.reference(c) {
                    Some(name) => out.push_str(name),
                    None => out.push(c),
                },
            }
        }
        out
    }

    /// The reference for a mark, where the source writes such marks by references alone.
    fn reference(&self, mark: char) -> Option<&'static str> {
        let named = MARKS.iter().zip(self.named).filter(|(_, named)| *named);
        named.flat_map(|(pair, _)| pair).find(|m| m.0 == mark).map(|m| m.1)
    }
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    #[test]
    fn words_are_written_as_the_source_writes_its_own() {
        let words = "“Lee & Sons’ <b>” – é";
        for (source, written) in [
            ("", "“Lee &amp; Sons’ &lt;b>” – é"),
            ("&ldquo;No.”", "“Lee &amp; Sons’ &lt;b>” – é"),
            ("&rdquo; &mdash;", "&ldquo;Lee &amp; Sons’ &lt;b>&rdquo; &ndash; é"),
        ] {
            assert_eq!(Spelling::of(source).write(words), written, "{source}");
        }
    }
}
