//! Blocks of Markdown: CommonMark with tables, footnotes, strikethrough and front matter.
//!
//! Markup inside a paragraph is no part of its prose, so that it breaks neither a quotation nor a name.

mod read;
mod reader;

use std::borrow::Cow;

use super::Block;
pub(super) use read::Read;

/// Splits Markdown into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    Read::of(text).in_context()
}

/// The text with a line feed for each carriage return alone, which ends a line as well, but not to the parser where HTML
/// is. No place changes.
pub(crate) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if !memchr::memchr_iter(b'\r', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) != Some(&b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(if c == '\r' && chars.peek() != Some(&'\n') { '\n' } else { c });
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn maps_prose_back_to_the_source() {
        let text = "\u{feff}> **\"We\n> won,\"** said [Ann &amp; Lee](x).[^1]\n\n[^1]: Note.\n";
        let block = &blocks(text)[0];
        let prose = block.prose.text();
        for (words, source) in [
            ("\"We won,\"", "\"We\n> won,\""),
            ("Ann & Lee", "Ann &amp; Lee"),
            ("won,\" said Ann", "won,\"** said [Ann"),
        ] {
            let start = prose.find(words).unwrap_or_else(|| panic!("{words} is not in {prose}"));
            let span = block.to_document(crate::text::Span::new(start, start + words.len()));
            assert_eq!(span.of(text), source);
        }
    }
}
