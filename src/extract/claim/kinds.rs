//! What makes a sentence checkable, and what keeps it from being a claim.

use std::sync::LazyLock;

use super::ClaimType;
use crate::extract::lexicon::{self, Closed, Patterns, Plain, WordClass, WordSet};
use crate::text::{Lower, Span};

static KINDS: LazyLock<(Vec<ClaimType>, Patterns)> =
    LazyLock::new(|| by_kind(include_str!("../lexicon/claim_kinds.tsv")));

/// What words that look like a kind stand in where they tell something else.
static MISREAD: LazyLock<(Vec<ClaimType>, Patterns)> =
    LazyLock::new(|| by_kind(include_str!("../lexicon/claim_misread.tsv")));

/// The patterns of a list, each with its kind.
fn by_kind(list: &'static str) -> (Vec<ClaimType>, Patterns) {
    let rows: Vec<(ClaimType, &str)> =
        lexicon::rows(list).filter_map(|row| Some((kind(row.first()?)?, *row.get(1)?))).collect();
    (rows.iter().map(|r| r.0).collect(), Patterns::new(rows.iter().map(|r| r.1)))
}

/// The reasons that keep a sentence from being a claim, and their patterns.
static EXCLUSIONS: LazyLock<(Vec<&str>, Patterns)> = LazyLock::new(|| {
    let rows: Vec<(&str, &str)> = lexicon::rows(include_str!("../lexicon/claim_exclusions.tsv"))
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .collect();
    (rows.iter().map(|r| r.0).collect(), Patterns::new(rows.iter().map(|r| r.1)))
});

static HEDGES: LazyLock<Patterns> = LazyLock::new(|| Patterns::listed(include_str!("../lexicon/claim_hedges.tsv")));

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

/// The kinds of a sentence, each once, with the words that show it (bytes of `sentence`).
pub(super) fn kinds(sentence: &Plain) -> Vec<(ClaimType, Span)> {
    let mut out: Vec<(ClaimType, Span)> = Vec::new();
    let (kinds, patterns) = &*KINDS;
    for i in patterns.likely(sentence) {
        if out.iter().all(|o| o.0 != kinds[i])
            && let Some(span) = patterns.place(i, sentence)
        {
            out.push((kinds[i], span));
        }
    }
    out.sort();
    out
}

/// The words that show a kind, where those found first tell something else: the first others that do not.
pub(super) fn read(kind: ClaimType, words: Span, sentence: &Plain, text: &str) -> Option<(ClaimType, Span)> {
    if !misread(kind, words, text) {
        return Some((kind, words));
    }
    let (kinds, patterns) = &*KINDS;
    let mut places =
        patterns.likely(sentence).filter(|&i| kinds[i] == kind).filter_map(|i| patterns.place(i, sentence));
    places.find(|&place| place != words && !misread(kind, place, text)).map(|place| (kind, place))
}

/// Words with what stands around them, and marks between.
fn marked(words: Span, sentence: &str) -> Plain {
    /// How much of either side is looked at, in bytes.
    const AROUND: usize = 40;
    let from = sentence.floor_char_boundary(words.start().saturating_sub(AROUND));
    let to = sentence.ceil_char_boundary((words.end() + AROUND).min(sentence.len()));
    let (before, behind) = (&sentence[from..words.start()], &sentence[words.end()..to]);
    Plain::new(&format!("{before}<{}>{behind}", words.of(sentence)))
}

/// Whether words that look like a kind of claim tell something else: a year before another phrase (“2022 with lamps”), or
/// what somebody is (“a retired plumber”).
fn misread(kind: ClaimType, words: Span, sentence: &str) -> bool {
    let shown = words.of(sentence);
    let (kinds, patterns) = &*MISREAD;
    let around = marked(words, sentence);
    if patterns.likely(&around).any(|i| kinds[i] == kind && patterns.place(i, &around).is_some()) {
        return true;
    }
    let year = |word: &str| {
        word.len() == 4
            && ["15", "16", "17", "18", "19", "20"].iter().any(|century| word.starts_with(century))
            && word.bytes().all(|b| b.is_ascii_digit())
    };
    match kind {
        ClaimType::Quantity => {
            let Some((number, behind)) = shown.split_once(' ') else { return false };
            let next = behind.split(' ').next().unwrap_or_default();
            // “the 2024 Paris games”, but “2000 Spaniards”
            let place = next.starts_with(char::is_uppercase) && !next.ends_with('s');
            year(number) && (place || lexicon::closed_class(next).is(Closed::FUNCTION))
        }
        // The first half of a year or a match is no share.
        ClaimType::Statistic if shown.lower().starts_with("half of") => {
            let before = sentence.get(..words.start()).unwrap_or_default().split_whitespace().next_back();
            before.is_some_and(|w| matches!(&*w.lower(), "first" | "second" | "latter" | "last" | "opening"))
        }
        // “The first one in 1998 was lost” is no ratio; “one in 2000 people” is.
        ClaimType::Statistic => {
            let behind = sentence.get(words.end()..).unwrap_or_default();
            let next = behind.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or_default();
            let counted = behind.starts_with(' ') && lexicon::common(next) == Some(WordClass::Plural);
            let ratio = shown.split(' ').nth(1).is_some_and(|w| w.eq_ignore_ascii_case("in"));
            let ratio = ratio && shown.split(' ').count() == 3;
            ratio && shown.split(' ').next_back().is_some_and(year) && !counted
        }
        ClaimType::Event => {
            let before = sentence.get(..words.start()).unwrap_or_default().split_whitespace().next_back();
            let article = before.is_some_and(|w| lexicon::closed_class(&w.lower()).is(Closed::DETERMINER));
            article && WordSet::Personal.has(shown)
        }
        _ => false,
    }
}

