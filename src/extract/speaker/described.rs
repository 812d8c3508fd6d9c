//! Somebody named before who is called by what else they are: "the Vermont senator", "the retired neurosurgeon", "the
//! candidate".
//!
//! Such words stand for whoever spoke last, or was the subject, where that can be what they say. Nouns of people who come
//! up without a name ("the officer", "the spokeswoman") stand for nobody in particular.

use std::borrow::Cow;

use super::entity::{Entity, EntityId, gender_of_role};
use super::kind::names_person;
use super::office::Office;
use super::register::Referent;
use super::salience::MENTIONS;
use super::scene::Located;
use super::wanted::Wanted;
use super::{Cast, Outcome};
use crate::extract::lexicon::{
    Closed, Gender, PlaceWord, Standing, WordSet, closed_class, epithet, initial_capital, place, role, standing,
};
use crate::extract::{MentionForm, Quote, QuoteKind, Resolution, SpeakerKind};
use crate::text::{BlockKind, Lower, Span};

/// How many sentences and blocks back such words reach.
const SENTENCES: usize = 6;
const BLOCKS: usize = 3;

/// How many sentences back somebody else is looked for who is better called so.
const NEAR: usize = 24;

/// The most words of a description.
const WORDS: usize = 7;

/// What the words of a description ask of whom they stand for.
struct Description {
    gender: Option<Gender>,
    /// The office that it is; none where anybody may be so called.
    office: Option<Office>,
    /// The party that it is of: "the Liberal leader".
    of: Option<String>,
}

impl Description {
    /// Reads "the …", up to its noun, with the words behind that in `whole`.
    fn read(head: &str, whole: &str) -> Option<Self> {
        let words: Vec<_> = head.split_whitespace().map(Lower::lower).collect();
        let (noun, beside) = words.split_last()?;
        let (the, beside) = beside.split_first()?;
        let plain = the == "the" && words.len() <= WORDS && !head.contains(['\'', '’', ',', '“', '"']);
        // "the progressive" of "the progressive heavyweights"
        let behind = whole.get(head.len()..).unwrap_or_default().split_whitespace().next().unwrap_or_default();
        let ends = behind.is_empty() || closed_class(behind).is(Closed::FUNCTION);
        let small = Closed::PREPOSITION.or(Closed::CONJUNCTION).or(Closed::SUBORDINATOR).or(Closed::PRONOUN);
        if !plain || !ends || beside.iter().any(|w| closed_class(w).is(small.or(Closed::AUXILIARY))) {
            return None;
        }
        let office = Office::read(whole);
        // "the Irish surgeon", "the former officer": what only one person is called by.
        let personal = beside.iter().any(|w| {
            WordSet::Personal.has(w)
                || ["-born", "-old", "-elected", "-turned"].iter().any(|end| w.ends_with(end))
                || w.rsplit('-').next().and_then(|w| place(&initial_capital(w))) == Some(PlaceWord::Adjective)
        });
        let known = role(noun).is_some_and(|r| !r.plural && (!r.anonymous || personal));
        // "the mum-of-three"
        let parent = noun.contains("-of-") && role(noun).is_some_and(|r| !r.plural);
        // "the mother of six"
        let behind: Vec<&str> = whole.get(head.len()..).unwrap_or_default().split_whitespace().collect();
        let counted = matches!(behind[..], ["of", many] if many.chars().all(char::is_lowercase) && many != "the");
        let parent = parent || counted && WordSet::Parents.has(noun);
        let any = standing(noun) == Some(Standing::Any) || noun.ends_with("-year-old") || parent;
        let fits = any
            || (known || epithet(noun))
                && (standing(noun).is_none() || personal)
                && (!beside.is_empty() && office.as_ref().is_none_or(Office::is_told) || whole.len() > head.len());
        // "the prime minister" is known without a name.
        let premier = office.as_ref().is_some_and(Office::is_premier);
        let fits = fits && !premier;
        let office = office.filter(|_| !any);
        fits.then(|| Self { gender: gender_of_role(head), office, of: party_of(head) })
    }
}

