//! Turns of transcripts and interviews, and the author of a letter or an article in the first person.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entity::{Entity, EntityId, folded, one_line};
use super::narrator::{self, Narrators};
use super::register::{Referent, Register};
use super::{Cast, interview};
use crate::extract::lexicon::{self, Pronoun, WordClass, common, first_name, title};
use crate::extract::{Article, MentionForm, Quote, QuoteKind, SpeakerKind};
use crate::text::BlockKind;

/// Who has which turn.
#[derive(Default)]
pub(in crate::extract) struct Labels {
    /// By block.
    turns: FxHashMap<usize, EntityId>,
    /// The turns whose label names nobody ("Speed: …").
    nobodys: FxHashSet<usize>,
    /// Who speaks in the first person elsewhere.
    narrators: Narrators,
}

impl Labels {
    /// Reads the labels of the turns, the byline and the signature.
    pub fn read(cast: &mut Cast<'_>) -> Self {
        let mut out = Self::default();
        let article = cast.article;
        let author = narrator::author(&article, &cast.scene, &cast.register);
        let mut answers: Vec<usize> = Vec::new();
        let mut hosts: FxHashMap<EntityId, Option<EntityId>> = FxHashMap::default();
        // Labels, and who has them for initials; the turns that have such a label.
        let (mut initials, mut known) = (Initials::default(), FxHashMap::<String, Option<EntityId>>::default());
        let mut initialled: FxHashSet<usize> = FxHashSet::default();
        for (n, block) in article.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Turn) {
            let Some(label) = block.label else {
                answers.push(n);
                continue;
            };
            let words = one_line(label.of(block.prose.text()));
            let words = words.trim_matches(['*', ':', '.', ' ']);
            let id = match (words, letter(words)) {
                ("", _) => continue,
                (_, Some('A')) => {
                    answers.push(n);
                    continue;
                }
                (_, Some(_)) if author.is_some() || words.len() > 1 => {
                    author.unwrap_or_else(|| person(&mut cast.register, "Q"))
                }
                _ => {
                    let short = || initials.find(&cast.register, words);
                    match *known.entry(words.to_owned()).or_insert_with(short) {
                        Some(id) => {
                            initialled.insert(n);
                            id
                        }
                        None if is_thing(&cast.register, words) => {
                            out.nobodys.insert(n);
                            continue;
                        }
                        None => person(&mut cast.register, words),
                    }
                }
            };
            // "HOST: I'm Ann Lee": all turns of the host are hers.
            if hosts.get(&id).is_none_or(Option::is_none) && cast.register.entities[id].kind != SpeakerKind::Person {
                hosts.insert(id, narrator::introduction(&article, &cast.scene, n));
            }
            out.turns.insert(n, id);
        }
        if !answers.is_empty() {
            let who = interview::interviewee(&article, &cast.scene, &cast.register, author);
            for n in answers {
                let labelled = article.blocks[n].label.is_some();
                let who = who.or_else(|| labelled.then(|| person(&mut cast.register, "A")));
                out.turns.extend(who.map(|id| (n, id)));
            }
        }
        for (&n, id) in &mut out.turns {
            let named = hosts.get(id).copied().flatten();
            *id = named.unwrap_or(*id);
            if let Some(label) = article.blocks[n].label {
                let words = label.of(article.blocks[n].prose.text());
                let letter = letter(words).is_some() || words.len() == 1 || initialled.contains(&n) || named.is_some();
                let form = if letter { MentionForm::Nominal } else { MentionForm::Name };
                cast.register.entities[*id].mentions.push((article.to_document(n, label), form));
            }
        }
        out.narrators = Narrators::read(&article, &cast.scene, &mut cast.register);
        out
    }

    /// Whether a quote is a turn that is nobody's, without a label or with one that names a thing: the writer's own text,
    /// then.
    pub fn is_nobodys(&self, article: &Article<'_>, quote: &Quote) -> bool {
        let block = quote.blocks.start;
        if self.nobodys.contains(&block) {
            return true;
        }
        let unlabelled = article.blocks.get(block).is_some_and(|b| b.kind == BlockKind::Turn && b.label.is_none());
        unlabelled && !self.turns.contains_key(&block)
    }

    /// The quotes that are the writer's own "I think": what a writer whom nothing names says is on nobody's word.
    pub fn writers(&self, article: &Article<'_>, quotes: &[Quote]) -> FxHashSet<usize> {
        const NEAR: usize = 24;
        let own = |(i, q): (usize, &Quote)| {
            let source = *q.source.first()?;
            let first = lexicon::first_person(source.of(article.text)) == Some(Pronoun::I);
            let around = |other: &Quote| other.content.iter().any(|c| c.covers(source));
            let writer = first
                && q.kind != QuoteKind::Direct
                && self.here(q.blocks.start).is_none()
                && !quotes[..i].iter().rev().take(NEAR).any(around);
            writer.then_some(i)
        };
        quotes.iter().enumerate().filter_map(own).collect()
    }

    /// Who "I" is in a block, outside quotations.
    pub fn here(&self, block: usize) -> Option<EntityId> {
        self.turns.get(&block).copied().or_else(|| self.narrators.at(block))
    }

    /// The speaker of a quote that is a turn as a whole.
    pub fn speaker(&self, quote: &Quote) -> Option<EntityId> {
        let &id = self.turns.get(&quote.blocks.start)?;
        let content = quote.content.first()?;
        // The turn's own source is its label, which stands before everything else.
        let own = match quote.source.first() {
            Some(source) => source.end() <= content.start() && self.labels(quote),
            None => quote.cue.is_empty(),
        };
        (quote.kind == QuoteKind::Direct && own).then_some(id)
    }

    fn labels(&self, quote: &Quote) -> bool {
        quote.cue.first().is_none_or(|c| c.len() <= 3 && quote.source.first().is_some_and(|s| s.end() <= c.start()))
    }
}

