//! How far a noun phrase goes, and the apposition behind it.

use std::ops::Range;

use super::cue::Cue;
use super::words::Words;
use crate::extract::lexicon::{Closed, VerbForm, WordSet, cues, noun, particle};
use crate::extract::model::Tag;
use crate::text::TokenKind;

/// The longest phrase that is looked at, in tokens: a name with its apposition.
pub(super) const LONGEST: usize = 40;

/// The end of the noun phrase that begins at `start`.
pub(super) fn noun_phrase(words: &Words<'_>, start: usize, limit: usize) -> Option<usize> {
    let limit = limit.min(start + LONGEST);
    if start >= limit || words.quoted(start) {
        return None;
    }
    let acquainted = anybody(words, start) && WordSet::Acquainted.has(words.word(start + 1));
    if stands_alone(words, start) && !acquainted {
        return Some(start + 1);
    }
    let begins = words.is(start, Closed::DETERMINER)
        || words.name(start)
        || words.kind(start) == Some(TokenKind::Number)
        || acquainted;
    if !begins && !words.open(start) {
        return None;
    }
    let mut end = start;
    while end < limit && !words.quoted(end) {
        let follows = end > start;
        if follows
            && words.word(end) == "("
            && words.name(end - 1)
            && let Some(close) = (end..limit).take(8).find(|&k| words.word(k) == ")")
        {
            end = close + 1;
            continue;
        }
        let fits = words.name(end)
            || (follows && words.alias(end))
            || words.open(end)
            || words.kind(end) == Some(TokenKind::Number)
            || (words.is(end, Closed::DETERMINER)
                && (!follows || links(words, end - 1) || words.word(end - 1) == "all"))
            || (follows && possessive(words, end))
            || (follows && matches!(words.word(end), "'" | "’") && words.open(end + 1))
            || (follows && links(words, end) && (continues(words, end + 1) || works_at(words, start, end)))
            || (follows && words.word(end) == "and" && joins(words, end))
            || (follows && words.dash(end) && words.written(end) == "-")
            || (follows && words.word(end) == "&")
            || (words.name(start) && particle(words.word(end)).is_some() && named_on(words, end + 1));
        let participle = follows
            && words.open(end - 1)
            && words.word(end).ends_with("ed")
            && words.word(end).len() > 4
            && words.is(end + 1, Closed::PREPOSITION.or(Closed::ADVERB).or(Closed::TEMPORAL));
        if !fits || participle || (follows && temporal(words, end) && !dates(words, end)) {
            break;
        }
        // A word in lower case behind a name ends it ("said Lee standing by the gate"), but not behind the adjective
        // of a role ("the Russian ambassador").
        let role = words.is(start, Closed::DETERMINER) && (start..end).all(|j| !words.open(j) || words.capitalised(j));
        if follows && words.name(end - 1) && words.open(end) && !words.capitalised(end) && !role {
            match described(words, end, limit) {
                Some(name) => {
                    end = name;
                    continue;
                }
                None => break,
            }
        }
        end += 1;
    }
    while end > start
        && (links(words, end - 1)
            || words.is(end - 1, Closed::DETERMINER) && end - 1 > start && !counts_children(words, end - 1))
    {
        end -= 1;
    }
    (end > start && (end - start > 1 || words.name(start) || words.open(start))).then_some(end)
}

/// A pronoun, or somebody whom no words are needed to name.
fn stands_alone(words: &Words<'_>, i: usize) -> bool {
    let counted = words.word(i) == "one" && (words.open(i + 1) || words.word(i + 1) == "of");
    let pronoun = matches!(words.word(i), "he" | "she" | "they" | "it" | "we" | "one" | "you");
    // "said another."
    let other = matches!(words.word(i), "another" | "some" | "many" | "several" | "both");
    let ends = words.stop(i + 1) || words.comma(i + 1) || words.is(i + 1, Closed::PREPOSITION) || i + 1 >= words.len();
    let other = other && ends && words.word(i + 1) != "of";
    !counted && pronoun && !words.capitalised(i) || words.word(i) == "i" || anybody(words, i) || other
}

fn anybody(words: &Words<'_>, i: usize) -> bool {
    matches!(words.word(i), "someone" | "somebody" | "everyone" | "everybody")
}

/// The full name that common words from token `start` on, behind the name of a club or body, describe: "Rovers youth lead Ann
/// Lee".
fn described(words: &Words<'_>, start: usize, limit: usize) -> Option<usize> {
    let plain = |i: &usize| words.open(*i) && !words.capitalised(*i) && !words.quoted(*i);
    let told = |i: usize| !cues().starting(words.word(i)).is_empty();
    let verb = |i: usize| words.word(i).ends_with("ing") || words.word(i).ends_with("ed") || told(i);
    let name = start + (start..limit.min(start + 3)).take_while(plain).count();
    let full = name + 1 < limit && words.name(name) && words.name(name + 1);
    (full && !(start..name).any(verb)).then_some(name)
}

/// Whether a name goes on at token `i`, behind "de la" or "van der".
fn named_on(words: &Words<'_>, i: usize) -> bool {
    words.name(i) || particle(words.word(i)).is_some() && words.name(i + 1)
}

