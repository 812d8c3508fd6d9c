//! What the page and the calendar put beside a source: datelines, time stamps, days.

use super::aside;
use super::words::Words;
use crate::extract::lexicon::WordSet;
use crate::text::{Span, TokenKind};

/// A source without the stamp or dateline before it and without when it was said, and with the name that owns it.
pub(super) fn bare(words: &Words<'_>, source: Span, dateline: usize) -> Span {
    let (mut start, mut end) = (words.token_at(source.start()), words.token_at(source.end()));
    // "QALAM — The president"
    if (start..end).contains(&dateline) && dateline > 0 {
        start = dateline;
    }
    // "14:10 Network Rail"
    let number = |i: usize| words.kind(i) == Some(TokenKind::Number);
    let stamp = if number(start) && words.word(start + 1) == ":" && number(start + 2) {
        3
    } else {
        usize::from(number(start) && words.word(start).contains(':'))
    };
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
