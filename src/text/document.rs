use ropey::Rope;

use super::{Encoding, Position};

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

    /// Applies one change, its positions counted in `encoding`.
    ///
    /// A column past the end of its line is the line's end, before its break; a line past the last is the end of the
    /// document; a column inside a character is its start; an end before the start is taken as the start.
    pub fn apply(&mut self, change: &Change, encoding: Encoding) {
        let Some((start, end)) = change.range else {
            self.rope = Rope::from_str(&change.text);
            return;
        };
        let start = self.char_index(start, encoding);
        let end = self.char_index(end, encoding).max(start);
        self.rope.remove(start..end);
        self.rope.insert(start, &change.text);
    }

    fn char_index(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let mut index = self.rope.line_to_char(line);
        let mut column = 0;
        for c in self.rope.line(line).chars().take_while(|c| !matches!(c, '\n' | '\r')) {
            column += encoding.width(c);
            if column > position.column as usize {
                break;
            }
            index += 1;
        }
        index
    }
}
