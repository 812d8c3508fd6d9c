//! What can be checked in an article, and on whose word it rests.

mod kinds;
mod sourced;
mod support;
mod thread;
mod weight;
pub(crate) mod worth;

use serde::Serialize;

pub(super) use support::begin;

use kinds::Exclusion;
use support::Origin;
use thread::Thread;

use super::asked::Asked;
use super::lexicon::Plain;
use super::model::reading::Reading;
use super::{BlockExtraction, Reach};
use crate::text::{Block, BlockKind, Sentence, Span};

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

/// What can be checked in a sentence. Spans count bytes of the block's prose.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimCandidate {
    /// The sentence.
    pub span: Span,
    /// The index of the sentence.
    pub sentence: usize,
    /// What makes it checkable, with the words that show it.
    pub types: Vec<(ClaimType, Span)>,
    /// How much a fact-checker would want to check it, 0 to 1.
    pub score: f32,
    /// From this score on it is a claim.
    pub least: f32,
    /// Whether a rule finds it, by its kinds. Else only the model does, and nothing shows why.
    pub by_rule: bool,
    /// Whether it weighs so little that a reader needs no source for it.
    pub slight: bool,
    /// What it brings up for later sentences to go on with, and by which words.
    pub(crate) opens: Option<(Thread, Span)>,
    /// What its block tells of where it comes from, once that was asked.
    pub(crate) origin: Asked<Origin>,
    /// Whether it goes on with the source of the sentence before, once that was asked.
    pub(crate) carries: Asked<bool>,
    /// What it goes on with, if the article has told of it, once that was asked.
    pub(crate) goes_on: Asked<Option<Thread>>,
}

/// On whose word a claim rests.
#[derive(Clone, Debug, PartialEq)]
pub enum Support {
    /// A quote, by its place in the article's: the claim stands in its content.
    Quote(usize),
    /// A quote of the sentence before, whose source plainly carries over, or one that told of the poll, the study or the
    /// results that the article goes on with.
    Carried(usize),
    /// A link, footnote or citation in the sentence, in the document.
    Link(Span),
    /// The writer's, who says "I" or "we" in the sentence, by that word in the document.
    Narrator(Span),
    /// Somebody's, by these words or marks of the document: a verb that reports, quotation marks, the label of a turn.
    /// To whom they give how much of the sentence is not certain.
    Given(Span),
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
    /// Whether nobody stands behind it and it weighs too little to tell people so.
    pub slight: bool,
    /// Words of the sentence that look like a source and are none ("reportedly", "some polls").
    pub hedges: Vec<Span>,
}

impl Claim {
    /// Whether a reader can tell on whose word it rests.
    pub fn attributed(&self) -> bool {
        self.support != Support::Nobody
    }

    /// Whether it is told to people: a rule shows what there is to check, it is certain whose word it rests on, and it
    /// weighs enough.
    pub fn reasoned(&self) -> bool {
        self.shown() && !self.slight
    }

    /// Whether a rule shows what there is to check, and it is certain whose word it rests on.
    pub fn shown(&self) -> bool {
        self.by_rule && !matches!(self.support, Support::Given(_))
    }
}

/// A sentence of fewer words is no claim, unless it tells a figure and no more.
const SHORTEST: usize = 5;
/// One of fewer is none at all.
const TERSE: usize = 3;

/// The least score of a claim that only the model finds, or that a speaker makes, on whose words it was fitted.
const WORTH: f32 = 0.32;
/// The same where it is worded as advice or opinion by a speaker, or tells what may be.
const AGAINST: f32 = 0.4;
/// The same of one that a rule finds: below it, the model is sure that nobody would check it.
const LEAST: f32 = 0.1;
/// The same where words pretend to be a source.
const HEDGED: f32 = 0.03;

/// Reads what can be checked in the sentences of a block, and how much each is worth to check.
pub(super) fn candidates(block: &Block, part: &BlockExtraction, reading: &Reading) -> Vec<ClaimCandidate> {
    if block.kind == BlockKind::TableCell {
        return Vec::new();
    }
    let prose = block.prose.text();
    let mut features = Vec::new();
    let first = part.sentences.first().map(|s| Plain::new(s.span.of(prose)));
    let corrects = first.is_some_and(|s| kinds::corrects(&s));
    let mut candidate = |(n, sentence): (usize, &Sentence)| {
        let text = sentence.span.of(prose);
        let lower = Plain::new(text);
        let mut types = kinds::kinds(&lower);
        let tokens = worth::of_sentence(&part.tokens, sentence);
        let forms = worth::of_sentence(&reading.words, sentence);
        let words = text.split_whitespace().count();
        let score = worth::score(prose, tokens, forms, &types, &mut features);
        let score = score.unwrap_or_else(|| kinds::score(&types, words));
        types = types.into_iter().filter_map(|(kind, span)| kinds::read(kind, span, &lower, text)).collect();
        let excluded = kinds::excluded(&lower, &types);
        let enough = words >= SHORTEST || words >= TERSE && kinds::terse(text, &types);
        let states = enough && !corrects;
        let mut least = if states { least(excluded, !types.is_empty(), kinds::spoken(&lower)) } else { f32::INFINITY };
        let by_rule = !types.is_empty() && excluded.is_none() && states;
        // "It is widely believed": what pretends to have a source matters more than the model can tell.
        if by_rule && (HEDGED..least).contains(&score) && !kinds::hedges(&lower).is_empty() {
            least = HEDGED;
        }
        for (_, span) in &mut types {
            *span = with_digits(text, *span);
        }
        // What pretends to have a source always needs one.
        let slight = by_rule && kinds::hedges(&lower).is_empty() && weight::slight(&lower, text, &types);
        let types = types.into_iter().map(|(kind, span)| (kind, span.shift(sentence.span.start()))).collect();
        let opens = thread::opens(&lower).map(|(t, words)| (t, words.shift(sentence.span.start())));
        let (span, origin, carries, goes_on) = (sentence.span, Asked::default(), Asked::default(), Asked::default());
        ClaimCandidate { span, sentence: n, types, score, least, by_rule, slight, opens, origin, carries, goes_on }
    };
    part.sentences.iter().enumerate().map(&mut candidate).collect()
}

/// The words that show a kind of claim, with all of the number that they begin in: "2.5 gigawatt hours".
fn with_digits(text: &str, span: Span) -> Span {
    let before = text.get(..span.start()).unwrap_or_default();
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let digits = before[number.len()..].trim_start_matches(['.', ',']);
    let begins = span.of(text).starts_with(|c: char| c.is_ascii_digit());
    if begins { Span::new(span.start() - digits.len(), span.end()) } else { span }
}

/// The least score of a sentence that makes it a claim.
fn least(excluded: Option<Exclusion>, typed: bool, spoken: bool) -> f32 {
    match excluded {
        None if typed && !spoken => LEAST,
        None => WORTH,
        Some(Exclusion::Modal) => AGAINST,
        Some(Exclusion::Loose) if spoken => AGAINST,
        Some(Exclusion::Loose | Exclusion::Firm) => f32::INFINITY,
    }
}

impl ClaimCandidate {
    /// Whether it is a claim, where so much is asked for.
    fn wanted(&self, reach: Reach) -> bool {
        reach == Reach::All || self.score >= self.least
    }

    /// Whether people are told of it.
    fn told(&self, reach: Reach) -> bool {
        self.by_rule && self.score >= if reach == Reach::All { LEAST } else { self.least }
    }
}
