//! Blocks of plain text.
//!
//! A line is a paragraph, unless its neighbours show that the text was wrapped by hand. What a line is depends on it
//! and on its neighbours, never on how far it stands from the top.

use super::turn;
use super::{Block, BlockKind, Prose, Span};

/// Lines of text that was wrapped by hand are no shorter than this and no longer than that, in characters.
const WRAPPED: (usize, usize) = (40, 100);

/// The longest heading, in characters and words.
const HEADING: (usize, usize) = (100, 14);

/// Splits plain text into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let mut out = Vec::new();
    let mut labels = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        if lines[i].is_empty() {
            i += 1;
            continue;
        }
        let run = lines[i..].iter().take_while(|l| !l.is_empty()).count();
        for group in groups(text, &lines[i..i + run]) {
            labels.push(if group.len() == 1 || wrapped(text, group) { turn::label(group[0].of(text)) } else { None });
            out.push(block(text, group));
        }
        i += run;
    }
    turn::mark(&mut out, &labels);
    out
}

/// The lines of a text without white space at their ends; a mark of byte order belongs to none.
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
    let bytes = text.as_bytes();
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain([text.len()]) {
        // The break of a "\r\n" is one.
        if start > 0 && end == start && bytes[end - 1] == b'\r' && bytes.get(end) == Some(&b'\n') {
            start = end + 1;
            continue;
        }
        if end >= start {
            out.push(Span::new(start, end).trim(text));
            start = end + 1;
        }
    }
    out
}

/// Groups the lines of a run into paragraphs.
fn groups<'a>(text: &str, run: &'a [Span]) -> Vec<&'a [Span]> {
    if run.len() < 2 || !wrapped(text, run) {
        return run.chunks(1).collect();
    }
    let starts = |line: &Span| marker(line.of(text)).is_some() || turn::label(line.of(text)).is_some_and(|l| l.certain);
    let mut out = Vec::new();
    let mut first = 0;
    for i in 1..run.len() {
        if starts(&run[i]) {
            out.push(&run[first..i]);
            first = i;
        }
    }
    out.push(&run[first..]);
    out
}

/// Whether the lines of a run were broken to fit a width: most lines could not have taken the next one's first word.
fn wrapped(text: &str, run: &[Span]) -> bool {
    let Some((_, filled)) = run.split_last().filter(|(_, filled)| !filled.is_empty()) else { return false };
    let width = |line: &Span| line.of(text).chars().count();
    let longest = run.iter().map(width).max().unwrap_or(0);
    if longest > WRAPPED.1 || longest < WRAPPED.0 {
        return false;
    }
    let mut full = 0;
    let mut open = 0;
    for (line, next) in filled.iter().zip(&run[1..]) {
        let words = next.of(text);
        let first = words.split_whitespace().next().map_or(0, |w| w.chars().count());
        full += usize::from(width(line) + 1 + first > longest && width(line) >= WRAPPED.0);
        let closed = line.of(text).ends_with(['.', '!', '?', '”', '"', '’', ':']);
        open += usize::from(!closed || words.starts_with(char::is_lowercase));
    }
    let most = |n: usize| n * 10 >= filled.len() * 6;
    if filled.len() == 1 {
        return full == 1 && run[1].of(text).starts_with(char::is_lowercase);
    }
    most(full) && most(open)
}

/// The bytes of a list marker and the blanks behind it.
fn marker(line: &str) -> Option<usize> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let mark = if "-*•–‣◦·▪●+".contains(first) {
        first.len_utf8()
    } else if first.is_ascii_digit() || first.is_ascii_lowercase() {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let len = if first.is_ascii_digit() { digits } else { 1 };
        let close = line.as_bytes().get(len).copied()?;
        let fits = len <= 3 && (close == b')' || close == b'.' && digits > 0 && digits <= 2);
        fits.then_some(len + 1)?
    } else {
        return None;
    };
    let behind = &line[mark..];
    let blanks = behind.len() - behind.trim_start().len();
    (blanks > 0 && !behind.trim().is_empty() && !rest.is_empty()).then_some(mark + blanks)
}

