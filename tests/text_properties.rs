//! What holds for every text: blocks, tokens and sentences cover it in order, spans map back, edits are exact.

mod texts;

use proptest::prelude::*;
use texts::{PIECES, page, text};
use whosaid::text::{
    Block, BlockKind, Change, Document, Encoding, Format, LineIndex, Position, Span, blocks, sentences, tokens,
};

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn is_shown(c: char) -> bool {
    c.is_alphanumeric() || c.is_ascii_punctuation() || "“”‘’«»„…—。！？😀€".contains(c)
}

fn check_words(text: &str) -> Result<(), TestCaseError> {
    let tokens = tokens(text);
    let mut end = 0;
    for token in &tokens {
        prop_assert!(token.span.start() >= end && !token.span.is_empty(), "{text:?}: {:?}", token.span);
        prop_assert!(!text[end..token.span.start()].chars().any(is_shown), "{text:?}: lost before {:?}", token.span);
        prop_assert!(!token.span.of(text).contains(char::is_whitespace), "{text:?}: blank in {:?}", token.span);
        end = token.span.end();
    }
    prop_assert!(!text[end..].chars().any(is_shown), "{text:?}: lost at the end");
    let sentences = sentences(text, &tokens);
    let mut next = 0;
    for sentence in &sentences {
        prop_assert_eq!(sentence.tokens.start, next, "{:?}", text);
        prop_assert!(sentence.tokens.end > next, "{text:?}");
        next = sentence.tokens.end;
        let span = tokens[sentence.tokens.start].span.join(tokens[next - 1].span);
        prop_assert_eq!(sentence.span, span, "{:?}", text);
    }
    prop_assert_eq!(next, tokens.len(), "{:?}", text);
    Ok(())
}

fn check_block(text: &str, block: &Block, format: Format) -> Result<(), TestCaseError> {
    let prose = block.prose.text();
    prop_assert!(text.get(block.span.range()).is_some(), "{text:?}: {:?}", block.span);
    for token in tokens(prose) {
        let source = block.to_document(token.span);
        prop_assert!(block.span.covers(source), "{text:?}: {:?} outside {:?}", source, block.span);
        prop_assert!(text.get(source.range()).is_some_and(|s| !s.is_empty()), "{text:?}: {source:?}");
        let back = block.prose.of_source(source.back(block.span.start()));
        prop_assert!(back.covers(token.span), "{text:?}: {back:?} for {:?}", token.span);
        let written = source.of(text).contains(['<', '&']);
        if source.len() == token.span.len() && !(format == Format::Html && written) {
            prop_assert_eq!(source.of(text), token.span.of(prose), "{:?}", text);
        }
        let verbatim = format == Format::Markdown && !block.kind.is_prose() && block.kind != BlockKind::Heading;
        if format == Format::Plain || verbatim {
            // A word cut by a line's end is whole in the prose.
            let shown: String = source.of(text).split_whitespace().collect();
            let token: String = token.span.of(prose).split_whitespace().collect();
            prop_assert_eq!(shown, token, "{:?}", text);
        }
    }
    for link in block.prose.links() {
        prop_assert!(prose.get(link.range()).is_some(), "{text:?}: link {link:?}");
        prop_assert!(block.span.covers(block.to_document(*link)), "{text:?}: link {link:?}");
    }
    prop_assert!(block.prose.links().is_sorted(), "{text:?}");
    if let Some(label) = block.label {
        prop_assert!(!label.is_empty() && prose.get(label.range()).is_some(), "{text:?}: label {label:?}");
    }
    prop_assert_eq!(block.label.is_some(), block.kind == BlockKind::Turn, "{:?}", text);
    check_words(prose)
}

/// An edit: two places, in thousandths of the text and beyond, and what comes between them.
fn edits() -> impl Strategy<Value = Vec<(u32, u32, u32, u32, String)>> {
    let insert = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..4).prop_map(|p| p.concat());
    prop::collection::vec((0..12_u32, 0..12_u32, 0..12_u32, 0..12_u32, insert), 1..12)
}

