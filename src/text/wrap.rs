//! Lines that were broken to fit a width, in mail and in old e-texts, and belong together.

use super::Span;

/// Lines that were broken to fit are no shorter than this and no longer than that, in characters.
const WIDTH: (usize, usize) = (40, 100);

/// A run of lines without an empty one between.
#[derive(Clone)]
pub(super) struct Run {
    /// Its lines, without white space at their ends.
    pub lines: Vec<Line>,
    /// The width of its longest line.
    width: usize,
    /// Whether it shows by itself that its lines were broken to fit.
    wrapped: bool,
}

/// A line with what is asked of it more than once.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// Its bytes, without white space at its ends.
    pub span: Span,
    /// Columns of white space before it.
    indent: usize,
    /// Characters.
    width: usize,
    /// Characters of its first word.
    first: usize,
    /// Whether it begins with a small letter.
    lower: bool,
    /// Whether it ends as sentences do.
    closed: bool,
}

impl Line {
    pub(super) fn new(text: &str, line: Span) -> Self {
        let span = line.trim(text);
        let words = span.of(text);
        let count = |s: &str| if s.is_ascii() { s.len() } else { s.chars().count() };
        Self {
            span,
            indent: span.start() - line.start(),
            width: count(words),
            first: words.split_whitespace().next().map_or(0, count),
            lower: words.starts_with(char::is_lowercase),
            closed: words.ends_with(['.', '!', '?', '”', '"', '’', '»', ':', '…', ')']),
        }
    }

    /// Whether `next` plainly goes on with the sentence of this line.
    fn flows(self, next: Line) -> bool {
        !self.closed && next.lower
    }

    /// Whether the first word of `next` would have gone beyond `width`.
    fn fills(self, next: Line, width: usize) -> bool {
        self.width + 1 + next.first > width
    }
}

impl Run {
    pub(super) fn new(lines: Vec<Line>) -> Self {
        // A long word, such as an address, cannot be broken and says nothing.
        let width = lines.iter().filter(|l| l.first < l.width).map(|l| l.width).max().unwrap_or(0);
        let breaks = lines.len().saturating_sub(1);
        let pairs = || lines.iter().zip(&lines[1.min(lines.len())..]);
        let most = |n: usize| n * 10 >= breaks * 6;
        let full = pairs().filter(|(a, b)| a.width >= WIDTH.0 && a.fills(**b, width - width / 10)).count();
        let flow = pairs().filter(|(a, b)| a.flows(**b)).count();
        let open = pairs().filter(|(a, b)| !a.closed || b.lower).count();
        let wrapped = (WIDTH.0..=WIDTH.1).contains(&width)
            && breaks > 0
            && flow > 0
            && flow * 4 >= breaks
            && most(full)
            && most(open);
        Self { lines, width, wrapped }
    }

    /// Where its first line begins, with the white space before it.
    pub(super) fn start(&self) -> usize {
        self.lines.first().map_or(0, |l| l.span.start() - l.indent)
    }

    /// The same run in a text where what stood at `from` stands at `to`.
    pub(super) fn moved(mut self, from: usize, to: usize) -> Self {
        self.lines.iter_mut().for_each(|l| l.span = l.span.back(from).shift(to));
        self
    }

    /// Whether line `i` goes on in the next; `beside` is what the runs around tell.
    pub(super) fn joins(&self, i: usize, beside: &Beside) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(i), self.lines.get(i + 1)) else { return false };
        if self.width > WIDTH.1 || beside.long || next.indent > line.indent + 1 {
            return false;
        }
        if self.wrapped {
            return line.flows(*next) && line.width * 2 >= self.width || line.fills(*next, self.width * 3 / 4);
        }
        beside.width.is_some_and(|width| self.width <= width + width / 10 && line.fills(*next, width - width / 10))
    }
}

/// So many runs on either side tell of a run.
pub(super) const NEAR: usize = 6;

/// What the runs around a run tell of it.
pub(super) struct Beside {
    /// Whether the run before or behind has a line too long to have been broken to fit: a paragraph of one line.
    long: bool,
    /// The width to which lines were broken nearby.
    width: Option<usize>,
}

impl Beside {
    /// Looks around run `n`.
    pub(super) fn of(runs: &[Run], n: usize) -> Self {
        let around = |near: usize| &runs[n.saturating_sub(near)..runs.len().min(n + near + 1)];
        Self {
            long: around(1).iter().any(|run| run.width > WIDTH.1),
            width: around(NEAR).iter().filter(|run| run.wrapped).map(|run| run.width).max(),
        }
    }
}
