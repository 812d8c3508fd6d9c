//! The role that stands with a name: before it, or behind it as an apposition.

use std::ops::Range;

use super::name::Name;
use super::words::Words;
use crate::extract::SpeakerKind;
use crate::extract::lexicon::{Closed, WordClass, WordSet, epithet};

/// The longest role before a name and behind it, in tokens.
const BEFORE: usize = 9;
const BEHIND: usize = 30;

/// The tokens of the role of a person. `next` is where the name behind begins.
pub(super) fn of(words: &Words<'_>, name: &Name, next: usize) -> Option<Range<usize>> {
    if !name.kind.may_be_person() {
        return None;
    }
    if let Some(office) = &name.office {
        return Some(left(words, office.start)..office.end);
    }
    // "In Chelsea, the mayor said": a place before a subject.
    let placed = name.tokens.len() == 1
        && name.title.is_none()
        && matches!(words.lower(name.start().wrapping_sub(1)), "in" | "at" | "near" | "from" | "outside");
    if placed {
        return None;
    }
    // "His wife, Ann, a nurse,": the words before the name are what it stands beside first.
    let led = name.start().checked_sub(1).filter(|&i| words.comma(i)).and_then(|_| before(words, name));
    led.or_else(|| apposition(words, name.tokens.end, next))
        .or_else(|| before(words, name))
        .or_else(|| copula(words, name.tokens.end))
}

/// "Apple spokeswoman Jo Ray", "the White House press secretary, Ann Lee,", "Russian Ambassador Ann Lee".
fn before(words: &Words<'_>, name: &Name) -> Option<Range<usize>> {
    if let Some(title) = &name.title
        && (super::office::of_office(words.cover(title.clone()).of(words.text))
            || words.role(title.end - 1).is_some()
            || epithet(words.lower(title.end - 1)))
    {
        let start = left(words, name.lead);
        return Some(start.min(title.start)..title.end);
    }
    // "Harbor Health CEO Dr. Ann Lee"
    if let Some(title) = &name.title
        && let Some(held) = (name.lead..title.end).rev().find(|&i| words.role(i).is_some_and(|r| !r.plural))
    {
        return Some(left(words, name.lead).min(name.lead)..held + 1);
    }
    let mut head = name.start().checked_sub(1)?;
    // "Barrister (Mrs) Ann Lee"
    if words.written(head) == ")" {
        head = (head.saturating_sub(3)..head).rev().find(|&i| words.written(i) == "(")?.checked_sub(1)?;
    }
    let comma = words.comma(head);
    if comma {
        head = head.checked_sub(1)?;
    }
    if words.sentence(head) != words.sentence(name.start()) {
        return None;
    }
    let role = match words.role(head).filter(|r| !r.plural && (comma || !r.anonymous)) {
        Some(role) => role,
        // "A spokeswoman for the authority, Ann Lee"
        None if comma => return served(words, head),
        // "minister for small industries K.N. Rao"
        None if name.tokens.len() > 1
            && name.kind == SpeakerKind::Person
            && matches!(words.class(head), Some(WordClass::Plural | WordClass::Noun))
            && words.role(head).is_none() =>
        {
            return served(words, head);
        }
        None => return None,
    };
    let start = left(words, head);
    let determined = words.closed(start, Closed::DETERMINER) || words.possessive(start + 1);
    // "In a letter to her brother, Lee wrote": the comma closes the phrase before the subject, and nothing closes behind.
    let end = name.tokens.end;
    let closed = words.comma(end) || matches!(words.lower(end), "" | "." | ";" | "(" | "who" | "whose");
    let object = comma && !closed && start > 0 && words.closed(start - 1, Closed::PREPOSITION);
    (!object && (!comma || determined && !role.plural)).then_some(start..head + 1)
}