/// The offset of a position, as the protocol defines it and as slowly as that.
fn offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        let Some(at) = text[start..].find(['\n', '\r']) else { return text.len() };
        start += at + if text[start + at..].starts_with("\r\n") { 2 } else { 1 };
    }
    let line = text[start..].split(['\n', '\r']).next().unwrap_or_default();
    let fits = |&(i, c): &(usize, char)| encoding.len(&line[..i + c.len_utf8()]) <= position.column as usize;
    start + line.char_indices().take_while(fits).map(|(_, c)| c.len_utf8()).sum::<usize>()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_and_sentences_cover_the_text(text in text()) {
        check_words(&text)?;
    }

    #[test]
    fn blocks_are_in_order_and_map_back(text in text()) {
        for format in [Format::Plain, Format::Markdown, Format::Html] {
            let mut end = 0;
            for block in blocks(&text, format) {
                prop_assert!(block.span.start() >= end, "{format:?} {text:?}: {:?} before {end}", block.span);
                end = block.span.end();
                check_block(&text, &block, format)?;
            }
        }
    }

    #[test]
    fn blocks_of_a_page_are_in_order_and_map_back(text in page()) {
        let mut end = 0;
        for block in blocks(&text, Format::Html) {
            prop_assert!(block.span.start() >= end, "{text:?}: {:?} before {end}", block.span);
            end = block.span.end();
            check_block(&text, &block, Format::Html)?;
        }
    }

    #[test]
    fn plain_blocks_hold_all_that_is_shown(text in text()) {
        let mut end = 0;
        for block in blocks(&text, Format::Plain) {
            prop_assert!(!text[end..block.span.start()].chars().any(is_shown), "{text:?}: lost before {:?}", block.span);
            end = block.span.end();
        }
        prop_assert!(!text[end..].chars().any(is_shown), "{text:?}: lost at the end");
    }

    #[test]
    fn edits_equal_those_of_a_string(text in text(), edits in edits()) {
        for encoding in ENCODINGS {
            let mut model = text.clone();
            let mut document = Document::new(&text, Format::Plain, 0);
            for (line, column, end_line, end_column, insert) in &edits {
                let (start, end) = (Position { line: *line, column: *column }, Position { line: *end_line, column: *end_column });
                let (from, to) = (offset(&model, start, encoding), offset(&model, end, encoding));
                model.replace_range(from.min(to)..from.max(to), insert);
                document.apply(&Change { range: Some((start, end)), text: insert.clone() }, encoding);
                prop_assert_eq!(document.text(), model.clone(), "{:?} {:?} {:?}", encoding, text, edits);
            }
        }
    }

    #[test]
    fn positions_are_as_the_protocol_says(text in text(), line in 0..15_u32, column in 0..30_u32) {
        let lines = LineIndex::new(&text);
        for encoding in ENCODINGS {
            let position = Position { line, column };
            prop_assert_eq!(lines.offset(&text, position, encoding), offset(&text, position, encoding), "{:?} {:?}", text, position);
        }
    }

    #[test]
    fn positions_round_trip(text in text()) {
        let lines = LineIndex::new(&text);
        for encoding in ENCODINGS {
            for at in 0..=text.len() + 1 {
                let position = lines.position(&text, at, encoding);
                let inner = text.floor_char_boundary(at);
                // Between "\r" and "\n" stands nothing: that place is before the break.
                let expected = if inner > 0 && text[..inner].ends_with('\r') && text[inner..].starts_with('\n') { inner - 1 } else { inner };
                prop_assert_eq!(lines.offset(&text, position, encoding), expected, "{:?} {:?} at {}", encoding, text, at);
                prop_assert_eq!(lines.line(inner), position.line as usize);
            }
        }
    }

    #[test]
    fn positions_in_long_lines_are_exact(unit in text(), at in any::<prop::sample::Index>()) {
        let text = unit.repeat(400);
        let lines = LineIndex::new(&text);
        let at = text.floor_char_boundary(at.index(text.len() + 1));
        for encoding in ENCODINGS {
            let position = lines.position(&text, at, encoding);
            let start = lines.line_span(&text, position.line as usize).start();
            let inner = if text[..at].ends_with('\r') && text[at..].starts_with('\n') { at - 1 } else { at };
            prop_assert_eq!(position.column as usize, encoding.len(&text[start..inner]));
            prop_assert_eq!(lines.offset(&text, position, encoding), inner);
        }
    }
}

/// A carriage return alone ends a line of Markdown as a line feed does, behind HTML too.
#[test]
fn lone_carriage_returns_end_lines() {
    let texts = [
        "<!-- a note -->\n\nAnn Lee spoke.\n\n<div>\nJo Ray spoke.\n</div>\n\nShe left.\n",
        "<!-- a note -->\nAnn Lee spoke.\n",
        "---\ntitle: x\n---\n\n> <!-- a note -->\n> Ann Lee\n> spoke.\n",
        "\u{feff}# Words\n\nOne\r\nTwo\n<!--\na\n-->\nThree\n",
    ];
    for text in texts {
        let read = |text: &str| -> Vec<_> {
            let all = blocks(text, Format::Markdown).into_iter();
            all.map(|b| (b.kind, b.span, b.prose.text().replace('\r', "\n"))).collect()
        };
        let old = text.replace('\n', "\r");
        assert_eq!(read(&old), read(&old.replace('\r', "\n")), "{text:?}");
    }
    let mixed = "Jo Ray left.\r\n\r\n<!-- a note -->\rAnn Lee\r\nspoke.\r\rShe left.";
    let words: Vec<_> = blocks(mixed, Format::Markdown).iter().map(|b| b.prose.text().to_owned()).collect();
    assert_eq!(words, ["Jo Ray left.", "<!-- a note -->", "Ann Lee spoke.", "She left."]);
}

#[test]
fn only_three_line_breaks_count() {
    let text = "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f\ng\rh\r\ni";
    assert_eq!(LineIndex::new(text).len(), 4);
    let mut document = Document::new(text, Format::Plain, 0);
    let change = |line, text: &str| Change {
        range: Some((Position { line, column: 0 }, Position { line, column: 0 })),
        text: text.to_owned(),
    };
    document.apply(&change(3, ">"), Encoding::Utf16);
    assert_eq!(document.text(), text.replace("\r\ni", "\r\n>i"));
}

#[test]
fn an_empty_index_is_that_of_an_empty_text() {
    let lines = LineIndex::default();
    assert_eq!(lines.position("", 3, Encoding::Utf16), Position::default());
    assert_eq!(lines.line_span("", 0), Span::default());
    assert_eq!(lines.offset("", Position { line: 2, column: 2 }, Encoding::Utf8), 0);
}
