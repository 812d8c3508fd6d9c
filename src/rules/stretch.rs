use crate::text::Span;

/// Stretches of the document, sorted and apart from one another.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretches(Vec<Span>);

impl Stretches {
    pub(super) fn new(mut spans: Vec<Span>) -> Self {
        // They mostly come as a few lists that are in order.
        spans.sort();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if span.start() <= last.end() => *last = last.join(span),
                _ => joined.push(span),
            }
        }
        Self(joined)
    }

    /// Whether one of them holds all of `span`.
    pub(super) fn cover(&self, span: Span) -> bool {
        let i = self.0.partition_point(|s| s.end() < span.end());
        self.0.get(i).is_some_and(|s| s.covers(span))
    }

    /// Whether a place is in one of them.
    pub(super) fn hold(&self, offset: usize) -> bool {
        self.touch(Span::new(offset, offset))
    }

    /// Whether one of them shares a byte with `span`, or holds it where it is empty.
    pub(super) fn touch(&self, span: Span) -> bool {
        let i = self.0.partition_point(|s| s.end() <= span.start());
        self.0.get(i).is_some_and(|s| s.overlaps(span) || s.covers(span))
    }
}
