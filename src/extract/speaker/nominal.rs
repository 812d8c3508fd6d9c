//! A common noun as a source: "the Russian ambassador", "a spokesman for the airline", "the company".

use super::entity::gender_of_role;
use super::office::Office;
use super::phrase::{kind_of, short_behind};
use super::register::Referent;
use super::salience::MENTIONS;
use super::scene::Located;
use super::source::LINES;
use super::{Cast, EntityId, Outcome};
use crate::extract::lexicon::{Closed, WordClass, WordSet, body, closed_class, common, role};
use crate::extract::{MentionForm, Resolution, SpeakerKind};
use crate::text::{BlockKind, Lower, Span};

/// A noun phrase that stands for a source.
struct Phrase {
    /// Its words, in short.
    name: String,
    /// Its words up to what stands behind the noun.
    head: String,
    kind: SpeakerKind,
    /// Whether it tells of somebody new: "a", "one", "some".
    indefinite: bool,
    /// Whether it tells of somebody known: "the", "this", an owner; or stands in a headline, which leaves articles out.
    definite: bool,
    /// Whether a possessive pronoun stands before it: "her brother".
    own: bool,
    /// "the officer who made the arrest": whoever needs such a clause has not been named.
    told_which: bool,
}

impl Cast<'_> {
    /// "the Russian ambassador": the one person with that role, or somebody of their own.
    pub(super) fn nominal(&mut self, span: Span, start: usize, text: &str, mention: Option<usize>) -> Outcome {
        let phrase = self.phrase(span, start, text, mention);
        if !phrase.name.contains(char::is_alphanumeric) {
            return Outcome::Nobody;
        }
        let place = span.since(start);
        let outcome = match self.known_as(&phrase, start, mention) {
            Some(Outcome::Found(id, how)) => {
                Some(Outcome::Found(self.now_named(&phrase, place, id).unwrap_or(id), how))
            }
            Some(several) => Some(several),
            None => self.named_elsewhere(&phrase, place),
        };
        let outcome = outcome.unwrap_or_else(|| Outcome::Found(self.somebody_new(&phrase), Resolution::Named));
        if let Outcome::Found(id, _) = outcome {
            match mention {
                Some(k) => self.scene.mentions[k].referent = Referent::One(id),
                None => {
                    let place = self.named_place(span, start, &phrase.name);
                    self.register.entities[id].mentions.push((place, MentionForm::Nominal));
                }
            }
        }
        outcome
    }

    /// What the words of a noun phrase tell.
    fn phrase(&self, span: Span, start: usize, text: &str, mention: Option<usize>) -> Phrase {
        // "a spokesman for the Department for Culture, Media and Sport"
        let listed = |m: &Located| {
            let (own, before) = (m.span.of(self.article.text), Span::new(start, m.span.start()).of(self.article.text));
            (m.form == MentionForm::Name && own.contains(", ") && !before.contains(',')).then(|| m.span.end() - start)
        };
        let kept = self.scene.mentions[self.scene.within(span)].iter().find_map(listed).unwrap_or(0);
        let mut name = short_behind(text, kept);
        // "in the owner's words"
        if let Some(owner) = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")) {
            name.truncate(owner.len());
        }
        // "Labor Department officials": a name keeps the capital of its first word.
        if self.named_from(span, start) {
            let first = name.chars().next().map_or(0, char::len_utf8);
            name = name[..first].to_uppercase() + &name[first..];
        }
        let (head, kind) = match mention.map(|k| &self.scene.mentions[k]) {
            Some(m) => (self.plain(m.span).to_string(), m.kind),
            None => (name.clone(), kind_of(&name)),
        };
        let first = head.split_whitespace().next().unwrap_or_default().lower();
        let indefinite = matches!(&*first, "a" | "an" | "one" | "another" | "some" | "any");
        // "President vows to stay": a headline leaves articles out.
        let headline = self.scene.line(start).is_some_and(|line| {
            self.article.blocks[self.scene.lines[line].block].kind == BlockKind::Heading && !indefinite
        });
        let owner = first.ends_with("'s") || first.ends_with("’s");
        let told_which = text.get(head.len()..).is_some_and(|t| t.trim_start().starts_with("who "));
        Phrase {
            definite: headline || owner || matches!(&*first, "the" | "this" | "that"),
            indefinite,
            own: WordSet::Possessive.has(&first),
            told_which,
            name,
            head,
            kind,
        }
    }

    /// Who is known by a noun phrase, by its words, office, kin or what kind of body it is.
    fn known_as(&self, phrase: &Phrase, start: usize, mention: Option<usize>) -> Option<Outcome> {
        let Phrase { name, head, kind, indefinite, definite, own, .. } = phrase;
        let single = kind.is_somebody();
        // Two reports in one sentence may have the same words for their source.
        let again = mention.filter(|_| *indefinite && single).map(|k| &self.scene.mentions[k].referent);
        if let Some(&Referent::One(id)) = again {
            return Some(Outcome::Found(id, Resolution::Named));
        }
        let known = self.register.known(name).or_else(|| self.register.known(head));
        if let Some(id) = known.filter(|_| !indefinite) {
            return Some(Outcome::Found(id, Resolution::Role));
        }
        match kind {
            _ if single && *definite && !own => self.holder(name, head, start),
            _ if single && *own => self.kin_of(head, start).map(|id| Outcome::Found(id, Resolution::Role)),
            SpeakerKind::Organization if *definite => self.body(head, start),
            _ => None,
        }
    }

    /// "the governor" who was nobody yet may be whoever has just spoken.
    fn now_named(&self, phrase: &Phrase, place: Span, id: EntityId) -> Option<EntityId> {
        let unnamed = self.register.entities[id].name.starts_with(char::is_lowercase);
        let asked = unnamed && phrase.definite && phrase.kind.is_somebody() && !phrase.told_which;
        asked.then(|| self.described(place, &phrase.head, &phrase.name)).flatten()
    }

    /// Who is named elsewhere and described by a noun phrase; they hold the office that it tells.
    fn named_elsewhere(&mut self, phrase: &Phrase, place: Span) -> Option<Outcome> {
        let Phrase { name, head, definite, own, told_which, .. } = phrase;
        if *told_which {
            return None;
        }
        if let Some(id) = self.unnamed_before(head, place.start()) {
            return Some(Outcome::Found(id, Resolution::Role));
        }
        let just_before = if *definite && !own { self.named_just_before(head, place.start()) } else { None };
        let id = just_before.or_else(|| self.described(place, head, name))?;
        if let Some(office) = Office::read(head) {
            self.register.holds(id, &office);
        }
        Some(Outcome::Found(id, Resolution::Role))
    }

    /// "the person", "the insider": whoever spoke right before in the paragraph and is not named either.
    fn unnamed_before(&self, head: &str, at: usize) -> Option<EntityId> {
        let noun = head.strip_prefix("the ").or_else(|| head.strip_prefix("The "))?;
        let here = self.scene.line(at)?;
        let block = self.scene.lines[here].block;
        let before = self.scene.lines[here.saturating_sub(2)..here].iter().rev().take_while(|l| l.block == block);
        let id = before.into_iter().find_map(|l| l.said).filter(|_| matches!(noun, "person" | "source" | "insider"))?;
        (self.register.entities[id].kind == SpeakerKind::Anonymous).then_some(id)
    }

    /// Whoever a noun phrase speaks of for the first time.
    fn somebody_new(&mut self, phrase: &Phrase) -> EntityId {
        let Phrase { name, head, kind, indefinite, definite, own, .. } = phrase;
        let single = kind.is_somebody();
        let anew = *indefinite && single;
        let known = if anew { None } else { self.register.exactly(name) };
        if let Some(id) = known {
            return id;
        }
        let id = if anew { self.register.add_once(name, *kind) } else { self.register.add(name, *kind) };
        // "A probable cause affidavit says …": "the affidavit" is the same later.
        if let Some(noun) = document(name).filter(|_| *indefinite && *kind == SpeakerKind::Unknown) {
            self.register.last_called(id, &format!("the {noun}"));
        }
        if single && !own && (*definite || *indefinite) {
            // "A spokesman said …": "the spokesman" is the same one later.
            self.register.role(id, head);
            self.register.entities[id].roles.clear();
        }
        id
    }

    /// The one person, or the several, who have the office that a noun phrase tells, of which `head` are the words up to
    /// what stands behind the noun.
    fn holder(&self, name: &str, head: &str, start: usize) -> Option<Outcome> {
        let whole = Office::read(name);
        let core = if head == name { whole.clone() } else { Office::read(head) };
        let mut holders = whole.as_ref().map(|o| self.register.holders(o)).unwrap_or_default();
        if holders.is_empty() && whole != core {
            // What stands behind the noun may be said in other words.
            holders = core.as_ref().map(|o| self.register.holders(o)).unwrap_or_default();
            holders.truncate(if holders.len() == 1 { 1 } else { 0 });
        }
        // "the spokesman" is no spokeswoman.
        let gender = gender_of_role(head);
        let entities = &self.register.entities;
        holders.retain(|&id| gender.is_none() || entities[id].gender.is_none() || entities[id].gender == gender);
        // Of two who have been a mum, one of whom is named only below, the other is meant.
        let named = |id: &EntityId| self.register.entities[*id].first < start;
        if holders.iter().any(named) {
            holders.retain(named);
        }
        // "Asked what he would do, the doctor said": whoever is asked answers.
        let asked = self.asked_as(start).filter(|_| holders.len() > 1);
        let answers = |id: &EntityId| asked.is_none_or(|g| entities[*id].may_be(Some(g)));
        if holders.iter().any(answers) {
            holders.retain(answers);
        }
        match holders[..] {
            [] => None,
            [id] => Some(match self.beside_holder(head, start, id) {
                Some(other) => Outcome::Several(vec![id, other]),
                None => Outcome::Found(id, Resolution::Role),
            }),
            _ => Some(match self.settle_in_paragraph(holders, start) {
                Outcome::Several(ids) => match self.spoke_last(&ids, start) {
                    Some(id) => Outcome::Found(id, Resolution::Role),
                    None => Outcome::Several(ids),
                },
                found => found,
            }),
        }
    }

    /// Whether a name of several words begins at a byte, of which the first is one of them: not "Top Senate candidates".
    fn named_from(&self, span: Span, start: usize) -> bool {
        let name = |m: &Located| {
            let words = self.plain(m.span);
            let first = words.split(' ').next().unwrap_or_default().lower();
            let many = words.split(' ').count();
            let noun = matches!(common(&first), Some(WordClass::Noun | WordClass::Verb)) && role(&first).is_none();
            m.form == MentionForm::Name && m.span.start() == start && (many > 2 || many > 1 && noun)
        };
        let several = |m: &Located| role(&self.plain(m.span).split(' ').next().unwrap_or_default().lower()).is_some();
        self.scene.mentions[self.scene.within(span)].iter().any(|m| name(m) && !several(m))
    }

    /// The one of several who have a role that this paragraph has named; else all of them.
    fn settle_in_paragraph(&self, ids: Vec<EntityId>, at: usize) -> Outcome {
        let Some(line) = self.scene.line(at) else { return Outcome::Several(ids) };
        let block = self.scene.lines[line].block;
        let lines = self.scene.lines[..=line].iter().rev().take(LINES).take_while(|l| l.block == block);
        let mentions = lines.flat_map(|l| self.scene.mentions[l.mentions.clone()].iter().take(MENTIONS));
        let mut seen: Option<EntityId> = None;
        for m in mentions.filter(|m| m.span.end() <= at) {
            let Referent::One(id) = m.referent else { continue };
            if ids.contains(&id) && seen.is_some_and(|s| s != id) {
                return Outcome::Several(ids);
            }
            seen = if ids.contains(&id) { Some(id) } else { seen };
        }
        seen.map_or(Outcome::Several(ids), |id| Outcome::Found(id, Resolution::Role))
    }
}

/// The noun of a document that a phrase is of, up to what a preposition ties to it.
fn document(name: &str) -> Option<&str> {
    let words = name.split_whitespace().take_while(|w| !closed_class(w).is(Closed::PREPOSITION));
    words.last().filter(|w| body(w).is_some_and(|b| b.document && !b.plural))
}