/// Whether "and", "of" and the like at `j` join two parts of one noun phrase: both sides begin like one.
pub(super) fn joins(words: &Words<'_>, j: usize) -> bool {
    // "since Friday and rebels said", "says Lee and laughs": a clause goes on.
    let clause = j > 0 && (words.is(j - 1, Closed::TEMPORAL) || words.name(j - 1) && words.tensed(j + 1));
    matches!(words.word(j), "and" | "or")
        && j > 0
        && !clause
        && ((words.name(j - 1) && words.name(j + 1))
            || (words.is(j - 1, Closed::PRONOUN) && (words.name(j + 1) || words.is(j + 1, Closed::DETERMINER)))
            || (words.open(j - 1) && words.open(j + 1) && !words.capitalised(j + 1))
            || (words.open(j - 1) && counted_people(words, j + 1)))
}

/// "a mother of | six": a number that ends a noun phrase.
fn counts_children(words: &Words<'_>, i: usize) -> bool {
    let parent = i > 2 && WordSet::Parents.has(words.word(i - 2));
    parent && words.word(i - 1) == "of" && !matches!(words.word(i), "the" | "a" | "an" | "this" | "that")
}

/// "a nurse | at a hospital", but not "at a rally": where somebody without a name works.
fn works_at(words: &Words<'_>, start: usize, at: usize) -> bool {
    let unnamed =
        matches!(words.word(start), "a" | "an" | "one" | "another") && noun(words.word(at - 1)).role.is_some();
    let told = |i: usize| {
        let word = words.word(i);
        words.is(i, Closed::MEDIUM) || WordSet::Gathering.has(word) || WordSet::Court.has(word)
    };
    let place = words.word(at) == "at" && matches!(words.word(at + 1), "a" | "an") && words.open(at + 2);
    unnamed && place && !(at + 2..at + 6).any(told)
}

/// "two witnesses", behind "officials and"
fn counted_people(words: &Words<'_>, i: usize) -> bool {
    let known = noun(words.word(i + 1));
    let many = words.kind(i) == Some(TokenKind::Number) || WordSet::Several.has(words.word(i));
    many && (known.group || known.role.is_some_and(|r| r.plural))
}

pub(super) fn possessive(words: &Words<'_>, j: usize) -> bool {
    matches!(words.word(j), "'s" | "’s") && words.kind(j + 1) == Some(TokenKind::Word) && words.open(j + 1)
}

/// Whether a preposition ties what follows to the noun phrase before it.
fn links(words: &Words<'_>, i: usize) -> bool {
    matches!(
        words.word(i),
        "of" | "for" | "at" | "from" | "in" | "with" | "by" | "de" | "van" | "von" | "bin" | "al" | "to" | "on"
    )
}

/// Whether the words behind a preposition are part of a name or role, not of when and where it was said.
fn continues(words: &Words<'_>, i: usize) -> bool {
    let of = words.word(i - 1) == "of";
    if temporal(words, i) {
        return false;
    }
    let in_role = matches!(words.word(i - 1), "for" | "at" | "from" | "in" | "with" | "to" | "on" | "by");
    let nominal = !words.name(i - 2);
    of || (in_role && nominal && (words.name(i) || (words.is(i, Closed::DETERMINER) && !told_in(words, i))))
}

/// "in an interview", "in a statement": how it was said, not who.
fn told_in(words: &Words<'_>, i: usize) -> bool {
    words.word(i - 1) == "in" && matches!(words.word(i), "a" | "an" | "his" | "her" | "their" | "this")
        || words.word(i - 1) == "at" && matches!(words.word(i), "a" | "an" | "his" | "her" | "their")
        || matches!(words.word(i - 1), "on" | "from" | "with" | "to")
            && !words.name(i)
            && !WordSet::Acquainted.has(words.word(i.wrapping_sub(2)))
}

/// "a May 2019 memo", "the Friday report": when it was, before the noun and behind its article.
fn dates(words: &Words<'_>, i: usize) -> bool {
    let named = words.capitalised(i) && words.is(i - 1, Closed::DETERMINER);
    named && (words.kind(i + 1) == Some(TokenKind::Number) || words.open(i + 1) && !words.tensed(i + 1))
}

fn temporal(words: &Words<'_>, i: usize) -> bool {
    // "in May": elsewhere it may be a verb.
    let month = || matches!(words.written(i), "March" | "May") && matches!(words.word(i - 1), "in" | "since" | "of");
    words.is(i, Closed::TEMPORAL) || i > 0 && month()
}

