//! What the page and the calendar put beside a source: datelines, time stamps, days.

use super::aside;
use super::words::Words;
use crate::extract::lexicon::WordSet;
use crate::text::Span;

/// A source without the stamp or dateline before it and without when it was said, and with the name that owns it.
pub(super) fn bare(words: &Words<'_>, source: Span, dateline: usize) -> Span {
    let (mut start, mut end) = (words.token_at(source.start()), words.token_at(source.end()));
    // "QALAM — The president"
    if (start..end).contains(&dateline) && dateline > 0 {
        start = dateline;
    }
    let stamp = time(words, start);
    if start + stamp < end {
        start += stamp;
    }
    while start + 1 < end && (words.dash(start) || words.comma(start) || words.word(start) == "|") {
        start += 1;
    }
    // "Afterwards Mr Lee"
    if start + 1 < end && words.starts_sentence(start) && WordSet::Opens.has(words.word(start)) {
        start += 1;
    }
    // "Reilly's wife, Ellen": what is owned goes with its owner.
    while start > 0 && matches!(words.word(start), "'s" | "’s") && words.name(start - 1) {
        start -= 1;
        while start > 0 && words.name(start - 1) && words.sentence(start - 1) == words.sentence(start) {
            start -= 1;
        }
    }
    if end > start {
        end = aside::without_time(words, start..end);
    }
    if start < end { words.cover(start..end) } else { source }
}

/// How many tokens from `start` on tell the time: "14:10", "11.42am", "9am GMT", "10:58 p.m. ET".
fn time(words: &Words<'_>, start: usize) -> usize {
    /// The most tokens of "10:58" and "11.42am".
    const CLOCK: usize = 4;
    let touches = |i: &usize| *i == start || words.span(i - 1).end() == words.span(*i).start();
    let parts = (start..start + CLOCK).take_while(touches).take_while(|&i| {
        let word = words.word(i);
        matches!(word, ":" | ".") || matches!(word, "am" | "pm") || word.starts_with(|c: char| c.is_ascii_digit())
    });
    let clock = parts.count();
    let written: String = (start..start + clock).map(|i| words.word(i)).collect();
    let figures = written.trim_end_matches("am").trim_end_matches("pm");
    let counts = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let told = match figures.split_once([':', '.']) {
        Some((hour, minute)) => counts(hour) && counts(minute) && minute.len() == 2,
        None => counts(figures) && figures.len() < written.len(),
    };
    if !told {
        return 0;
    }
    let zone = |i: &usize| {
        let word = words.written(*i);
        matches!(words.word(*i), "am" | "pm" | "a.m" | "a.m." | "p.m" | "p.m.")
            || (2..=4).contains(&word.len()) && word.ends_with('T') && word.bytes().all(|b| b.is_ascii_uppercase())
            || word == "UTC"
    };
    clock + (start + clock..start + clock + 2).take_while(zone).count()
}
