use crate::text::{Encoding, Span};

/// How many bytes lie between two marks: a lookup counts at most as many.
const STEP: usize = 64;

/// Byte offsets of a text turned into UTF-16 code units or code points.
///
/// Reading the text once makes a table; each lookup then costs the same wherever it stands.
pub struct Offsets<'t> {
    text: &'t str,
    encoding: Encoding,
    /// The units before each multiple of [`STEP`] bytes; empty where bytes are the units.
    marks: Vec<usize>,
}

impl<'t> Offsets<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str, encoding: Encoding) -> Self {
        let mut marks = Vec::new();
        if encoding != Encoding::Utf8 && !text.is_ascii() {
            let mut units = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(units);
                units += chunk.iter().map(|&b| units_of(encoding, b)).sum::<usize>();
            }
            marks.push(units);
        }
        Self { text, encoding, marks }
    }

    /// The name of what is counted: `utf8`, `utf16` or `utf32`.
    pub fn name(&self) -> &'static str {
        match self.encoding {
            Encoding::Utf8 => "utf8",
            Encoding::Utf16 => "utf16",
            Encoding::Utf32 => "utf32",
        }
    }

    /// The units before the byte at `offset`; an offset past the end counts as the end.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let Some(&mark) = self.marks.get(offset / STEP) else { return offset };
        let rest = &self.text.as_bytes()[offset / STEP * STEP..offset];
        mark + rest.iter().map(|&b| units_of(self.encoding, b)).sum::<usize>()
    }

    /// A span as `[start, end]` in the units asked for.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start()), self.at(span.end())]
    }

    /// Spans as `[start, end]` in the units asked for.
    pub fn spans(&self, spans: &[Span]) -> Vec<[usize; 2]> {
        spans.iter().map(|&s| self.span(s)).collect()
    }
}

/// The units that a character adds where this byte begins it; none for its other bytes.
fn units_of(encoding: Encoding, byte: u8) -> usize {
    match (encoding, byte) {
        (Encoding::Utf8, _) => 1,
        (_, 0x80..=0xbf) => 0,
        (Encoding::Utf16, 0xf0..) => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_standard_library_does() {
        let text = "a\u{301} “We won”, 😀 said 李安. ".repeat(40) + "\u{feff}\r\n";
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let offsets = Offsets::new(&text, encoding);
            for (i, _) in text.char_indices().chain([(text.len(), ' ')]) {
                assert_eq!(offsets.at(i), encoding.len(&text[..i]), "{encoding:?} at byte {i}");
            }
            assert_eq!(offsets.at(text.len() + 9), encoding.len(&text), "past the end, {encoding:?}");
        }
    }

    #[test]
    fn an_empty_text_has_an_end() {
        assert_eq!(Offsets::new("", Encoding::Utf16).span(Span::new(0, 5)), [0, 0]);
    }
}
