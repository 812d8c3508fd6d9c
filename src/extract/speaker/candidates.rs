//! Whom the mentions of one sentence offer for a pronoun.

use std::ops::ControlFlow::{self, Break, Continue};
use std::ops::Range;

use super::Cast;
use super::entity::{Entity, EntityId};
use super::fronted::Opening;
use super::kind::like_a_person;
use super::phrase::{short, word_before};
use super::register::Referent;
use super::salience::{Antecedent, MENTIONS};
use super::scene::Located;
use super::wanted::Wanted;
use crate::extract::lexicon::WordSet;
use crate::extract::{MentionForm, SpeakerKind};
use crate::text::{BlockKind, Lower, Span};

/// What a sentence is searched for.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    /// What the pronoun asks for.
    pub wanted: Wanted,
    /// The byte of the pronoun, where it stands in this sentence: what stands behind it is not looked at.
    pub pronoun: Option<usize>,
    /// What the pronoun is said to say, where that may stand in this sentence.
    pub content: &'a [Span],
    /// Whether only the subjects of verbs count.
    pub subjects_only: bool,
}

impl Search<'_> {
    /// Whether a mention stands in what is said.
    fn is_said(&self, m: Span) -> bool {
        self.content.iter().any(|c| c.overlaps(m))
    }

    /// Whether what is said begins with a mention.
    fn is_said_first(&self, m: Span) -> bool {
        let begins = |c: &Span| c.start() == m.start() || m.start() < c.start() + 5 && c.covers(m);
        self.content.first().is_some_and(begins)
    }
}

/// Whom a sentence mentions beside its subject.
#[derive(Default)]
struct Candidates {
    people: Vec<EntityId>,
    /// Names that may be those of things.
    unsure: Vec<EntityId>,
    /// Noun phrases that are nobody yet, by the places of their mentions.
    nouns: Vec<usize>,
}

/// A mention decides with [`Break`]; otherwise the search goes on to the next.
type Step = ControlFlow<Option<Antecedent>>;

