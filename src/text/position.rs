//! Lines and columns.

use super::Span;

/// What a column counts, as agreed with a client or asked for on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the default of the Language Server Protocol.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

impl Encoding {
    /// How many units a character takes.
    pub fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// How many units `text` takes.
    pub fn len(self, text: &str) -> usize {
        // A character begins with any byte but 10xxxxxx; one outside the first plane with 11110xxx.
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => sum(text, |b| u8::from(b & 0xc0 != 0x80) + u8::from(b >= 0xf0)),
            Self::Utf32 => sum(text, |b| u8::from(b & 0xc0 != 0x80)),
        }
    }
}

/// The sum of what each byte counts, two at most: in steps that a byte can hold, which a machine adds many at a time.
fn sum(text: &str, counts: impl Fn(u8) -> u8) -> usize {
    text.as_bytes().chunks(127).map(|chunk| usize::from(chunk.iter().fold(0, |n, &b| n + counts(b)))).sum()
}

/// A place between two characters: a line and a column, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// The line. Lines end with `\n`, `\r\n` or `\r`, and with nothing else.
    pub line: u32,
    /// The column, in units of an [`Encoding`].
    pub column: u32,
}

/// Bytes between two marks of a [`LineIndex`].
const STRIDE: usize = 1024;

/// Where the lines of a text begin, and how many characters stand before each stretch of it, so that a place far into a
/// long line is found as fast as any other.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// Units before the character in which each [`STRIDE`] bytes begin.
    marks: Vec<Units>,
}

/// Lengths of a stretch of text.
#[derive(Clone, Copy, Debug, Default)]
struct Units {
    utf8: usize,
    utf16: usize,
    utf32: usize,
}

impl Units {
    fn of(self, encoding: Encoding) -> usize {
        match encoding {
            Encoding::Utf8 => self.utf8,
            Encoding::Utf16 => self.utf16,
            Encoding::Utf32 => self.utf32,
        }
    }
}

impl Default for LineIndex {
    fn default() -> Self {
        Self::new("")
    }
}

impl LineIndex {
    /// Reads the lines of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for i in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[i] == b'\n' || bytes.get(i + 1) != Some(&b'\n') {
                starts.push(i + 1);
            }
        }
        let mut marks = vec![Units::default()];
        let mut last = Units::default();
        for at in (STRIDE..text.len()).step_by(STRIDE) {
            let at = text.floor_char_boundary(at);
            let stretch = &text[last.utf8..at];
            let (utf16, utf32) = (Encoding::Utf16.len(stretch), Encoding::Utf32.len(stretch));
            last = Units { utf8: at, utf16: last.utf16 + utf16, utf32: last.utf32 + utf32 };
            marks.push(last);
        }
        Self { starts, marks }
    }

    /// The number of lines; one more than the number of line breaks.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: an empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The line (from 0) in which the byte at `offset` stands.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&s| s <= offset).saturating_sub(1)
    }

    /// The line break that the first line ends with, for lines that are put in.
    pub fn line_break(&self, text: &str) -> &'static str {
        let first = self.line_span(text, 0).of(text);
        ["\r\n", "\r"].into_iter().find(|end| first.ends_with(end)).unwrap_or("\n")
    }

    /// The bytes of a line, with its line break; empty past the last.
    pub fn line_span(&self, text: &str, line: usize) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(text.len());
        Span::new(start, self.starts.get(line + 1).copied().unwrap_or(text.len()))
    }

    /// The position of a byte offset; an offset inside a character counts as its start, one between `\r` and `\n` as
    /// before both, one past the end as the end.
    pub fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let split = offset > 0 && text.as_bytes()[offset - 1] == b'\r' && text.as_bytes().get(offset) == Some(&b'\n');
        let offset = offset - usize::from(split);
        let line = self.line(offset);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let column = if offset - start <= STRIDE {
            encoding.len(text.get(start..offset).unwrap_or_default())
        } else {
            self.units(text, offset, encoding).saturating_sub(self.units(text, start, encoding))
        };
        Position { line: line as u32, column: column as u32 }
    }

    /// The byte offset of a position. A column past the end of its line is the line's end, before its break; a line
    /// past the last is the end of the text; a column inside a character is its start.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let Some(&start) = self.starts.get(position.line as usize) else { return text.len() };
        let line = self.line_span(text, position.line as usize).of(text).trim_end_matches(['\r', '\n']);
        let end = start + line.len();
        let wanted = self.units(text, start, encoding) + position.column as usize;
        let mark = self.marks[self.marks.partition_point(|m| m.of(encoding) <= wanted).saturating_sub(1)];
        if mark.utf8 >= end {
            return end;
        }
        // The mark may stand before the line; what lies between is less than a stride.
        let (mut at, mut units) = (mark.utf8, mark.of(encoding));
        for c in text.get(mark.utf8..end).unwrap_or_default().chars() {
            units += encoding.width(c);
            if units > wanted {
                break;
            }
            at += c.len_utf8();
        }
        at
    }

    /// The units before a character border.
    fn units(&self, text: &str, offset: usize, encoding: Encoding) -> usize {
        let mark = self.marks[self.marks.partition_point(|m| m.utf8 <= offset).saturating_sub(1)];
        mark.of(encoding) + encoding.len(text.get(mark.utf8..offset).unwrap_or_default())
    }
}
