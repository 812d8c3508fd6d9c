//! The noun phrase beside a cue that names who speaks.

use std::ops::Range;

use super::apposition::{self, with_apposition};
use super::aside;
use super::cue::Cue;
use super::noun_phrase::{LONGEST, joins, noun_phrase, possessive, relative, with_trailing_apposition};
use super::relative as relative_clause;
use super::titled::with_title;
use super::words::Words;
use crate::extract::lexicon::{Closed, Frames, Noun, VerbForm, WordSet, cues, first_name, noun};
use crate::extract::mention;
use crate::extract::model::Tag;
use crate::text::TokenKind;

/// The subject before a cue ("Ann Lee, the minister, also said"), with its apposition.
pub(super) fn before(words: &Words<'_>, cue: &Cue) -> Option<Range<usize>> {
    let sentence = words.sentence_of(cue.head).start;
    let mut end = cue.group.start;
    // "He quoted Lee as saying"
    let quoted_as = cue.form == VerbForm::Gerund && end > sentence + 1 && words.word(end - 1) == "as";
    end -= usize::from(quoted_as);
    // "the builder today announced": when is not who.
    while end > sentence && words.is(end - 1, Closed::TEMPORAL) && words.is(end - 1, Closed::ADVERB) {
        end -= 1;
    }
    if end <= sentence {
        return None;
    }
    // "The owner, Ellery Mills, last night said"
    if let Some(comma) = aside::time_behind_comma(words, sentence, end) {
        end = comma;
    }
    if let Some(who) = relative_clause::before(words, sentence, end).filter(|_| !quoted_as) {
        return Some(who);
    }
    let title = end - usize::from(words.comma(end - 1) && end > sentence + 1);
    if words.quoted(title - 1) {
        return with_title(words, title).or_else(|| apposition::quoting(words, sentence, title));
    }
    if let Some(subject) = aside::before(words, sentence, end) {
        // "Ann Lee, the mayor, however, said"
        let apposition = with_apposition(words, sentence, subject + 1).filter(|who| who.len() < end - who.start);
        if let Some(who) = apposition {
            return Some(who.start..subject);
        }
        end = subject;
    } else if words.comma(end - 1) {
        return with_apposition(words, sentence, end);
    }
    let start = clause_start(words, sentence, end);
    let mut range = trim_start(words, start, end);
    // "Lee on Monday said": when is not who.
    if !range.is_empty() {
        range.end = aside::without_time(words, range.clone());
    }
    // "a report published on Tuesday": when it was made is a part of it.
    let made = |i: usize| words.is(i, Closed::PREPOSITION) || words.may_be_participle(i);
    let day = |i: usize| words.is(i, Closed::TEMPORAL) && words.capitalised(i) && !made(i - 1);
    if range.len() > 1 && day(range.end - 1) {
        range.end -= 1;
    }
    let heard = heard(words, &range, cue.form);
    let heard = heard.or_else(|| (!quoted_as && is_noun_phrase(words, range.clone())).then_some(range.clone()));
    heard.or_else(|| shown(words, &range).filter(|_| cue.form == VerbForm::Gerund))
}

/// "The court heard Lee", "Lee said his father", before "told", "He recalled Lee", before "saying": the subject of what somebody
/// heard or says.
fn heard(words: &Words<'_>, range: &Range<usize>, form: VerbForm) -> Option<Range<usize>> {
    let mut clause = range.clone().skip(1).take_while(|&i| !relative(words, i));
    let reports = |i: usize| {
        let clausal = cues().starting(words.word(i)).iter().any(|c| c.rest.is_empty() && c.frames.is(Frames::CLAUSE));
        form != VerbForm::Gerund && words.tensed(i) && clausal && !words.capitalised(i)
    };
    let verb = clause.find(|&i| WordSet::Hears.has(words.word(i)) && words.may_be_tensed(i) || reports(i))?;
    let who = verb + 1..range.end;
    // "because she fears losing her job", "the man police say shot her"
    let first = who.start;
    let verb = words.word(first).ends_with("ing") || words.tensed(first) || words.may_be_participle(first);
    let deed = words.open(first) && !words.capitalised(first) && verb;
    (!who.is_empty() && !deed && is_noun_phrase(words, who.clone())).then_some(who)
}

/// "The film uses footage of Ann Lee", before "asking": whom it shows.
fn shown(words: &Words<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let first = range.clone().rev().take_while(|&i| words.name(i)).last()?;
    (first > range.start && words.word(first - 1) == "of").then_some(first..range.end)
}

/// The same before a verb at a token, whether it is a listed cue or not.
pub(super) fn before_verb(words: &Words<'_>, verb: usize) -> Option<Range<usize>> {
    before(words, &Cue::of_verb(verb..verb + 1))
}