/// Why a sentence is no claim, the weakest reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exclusion {
    /// What may be: it can be asked how likely that is.
    Modal,
    /// Advice, opinion, what somebody did themselves: a speaker may state a fact with it.
    Loose,
    /// A question, what the writer saw, a definition, a condition: it states nothing that can be checked.
    Firm,
}

/// Whether a sentence of these kinds is a question, advice, opinion, what the writer saw, or a definition.
pub(super) fn excluded(sentence: &Plain, kinds: &[(ClaimType, Span)]) -> Option<Exclusion> {
    let numbers = kinds.iter().any(|k| matches!(k.0, ClaimType::Statistic | ClaimType::Quantity));
    let reasons: Vec<&str> = EXCLUSIONS.1.matches(sentence).map(|i| EXCLUSIONS.0[i]).collect();
    // "It was closed in May."
    let may = if reasons.contains(&"month") { "may" } else { "month" };
    let reasons = reasons.into_iter().filter(|&r| r != "month" && r != may);
    // "The traffic should resume on Monday" foresees and does not advise.
    let foreseen = kinds.iter().any(|k| {
        let words = sentence.text().get(k.1.start()..k.1.end()).unwrap_or_default();
        k.0 == ClaimType::Prediction && words.starts_with("should ")
    });
    let reasons = reasons.filter(|r| !(numbers && matches!(*r, "modal" | "may") || foreseen && *r == "advice"));
    let of = |r: &str| match r {
        "modal" | "may" => Exclusion::Modal,
        "advice" | "opinion" | "deed" => Exclusion::Loose,
        _ => Exclusion::Firm,
    };
    reasons.map(of).max()
}

/// Whether a sentence begins a note that corrects the article.
pub(super) fn corrects(sentence: &Plain) -> bool {
    EXCLUSIONS.1.matches(sentence).any(|i| EXCLUSIONS.0[i] == "correction")
}

/// Whether a short sentence says enough to be checked: it has a figure that somebody computed, and a verb.
pub(super) fn terse(sentence: &str, kinds: &[(ClaimType, Span)]) -> bool {
    let verb = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).lower();
        lexicon::closed_class(&word).is(Closed::AUXILIARY)
            || matches!(lexicon::common(&word), Some(WordClass::Past | WordClass::Verb))
    };
    kinds.iter().any(|k| k.0 == ClaimType::Statistic)
        && sentence.trim_end().ends_with('.')
        && sentence.split_whitespace().skip(1).any(verb)
}

/// Whether somebody speaks of themselves in a sentence.
pub(super) fn spoken(sentence: &Plain) -> bool {
    sentence.text().split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        // “We’re” and “I've” too; “us” may be the country.
        let own = word.split(['\'', '’']).next().unwrap_or(word);
        own == "i" || own.starts_with(['w', 'm', 'o']) && lexicon::first_person(own).is_some()
    })
}

/// Words of a sentence that look like a source and are none (bytes of `sentence`).
pub(super) fn hedges(sentence: &Plain) -> Vec<Span> {
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
        for row in lexicon::rows(include_str!("../lexicon/claim_misread.tsv")) {
            assert!(row.len() == 2 && kind(row[0]).is_some() && row[1].contains(['<', '>']), "{row:?}");
        }
        assert!(lexicon::rows(include_str!("../lexicon/claim_exclusions.tsv")).all(|r| r.len() == 2));
        assert!(!KINDS.0.is_empty() && !EXCLUSIONS.0.is_empty());
    }
}
