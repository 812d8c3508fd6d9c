//! Which attributions share words. A paragraph may have ten thousand of them, so that not each is asked about each.

use super::Attribution;
use crate::extract::mention::Mention;
use crate::extract::{BlockExtraction, Quotation};
use crate::text::Span;

/// What of a list, in order and apart, overlaps a span.
fn overlapping<T>(items: &[T], other: Span, span: impl Fn(&T) -> Span) -> &[T] {
    let first = items.partition_point(|i| span(i).end() <= other.start());
    let count = items[first..].partition_point(|i| span(i).start() < other.end());
    &items[first..first + count]
}

/// How many bytes of `a` are in `b`; both are in order and apart.
pub(super) fn shared(a: &[Span], b: &[Span]) -> usize {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let one = |x: &Span, y: &Span| x.end().min(y.end()).saturating_sub(x.start().max(y.start()));
    few.iter().map(|x| overlapping(many, *x, |&s| s).iter().map(|y| one(x, y)).sum::<usize>()).sum()
}

/// How many bytes spans have.
pub(super) fn size(spans: &[Span]) -> usize {
    spans.iter().map(|s| s.len()).sum()
}

/// The outermost quotations that overlap a span.
pub(super) fn quotations(part: &BlockExtraction, span: Span) -> &[Quotation] {
    overlapping(&part.quotations.outer, span, |q| q.span)
}

/// The mentions that begin in a span or close before it.
pub(super) fn mentions(part: &BlockExtraction, span: Span) -> &[Mention] {
    // No mention is as long.
    const LONGEST: usize = 1000;
    let first = part.mentions.partition_point(|m| m.span.start() + LONGEST < span.start());
    let count = part.mentions[first..].partition_point(|m| m.span.start() < span.end());
    &part.mentions[first..first + count]
}

/// Attributions by their words.
pub(super) struct Index {
    /// Where each span begins and ends, and whose it is, by their beginning.
    spans: Vec<(usize, usize, usize)>,
    /// The furthest end up to each span.
    furthest: Vec<usize>,
}

impl Index {
    pub(super) fn new(attributions: &[Attribution]) -> Self {
        let of = |(i, a)| spans_of(a).map(move |s| (s.start(), s.end(), i));
        let mut spans: Vec<_> = attributions.iter().enumerate().flat_map(of).collect();
        spans.sort_unstable();
        let reach = |far: &mut usize, s: &(usize, usize, usize)| {
            *far = s.1.max(*far);
            Some(*far)
        };
        let furthest = spans.iter().scan(0, reach).collect();
        Self { spans, furthest }
    }

    /// The attributions that share words with one, in the order they were given.
    pub(super) fn near(&self, a: &Attribution) -> Vec<usize> {
        let mut out = Vec::new();
        for span in spans_of(a) {
            let first = self.furthest.partition_point(|&end| end <= span.start());
            let before_end = self.spans[first..].iter().take_while(|s| s.0 < span.end());
            out.extend(before_end.filter(|s| s.1 > span.start()).map(|s| s.2));
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

fn spans_of(a: &Attribution) -> impl Iterator<Item = &Span> {
    a.content.iter().chain(&a.cue).chain(&a.source)
}
