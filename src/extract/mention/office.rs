//! Offices in and before names: "the Chief Constable", "Minister of Finance Joan Smith".

use super::name::{Name, before_verb, run};
use super::title::{joined, split_title};
use super::words::Words;
use crate::extract::SpeakerKind;
use crate::extract::lexicon::{
    Closed, PlaceWord, WordClass, WordSet, first_name, has_fields, office_word, organization_name, organization_word,
    particle, place, title,
};

/// The longest name of what an office is of, in tokens.
const LONGEST: usize = 9;

/// Whether a title tells a role and not only how to address somebody.
pub(super) fn of_office(written: &str) -> bool {
    title(&written.replace('.', "")).is_some_and(|t| !t.courtesy)
}

/// "The Chief Constable said": an office of several words without a name.
pub(super) fn is_office(words: &Words<'_>, start: usize, end: usize) -> bool {
    let listed = |i: usize| of_office(words.written(i)) || words.role(i).is_some();
    let part = |i: usize| listed(i) || office_word(words.written(i));
    // "Ann Lee, Senior Vice President of Sales"
    let behind = start > 1 && words.comma(start - 1) && words.capital(start - 2);
    let the = start > 0 && (words.lower(start - 1) == "the" || words.possessive(start - 1) || behind);
    // "Danish Ambassador to Norway"
    let demonym = place(&joined(words, start..end - 1)) == Some(PlaceWord::Adjective);
    end - start > 1
        && (demonym && of_office(words.written(end - 1))
            || of_office(&joined(words, start..end))
            || the && (start..end).all(part) && (start..end).any(listed))
}

/// "Department for Environment, Food and Rural Affairs": where the name of an office ends that lists what it is for in
/// common words, the last behind "and".
pub(super) fn fields(words: &Words<'_>, start: usize, comma: usize) -> Option<usize> {
    let office = (start..comma).any(|i| has_fields(words.lower(i)));
    let field = |from: usize| {
        let common = |&i: &usize| {
            let noun = ["ies", "try", "ics", "tion", "ment", "ing", "ure"].iter().any(|s| words.lower(i).ends_with(s));
            words.capital(i) && !words.acronym(i) && (words.class(i).is_some() || noun)
        };
        (from..from + 4).take_while(common).last().map(|i| i + 1)
    };
    let mut at = comma;
    while office && words.comma(at) {
        let behind = at + 1 + usize::from(words.lower(at + 1) == "and");
        at = field(behind)?;
        if words.lower(behind - 1) == "and" {
            return Some(at);
        }
        if words.lower(at) == "and" {
            return field(at + 1);
        }
    }
    None
}

/// The name behind an office that says what it is of, where one begins with the run of name words `start..end`: "Minister of
/// Finance Joan Smith", "the chief executive of Leeds Council Tom Hill".
pub(super) fn held(words: &Words<'_>, start: usize, end: usize) -> Option<Name> {
    let holds = |i: usize| words.role(i).is_some_and(|r| !r.plural && !r.anonymous) || of_office(words.written(i));
    let of = |i: usize| matches!(words.lower(i), "of" | "for" | "at") || sent(words, i);
    let article = |i: usize| usize::from(words.lower(i) == "the");
    let before = start - article(start.wrapping_sub(1)).min(start);
    // The run ends with the office, or begins behind it.
    let (first, field) = if of(end) && words.capital(end - 1) && holds(end - 1) {
        (start, end + 1 + article(end + 1))
    } else if before > 1 && of(before - 1) && holds(before - 2) && !words.capital(before - 2) {
        (before - 2, start)
    } else {
        return None;
    };
    let begin = name_behind(words, field)?;
    let (_, title, tokens) = split_title(words, begin, before_verb(words, begin, run(words, begin)));
    let plain = tokens.len() > 1 && !organization_word(words.written(tokens.end - 1));
    let title = title.filter(|t| t.start < t.end);
    let office = Some(first..begin);
    plain.then_some(Name { tokens, title, office, lead: first, kind: SpeakerKind::Person })
}

/// "the ambassador to Norway", "a former envoy to Norway": whether a token is the "to" behind whoever is sent somewhere.
pub(super) fn sent(words: &Words<'_>, to: usize) -> bool {
    words.lower(to) == "to" && to > 0 && WordSet::Envoy.has(words.lower(to - 1))
}

/// Where a name begins behind the words of what an office is of, at least one.
fn name_behind(words: &Words<'_>, field: usize) -> Option<usize> {
    let named = |n: &usize| {
        let name = joined(words, field..field + n);
        place(&name).is_some() || organization_name(&name)
    };
    let known = (1..=4).rev().find(named).or_else(|| words.acronym(field).then_some(1));
    let mut at = field + known.unwrap_or(1);
    // "Mother of victim Ann Lee", "Author of Harry Potter"
    let given = |i: usize| {
        let next = words.capital(i + 1) || particle(words.written(i + 1)).is_some() && words.capital(i + 2);
        let initial = words.initial(i) && (words.capital(i + 2) || words.capital(i + 1));
        let titled = title(words.written(i)).is_some() && words.capital(i + 1);
        words.capital(i) && (first_name(words.written(i)).is_some() && next || initial || titled)
    };
    // "A spokeswoman for Attorney General Ron Castillo" is not the attorney general.
    let titled = |n: usize| title(&joined(words, field..field + n)).is_some() && words.capital(field + n);
    if (1..=3).any(titled) || given(field) && at == field + 1 || words.role(field).is_some() && !words.capital(field) {
        return None;
    }
    // "Director-General of the WHO Tedros Adhanom": behind a body that is known, a name of two words that no list has.
    let plain = |i: usize| words.capital(i) && !words.acronym(i) && words.class(i).is_none() && words.role(i).is_none();
    let unknown = known.is_some() && plain(at) && plain(at + 1) && !words.capital(at + 2);
    if unknown && !(at..at + 2).any(|i| organization_word(words.written(i)) || place(words.written(i)).is_some()) {
        return Some(at);
    }
    let joins = |i: usize| matches!(words.lower(i), "of" | "for" | "the" | "and" | "in" | "&" | ",");
    while at < field + LONGEST {
        if given(at) {
            let tie = words.lower(at - 1);
            let plain =
                words.is_word(at - 1) && !joins(at - 1) && (words.role(at - 1).is_none() || words.capital(at - 1));
            return (plain && tie != "by").then_some(at);
        }
        let inner = words.is_word(at) && !words.closed(at, Closed::FUNCTION);
        let verb =
            !words.capital(at) && (words.cue(at) || matches!(words.class(at), Some(WordClass::Past | WordClass::Verb)));
        if !(inner || joins(at)) || verb || words.comma(at) && !words.capital(at + 1) || words.apart(at) {
            return None;
        }
        at += 1;
    }
    None
}