/// `NP, apposition` up to the comma or stop that closes the apposition.
pub(super) fn with_trailing_apposition(words: &Words<'_>, start: usize, end: usize, sentence: usize) -> usize {
    // Behind a role, "the" begins the next clause more often than an apposition.
    let named = (start..end).any(|j| words.name(j)) && !words.is(start, Closed::DETERMINER);
    // "said one member, who added that it was late": a report of its own
    let reports = words.word(end + 3) == "that" && !cues().starting(words.word(end + 2)).is_empty();
    let clause = relative(words, end + 1) && words.word(end + 1) != "that" && !reports;
    // "the Home Secretary, the Rt Hon Ann Lee"
    let honoured = words.word(end + 1) == "the" && matches!(words.written(end + 2), "Rt" | "Right" | "Most" | "Very");
    // "one of them, Ann Lee", "one of them, 44-year-old Petra"
    let aged = usize::from(words.word(end + 1).ends_with("-year-old"));
    if words.word(start) == "one" && words.word(start + 1) == "of" && words.comma(end) && words.name(end + 2) {
        let first = end + 1 + aged;
        let name = first + (first..sentence).take_while(|&i| words.name(i) && !words.quoted(i)).count();
        let closed = words.comma(name) || words.stop(name) || name >= sentence || words.quoted(name);
        return if name > end + 2 && closed { name } else { end };
    }
    // "says the head of the union, Ann Lee, “is a gift”"
    let role = (start..end).take_while(|&i| !words.is(i, Closed::PREPOSITION)).last();
    let role = role.is_some_and(|i| noun(words.word(i)).role.is_some_and(|r| !r.plural && !r.anonymous));
    if words.comma(end) && role && words.is(start, Closed::DETERMINER) && words.name(end + 1) && words.name(end + 2) {
        let name = end + 1 + (end + 1..sentence).take_while(|&i| words.name(i) && !words.quoted(i)).count();
        if words.comma(name) || words.stop(name) {
            return name;
        }
    }
    if words.comma(end) && !named && !clause && !honoured {
        return end;
    }
    let opens = words.comma(end)
        && (words.is(end + 1, Closed::DETERMINER)
            || clause
            || (words.open(end + 1) && !verbal(words, end + 1) && !words.tensed(end + 1) && !orders(words, end + 1))
            || words.kind(end + 1) == Some(TokenKind::Number));
    let qualifies = relative(words, end) && words.word(end) != "that";
    if !opens && !qualifies {
        return end;
    }
    let mut j = end + 1;
    // "Ann Lee, 58, and points at the road": behind an age something else is told.
    let aged = words.kind(end + 1) == Some(TokenKind::Number) && words.comma(end + 2) && words.word(end + 3) == "and";
    if opens && aged {
        return end + 2;
    }
    while j < sentence && j - start < LONGEST && !words.quoted(j) {
        if words.stop(j) || matches!(words.word(j), ":" | ";" | "(") || words.dash(j) {
            break;
        }
        let clause = words.comma(j)
            && !matches!(words.word(j + 1), "who" | "which" | "whose" | "and")
            && !matches!(words.word(j + 1), "a" | "an" | "his" | "her" | "its" | "their" | "another");
        if clause {
            break;
        }
        j += 1;
    }
    while j > end
        && (words.comma(j - 1)
            || words.kind(j - 1) != Some(TokenKind::Word) && words.kind(j - 1) != Some(TokenKind::Number))
    {
        j -= 1;
    }
    j.max(end)
}

/// "…, in any police state", "…, a Halden report": whether words before a verb without an ending end in an adjective or a
/// name behind "a", and the verb is their noun.
pub(super) fn is_no_subject(words: &Words<'_>, cue: &Cue, who: &Range<usize>) -> bool {
    let last = who.end - 1;
    let one = |i: usize| matches!(words.word(i), "a" | "an" | "any" | "every" | "another" | "each");
    let single = last > who.start && (who.start..last).any(one);
    let noun = cue.form == VerbForm::Base && single && (words.capitalised(last) || words.adjective(last));
    noun || with_clause(words, who)
}

/// Whether words that begin a sentence have a name before their first comma.
pub(super) fn is_name_with_more(words: &Words<'_>, mut who: Range<usize>) -> bool {
    words.starts_sentence(who.start)
        && who.clone().take_while(|&i| !words.comma(i)).any(|i| i > who.start && words.name(i))
        && who.any(|i| words.comma(i))
}

/// "a charge the council", before "rejected": a noun with the subject of a clause that tells of it.
pub(super) fn with_clause(words: &Words<'_>, phrase: &Range<usize>) -> bool {
    let subject = |i: usize| words.is(i, Closed::DETERMINER) && words.open(i - 1) && !words.capitalised(i - 1);
    matches!(words.word(phrase.start), "a" | "an") && (phrase.start + 2..phrase.end).any(subject)
}

pub(super) fn relative(words: &Words<'_>, i: usize) -> bool {
    matches!(words.word(i), "who" | "whom" | "whose" | "which" | "that")
}

/// "advises Lee, | hold your breath": a verb that neither tells nor describes.
fn orders(words: &Words<'_>, i: usize) -> bool {
    words.tag(i) == Some(Tag::Vb) && words.is(i + 1, Closed::DETERMINER.or(Closed::PRONOUN))
}

/// A gerund: "said Ann Lee, adding that".
fn verbal(words: &Words<'_>, i: usize) -> bool {
    words.word(i).len() > 5 && words.word(i).ends_with("ing") && !words.capitalised(i)
}
