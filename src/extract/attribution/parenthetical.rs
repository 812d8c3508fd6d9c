//! A cue with its source inside or behind the sentence that it reports: "The bear, he said, had escaped".

use std::ops::Range;

use super::cue::Cue;
use super::indirect::{Found, finite, span};
use super::words::Words;
use super::{aside, noun_phrase, source};
use crate::extract::lexicon::{Closed, Frames, pronoun};
use crate::extract::model::Tag;

/// How many tokens stand behind an inserted cue, of whom and when somebody was told.
const ASIDE: usize = 6;

/// `…, X said` and `…, X said, …`, `…, said X`.
pub(super) fn parenthetical(words: &Words<'_>, cue: &Cue) -> Option<Found> {
    // "…, the figures show": a verb that wants "that" elsewhere, but not "…, it would not show".
    let perfect = matches!(words.word(cue.group.start), "has" | "have" | "had") && cue.group.len() == 2;
    let plain = (cue.group.len() == 1 || perfect) && !words.is(cue.group.start.wrapping_sub(1), Closed::PRONOUN);
    let that = cue.frames.is(Frames::THAT) && (plain || closing(words, cue).is_some());
    if !cue.finite() || !(cue.frames.is(Frames::CLAUSE) || that) {
        return None;
    }
    let sentence = words.sentence_of(cue.head);
    let (who, start, end, behind) = if cue.group.start > sentence.start
        && words.comma(cue.group.start - 1)
        // "the minister, Ann Lee, told a meeting": whom it is told.
        && !matches!(words.word(cue.head), "told" | "tells")
        // "Lee, meanwhile, denied it"
        && aside::before(words, sentence.start, cue.group.start).is_none()
        && let Some(who) = source::behind(words, cue)
        // "Lee, who was hired in May, denied any wrongdoing"
        && !matches!(words.word(who.start), "any" | "no" | "all" | "every")
        // "Lee, who taught here, remembers the night"
        && (words.may_speak(who.clone())
            || !(sentence.start..cue.group.start - 1).any(|i| words.comma(i) && noun_phrase::relative(words, i + 1)))
    {
        let end = who.end;
        (who, cue.group.start, end, false)
    } else {
        let who = source::before(words, cue)?;
        // "pleased Ann Lee, who told the board": a clause about somebody begins, and none ends.
        if noun_phrase::relative(words, who.start) || noun_phrase::is_no_subject(words, cue, &who) {
            return None;
        }
        let start = who.start;
        (who, start, cue.group.end, true)
    };
    // "Coal, she adds, matters": one word may be what the rest is about.
    let short = start == sentence.start + 2 && words.open(sentence.start) && closing(words, cue).is_some();
    // "Insurance, says Lee, is a nightmare"
    let inverted = start == sentence.start + 2 && start == cue.group.start && words.open(sentence.start);
    let short = short || inverted && words.comma(end) && words.tensed(end + 1) && words.may_speak(who.clone());
    if start <= sentence.start + 2 && !short || !words.comma(start - 1) && !words.dash(start - 1) {
        return None;
    }
    let as_said = words.word(start) == "as";
    let first = span(words, relative_clause(words, sentence.start, start - 1)..start - 1)?;
    if as_said || words.quoted(start - 1) {
        return None;
    }
    // "…, executives told the Courier at last week's fair": whom it is told is no part of when and where.
    let told = behind && cue.frames.is(Frames::OBJECT) && words.may_speak(who.clone());
    let hearer = (told && !words.is(sentence.start, Closed::SUBORDINATOR))
        .then(|| noun_phrase::noun_phrase(words, end, sentence.end))
        .flatten()
        .filter(|&i| !matches!(words.word(i), "of" | "about" | "how" | "to"));
    let tail = (end..sentence.end).find(|&i| words.comma(i) || words.stop(i) || words.dash(i)).unwrap_or(sentence.end);
    // "When it opens, the council has told him, the boat will go"
    let hears = cue.frames.is(Frames::OBJECT) && tail == end + 1 && pronoun(words.word(end)).is_some();
    if !hears && !closes(words, hearer.unwrap_or(end).min(tail)..tail) && closing(words, cue) != Some(tail) {
        return None;
    }
    let has_verb = (sentence.start..start)
        .chain(tail..sentence.end)
        .any(|i| words.is(i, Closed::AUXILIARY) || words.tensed(i) || finite(words, i));
    let mut content = vec![first];
    if words.comma(tail) && tail + 1 < sentence.end {
        content.extend(span(words, tail + 1..sentence.end));
    }
    // "Not so, says Lee."
    let denied = !behind && (words.is(sentence.start, Closed::NEGATION) || words.word(sentence.start) == "no");
    (has_verb || denied).then(|| (content, vec![words.cover(who)]))
}

/// Where what is said begins before the comma at a token: "fled to a yard, | where, police said, he hid" tells what the writer
/// knows up to the relative clause.
pub(super) fn relative_clause(words: &Words<'_>, start: usize, comma: usize) -> usize {
    let word = comma.saturating_sub(1);
    let opens = match words.word(word) {
        "which" | "who" | "where" => true,
        "that" => words.tag(word) == Some(Tag::Wdt),
        _ => false,
    };
    // "Where, he asked, was the money?"
    if opens && words.comma(comma) && !words.starts_sentence(word) { word } else { start }
}

/// Whether nothing but adverbials stands behind a cue: "said on Monday", "said in a statement".
fn closes(words: &Words<'_>, range: Range<usize>) -> bool {
    range.is_empty()
        || (words.is(range.start, Closed::PREPOSITION)
            || words.is(range.start, Closed::ADVERB)
            || words.is(range.start, Closed::TEMPORAL))
            && range.clone().all(|i| {
                let verb = words.is(i, Closed::AUXILIARY) && !noun_phrase::possessive(words, i);
                !verb && !words.quoted(i) && words.word(i) != ":"
            })
}

/// The comma behind a cue, and whom it tells, behind which the verb of the sentence goes on: "The name, she told the court,
/// was false".
fn closing(words: &Words<'_>, cue: &Cue) -> Option<usize> {
    let sentence = words.sentence_of(cue.head);
    let behind = cue.group.end;
    let told = |i: &usize| !words.quoted(*i) && !words.stop(*i) && !words.tensed(*i);
    let told = (behind..sentence.end.min(behind + ASIDE)).take_while(told).find(|&i| words.comma(i))?;
    let hears = told == behind || cue.frames.is(Frames::OBJECT);
    let verb = (told + 1..sentence.end).find(|&i| !words.is(i, Closed::ADVERB)).filter(|&i| words.tensed(i))?;
    let who = source::before(words, cue).filter(|who| who.start > sentence.start + 1)?;
    let opens = words.is(sentence.start, Closed::DETERMINER.or(Closed::PRONOUN)) || words.open(sentence.start);
    // What stands before is the subject of that verb, and no clause of its own.
    let subject = opens && words.comma(who.start - 1) && !(sentence.start..who.start).any(|i| words.tensed(i));
    let when = words.is(sentence.start, Closed::ADVERB.or(Closed::TEMPORAL).or(Closed::PREPOSITION));
    (subject && hears && !when && verb > told).then_some(told)
}

/// "The wigs, her side counters, were dear": whether its place makes a verb of a word that looks like a noun.
pub(super) fn is_inserted(words: &Words<'_>, cue: &Cue) -> bool {
    cue.group.len() == 1 && cue.finite() && closing(words, cue) == Some(cue.group.end)
}
