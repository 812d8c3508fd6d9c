//! Which quotes tell a reader whose word it is.

use crate::extract::lexicon::{self, WordSet};
use crate::extract::{Quote, QuoteKind};
use crate::text::{Lower, Span};

/// Whether a quote is on the word of whoever is named for it, if somebody is. A generic source ("some polls") is nobody.
///
/// What somebody plans, wants, opposes or does with words is told by the writer, and rests on nobody's word. So does what
/// was told or promised to a subject, and what is expected of it.
pub(super) fn sourced(text: &str, quote: &Quote) -> bool {
    let deed = |c: &Span| lexicon::deed(c.of(text)) || done(c.of(text), text, quote) || passive(c.of(text), *c, quote);
    quote.kind != QuoteKind::Indirect || !quote.cue.iter().any(deed)
}

/// Whether a cue tells a deed: "threatened a witness", but not "threatened to resign".
fn done(cue: &str, text: &str, quote: &Quote) -> bool {
    let first = quote.content.first().map_or("", |c| c.of(text));
    let clause = first.split(|c: char| !c.is_alphabetic()).next().is_none_or(says);
    !clause && cue.lower().split_whitespace().any(|word| WordSet::Done.has(word))
}

/// Whether a word behind a verb begins what is said: "to", "that", or who does it.
pub(super) fn says(word: &str) -> bool {
    matches!(word, "" | "to" | "that" | "he" | "she" | "they" | "it" | "we" | "there")
}

/// Whether a cue is the passive of a verb whose subject did not say it: "was warned", "is expected".
fn passive(cue: &str, at: Span, quote: &Quote) -> bool {
    let lower = cue.lower();
    let mut words = lower.split_whitespace();
    let participle = |word: &str| WordSet::Promises.has(word) || lexicon::passive_cue(word);
    words.next().is_some_and(|be| WordSet::Be.has(be))
        && words.next_back().is_some_and(participle)
        && quote.source.iter().all(|s| s.start() < at.start())
}
