//! What stands between a subject and its verb and is no part of who speaks: "the mayor, however, said", "police last night
//! said".

use std::ops::Range;
use std::sync::LazyLock;

use super::words::Words;
use crate::extract::lexicon::{self, Closed, rows};

/// Where a subject ends behind which an aside between commas closes before token `end`: the first comma.
pub(super) fn before(words: &Words<'_>, sentence: usize, end: usize) -> Option<usize> {
    let close = end.checked_sub(1).filter(|&i| words.comma(i))?;
    let start = listed(words, close, |_| true)?;
    let open = start.checked_sub(1)?;
    (open > sentence && words.comma(open)).then_some(open)
}

/// The end of an apposition, its comma included, behind which nothing but when it was said stands before token `end`: "Ann
/// Lee, the mayor, on Monday said".
pub(super) fn time_behind_comma(words: &Words<'_>, sentence: usize, end: usize) -> Option<usize> {
    let start = listed(words, end, |kind| kind == "time").or_else(|| on_day(words, end))?;
    (start > sentence + 1 && words.comma(start - 1)).then_some(start)
}

/// Where "on Monday" begins, which ends before token `end`.
fn on_day(words: &Words<'_>, end: usize) -> Option<usize> {
    let on = end.checked_sub(2).filter(|&i| matches!(words.word(i), "on" | "late" | "early"))?;
    words.is(end - 1, Closed::TEMPORAL).then_some(on)
}

/// The end of a noun phrase without when it was said: "Donald Trump last night", "Ann Lee on Monday morning".
pub(super) fn without_time(words: &Words<'_>, phrase: Range<usize>) -> usize {
    let mut end = phrase.end;
    // "a poll taken last week", "documents filed on Sunday night": when they were made.
    let made = |i: usize| {
        let noun = lexicon::noun(words.word(i));
        noun.body.is_some_and(|b| b.document) || words.word(i).ends_with("ed") && !words.capitalised(i)
    };
    let plain = !phrase.clone().any(made);
    let part_of_day = matches!(words.word(end - 1), "morning" | "afternoon" | "evening" | "night");
    if plain && part_of_day && end > phrase.start + 2 && words.is(end - 2, Closed::TEMPORAL) {
        end -= 1;
    }
    // "figures released on Monday"
    let when_made = |on: usize| {
        let noun = on > phrase.start + 1 && words.noun(on - 2);
        words.may_be_participle(on - 1) && (noun || phrase.clone().any(|i| made(i) && i + 1 < on))
    };
    if let Some(on) = on_day(words, end).filter(|&on| on > phrase.start && !when_made(on)) {
        return on;
    }
    let Some(mut start) = listed(words, phrase.end, |kind| kind == "time").filter(|&s| plain && s > phrase.start)
    else {
        return phrase.end;
    };
    // "Wells Fargo just this month"
    while start > phrase.start && words.is(start - 1, Closed::ADVERB) {
        start -= 1;
    }
    // "USA Today", "the people of this week"
    let who = start > phrase.start
        && !words.capitalised(start)
        && !words.is(start - 1, Closed::PREPOSITION.or(Closed::DETERMINER))
        && words.may_speak(phrase.start..start);
    if who { start } else { phrase.end }
}

/// Whether a phrase only says when: "this month", "last night".
pub(super) fn is_time(words: &Words<'_>, phrase: Range<usize>) -> bool {
    listed(words, phrase.end, |kind| kind == "time").is_some_and(|start| start <= phrase.start)
}

/// The phrases, each with its kind and how many words it has.
static ASIDES: LazyLock<Vec<(&str, &str, usize)>> = LazyLock::new(|| {
    let rows = rows(include_str!("../lexicon/asides.tsv")).filter(|r| r.len() > 1);
    rows.map(|r| (r[0], r[1], r[1].split(' ').count())).collect()
});

/// Where the longest listed phrase that ends before token `end` begins.
fn listed(words: &Words<'_>, end: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let found = |&(kind, phrase, count): &(&str, &str, usize)| {
        let start = end.checked_sub(count)?;
        (fits(kind) && words.phrase(start, phrase) == Some(end)).then_some(start)
    };
    ASIDES.iter().filter_map(found).min()
}
