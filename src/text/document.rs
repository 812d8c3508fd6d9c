use ropey::Rope;

use super::{Encoding, LineIndex, Position};

/// How a document is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Text without markup.
    #[default]
    Plain,
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
}

/// A change to a document: `text` takes the place of `range`, or of everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Start and end of what goes away; `None` is the whole document.
    pub range: Option<(Position, Position)>,
    /// What comes in.
    pub text: String,
}

/// A document while it is edited. A clone is cheap: it shares the text.
#[derive(Clone, Debug)]
pub struct Document {
    rope: Rope,
    /// How it is marked up.
    pub format: Format,
    /// The version, as the editor counts.
    pub version: i32,
}

impl Document {
    /// A document as it was opened.
    pub fn new(text: &str, format: Format, version: i32) -> Self {
        Self { rope: Rope::from_str(text), format, version }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.rope.to_string()
    }

    /// Applies one change, its positions counted in `encoding` and clamped to the document.
    pub fn apply(&mut self, change: &Change, encoding: Encoding) {
        let mut text = self.text();
        match change.range {
            None => text = change.text.clone(),
            Some((start, end)) => {
                let lines = LineIndex::new(&text);
                let start = lines.offset(&text, start, encoding);
                let end = lines.offset(&text, end, encoding).max(start);
                text.replace_range(start..end, &change.text);
            }
        }
        self.rope = Rope::from_str(&text);
    }
}
