//! What stands at a place of an article.

use crate::analysis::Analysis;
use crate::extract::{BoilerplateLine, Extraction, MentionForm, SpeakerId};
use crate::text::Span;

/// What of a quote stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) enum Part {
    /// The words that name who.
    Source,
    /// The words that attribute.
    Cue,
    /// The words said.
    Content,
}

/// A quote at a place.
#[derive(Clone, Copy, Debug)]
pub(in crate::server) struct QuoteAt {
    /// Its place in the article's.
    pub(in crate::server) index: usize,
    /// What of it stands there.
    pub(in crate::server) part: Part,
    /// The words of that part.
    pub(in crate::server) span: Span,
}

/// A mention of a speaker at a place.
#[derive(Clone, Copy, Debug)]
pub(in crate::server) struct MentionAt {
    /// The speaker.
    pub(in crate::server) speaker: SpeakerId,
    /// Its words.
    pub(in crate::server) span: Span,
    /// How they name.
    pub(in crate::server) form: MentionForm,
}

/// Whom a place speaks of.
#[derive(Clone, Debug)]
pub(in crate::server) struct Subject {
    /// The speakers: one, or all that it may be.
    pub(in crate::server) speakers: Vec<SpeakerId>,
    /// The words at the place that are theirs.
    pub(in crate::server) span: Span,
    /// The quote in whose words the place stands, where it does.
    pub(in crate::server) within: Option<usize>,
}

/// The line of boilerplate that holds a byte.
pub(in crate::server) fn boilerplate(extraction: &Extraction, at: usize) -> Option<&BoilerplateLine> {
    let line = extraction.boilerplate.partition_point(|l| l.span.end() <= at);
    extraction.boilerplate.get(line).filter(|l| l.span.contains(at))
}

/// The innermost quote that has its words, cue or source at a byte.
pub(in crate::server) fn quote(extraction: &Extraction, at: usize) -> Option<QuoteAt> {
    let quotes = extraction.quotes.iter().enumerate().filter(|(_, q)| q.told());
    let parts = quotes.flat_map(|(index, q)| {
        let parts = [(Part::Source, &q.source), (Part::Cue, &q.cue), (Part::Content, &q.content)];
        parts.into_iter().flat_map(move |(part, spans)| spans.iter().map(move |&span| QuoteAt { index, part, span }))
    });
    parts.filter(|p| p.span.contains(at)).min_by_key(|p| p.span.len())
}

/// How many mentions of one speaker may begin before the end of another.
const NESTED: usize = 4;

/// The shortest mention of a speaker that holds a byte.
pub(in crate::server) fn mention(extraction: &Extraction, at: usize) -> Option<MentionAt> {
    let speakers = extraction.speakers.iter().enumerate();
    let mentions = speakers.filter_map(|(speaker, s)| {
        // Those of one speaker are in order and hardly ever one inside the other.
        let last = s.mentions.partition_point(|(m, _)| m.start() <= at);
        let near = s.mentions[..last].iter().rev().take(NESTED);
        let &(span, form) = near.filter(|(m, _)| m.contains(at)).min_by_key(|(m, _)| m.len())?;
        Some(MentionAt { speaker, span, form })
    });
    mentions.min_by_key(|m| m.span.len())
}

/// What `find` finds where a caret stands: in the words behind it or, where none are, in those that end at it.
pub(in crate::server) fn at_caret<T>(analysis: &Analysis, at: usize, find: impl Fn(usize) -> Option<T>) -> Option<T> {
    find(at).or_else(|| {
        let before = analysis.text.get(..at)?.chars().next_back().filter(|c| !c.is_whitespace())?;
        find(at - before.len_utf8())
    })
}

/// Whom the words at a caret speak of: a mention of a speaker, or a quote and so who says it.
pub(in crate::server) fn subject(analysis: &Analysis, caret: usize) -> Option<Subject> {
    let extraction = &analysis.extraction;
    if at_caret(analysis, caret, |at| boilerplate(extraction, at)).is_some() {
        return None;
    }
    let named = |at| mention(extraction, at).map(|m| Subject { speakers: vec![m.speaker], span: m.span, within: None });
    let quoted = |at| {
        let found = quote(extraction, at)?;
        let quote = extraction.quotes.get(found.index)?;
        let speakers = quote.speaker.map_or_else(|| quote.candidates.clone(), |id| vec![id]);
        let within = (found.part == Part::Content).then_some(found.index);
        Some(Subject { speakers, span: found.span, within })
    };
    at_caret(analysis, caret, named).or_else(|| at_caret(analysis, caret, quoted))
}
