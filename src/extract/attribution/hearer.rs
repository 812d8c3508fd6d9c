//! Whom somebody tells something, between the verb and what is told.

use super::words::Words;
use crate::extract::lexicon::{Closed, WordSet, noun};
use crate::extract::model::Tag;
use crate::text::TokenKind;

/// The longest, in tokens.
const LONGEST: usize = 8;

/// Where what is told begins, behind whom it is told from token `start` on: "her 2.3 million followers | she was", "Monday’s
/// meeting | that the plan", "me | that".
pub(super) fn behind(words: &Words<'_>, start: usize) -> Option<usize> {
    let limit = words.sentence_of(start).end.min(start + LONGEST);
    let clitic = |i: usize| matches!(words.word(i), "'s" | "’s");
    let part = |i: usize| {
        let noun = words.kind(i) == Some(TokenKind::Number) || words.open(i) && !words.tensed(i);
        !words.quoted(i) && (noun || clitic(i) || i == start && words.is(i, Closed::DETERMINER.or(Closed::PRONOUN)))
    };
    let listens = |i: usize| {
        let (word, known) = (words.word(i), noun(words.word(i)));
        let several = known.group || known.role.is_some_and(|r| r.plural);
        several || known.body.is_some_and(|b| !b.document) || WordSet::Court.has(word) || WordSet::Gathering.has(word)
    };
    let end = (start..limit).find(|&i| !part(i) || i > start && words.word(i) == "that")?;
    let that = end > start && words.word(end) == "that";
    let clause = end > start + 1 && listens(end - 1) && words.is(end, Closed::PRONOUN.or(Closed::DETERMINER));
    // "tell me | the offer was withdrawn"
    let lone = end == start + 1 && matches!(words.word(start), "me" | "us" | "him" | "them" | "her");
    let subject = words.is(end, Closed::PRONOUN.or(Closed::DETERMINER)) || words.name(end);
    (that || clause || lone && subject).then_some(end)
}

/// "drivers | to stop", "me | to come back": whether whom something is told, from token `start` on, is told what to do.
pub(super) fn before_infinitive(words: &Words<'_>, start: usize) -> bool {
    /// The longest such object, in tokens.
    const OBJECT: usize = 4;
    let object = |i: usize| {
        let noun = words.open(i) && !words.tensed(i) && !words.quoted(i);
        noun || i == start && words.is(i, Closed::DETERMINER.or(Closed::PRONOUN))
    };
    let end = start + (start..start + OBJECT).take_while(|&i| object(i)).count();
    end > start && words.word(end) == "to" && words.tag(end + 1) == Some(Tag::Vb)
}
