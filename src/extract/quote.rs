//! The quotes of an article: the attributions of its blocks, joined over paragraphs.

use std::ops::Range;

use serde::Serialize;

use super::attribution::Voice;
use super::name_line::{self, sign, signature};
use super::{Article, Attribution, BlockExtraction, Introduction, MentionForm, SpeakerId};
use crate::text::{BlockKind, Span};

/// How words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// All of them in quotation marks, or a turn of a transcript.
    Direct,
    /// In the writer's words.
    Indirect,
    /// In the writer's words with some of the speaker's in quotation marks.
    Mixed,
}

/// How the speaker of a quote was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Resolution {
    /// The source names them.
    Named,
    /// The source gives a role that one speaker of the article has, or the noun that a body calls itself by ("the union").
    Role,
    /// The source is a pronoun.
    Pronoun,
    /// There is no source; the speaker of the quote before goes on.
    Continuation,
    /// The label of the turn names them, or the turn is an answer of the one who is interviewed.
    Turn,
    /// The source fits several speakers: [`Quote::candidates`].
    Ambiguous,
    /// Nobody was found.
    Unknown,
}

/// What somebody says. Spans count bytes of the document and are sorted.
#[derive(Clone, Debug)]
pub struct Quote {
    /// How the words are given.
    pub kind: QuoteKind,
    /// The words said, with their quotation marks.
    pub content: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// The words that name who.
    pub source: Vec<Span>,
    /// Who says it.
    pub speaker: Option<SpeakerId>,
    /// How the speaker was found.
    pub resolution: Resolution,
    /// The speakers it may be where the resolution is [`Resolution::Ambiguous`]: two or more, all to be offered alike.
    pub candidates: Vec<SpeakerId>,
    /// The quote that it goes on from, where it has no source of its own.
    pub continues: Option<usize>,
    /// The blocks that hold its content.
    pub blocks: Range<usize>,
    /// Whether a quotation mark of it is missing. A quotation over several paragraphs has all it needs.
    pub unbalanced: bool,
    /// Whether it tells what somebody does or wants more than what they say ("plans to build").
    pub deed: bool,
}

impl Quote {
    /// What the text of these blocks tells of a quote; who says it is not known yet.
    pub(super) fn new(
        kind: QuoteKind,
        content: Vec<Span>,
        cue: Vec<Span>,
        source: Vec<Span>,
        blocks: Range<usize>,
    ) -> Self {
        Self {
            kind,
            content,
            cue,
            source,
            speaker: None,
            resolution: Resolution::Unknown,
            candidates: Vec::new(),
            continues: None,
            blocks,
            unbalanced: false,
            deed: false,
        }
    }

    /// Whether it tells a reader who says what. A report on nobody's word says nothing that the claim in it does not, and
    /// a deed is none.
    pub fn told(&self) -> bool {
        self.kind == QuoteKind::Direct || !self.source.is_empty() && !self.deed
    }
}