/// The role whose phrase ends at a token, where the name behind the comma has it: "a spokeswoman for the authority".
fn served(words: &Words<'_>, last: usize) -> Option<Range<usize>> {
    let begin = words.sentence(last).max(last.saturating_sub(BEFORE));
    let mut i = last;
    while i > begin {
        if !words.is_word(i) && !words.is_number(i) && !words.possessive(i) && words.written(i) != "-" {
            return None;
        }
        let verb = matches!(words.class(i), Some(WordClass::Past)) && !words.capital(i);
        if verb || words.closed(i, Closed::AUXILIARY) && !words.possessive(i) {
            return None;
        }
        i -= 1;
        // "Danish Ambassador to Norway, Ann Lee,", "former envoy to Norway Ann Lee"
        let to = words.lower(i + 1) == "to" && words.capital(i) || super::office::sent(words, i + 1);
        if to || matches!(words.lower(i + 1), "for" | "of" | "at" | "with") {
            let role = words.role(i).filter(|r| !r.plural && !r.anonymous);
            if role.is_some() {
                let start = left(words, i);
                let owned = (start..i).any(|k| words.possessive(k));
                let bare = !words.comma(last + 1);
                // "Counsel for the family, Ann Lee,"
                let determined = bare || owned || words.first(start) || words.closed(start, Closed::DETERMINER);
                return determined.then_some(start..last + 1);
            }
        }
    }
    None
}

/// Where the noun phrase begins that has its head at `head`.
pub(super) fn left(words: &Words<'_>, head: usize) -> usize {
    let begin = words.sentence(head);
    let mut start = head;
    while start > begin && head - start < BEFORE {
        let i = start - 1;
        if matches!(words.written(i), "-" | "‑" | "/" | "&") && words.glued(start) {
            start = i;
            continue;
        }
        if words.possessive(i) && i > begin {
            start = i;
            continue;
        }
        if words.closed(i, Closed::DETERMINER) {
            let who = matches!(words.lower(i), "which" | "what" | "whose" | "this" | "that") && !words.first(i);
            return if who { start } else { i };
        }
        // "17:55 Fire chief Ann Lee": the hour of a post is no part of it.
        if words.is_number(i) && !words.written(i).contains(':') {
            start = i;
            continue;
        }
        if !words.is_word(i) || words.closed(i, Closed::FUNCTION) && !words.acronym(i) {
            break;
        }
        let verb = match words.class(i) {
            Some(WordClass::Verb | WordClass::Adverb | WordClass::Function) => true,
            Some(WordClass::Past) => {
                !words.closed(i.wrapping_sub(1), Closed::DETERMINER) && !WordSet::Retired.has(words.lower(i))
            }
            Some(WordClass::Ing) => !words.closed(i.wrapping_sub(1), Closed::DETERMINER),
            _ => words.cue(i),
        };
        // "to favor Speaker Ann Lee", "unilateral action President Lee takes"
        let object = start == head
            && words.capital(head)
            && !words.capital(i)
            && words.class(i) == Some(WordClass::Noun)
            && words.role(i).is_none()
            && i > begin
            && !words.closed(i - 1, Closed::DETERMINER)
            && !words.possessive(i - 1);
        if object || verb && !words.capital(i) || words.first(i) && words.capital(i) && opens(words, i, head) {
            break;
        }
        start = i;
    }
    while start < head && (words.possessive(start) || !words.is_word(start) && !words.is_number(start)) {
        start += 1;
    }
    start
}

/// "Recall Sen. Ann Lee": a verb that opens a sentence before a title.
fn opens(words: &Words<'_>, i: usize, head: usize) -> bool {
    match words.class(i) {
        Some(WordClass::Past) => true,
        Some(WordClass::Verb | WordClass::Adverb) => words.capital(head),
        _ => false,
    }
}

/// Whether an article and the role of a person stand behind a comma: "Ji-ho Park, an entomologist".
pub(super) fn apposed(words: &Words<'_>, end: usize) -> bool {
    let article = words.comma(end) && matches!(words.lower(end + 1), "a" | "an" | "the");
    article && head(words, end + 1).is_some_and(|i| words.role(i).is_some_and(|r| !r.anonymous))
}

