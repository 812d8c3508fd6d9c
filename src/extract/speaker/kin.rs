//! Husbands, wives and other kin: who is a he or a she by the words before a name, and who has the same surname.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Cast;
use super::entity::{EntityId, folded, name_words};
use super::office::Office;
use super::register::{Referent, Register};
use super::salience::MENTIONS;
use super::scene::Scene;
use crate::extract::lexicon::{Gender, initial_capital, role, rows};
use crate::extract::{Article, Mention, MentionForm, SpeakerKind};
use crate::text::Span;

/// The nouns, and whether such kin mostly has the same surname.
static KIN: LazyLock<FxHashMap<&str, bool>> = LazyLock::new(|| {
    rows(include_str!("../lexicon/kin.tsv")).filter(|r| r.len() > 1).map(|r| (r[0], r[1] == "surname")).collect()
});

/// The longest words before a name that are looked at, in bytes.
const BEFORE: usize = 80;

/// "His wife, the actor": what the words before a name say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kin {
    noun: &'static str,
    /// The pronoun of whose kin it is, and where it begins in the prose.
    of: Gender,
    at: usize,
}

impl Kin {
    /// Reads what the words before a name say of whose kin that is.
    pub fn read(prose: &str, name: Span) -> Option<Self> {
        let (before, behind) = (prose.get(..name.start())?, prose.get(name.end()..)?);
        let from = before.floor_char_boundary(before.len().saturating_sub(BEFORE));
        let start = before[from..].rfind(['.', '?', '!', ';', ':', '\n', '“', '”']).map_or(from, |i| from + i + 1);
        let start = before.ceil_char_boundary(start);
        // Most names are nobody's kin.
        if !["his", "her", "His", "Her"].iter().any(|own| before[start..].contains(own)) {
            return None;
        }
        let words: Vec<&str> = before[start..].split_whitespace().collect();
        let at = words.iter().rposition(|w| KIN.contains_key(w.trim_end_matches(',')))?;
        // "His wife, the late actor Jean Caird"; but not "his wife, and Jean Caird".
        let (noun, described) = (words[at], &words[at + 1..]);
        let small = |w: &&str| w.chars().all(|c| c.is_lowercase() || c == '-');
        let apposition = noun.ends_with(',') && matches!(described.first(), Some(&("the" | "a" | "an")));
        if !(described.is_empty() || apposition && described.len() < 6 && described.iter().all(small)) {
            return None;
        }
        // "In a letter to her brother, Lee wrote": no comma closes an apposition.
        if noun.ends_with(',') && !behind.starts_with([',', '.', ';', '(']) && !behind.starts_with(" who") {
            return None;
        }
        // "her late husband", "his second wife"
        let own = words[..at].iter().rev().take(2).position(|w| gender(w).is_some())?;
        let own = words[at - 1 - own];
        let (&noun, _) = KIN.get_key_value(noun.trim_end_matches(','))?;
        Some(Self { noun, of: gender(own)?, at: start + before[start..].rfind(own)? })
    }

    /// Notes whose kin a name is, by its place among the mentions, and whether it is one in full.
    pub fn note(
        &self,
        article: &Article<'_>,
        scene: &Scene,
        register: &mut Register,
        (k, full): (usize, bool),
        (n, m): (usize, &Mention),
    ) {
        let prose = article.blocks[n].prose.text();
        let own = article.to_document(n, Span::new(self.at, self.at + 3)).start();
        let of = of_whom(article.text, scene, register, own, self.of);
        let id = match scene.mentions[k].referent {
            Referent::One(id) => id,
            _ if full => return,
            _ => match register.single(&folded(m.span.of(prose)), None) {
                Referent::One(id) => id,
                Referent::Several(_) => return,
                Referent::Nobody => register.add(m.span.of(prose), SpeakerKind::Person),
            },
        };
        if Some(id) == of {
            return;
        }
        // "the actor" says less than "His wife".
        let told = role(self.noun).and_then(|r| r.gender);
        register.entities[id].gender = told.or(register.entities[id].gender);
        let Some(of) = of else { return };
        register.entities[of].gender = register.entities[of].gender.or(Some(self.of));
        let shares = KIN.get(self.noun) == Some(&true) && !full && !register.entities[id].name.contains(' ');
        if shares && let [_, .., surname] = &name_words(&register.entities[of].name)[..] {
            register.shares_surname(id, surname);
        }
    }
}

fn gender(own: &str) -> Option<Gender> {
    match own {
        "his" | "His" => Some(Gender::He),
        "her" | "Her" => Some(Gender::She),
        _ => None,
    }
}

/// Whose kin it is: the last before in the sentence that fits the pronoun, else the first subject of the sentence before.
fn of_whom(text: &str, scene: &Scene, register: &Register, own: usize, of: Gender) -> Option<EntityId> {
    let here = scene.line(own)?;
    let person = |k: usize| {
        let m = &scene.mentions[k];
        let id = match m.referent {
            _ if m.form != MentionForm::Name || m.quoted => return None,
            Referent::One(id) => id,
            Referent::Several(_) => return None,
            Referent::Nobody => match register.single(&folded(m.span.of(text)), None) {
                Referent::One(id) => id,
                _ => return None,
            },
        };
        register.entities[id].may_be(Some(of)).then_some((id, m.subject))
    };
    let range = |line: usize| {
        let mentions = scene.lines[line].mentions.clone();
        mentions.start..mentions.end.min(mentions.start + MENTIONS)
    };
    let before = range(here).filter(|&k| scene.mentions[k].span.end() <= own);
    before.rev().find_map(person).map(|(id, _)| id).or_else(|| {
        let last = here.checked_sub(1)?;
        range(last).filter_map(person).find(|&(_, subject)| subject).map(|(id, _)| id)
    })
}

/// How many blocks back kin who was named is called so again.
const NEAR: usize = 3;

impl Cast<'_> {
    /// "Her father", of "her father, Liam,": the only one whom the article calls so by name, and named near.
    pub(super) fn kin_of(&self, head: &str, at: usize) -> Option<EntityId> {
        let own = gender(&initial_capital(head.split_whitespace().next()?))?;
        let called = |id: &EntityId| {
            let roles = &self.register.entities[*id].roles;
            roles.iter().any(|r| gender(&initial_capital(r.split(' ').next().unwrap_or_default())) == Some(own))
        };
        let mut holders = self.register.holders(&Office::read(head)?).into_iter().filter(called);
        let (id, None) = (holders.next()?, holders.next()) else { return None };
        let block = |byte: usize| self.scene.line(byte).map_or(0, |l| self.scene.lines[l].block);
        let here = block(at);
        let before = self.scene.before(at);
        let mut near = self.scene.mentions[..before].iter().rev().take(MENTIONS);
        near.any(|m| m.referent == Referent::One(id) && block(m.span.start()) + NEAR >= here).then_some(id)
    }
}
