use super::Span;

/// The words of a block without markup, and where each of them stands in the document.
///
/// `**"We won,"** said [Ann Lee](x)` reads `"We won," said Ann Lee`: quotations and names are found in the prose and
/// mapped back with [`Prose::source`]. Offsets in the prose count bytes of [`Prose::text`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    pieces: Vec<Piece>,
    links: Vec<Span>,
    code: Vec<Span>,
}

/// A stretch of prose and the bytes it comes from. Equal lengths map byte for byte, others (an entity, a line break
/// with its prefix) only as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    prose: Span,
    source: Span,
}

impl Prose {
    /// Prose that is its own source, byte for byte.
    pub fn verbatim(text: impl Into<String>) -> Self {
        let mut prose = Self::default();
        let text = text.into();
        let whole = Span::new(0, text.len());
        prose.push(&text, whole);
        prose
    }

    /// No prose yet, with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Adds `text`, which stands at `source` (bytes from the start of the block).
    pub fn push(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let prose = Span::new(start, self.text.len());
        if let Some(last) = self.pieces.last_mut()
            && last.prose.len() == last.source.len()
            && prose.len() == source.len()
            && last.source.end() == source.start()
        {
            last.prose = last.prose.join(prose);
            last.source = last.source.join(source);
            return;
        }
        self.pieces.push(Piece { prose, source });
    }

    /// Records that `span` of the prose carries a link, a footnote mark or a citation: a source a reader can follow.
    pub fn push_link(&mut self, span: Span) {
        let at = self.links.partition_point(|link| *link <= span);
        self.links.insert(at, span);
    }

    /// Records that the words from a byte on are set as code.
    pub(super) fn mark_code(&mut self, from: usize) {
        self.code.push(Span::new(from, self.text.len()));
    }

    /// Records many links, leaving out those that overlap one that is known.
    pub(super) fn push_links(&mut self, found: impl IntoIterator<Item = Span>) {
        let known = self.links.len();
        for link in found {
            // Links are apart from each other, so only the last that begins before the end can overlap.
            let before = self.links[..known].partition_point(|l| l.start() < link.end());
            if !self.links[..before].last().is_some_and(|l| l.overlaps(link)) {
                self.links.push(link);
            }
        }
        self.links.sort();
    }

    /// The same words where they stand in a row, `from` bytes behind the start of the block.
    pub(super) fn in_a_row(&self, from: usize) -> Self {
        let Self { text, links, code, .. } = self.clone();
        let pieces = vec![Piece { prose: Span::new(0, text.len()), source: Span::new(from, from + text.len()) }];
        Self { text, pieces, links, code }
    }

    /// The text without markup.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where links, footnote marks and citations stand in the prose, in order; an empty span is a mark that shows no words.
    pub fn links(&self) -> &[Span] {
        &self.links
    }

    /// The first link that begins in a span, where it ends there too.
    pub fn link_in(&self, span: Span) -> Option<Span> {
        let first = self.links.get(self.links.partition_point(|l| l.start() < span.start()))?;
        (first.end() <= span.end()).then_some(*first)
    }

    /// Where words set as code stand in the prose, in order.
    pub fn code(&self) -> &[Span] {
        &self.code
    }

    /// The bytes of the block that `span` of the prose comes from, markup between its ends included.
    pub fn source(&self, span: Span) -> Span {
        match self.pieces[..] {
            [] => return Span::default(),
            // Most blocks have no markup.
            [p] if p.prose.len() == p.source.len() && span.end() <= p.prose.end() && span.start() < p.prose.end() => {
                let at = |offset: usize| p.source.start() + offset.saturating_sub(p.prose.start());
                let start = at(span.start());
                return Span::new(start, at(span.end()).max(start));
            }
            _ => {}
        }
        let start = self.source_start(span.start());
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.source_end(span.end()).max(start))
    }

    /// The prose that comes from `source` (bytes of the block): what of it is no markup.
    pub fn of_source(&self, source: Span) -> Span {
        let place = |piece: &Piece, at: usize, otherwise: usize| match piece.prose.len() == piece.source.len() {
            true => piece.prose.start() + at.clamp(piece.source.start(), piece.source.end()) - piece.source.start(),
            false => otherwise,
        };
        let first = self.pieces.partition_point(|p| p.source.end() <= source.start());
        let behind = self.pieces.partition_point(|p| p.source.start() < source.end());
        let Some((head, tail)) = self.pieces.get(first).zip(behind.checked_sub(1).map(|i| self.pieces[i])) else {
            return Span::default();
        };
        // A tag that stands for a mark may have as many bytes.
        let start = self.text.floor_char_boundary(place(head, source.start(), head.prose.start()));
        let end = self.text.ceil_char_boundary(place(&tail, source.end(), tail.prose.end()));
        Span::new(start, end.max(start))
    }

    fn source_start(&self, at: usize) -> usize {
        let i = self.pieces.partition_point(|p| p.prose.end() <= at);
        match self.pieces.get(i) {
            Some(p) if p.prose.len() == p.source.len() => p.source.start() + at.saturating_sub(p.prose.start()),
            Some(p) => p.source.start(),
            None => self.pieces.last().map_or(0, |p| p.source.end()),
        }
    }

    fn source_end(&self, at: usize) -> usize {
        let i = self.pieces.partition_point(|p| p.prose.end() < at);
        match self.pieces.get(i) {
            Some(p) if p.prose.len() == p.source.len() => p.source.start() + at.saturating_sub(p.prose.start()),
            Some(p) => p.source.end(),
            None => self.pieces.last().map_or(0, |p| p.source.end()),
        }
    }
}
