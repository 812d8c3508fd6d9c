//! Nouns that call somebody again who was named just before: "the striker", "the 63-year-old", "the Norwegian".

use super::Cast;
use super::described::party_of;
use super::entity::{EntityId, gender_of_role};
use super::kind::like_a_person;
use super::register::Referent;
use super::salience::MENTIONS;
use super::scene::{Line, Located};
use super::source::LINES;
use crate::extract::lexicon::{PlaceWord, WordSet, epithet, initial_capital, place, standing};
use crate::extract::{MentionForm, SpeakerKind};
use crate::text::{Lower, Span};

impl Cast<'_> {
    /// "the Norwegian", which looks like a name: the person named just before.
    pub(super) fn compatriot(&mut self, span: Span, text: &str) -> Option<EntityId> {
        // "The Japanese, who coaches in the winter,"
        let text = text.split(", who ").next().unwrap_or(text);
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
        let words: Vec<_> = head.split_whitespace().skip(1).map(Lower::lower).collect();
        let noun = words.last()?;
        // "the Northern Irishman", "the former Connacht hooker"
        let described = words.len() < 5 && epithet(noun) && !head.contains(['\'', '’', ',']);
        let line = self.scene.line(at)?;
        let people = words.len() == 1 && is_people(noun);
        // "the England man"
        let from =
            matches!(&**noun, "man" | "woman") && head.split_whitespace().nth(1).is_some_and(|w| place(w).is_some());
        // "the 52-year-old plasterer", but not "the 15-year-old victim"
        let aged = words.len() < 4 && words.iter().any(|w| w.ends_with("-year-old")) && standing(noun).is_none();
        let described = described || from && words.len() == 2 || aged;
        if !(described || epithet(&words.join(" ")) || people && self.of_one(line)) {
            return None;
        }
        let gender = gender_of_role(noun);
        let nation = head.split_whitespace().nth(1).is_some_and(|w| w.starts_with(char::is_uppercase));
        let reach = if people { 2 } else { LINES };
        let mut seen: Option<EntityId> = None;
        let mut quoted: Vec<EntityId> = Vec::new();
        let mut block = self.scene.lines[line].block;
        for (n, l) in self.scene.lines[..=line].iter().rev().take(reach).enumerate() {
            if l.block != block {
                if seen.is_some() || l.paragraph + 1 < self.scene.lines[line].paragraph {
                    break;
                }
                block = l.block;
            }
            let range = l.mentions.start..l.mentions.end.min(l.mentions.start + MENTIONS);
            let opening = self.opening(line - n);
            // "Asked by Ann Lee what it was, the 66-year-old said": whoever asks is not who answers.
            let asked = n == 0 && self.is_asked_by(l);
            let here = |m: &&Located| m.span.end() <= at && !asked && !opening.sets_aside(self.article.text, m);
            for m in self.scene.mentions[range].iter().filter(here) {
                let Referent::One(id) = m.referent else { continue };
                let e = &self.register.entities[id];
                let person = e.kind == SpeakerKind::Person || like_a_person(&e.name);
                if !person || m.form == MentionForm::Nominal || !e.may_be(gender) {
                    continue;
                }
                if nation && self.of_another_nation(m, noun) {
                    continue;
                }
                // Somebody named in what another says may be meant as well.
                if m.quoted {
                    quoted.push(id);
                    continue;
                }
                if seen.is_some_and(|s| s != id) {
                    return self.said_before(line).filter(|_| nation && !people);
                }
                // A minister and "the Chinese" are two.
                if people && (!e.roles.is_empty() || l.block != self.scene.lines[line].block) {
                    return None;
                }
                seen = Some(id);
            }
        }
        let of = party_of(head);
        seen.filter(|&id| {
            quoted.iter().all(|&q| q == id) && !of.as_ref().is_some_and(|of| self.of_another_party(id, of, line))
        })
    }

    /// Whether a sentence begins with "Asked by".
    fn is_asked_by(&self, line: &Line) -> bool {
        let mut words = line.span.of(self.article.text).split_whitespace();
        words.next().is_some_and(|w| WordSet::Asks.has(&w.lower())) && words.next() == Some("by")
    }

    /// Who speaks in the sentence before, of the same paragraph, and is a person without a role that is another's.
    fn said_before(&self, line: usize) -> Option<EntityId> {
        let before = self.scene.lines.get(line.checked_sub(1)?)?;
        let said = before.said.filter(|_| before.block == self.scene.lines[line].block)?;
        (self.register.entities[said].kind == SpeakerKind::Person).then_some(said)
    }

    /// "American Ann Lee" is not "the Spaniard": whether another people stands before a name.
    fn of_another_nation(&self, m: &Located, noun: &str) -> bool {
        let before = self.article.text[..m.whole.start()].trim_end();
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let within = Span::new(m.whole.start(), m.span.start()).of(self.article.text);
        let mut words = within.split_whitespace().chain([word]);
        words.any(|w| place(w) == Some(PlaceWord::Adjective) && w.lower() != noun)
    }

    /// "The officer", where an officer was named long before and somebody else just now: that one.
    pub(super) fn beside_holder(&self, head: &str, at: usize, holder: EntityId) -> Option<EntityId> {
        let block = self.scene.lines[self.scene.line(at)?].block;
        let from = self.article.blocks[block].span.start();
        let here = &self.scene.mentions[self.scene.within(Span::new(from, at.max(from)))];
        let named = |id: EntityId| here.iter().rev().take(MENTIONS).any(|m| m.referent == Referent::One(id));
        let bare = head.split_whitespace().count() == 2 && !named(holder);
        self.named_just_before(head, at).filter(|&id| bare && id != holder && named(id))
    }

    /// Whether no word of a sentence tells of several.
    fn of_one(&self, line: usize) -> bool {
        let words = self.scene.lines[line].span.of(self.article.text).split_whitespace().take(WORDS);
        !words.map(Lower::lower).any(|w| matches!(&*w, "they" | "their" | "them" | "were" | "are" | "have"))
    }
}

/// The most words of a sentence that are looked at, so that the cost stays linear in a text without stops.
const WORDS: usize = 128;

/// "the Japanese", "the Swiss": one or many.
fn is_people(noun: &str) -> bool {
    (noun.ends_with("ese") || noun == "swiss") && place(&initial_capital(noun)) == Some(PlaceWord::Adjective)
}
