//! Which claims weigh enough for a reader to be told of them unasked.
//!
//! Match reports, market reports and advertisements are full of figures that nobody asks a source for, and so are lives and
//! the background of the news of what somebody did on some day. They stay claims, and are shown where everything is asked for.

use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};

use super::ClaimType;
use crate::extract::lexicon::{self, Patterns, Plain};
use crate::text::Span;

static SLIGHT: LazyLock<Patterns> = LazyLock::new(|| Patterns::listed(include_str!("../lexicon/claim_slight.tsv")));

/// The patterns of a part of the list that tells what makes a plain story weigh more, or a kind of claim less.
fn part(part: &'static str) -> impl Iterator<Item = &'static str> {
    let rows = lexicon::rows(include_str!("../lexicon/claim_weights.tsv"));
    rows.filter(move |row| row.first() == Some(&part)).filter_map(|row| row.get(1).copied())
}

static HEAVY: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(part("heavy")));
static FIGURE: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(part("figure")));
static COMPARISON: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(part("comparison")));
/// What a court decided or was told in public, wrongs and all.
static COURT: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(part("court")));
static LAW: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(part("law")));
/// What stands in the diary.
static PREDICTION: LazyLock<Patterns> = LazyLock::new(|| Patterns::new(part("prediction")));

/// Figures that measure nothing: years, days, hours, ages, spans of time, numbers that are names.
static LIGHT: LazyLock<Regex> = LazyLock::new(|| {
    let all = format!("(?:{})", part("light").collect::<Vec<_>>().join("|"));
    RegexBuilder::new(&all).unicode(false).build().expect("the patterns are fixed and tested")
});

/// Whether a sentence of these kinds says nothing for which a reader needs a source. Spans count bytes of `text`, which
/// `sentence` has folded.
pub(super) fn slight(sentence: &Plain, text: &str, kinds: &[(ClaimType, Span)]) -> bool {
    SLIGHT.matches(sentence).next().is_some() || story(sentence, text, kinds)
}

/// Whether a sentence tells what happened and no more: no figure that measures, no wrong, nothing that was never done.
fn story(sentence: &Plain, text: &str, kinds: &[(ClaimType, Span)]) -> bool {
    let shown = |patterns: &Patterns, words: Span| patterns.matches(&Plain::new(words.of(text))).next().is_some();
    let light = |&(kind, words): &(ClaimType, Span)| match kind {
        ClaimType::Event | ClaimType::Quantity => true,
        ClaimType::Comparison => shown(&COMPARISON, words),
        ClaimType::Law => shown(&COURT, words) || shown(&LAW, words),
        ClaimType::Prediction => PREDICTION.matches(sentence).next().is_some(),
        _ => false,
    };
    let court = || kinds.iter().any(|k| k.0 == ClaimType::Law && shown(&COURT, k.1));
    kinds.iter().all(light) && (HEAVY.matches(sentence).next().is_none() || court()) && !measures(sentence)
}

/// Whether figures are left once the light ones are out.
fn measures(sentence: &Plain) -> bool {
    if FIGURE.matches(sentence).next().is_none() {
        return false;
    }
    let rest = LIGHT.replace_all(sentence.text().as_bytes(), &b" ~ "[..]);
    FIGURE.matches(&Plain::new(&String::from_utf8_lossy(&rest))).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        const PARTS: [&str; 7] = ["heavy", "light", "figure", "comparison", "law", "court", "prediction"];
        for row in lexicon::rows(include_str!("../lexicon/claim_weights.tsv")) {
            assert!(row.len() == 2 && PARTS.contains(&row[0]), "{row:?}");
        }
        assert!(PARTS.iter().all(|p| part(p).next().is_some()) && LIGHT.is_match(b"in 1987"));
    }

    #[test]
    fn a_story_has_no_figure_that_measures() {
        let measured = |text: &str| measures(&Plain::new(text));
        for text in [
            "In May 1987 she moved to a house on Route 66.",
            "He served for 20 years and died at 81.",
            "The mill, 12 miles from the sea, burned down two days later, at 4.30 a.m.",
            "Two women came down the steps.",
        ] {
            assert!(!measured(text), "{text}");
        }
        for text in
            ["She sold 1,987 boats in 1987.", "It took 94 minutes.", "Thousands left.", "He lost half of the vote."]
        {
            assert!(measured(text), "{text}");
        }
    }
}
