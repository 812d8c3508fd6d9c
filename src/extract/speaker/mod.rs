//! The speakers of an article, one for all their mentions.
//!
//! Names are joined over the whole article first, then each quote finds its speaker in the order of the text: by the
//! name in its source, by role, by pronoun, by the turn it stands in, or by the quote that it goes on from.

mod body;
mod candidates;
mod continuation;
mod described;
mod entity;
mod epithet;
mod fronted;
mod head;
mod headline;
mod identity;
mod interview;
mod joining;
mod kin;
mod kind;
mod medium;
mod naming;
mod narrator;
mod nominal;
mod office;
mod phrase;
mod register;
mod rival;
mod salience;
mod scene;
mod source;
mod surname;
mod told;
mod turns;
mod wanted;
mod written;

pub(super) use naming::{Naming, namings, small_words};
use serde::Serialize;
pub(super) use turns::Labels;

use super::{Article, MentionForm, Quote, QuoteKind, Resolution};
use crate::text::{BlockKind, Span};
use entity::EntityId;
use register::Register;
use salience::Antecedent;
use scene::Scene;

/// The place of a speaker in [`Extraction::speakers`](super::Extraction::speakers).
pub type SpeakerId = usize;

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// A person with a name, or with an office that names one ("the president").
    Person,
    /// A company, agency, party, paper.
    Organization,
    /// People spoken of together ("the Russians", "residents").
    Group,
    /// A country, city or capital that stands for its government.
    Place,
    /// Somebody who is not named ("a senior official").
    Anonymous,
    /// Not known, or a document ("the report").
    Unknown,
}

impl SpeakerKind {
    /// Whether it is a person with a name, or nothing else as far as is known.
    pub(crate) const fn may_be_person(self) -> bool {
        matches!(self, Self::Person | Self::Unknown)
    }

    /// Whether it is one person, named or not.
    pub(crate) const fn is_somebody(self) -> bool {
        matches!(self, Self::Person | Self::Anonymous)
    }

    /// Whether it is one person, named or not, or nothing else as far as is known.
    pub(crate) const fn may_be_somebody(self) -> bool {
        self.may_be_person() || self.is_somebody()
    }
}

/// A person or body behind sources.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The fullest form of the name, without a title; the words of the source where there is no name.
    pub name: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// The roles the article gives, as it words them, without repeats.
    pub roles: Vec<String>,
    /// Every mention in the document, in order and apart: names in full or in part, without a title before them and
    /// without a possessive `'s`; roles and other nouns; pronouns. Labels of turns that are a letter or a role
    /// (`A`, `HOST`) count as nouns.
    pub mentions: Vec<(Span, MentionForm)>,
    /// The mention where the article says who it is: the first full name in its running text, else the first name there,
    /// else the first name, else the first role, else the first mention of all. `None` where there is no mention.
    pub introduction: Option<Span>,
}

/// What was found out about the source of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Found(EntityId, Resolution),
    Several(Vec<EntityId>),
    Nobody,
}

/// What a quote is told of its speaker.
pub(super) struct Told {
    pub(super) speaker: Option<SpeakerId>,
    resolution: Resolution,
    candidates: Vec<SpeakerId>,
    continues: Option<usize>,
}

impl Told {
    /// Tells it to the quote.
    pub(super) fn tell(self, quote: &mut Quote) {
        let Self { speaker, resolution, candidates, continues } = self;
        (quote.speaker, quote.resolution, quote.candidates, quote.continues) =
            (speaker, resolution, candidates, continues);
    }
}

/// Everything that the search for speakers reads and writes.
pub(super) struct Cast<'a> {
    article: Article<'a>,
    register: Register,
    scene: Scene,
    /// The first sentence whose pronouns were not read yet.
    followed: usize,
}

/// Reads whom an article mentions and who has its turns. Of its blocks, this and [`resolve`] read what a first look shows.
pub(super) fn cast<'a>(article: &Article<'a>) -> (Cast<'a>, Labels) {
    let mut register = Register::new(&article.options.names);
    let scene = Scene::read(article, &mut register);
    let mut cast = Cast { article: *article, register, scene, followed: 0 };
    let labels = Labels::read(&mut cast);
    (cast, labels)
}

/// Leaves out of the quotes of an article what nobody says in it: the writer's own thoughts, and turns of nobody.
pub(super) fn leave_out(article: &Article<'_>, labels: &Labels, quotes: &mut Vec<Quote>) {
    let writers = labels.writers(article, quotes);
    let mut places = 0..quotes.len();
    quotes.retain(|q| {
        let writer = places.next().is_some_and(|i| writers.contains(&i));
        !writer && !labels.is_nobodys(article, q)
    });
}

