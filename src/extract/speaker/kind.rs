//! What a name of no known kind is, by all that the article says of it.

use super::entity::Entity;
use super::office::Office;
use crate::extract::lexicon::{body, common, group, organization_word, particle, place};
use crate::extract::{MentionForm, SpeakerKind};
use crate::text::Lower;

/// The kind of a speaker. `quoted`: whether words of it are quoted.
pub(super) fn of(text: &str, entity: &Entity, quoted: bool) -> SpeakerKind {
    let mut names = entity.mentions.iter().filter(|(_, form)| *form == MentionForm::Name).map(|(s, _)| s.of(text));
    if entity.kind != SpeakerKind::Unknown || names.next().is_none() {
        return entity.kind;
    }
    let says = |words: &[&str]| {
        entity
            .mentions
            .iter()
            .any(|(s, form)| *form == MentionForm::Pronoun && words.iter().any(|w| s.of(text).eq_ignore_ascii_case(w)))
    };
    if says(&["he", "she", "him", "her"]) || entity.roles.iter().any(|r| Office::read(r).is_some()) {
        return SpeakerKind::Person;
    }
    if says(&["it"]) || entity.mentions.iter().any(|(s, form)| *form == MentionForm::Nominal && is_body(s.of(text))) {
        return SpeakerKind::Organization;
    }
    // "Zofia Banach", later "Banach": two words that are nothing else, and quoted or called by the last of them.
    let last = entity.name.split_whitespace().last().unwrap_or_default();
    let surname = entity.name.contains(' ') && names.any(|n| n == last);
    if like_a_person(&entity.name) && (quoted || surname) { SpeakerKind::Person } else { SpeakerKind::Unknown }
}

/// "the company", "the agency"
fn is_body(words: &str) -> bool {
    words.split_whitespace().last().is_some_and(|w| body(&w.lower()).is_some_and(|b| !b.document))
}

/// Whether a name is that of a person: of one of that kind, or of no known kind with the words of one.
pub(super) fn names_person(kind: SpeakerKind, name: &str) -> bool {
    kind == SpeakerKind::Person || kind == SpeakerKind::Unknown && like_a_person(name)
}

/// Whether a name has the words of a person's, and none that bodies and things are named with.
pub(super) fn like_a_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = |w: &&str| {
        let lower = w.lower();
        let stop = w.ends_with('.') || particle(w).is_some();
        let capital = w.starts_with(char::is_uppercase) && w.chars().any(char::is_lowercase) || lower.contains('-');
        let thing = common(&lower).is_some() || body(&lower).is_some() || group(&lower) || place(w).is_some();
        stop || capital && !thing && !organization_word(w) && w.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
    };
    (2..=6).contains(&words.len()) && words.iter().all(plain)
}
