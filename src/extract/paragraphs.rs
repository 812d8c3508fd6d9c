//! The quotes of an article: the attributions of its blocks, joined over paragraphs.

use rustc_hash::FxHashMap;

use super::attribution::Voice;
use super::name_line::{self, sign, signature};
use super::{Article, Attribution, BlockExtraction, Introduction, MentionForm, Quote, QuoteKind};
use crate::text::{BlockKind, Span};

/// Joins what the blocks attribute into the quotes of the article, without their speakers, in the order of the text.
pub(super) fn quotes(article: &Article<'_>) -> Vec<Quote> {
    let reports = article.parts.iter().fold(Voice::default(), |all, part| all + part.voice).reports();
    let mut joined = Joined {
        article,
        names: name_line::beside(article),
        // A book has thousands.
        quotes: Vec::with_capacity(article.parts.iter().map(|p| p.attributions.len()).sum()),
        running: None,
        turn: None,
        introduced: None,
    };
    for (n, _, part) in article.prose_and_headings() {
        if !joined.is_more_of_turn(n) && !joined.is_signature(n) {
            joined.read(n, part, reports);
        }
    }
    let mut quotes = joined.quotes;
    quotes.sort_by_key(|q| (q.content.first().copied(), q.cue.first().copied()));
    quotes
}

/// The quotes so far, and what the next block may go on with. Blocks and quotes are told by their places.
struct Joined<'a> {
    article: &'a Article<'a>,
    /// The names on lines beside a quotation, by its block.
    names: FxHashMap<usize, Span>,
    quotes: Vec<Quote>,
    /// The quote whose last paragraph has not closed, and the block of that paragraph.
    running: Option<(usize, usize)>,
    /// The quote that is a turn of a transcript, and its last block.
    turn: Option<(usize, usize)>,
    /// The block before, where it ends with "He said:".
    introduced: Option<(usize, &'a Introduction)>,
}

impl<'a> Joined<'a> {
    /// Whether a block is a further paragraph of a turn, which has no label of its own; it is added to the turn.
    fn is_more_of_turn(&mut self, n: usize) -> bool {
        let block = &self.article.blocks[n];
        // The paragraphs of an answer have no labels.
        let answer = block.kind == BlockKind::Turn && block.label.is_none();
        let more = answer || block.kind == BlockKind::Paragraph && turn_resumes(self.article, n);
        let Some((q, last)) = self.turn.filter(|&(_, last)| more && self.article.adjacent(last, n)) else {
            return false;
        };
        let all = Span::new(0, block.prose.text().len());
        self.quotes[q].content.push(self.article.to_document(n, all));
        self.quotes[q].blocks.end = n + 1;
        self.turn = Some((q, last.max(n)));
        true
    }

    /// Whether a block is the name under a quotation; the quotation gets it.
    fn is_signature(&mut self, n: usize) -> bool {
        self.article.above(n).is_some_and(|above| self.article.adjacent(above, n))
            && signature(self.article, n).is_some_and(|who| sign(self.article, &mut self.quotes, n, who))
    }

    /// Reads what a block attributes; of an article that reports nothing, only what is plain (`reports`).
    fn read(&mut self, n: usize, part: &'a BlockExtraction, reports: bool) {
        let (article, kind) = (self.article, self.article.blocks[n].kind);
        let unclosed = part.quotations.outer.last().filter(|q| q.close.is_none()).map(|q| q.span);
        let reopened = self.running.filter(|&(_, last)| article.adjacent(last, n) && goes_on(article, last, n));
        self.running = reopened;
        let shown = |a: &&Attribution| reports || a.plain;
        for (k, a) in part.attributions.iter().filter(shown).enumerate() {
            let at = self.attribute(n, part, a, reopened.filter(|_| k == 0), k == 0);
            let ends_open =
                unclosed.is_some_and(|u| a.content.iter().any(|c| c.start() <= u.start() && u.end() <= c.end()));
            if ends_open {
                self.running = Some((at, n));
            }
            self.turn = (kind == BlockKind::Turn).then_some((at, n));
            self.quotes[at].unbalanced = ends_open;
        }
        if unclosed.is_none() {
            self.running = None;
        }
        if kind != BlockKind::Turn {
            self.turn = None;
        }
        // Marks inside it are those of others.
        if let Some((before, i)) = self.introduced.filter(|&(before, _)| set_off(article, before, n))
            && self.quotes.last().is_none_or(|q| q.blocks.end != n + 1)
        {
            self.quotes.push(block_quote(article, before, i, n));
        }
        self.introduced = part.introduction.as_ref().map(|i| (n, i));
    }