/// Joins what the blocks attribute into the quotes of the article, without their speakers, in the order of the text.
pub(super) fn quotes(article: &Article<'_>) -> Vec<Quote> {
    // A book has thousands.
    let mut out: Vec<Quote> = Vec::with_capacity(article.parts.iter().map(|p| p.attributions.len()).sum());
    // The quote whose last paragraph has not closed, and the block of that paragraph.
    let mut running: Option<(usize, usize)> = None;
    // The quote that is a turn of a transcript, and its last block.
    let mut turn: Option<(usize, usize)> = None;
    // The block before, where it ends with "He said:".
    let mut introduced: Option<(usize, &Introduction)> = None;
    let names = name_line::beside(article);
    let reports = article.parts.iter().fold(Voice::default(), |all, part| all + part.voice).reports();
    for (n, block, part) in article.prose_and_headings() {
        let text = block.prose.text();
        // The paragraphs of an answer have no labels.
        let answer = block.kind == BlockKind::Turn && block.label.is_none();
        let more = answer || block.kind == BlockKind::Paragraph && turn_resumes(article, n);
        if let Some((q, last)) = turn.filter(|&(_, last)| more && article.adjacent(last, n)) {
            // The next paragraph of a turn has no label of its own.
            out[q].content.push(article.to_document(n, Span::new(0, text.len())));
            out[q].blocks.end = n + 1;
            turn = Some((q, last.max(n)));
            continue;
        }
        if let Some(who) = signature(article, n)
            && n > 0
            && article.adjacent(n - 1, n)
            && sign(article, &mut out, n, who)
        {
            continue;
        }
        let unclosed = part.quotations.outer.last().filter(|q| q.close.is_none()).map(|q| q.span);
        let reopens = running.filter(|&(_, last)| article.adjacent(last, n) && goes_on(article, last, n));
        if running.is_some() && reopens.is_none() {
            running = None;
        }
        let shown = |a: &&Attribution| reports || a.plain;
        for (k, a) in part.attributions.iter().filter(shown).enumerate() {
            let opens = a.content.first().is_some_and(|c| text[..c.start()].trim().is_empty());
            let ends_open =
                unclosed.is_some_and(|u| a.content.iter().any(|c| c.start() <= u.start() && u.end() <= c.end()));
            let known = reopens.filter(|&(q, _)| k == 0 && opens && (a.cue.is_empty() || out[q].cue.is_empty()));
            let at = known.map_or(out.len(), |(q, _)| q);
            add(article, &mut out, at, n, part, a);
            if k == 0
                && let Some((q, _)) = reopens
                && opens
            {
                out[q].unbalanced = false;
            }
            if k == 0
                && opens
                && a.cue.is_empty()
                && out[at].cue.is_empty()
                && let Some((before, i)) = introduced.filter(|&(before, _)| article.adjacent(before, n))
            {
                out[at].cue = in_document(article, before, &i.cue);
                out[at].source = in_document(article, before, &i.source);
            } else if known.is_none()
                && let Some(&name) = names.get(&n)
            {
                out[at].source.push(name);
            }
            if ends_open {
                running = Some((at, n));
            }
            turn = (block.kind == BlockKind::Turn).then_some((at, n));
            out[at].unbalanced = ends_open;
        }
        if unclosed.is_none() {
            running = None;
        }
        if block.kind != BlockKind::Turn {
            turn = None;
        }
        // Marks inside it are those of others.
        if let Some((before, i)) = introduced.filter(|&(before, _)| set_off(article, before, n))
            && out.last().is_none_or(|q| q.blocks.end != n + 1)
        {
            out.push(block_quote(article, before, i, n));
        }
        introduced = part.introduction.as_ref().map(|i| (n, i));
    }
    out.sort_by_key(|q| (q.content.first().copied(), q.cue.first().copied()));
    out
}

/// Adds what block `n` attributes to the quote at a place, or as a new one.
fn add(article: &Article<'_>, out: &mut Vec<Quote>, at: usize, n: usize, part: &BlockExtraction, a: &Attribution) {
    let to_document = |spans: &[Span]| in_document(article, n, spans);
    let (content, cue, source) =
        (to_document(&a.content), to_document(&a.cue), to_document(&whole_names(part, &a.source)));
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
    let [cue, source] = [&introduction.cue, &introduction.source].map(|spans| in_document(article, before, spans));
    Quote::new(QuoteKind::Direct, content, cue, source, n..end)
}

/// Spans of a block where they stand in the document. Parts of inline code, which is one place there, are joined.
fn in_document(article: &Article<'_>, n: usize, spans: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.iter().map(|&s| article.to_document(n, s)) {
        match out.last_mut().filter(|last| last.overlaps(span)) {
            Some(last) => *last = last.join(span),
            None => out.push(span),
        }
    }
    out
}

/// A source with the whole of the names in it: none ends inside a name, or between a role and its name.
fn whole_names(part: &BlockExtraction, source: &[Span]) -> Vec<Span> {
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
    source.iter().map(whole).collect()
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