/// The same before "as saying", whose last word is token `verb`: "He quoted Lee as saying".
pub(super) fn quoted_as(words: &Words<'_>, verb: usize) -> Option<Range<usize>> {
    let gerund = words.word(verb).ends_with("ing") && words.word(verb.wrapping_sub(1)) == "as";
    let cue = Cue { form: VerbForm::Gerund, ..Cue::of_verb(verb..verb + 1) };
    gerund.then(|| before(words, &cue)).flatten()
}

/// Whether an aside between commas ends right before a token: "the mayor, meanwhile, said".
pub(super) fn aside_before(words: &Words<'_>, verb: usize) -> bool {
    aside::before(words, words.sentence_of(verb).start, verb).is_some()
}

/// The subject that ends before the mark at a token: "The Authority – which owns the pier – said".
pub(super) fn before_mark(words: &Words<'_>, mark: usize) -> Option<Range<usize>> {
    let sentence = words.sentence_of(mark).start;
    let who = trim_start(words, clause_start(words, sentence, mark), mark);
    is_noun_phrase(words, who.clone()).then_some(who)
}

/// The noun phrase that owns the noun at token `noun`, with its clitic: "the minister's", "his".
pub(super) fn owner(words: &Words<'_>, noun: usize) -> Option<Range<usize>> {
    let own = usize::from(noun > 0 && words.word(noun - 1) == "own");
    let clitic = noun.checked_sub(1 + own)?;
    if matches!(words.word(clitic), "his" | "her" | "their" | "its") {
        return Some(clitic..clitic + 1);
    }
    if !matches!(words.word(clitic), "'s" | "’s" | "'" | "’") || words.quoted(clitic) {
        return None;
    }
    let sentence = words.sentence_of(clitic).start;
    let start = clause_start(words, sentence, clitic);
    // "In Smith's words", "which is, in Smith's words,"
    let opens = words.starts_sentence(start) || start > sentence && words.comma(start - 1);
    let start = start + usize::from(words.is(start, Closed::PREPOSITION) && opens);
    let who = trim_start(words, start, clitic);
    is_noun_phrase(words, who.clone()).then_some(who.start..clitic + 1)
}

/// The subject behind a cue ("said Ann Lee, the minister").
pub(super) fn behind(words: &Words<'_>, cue: &Cue) -> Option<Range<usize>> {
    let sentence = words.sentence_of(cue.head).end;
    let mut start = cue.group.end;
    while start < sentence && words.is(start, Closed::ADVERB) && !words.capitalised(start) {
        start += 1;
    }
    // "regrets for his part the economist Lee"
    if words.word(start) == "for" && words.word(start + 2) == "part" {
        start += 3;
    }
    noun_phrase(words, start, sentence).map(|end| start..with_trailing_apposition(words, start, end, sentence))
}

/// Whether a relative clause or a participle begins at token `i`.
fn qualified(words: &Words<'_>, i: usize) -> bool {
    // "records | she found in a loft"
    let found = matches!(words.word(i), "he" | "she" | "they" | "we" | "i") && words.tensed(i + 1);
    found || relative(words, i) || words.open(i) && !words.capitalised(i) && words.word(i).ends_with("ed")
}

/// The noun phrase behind a verb that is no listed cue.
pub(super) fn behind_verb(words: &Words<'_>, start: usize) -> Option<Range<usize>> {
    named_behind(words, start, false)
}

/// The noun phrase that begins at `start`, as behind "according to". Where a clause follows it (`before_clause`), only
/// an apposition that a comma closes is part of it.
pub(super) fn named_behind(words: &Words<'_>, start: usize, before_clause: bool) -> Option<Range<usize>> {
    let sentence = words.sentence_of(start).end;
    let end = noun_phrase(words, start, sentence)?;
    let mut with_apposition = with_trailing_apposition(words, start, end, sentence);
    // "According to Halden, 57 percent of members voted", "…, output of the two plants, now closed, fell"
    let apposition = end + 1..with_apposition;
    let age = words.kind(end + 1) != Some(TokenKind::Number) || words.comma(end + 2);
    let known = |i: usize| noun(words.word(i)) != Noun::default() || words.capitalised(i);
    let plain = words.open(end + 1) && !words.capitalised(end + 1) && !apposition.clone().any(known);
    // "according to Halden, state troops have killed"
    let clause = apposition.clone().take_while(|&i| !relative(words, i)).any(|i| words.tensed(i));
    if words.comma(end) && (before_clause && (!age || plain) || clause) {
        with_apposition = end;
    }
    let closed = !before_clause || words.comma(with_apposition);
    if before_clause && with_apposition == end && qualified(words, end) {
        // "a study that the council ordered in May, …": up to the comma that ends the qualification.
        let comma = (end..sentence.min(end + 20)).find(|&i| words.comma(i) || words.quoted(i));
        return Some(start..comma.filter(|&i| words.comma(i)).unwrap_or(end));
    }
    Some(start..if closed { with_apposition } else { end })
}

