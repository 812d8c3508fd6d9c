//! What somebody says: a quote, as the extraction hands it on.

use std::ops::Range;

use serde::Serialize;

use super::SpeakerId;
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
