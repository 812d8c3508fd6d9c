//! What stands before a source, or behind it, and is no part of it: "Reacting, the mayor", "Ten minutes later the caller", "On
//! Radio Hale the minister"; and what was left out of it.

use std::ops::Range;

use super::words::Words;
use super::{Attribution, source};
use crate::extract::lexicon::{Closed, WordSet, cues, noun};
use crate::text::{Span, TokenKind};

/// A source without "according to" that it begins with.
pub(super) fn without_according(words: &Words<'_>, span: Span) -> Span {
    let first = words.token_at(span.start());
    let behind = words.phrase(first, "according to").map(|i| words.span(i).start());
    behind.filter(|&b| b < span.end()).map_or(span, |b| span.since(b))
}

/// "Reacting, the mayor", "Also speaking, a parent": a source without how it came to speak.
pub(super) fn without_front(words: &Words<'_>, span: Span) -> Span {
    let first = words.token_at(span.start());
    let front = first + usize::from(words.word(first) == "also");
    let who = front + 2;
    let begins = words.is(who, Closed::DETERMINER.or(Closed::PRONOUN)) || words.open(who);
    let known = WordSet::Fronts.has(words.word(front)) && words.comma(front + 1) && begins;
    if known && words.span(who).start() < span.end() { span.since(words.span(who).start()) } else { span }
}

/// "Ten minutes later the caller": a source without how much later it is.
pub(super) fn without_lapse(words: &Words<'_>, span: Span) -> Span {
    let first = words.token_at(span.start());
    let count = words.kind(first) == Some(TokenKind::Number) || words.is(first, Closed::DETERMINER);
    let lapse = WordSet::Lapse.has(words.word(first + 1).trim_end_matches('s'));
    let later = first + 2;
    let who = later + 1 + usize::from(words.comma(later + 1));
    let begins = |who: usize| words.is(who, Closed::DETERMINER.or(Closed::PRONOUN)) || words.name(who);
    // "Last week chairman Ann Lee"
    let day = matches!(words.word(first), "last" | "this" | "next") && (lapse || words.is(first + 1, Closed::TEMPORAL));
    let role = noun(words.word(later)).role.is_some() || words.kind(later) == Some(TokenKind::Number);
    if day && words.starts_sentence(first) && (begins(later) || role) && words.span(later).start() < span.end() {
        return span.since(words.span(later).start());
    }
    let begins = begins(who);
    let known = count && lapse && matches!(words.word(later), "later" | "earlier" | "afterwards") && begins;
    if known && words.span(who).start() < span.end() { span.since(words.span(who).start()) } else { span }
}

/// "The minister, in a statement by her aide, Ann Lee, said": a source without where it said so, which names somebody else.
pub(super) fn without_medium(words: &Words<'_>, cue: Span, span: Span) -> Span {
    let (first, end) = (words.token_at(span.start()), words.token_at(span.end()));
    let medium = |i: usize| words.is(i, Closed::MEDIUM) || noun(words.word(i)).body.is_some_and(|b| b.document);
    let opens = |i: &usize| {
        let own = words.word(*i + 1) == "through" && WordSet::Possessive.has(words.word(*i + 2));
        let told = words.word(*i + 1) == "in" && (*i + 2..end.min(*i + 6)).any(medium) || own;
        words.comma(*i) && told && !words.quoted(*i)
    };
    let comma = (first + 1..end).find(opens).filter(|_| words.comma(end - 1) && end <= words.token_at(cue.start()));
    comma.map_or(span, |i| span.until(words.span(i).start()))
}

/// "On Radio Hale the minister, Ann Lee, said", "Asked by the Courier, the owner, Ann Lee, said": a source without the object of
/// the preposition that the sentence begins with.
pub(super) fn behind_adjunct(words: &Words<'_>, cue: Span, span: Span) -> Span {
    let (first, verb) = (words.token_at(span.start()), words.token_at(cue.start()));
    let front = |i: &usize| words.is(*i, Closed::PREPOSITION);
    let Some(before) = [first, first.wrapping_sub(1)].into_iter().find(front) else { return span };
    let participle = |i: usize| words.word(i).ends_with("ed") && words.starts_sentence(i);
    let asked = words.word(before) == "by" && before > 0 && participle(before - 1);
    if span.end() > cue.start() || !asked && !words.starts_sentence(before) {
        return span;
    }
    // "Asked by the daily Courier, the owner, Ann Lee,": all behind the first comma.
    if let Some(comma) = (first..verb).find(|&i| words.comma(i)).filter(|&i| asked && i + 2 < verb) {
        return words.cover(comma + 1..verb);
    }
    let Some(who) = source::before_verb(words, verb).filter(|who| who.start > first) else { return span };
    let comma = who.clone().find(|&i| words.comma(i)).unwrap_or(who.end);
    // "About four in 10 voters say", "At least half of voters say"
    if before == first && (comma == who.end || !matches!(words.word(first), "on" | "in" | "at" | "during" | "after")) {
        return span;
    }
    let named = words.comma(who.start - 1) && words.name(who.start);
    let start = (who.start..comma).find(|&i| words.is(i, Closed::DETERMINER)).or(named.then_some(who.start));
    start.map_or(span, |start| words.cover(start..who.end))
}

/// "today | ’s organisers": a source with all of whose it is.
pub(super) fn with_owner(words: &Words<'_>, span: Span) -> Span {
    let first = words.token_at(span.start());
    let owned = first.checked_sub(1).is_some_and(|i| words.open(i) || words.is(i, Closed::TEMPORAL));
    if !matches!(words.word(first), "'s" | "’s") || !owned || words.word(first - 1) == "let" {
        return span;
    }
    let when = |i: &usize| words.is(*i, Closed::TEMPORAL) || WordSet::Lapse.has(words.word(*i));
    let begin = words.sentence_of(first).start;
    let start = (begin..first).rev().take_while(when).last().unwrap_or(first - 1);
    words.span(start).join(span)
}

/// Puts a verb that was taken for who speaks into the cue.
pub(super) fn settle(words: &Words<'_>, a: &mut Attribution) {
    let ([source], [cue]) = (&mut a.source[..], &mut a.cue[..]) else { return };
    let Range { start: first, end } = words.tokens(*source);
    let verb = !words.capitalised(first) && !cues().starting(words.word(first)).is_empty();
    // "The blurb, entitled “Rust,” | states:"
    let apart = first > 0 && (words.comma(first - 1) || words.kind(first - 1) == Some(TokenKind::Quote));
    if verb && apart && end == first + 1 && cue.of(words.text) == ":" {
        *cue = words.span(first).join(*cue);
        match source::before_verb(words, first) {
            Some(who) => *source = words.cover(who),
            None => a.source.clear(),
        }
        return;
    }
    // "It | made Lee | believe that": whoever is made to
    let made = matches!(words.word(first), "made" | "makes" | "make" | "led" | "leads" | "let" | "lets");
    let inside = source.start() == cue.start() && source.end() < cue.end();
    if made && inside && end > first + 1 {
        (*source, *cue) = (words.cover(first + 1..end), cue.since(words.span(end).start()));
    }
}