/// The subject of the clause in which token `at` stands, from its beginning up to its first verb.
pub(super) fn subject_of(words: &Words<'_>, at: usize) -> Option<Range<usize>> {
    let sentence = words.sentence_of(at);
    let dateline = mention::dateline(words.text, &words.part.tokens);
    let mut start = sentence.start.max(if dateline > 0 && dateline < at { dateline + 1 } else { 0 });
    while start < at
        && !matches!(words.word(start), "when" | "while")
        && (words.is(start, Closed::CONJUNCTION)
            || words.is(start, Closed::ADVERB)
            || words.comma(start)
            || words.kind(start) == Some(TokenKind::Quote))
    {
        start += 1;
    }
    // "At his cookout, the band leader …": a phrase before the first comma is not the subject.
    // "Over 25 unions wrote to the mayor"
    let counted = matches!(words.word(start), "over" | "under" | "around" | "about")
        && words.kind(start + 1) == Some(TokenKind::Number);
    let opens = words.is(start, Closed::PREPOSITION.or(Closed::SUBORDINATOR)) && !counted;
    let phrase = opens || words.word(start) == "according";
    if phrase {
        start = (start..at).find(|&i| words.comma(i))? + 1;
    }
    // "Earlier this month, Lee ruled out talks, saying"
    if let Some(comma) = (start..at.min(start + 6)).find(|&i| words.comma(i))
        && (aside::is_time(words, start..comma) || matches!(words.word(comma - 1), "later" | "earlier" | "afterwards"))
    {
        start = comma + 1;
    }
    if words.quoted(start) {
        return None;
    }
    let end = noun_phrase_or_pronoun(words, start, at)?;
    // "Six families filed suit, alleging": a verb without an article behind it looks like a part of the name.
    let several = |i: usize| words.tag(i) == Some(Tag::Nns);
    let verb = |i: usize| words.tensed(i) || words.may_be_participle(i) && several(i - 1);
    let end = (start + 1..end).find(|&i| verb(i) && !words.capitalised(i)).unwrap_or(end);
    // "The third time she laughed and told"
    let when = words.word(end - 1) == "time" && subject_pronoun(words, end) && end < at;
    Some(if when { end..end + 1 } else { start..with_trailing_apposition(words, start, end, at) })
}

/// A lone word before a comma that introduces a sentence ("Meanwhile, …") is no source.
pub(super) fn listed(words: &Words<'_>, range: Range<usize>) -> bool {
    range.len() == 1 && words.is(range.start, Closed::ADVERB)
}

/// Where the clause that ends before `end` begins.
pub(super) fn clause_start(words: &Words<'_>, sentence: usize, end: usize) -> usize {
    let mut start = end;
    while start > sentence && end - start < LONGEST {
        let j = start - 1;
        // "Ann Lee (D-Ohio) said": a short bracket belongs to the name before it.
        if words.word(j) == ")"
            && let Some(open) = (sentence + 1..j).rev().take(8).find(|&k| words.word(k) == "(")
            && words.name(open - 1)
        {
            start = open;
            continue;
        }
        // "A driver who asked to be called Kofi said"
        let called = matches!(words.word(j + 1), "called" | "identified" | "known" | "named");
        if called && words.word(j) == "be" && j > sentence && words.word(j - 1) == "to" {
            start = j - 1;
            continue;
        }
        let boundary = words.quoted(j)
            || words.comma(j)
            || words.stop(j)
            || words.dash(j)
            || matches!(words.word(j), ":" | ";" | "(" | ")" | "[" | "]" | "/" | "\n")
            || (words.kind(j) == Some(TokenKind::Quote) && !matches!(words.word(j), "'" | "’") && !words.alias(j))
            || matches!(words.word(j), "but" | "when" | "while" | "because" | "if" | "although" | "though" | "whether")
            || (matches!(
                words.word(j),
                "as" | "since"
                    | "before"
                    | "after"
                    | "until"
                    | "than"
                    | "so"
                    | "yet"
                    | "how"
                    | "why"
                    | "what"
                    | "where"
                    | "and"
                    | "or"
                    | "that"
            ) && (!joins(words, j) || clause_before(words, sentence, j)))
            // "a letter in which a nurse called"
            || (matches!(words.word(j), "which" | "whom")
                && j > sentence
                && words.is(j - 1, Closed::PREPOSITION)
                && !matches!(words.word(j + 1), "point" | "time" | "case"))
            || (words.is(j, Closed::AUXILIARY) && !possessive(words, j) && !given(words, j));
        if boundary {
            break;
        }
        start = j;
    }
    start
}

