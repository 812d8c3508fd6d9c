//! Blocks of plain text.
//!
//! A line is a paragraph, unless its neighbours show that the text was wrapped by hand. What a line is depends on it
//! and on its neighbours, never on how far it stands from the top.

use super::kept::Kept;
use super::line::{is_heading, marker};
use super::wrap::{Beside, Line, NEAR, Run};
use super::{Block, BlockKind, Prose, Span, link, turn};

/// Splits plain text into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    Read::of(text).in_context()
}

/// The blocks of a text one by one, before their neighbours show whose turn one is.
#[derive(Default)]
pub(super) struct Read {
    runs: Vec<Run>,
    /// How many blocks stand before each run.
    before: Vec<usize>,
    blocks: Vec<Block>,
    /// The label that each block begins with.
    labels: Vec<Option<turn::Label>>,
}

impl Read {
    /// Reads a text from its beginning.
    pub fn of(text: &str) -> Self {
        let mut read = Self { runs: runs(text), ..Self::default() };
        for n in 0..read.runs.len() {
            read.push(text, n);
        }
        read
    }

    /// The blocks as their neighbours show what they are: turns of a transcript.
    pub fn in_context(&self) -> Vec<Block> {
        let mut blocks = self.blocks.clone();
        turn::mark(&mut blocks, &self.labels);
        blocks
    }

    /// Adds the blocks of a run.
    fn push(&mut self, text: &str, n: usize) {
        self.before.push(self.blocks.len());
        let (run, beside) = (&self.runs[n], Beside::of(&self.runs, n));
        let mut first = 0;
        while first < run.lines.len() {
            let mut last = first;
            while last + 1 < run.lines.len() && goes_on(text, run, first, last, &beside) {
                last += 1;
            }
            let block = block(text, &run.lines[first..=last]);
            self.labels.push(turn::label(block.prose.text()).filter(|_| block.kind != BlockKind::ListItem));
            self.blocks.push(block);
            first = last + 1;
        }
    }

    /// Reads a text that an edit made of `last`, which was read before: only the runs around what is new. The blocks are
    /// those of [`Read::of`].
    pub fn after(self, last: &str, text: &str) -> Self {
        self.around(last, text).unwrap_or_else(|| Self::of(text))
    }

    fn around(mut self, last: &str, text: &str) -> Option<Self> {
        let Kept { head, tail } = Kept::of(last, text);
        // The runs from `first` to before `next` are read again, and all whose neighbours they are put together again.
        let first = self.runs.partition_point(|r| r.start() <= head).saturating_sub(1);
        // What stands before the first run is read with it.
        let start = if first == 0 { 0 } else { self.runs[first].start() };
        let apart = |n: usize| self.runs.get(n).is_none_or(|r| above(last, r.start()) >= Some(last.len() - tail));
        let next = self.runs.partition_point(|r| r.start() < last.len() - tail);
        let next = if apart(next) { next } else { next + 1 };
        let from = self.runs.get(next).map_or(last.len(), Run::start);
        let end = from + text.len() - last.len();
        let region = &text[start..end];
        let new: Vec<Run> = runs(region).into_iter().map(|r| r.moved(0, start)).collect();
        // A label alone waits for the words behind an empty line.
        let waits = new.last().is_some_and(|r| has_floor(text, &r.lines)) && next < self.runs.len();
        if waits || start > 0 && region.starts_with('\u{feff}') {
            return None;
        }
        let again = first.saturating_sub(NEAR);
        let last_end = self.runs.len().min(next + NEAR);
        let new_end = first + new.len() + last_end - next;
        let behind = self.runs.split_off(next);
        self.runs.truncate(first);
        self.runs.extend(new);
        self.runs.extend(behind.into_iter().map(|r| r.moved(from, end)));

        let at = |run: usize| self.before.get(run).copied().unwrap_or(self.blocks.len());
        let (first, next) = (at(again), at(last_end));
        let (before, blocks, labels) =
            (self.before.split_off(last_end), self.blocks.split_off(next), self.labels.split_off(next));
        self.before.truncate(again);
        self.blocks.truncate(first);
        self.labels.truncate(first);
        (again..new_end).for_each(|n| self.push(text, n));
        let count = self.blocks.len();
        self.before.extend(before.into_iter().map(|b| b - next + count));
        self.blocks.extend(blocks.into_iter().map(|b| Block { span: b.span.back(from).shift(end), ..b }));
        self.labels.extend(labels);
        Some(self)
    }
}

/// The line break before the empty line above the line that begins at `start`, if there is an empty one.
fn above(text: &str, start: usize) -> Option<usize> {
    let is_break = |c: char| matches!(c, '\n' | '\r');
    let before = &text[..start];
    let line = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(is_break))?;
    let rest = line.trim_end_matches(|c: char| c.is_whitespace() && !is_break(c));
    rest.ends_with(is_break).then(|| rest.len() - 1)
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
