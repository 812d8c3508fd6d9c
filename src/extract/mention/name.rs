//! Proper names: runs of capitalised words, read with word lists and their neighbours.

use std::ops::Range;

use super::inside::{
    demonym, describing, hyphen_or_apostrophe, hyphened, mutated, nickname, of_members, on_subject, party, prefixed,
    small, son_of, stop_of,
};
use super::title::{joined, split_title, titled};
use super::words::Words;
use super::{kind, office};
use crate::extract::SpeakerKind;
use crate::extract::lexicon::{
    Closed, WordClass, WordSet, body, epithet, first_name, group, honour, not_a_name, organization_name,
    organization_word, particle, place, title, trade,
};

/// A name in the tokens of a block.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The name, without title and possessive.
    pub tokens: Range<usize>,
    /// The title right before it.
    pub title: Option<Range<usize>>,
    /// The office before it, with what it is of ("Minister of Finance").
    pub office: Option<Range<usize>>,
    /// The capitalised words before the title, which say more of the role ("Russian Ambassador Ann Lee").
    pub lead: usize,
    pub kind: SpeakerKind,
}

impl Name {
    /// Its first token, title and lead included.
    pub fn start(&self) -> usize {
        self.lead
    }
}

/// The longest name, in tokens.
const LONGEST: usize = 16;

pub(super) fn find(words: &Words<'_>) -> Vec<Name> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let end = run(words, i);
        if end == i {
            i += 1;
            continue;
        }
        if let Some(name) = office::held(words, i, end) {
            i = name.tokens.end;
            out.push(name);
            continue;
        }
        let end = before_verb(words, i, end);
        if let Some(name) = two_roles(words, i, end) {
            i = name.tokens.end;
            out.push(name);
            continue;
        }
        if let Some(name) = read(words, i, end) {
            out.push(name);
        }
        i = end;
    }
    out
}

/// "Halden Founder and Lead Designer Ann Lee": the name behind two roles with capitals, of which a run has the first.
fn two_roles(words: &Words<'_>, start: usize, end: usize) -> Option<Name> {
    let last = end - 1;
    let role = |i: usize| words.role(i).is_some_and(|r| !r.plural && !r.anonymous) || hyphened(words.lower(i));
    // "the Mayor and Governor Ann Lee" may be two.
    let the = end - start == 1 && start > 0 && words.closed(start - 1, Closed::DETERMINER);
    let held =
        role(last) && !the && !words.title_case && !(start..last).any(|i| first_name(words.written(i)).is_some());
    let (next, behind) =
        (end + 1, held.then(|| run(words, end + 1)).filter(|_| matches!(words.lower(end), "and" | "&"))?);
    if behind == next {
        return None;
    }
    let name = read(words, next, behind)?;
    let titled = name.title.as_ref().is_some_and(|t| role(t.end - 1)) && name.kind == SpeakerKind::Person;
    titled.then_some(Name { lead: start, ..name })
}

/// Where a run ends in a headline, which writes its verbs with capitals too: "Ann Lee Says Harbor Is Safe".
pub(super) fn before_verb(words: &Words<'_>, start: usize, end: usize) -> usize {
    // "Ann Lee Promises Work"
    let full = first_name(words.written(start)).is_some();
    let cue = |k: usize| full && k > start + 1 && words.lower(k).ends_with('s') && words.cue(k);
    let verb =
        |k: &usize| matches!(words.class(*k), Some(WordClass::Verb | WordClass::Past | WordClass::Adverb)) || cue(*k);
    (start + 1..end).find(verb).filter(|_| words.title_case).unwrap_or(end)
}

