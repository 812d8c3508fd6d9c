//! Pronouns that stand for people and bodies.

use super::words::Words;
use super::{Mention, MentionForm};
use crate::extract::SpeakerKind;

/// Adds the pronouns of a block.
pub(super) fn find(words: &Words<'_>, out: &mut Vec<Mention>) {
    for i in 0..words.len() {
        let kind = match words.lower(i) {
            "i" if words.written(i) == "I" => SpeakerKind::Person,
            "he" | "she" | "him" | "herself" | "himself" => SpeakerKind::Person,
            "who" if words.written(i) != "WHO" => SpeakerKind::Person,
            "they" | "them" | "themselves" => SpeakerKind::Group,
            "we" => SpeakerKind::Group,
            "it" if words.written(i) != "IT" => SpeakerKind::Organization,
            _ => continue,
        };
        let subject = matches!(words.lower(i), "i" | "he" | "she" | "they" | "we" | "it" | "who");
        let span = words.cover(i..i + 1);
        out.push(Mention { span, form: MentionForm::Pronoun, kind, role: None, title: None, subject });
    }
}
