use ropey::Rope;

use super::kept::Kept;
use super::{Encoding, Position};

/// How a document is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Text without markup.
    #[default]
    Plain,
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
    /// A page, or a part of one.
    Html,
}

impl Format {
    /// The endings of the files that are taken for articles wherever they stand: those that hold code or pages are not.
    pub(crate) const ARTICLES: [&str; 3] = ["md", "markdown", "txt"];

    /// The format of a file whose name ends like this, as far as its ending tells.
    pub(crate) fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            // MDX, Quarto and R Markdown are Markdown with code to run.
            "md" | "markdown" | "mdx" | "qmd" | "rmd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            _ => None,
        }
    }

    /// Whether a text can hold comments, by which rules are switched.
    pub(crate) const fn has_comments(self) -> bool {
        !matches!(self, Self::Plain)
    }

    /// Whether headings are marked as such, and not guessed.
    pub(crate) const fn marks_headings(self) -> bool {
        !matches!(self, Self::Plain)
    }
}

/// A change to a document: `text` takes the place of `range`, or of everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Start and end of what goes away; `None` is the whole document.
    pub range: Option<(Position, Position)>,
    /// What comes in.
    pub text: String,
}

/// Where a document changed, in bytes: `removed` bytes behind `start` gave way to `inserted` others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The first byte that is not as before.
    pub start: usize,
    /// How many bytes went away.
    pub removed: usize,
    /// How many came in.
    pub inserted: usize,
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

    /// How many bytes it has.
    pub fn bytes(&self) -> usize {
        self.rope.len_bytes()
    }

    /// The whole text.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.rope.len_bytes());
        self.rope.chunks().for_each(|chunk| text.push_str(chunk));
        text
    }

    /// Applies one change, its positions counted in `encoding`, and tells where it was.
    ///
    /// A column past the end of its line is the line's end, before its break; a line past the last is the end of the
    /// document; a column inside a character is its start; a range given backwards is taken forwards. The cost grows
    /// with the change and the logarithm of the document.
    pub fn apply(&mut self, change: &Change, encoding: Encoding) -> Edited {
        let inserted = change.text.len();
        let Some((start, end)) = change.range else {
            let edited = difference(&self.text(), &change.text);
            self.rope = Rope::from_str(&change.text);
            return edited;
        };
        let (start, end) = (self.char_index(start, encoding), self.char_index(end, encoding));
        let (start, end) = (start.min(end), start.max(end));
        let (from, to) = (self.rope.char_to_byte(start), self.rope.char_to_byte(end));
        self.rope.remove(start..end);
        self.rope.insert(start, &change.text);
        Edited { start: from, removed: to - from, inserted }
    }

    /// The byte offset of a position, which is read as [`Self::apply`] reads it.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        self.rope.char_to_byte(self.char_index(position, encoding))
    }

    /// The character before which `position` stands.
    fn char_index(&self, position: Position, encoding: Encoding) -> usize {
        let rope = &self.rope;
        let (line, column) = (position.line as usize, position.column as usize);
        if line >= rope.len_lines() {
            return rope.len_chars();
        }
        let start = rope.line_to_char(line);
        let next = rope.line_to_char(line + 1);
        let line = rope.slice(start..next);
        let breaks = line.chars_at(line.len_chars()).reversed().take_while(|c| matches!(c, '\n' | '\r')).count();
        // A byte or a unit inside a character belongs to that character.
        let index = match encoding {
            Encoding::Utf8 => line.byte_to_char(column.min(line.len_bytes())),
            Encoding::Utf16 => line.utf16_cu_to_char(column.min(line.len_utf16_cu())),
            Encoding::Utf32 => column,
        };
        start + index.min(line.len_chars() - breaks)
    }
}

/// Where a text that takes the place of another differs from it: some editors send all of it with each key.
fn difference(old: &str, new: &str) -> Edited {
    let Kept { head, tail } = Kept::of(old, new);
    Edited { start: head, removed: old.len() - tail - head, inserted: new.len() - tail - head }
}

/// Whether bytes begin as UTF-16 does: with its mark, or with plain letters, every second byte of which is zero.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    /// As many units as tell.
    const UNITS: usize = 32;
    let units = bytes.chunks_exact(2).take(UNITS);
    let (count, [high, low]) = units.fold((0, [0, 0]), |(count, [a, b]), unit| {
        (count + 1, [a + usize::from(unit[0] == 0), b + usize::from(unit[1] == 0)])
    });
    let letters = high.min(low) == 0 && 2 * high.max(low) > count && count > 1;
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || letters
}
