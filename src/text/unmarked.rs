use std::sync::Arc;

use super::{Block, LineIndex, Span};

/// A document without its markup: the words of its blocks below each other as plain text, and where they stand.
///
/// What looks at the words between two places reads it where markup may stand between them.
#[derive(Debug)]
pub(crate) struct Unmarked {
    /// The words, with an empty line between two blocks.
    pub text: String,
    /// Its lines.
    pub lines: LineIndex,
    /// The blocks, in the same order as those of the document.
    pub blocks: Vec<Block>,
    /// Those of the document.
    marked: Arc<[Block]>,
}

/// What stands before a heading that is marked as such.
const HEADING: &str = "# ";
/// What stands between two blocks.
const GAP: &str = "\n\n";

impl Unmarked {
    /// The words of blocks.
    pub fn new(marked: &Arc<[Block]>) -> Self {
        let bytes = marked.iter().map(|b| b.prose.text().len() + GAP.len() + HEADING.len()).sum();
        let mut text = String::with_capacity(bytes);
        let mut blocks = Vec::with_capacity(marked.len());
        for block in marked.iter() {
            if !text.is_empty() {
                text.push_str(GAP);
            }
            let start = text.len();
            if block.is_marked_heading() {
                text.push_str(HEADING);
            }
            let from = text.len() - start;
            text.push_str(block.prose.text());
            let (span, prose) = (Span::new(start, text.len()), block.prose.in_a_row(from).into());
            blocks.push(Block { kind: block.kind, span, prose, label: block.label });
        }
        Self { lines: LineIndex::new(&text), text, blocks, marked: Arc::clone(marked) }
    }

    /// Where a span of the words stands in the document.
    pub fn place(&self, span: Span) -> Span {
        let start = self.start(span.start());
        if span.is_empty() {
            return Span::new(start, start);
        }
        // The last byte tells the block.
        let Some(i) = self.block_at(span.end() - 1) else { return Span::new(start, start) };
        let end = self.marked[i].to_document(Span::new(0, self.in_prose(i, span.end()).max(1))).end();
        Span::new(start, end.max(start))
    }

    fn start(&self, at: usize) -> usize {
        let Some(i) = self.block_at(at) else { return 0 };
        let (flat, block) = (&self.blocks[i], &self.marked[i]);
        if at < flat.to_document(Span::default()).start() {
            return block.span.start();
        }
        let at = self.in_prose(i, at);
        block.to_document(Span::new(at, at)).start()
    }

    /// The block that holds a byte, or that stands before it.
    pub fn block_at(&self, at: usize) -> Option<usize> {
        self.blocks.partition_point(|b| b.span.start() <= at).checked_sub(1)
    }

    /// The blocks of the document.
    pub fn marked(&self) -> &[Block] {
        &self.marked
    }

    /// Where a byte stands in the prose of a block.
    fn in_prose(&self, index: usize, at: usize) -> usize {
        let flat = &self.blocks[index];
        let words = flat.to_document(Span::new(0, flat.prose.text().len()));
        at.clamp(words.start(), words.end()) - words.start()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Format, blocks};

    #[test]
    fn words_are_found_in_the_document() {
        let text = "<h1>Caf&eacute;</h1><p>\u{201c}We <b>won</b>&rdquo;,<br>said <a href=x>Lee</a>.</p> Rain";
        let unmarked = Unmarked::new(&blocks(text, Format::Html).into());
        assert_eq!(unmarked.text, "# Café\n\n“We won”,\nsaid Lee.\n\nRain");
        for (words, source) in [
            ("# Café", "<h1>Caf&eacute;"),
            ("Café", "Caf&eacute;"),
            ("“We won”", "“We <b>won</b>&rdquo;"),
            ("said Lee", "said <a href=x>Lee"),
            ("Lee.\n\nRain", "Lee</a>.</p> Rain"),
            ("Rain", "Rain"),
            ("\n\nRain", "</p> Rain"),
        ] {
            let at = unmarked.text.find(words).unwrap_or_else(|| panic!("{words}"));
            let place = unmarked.place(Span::new(at, at + words.len()));
            assert_eq!(place.of(text), source, "{words}");
        }
        let lee = unmarked.text.find("Lee").expect("it holds her") + 3;
        assert_eq!(&text[unmarked.place(Span::new(lee, lee)).start()..], ".</p> Rain");
        assert_eq!(unmarked.place(Span::new(0, 0)), Span::new(0, 0));
    }
}