/// Whether a name may begin at a token.
fn begins(words: &Words<'_>, i: usize) -> bool {
    let w = words.written(i);
    if !words.is_word(i) || i < words.dateline || party(w) || describing(w) {
        return false;
    }
    if !words.capital(i) {
        let on = || words.capital(i + 1) || words.capital(i + 2) && particle(words.written(i + 1)).is_some();
        return prefixed(w) || on() && particle(w) == Some(true) && !words.closed(i, Closed::FUNCTION);
    }
    if words.acronym(i) {
        // "At 9 PM Lee said"
        if matches!(w, "AM" | "PM") && words.is_number(i.wrapping_sub(1)) {
            return false;
        }
        // "was appointed MBE"
        let honoured = honour(w) && matches!(words.lower(i.wrapping_sub(1)), "appointed" | "made" | "an" | "a" | "the");
        return !not_a_name(w) && w != "I" && !honoured;
    }
    if title(w).is_some() && words.capital(i + 1) && !words.closed(i + 1, Closed::FUNCTION) {
        return true;
    }
    // "First National Bank said": elsewhere it only opens a sentence.
    let of_body = |k: usize| organization_word(words.written(k));
    if w == "First" && (i + 1..i + 5).take_while(|&k| words.capital(k)).any(of_body) {
        return true;
    }
    // "His Excellency Ann Lee"
    if words.capital(i + 1) && words.capital(i + 2) && title(&joined(words, i..i + 2)).is_some() {
        return true;
    }
    // "M M Patel", "S K Rao": initials without stops, which look like short words.
    if w.len() == 1 && words.capital(i + 1) && words.written(i + 1).len() == 1 && words.capital(i + 2) {
        return true;
    }
    if not_a_name(w) || matches!(w, "I" | "A") {
        // "In May Labour lost"
        let when =
            words.closed(i, Closed::TEMPORAL) && matches!(words.lower(i.wrapping_sub(1)), "in" | "since" | "until");
        if when {
            return false;
        }
        // "Jan de Boer"
        let particle = particle(words.written(i + 1)).is_some() && words.capital(i + 2);
        return first_name(w).is_some() && (particle || words.capital(i + 1) && !words.closed(i + 1, Closed::FUNCTION));
    }
    !words.closed(i, Closed::FUNCTION)
        || given(words, i)
        || place(w).is_some()
        || title(w).is_some() && words.capital(i + 1)
}

/// "Per Lee, a lawyer": a given name that is also a function word ("Will", "Per"). In the middle of a sentence its capital
/// says so; at the beginning, what only a person has behind the name.
fn given(words: &Words<'_>, i: usize) -> bool {
    if first_name(words.written(i)).is_none() || !words.capital(i + 1) || words.closed(i + 1, Closed::FUNCTION) {
        return false;
    }
    let end = (i + 1..i + 4).find(|&k| !words.capital(k)).unwrap_or(i + 1);
    let told = words.comma(end)
        && (words.is_number(end + 1)
            || matches!(words.lower(end + 1), "a" | "an" | "the" | "who" | "whose")
            || (end + 1..end + 4).any(|k| words.role(k).is_some() && !words.capital(k)))
        || words.class(end) == Some(WordClass::Past) && words.cue(end);
    !words.first(i) && !words.title_case || told
}

/// The end of the run of name words that begins at `start`; `start` where none does.
pub(super) fn run(words: &Words<'_>, start: usize) -> usize {
    if !begins(words, start) {
        return start;
    }
    let mut end = start + 1;
    let mut body_head = organization_word(words.written(start));
    let mut of = false;
    if !words.capital(start) && words.capital(end) {
        end += 1;
    }
    end = stop_of(words, start, end);
    while end < words.len() && end - start < LONGEST {
        let w = words.written(end);
        if words.apart(end) {
            break;
        }
        // "Chief of Staff Ann Lee"
        if words.capital(end - 1)
            && !words.capital(end)
            && let Some(n) = titled(words, end - 1..words.len()).filter(|&n| n > 2)
        {
            end += n - 1;
            continue;
        }
        if words.capital(end) {
            let before = words.written(end - 1);
            let may = first_name(before).is_some() && matches!(w, "May" | "March" | "August")
                || title(before).is_some() && first_name(w).is_some() && words.capital(end + 1)
                || title(before.trim_end_matches('.')).is_some_and(|t| t.courtesy)
                    && !words.closed(end, Closed::FUNCTION);
            // "Human Rights First", but not "Texas First Lady".
            let first = w == "First" && !words.capital(end + 1);
            // "Dilip More,": inside a sentence a capital makes a surname of a small word.
            let surname = first_name(before).is_some() && w.len() > 1 && words.comma(end + 1) && !words.title_case;
            if !(may || surname || first || demonym(words, end))
                && (not_a_name(w)
                    || describing(w)
                    || words.closed(end, Closed::FUNCTION) && !words.acronym(end) && w.len() > 1)
            {
                break;
            }
            body_head |= organization_word(w);
            end = stop_of(words, end, end + 1);
            continue;
        }
        if prefixed(w) || mutated(w) {
            end += 1;
            continue;
        }
        match joint(words, start, end, body_head, of) {
            Some((next, behind_of)) => (end, of) = (next, behind_of),
            None => break,
        }
    }
    end
}

