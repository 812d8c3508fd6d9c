//! What can be checked in an article, and on whose word it rests.

mod kinds;
mod support;
pub(crate) mod worth;

use serde::Serialize;

use kinds::Exclusion;
pub(crate) use support::Origin;

use super::lexicon::Plain;
use super::model::reading::Reading;
use super::{Article, BlockExtraction, Quote};
use crate::text::{Block, BlockKind, Span};

/// What makes a sentence checkable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimType {
    /// A rate, share, average or other figure that somebody computed.
    Statistic,
    /// A number of things, money, people, time.
    Quantity,
    /// More, less, most, first, only.
    Comparison,
    /// One thing brings about another.
    Cause,
    /// Something happened, or how often it does.
    Event,
    /// Something will happen, or somebody plans it.
    Prediction,
    /// A law, a ruling or a vote.
    Law,
    /// What research found.
    Research,
}

impl ClaimType {
    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statistic => "statistic",
            Self::Quantity => "quantity",
            Self::Comparison => "comparison",
            Self::Cause => "cause",
            Self::Event => "event",
            Self::Prediction => "prediction",
            Self::Law => "law or vote",
            Self::Research => "research",
        }
    }
}

/// A checkable stretch of a block. Spans count bytes of the block's prose.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimCandidate {
    /// The sentence, or the part of it that can be checked.
    pub span: Span,
    /// The index of its sentence.
    pub sentence: usize,
    /// What makes it checkable, with the words that show it.
    pub types: Vec<(ClaimType, Span)>,
    /// How much a fact-checker would want to check it, 0 to 1.
    pub score: f32,
    /// Whether a rule finds it, by its kinds. Else only the model does, and nothing shows why.
    pub by_rule: bool,
    /// What its block tells of where it comes from.
    pub(crate) origin: Origin,
}

/// On whose word a claim rests.
#[derive(Clone, Debug, PartialEq)]
pub enum Support {
    /// A quote, by its place in the article's: the claim stands in its content.
    Quote(usize),
    /// A quote of the sentence before, whose source plainly carries over.
    Carried(usize),
    /// A link, footnote or citation in the sentence, in the document.
    Link(Span),
    /// The writer's, who says "I" or "we" in the sentence, by that word in the document.
    Narrator(Span),
    /// Nobody's.
    Nobody,
}

/// A claim of the article. Spans count bytes of the document.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The sentence, or the part of it that can be checked.
    pub span: Span,
    /// What makes it checkable, with the words that show it.
    pub types: Vec<(ClaimType, Span)>,
    /// How much a fact-checker would want to check it, 0 to 1.
    pub score: f32,
    /// On whose word it rests.
    pub support: Support,
    /// Whether a rule finds it, by its kinds. Else only the model does, and nothing shows why.
    pub by_rule: bool,
    /// Words of the sentence that look like a source and are none ("reportedly", "some polls").
    pub hedges: Vec<Span>,
}

impl Claim {
    /// Whether a reader can tell on whose word it rests.
    pub fn attributed(&self) -> bool {
        self.support != Support::Nobody
    }
}

/// A sentence of fewer words is no claim.
const SHORTEST: usize = 5;

/// The least score of a claim that a rule finds: below it, the model is sure that nobody would check it.
const LEAST: f32 = 0.1;
/// The same in the words of a speaker, on which the model was fitted.
const SPOKEN: f32 = 0.3;
/// The least score of a claim that only the model finds.
const ALONE: f32 = 0.3;
/// The same where a speaker words it as advice or opinion, or tells what may be.
const AGAINST: f32 = 0.35;

/// Finds what can be checked in a block: its sentences that state something of a checkable kind, and those of which
/// the model is sure. Also how much each sentence is worth to check.
pub(super) fn candidates(block: &Block, part: &BlockExtraction) -> (Vec<ClaimCandidate>, Vec<f32>) {
    let (mut out, mut worth) = (Vec::new(), Vec::new());
    if block.kind == BlockKind::TableCell {
        return (out, worth);
    }
    let prose = block.prose.text();
    let mut reading = Reading::default();
    reading.read(prose, &part.tokens, &part.sentences, &part.quotations);
    let mut features = Vec::new();
    for (n, sentence) in part.sentences.iter().enumerate() {
        let text = sentence.span.of(prose);
        let lower = Plain::new(text);
        let types = kinds::kinds(&lower);
        let tokens = worth::of_sentence(&part.tokens, sentence);
        let forms = worth::of_sentence(&reading.words, sentence);
        let words = text.split_whitespace().count();
        let score = worth::score(prose, tokens, forms, &types, &mut features);
        let score = score.unwrap_or_else(|| kinds::score(&types, words));
        worth.push(score);
        if words < SHORTEST || score < least(&lower, &types) {
            continue;
        }
        let by_rule = !types.is_empty() && kinds::excluded(&lower, &types).is_none();
        let types = types.into_iter().map(|(kind, span)| (kind, span.shift(sentence.span.start))).collect();
        let origin = Origin::read(block, part, n, &lower);
        out.push(ClaimCandidate { span: sentence.span, sentence: n, types, score, by_rule, origin });
    }
    (out, worth)
}

/// The least score of a sentence that makes it a claim.
fn least(sentence: &Plain, types: &[(ClaimType, Span)]) -> f32 {
    match kinds::excluded(sentence, types) {
        Some(Exclusion::Firm) => f32::INFINITY,
        Some(Exclusion::Loose) if kinds::spoken(sentence) => AGAINST,
        Some(Exclusion::Loose) => f32::INFINITY,
        None if types.is_empty() => ALONE,
        None if kinds::spoken(sentence) => SPOKEN,
        None => LEAST,
    }
}

/// Gives the claims of an article what they rest on.
pub(super) fn claims(article: &Article<'_>, quotes: &[Quote]) -> Vec<Claim> {
    support::claims(article, quotes)
}