fn block(text: &str, lines: &[Span]) -> Block {
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    let span = first.join(last);
    let skip = marker(first.of(text)).unwrap_or(0);
    let mut prose = Prose::default();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            prose.push(" ", Span::new(lines[i - 1].end - span.start, line.start - span.start));
        }
        let words = Span::new(line.start + if i == 0 { skip } else { 0 }, line.end);
        prose.push(words.of(text), Span::new(words.start - span.start, words.end - span.start));
    }
    for link in citations(prose.text()) {
        prose.push_link(link);
    }
    let kind = if skip > 0 {
        BlockKind::ListItem
    } else if lines.len() == 1 && heading(first.of(text)) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    };
    Block { kind, span, prose, label: None }
}

/// Whether a line that stands alone reads like a heading: short, without a stop, not the middle of anything.
fn heading(line: &str) -> bool {
    let opens = line.chars().next().is_some_and(|c| !c.is_lowercase());
    let closed =
        line.ends_with(['.', '!', '?', ':', ';', ',', '”', '"', '’', '\'', '»', '“', '…', '。', '！', '？', '」']);
    opens
        && !closed
        && line.chars().take(HEADING.0 + 1).count() <= HEADING.0
        && line.split_whitespace().take(HEADING.1 + 1).count() <= HEADING.1
        && line.chars().any(char::is_alphanumeric)
}

/// Addresses and marks such as `[3]`: sources that a reader can follow.
fn citations(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    for (i, _) in text.match_indices("://").chain(text.match_indices("www.")) {
        let start = text[..i]
            .rfind(|c: char| !c.is_ascii_alphanumeric())
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let end = text[i..].find(char::is_whitespace).map_or(text.len(), |n| i + n);
        let end = start + text[start..end].trim_end_matches(['.', ',', ')', ']', ';', '”', '"']).len();
        out.push(Span::new(start, end));
    }
    for (i, _) in text.match_indices('[') {
        let digits = text[i + 1..].bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits) && text.as_bytes().get(i + 1 + digits) == Some(&b']') {
            out.push(Span::new(i, i + digits + 2));
        }
    }
    out.sort();
    out.dedup_by(|b, a| a.overlaps(*b));
    out
}

#[cfg(test)]
mod tests {
    use super::blocks;

    fn show(text: &str) -> Vec<String> {
        blocks(text).iter().map(|b| format!("{:?} {}", b.kind, b.prose.text())).collect()
    }

    #[test]
    fn splits_lines_into_blocks() {
        for (text, expected) in [
            (
                "The barrier and the town\n\nIt will cost more.",
                vec!["Heading The barrier and the town", "Paragraph It will cost more."],
            ),
            (
                "One line, one paragraph.\nAnother, short.\r\n- a list\r• of two",
                vec![
                    "Paragraph One line, one paragraph.",
                    "Paragraph Another, short.",
                    "ListItem a list",
                    "ListItem of two",
                ],
            ),
            (
                "The letter was typed on a machine that knew where its\nlines should end, and so each of them is about as long as\nthe one before it, until the last.\n\nNext.",
                vec![
                    "Paragraph The letter was typed on a machine that knew where its lines should end, and so each of them is about as long as the one before it, until the last.",
                    "Paragraph Next.",
                ],
            ),
            ("WALLER: You left early.\n\nPENN: I did.", vec!["Turn WALLER: You left early.", "Turn PENN: I did."]),
            ("Q: Why?\nA: Because it rained.", vec!["Turn Q: Why?", "Turn A: Because it rained."]),
            (
                "Jo Ray: Why now?\n\nAnn Lee: Because it rained.",
                vec!["Turn Jo Ray: Why now?", "Turn Ann Lee: Because it rained."],
            ),
            (
                "Bottom line: it is late.\n\nNote: A second look is due.",
                vec!["Paragraph Bottom line: it is late.", "Paragraph Note: A second look is due."],
            ),
            (
                "1. First\n2) Second\n1990 was warm.",
                vec!["ListItem First", "ListItem Second", "Paragraph 1990 was warm."],
            ),
            ("\u{feff}Text\u{2028}goes on.", vec!["Paragraph Text\u{2028}goes on."]),
        ] {
            assert_eq!(show(text), expected, "{text:?}");
        }
    }

    #[test]
    fn finds_addresses_and_numbered_citations() {
        let text = "It fell (https://example.org/a?b=c), as shown [12] and [see].";
        let links: Vec<&str> = blocks(text)[0].prose.links().iter().map(|l| l.of(text)).collect();
        assert_eq!(links, ["https://example.org/a?b=c", "[12]"]);
    }
}
