use std::fmt;
use std::ops::Range;

use serde::{Serialize, Serializer};

/// A half-open range of bytes, `start..end`.
///
/// What the bytes belong to is said where a span is stored: the document, a block's source or a block's
/// [`Prose`](crate::text::Prose). Both ends stand on character borders.
///
/// An article keeps tens of thousands of spans, so that an end is kept in four bytes: texts of up to [`Span::MOST`]
/// bytes have spans all over, and what stands further behind has none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The most bytes that a text may have.
    pub const MOST: usize = u32::MAX as usize;

    /// The span `start..end`; an end before the start is taken as the start, and one beyond [`Span::MOST`] as that.
    pub const fn new(start: usize, end: usize) -> Self {
        let (start, end) = (Self::short(start), Self::short(end));
        Self { start, end: if end < start { start } else { end } }
    }

    const fn short(offset: usize) -> u32 {
        if offset > Self::MOST { u32::MAX } else { offset as u32 }
    }

    /// The first byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// The byte behind the last.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// The span with another start.
    pub const fn since(self, start: usize) -> Span {
        Span::new(start, self.end())
    }

    /// The span with another end.
    pub const fn until(self, end: usize) -> Span {
        Span::new(self.start(), end)
    }

    /// The number of bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` is one of its bytes.
    pub const fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether a caret at `offset` stands in it or at one of its ends.
    pub const fn touches(self, offset: usize) -> bool {
        self.start() <= offset && offset <= self.end()
    }

    /// Whether every byte of `other` is in it.
    pub const fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Those of some spans, in order and apart, that share a byte with this one.
    pub(crate) fn overlapping(self, spans: &[Span]) -> &[Span] {
        let first = spans.partition_point(|s| s.end() <= self.start());
        let behind = &spans[first..];
        &behind[..behind.partition_point(|s| s.start() < self.end())]
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span moved `by` bytes to the right.
    pub const fn shift(self, by: usize) -> Span {
        Span::new(self.start() + by, self.end() + by)
    }

    /// The span moved `by` bytes to the left, and cut where that is before the start.
    pub const fn back(self, by: usize) -> Span {
        Span::new(self.start().saturating_sub(by), self.end().saturating_sub(by))
    }

    /// Its text; empty when `text` does not hold it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span without the white space at both ends of its text.
    pub fn trim(self, text: &str) -> Span {
        let inner = self.of(text);
        let start = self.start() + (inner.len() - inner.trim_start().len());
        Span::new(start, start + inner.trim().len())
    }

    /// The same as a range.
    pub const fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Written as `[start, end]`.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}
