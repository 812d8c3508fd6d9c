//! Husbands, wives and other kin: who is a he or a she by the words before a name, and who has the same surname.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Cast;
use super::entity::{EntityId, folded, name_words};
use super::office::Office;
use super::register::{Referent, Register};
use super::salience::MENTIONS;
use super::scene::{Located, Scene};
use super::wanted::Wanted;
use crate::extract::lexicon::{Gender, initial_capital, role, rows};
use crate::extract::{Article, Mention, MentionForm, SpeakerKind};
use crate::text::{Lower, Span};

/// What a noun for kin tells.
struct Sort {
    /// Whether such kin mostly has the same surname.
    surname: bool,
    /// What sort of kin it is: "child", "parent", "couple", "sibling".
    sort: &'static str,
}

static KIN: LazyLock<FxHashMap<&str, Sort>> = LazyLock::new(|| {
    let rows = rows(include_str!("../lexicon/kin.tsv")).filter(|r| r.len() > 2);
    rows.map(|r| (r[0], Sort { surname: r[1] == "surname", sort: r[2] })).collect()
});

/// Whether it is a noun for somebody's child.
pub(super) fn is_child(noun: &str) -> bool {
    KIN.get(noun).is_some_and(|k| k.sort == "child")
}

/// What sort of kin is the other of the two: of a parent the child.
fn other_sort(noun: &str) -> Option<&'static str> {
    match KIN.get(noun)?.sort {
        "child" => Some("parent"),
        "parent" => Some("child"),
        same @ ("couple" | "sibling") => Some(same),
        _ => None,
    }
}

/// The longest words before a name that are looked at, in bytes.
const BEFORE: usize = 80;