    /// Adds an attribution of a block to the quote that goes on in it or as a new one, and tells which. `first` is whether
    /// it is the block's first, `reopened` the quote whose words its first mark goes on with.
    fn attribute(
        &mut self,
        n: usize,
        part: &BlockExtraction,
        a: &Attribution,
        reopened: Option<(usize, usize)>,
        first: bool,
    ) -> usize {
        let (article, quotes) = (self.article, &mut self.quotes);
        let text = article.blocks[n].prose.text();
        let opens = first && a.content.first().is_some_and(|c| text[..c.start()].trim().is_empty());
        let reopened = reopened.map(|(q, _)| q).filter(|_| opens);
        let known = reopened.filter(|&q| a.cue.is_empty() || quotes[q].cue.is_empty());
        let at = known.unwrap_or(quotes.len());
        add(article, quotes, at, n, part, a);
        if let Some(q) = reopened {
            quotes[q].unbalanced = false;
        }
        let introduced = self.introduced.filter(|&(before, _)| article.adjacent(before, n));
        if opens
            && a.cue.is_empty()
            && quotes[at].cue.is_empty()
            && let Some((before, i)) = introduced
        {
            quotes[at].cue = in_document(article, before, i.cue.iter().copied());
            quotes[at].source = in_document(article, before, i.source.iter().copied());
        } else if known.is_none()
            && let Some(&name) = self.names.get(&n)
        {
            quotes[at].source.push(name);
        }
        at
    }
}

/// Adds what block `n` attributes to the quote at a place, or as a new one.
fn add(article: &Article<'_>, out: &mut Vec<Quote>, at: usize, n: usize, part: &BlockExtraction, a: &Attribution) {
    let [content, cue] = [&a.content, &a.cue].map(|spans| in_document(article, n, spans.iter().copied()));
    let source = in_document(article, n, whole_names(part, &a.source));
    match out.get_mut(at) {
        Some(quote) => {
            quote.content.extend(content);
            quote.cue.extend(cue);
            quote.source.extend(source);
            quote.blocks.end = n + 1;
        }
        None => out.push(Quote { deed: a.deed, ..Quote::new(a.kind, content, cue, source, n..n + 1) }),
    }
}

/// Whether block `n` is set off as a quotation, right behind a block.
fn set_off(article: &Article<'_>, before: usize, n: usize) -> bool {
    let quoted = |n: usize| article.blocks[n].kind == BlockKind::BlockQuote;
    article.adjacent(before, n) && quoted(n) && !quoted(before)
}

/// What a block that ends with "He said:" introduces: the paragraphs from block `n` on that are set off, without marks.
fn block_quote(article: &Article<'_>, before: usize, introduction: &Introduction, n: usize) -> Quote {
    let quoted = |n: &usize| article.blocks[*n].kind == BlockKind::BlockQuote && !article.furniture[*n];
    let adjacent = |i: &usize| *i == n || article.adjacent(i - 1, *i);
    let end = (n..article.blocks.len()).take_while(|i| quoted(i) && adjacent(i)).last().map_or(n, |last| last + 1);
    let content = (n..end).map(|i| article.blocks[i].span).collect();
    let [cue, source] =
        [&introduction.cue, &introduction.source].map(|spans| in_document(article, before, spans.iter().copied()));
    Quote::new(QuoteKind::Direct, content, cue, source, n..end)
}

/// Spans of a block where they stand in the document. Parts of inline code, which is one place there, are joined.
fn in_document(article: &Article<'_>, n: usize, spans: impl ExactSizeIterator<Item = Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.map(|s| article.to_document(n, s)) {
        match out.last_mut().filter(|last| last.overlaps(span)) {
            Some(last) => *last = last.join(span),
            None => out.push(span),
        }
    }
    out
}

/// A source with the whole of the names in it: none ends inside a name, or between a role and its name.
fn whole_names<'a>(part: &'a BlockExtraction, source: &'a [Span]) -> impl ExactSizeIterator<Item = Span> + 'a {
    let whole = |&span: &Span| {
        let near = part.mentions.partition_point(|m| m.span.end() <= span.start());
        let names = part.mentions[near..].iter().take_while(|m| m.whole().start() < span.end());
        names.filter(|m| m.form == MentionForm::Name && m.whole().overlaps(span)).fold(span, |span, m| {
            let whole = m.whole();
            let cut = whole.start() >= span.start() && whole.end() > span.end();
            let apposition = m.role.filter(|r| r.start() > m.span.end());
            if cut { apposition.into_iter().fold(span.join(whole), Span::join) } else { span }
        })
    };
    source.iter().map(whole)
}

/// Whether another turn follows block `n`, no more than two paragraphs on: a paragraph between two turns belongs to the
/// first, one behind the last may be the writer's.
fn turn_resumes(article: &Article<'_>, n: usize) -> bool {
    let mut behind = article.blocks[n + 1..].iter().take(3);
    behind.find(|b| b.kind != BlockKind::Paragraph).is_some_and(|b| b.kind == BlockKind::Turn)
}

/// Whether the quotation that block `from` leaves open goes on in block `to`: it opens again with the same mark.
fn goes_on(article: &Article<'_>, from: usize, to: usize) -> bool {
    let mark = |n: usize, first: bool| {
        let (text, outer) = (article.blocks[n].prose.text(), &article.parts[n].quotations.outer);
        let q = if first { outer.first() } else { outer.last() }?;
        (!first || text[..q.open.start()].trim().is_empty()).then(|| q.open.of(text))
    };
    mark(from, false).is_some_and(|m| mark(to, true) == Some(m))
}
