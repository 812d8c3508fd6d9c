//! A subject with what is told of it between commas, before a cue: "Ann Lee, the mayor, said".

use std::ops::Range;

use super::noun_phrase::{LONGEST, relative};
use super::overlap;
use super::source::{clause_start, is_noun_phrase, listed, trim_start};
use super::words::Words;
use crate::extract::Mention;
use crate::extract::lexicon::{Closed, WordSet, noun};
use crate::text::TokenKind;

/// `NP, apposition,` that ends with the comma before `end`.
pub(super) fn with_apposition(words: &Words<'_>, sentence: usize, end: usize) -> Option<Range<usize>> {
    let comma = end - 1;
    // "The tunnel, which opened in 1998, was, said Berg, never meant for lorries"
    let verb = comma.saturating_sub(1);
    if words.is(verb, Closed::AUXILIARY) && !words.capitalised(verb) {
        return None;
    }
    let mut j = comma;
    while j > sentence && comma - j < LONGEST {
        j -= 1;
        if words.quoted(j) {
            return None;
        }
        // "Ann Lee, head of sales for Halden, Inc., said"
        if words.comma(j) && j > sentence && !legal_form(words, j + 1) {
            let inner = j + 1;
            let apposition = words.is(inner, Closed::DETERMINER)
                || matches!(words.word(inner), "who" | "which" | "whose" | "of" | "a" | "not")
                || words.kind(inner) == Some(TokenKind::Number)
                || words.open(inner);
            let clause = clause_start(words, sentence, j);
            // "Ann Lee, of the University of Leeds, who did not take part, said": where somebody is from.
            let from = matches!(words.word(clause), "of" | "from" | "at") && clause > sentence;
            if from && words.comma(clause - 1) || is_clause(words, inner..comma) {
                continue;
            }
            let start = trim_start(words, clause, j);
            // "Lee, in a statement made available to the press, said": how it was said.
            let medium = |i: usize| {
                words.is(i, Closed::MEDIUM) || i < comma && noun(words.word(i)).body.is_some_and(|b| b.document)
            };
            let told = words.word(inner) == "in" && (inner + 1..inner + 5).any(medium);
            // "Lee, while speaking on the radio, wondered"
            let told = told || words.word(inner) == "while" && words.word(inner + 1).ends_with("ing");
            if told && is_noun_phrase(words, start.clone()) && !listed(words, start.clone()) {
                return Some(start);
            }
            // "Lucy Marsh, 34, who is to retire, said": an age is what a comma before it tells of.
            let age = start.len() == 1 && words.kind(start.start) == Some(TokenKind::Number);
            if apposition && !age && is_noun_phrase(words, start.clone()) && !listed(words, start.clone()) {
                return Some(named(words, sentence, start.start)..end);
            }
        }
    }
    None
}

/// "Inc." behind a comma: part of the name before it.
fn legal_form(words: &Words<'_>, i: usize) -> bool {
    WordSet::Legal.has(words.word(i).trim_end_matches('.')) && words.capitalised(i) && words.name(i.wrapping_sub(2))
}

/// "Mayor Ann Lee was critical of it": words between commas that are a clause, with a subject and a verb, and tell of nobody
/// before them.
fn is_clause(words: &Words<'_>, mut inner: Range<usize>) -> bool {
    let ties = |i: usize| {
        relative(words, i) || words.is(i, Closed::SUBORDINATOR) || matches!(words.word(i), "what" | "where" | "when")
    };
    let first = inner.start;
    let verb = |i: usize| words.tensed(i) && words.is(i, Closed::AUXILIARY) && i > first && words.name(i - 1);
    !inner.clone().take_while(|&i| !words.comma(i)).any(ties) && inner.any(verb)
}

/// "Ann Lee, the minister for the north, of which Leeds is a part, said": where a subject begins that is only told of the
/// name before it, which begins the clause.
fn named(words: &Words<'_>, sentence: usize, start: usize) -> usize {
    let Some(comma) = start.checked_sub(1).filter(|&i| i > sentence && words.comma(i)) else { return start };
    let small = words.is(start, Closed::DETERMINER) || words.open(start) && !words.capitalised(start);
    let told = small || is_role(words, start);
    let clause = clause_start(words, sentence, comma);
    let name = words.cover(clause..comma);
    let whole = |m: &Mention| m.names_person(words.text) && m.whole() == name;
    if told && overlap::mentions(words.part, name).iter().any(whole) { clause } else { start }
}

/// "Chair of the Harbour Trust", "Managing Director": a role with a capital, of which no name is part.
fn is_role(words: &Words<'_>, start: usize) -> bool {
    let named = |m: &Mention| m.names_person(words.text) && m.whole().start() == words.span(start).start();
    let end = (start..).take(3).take_while(|&i| words.name(i)).find(|&i| noun(words.word(i)).role.is_some());
    end.is_some_and(|i| {
        !words.name(i + 1) && !overlap::mentions(words.part, words.cover(start..i + 1)).iter().any(named)
    })
}

/// "Ann Lee, booked for “dissent”, said": the name that opens a sentence, with what is told of it up to the quotation that
/// ends before the comma at a token.
pub(super) fn quoting(words: &Words<'_>, sentence: usize, comma: usize) -> Option<Range<usize>> {
    let first = (sentence..comma).find(|&i| words.kind(i) == Some(TokenKind::Word))?;
    let opens = |m: &&Mention| m.names_person(words.text) && m.whole().start() == words.span(first).start();
    let name = overlap::mentions(words.part, words.cover(first..comma)).iter().find(opens)?;
    let inner = words.token_at(name.span.end()) + 1;
    let participle = words.may_be_participle(inner) || words.open(inner) && words.word(inner).ends_with("ed");
    let told = words.comma(inner - 1) && (participle || relative(words, inner));
    let apart = words.comma(comma) && comma - first < LONGEST && (first..inner).all(|i| !words.quoted(i));
    (told && apart).then_some(first..comma + 1)
}
