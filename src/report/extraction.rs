use serde::Serialize;

use super::Offsets;
use crate::extract::{
    BoilerplateKind, Claim, ClaimType, Extraction, Quote, QuoteKind, Resolution, SpeakerKind, Support,
};
use crate::text::Span;

type Units = [usize; 2];

/// An extraction as JSON: what `whosaid extract` writes.
///
/// Spans count the units that `offsets` names, from the start of the document, and are half open.
#[derive(Serialize)]
pub struct ExtractionRecord<'a, I> {
    id: I,
    offsets: &'static str,
    quotes: Vec<QuoteRecord<'a>>,
    speakers: Vec<SpeakerRecord<'a>>,
    claims: Vec<ClaimRecord>,
    boilerplate: Vec<BoilerplateRecord<'a>>,
}

#[derive(Serialize)]
struct QuoteRecord<'a> {
    kind: QuoteKind,
    content: Vec<Units>,
    cue: Vec<Units>,
    source: Vec<Units>,
    speaker: Option<&'a str>,
    /// How the speaker was found.
    resolution: Resolution,
    /// Who it may be, where that is not certain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<&'a str>,
    /// The index of the quote that it goes on from.
    #[serde(skip_serializing_if = "Option::is_none")]
    continues: Option<usize>,
    /// Whether a quotation mark is missing.
    #[serde(skip_serializing_if = "is_false")]
    unbalanced: bool,
}

#[derive(Serialize)]
struct SpeakerRecord<'a> {
    name: &'a str,
    kind: SpeakerKind,
    roles: &'a [String],
    mentions: Vec<Units>,
}

#[derive(Serialize)]
struct ClaimRecord {
    span: Units,
    types: Vec<ClaimType>,
    score: f64,
    attributed: bool,
    evidence: Vec<Units>,
    /// The index of the quote that it stands in or that carries over to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<usize>,
}

#[derive(Serialize)]
struct BoilerplateRecord<'a> {
    line: usize,
    span: Units,
    kind: BoilerplateKind,
    score: f64,
    reason: &'a str,
    /// Lines with the same number belong together.
    region: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(b: &bool) -> bool {
    !b
}

/// Two decimals say all that a score knows.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

/// Four decimals: claims are ranked by it, and two would make too many equal.
fn ranked(score: f32) -> f64 {
    (f64::from(score) * 1e4).round() / 1e4
}

impl<'a, I: Serialize> ExtractionRecord<'a, I> {
    /// Writes down what was found in the document that `offsets` has read. `id` is the caller's name for it.
    pub fn new(id: I, extraction: &'a Extraction, offsets: &Offsets<'_>) -> Self {
        let name = |id: usize| extraction.speakers.get(id).map(|s| s.name.as_str());
        Self {
            id,
            offsets: offsets.name(),
            quotes: extraction.quotes.iter().map(|q| quote(q, name, offsets)).collect(),
            speakers: extraction
                .speakers
                .iter()
                .map(|s| SpeakerRecord {
                    name: &s.name,
                    kind: s.kind,
                    roles: &s.roles,
                    mentions: s.mentions.iter().map(|m| offsets.span(m.0)).collect(),
                })
                .collect(),
            claims: extraction.claims.iter().map(|c| claim(c, &extraction.quotes, offsets)).collect(),
            boilerplate: extraction
                .boilerplate
                .iter()
                .map(|l| BoilerplateRecord {
                    line: l.line,
                    span: offsets.span(l.span),
                    kind: l.kind,
                    score: rounded(l.score),
                    reason: &l.reason,
                    region: l.region,
                })
                .collect(),
        }
    }
}

fn quote<'a>(quote: &Quote, name: impl Fn(usize) -> Option<&'a str>, offsets: &Offsets<'_>) -> QuoteRecord<'a> {
    QuoteRecord {
        kind: quote.kind,
        content: offsets.spans(&quote.content),
        cue: offsets.spans(&quote.cue),
        source: offsets.spans(&quote.source),
        speaker: quote.speaker.and_then(&name),
        resolution: quote.resolution,
        candidates: quote.candidates.iter().filter_map(|&c| name(c)).collect(),
        continues: quote.continues,
        unbalanced: quote.unbalanced,
    }
}

fn claim(claim: &Claim, quotes: &[Quote], offsets: &Offsets<'_>) -> ClaimRecord {
    let quote = match claim.support {
        Support::Quote(i) | Support::Carried(i) => Some(i),
        Support::Link(_) | Support::Narrator(_) | Support::Given(_) | Support::Nobody => None,
    };
    ClaimRecord {
        span: offsets.span(claim.span),
        types: claim_types(claim),
        score: ranked(claim.score),
        attributed: claim.attributed(),
        evidence: offsets.spans(&evidence(claim, quotes)),
        quote,
    }
}

/// What makes a claim checkable, each kind once.
pub(crate) fn claim_types(claim: &Claim) -> Vec<ClaimType> {
    let mut types: Vec<ClaimType> = Vec::new();
    for (kind, _) in &claim.types {
        if !types.contains(kind) {
            types.push(*kind);
        }
    }
    types
}

/// The words that a claim rests on: those that make it checkable, then those that tell on whose word, or only seem to.
pub(crate) fn evidence(claim: &Claim, quotes: &[Quote]) -> Vec<Span> {
    let mut spans: Vec<Span> = claim.types.iter().map(|t| t.1).chain(claim.hedges.iter().copied()).collect();
    match claim.support {
        Support::Quote(i) | Support::Carried(i) => {
            if let Some(quote) = quotes.get(i) {
                spans.extend(quote.cue.iter().chain(&quote.source));
            }
        }
        Support::Link(words) | Support::Narrator(words) | Support::Given(words) => spans.push(words),
        Support::Nobody => {}
    }
    spans.sort_unstable();
    spans.dedup();
    spans
}
