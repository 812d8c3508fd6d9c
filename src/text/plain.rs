//! Blocks of plain text.

use super::{Block, BlockKind, Prose, Span};

/// Splits plain text into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        if span.is_empty() {
            continue;
        }
        let words = span.of(text);
        let heading =
            !words.ends_with(['.', '!', '?', '”', '"', ':', ',', '’']) && words.split_whitespace().count() < 12;
        let kind = if heading { BlockKind::Heading } else { BlockKind::Paragraph };
        out.push(Block { kind, span, prose: Prose::verbatim(words), label: None });
    }
    out
}
