//! Blocks of plain text.
//!
//! A line is a paragraph, unless its neighbours show that the text was wrapped by hand. What a line is depends on it
//! and on its neighbours, never on how far it stands from the top.

use super::line::{is_heading, marker};
use super::wrap::{Beside, Line, Run};
use super::{Block, BlockKind, Prose, Span, link, turn};

/// Splits plain text into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let runs = runs(text);
    let mut out = Vec::new();
    let mut labels = Vec::new();
    for (n, run) in runs.iter().enumerate() {
        let beside = Beside::of(&runs, n);
        let mut first = 0;
        while first < run.lines.len() {
            let mut last = first;
            while last + 1 < run.lines.len() && goes_on(text, run, first, last, &beside) {
                last += 1;
            }
            let block = block(text, &run.lines[first..=last]);
            labels.push(turn::label(block.prose.text()).filter(|_| block.kind != BlockKind::ListItem));
            out.push(block);
            first = last + 1;
        }
    }
    turn::mark(&mut out, &labels);
    out
}

/// Whether the block whose first line is `first` has the line behind `last` too.
fn goes_on(text: &str, run: &Run, first: usize, last: usize, beside: &Beside) -> bool {
    let next = run.lines[last + 1].span.of(text);
    if marker(next).is_some() || turn::label(next).is_some_and(|l| l.shape != turn::Shape::Name) {
        return false;
    }
    first == last && turn::is_label_alone(run.lines[first].span.of(text)) || run.joins(last, beside)
}

/// The runs of lines between empty ones. A mark of byte order belongs to no line.
fn runs(text: &str) -> Vec<Run> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut lines = Vec::new();
    let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain([text.len()]) {
        if end > 0 && bytes.get(end) == Some(&b'\n') && bytes[end - 1] == b'\r' {
            start = end + 1;
            continue;
        }
        let line = Line::new(text, Span::new(start, end));
        if !line.span.is_empty() {
            lines.push(line);
        } else if !lines.is_empty() && !has_floor(text, &lines) {
            out.push(Run::new(std::mem::take(&mut lines)));
        }
        start = end + 1;
    }
    if !lines.is_empty() {
        out.push(Run::new(lines));
    }
    out
}

/// `ANN LEE, HOST:` in a line of its own: what she says may stand behind an empty one.
fn has_floor(text: &str, lines: &[Line]) -> bool {
    let [line] = lines else { return false };
    let words = line.span.of(text);
    words.contains(',') && turn::is_label_alone(words)
}

fn block(text: &str, lines: &[Line]) -> Block {
    let (first, last) = (lines[0].span, lines[lines.len() - 1].span);
    let span = first.join(last);
    let skip = marker(first.of(text));
    let mut prose = Prose::default();
    let mut at = first.start() + skip.unwrap_or(0);
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            // A word that was cut at its hyphen is whole again.
            let before = lines[i - 1].span.of(text);
            let cut = before.ends_with('-') && !before.ends_with("--") && !before.ends_with(" -");
            if !(cut && line.span.of(text).starts_with(char::is_lowercase)) {
                prose.push(" ", Span::new(at - span.start(), line.span.start() - span.start()));
            }
            at = line.span.start();
        }
        let words = Span::new(at, line.span.end());
        prose.push(words.of(text), Span::new(words.start() - span.start(), words.end() - span.start()));
        at = words.end();
    }
    link::push_links(&mut prose);
    let kind = if skip.is_some() {
        BlockKind::ListItem
    } else if lines.len() == 1 && is_heading(first.of(text)) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    };
    Block { kind, span, prose: prose.into(), label: None }
}
#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn finds_addresses_and_numbered_citations() {
        let text = "It fell (https://example.org/a?b=c), as shown [12] and [see].";
        let links: Vec<&str> = blocks(text)[0].prose.links().iter().map(|l| l.of(text)).collect();
        assert_eq!(links, ["https://example.org/a?b=c", "[12]"]);
    }
}
