//! Pronouns: the most salient speaker, not the nearest name.

use super::entity::{Entity, EntityId};
use super::register::Referent;
use super::{Cast, Outcome};
use crate::extract::lexicon::Gender;
use crate::extract::{MentionForm, Quote, Resolution, SpeakerKind};
use crate::text::Span;

/// How many sentences back a pronoun reaches.
const SENTENCES: usize = 8;
/// How many blocks back.
const BLOCKS: usize = 2;

impl Cast<'_> {
    /// Whom "he" or "she" stands for.
    pub(super) fn pronoun(&self, at: Span, gender: Option<Gender>, quote: &Quote) -> Outcome {
        self.salient(at, quote, |e| e.may_be(gender))
    }

    /// Whom "they" or "it" stands for.
    pub(super) fn they(&self, at: Span, plural: bool, quote: &Quote) -> Outcome {
        self.salient(at, quote, |e| match e.kind {
            SpeakerKind::Organization => true,
            SpeakerKind::Group => plural,
            SpeakerKind::Place => !plural,
            SpeakerKind::Unknown => !plural && e.name.starts_with(char::is_lowercase),
            _ => false,
        })
    }

    fn salient(&self, at: Span, quote: &Quote, fits: impl Fn(&Entity) -> bool) -> Outcome {
        let Some(here) = self.scene.line(at.start) else { return Outcome::Nobody };
        let block = self.scene.lines[here].block;
        let apart = |m: Span| quote.content.iter().any(|c| c.overlaps(m));
        // "On Midway, he said": what stands beside a subject in its own sentence is the last choice.
        if let Some(outcome) = self.in_line(here, at.start, &apart, &fits, true) {
            return outcome;
        }
        for line in (here.saturating_sub(SENTENCES)..here).rev() {
            let l = &self.scene.lines[line];
            if block.saturating_sub(l.block) > BLOCKS {
                break;
            }
            if let Some(id) = l.said.filter(|&id| fits(&self.register.entities[id])) {
                return Outcome::Found(id, Resolution::Pronoun);
            }
            if let Some(outcome) = self.in_line(line, usize::MAX, &|_| false, &fits, false) {
                return outcome;
            }
        }
        let person = |e: &Entity| e.kind != SpeakerKind::Unknown && fits(e);
        self.in_line(here, at.start, &apart, &person, false).unwrap_or(Outcome::Nobody)
    }

    /// The subject of a sentence, or the only one it mentions; ambiguous between several objects.
    fn in_line(
        &self,
        line: usize,
        before: usize,
        apart: &dyn Fn(Span) -> bool,
        fits: &impl Fn(&Entity) -> bool,
        subjects_only: bool,
    ) -> Option<Outcome> {
        let mut others: Vec<EntityId> = Vec::new();
        let mut people: Vec<EntityId> = Vec::new();
        for m in &self.scene.mentions[self.scene.lines[line].mentions.clone()] {
            if m.span.end > before || m.quoted || apart(m.span) || m.form == MentionForm::Pronoun && !m.subject {
                continue;
            }
            if let Referent::Several(ids) = &m.referent
                && m.subject
            {
                let ids: Vec<EntityId> = ids.iter().copied().filter(|&id| fits(&self.register.entities[id])).collect();
                return match ids[..] {
                    [] => None,
                    [id] => Some(Outcome::Found(id, Resolution::Pronoun)),
                    _ => Some(Outcome::Several(ids)),
                };
            }
            let Referent::One(id) = m.referent else { continue };
            if !fits(&self.register.entities[id]) {
                continue;
            }
            if m.subject {
                return Some(Outcome::Found(id, Resolution::Pronoun));
            }
            if subjects_only {
                continue;
            }
            let sure = self.register.entities[id].kind != SpeakerKind::Unknown;
            let list = if sure { &mut people } else { &mut others };
            if !list.contains(&id) {
                list.push(id);
            }
        }
        // A name that may be a thing gives way to one that is not.
        let others = if people.is_empty() { others } else { people };
        match others[..] {
            [] => None,
            [id] => Some(Outcome::Found(id, Resolution::Pronoun)),
            _ => Some(Outcome::Several(others)),
        }
    }
}
