//! Common nouns that stand for a speaker: roles, groups, bodies, documents.

use super::office::is_office;
use super::words::Words;
use super::{Mention, MentionForm, role};
use crate::extract::SpeakerKind;
use crate::extract::lexicon::{Closed, Noun, PlaceWord, WordClass, WordSet, noun, organization_word, place};
use crate::text::Span;

/// Adds the nominals of a block; `taken` are the roles that stand with a name, sorted.
pub(super) fn find(words: &Words<'_>, taken: &[Span], out: &mut Vec<Mention>) {
    let mut from = 0;
    for head in 0..words.len() {
        let lower = words.lower(head);
        if !words.is_word(head) || words.capital(head) && !words.first(head) && !capital_role(words, head) {
            continue;
        }
        let span = words.cover(head..head + 1);
        while from < taken.len() && taken[from].end() <= span.start() {
            from += 1;
        }
        if taken.get(from).is_some_and(|r| r.overlaps(span)) {
            continue;
        }
        let Noun { role, body, group } = noun(lower);
        if role.is_none() && body.is_none() && !group || heads_on(words, head) {
            continue;
        }
        let start = role::left(words, head);
        // "No cleaner had seen them": nobody, of whom nothing more is told.
        if words.lower(start) == "no" {
            continue;
        }
        let determiner = words.closed(start, Closed::DETERMINER) || possessed(words, start, head);
        let indefinite = matches!(words.lower(start), "a" | "an" | "one" | "another" | "some" | "any" | "each");
        let plural = role.is_some_and(|r| r.plural) || body.is_some_and(|b| b.plural) || group;
        let mass = || WordSet::Mass.has(lower);
        // "Moscow plans", "the study claims": a verb where no list can tell.
        let verb = role.is_none()
            && !group
            && plural
            && (start < head || words.cue(head))
            && words.capital(head.wrapping_sub(1));
        if !plural && !determiner && !mass() || !determiner && verb {
            continue;
        }
        let unnamed = unnamed(words, head + 1);
        let paper = words.capital(head) && !words.first(head) && organization_word(words.written(head));
        let kind = match (role, body) {
            _ if paper => SpeakerKind::Organization,
            (Some(r), _) if r.plural || group => {
                if unnamed {
                    SpeakerKind::Anonymous
                } else {
                    SpeakerKind::Group
                }
            }
            (Some(r), _) if r.anonymous || indefinite || unnamed => SpeakerKind::Anonymous,
            (Some(_), _) => SpeakerKind::Person,
            (None, _) if group => {
                if unnamed {
                    SpeakerKind::Anonymous
                } else {
                    SpeakerKind::Group
                }
            }
            (None, Some(b)) if b.document => SpeakerKind::Unknown,
            _ => SpeakerKind::Organization,
        };
        out.push(Mention {
            span: words.cover(start..head + 1),
            form: MentionForm::Nominal,
            kind,
            role: None,
            title: None,
            subject: words.subject(start, head + 1),
        });
    }
}

/// The most words of an office before its last.
const OFFICE: usize = 8;

/// "the President", "the Agency": a role with a capital and an article.
fn capital_role(words: &Words<'_>, head: usize) -> bool {
    let begin = words.sentence(head);
    let start = (begin..head).rev().take(OFFICE).take_while(|&i| words.capital(i)).last().unwrap_or(head);
    // "The Chief Constable"
    let whole = |start: usize| start == head || is_office(words, start, head + 1);
    let article = |start: usize| start > begin && words.lower(start - 1) == "the" && whole(start);
    (article(start) || article(start + 1)) && !words.capital(head + 1)
}

/// Whether the noun goes on into another, so that it is no head.
fn heads_on(words: &Words<'_>, head: usize) -> bool {
    let next = head + 1;
    if words.written(next) == "-" && words.glued(next) {
        return true;
    }
    if !words.is_word(next) || words.closed(next, Closed::FUNCTION) {
        return false;
    }
    // "the Republican presidential nominee"
    let adjective =
        words.class(next) == Some(WordClass::Adjective) || place(words.written(next)) == Some(PlaceWord::Adjective);
    let Noun { role, group, .. } = noun(words.lower(next + 1));
    let inner = adjective && (role.is_some_and(|r| !r.plural) || group);
    inner
        || words.role(next).is_some()
        || matches!(words.class(next), Some(WordClass::Noun | WordClass::Plural)) && !words.cue(next)
}

fn possessed(words: &Words<'_>, start: usize, head: usize) -> bool {
    (start..head).any(|i| words.possessive(i))
}

/// Whether the words behind a noun say that the source is not to be named.
fn unnamed(words: &Words<'_>, at: usize) -> bool {
    let phrase = |p: &[&str]| p.iter().enumerate().all(|(k, w)| words.lower(at + k) == *w);
    phrase(&["familiar", "with"])
        || phrase(&["close", "to"])
        || phrase(&["briefed", "on"])
        || phrase(&["with", "knowledge"])
        || phrase(&["with", "direct", "knowledge"])
        || phrase(&["who", "asked", "not"])
        || phrase(&["who", "spoke", "on"])
        || phrase(&["who", "declined", "to"])
        || phrase(&["who", "requested", "anonymity"])
        || phrase(&["speaking", "on", "condition"])
        || phrase(&["not", "authorized"])
        || phrase(&["not", "authorised"])
}
