//! The lines of a document, made comparable.

use crate::text::{Block, BlockKind, LineIndex, Span};

/// A line that holds text.
pub(super) struct Line<'a> {
    /// Its number, from 0.
    pub number: usize,
    /// Its text in the document, trimmed.
    pub span: Span,
    /// Its words, without markup where the line is one block.
    pub text: &'a str,
    /// The same for comparison: see [`normal`].
    pub key: String,
    /// How many words.
    pub words: usize,
    /// Whether it can be furniture at all: code, front matter and comments in the markup cannot.
    pub open: bool,
    /// Whether Markdown calls it a heading.
    pub heading: bool,
    /// Whether it ends as a sentence does.
    pub closed: bool,
    /// Whether the line before ends in the middle of a sentence that this one goes on with.
    pub continues: bool,
}

impl Line<'_> {
    /// Whether it reads as running text: a sentence of some length.
    pub fn prose(&self) -> bool {
        self.words >= 12 && self.closed || self.words >= 30
    }

    /// Whether it can be the title of something: short, no sentence, no label.
    pub fn title(&self) -> bool {
        let question = self.text.ends_with(['?', '!']);
        let marked = self.text.ends_with([':', ';', ',']) || self.text.starts_with(['“', '"']);
        !marked
            && (!self.closed || question)
            && self.words <= 22
            && self.text.chars().next().is_some_and(|c| !c.is_lowercase())
    }
}

/// The lines of `text` that hold words, in order.
pub(super) fn lines<'a>(text: &'a str, blocks: &'a [Block]) -> Vec<Line<'a>> {
    let index = LineIndex::new(text);
    let mut out: Vec<Line<'a>> = Vec::new();
    let mut next = 0;
    for number in 0..index.len() {
        let span = index.line_span(text, number).trim(text);
        if span.is_empty() {
            continue;
        }
        while blocks.get(next).is_some_and(|b| b.span.end <= span.start) {
            next += 1;
        }
        let block = blocks.get(next).filter(|b| b.span.overlaps(span));
        let alone = block
            .filter(|b| span.covers(b.span) && blocks.get(next + 1).is_none_or(|after| after.span.start >= span.end));
        let raw = span.of(text);
        let words = alone.map_or(raw, |b| b.prose.text()).trim();
        let continues = out.last().is_some_and(|before| {
            before.number + 1 == number && before.words >= 6 && !before.closed && words.starts_with(char::is_lowercase)
        });
        out.push(Line {
            number,
            span,
            text: words,
            key: normal(words),
            words: words.split_whitespace().count(),
            open: block.is_none_or(|b| {
                !matches!(b.kind, BlockKind::Code | BlockKind::FrontMatter | BlockKind::Comment | BlockKind::TableCell)
            }),
            heading: block.is_some_and(|b| b.kind == BlockKind::Heading),
            closed: closed(words),
            continues,
        });
    }
    out
}

/// Whether `text` ends as a sentence does.
fn closed(text: &str) -> bool {
    let inner = text.trim_end_matches(['”', '"', '’', '\'', '»', ')', ']', ' ']);
    inner.ends_with(['.', '!', '?', '…', '。']) && !inner.ends_with("...")
}

/// Marks that decorate a line and are no part of its words.
const EDGE: &[char] = &[
    ' ', '\t', '\u{a0}', '•', '·', '*', '-', '–', '—', '|', '»', '«', '>', '<', '›', '‹', ',', '.', '…', '!', '?', '→',
    '←', '↑', '▲', '▼', '►', '▶', '+', '/', '[', ']', '(', ')', '{', '}', '=', '_', '~', ';', '¶',
];

/// `text` folded, without bullets, arrows, brackets and stops at both ends.
pub(super) fn normal(text: &str) -> String {
    fold(text.trim_matches(EDGE))
}

/// The beginning of a line folded: marks at its end stay, because the line goes on behind them.
pub(super) fn normal_start(text: &str) -> String {
    fold(text.trim_start_matches(EDGE))
}

/// `text` in lower case, with single blanks, straight apostrophes, and each number as one `0`.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut number = false;
    for c in text.chars() {
        if c.is_ascii_digit() || number && matches!(c, ',' | '.') {
            if !number {
                out.push('0');
            }
            number = true;
            continue;
        }
        number = false;
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if matches!(c, '’' | '‘' | '`' | '´') {
            out.push('\'');
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn decoration_and_numbers_do_not_count() {
        assert_eq!(normal("» Comments (1,204)"), "comments (0");
        assert_eq!(normal("Don’t  miss…"), "don't miss");
        assert_eq!(normal("• Share: "), "share:");
    }
}