/// "…, the Russian ambassador in Kabul,", "…, 32, political analyst at the Institute".
fn apposition(words: &Words<'_>, end: usize, next: usize) -> Option<Range<usize>> {
    if !words.comma(end) {
        return None;
    }
    let mut start = end + 1;
    if words.is_number(start) && words.comma(start + 1) {
        start += 2;
    }
    let Some(head) = head(words, start) else { return unlisted(words, start) };
    // "Every week, says Lee, somebody comes": nobody in particular is no apposition.
    if head == start && words.role(head).is_some_and(|r| r.anonymous) {
        return None;
    }
    let follows = words.capital(head + 1) && next <= head + 2 && !words.comma(head + 1);
    if follows {
        return None;
    }
    let mut stop = head + 1;
    while stop < words.len() && stop - start < BEHIND && !ends(words, stop) {
        stop += 1;
    }
    // "With Ann Lee and Jo Ray, the candidate said": what goes on with a verb is the subject, and no apposition.
    let verb = words.class(stop) == Some(WordClass::Past) || words.closed(stop, Closed::AUXILIARY);
    // "Ann Lee, the manager smiled."
    let smiled = stop == head + 2 && words.lower(head + 1).ends_with("ed") && words.role(head + 1).is_none();
    (!verb && !smiled).then_some(start..stop)
}

/// ", the harbour master of Ellery,": an apposition that no word of the role list heads. It begins with an article,
/// holds no verb, and a comma, a stop or "who" closes it.
fn unlisted(words: &Words<'_>, start: usize) -> Option<Range<usize>> {
    if !matches!(words.lower(start), "the" | "a" | "an") || words.capital(start + 1) {
        return None;
    }
    let mut stop = start + 1;
    while stop < words.len() && stop - start < BEHIND && !ends(words, stop) {
        let verb = words.class(stop) == Some(WordClass::Past) || words.closed(stop, Closed::AUXILIARY);
        if verb && !words.possessive(stop) && !words.capital(stop) || words.closed(stop, Closed::PRONOUN) {
            return None;
        }
        stop += 1;
    }
    let closed = words.comma(stop) || matches!(words.lower(stop), "." | "who" | "whose");
    (closed && stop > start + 1).then_some(start..stop)
}

/// "… is the minister of health": the role alone, up to the end of its phrase.
fn copula(words: &Words<'_>, end: usize) -> Option<Range<usize>> {
    if !matches!(words.lower(end), "is" | "was" | "became" | "remains") {
        return None;
    }
    let start = end + 1;
    if !matches!(words.lower(start), "the" | "a" | "an") {
        return None;
    }
    let head = head(words, start)?;
    let mut stop = head + 1;
    while stop < words.len() && stop - start < BEHIND && !ends(words, stop) {
        stop += 1;
    }
    Some(start..stop)
}

/// The role that heads the noun phrase at `start`.
fn head(words: &Words<'_>, start: usize) -> Option<usize> {
    let mut found = None;
    let mut i = start;
    if words.closed(i, Closed::DETERMINER) {
        i += 1;
    }
    while i < words.len() && i - start < BEFORE {
        let role = words.role(i).filter(|r| !r.plural || matches!(words.lower(start), "one"));
        if role.is_some() {
            found = Some(i);
        } else if found.is_some() && words.written(i) != "-" || !inside(words, start, i) {
            break;
        }
        i += 1;
    }
    found.filter(|&f| !words.possessive(f + 1))
}

/// Whether a token may stand before the head of a role.
fn inside(words: &Words<'_>, start: usize, i: usize) -> bool {
    if words.possessive(i) || words.is_number(i) || matches!(words.written(i), "-" | "&" | "/") {
        return true;
    }
    let joins = matches!(words.lower(i), "of" | "and" | "former" | "one" | "most" | "more" | "very" | "two");
    let article = words.closed(i, Closed::DETERMINER) && words.lower(start) == "one";
    words.is_word(i) && (!words.closed(i, Closed::FUNCTION) || joins || article || words.acronym(i))
}

/// Whether an apposition is over before a token.
fn ends(words: &Words<'_>, i: usize) -> bool {
    let w = words.lower(i);
    if words.is_word(i) {
        if matches!(w, "who" | "which" | "that" | "whose" | "but" | "as" | "when" | "after" | "before") {
            return true;
        }
        if words.closed(i, Closed::AUXILIARY) {
            return !words.possessive(i);
        }
        if words.capital(i) {
            return false;
        }
        return matches!(words.class(i), Some(WordClass::Past | WordClass::Verb)) && words.cue(i);
    }
    if w == "." {
        // The stop of an initial or abbreviation goes with its word.
        return !(words.glued(i) && words.written(i.wrapping_sub(1)).len() < 3 && words.capital(i.wrapping_sub(1)));
    }
    !(words.is_number(i) || words.possessive(i) || matches!(w, "-" | "&" | "/" | "%" | "$" | "'" | "’"))
}