/// Finds the speakers of an article, and that of each quote.
pub(super) fn resolve(mut cast: Cast<'_>, labels: &Labels, quotes: &[Quote]) -> (Vec<Speaker>, Vec<Told>) {
    // What each quote found, by its place.
    let mut found: Vec<Outcome> = Vec::with_capacity(quotes.len());
    let mut continues = vec![None; quotes.len()];
    for (i, quote) in quotes.iter().enumerate() {
        let before = &quotes[..i];
        let outcome = match labels.speaker(quote) {
            Some(id) => Outcome::Found(id, Resolution::Turn),
            // Only quoted words go on without a source; a report without one is on nobody's word.
            None if quote.source.is_empty() && quote.kind != QuoteKind::Direct => Outcome::Nobody,
            None if quote.source.is_empty() => {
                let (outcome, from) = continuation::of(&cast, before, &found, quote);
                continues[i] = from;
                match outcome {
                    // "Lee was like a sister, the woman said. “She held my hand.”": of Lee it is only told.
                    Outcome::Nobody if continuation::behind_report(&cast, before, quote) => Outcome::Nobody,
                    Outcome::Nobody => cast.told_before(quote),
                    goes_on => goes_on,
                }
            }
            None => {
                cast.follow(quote.source[0].start());
                cast.source(labels, before, &found, quote)
            }
        };
        if let Outcome::Found(id, resolution) = outcome {
            cast.heard(quote, id, resolution);
        }
        found.push(outcome);
    }
    cast.follow(usize::MAX);
    let known_as = identity::read(&cast);
    identity::join(&mut cast, &known_as, &mut found);
    surname::settle(&cast, quotes, &mut found);
    let (speakers, mut told) = speakers(cast, quotes, found);
    told.iter_mut().zip(continues).for_each(|(told, from)| told.continues = from);
    (speakers, told)
}

/// The entities that speak, as speakers in the order of their introduction, and what each quote is told of them.
fn speakers(cast: Cast<'_>, quotes: &[Quote], found: Vec<Outcome>) -> (Vec<Speaker>, Vec<Told>) {
    let Cast { article, scene, register, .. } = cast;
    let mut entities = register.entities;
    let mut speaks = vec![false; entities.len()];
    for outcome in &found {
        match outcome {
            Outcome::Found(id, _) => speaks[*id] = true,
            Outcome::Several(ids) => ids.iter().for_each(|&id| speaks[id] = true),
            Outcome::Nobody => {}
        }
    }
    for m in &scene.mentions {
        if let register::Referent::One(id) = m.referent
            && speaks[id]
        {
            entities[id].mentions.push((m.span, m.form));
        }
    }
    let mut order: Vec<EntityId> = (0..entities.len()).filter(|&id| speaks[id]).collect();
    for &id in &order {
        let mentions = &mut entities[id].mentions;
        mentions.sort_by_key(|(s, _)| *s);
        // Of two that overlap the longer one tells more.
        mentions.dedup_by(|next, last| {
            let overlap = next.0.start() < last.0.end();
            if overlap && next.0.len() > last.0.len() {
                *last = *next;
            }
            overlap
        });
    }
    order.sort_by_key(|&id| (entities[id].mentions.first().map_or(usize::MAX, |(s, _)| s.start()), id));
    let mut place = vec![0; entities.len()];
    for (n, &id) in order.iter().enumerate() {
        place[id] = n;
    }
    let told = |outcome| {
        let (speaker, resolution, candidates) = match outcome {
            Outcome::Found(id, resolution) => (Some(place[id]), resolution, Vec::new()),
            Outcome::Several(ids) => (None, Resolution::Ambiguous, ids.into_iter().map(|id| place[id]).collect()),
            Outcome::Nobody => (None, Resolution::Unknown, Vec::new()),
        };
        Told { speaker, resolution, candidates, continues: None }
    };
    let told: Vec<Told> = found.into_iter().map(told).collect();
    let mut quoted = vec![false; order.len()];
    for (_, told) in quotes.iter().zip(&told).filter(|(q, _)| q.kind != QuoteKind::Indirect) {
        told.speaker.into_iter().for_each(|id| quoted[id] = true);
    }
    let speakers = order
        .into_iter()
        .zip(quoted)
        .map(|(id, quoted)| {
            let e = &mut entities[id];
            Speaker {
                kind: kind::of(article.text, e, quoted),
                introduction: introduction(&article, &e.mentions),
                name: std::mem::take(&mut e.name),
                roles: std::mem::take(&mut e.roles),
                mentions: std::mem::take(&mut e.mentions),
            }
        })
        .collect();
    (speakers, told)
}

/// Where the article says who somebody is, among their mentions; see [`Speaker::introduction`].
fn introduction(article: &Article<'_>, mentions: &[(Span, MentionForm)]) -> Option<Span> {
    let running = |span: Span| {
        let block = article.blocks.partition_point(|b| b.span.end() <= span.start());
        article.blocks.get(block).is_none_or(|b| b.kind != BlockKind::Heading)
    };
    let full = |span: Span| span.of(article.text).split_whitespace().nth(1).is_some();
    let names = || mentions.iter().filter(|m| m.1 == MentionForm::Name).map(|m| m.0);
    names()
        .find(|&name| full(name) && running(name))
        .or_else(|| names().find(|&name| running(name)))
        .or_else(|| names().next())
        .or_else(|| mentions.iter().find(|m| m.1 == MentionForm::Nominal).or(mentions.first()).map(|m| m.0))
}
