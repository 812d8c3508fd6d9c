//! How a match or a vote ended, in a headline and in the article's first paragraphs.

use std::ptr;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::counted::past;
use super::headline_amount::Differing;
use crate::extract::lexicon;
use crate::rules::reading::phrase;
use crate::text::{Block, Span};

/// So many paragraphs tell how it ended.
const LEAD: usize = 2;
/// A verb stands at most so many bytes before the result.
const REACH: usize = 60;

/// A result, and no date, season or range of years: “3-1”, “52–48”.
static RESULT: LazyLock<Regex> =
    LazyLock::new(|| phrase(r"(?:^|[\s(])(?P<result>(?P<one>\d{1,2})[-–](?P<other>\d{1,2}))(?:$|[\s.,;:!?)])"));
/// A result in words: “by nine votes to five”.
static VOTES: LazyLock<Regex> = LazyLock::new(|| {
    let number = |name: &str| format!(r"(?P<{name}>\d{{1,2}}|{})", NUMBERS.join("|"));
    phrase(&format!(r"\b(?P<result>{} votes to {})\b", number("one"), number("other")))
});
/// A result with both names: “Rovers 3 Albion 2: …”.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"^(?:\p{Lu}[\w.&’'-]*(?: of| and)? ){1,3}(?P<one>\d{1,2}),? (?:\p{Lu}[\w.&’'-]* ){1,3}(?P<other>\d{1,2})(?:$|[:;,.–—]| [–—-] )",
    )
});
/// What says that a result was not yet the last.
static AHEAD: LazyLock<Regex> =
    LazyLock::new(|| phrase(r"^ ?(?:up|down|ahead|behind|lead|at half|at the (?:break|interval)|before)\b"));
/// Small numbers in words, from one on.
pub(super) const NUMBERS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

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
    let (above, here, kind) = match (NAMED.captures(text), all.next(), all.next()) {
        (Some(named), None, _) => {
            let both = Span::from(named.name("one")?.range()).join(named.name("other")?.range().into());
            (sides(&named), both, &ENDS[0])
        }
        (_, Some(above), None) => {
            let here = Span::from(above.name("result")?.range());
            (sides(&above), here, ENDS.iter().find(|kind| near(kind, text, here))?)
        }
        _ => return None,
    };
    let votes = ptr::eq(kind, &ENDS[1]);
    let results = |b: &'b Block| {
        let spelled = votes.then(|| VOTES.captures_iter(b.prose.text())).into_iter().flatten();
        RESULT.captures_iter(b.prose.text()).chain(spelled)
    };
    if blocks.clone().flat_map(results).any(|told| sides(&told) == above) {
        return None;
    }
    let last = |(block, told): &(&Block, Captures<'_>)| {
        let behind = told.name("result").and_then(|m| block.prose.text().get(m.end()..));
        !AHEAD.is_match(behind.unwrap_or_default())
    };
    let mut lead = blocks.take(LEAD).flat_map(|b| results(b).map(move |told| (b, told))).filter(last);
    // Where more than one is told, which of them is meant is not certain.
    let ((block, told), None) = (lead.next()?, lead.next()) else { return None };
    let (prose, place) = (block.prose.text(), Span::from(told.name("result")?.range()));
    let meant = near(kind, prose, place) && !past(sentence(prose, place), false);
    let there = like(here.of(text), place.of(prose), sides(&told));
    meant.then(|| Differing { here, place: block.to_document(place), there })
}

/// A result of the article in the form of the headline's.
fn like(headline: &str, told: &str, (lesser, more): (u32, u32)) -> String {
    let digits = |c: char| c.is_ascii_digit();
    let between = headline.trim_matches(digits);
    if told.trim_matches(digits).chars().count() == 1 && between.chars().count() == 1 {
        return told.to_owned();
    }
    let first: u32 = headline.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default();
    let second: u32 = headline.rsplit(|c| !digits(c)).next().and_then(|n| n.parse().ok()).unwrap_or_default();
    if first < second { format!("{lesser}{between}{more}") } else { format!("{more}{between}{lesser}") }
}

/// Both sides, the lesser first: the loser's own report turns them.
fn sides(found: &Captures<'_>) -> (u32, u32) {
    let (one, other) = (count(&found["one"]), count(&found["other"]));
    (one.min(other), one.max(other))
}

/// A number in digits, or a small one in words.
pub(super) fn count(written: &str) -> u32 {
    let spelled = || NUMBERS.iter().position(|n| n.eq_ignore_ascii_case(written)).map_or(0, |i| i as u32 + 1);
    written.parse().unwrap_or_else(|_| spelled())
}

/// Whether a word of what ends so stands before a result, in its clause.
fn near(kind: &Regex, text: &str, result: Span) -> bool {
    let mut start = result.start().saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = text.get(start..result.start()).unwrap_or_default();
    let clause = before.rsplit(['.', ';', ':', ',', '(']).next().unwrap_or_default();
    // “a 3-1 win”
    let behind = text.get(result.end()..).unwrap_or_default();
    let next = behind.strip_prefix(' ').and_then(|b| b.split(|c: char| !c.is_alphabetic()).next());
    kind.is_match(clause) || next.is_some_and(|word| kind.is_match(word))
}

/// The sentence of a result, as far as stops tell.
pub(super) fn sentence(text: &str, place: Span) -> &str {
    let start = text.get(..place.start()).and_then(|b| b.rfind(". ")).map_or(0, |i| i + 2);
    let end = text.get(place.end()..).and_then(|b| b.find(". ")).map_or(text.len(), |i| place.end() + i);
    text.get(start..end).unwrap_or_default()
}