/// "Will Moy, chief executive of Full Check, told": a given name that is an auxiliary too.
fn given(words: &Words<'_>, j: usize) -> bool {
    words.capitalised(j) && first_name(words.written(j)).is_some() && words.name(j + 1) && words.comma(j + 2)
}

/// "absenteeism fell away and workers said": whether a verb stands close before "and", so that it joins clauses.
fn clause_before(words: &Words<'_>, sentence: usize, j: usize) -> bool {
    let near = sentence.max(j.saturating_sub(4))..j;
    near.rev().take_while(|&i| !words.comma(i)).any(|i| words.tensed(i) && !relative(words, i.wrapping_sub(1)))
}

/// Drops what stands before the subject: "On Monday the minister" → "the minister", "and he" → "he".
pub(super) fn trim_start(words: &Words<'_>, start: usize, end: usize) -> Range<usize> {
    let mut start = start;
    while start < end
        && (words.is(start, Closed::CONJUNCTION)
            || words.is(start, Closed::NEGATION)
            || (words.is(start, Closed::SUBORDINATOR) && !words.is(start, Closed::DETERMINER))
            || (words.is(start, Closed::ADVERB) && !words.is(start, Closed::DETERMINER))
            || !words.alias(start)
                && words.kind(start) != Some(TokenKind::Word)
                && words.kind(start) != Some(TokenKind::Number))
    {
        start += 1;
    }
    if end > start + 1 && subject_pronoun(words, end - 1) {
        return end - 1..end;
    }
    if start < end && words.is(start, Closed::PREPOSITION) && !words.name(start) {
        // The last determiner, pronoun or name that is not the object of a preposition begins the subject.
        let object = |j: usize| words.is(j - 1, Closed::PREPOSITION) || words.word(j - 1) == "and";
        let begins = (start + 1..end)
            .rev()
            .find(|&j| (words.is(j, Closed::DETERMINER) || (words.name(j) && !words.name(j - 1))) && !object(j));
        return match begins {
            Some(j) => j..end,
            None => end..end,
        };
    }
    start..end
}

/// A pronoun that is the subject of a verb and nothing else, "you" and "it" aside.
pub(super) fn subject_pronoun(words: &Words<'_>, i: usize) -> bool {
    matches!(words.word(i), "i" | "he" | "she" | "they" | "it" | "we" | "you" | "who")
}

/// Whether a range reads like a noun phrase that can speak.
pub(super) fn is_noun_phrase(words: &Words<'_>, range: Range<usize>) -> bool {
    if range.is_empty() || range.len() > LONGEST {
        return false;
    }
    // "created the largest": a verb with tense makes it a clause, but not behind "who".
    let mut told = range.clone().take_while(|&i| !relative(words, i));
    // "judge Lee noted"
    let role = |i: usize| words.name(i + 1) && noun(words.word(i)).role.is_some();
    let verb = |i: usize| words.tensed(i) && !words.capitalised(i) && !possessive(words, i) && !role(i);
    if range.len() > 1 && told.any(verb) {
        return false;
    }
    let last = range.end - 1;
    if matches!(words.word(last), "afterwards" | "afterward" | "beforehand") {
        return false;
    }
    // "… in the late 1970s and 1980s described it"
    if words.kind(last) == Some(TokenKind::Number) && words.word(last).ends_with("0s") {
        return false;
    }
    if range.len() == 1 && (words.is(last, Closed::PRONOUN) || words.kind(last) == Some(TokenKind::Number)) {
        return !matches!(words.word(last), "this" | "that") || words.capitalised(last);
    }
    // "Another said"
    let alone = range.len() == 1 && matches!(words.word(last), "another" | "some" | "many" | "several" | "both");
    let head = alone
        || words.open(last)
        || words.name(last)
        || words.kind(last) == Some(TokenKind::Number)
        || words.word(last) == ")"
        || words.alias(last);
    let mark = |j: usize| words.kind(j) == Some(TokenKind::Quote) && !matches!(words.word(j), "'" | "’");
    let plain = range.clone().all(|j| !mark(j) || words.alias(j));
    head && plain && !words.is(last, Closed::PREPOSITION)
}

fn noun_phrase_or_pronoun(words: &Words<'_>, start: usize, limit: usize) -> Option<usize> {
    if start < limit && subject_pronoun(words, start) { Some(start + 1) } else { noun_phrase(words, start, limit) }
}
