//! Nouns that call somebody again who was named just before: "the striker", "the 63-year-old", "the Norwegian".

use super::Cast;
use super::entity::{EntityId, gender_of_role};
use super::kind::like_a_person;
use super::register::Referent;
use super::source::{LINES, MENTIONS};
use crate::extract::lexicon::epithet;
use crate::extract::{MentionForm, SpeakerKind};
use crate::text::Span;

impl Cast<'_> {
    /// "the Norwegian", which looks like a name: the person named just before.
    pub(super) fn compatriot(&mut self, span: Span, text: &str) -> Option<EntityId> {
        let noun = text.strip_prefix("the ").or_else(|| text.strip_prefix("The "))?;
        let id = self.named_just_before(text, span.start()).filter(|_| noun.starts_with(char::is_uppercase))?;
        for k in self.scene.within(span) {
            self.scene.mentions[k].referent = Referent::One(id);
        }
        Some(id)
    }

    /// "the striker", "the 63-year-old": the only person that the sentences before in the paragraph name, or those of the
    /// paragraph before.
    pub(super) fn named_just_before(&self, head: &str, at: usize) -> Option<EntityId> {
        let mut words = head.split_whitespace().skip(1);
        let noun = words.next().filter(|_| words.next().is_none())?.to_lowercase();
        if !epithet(&noun) {
            return None;
        }
        let gender = gender_of_role(&noun);
        let line = self.scene.line(at)?;
        let mut seen: Option<EntityId> = None;
        let mut block = self.scene.lines[line].block;
        for l in self.scene.lines[..=line].iter().rev().take(LINES) {
            if l.block != block {
                if seen.is_some() || l.block + 1 < self.scene.lines[line].block {
                    break;
                }
                block = l.block;
            }
            let range = l.mentions.start..l.mentions.end.min(l.mentions.start + MENTIONS);
            for m in self.scene.mentions[range].iter().filter(|m| m.span.end() <= at && !m.quoted) {
                let Referent::One(id) = m.referent else { continue };
                let e = &self.register.entities[id];
                let person = e.kind == SpeakerKind::Person || like_a_person(&e.name);
                if !person || m.form == MentionForm::Nominal || !e.may_be(gender) {
                    continue;
                }
                if seen.is_some_and(|s| s != id) {
                    return None;
                }
                seen = Some(id);
            }
        }
        seen
    }
}