impl Cast<'_> {
    /// The person whom a description at a byte can only stand for.
    pub(super) fn described(&self, span: Span, head: &str, whole: &str) -> Option<EntityId> {
        // "the former CEO of Halden", of which no mention is known.
        let cut = [" of ", " for ", " at ", " in ", " from ", " to "].iter().filter_map(|p| head.find(p)).min();
        let head = &head[..cut.unwrap_or(head.len())];
        let description = Description::read(head, whole)?;
        let at = span.start();
        let here = self.scene.line(at)?;
        // "the Cruz adviser" is not Cruz, and may be somebody new.
        let person = |m: &Located| m.form == MentionForm::Name && m.kind == SpeakerKind::Person;
        let before = Span::new(at, (at + head.len()).min(span.end().max(at)));
        if self.scene.mentions[self.scene.within(before)].iter().any(person) {
            return None;
        }
        let mut beside = self.people(here, Some(span), true);
        if let Some(found) = self.within_sentence(here, at, &description) {
            return found;
        }
        let paragraph = self.scene.lines[here].paragraph;
        let mut passed: Vec<EntityId> = Vec::new();
        for line in (here.saturating_sub(SENTENCES)..here).rev() {
            let l = &self.scene.lines[line];
            if paragraph.saturating_sub(l.paragraph) > BLOCKS {
                return None;
            }
            if self.article.blocks[l.block].kind == BlockKind::Heading {
                continue;
            }
            let subject = match l.said.filter(|&id| self.is_person(id)) {
                Some(id) => Subject::Person(id),
                None => self.first_subject(line),
            };
            let id = match subject {
                Subject::Person(id) => id,
                Subject::Unknown => return None,
                Subject::None => {
                    passed.append(&mut self.people(line, None, false));
                    continue;
                }
            };
            let e = &self.register.entities[id];
            // Who stands beside it in its sentence is somebody else.
            if beside.contains(&id) || !e.may_be(description.gender) {
                continue;
            }
            beside.retain(|&b| b != id);
            let another = passed.iter().any(|&p| p != id && self.may_be_called(p, &description, here));
            return (!another && self.may_be_called(id, &description, here)).then_some(id);
        }
        None
    }

    /// `Lee was furious. “It is a disgrace.”`: the only person in the sentence before a quotation without a source, and its
    /// subject.
    pub(super) fn told_before(&mut self, quote: &Quote) -> Outcome {
        let Some(&said) = quote.content.first().filter(|_| quote.kind == QuoteKind::Direct && quote.cue.is_empty())
        else {
            return Outcome::Nobody;
        };
        let text = self.article.text;
        let Some(line) = self.scene.line(said.start()).and_then(|here| {
            let l = &self.scene.lines[here];
            let near = |b: usize| self.scene.lines[b].block == l.block || self.gesture(b, l.block);
            let before = here.checked_sub(1).filter(|&b| near(b))?;
            (l.span.start() == said.start()).then_some(before)
        }) else {
            return Outcome::Nobody;
        };
        let words = self.scene.lines[line].span.of(text).trim_end();
        let sentence = said.of(text).split_whitespace().count() > 3;
        if !sentence || !words.ends_with('.') || words.contains(['“', '"', '”']) {
            return Outcome::Nobody;
        }
        self.follow(said.start());
        match self.first_subject(line) {
            Subject::Person(id) if self.people(line, None, false).iter().all(|&p| p == id) => {
                Outcome::Found(id, Resolution::Named)
            }
            _ => Outcome::Nobody,
        }
    }

    /// `She paused.` above a quotation in block `to`: a paragraph of one sentence that tells what somebody does as they speak.
    fn gesture(&self, line: usize, to: usize) -> bool {
        let l = &self.scene.lines[line];
        let alone = line.checked_sub(1).is_none_or(|b| self.scene.lines[b].block != l.block);
        let mut first = l.span.of(self.article.text).split(|c: char| !c.is_alphabetic()).take(6);
        let next = self.article.above(to) == Some(l.block) && self.article.adjacent(l.block, to);
        alone && next && first.any(|w| WordSet::Gestures.has(w))
    }

    /// The one of several who spoke last, in the paragraph right before, where none of the others spoke near.
    pub(super) fn spoke_last(&self, ids: &[EntityId], at: usize) -> Option<EntityId> {
        let here = self.scene.line(at)?;
        let paragraph = self.scene.lines[here].paragraph;
        let before = self.scene.lines[here.saturating_sub(SENTENCES)..here].iter().rev();
        let near = before.take_while(|l| l.paragraph + BLOCKS >= paragraph);
        let mut near = near.filter_map(|l| Some((l.paragraph, l.said?)));
        let (last, id) = near.next()?;
        let alone = near.all(|(_, said)| said == id || !ids.contains(&said));
        (alone && last + 1 >= paragraph && ids.contains(&id)).then_some(id)
    }

    /// What the words before a description in its own sentence say; none where they say nothing. "A minister wants Ann Lee
    /// banned after the singer …" is she; of a subject the sentence would say "she".
    fn within_sentence(&self, line: usize, at: usize, description: &Description) -> Option<Option<EntityId>> {
        let l = &self.scene.lines[line];
        let before = self.article.text.get(l.span.start()..at)?.trim_end();
        // "On a visit to Ann Lee, the senator", "Ann Lee would go, the mayor said"
        if before.ends_with(',') || before.ends_with(['”', '"', '“']) {
            return None;
        }
        let mentions = &self.scene.mentions[l.mentions.start..l.mentions.end.min(l.mentions.start + MENTIONS)];
        let mut found: Option<EntityId> = None;
        for m in mentions.iter().filter(|m| m.span.end() <= at && !m.quoted && m.form != MentionForm::Nominal) {
            match &m.referent {
                Referent::One(id) if self.is_person(*id) => {
                    if m.subject || found.is_some_and(|f| f != *id) {
                        return Some(None);
                    }
                    found = Some(*id);
                }
                Referent::One(_) => {}
                Referent::Several(_) => return Some(None),
                Referent::Nobody if m.form == MentionForm::Pronoun && m.subject => return Some(None),
                Referent::Nobody => {}
            }
        }
        found.map(|id| Some(id).filter(|&id| self.may_be_called(id, description, line)))
    }

    /// The people whom a sentence names, or has a pronoun for, outside quotations and `but`.
    fn people(&self, line: usize, but: Option<Span>, named: bool) -> Vec<EntityId> {
        let range = self.scene.lines[line].mentions.clone();
        let mentions = &self.scene.mentions[range.start..range.end.min(range.start + MENTIONS)];
        let here = mentions.iter().filter(|m| !m.quoted && but.is_none_or(|b| !b.overlaps(m.span)));
        let ids = here.filter_map(|m| match m.referent {
            Referent::One(id) if m.form == MentionForm::Name => Some(id),
            Referent::One(id) if m.form == MentionForm::Pronoun && !named => Some(id),
            _ => None,
        });
        ids.filter(|&id| self.is_person(id)).collect()
    }

    /// Whether a sentence names somebody.
    fn named_in(&self, line: usize, id: EntityId) -> bool {
        let range = self.scene.lines[line].mentions.clone();
        let mut mentions = self.scene.mentions[range].iter().take(MENTIONS);
        mentions.any(|m| m.referent == Referent::One(id))
    }

    /// Whether an entity is a person with a name.
    fn is_person(&self, id: EntityId) -> bool {
        let e = &self.register.entities[id];
        e.name.starts_with(char::is_uppercase) && names_person(e.kind, &e.name)
    }

    /// The person that is the subject of a sentence, behind the words it opens with.
    fn first_subject(&self, line: usize) -> Subject {
        let (text, l) = (self.article.text, &self.scene.lines[line]);
        let mentions = &self.scene.mentions[l.mentions.start..l.mentions.end.min(l.mentions.start + MENTIONS)];
        let word = l.span.of(text).split_whitespace().next().unwrap_or_default().lower();
        let closed = closed_class(&word);
        let fronted = closed.is(Closed::SUBORDINATOR.or(Closed::PREPOSITION)) || word.ends_with("ing");
        let from = self.subject_behind(line).filter(|_| fronted).unwrap_or(l.span.start());
        let mut found: Option<EntityId> = None;
        for m in mentions.iter().filter(|m| m.subject && !m.quoted && m.whole.start() >= from) {
            // "Ann Lee won, and Bo Ray lost"; in "Ann Lee won when Bo Ray fell" the first is whom it is about.
            let before = text[..m.whole.start()].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
            if found.is_some() && !closed_class(before).is(Closed::CONJUNCTION) {
                continue;
            }
            let he = || matches!(Wanted::of(&m.span.of(text).lower()), Some(Wanted::Person(_)));
            match &m.referent {
                // "the Lee team"
                Referent::One(_) | Referent::Several(_)
                    if m.form == MentionForm::Name && self.goes_on(l.span.since(m.span.end())) => {}
                Referent::One(id) if self.is_person(*id) => {
                    if found.is_some_and(|f| f != *id) {
                        return Subject::Unknown;
                    }
                    found = Some(*id);
                }
                Referent::One(_) => {}
                Referent::Several(_) => return Subject::Unknown,
                Referent::Nobody => {
                    let single = m.kind.is_somebody();
                    if m.form == MentionForm::Nominal && single || m.form == MentionForm::Pronoun && he() {
                        return Subject::Unknown;
                    }
                }
            }
        }
        found.map_or(Subject::None, Subject::Person)
    }

    /// Whether the article says of somebody that they are of another party: "Labour’s Ann Lee" is no Liberal.
    pub(super) fn of_another_party(&self, id: EntityId, party: &str, here: usize) -> bool {
        let other = |words: &str| party_of(words).is_some_and(|p| p != party);
        let owned = |m: &Located| {
            let before = self.article.text[..m.whole.start()].trim_end();
            let owner = before.strip_suffix("’s").or_else(|| before.strip_suffix("'s"));
            owner.and_then(|o| o.rsplit(char::is_whitespace).next()).is_some_and(other)
        };
        let lines = self.scene.lines[here.saturating_sub(NEAR)..=here].iter();
        let mut near = lines.flat_map(|l| self.scene.mentions[l.mentions.clone()].iter().take(MENTIONS));
        self.register.entities[id].roles.iter().any(|r| other(r))
            || near.any(|m| m.referent == Referent::One(id) && m.form == MentionForm::Name && owned(m))
    }

    /// Whether nothing that the article says of a person is against a description of them.
    fn may_be_called(&self, id: EntityId, description: &Description, here: usize) -> bool {
        let e = &self.register.entities[id];
        if !self.is_person(id) || !e.may_be(description.gender) {
            return false;
        }
        let Some(office) = &description.office else { return true };
        if description.of.as_ref().is_some_and(|of| self.of_another_party(id, of, here)) {
            return false;
        }
        if e.offices.iter().any(|held| held.head == office.head) {
            return e.offices.iter().any(|held| office.agrees(held));
        }
        // Somebody else, who was named near, is the senator.
        let holder = |held: &Office| office.agrees(held) && office.is_past() == held.is_past();
        let near = here.saturating_sub(NEAR)..here;
        let other =
            self.register.holding(&office.head, holder).any(|other| near.clone().any(|l| self.named_in(l, other)));
        !other && (office.is_past() || e.offices.iter().any(|held| office.agrees(held)) || nothing_else(e))
    }
}

/// The party of "the Liberal leader", in lower case.
pub(super) fn party_of(words: &str) -> Option<String> {
    let mut words = words.split(|c: char| !c.is_alphanumeric()).map(Lower::lower);
    words.find(|w| WordSet::Party.has(w)).map(Cow::into_owned)
}

/// Whether no office of somebody is one that another would be beside.
fn nothing_else(e: &Entity) -> bool {
    e.offices.iter().all(|held| {
        // The office of a businessman has "business" for its head.
        let standing = standing(&held.head).or_else(|| standing(&format!("{}man", held.head)));
        matches!(standing, Some(Standing::Any | Standing::Tie)) || epithet(&held.head)
    })
}

/// Who is the subject of a sentence.
enum Subject {
    Person(EntityId),
    /// Somebody not known, or one of several.
    Unknown,
    None,
}