/// "His wife, the actor": what the words before a name say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kin {
    noun: &'static str,
    /// The pronoun of whose kin it is; none where a name owns the noun: "Ann Lee’s son, Tom".
    of: Option<Gender>,
    /// Where the word for whose kin it is begins in the prose.
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
        if !["his", "her", "His", "Her", "’s ", "'s "].iter().any(|own| before[start..].contains(own)) {
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
        let owner = |w: &str| w.starts_with(char::is_uppercase) && (w.ends_with("’s") || w.ends_with("'s"));
        let own = words[..at].iter().rev().take(2).position(|w| gender(w).is_some() || owner(w))?;
        let own = words[at - 1 - own];
        let (&noun, _) = KIN.get_key_value(noun.trim_end_matches(','))?;
        Some(Self { noun, of: gender(own), at: start + before[start..].rfind(own)? })
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
        let given = m.span.of(prose).split(' ').next().unwrap_or_default();
        let of = match self.of {
            Some(gender) => of_whom(article.text, scene, register, (own, gender, given)),
            None => named_at(article.text, scene, register, own),
        };
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
        register.entities[of].gender = register.entities[of].gender.or(self.of);
        register.entities[id].kin_of.get_or_insert((self.noun, of));
        let shares =
            KIN.get(self.noun).is_some_and(|k| k.surname) && !full && !register.entities[id].name.contains(' ');
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

/// The person whose name stands at a byte.
fn named_at(text: &str, scene: &Scene, register: &Register, at: usize) -> Option<EntityId> {
    let mentions = scene.lines[scene.line(at)?].mentions.clone();
    let mut names = scene.mentions[mentions].iter().take(MENTIONS).filter(|m| m.form == MentionForm::Name);
    let m = names.find(|m| m.span.start() <= at && at < m.span.end())?;
    let referent = match &m.referent {
        Referent::Nobody => register.single(&folded(m.span.of(text)), None),
        known => known.clone(),
    };
    let Referent::One(id) = referent else { return None };
    register.entities[id].may_be(None).then_some(id)
}

/// How many sentences back somebody is looked for whom only pronouns name behind that.
const BACK: usize = 4;

/// Whose kin it is: the last before in the sentence that fits the pronoun, else the first subject of the sentence before, of
/// those that name nobody only where nothing but pronouns stands between.
fn of_whom(
    text: &str,
    scene: &Scene,
    register: &Register,
    (own, of, given): (usize, Gender, &str),
) -> Option<EntityId> {
    let here = scene.line(own)?;
    let person = |k: usize| {
        let m = &scene.mentions[k];
        if m.form != MentionForm::Name || m.quoted {
            return None;
        }
        let referent = match &m.referent {
            Referent::Nobody => register.single(&folded(m.span.of(text)), None),
            known => known.clone(),
        };
        let id = match referent {
            Referent::One(id) => id,
            // "Lee spoke of his father, Otis": not Otis Lee, whom the text names in full only later.
            Referent::Several(ids) => {
                let mut others = ids.into_iter().filter(|&id| !register.entities[id].name.starts_with(given));
                others.next().filter(|_| others.next().is_none())?
            }
            Referent::Nobody => return None,
        };
        register.entities[id].may_be(Some(of)).then_some((id, m.subject))
    };
    let range = |line: usize| {
        let mentions = scene.lines[line].mentions.clone();
        mentions.start..mentions.end.min(mentions.start + MENTIONS)
    };
    let before = range(here).filter(|&k| scene.mentions[k].span.end() <= own);
    before.rev().find_map(person).map(|(id, _)| id).or_else(|| {
        let block = scene.lines[here].block;
        let name = |k: usize| scene.mentions[k].form == MentionForm::Name && scene.mentions[k].kind.may_be_somebody();
        let pronoun = |k: usize| {
            let m = &scene.mentions[k];
            let wanted = || Wanted::of(&m.span.of(text).lower());
            m.form == MentionForm::Pronoun && m.subject && matches!(wanted(), Some(Wanted::Person(g)) if g == Some(of))
        };
        let back = (here.saturating_sub(BACK)..here).rev();
        let mut lines = back.take_while(|&l| l + 1 == here || scene.lines[l].block == block);
        let last = lines.find(|&l| l + 1 == here && !range(l).any(pronoun) || range(l).any(name))?;
        range(last).filter_map(person).find(|&(_, subject)| subject).map(|(id, _)| id)
    })
}

/// How many speakers are looked through for somebody’s kin, so that the cost stays linear.
const MOST: usize = 1024;

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
        let (id, None) = (holders.next(), holders.next()) else { return None };
        let Some(id) = id else { return self.kin_the_other_way(head, at, own) };
        let paragraph = |byte: usize| self.scene.line(byte).map_or(0, |l| self.scene.lines[l].paragraph);
        let here = paragraph(at);
        let before = self.scene.before(at);
        let mut near = self.scene.mentions[..before].iter().rev().take(MENTIONS);
        near.any(|m| m.referent == Referent::One(id) && paragraph(m.span.start()) + NEAR >= here).then_some(id)
    }

    /// "the elder Lee", of whom the article says that he is somebody's father; "the younger Lee", somebody's son.
    pub(super) fn elder(&self, text: &str) -> Option<EntityId> {
        let words = text.strip_prefix("the ").or_else(|| text.strip_prefix("The "))?;
        let (rank, surname) = words.split_once(' ')?;
        let sort = match rank {
            "elder" | "older" | "senior" => "parent",
            "younger" | "junior" => "child",
            _ => return None,
        };
        let entities = &self.register.entities;
        let called = |of: EntityId| name_words(&entities[of].name).last() == Some(&folded(surname));
        let mut kin = (0..entities.len().min(MOST)).filter(|&id| {
            let of = entities[id].kin_of.filter(|(noun, _)| KIN.get(noun).is_some_and(|k| k.sort == sort));
            of.is_some_and(|(_, of)| called(of))
        });
        kin.next().filter(|_| kin.next().is_none())
    }

    /// "Her father", where the article has called her his daughter: of the person who fits the pronoun and was named last.
    fn kin_the_other_way(&self, head: &str, at: usize, own: Gender) -> Option<EntityId> {
        let mut words = head.split_whitespace().skip(1);
        let (noun, None) = (words.next()?, words.next()) else { return None };
        let sort = other_sort(noun)?;
        let gender = role(noun).and_then(|r| r.gender);
        let before = self.scene.before(at);
        let entities = &self.register.entities;
        let whose = |m: &Located| match m.referent {
            Referent::One(id) if m.form == MentionForm::Name && !m.quoted && entities[id].may_be(Some(own)) => Some(id),
            _ => None,
        };
        let id = self.scene.mentions[..before].iter().rev().take(MENTIONS).filter_map(whose).find(|&id| {
            // "Ann Lee’s husband, Tom Lee, …; his wife": who is named between may be either.
            entities[id].kind == SpeakerKind::Person
        })?;
        let (called, of) = entities[id].kin_of?;
        let fits = KIN.get(called).is_some_and(|k| k.sort == sort) && entities[of].may_be(gender);
        (fits && entities[of].kind.may_be_person()).then_some(of)
    }
}