/// Where a run of name words is once it has gone past small words or marks at `end` that join more of the name to it, and
/// whether it has an "of" then. `body_head`: it has a word of a body's name; `of`: it has an "of" as yet.
fn joint(words: &Words<'_>, start: usize, end: usize, body_head: bool, of: bool) -> Option<(usize, bool)> {
    let w = words.written(end);
    let next = |n: usize| words.capital(end + n) && !not_a_name(words.written(end + n));
    if w == "&" && next(1) {
        return Some((end + 2, of));
    }
    if w == "of" && body_head && !person(words, start, end) && (next(1) || words.lower(end + 1) == "the" && next(2)) {
        return Some((if next(1) { end + 2 } else { end + 3 }, true));
    }
    if w == "for" && body_head && next(1) && !words.closed(end + 1, Closed::FUNCTION) || on_subject(words, end) {
        return Some((end + 2, true));
    }
    if w == "and" && (in_list(words, end, of) || of_two_places(words, start, end) || of_two_fields(words, start, end)) {
        return Some((end + 2, of));
    }
    if of && let Some(last) = office::fields(words, start, end) {
        return Some((last, of));
    }
    if words.comma(end) && matches!(words.written(end + 1), "Jr" | "Jr." | "Sr" | "Sr.") {
        return Some((stop_of(words, end + 1, end + 2), of));
    }
    if let Some(surname) = nickname(words, end) {
        return Some((surname + 1, of));
    }
    if hyphen_or_apostrophe(words, end) || of_members(words, end) || son_of(words, end) {
        return Some((end + 2, of));
    }
    let particles = (1..=3).find(|&n| next(n)).filter(|&n| (0..n).all(|k| small(words, end + k)))?;
    Some((end + particles, of))
}

/// "Department of Trade and Industry": whether "and" at a token goes on with what a body is of.
fn in_list(words: &Words<'_>, and: usize, of: bool) -> bool {
    let next = words.written(and + 1);
    of && words.capital(and + 1)
        && !not_a_name(next)
        && first_name(next).is_none()
        && place(next).is_none()
        && title(next).is_none()
        && !words.closed(and + 1, Closed::FUNCTION)
}

/// "Punjab and Haryana High Court", "Devon and Cornwall Police": whether "and" at a token joins the places of one body.
fn of_two_places(words: &Words<'_>, start: usize, and: usize) -> bool {
    let next = words.written(and + 1);
    let body = |i: usize| organization_word(words.written(i));
    let known = place(next).is_some()
        && place(&joined(words, start..and)).is_some()
        && (and + 2..and + 5).take_while(|&i| words.capital(i)).any(body);
    known
        || and - start == 1
            && words.capital(and + 1)
            && !not_a_name(next)
            && matches!(words.written(and + 2), "Police" | "Constabulary")
            && words.role(start).is_none()
            && [start, and + 1].iter().any(|&i| first_name(words.written(i)).is_none())
}

/// "the Water and Sewerage Authority", "the Health and Safety Executive": whether "and" at a token joins what one body is for.
fn of_two_fields(words: &Words<'_>, start: usize, and: usize) -> bool {
    let field = |i: usize| {
        let noun = matches!(words.class(i), Some(WordClass::Noun | WordClass::Plural | WordClass::Ing));
        let w = words.written(i);
        let somebody = words.role(i).is_some() || body(words.lower(i)).is_some() || group(words.lower(i));
        noun && words.capital(i)
            && !organization_word(w)
            && !organization_name(w)
            && !somebody
            && first_name(w).is_none()
    };
    let head = |i: usize| organization_word(words.written(i)) || words.written(i) == "Executive";
    let end = (and + 1..and + 4).find(|&i| !words.capital(i)).unwrap_or(and + 4);
    let the = start > 0 && matches!(words.lower(start - 1), "the" | "a" | "an" | "its" | "their");
    the && and - start == 1 && !words.title_case && field(start) && end > and + 2 && head(end - 1)
}

