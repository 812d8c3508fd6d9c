//! What makes a sentence checkable, and what keeps it from being a claim.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use super::ClaimType;
use crate::extract::lexicon;
use crate::text::Span;

/// A set with room for its automaton: with less the engine gives up on it and takes its slow path.
fn set(patterns: &[String]) -> RegexSet {
    RegexSetBuilder::new(patterns).dfa_size_limit(32 << 20).build().expect("the patterns are fixed and tested")
}

/// How a pattern begins, up to the first gap of any words: where this does not occur, the pattern does not, and it
/// takes a small automaton to know.
fn head(pattern: &str) -> &str {
    let gaps = [r"(?:\s+\w+){", r"(?:\s+\S+){", r"(?:\w+ ){", r"(?:\w+\s+){", ".*"];
    let end = gaps.iter().filter_map(|g| pattern.find(g)).min().unwrap_or(pattern.len());
    let head = &pattern[..end];
    if Regex::new(head).is_ok_and(|r| !r.is_match("")) { head } else { pattern }
}

/// Patterns that are tried together and then placed one by one. They read text in ASCII lower case.
struct Patterns {
    heads: RegexSet,
    each: Vec<Regex>,
}

impl Patterns {
    fn new(patterns: &[&str]) -> Self {
        let heads: Vec<String> = patterns.iter().map(|p| lexicon::plain_pattern(head(p))).collect();
        let whole = patterns.iter().map(|p| lexicon::plain_pattern(p));
        let each = whole.map(|p| Regex::new(&p).expect("the patterns are fixed and tested")).collect();
        Self { heads: set(&heads), each }
    }

    /// Where each pattern that occurs in `text` first stands, with its index.
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Span)> + 'a {
        let hits: Vec<usize> = self.heads.matches(text).into_iter().collect();
        hits.into_iter().filter_map(|i| self.each[i].find(text).map(|m| (i, Span::new(m.start(), m.end()))))
    }
}

static KINDS: LazyLock<(Vec<ClaimType>, Patterns)> = LazyLock::new(|| {
    let rows: Vec<(ClaimType, &str)> = lexicon::rows(include_str!("../lexicon/claim_kinds.tsv"))
        .filter_map(|row| Some((kind(row.first()?)?, *row.get(1)?)))
        .collect();
    let patterns: Vec<&str> = rows.iter().map(|r| r.1).collect();
    (rows.iter().map(|r| r.0).collect(), Patterns::new(&patterns))
});

/// The reasons that keep a sentence from being a claim, and their patterns.
static EXCLUSIONS: LazyLock<(Vec<&str>, RegexSet)> = LazyLock::new(|| {
    let rows: Vec<(&str, &str)> = lexicon::rows(include_str!("../lexicon/claim_exclusions.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .collect();
    let patterns: Vec<String> = rows.iter().map(|r| lexicon::plain_pattern(r.1)).collect();
    (rows.into_iter().map(|r| r.0).collect(), set(&patterns))
});

static HEDGES: LazyLock<Patterns> = LazyLock::new(|| {
    let patterns: Vec<&str> =
        lexicon::rows(include_str!("../lexicon/claim_hedges.tsv")).filter_map(|row| row.first().copied()).collect();
    Patterns::new(&patterns)
});

fn kind(name: &str) -> Option<ClaimType> {
    Some(match name {
        "statistic" => ClaimType::Statistic,
        "quantity" => ClaimType::Quantity,
        "comparison" => ClaimType::Comparison,
        "cause" => ClaimType::Cause,
        "event" => ClaimType::Event,
        "prediction" => ClaimType::Prediction,
        "law" => ClaimType::Law,
        "research" => ClaimType::Research,
        _ => return None,
    })
}

/// The kinds of a sentence in ASCII lower case, each once, with the words that show it (bytes of `sentence`).
pub(super) fn kinds(sentence: &str) -> Vec<(ClaimType, Span)> {
    let mut out: Vec<(ClaimType, Span)> = Vec::new();
    for (i, span) in KINDS.1.places(sentence) {
        let kind = KINDS.0[i];
        if !out.iter().any(|o| o.0 == kind) {
            out.push((kind, span));
        }
    }
    out.sort();
    out
}

/// Why a sentence is no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exclusion {
    /// A question, what the writer saw, a definition, a condition: it states nothing that can be checked.
    Firm,
    /// Advice, opinion, what may be: a speaker may state a fact with it.
    Loose,
}

/// Whether a sentence, in ASCII lower case, of these kinds is a question, advice, opinion, what the writer saw, or a definition.
pub(super) fn excluded(sentence: &str, kinds: &[(ClaimType, Span)]) -> Option<Exclusion> {
    let numbers = kinds.iter().any(|k| matches!(k.0, ClaimType::Statistic | ClaimType::Quantity));
    let reasons = EXCLUSIONS.1.matches(sentence).into_iter().map(|i| EXCLUSIONS.0[i]);
    let mut reasons = reasons.filter(|r| !(numbers && *r == "modal")).peekable();
    reasons.peek()?;
    Some(if reasons.all(|r| matches!(r, "advice" | "opinion" | "modal")) { Exclusion::Loose } else { Exclusion::Firm })
}

/// Whether somebody speaks of themselves in a sentence, in ASCII lower case.
pub(super) fn spoken(sentence: &str) -> bool {
    // “We’re” and “I've” too; “us” may be the country.
    const PERSONS: [&str; 5] = ["i", "we", "my", "our", "me"];
    sentence.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        PERSONS.contains(&word.split(['\'', '’']).next().unwrap_or(word))
    })
}

/// Words of a sentence, in ASCII lower case, that look like a source and are none (bytes of `sentence`).
pub(super) fn hedges(sentence: &str) -> Vec<Span> {
    let mut out: Vec<Span> = HEDGES.places(sentence).map(|(_, span)| span).collect();
    out.sort();
    out.dedup_by(|b, a| a.overlaps(*b));
    out
}

/// How much a fact-checker would want to check a sentence of these kinds: each kind leaves its share of doubt.
pub(super) fn score(kinds: &[(ClaimType, Span)], words: usize) -> f32 {
    let rest: f32 = kinds.iter().map(|k| 1.0 - weight(k.0)).product();
    // A short sentence says less that can be checked.
    (1.0 - rest) * (words as f32 / 14.0).clamp(0.5, 1.0)
}

const fn weight(kind: ClaimType) -> f32 {
    match kind {
        ClaimType::Statistic => 0.6,
        ClaimType::Quantity => 0.55,
        ClaimType::Research => 0.5,
        ClaimType::Comparison => 0.45,
        ClaimType::Law => 0.4,
        ClaimType::Cause => 0.35,
        ClaimType::Event => 0.35,
        ClaimType::Prediction => 0.25,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for row in lexicon::rows(include_str!("../lexicon/claim_kinds.tsv")) {
            assert!(row.len() == 2 && kind(row[0]).is_some(), "{row:?}");
        }
        assert!(lexicon::rows(include_str!("../lexicon/claim_exclusions.tsv")).all(|r| r.len() == 2));
        assert!(!KINDS.0.is_empty() && !EXCLUSIONS.0.is_empty() && !HEDGES.each.is_empty());
    }
}
