//! The quotes of an article: the attributions of its blocks, joined over paragraphs.

use std::ops::Range;

use serde::Serialize;

use super::{Article, SpeakerId};
use crate::text::Span;

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
    /// The source gives a role that one speaker of the article has.
    Role,
    /// The source is a pronoun.
    Pronoun,
    /// There is no source; the speaker of the quote before goes on.
    Continuation,
    /// The label of the turn names them.
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
    /// The speakers it may be, where that is not certain.
    pub candidates: Vec<SpeakerId>,
    /// The quote that it goes on from, where it has no source of its own.
    pub continues: Option<usize>,
    /// The blocks that hold its content.
    pub blocks: Range<usize>,
    /// Whether a quotation mark of it is missing. A quotation over several paragraphs has all it needs.
    pub unbalanced: bool,
}

/// Joins what the blocks attribute into the quotes of the article, without their speakers.
pub(super) fn quotes(_article: &Article<'_>) -> Vec<Quote> {
    Vec::new()
}