impl Cast<'_> {
    /// The subject of a sentence, or the only one it mentions; ambiguous between several objects.
    pub(super) fn in_line(&self, line: usize, search: Search<'_>) -> Option<Antecedent> {
        let mut candidates = Candidates::default();
        let range = self.scene.lines[line].mentions.clone();
        let opening = match self.opening(line) {
            // "Asked about Ann, Bo shrugged. She said": whoever the sentence is about is no "she".
            Opening::Asked(end) if search.pronoun.is_none() && !self.subject_fits(end, search.wanted) => Opening::None,
            opening => opening,
        };
        for k in range.start..range.end.min(range.start + MENTIONS) {
            let m = &self.scene.mentions[k];
            if self.is_out(m, opening, search) {
                continue;
            }
            if search.pronoun.is_none()
                && m.subject
                && let Some(found) = self.asked_by(k, search.wanted)
            {
                return Some(found);
            }
            if search.pronoun.is_none() && m.subject && self.asks_another(k, search.wanted) {
                continue;
            }
            let step = match &m.referent {
                Referent::Several(ids) if m.subject => Break(self.which(ids, search.wanted)),
                Referent::Several(_) => Continue(()),
                &Referent::One(id) => self.somebody(k, id, line, search, &mut candidates),
                Referent::Nobody if m.form == MentionForm::Nominal => self.noun(k, line, search, &mut candidates),
                Referent::Nobody => self.another_pronoun(m, search),
            };
            if let Break(found) = step {
                return found;
            }
        }
        self.choice(candidates, search)
    }

    /// Whether a mention does not come into question, whoever it is.
    fn is_out(&self, m: &Located, opening: Opening, search: Search<'_>) -> bool {
        // "The board will look again, it said": what is said is said of itself.
        let of_itself = matches!(search.wanted, Wanted::Body) && m.subject && search.is_said_first(m.span);
        search.pronoun.is_some_and(|at| m.span.end() > at)
            || m.quoted
            || opening.sets_aside(self.article.text, m)
            || search.is_said(m.span) && !of_itself
            || m.form == MentionForm::Pronoun && !m.subject
            || matches!(search.wanted, Wanted::Body) && self.only_reads(m)
    }

    /// "In a letter seen by the Courier, it said", "In a statement to the Courier, it said": whether somebody only has what
    /// was written.
    fn only_reads(&self, m: &Located) -> bool {
        let Some(line) = self.scene.line(m.span.start()) else { return false };
        let before = self.article.text[self.scene.lines[line].span.start()..m.whole.start()].trim_end();
        let before = before.strip_suffix(" the").unwrap_or(before).trim_end();
        let by = before.strip_suffix(" by").and_then(|b| b.rsplit(char::is_whitespace).next());
        let sent = before.ends_with(" to") && (before.starts_with("In a ") || before.starts_with("In an "));
        sent || by.is_some_and(|w| WordSet::Reads.has(w))
    }

    /// Who of several of one name fits.
    fn which(&self, ids: &[EntityId], wanted: Wanted) -> Option<Antecedent> {
        let fitting = |id: &EntityId| wanted.fits(&self.register.entities[*id]);
        let ids: Vec<EntityId> = ids.iter().copied().filter(fitting).collect();
        match ids[..] {
            [] => None,
            [id] => Some(Antecedent::Speaker(id)),
            _ => Some(Antecedent::Several(ids)),
        }
    }

    /// A noun phrase that is nobody yet.
    fn noun(&self, k: usize, line: usize, search: Search<'_>, candidates: &mut Candidates) -> Step {
        let (Range { start, end }, wanted) = (self.scene.lines[line].mentions.clone(), search.wanted);
        // "Judge weighs fate of baker": the text below says who that is.
        let headline = search.pronoun.is_none()
            && matches!(wanted, Wanted::Person(_))
            && self.article.blocks[self.scene.lines[line].block].kind == BlockKind::Heading;
        if headline || self.tells_of_pronoun(k, end) || self.tells_of_noun(k, start) || !self.noun_fits(k, wanted) {
            return Continue(());
        }
        let subject = self.scene.mentions[k].subject;
        // "a woman called Ann": the name is who she is.
        match self.named_behind_noun(k, end, wanted) {
            Some(id) if subject => return Break(Some(Antecedent::Speaker(id))),
            Some(id) => candidates.people.push(id),
            None if subject => return Break(Some(Antecedent::Noun(k))),
            None => candidates.nouns.push(k),
        }
        Continue(())
    }

    /// A pronoun that is nobody: where it is like this one, the sentences before may tell more.
    fn another_pronoun(&self, m: &Located, search: Search<'_>) -> Step {
        let alike = || {
            let other = Wanted::of(&m.span.of(self.article.text).lower());
            other.is_some_and(|other| other.is_like(search.wanted))
        };
        if m.form == MentionForm::Pronoun && !search.subjects_only && alike() { Break(None) } else { Continue(()) }
    }

    /// A mention of somebody who is known.
    fn somebody(&self, k: usize, id: EntityId, line: usize, search: Search<'_>, candidates: &mut Candidates) -> Step {
        let (m, e, wanted) = (&self.scene.mentions[k], &self.register.entities[id], search.wanted);
        let (person, unsure) = (matches!(wanted, Wanted::Person(_)), e.kind == SpeakerKind::Unknown);
        // "Her Sunbeam Alpine": what is somebody's, and of no known kind, is a thing.
        let thing = person && (unsure && owned(self.article.text, m.whole.start()) || self.is_a_thing(m, id));
        // "told reporters in Cork": where it was is not what says more.
        let place = matches!(wanted, Wanted::Body) && m.kind == SpeakerKind::Place && !m.subject;
        if thing || place || !wanted.fits(e) {
            return Continue(());
        }
        if m.subject || search.pronoun.is_some_and(|at| self.is_taken_up(m, line, at)) {
            let end = self.scene.lines[line].mentions.end;
            return Break(Some(match self.joined(k, end, wanted) {
                Some(other) if other != id => Antecedent::Several(vec![id, other]),
                _ => Antecedent::Speaker(id),
            }));
        }
        // A single word that may be a thing is nobody on the way.
        let slight = unsure && person && !like_a_person(&e.name);
        let list = if unsure { &mut candidates.unsure } else { &mut candidates.people };
        if !slight && !search.subjects_only && !list.contains(&id) {
            list.push(id);
        }
        Continue(())
    }

    /// "by Justice Lee, he said": whether the pronoun behind a name takes it up again; but not "Farmers, he said, …".
    fn is_taken_up(&self, m: &Located, line: usize, pronoun: usize) -> bool {
        let opens = m.whole.start() <= self.scene.lines[line].span.start();
        // "On the phone from Nashik, he said": a place that no list has.
        !opens && m.form != MentionForm::Pronoun && self.right_before(m, pronoun) && !self.placed(m)
    }

    /// Who of those that are no subject it is.
    fn choice(&self, candidates: Candidates, search: Search<'_>) -> Option<Antecedent> {
        let Candidates { people, unsure, nouns } = candidates;
        let Search { wanted, subjects_only, .. } = search;
        // A name that may be a thing gives way to one that is not.
        let known = if people.is_empty() { unsure } else { people };
        if let Some(k) = self.medium(&nouns).filter(|_| matches!(wanted, Wanted::Body) && !subjects_only) {
            return Some(Antecedent::Noun(k));
        }
        match (&known[..], &nouns[..]) {
            // "Ask the readers which book they want"
            ([], &[k]) if matches!(wanted, Wanted::Several) && !subjects_only => Some(Antecedent::Noun(k)),
            ([], _) => None,
            (&[id], _) => Some(Antecedent::Speaker(id)),
            _ if matches!(wanted, Wanted::Person(_)) => Some(Antecedent::Several(known)),
            // Two bodies that a sentence only mentions are no choice to offer.
            _ => None,
        }
    }

    /// Whether a noun phrase that is nobody yet may be what a pronoun stands for.
    pub(super) fn noun_fits(&self, k: usize, wanted: Wanted) -> bool {
        let m = &self.scene.mentions[k];
        let words = m.span.of(self.article.text);
        match wanted {
            Wanted::Person(_) => m.kind.is_somebody() && wanted.fits(&Entity::new(short(words), m.kind)),
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
}

/// Whether a possessive pronoun stands right before a byte.
fn owned(text: &str, at: usize) -> bool {
    WordSet::Possessive.has(&word_before(text, at))
}
