//! What stands inside a name beside its words with capitals: particles, hyphens, nicknames, stops.

use super::words::Words;
use crate::extract::lexicon::{
    Closed, PlaceWord, WordClass, WordSet, common, first_name, group, not_a_name, organization_word, particle, place,
    role, title,
};

/// "al-Masri": a particle and a name in one word.
pub(super) fn prefixed(w: &str) -> bool {
    w.split_once(['-', '‑']).is_some_and(|(p, rest)| rest.starts_with(char::is_uppercase) && WordSet::Prefix.has(p))
}

/// "D-Ohio", "R-Ky": the party and state of a member, between commas or in brackets.
pub(super) fn party(w: &str) -> bool {
    let state = w.strip_prefix(['D', 'R', 'I']).and_then(|rest| rest.strip_prefix(['-', '‑', '–']));
    state.is_some_and(|s| s.starts_with(char::is_uppercase) && s.len() > 1)
}

/// "California-born", "Top-seeded": a word that stands beside a name and is none of it.
pub(super) fn describing(w: &str) -> bool {
    w.rsplit_once(['-', '‑']).is_some_and(|(_, last)| {
        let small = last.starts_with(char::is_lowercase);
        let participle =
            || last.ends_with("ed") && last.len() > 4 || matches!(common(last), Some(WordClass::Past | WordClass::Ing));
        small && (participle() || last == "born" || last == "winning")
    })
}

/// "Mac an tSaoir", "Ó hUallacháin": an Irish surname whose capital has a small letter before it.
pub(super) fn mutated(w: &str) -> bool {
    let mut letters = w.chars();
    matches!(letters.next(), Some('t' | 'h' | 'n' | 'g' | 'b' | 'd' | 'm'))
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
}

/// "Mac an Bhaird": the article inside an Irish surname, at a token.
pub(super) fn son_of(words: &Words<'_>, i: usize) -> bool {
    let article = words.written(i.wrapping_sub(1)) == "Mac" && matches!(words.written(i), "an" | "a");
    article && (words.capital(i + 1) || mutated(words.written(i + 1)))
}

/// A hyphen inside a name, or the apostrophe of "O'Brien", where it is a token of its own.
pub(super) fn hyphen_or_apostrophe(words: &Words<'_>, i: usize) -> bool {
    let inside = words.glued(i) && words.glued(i + 1) && words.capital(i + 1);
    let short = words.written(i.wrapping_sub(1)).chars().count() == 1;
    inside && (matches!(words.written(i), "-" | "‑") || matches!(words.written(i), "'" | "’") && short)
}

/// "Nurses' Union", "Workers' Congress", "People's Party": those whose body it is, with the apostrophe at a token.
pub(super) fn of_members(words: &Words<'_>, i: usize) -> bool {
    let members = words.lower(i.wrapping_sub(1));
    let several = role(members).is_some_and(|r| r.plural) || group(members);
    // "Transport Staffs’ Federation", "Rice Growers' Association"
    let union = WordSet::Unions.has(words.lower(i + 1));
    let several = several || union && members.len() > 4 && words.capital(i - 1) && words.capital(i.wrapping_sub(2));
    let body = |i: usize| words.capital(i) && organization_word(words.written(i)) && role(words.lower(i)).is_none();
    several && words.possessive(i) && (body(i + 1) || words.capital(i + 1) && body(i + 2))
}

/// The surname behind a nickname in marks that begins at a token: "Robert “Bob” Smith".
pub(super) fn nickname(words: &Words<'_>, open: usize) -> Option<usize> {
    let inside = |i: &usize| words.capital(*i) && !not_a_name(words.written(*i)) || words.lower(*i) == "the";
    let close = open + 1 + (open + 1..open + 4).take_while(inside).count();
    let marks =
        words.mark(open) && words.mark(close) && close > open + 1 && words.glued(open + 1) && words.glued(close);
    let given = first_name(words.written(open.wrapping_sub(1))).is_some() && !words.glued(open);
    let surname = words.capital(close + 1) && !words.closed(close + 1, Closed::FUNCTION);
    (marks && given && surname && !words.title_case && !words.glued(close + 1)).then_some(close + 1)
}

/// A particle inside a name. "y", "e" and "i" and the like are none beside English words.
pub(super) fn small(words: &Words<'_>, i: usize) -> bool {
    particle(words.written(i)).is_some() && !matches!(words.written(i), "do" | "to" | "i" | "te")
}

/// Takes the stop of an initial or an abbreviation into a name.
pub(super) fn stop_of(words: &Words<'_>, at: usize, end: usize) -> usize {
    let w = words.written(at);
    let short =
        || words.initial(at) || WordSet::Abbreviated.has(w) || title(w).is_some_and(|t| t.courtesy) && w.len() < 5;
    if words.written(end) == "." && words.glued(end) && short() { end + 1 } else { end }
}

/// "Rebecca English said": a surname that is a people's adjective too, but not in "Ann French officials".
pub(super) fn demonym(words: &Words<'_>, i: usize) -> bool {
    let given = i > 0 && first_name(words.written(i - 1)).is_some() && words.capital(i - 1);
    let ends = !words.is_word(i + 1)
        || words.closed(i + 1, Closed::FUNCTION)
        || words.class(i + 1) == Some(WordClass::Past)
        || words.cue(i + 1);
    given && place(words.written(i)) == Some(PlaceWord::Adjective) && !words.capital(i + 1) && ends
}

/// "National Institute on Drug Abuse": what a body is for, behind "on" at a token, in words that begin like common ones.
pub(super) fn on_subject(words: &Words<'_>, on: usize) -> bool {
    let next = words.lower(on) == "on"
        && words.capital(on + 1)
        && words.class(on + 1).is_some()
        && !not_a_name(words.written(on + 1));
    next && words.capital(on - 1) && WordSet::Advises.has(words.lower(on - 1))
}

/// "ex-minister", "Mayor-elect": a word with a role on one side of its hyphen.
pub(super) fn hyphened(lower: &str) -> bool {
    let (before, last) = lower.rsplit_once('-').unwrap_or(("", lower));
    role(last).is_some() || matches!(last, "elect" | "designate") && role(before).is_some()
}
