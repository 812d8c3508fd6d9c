//! A subject with a clause of its own: "a clerk who has worked here for years said", "people who know him say".

use std::ops::Range;

use super::source::{clause_start, is_noun_phrase, subject_pronoun, trim_start};
use super::words::Words;
use crate::extract::lexicon::{Closed, Frames, cues};

/// How many tokens back "who" is looked for.
const BACK: usize = 30;

/// The subject that ends before the verb at token `end` with a clause that begins with "who", without commas.
pub(super) fn before(words: &Words<'_>, sentence: usize, end: usize) -> Option<Range<usize>> {
    let breaks = |i: usize| {
        words.comma(i)
            || words.quoted(i)
            || words.stop(i)
            || words.dash(i)
            || matches!(words.word(i), ":" | ";" | "(" | ")" | "“" | "”" | "\"")
    };
    let near = (sentence.max(end.saturating_sub(BACK))..end).rev().take_while(|&i| !breaks(i));
    let who = near.filter(|&i| words.word(i) == "who").last().filter(|&i| i > sentence && !breaks(i - 1))?;
    is_clause(words, who + 1..end).then_some(())?;
    let noun = trim_start(words, clause_start(words, sentence, who), who);
    let plain = !words.is(who - 1, Closed::PRONOUN) || words.is(who - 1, Closed::DETERMINER);
    let speaks = plain && is_noun_phrase(words, noun.clone()) && words.may_speak(noun.clone());
    speaks.then_some(noun.start..end)
}

/// Whether words behind "who" are all of its clause, so that a verb behind them has another subject.
fn is_clause(words: &Words<'_>, inner: Range<usize>) -> bool {
    let helps = |i: &usize| words.is(*i, Closed::ADVERB) && !words.tensed(*i);
    let verb = inner.start + inner.clone().take_while(helps).count();
    let own = verb < inner.end && (words.tensed(verb) || words.is(verb, Closed::AUXILIARY));
    // "who police say shot him", "who knew she had left": a verb of its own begins another clause.
    let subject = |i: usize| words.is(i, Closed::PRONOUN.or(Closed::DETERMINER)) || words.name(i);
    // "people who know him"
    let knows = |i: usize| matches!(words.word(i), "know" | "knows" | "knew");
    let tells = |i: usize| {
        let clausal = cues().starting(words.word(i)).iter().any(|c| c.rest.is_empty() && c.frames.is(Frames::CLAUSE));
        clausal && words.verb(i) && !knows(i) && (words.word(i + 1) == "that" || subject(i + 1))
    };
    if !own || inner.is_empty() || subject_pronoun(words, inner.end - 1) || inner.clone().any(tells) {
        return false;
    }
    // "a man who was there when police came told": each clause inside has a verb of its own.
    let opens = |i: usize| {
        // "who gave her name as Ann"
        let called = words.word(i) == "as" && words.name(i + 1);
        let subordinate = words.is(i, Closed::SUBORDINATOR) && words.word(i) != "that" && !called;
        let joined = words.is(i, Closed::CONJUNCTION) && subject(i + 1);
        subordinate || joined || matches!(words.word(i), "when" | "while" | "where" | "which" | "whom" | "how" | "what")
    };
    let told = |from: usize| (from..inner.end).any(|i| words.tensed(i) || words.is(i, Closed::AUXILIARY));
    inner.clone().filter(|&i| opens(i)).all(|i| told(i + 1))
}