/// The people of an article by their initials ("AL" for Ann Lee), with middle names and without.
#[derive(Default)]
struct Initials {
    /// Who has them; nobody where several do.
    by: FxHashMap<String, Option<EntityId>>,
    /// How many of the register's entities were read.
    read: usize,
}

impl Initials {
    /// The one person with these initials. A label that is a name itself ("TOM") has none.
    fn find(&mut self, register: &Register, label: &str) -> Option<EntityId> {
        let letters: String = label.chars().filter(|&c| c != '.' && c != ' ').collect();
        let short = (2..=4).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase);
        if !short || register.single(&folded(label), None) != Referent::Nobody {
            return None;
        }
        for id in self.read..register.entities.len() {
            self.note(id, &register.entities[id]);
        }
        self.read = register.entities.len();
        self.by.get(&letters).copied().flatten()
    }

    fn note(&mut self, id: EntityId, entity: &Entity) {
        let all: String = entity.name.split([' ', '-']).filter_map(|w| w.chars().next()).collect();
        let person = entity.kind.may_be_person();
        let (Some(first), Some(last)) = (all.chars().next(), all.chars().nth_back(0)) else { return };
        if !person || all.chars().nth(1).is_none() {
            return;
        }
        let ends = format!("{first}{last}");
        for letters in [Some(&all), Some(&ends).filter(|e| **e != all)].into_iter().flatten() {
            self.by.entry(letters.clone()).and_modify(|known| *known = None).or_insert(Some(id));
        }
    }
}

/// Whether a label stands for whoever asks, `Q`, or whoever answers, `A`.
fn letter(label: &str) -> Option<char> {
    match label {
        "Q" | "Question" | "QUESTION" => Some('Q'),
        "A" | "Answer" | "ANSWER" => Some('A'),
        _ => None,
    }
}

/// Whether a label is a common noun that nobody in the article has for a name: "Speed", "Benefits".
fn is_thing(register: &Register, label: &str) -> bool {
    let lower = label.to_lowercase();
    let noun = lexicon::noun(&lower);
    let speaks = noun.role.is_some() || noun.group || noun.body.is_some();
    let made = ["ity", "tion", "sion"].iter().any(|end| lower.ends_with(end));
    let common = matches!(common(&lower), Some(WordClass::Noun | WordClass::Plural | WordClass::Ing)) || made;
    let written = label.chars().skip(1).all(char::is_lowercase);
    written
        && common
        && !speaks
        && first_name(label).is_none()
        && register.single(&folded(label), None) == Referent::Nobody
}

/// The person that a label names.
fn person(register: &mut Register, label: &str) -> EntityId {
    // "DR. ANN LEE": capitals only make names of the same form as in the text.
    let shouted = label.chars().filter(|c| c.is_alphabetic()).count() > 3 && !label.chars().any(char::is_lowercase);
    let written = if shouted { capitalised(label) } else { label.to_string() };
    let mut words: Vec<&str> = written.split_whitespace().collect();
    let mut titles = Vec::new();
    while words.len() > 1 && title(words[0].trim_end_matches('.')).is_some() {
        titles.push(words.remove(0));
    }
    let name = words.join(" ").split([',', '(']).next().unwrap_or_default().trim().to_string();
    let name = if name.is_empty() { written.clone() } else { name };
    if words.len() > 1 {
        return register.full_name(&name, &folded(&name), SpeakerKind::Person);
    }
    let person = !titles.is_empty() || first_name(&name).is_some();
    let id = match register.single(&folded(&name), None) {
        Referent::One(id) => id,
        _ => register.add(&name, SpeakerKind::Unknown),
    };
    if person && register.entities[id].kind == SpeakerKind::Unknown {
        register.entities[id].kind = SpeakerKind::Person;
    }
    id
}

fn capitalised(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    let mut inside = false;
    for c in label.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = c.is_alphanumeric();
    }
    out
}
