//! Pronouns: the most salient speaker, not the nearest name.

use super::entity::{Entity, EntityId};
use super::fronted::{Opening, asks};
use super::phrase::word_before;
use super::register::Referent;
use super::wanted::Wanted;
use super::{Cast, Outcome};
use crate::extract::lexicon::{self, Closed, Pronoun, WordSet, closed_class};
use crate::extract::{MentionForm, Quote, Resolution, SpeakerKind};
use crate::text::{BlockKind, Span};

/// How many sentences back a pronoun reaches.
const SENTENCES: usize = 8;
/// How many blocks back.
const BLOCKS: usize = 2;
/// How many mentions of a sentence are looked at, so that the cost stays linear in a text without stops.
pub(super) const MENTIONS: usize = 48;

/// Whether a possessive pronoun stands right before a byte.
fn owned(text: &str, at: usize) -> bool {
    WordSet::Possessive.has(&word_before(text, at))
}

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
                if let Some(wanted @ Wanted::Person(_)) = Wanted::of(&at.of(self.article.text).to_lowercase()) {
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
        let lower = first.to_lowercase();
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

    fn antecedent(&self, at: Span, wanted: Wanted, content: &[Span]) -> Option<Antecedent> {
        let here = self.scene.line(at.start())?;
        let block = self.scene.lines[here].block;
        let apart = |m: Span| content.iter().any(|c| c.overlaps(m));
        // "On Midway, he said": what stands beside a subject in its own sentence is the last choice.
        let first = |m: Span| {
            content.first().is_some_and(|c| c.start() == m.start() || m.start() < c.start() + 5 && c.covers(m))
        };
        if let Some(id) = self.born(here, wanted) {
            return Some(Antecedent::Speaker(id));
        }
        let found = self.in_line(here, at.start(), (&apart, &first), wanted, true);
        // "His teacher had told him so, he said": he is neither the teacher nor somebody new.
        let other = |found: &Antecedent| match found {
            Antecedent::Noun(k) => self.owned_by(*k, wanted),
            _ => false,
        };
        if let Some(found) = found.filter(|f| !other(f)) {
            return Some(found);
        }
        // "said one member, who left because he": the speaker of this sentence stands before.
        let l = &self.scene.lines[here];
        if let Some(id) = l.said.filter(|&id| wanted.fits(&self.register.entities[id])) {
            let range = l.mentions.start..l.mentions.end.min(l.mentions.start + MENTIONS);
            let mut before = self.scene.mentions[range].iter().take_while(|m| m.span.end() <= at.start());
            let opening = self.opening(here);
            if before.any(|m| m.referent == Referent::One(id) && !m.quoted && !opening.sets_aside(self.article.text, m))
            {
                return Some(Antecedent::Speaker(id));
            }
        }
        if matches!(wanted, Wanted::Several)
            && let Some(found) = self.in_line(here, at.start(), (&apart, &first), wanted, false)
        {
            return Some(found);
        }
        let stated = matches!(wanted, Wanted::Body) && self.has_medium(here);
        for line in (here.saturating_sub(SENTENCES)..here).rev() {
            let l = &self.scene.lines[line];
            if block.saturating_sub(l.block) > BLOCKS {
                break;
            }
            if let Some(id) = l.said.filter(|&id| wanted.fits(&self.register.entities[id])) {
                if stated && self.is_document(id)
                    || self.tells_of_another(line, id, wanted)
                    || self.asks_there(line, id, wanted)
                {
                    continue;
                }
                if !self.works_for_another(line, id, wanted) {
                    return Some(Antecedent::Speaker(id));
                }
            }
            match self.in_line(line, usize::MAX, (&|_| false, &|_| false), wanted, false) {
                Some(Antecedent::Speaker(id))
                    if stated && self.is_document(id)
                        || self.tells_of_another(line, id, wanted)
                        || self.works_for_another(line, id, wanted)
                        || self.asks_there(line, id, wanted) => {}
                Some(Antecedent::Noun(k)) if stated && self.is_medium(k) => {}
                Some(found) => return Some(found),
                None => {}
            }
        }
        self.in_line(here, at.start(), (&apart, &first), wanted, false).filter(|found| match found {
            Antecedent::Speaker(id) => self.register.entities[*id].kind != SpeakerKind::Unknown,
            _ => true,
        })
    }

    /// The subject of a sentence, or the only one it mentions; ambiguous between several objects.
    fn in_line(
        &self,
        line: usize,
        before: usize,
        (apart, first_of): (&dyn Fn(Span) -> bool, &dyn Fn(Span) -> bool),
        wanted: Wanted,
        subjects_only: bool,
    ) -> Option<Antecedent> {
        let text = self.article.text;
        let mut others: Vec<EntityId> = Vec::new();
        let mut people: Vec<EntityId> = Vec::new();
        let mut nouns: Vec<usize> = Vec::new();
        let range = self.scene.lines[line].mentions.clone();
        let opening = match self.opening(line) {
            // "Asked about Ann, Bo shrugged. She said": whoever the sentence is about is no "she".
            Opening::Asked(end) if before == usize::MAX && !self.subject_fits(end, wanted) => Opening::None,
            opening => opening,
        };
        for k in range.start..range.end.min(range.start + MENTIONS) {
            let m = &self.scene.mentions[k];
            // "The board will look again, it said": what is said is said of itself.
            let of_itself = matches!(wanted, Wanted::Body) && m.subject && first_of(m.span);
            if m.span.end() > before
                || m.quoted
                || opening.sets_aside(text, m)
                || apart(m.span) && !of_itself
                || m.form == MentionForm::Pronoun && !m.subject
            {
                continue;
            }
            // "by Justice Lee, he said": the name is taken up again; but not "Farmers, he said, …".
            let opens = m.whole.start() <= self.scene.lines[line].span.start();
            let taken_up =
                before != usize::MAX && !opens && m.form != MentionForm::Pronoun && self.right_before(m, before);
            // "On the phone from Nashik, he said": a place that no list has.
            let taken_up = taken_up && !self.placed(m);
            let fitting = |ids: &[EntityId]| -> Vec<EntityId> {
                ids.iter().copied().filter(|&id| wanted.fits(&self.register.entities[id])).collect()
            };
            if before == usize::MAX
                && m.subject
                && let Some(found) = self.asked_by(k, wanted)
            {
                return Some(found);
            }
            if before == usize::MAX && m.subject && self.asks_another(k, wanted) {
                continue;
            }
            match &m.referent {
                Referent::Several(ids) if m.subject => {
                    let ids = fitting(ids);
                    return match ids[..] {
                        [] => None,
                        [id] => Some(Antecedent::Speaker(id)),
                        _ => Some(Antecedent::Several(ids)),
                    };
                }
                Referent::Several(_) => {}
                Referent::Nobody if m.form == MentionForm::Nominal => {
                    // "Judge weighs fate of baker": the text below says who that is.
                    let headline = before == usize::MAX
                        && matches!(wanted, Wanted::Person(_))
                        && self.article.blocks[self.scene.lines[line].block].kind == BlockKind::Heading;
                    if headline || self.tells_of_pronoun(k, range.end) || self.tells_of_noun(k, range.start) {
                        continue;
                    }
                    if self.noun_fits(k, wanted) {
                        // "a woman called Ann": the name is who she is.
                        if let Some(id) = self.named_behind_noun(k, range.end, wanted) {
                            if m.subject {
                                return Some(Antecedent::Speaker(id));
                            }
                            people.push(id);
                            continue;
                        }
                        if m.subject {
                            return Some(Antecedent::Noun(k));
                        }
                        nouns.push(k);
                    }
                }
                Referent::Nobody => {
                    let pronoun = || Wanted::of(&m.span.of(text).to_lowercase());
                    // Somebody not known is the subject, of whom the sentences before may tell more.
                    if m.form == MentionForm::Pronoun
                        && !subjects_only
                        && pronoun().is_some_and(|other| other.is_like(wanted))
                    {
                        return None;
                    }
                }
                &Referent::One(id) => {
                    // "Her Sunbeam Alpine": what is somebody's, and of no known kind, is a thing.
                    let thing = self.register.entities[id].kind == SpeakerKind::Unknown
                        && matches!(wanted, Wanted::Person(_))
                        && owned(text, m.whole.start());
                    let thing = thing || matches!(wanted, Wanted::Person(_)) && self.is_a_thing(m, id);
                    if thing || !wanted.fits(&self.register.entities[id]) {
                        continue;
                    }
                    // "told reporters in Cork": where it was is not what says more.
                    if matches!(wanted, Wanted::Body) && m.kind == SpeakerKind::Place && !m.subject {
                        continue;
                    }
                    if m.subject || taken_up {
                        return Some(match self.joined(k, range.end, wanted) {
                            Some(other) if other != id => Antecedent::Several(vec![id, other]),
                            _ => Antecedent::Speaker(id),
                        });
                    }
                    let e = &self.register.entities[id];
                    let sure = e.kind != SpeakerKind::Unknown;
                    // A single word that may be a thing is nobody on the way.
                    if !sure && matches!(wanted, Wanted::Person(_)) && !super::kind::like_a_person(&e.name) {
                        continue;
                    }
                    let list = if sure { &mut people } else { &mut others };
                    if !subjects_only && !list.contains(&id) {
                        list.push(id);
                    }
                }
            }
        }
        // A name that may be a thing gives way to one that is not.
        let others = if people.is_empty() { others } else { people };
        if let Some(k) = self.medium(&nouns).filter(|_| matches!(wanted, Wanted::Body) && !subjects_only) {
            return Some(Antecedent::Noun(k));
        }
        match (&others[..], &nouns[..]) {
            // "Ask the readers which book they want"
            ([], &[k]) if matches!(wanted, Wanted::Several) && !subjects_only => Some(Antecedent::Noun(k)),
            ([], _) => None,
            (&[id], _) => Some(Antecedent::Speaker(id)),
            _ if matches!(wanted, Wanted::Person(_)) => Some(Antecedent::Several(others)),
            // Two bodies that a sentence only mentions are no choice to offer.
            _ => None,
        }
    }

    /// Whether a noun phrase that is nobody yet may be what a pronoun stands for.
    pub(super) fn noun_fits(&self, k: usize, wanted: Wanted) -> bool {
        let m = &self.scene.mentions[k];
        let words = m.span.of(self.article.text);
        match wanted {
            Wanted::Person(_) => m.kind.is_somebody() && wanted.fits(&Entity::new(super::phrase::short(words), m.kind)),
            // "The jury said they had": a body of people is several.
            Wanted::Several => matches!(m.kind, SpeakerKind::Group | SpeakerKind::Organization),
            Wanted::Body => matches!(m.kind, SpeakerKind::Organization | SpeakerKind::Unknown),
        }
    }

    /// The second of two people who are the subject together ("Ann Lee and Jo Ray"), where the pronoun may be either.
    fn joined(&self, k: usize, end: usize, wanted: Wanted) -> Option<EntityId> {
        let (a, b) = (&self.scene.mentions[k], self.scene.mentions.get(k + 1).filter(|_| k + 1 < end)?);
        let Referent::One(id) = b.referent else { return None };
        let between = self.article.text.get(a.span.end()..b.whole.start())?;
        let person = matches!(wanted, Wanted::Person(_)) && b.form == MentionForm::Name;
        (person && between.trim() == "and" && wanted.fits(&self.register.entities[id])).then_some(id)
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
            asks(&cue.of(self.article.text).to_lowercase()) && between.of(self.article.text).trim() == "by"
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
