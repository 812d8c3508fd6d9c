//! Pronouns: the most salient speaker, not the nearest name.

use super::candidates::Search;
use super::entity::EntityId;
use super::fronted::asks;
use super::register::Referent;
use super::scene::Located;
use super::wanted::Wanted;
use super::{Cast, Outcome};
use crate::extract::lexicon::{self, Closed, Pronoun, WordSet, closed_class};
use crate::extract::{MentionForm, Quote, Resolution, SpeakerKind};
use crate::text::{BlockKind, Lower, Span};

/// How many sentences back a pronoun reaches.
const SENTENCES: usize = 8;
/// How many blocks back.
const BLOCKS: usize = 2;
/// How many mentions of a sentence are looked at, so that the cost stays linear in a text without stops.
pub(super) const MENTIONS: usize = 48;

/// Where a pronoun was found to point.
pub(super) enum Antecedent {
    Speaker(EntityId),
    Several(Vec<EntityId>),
    /// A noun phrase that is nobody yet ("The mayor left. She said …"): the place of its mention.
    Noun(usize),
}

impl Cast<'_> {
    /// Reads the pronouns of the sentences before a byte, on which those behind it rest ("He left. “No,” he said.").
    pub(super) fn follow(&mut self, until: usize) {
        while let Some(line) = self.scene.lines.get(self.followed).filter(|l| l.span.end() <= until) {
            // What stands in a turn is all said by somebody, of whom these words do not tell.
            let turn = self.article.blocks[line.block].kind == BlockKind::Turn;
            let range = if turn { 0..0 } else { line.mentions.clone() };
            self.followed += 1;
            for k in range {
                let m = &self.scene.mentions[k];
                if m.form != MentionForm::Pronoun || m.quoted || !m.subject || m.referent != Referent::Nobody {
                    continue;
                }
                let at = m.span;
                if let Some(wanted @ Wanted::Person(_)) = Wanted::of(&at.of(self.article.text).lower()) {
                    self.pronoun(at, wanted, &[]);
                }
            }
        }
    }

    /// "Asked whether he feared for his life, Lee laughed": in a clause before the subject of its sentence a pronoun
    /// stands for that subject.
    fn named_behind(&self, at: Span, wanted: Wanted) -> Option<EntityId> {
        let (text, l) = (self.article.text, &self.scene.lines[self.scene.line(at.start())?]);
        let first = l.span.of(text).split_whitespace().next()?.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = first.lower();
        let opens = closed_class(&lower).is(Closed::SUBORDINATOR) || lower.ends_with("ed") || lower.ends_with("ing");
        if !opens || !matches!(wanted, Wanted::Person(_)) {
            return None;
        }
        let behind = self.scene.within(Span::new(at.end(), l.span.end().max(at.end())));
        let mut behind = self.scene.mentions[behind].iter().take(MENTIONS);
        let name = behind.find(|m| m.form == MentionForm::Name && !m.quoted)?;
        let between = text.get(at.end()..name.whole.start())?;
        let subject = name.subject && between.trim_end().ends_with(',') && between.matches(',').count() == 1;
        // Of two who share the surname, the pronoun may tell which.
        let bearers = match &name.referent {
            Referent::One(id) => std::slice::from_ref(id),
            Referent::Several(ids) => ids,
            Referent::Nobody => &[],
        };
        let mut fitting = bearers.iter().filter(|&&id| subject && wanted.fits(&self.register.entities[id]));
        fitting.next().filter(|_| fitting.next().is_none()).copied()
    }

    /// Whom a pronoun stands for; the mention of it is noted. `content` is what it is said to say.
    pub(super) fn pronoun(&mut self, at: Span, wanted: Wanted, content: &[Span]) -> Outcome {
        let behind = self.named_behind(at, wanted).map(Antecedent::Speaker);
        let outcome = match behind
            .or_else(|| self.begun_with(at, wanted, content))
            .or_else(|| self.antecedent(at, wanted, content))
        {
            None => Outcome::Nobody,
            Some(Antecedent::Several(ids)) => Outcome::Several(ids),
            Some(Antecedent::Speaker(id)) => Outcome::Found(id, Resolution::Pronoun),
            Some(Antecedent::Noun(k)) => {
                let span = self.with_whose(k);
                match self.nominal(span, span.start(), self.plain(span), Some(k)) {
                    Outcome::Found(id, _) => Outcome::Found(id, Resolution::Pronoun),
                    other => other,
                }
            }
        };
        if let Outcome::Found(id, _) = outcome {
            if let (Wanted::Person(gender), entity) = (wanted, &mut self.register.entities[id]) {
                // The text has said which pronoun it is.
                entity.gender = entity.gender.or(gender);
            }
            self.refer(at, id);
        }
        outcome
    }

    /// Notes the pronouns at a place as mentions of a speaker.
    pub(super) fn refer(&mut self, at: Span, id: EntityId) {
        for k in self.scene.within(at) {
            if self.scene.mentions[k].form == MentionForm::Pronoun {
                self.scene.mentions[k].referent = Referent::One(id);
            }
        }
    }

    /// Whom a pronoun stands for by the mentions of its own sentence and of those before.
    fn antecedent(&self, at: Span, wanted: Wanted, content: &[Span]) -> Option<Antecedent> {
        let here = self.scene.line(at.start())?;
        if let Some(id) = self.born(here, wanted) {
            return Some(Antecedent::Speaker(id));
        }
        // "On Midway, he said": what stands beside a subject in its own sentence is the last choice.
        let all = Search { wanted, pronoun: Some(at.start()), content, subjects_only: false };
        let found = self.in_line(here, Search { subjects_only: true, ..all });
        // "His teacher had told him so, he said": he is neither the teacher nor somebody new.
        let other = |found: &Antecedent| match found {
            Antecedent::Noun(k) => self.owned_by(*k, wanted),
            _ => false,
        };
        let found = found.filter(|f| !other(f));
        let found = found.or_else(|| self.asked_by_writer(here, at, wanted).map(Antecedent::Speaker));
        let found = found.or_else(|| self.owner_of_subject(here, at, wanted).map(Antecedent::Speaker));
        let found = found.or_else(|| self.spoke_before(here, at, wanted).map(Antecedent::Speaker));
        let found = found.or_else(|| matches!(wanted, Wanted::Several).then(|| self.in_line(here, all)).flatten());
        found.or_else(|| self.sentences_before(here, wanted)).or_else(|| {
            self.in_line(here, all).filter(|found| match found {
                Antecedent::Speaker(id) => self.register.entities[*id].kind != SpeakerKind::Unknown,
                _ => true,
            })
        })
    }

    /// "I ask Lee whether he ever thinks of it": whom the writer asks, before a pronoun in the question.
    fn asked_by_writer(&self, here: usize, at: Span, wanted: Wanted) -> Option<EntityId> {
        let (text, l) = (self.article.text, &self.scene.lines[here]);
        let before = text.get(l.span.start()..at.start())?;
        let mut words = before.split(' ');
        let writer = words.next().is_some_and(|w| matches!(w, "I" | "We"));
        let asks = words.next().is_some_and(|w| WordSet::Ask.has(w));
        let asked = l.mentions.clone().take(MENTIONS).map(|k| &self.scene.mentions[k]);
        let mut asked = asked.filter(|m| m.form == MentionForm::Name && m.span.end() <= at.start() && !m.quoted);
        let (name, None) = (asked.next()?, asked.next()) else { return None };
        let behind = text.get(name.span.end()..at.start())?.split_whitespace().next()?;
        let Referent::One(id) = name.referent else { return None };
        let fits = matches!(wanted, Wanted::Person(_)) && wanted.fits(&self.register.entities[id]);
        (writer && asks && WordSet::Question.has(behind) && fits).then_some(id)
    }

    /// "Lee’s side are second, and he hopes": whose the subject is that the sentence of a pronoun begins with.
    fn owner_of_subject(&self, here: usize, at: Span, wanted: Wanted) -> Option<EntityId> {
        let (text, l) = (self.article.text, &self.scene.lines[here]);
        let m = self.scene.mentions[l.mentions.clone()].first()?;
        let opens = m.form == MentionForm::Name && !m.quoted && m.whole.start() == l.span.start();
        let behind = text.get(m.span.end()..at.start())?;
        let owns = behind.starts_with("'s ") || behind.starts_with("’s ");
        let Referent::One(id) = m.referent else { return None };
        let person = matches!(wanted, Wanted::Person(_)) && wanted.fits(&self.register.entities[id]);
        (opens && owns && person && self.register.entities[id].kind == SpeakerKind::Person).then_some(id)
    }

    /// "said one member, who left because he": the speaker of this sentence, who stands before the pronoun.
    fn spoke_before(&self, here: usize, at: Span, wanted: Wanted) -> Option<EntityId> {
        let l = &self.scene.lines[here];
        let id = l.said.filter(|&id| wanted.fits(&self.register.entities[id]))?;
        let range = l.mentions.start..l.mentions.end.min(l.mentions.start + MENTIONS);
        let mut before = self.scene.mentions[range].iter().take_while(|m| m.span.end() <= at.start());
        let opening = self.opening(here);
        let is =
            |m: &Located| m.referent == Referent::One(id) && !m.quoted && !opening.sets_aside(self.article.text, m);
        before.any(is).then_some(id)
    }

    /// Whom a pronoun stands for by the sentences before its own, the nearest first: whoever speaks there, or the subject.
    fn sentences_before(&self, here: usize, wanted: Wanted) -> Option<Antecedent> {
        let paragraph = self.scene.lines[here].paragraph;
        let stated = matches!(wanted, Wanted::Body) && self.has_medium(here);
        let all = Search { wanted, pronoun: None, content: &[], subjects_only: false };
        for line in (here.saturating_sub(SENTENCES)..here).rev() {
            let l = &self.scene.lines[line];
            if paragraph.saturating_sub(l.paragraph) > BLOCKS {
                break;
            }
            let passed_over = |id: EntityId| {
                stated && self.is_document(id)
                    || self.tells_of_another(line, id, wanted)
                    || self.asks_there(line, id, wanted)
            };
            if let Some(id) = l.said.filter(|&id| wanted.fits(&self.register.entities[id])) {
                if passed_over(id) {
                    continue;
                }
                if !self.works_for_another(line, id, wanted) {
                    return Some(Antecedent::Speaker(id));
                }
            }
            match self.in_line(line, all) {
                Some(Antecedent::Speaker(id)) if passed_over(id) || self.works_for_another(line, id, wanted) => {}
                Some(Antecedent::Noun(k)) if stated && self.is_medium(k) => {}
                // "His father rowed before him", and below it "he said": he is whom the article is about.
                Some(Antecedent::Noun(k)) if l.paragraph < paragraph && self.has_owner(k, wanted) => {}
                Some(found) => return Some(found),
                None => {}
            }
        }
        None
    }

    /// Remembers who speaks, for the pronouns that follow.
    pub(super) fn heard(&mut self, quote: &Quote, id: EntityId, resolution: Resolution) {
        // "I doubt that he will": whoever says "I" is no "he".
        let own = |s: &Span| lexicon::first_person(s.of(self.article.text)) == Some(Pronoun::I);
        if quote.source.first().is_some_and(own) {
            return;
        }
        // "Asked by a parent whether she would, she paused": who asks is not who answers.
        let asks = quote.cue.first().zip(quote.source.first()).is_some_and(|(cue, source)| {
            let between = Span::new(cue.end(), source.start().max(cue.end()));
            asks(&cue.of(self.article.text).lower()) && between.of(self.article.text).trim() == "by"
        });
        if asks || quote.cue.first().is_some_and(|cue| self.asked_at(*cue).is_some()) {
            return;
        }
        let ends = [quote.source.first(), quote.cue.first(), quote.content.first(), quote.content.last()];
        for (k, span) in ends.into_iter().enumerate() {
            let Some(span) = span else { continue };
            let at = if k == 3 { span.end().saturating_sub(1) } else { span.start() };
            if let Some(line) = self.scene.line(at).and_then(|l| self.scene.lines.get_mut(l)) {
                // A source in the words of the writer weighs more than one inside somebody's words.
                if line.said.is_none() || resolution != Resolution::Continuation && k < 2 {
                    line.said = Some(id);
                }
            }
        }
    }
}
