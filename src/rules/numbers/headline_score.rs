//! How a match or a vote ended, in a headline and in the article's first paragraphs.

use std::sync::LazyLock;

use regex::Regex;

use super::counted::past;
use super::headline_amount::Differing;
use crate::rules::reading::phrase;
use crate::text::{Block, Span};

/// So many paragraphs tell how it ended.
const LEAD: usize = 2;
/// A verb stands at most so many bytes before the result.
const REACH: usize = 60;

/// A result, and no date, season or range of years: “3-1”, “52–48”.
static RESULT: LazyLock<Regex> =
    LazyLock::new(|| phrase(r"(?:^|[\s(])(?P<result>(?P<one>\d{1,2})[-–](?P<other>\d{1,2}))(?:$|[\s.,;:!?)])"));
/// The words of what ends with a result: a match that is won, or a vote.
static ENDS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        phrase(
            r"\b(?:beats?|beaten|defeats?|defeated|thrash(?:es|ed)?|edges?|edged|wins?|won|victory|los[et]s?|lost|defeat)\b",
        ),
        phrase(r"\bvot(?:es?|ed|ing)\b"),
    ]
});

/// A result of the headline that the first paragraphs tell otherwise, where the article never tells the headline's.
pub(super) fn score<'b>(text: &str, blocks: impl Iterator<Item = &'b Block> + Clone) -> Option<Differing> {
    let mut all = RESULT.captures_iter(text);
    let (above, None) = (all.next()?, all.next()) else { return None };
    let (above, here) = (sides(&above), Span::from(above.name("result")?.range()));
    let kind = ENDS.iter().find(|kind| near(kind, text, here))?;
    let results = |b: &'b Block| RESULT.captures_iter(b.prose.text());
    if blocks.clone().flat_map(results).any(|told| sides(&told) == above) {
        return None;
    }
    let mut lead = blocks.take(LEAD).flat_map(|b| results(b).map(move |told| (b, told)));
    // Where more than one is told, which of them is meant is not certain.
    let ((block, told), None) = (lead.next()?, lead.next()) else { return None };
    let (prose, place) = (block.prose.text(), Span::from(told.name("result")?.range()));
    let meant = near(kind, prose, place) && !past(sentence(prose, place), false);
    meant.then(|| Differing { here, place: block.to_document(place), there: place.of(prose).to_owned() })
}

/// Both sides, the lesser first: the loser's own report turns them.
fn sides(found: &regex::Captures<'_>) -> (u32, u32) {
    let of = |name: &str| found[name].parse::<u32>().unwrap_or_default();
    (of("one").min(of("other")), of("one").max(of("other")))
}

/// Whether a word of what ends so stands before a result, in its clause.
fn near(kind: &Regex, text: &str, result: Span) -> bool {
    let mut start = result.start().saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = text.get(start..result.start()).unwrap_or_default();
    let clause = before.rsplit(['.', ';', ':', ',', '(']).next().unwrap_or_default();
    kind.is_match(clause)
}

/// The sentence of a result, as far as stops tell.
fn sentence(text: &str, place: Span) -> &str {
    let start = text.get(..place.start()).and_then(|b| b.rfind(". ")).map_or(0, |i| i + 2);
    let end = text.get(place.end()..).and_then(|b| b.find(". ")).map_or(text.len(), |i| place.end() + i);
    text.get(start..end).unwrap_or_default()
}