/// "Senate Leader Ann Lee" before "of Norfleet": a run that ends in the name of a person behind a role.
fn person(words: &Words<'_>, start: usize, end: usize) -> bool {
    let role = |i: usize| words.role(i).is_some_and(|r| !r.plural) || title(words.written(i)).is_some();
    end - start > 2 && first_name(words.written(end - 2)).is_some() && role(end - 3)
}

/// Reads a run of name words: its title, what leads it, what kind it is.
fn read(words: &Words<'_>, start: usize, end: usize) -> Option<Name> {
    let (mut start, mut end) = (start, end);
    while end > start && !words.is_word(end - 1) && words.written(end - 1) != "." {
        end -= 1;
    }
    // "Simon Daly KC"
    while end - start > 2 && honour(words.written(end - 1)) && !words.acronym(end - 2) {
        end -= 1;
    }
    if words.first(start) && end - start > 1 && (dropped(words, start, end) || by_trade(words, start, end)) {
        start += 1;
    }
    if office::is_office(words, start, end) {
        return None;
    }
    let (lead, titled, tokens) = split_title(words, start, end);
    let titled = titled.filter(|t| t.start < t.end);
    if tokens.is_empty() {
        return None;
    }
    let the = lead > 0 && matches!(words.lower(lead - 1), "the");
    // "the Delaware Democrat"
    let last = words.lower(end - 1);
    let demonym = end - start > 1 && place(&joined(words, start..end - 1)).is_some();
    if the && titled.is_none() && demonym && words.role(end - 1).is_some_and(|r| !r.plural) && epithet(last) {
        return None;
    }
    let kind = kind::of(words, &tokens, titled.is_some(), the)?;
    Some(Name { tokens, title: titled, office: None, lead, kind })
}

/// Whether the first word of a sentence only has its capital from standing there.
fn dropped(words: &Words<'_>, start: usize, end: usize) -> bool {
    let w = words.written(start);
    if WordSet::Drops.has(words.lower(start)) || WordSet::Opens.has(words.lower(start)) {
        return true;
    }
    if w.len() == 1 {
        return false;
    }
    // "First Minister Ann Lee"
    if first_name(w).is_some() || titled(words, start..end).is_some() || place(w).is_some() || organization_name(w) {
        return false;
    }
    let Some(class) = words.class(start) else { return w.len() > 5 && w.ends_with("ing") };
    if organization_word(words.written(end - 1)) {
        return matches!(class, WordClass::Past | WordClass::Adverb | WordClass::Ing | WordClass::Function);
    }
    // "Top Clinton aides": an adjective before a name of one word.
    let lone = end - start == 2 && words.class(start + 1).is_none() && !organization_word(words.written(start + 1));
    matches!(class, WordClass::Past | WordClass::Adverb | WordClass::Ing | WordClass::Function | WordClass::Verb)
        || class == WordClass::Adjective && lone
        || first_name(words.written(start + 1)).is_some()
        || title(words.written(start + 1)).is_some() && end - start > 2
}

/// "Chipmaker Veltron cuts jobs": the trade before the name of a business, but not in "Airline Pilots Association".
fn by_trade(words: &Words<'_>, start: usize, end: usize) -> bool {
    let own = |i: usize| !organization_word(words.written(i)) && words.role(i).is_none();
    // "Operator Tallow Ferries", but not "Operator Ann Lee"
    let several = || organization_word(words.written(end - 1)) || words.class(end - 1) == Some(WordClass::Plural);
    let runs = WordSet::Undertakes.has(words.lower(start)) && end - start > 2 && several();
    (trade(words.lower(start)) || runs && first_name(words.written(start + 1)).is_none()) && own(start + 1)
}
