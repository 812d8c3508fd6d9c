//! The speakers found so far, by name, surname, abbreviation and role.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entity::{Entity, EntityId, folded, generation, junior, name_words, same_given};
use super::kind::names_person;
use super::office::Office;
use crate::extract::lexicon::{Gender, first_name, initial_capital, particle};
use crate::extract::{KnownName, SpeakerKind};

/// Whom some words stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Referent {
    One(EntityId),
    Several(Vec<EntityId>),
    Nobody,
}

impl Referent {
    fn of(mut fits: Vec<EntityId>) -> Self {
        match fits.len() {
            0 => Self::Nobody,
            1 => Self::One(fits.remove(0)),
            _ => Self::Several(fits),
        }
    }
}

/// The most speakers looked through for one surname or role, so that the cost stays linear.
const MOST: usize = 48;

#[derive(Default)]
pub(super) struct Register {
    pub entities: Vec<Entity>,
    by_name: FxHashMap<String, EntityId>,
    by_surname: FxHashMap<String, Vec<EntityId>>,
    by_given: FxHashMap<String, Vec<EntityId>>,
    by_head: FxHashMap<String, Vec<(EntityId, Office)>>,
    /// Bodies by the short forms of their names: their first words, their initials, the noun they are ("the union").
    bodies: FxHashMap<String, Vec<EntityId>>,
    /// Surnames of which the article tells the junior apart ("Lee Jr.").
    juniors: FxHashSet<String>,
}

impl Register {
    pub fn new(known: &[KnownName]) -> Self {
        let mut out = Self::default();
        for name in known.iter().filter(|k| !k.name.trim().is_empty()) {
            let id = out.add(&name.name, SpeakerKind::Unknown);
            out.entities[id].known = true;
            out.entities[id].never = name.never.iter().map(|n| folded(n)).collect();
            for alias in &name.aliases {
                out.alias(id, alias);
            }
            for role in &name.roles {
                out.role(id, role);
                out.alias(id, role);
            }
        }
        out
    }

    /// A new speaker, found again by its name.
    pub fn add(&mut self, name: &str, kind: SpeakerKind) -> EntityId {
        let id = self.entities.len();
        self.entities.push(Entity::new(super::entity::one_line(name).into_owned(), kind));
        self.by_name.entry(folded(name)).or_insert(id);
        if kind.may_be_person() {
            self.index(id, name);
        }
        // "Robert “Bob” Smith" is Robert Smith, Bob Smith and Bob.
        if let Some((given, nickname, surname)) = super::entity::nicknamed(name) {
            self.alias(id, &format!("{given} {surname}"));
            self.alias(id, &format!("{nickname} {surname}"));
            self.alias(id, nickname);
        }
        if matches!(kind, SpeakerKind::Organization | SpeakerKind::Unknown) {
            self.index_body(id, name);
        }
        id
    }

    /// Notes the short forms of the name of a body.
    fn index_body(&mut self, id: EntityId, name: &str) {
        for form in super::body::short_forms(name) {
            let ids = self.bodies.entry(form).or_default();
            if ids.len() < MOST && !ids.contains(&id) {
                ids.push(id);
            }
        }
    }

    /// Notes the common noun for a body.
    pub fn body(&mut self, id: EntityId, noun: &str) {
        let ids = self.bodies.entry(noun.to_string()).or_default();
        if ids.len() < MOST && !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// The bodies that a short form may stand for ("Northway" for "Northway Power", "union" for "Union of Dockers").
    pub fn bodies(&self, form: &str) -> impl Iterator<Item = EntityId> {
        let ids = self.bodies.get(&folded(form)).map(Vec::as_slice).unwrap_or_default();
        let body = |&id: &EntityId| {
            let e = &self.entities[id];
            e.kind == SpeakerKind::Organization || e.kind == SpeakerKind::Unknown && !super::body::given(&e.name)
        };
        ids.iter().copied().filter(body)
    }

    /// Notes that "Lee Jr." is not Lee.
    pub fn tells_junior(&mut self, name: &str) {
        self.juniors.extend(name_words(name).pop());
    }

    /// A new speaker that no words find again.
    pub fn add_once(&mut self, name: &str, kind: SpeakerKind) -> EntityId {
        self.entities.push(Entity::new(super::entity::one_line(name).into_owned(), kind));
        self.entities.len() - 1
    }

    fn index(&mut self, id: EntityId, name: &str) {
        let words = name_words(name);
        let note = |map: &mut FxHashMap<String, Vec<EntityId>>, word: &str| {
            let ids = map.entry(word.to_string()).or_default();
            if ids.len() < MOST && !ids.contains(&id) {
                ids.push(id);
            }
        };
        if let Some(last) = words.last() {
            note(&mut self.by_surname, last);
            // "al-Assad" and "Assad".
            if let Some((particle, rest)) = last.split_once('-')
                && particle.len() < 4
            {
                note(&mut self.by_surname, rest);
            }
        }
        if words.len() > 1 {
            note(&mut self.by_given, &words[0]);
            // "Juan Pérez García" is Pérez, too.
            if let [_, first, _] = &words[..]
                && first.chars().count() > 2
                && first_name(&initial_capital(first)).is_none()
                && particle(first).is_none()
            {
                note(&mut self.by_surname, first);
            }
            // "Ana Calderón y Ruiz" is Calderón, too.
            if let Some(and) = words.iter().position(|w| w == "y").filter(|&and| and > 1) {
                note(&mut self.by_surname, &words[and - 1]);
            }
            // "van der Berg" is all surname.
            let small = words[1..words.len() - 1].iter().rev().take_while(|w| particle(w).is_some()).count();
            for from in words.len() - 1 - small..words.len() - 1 {
                note(&mut self.by_surname, &words[from..].join(" "));
            }
        }
    }

    /// "her husband Tom", of Ann Roe, is "Mr Roe" too; "Roe" alone is she.
    pub fn shares_surname(&mut self, id: EntityId, surname: &str) {
        self.entities[id].kin = true;
        let ids = self.by_surname.entry(surname.to_string()).or_default();
        if ids.len() < MOST && !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// Another name for a speaker.
    pub fn alias(&mut self, id: EntityId, name: &str) {
        self.by_name.entry(folded(name)).or_insert(id);
        let kind = self.entities[id].kind;
        let person = kind.may_be_person() && name.starts_with(char::is_uppercase);
        if person && name_words(name).len() > 1 {
            self.index(id, name);
        }
    }

    /// What a speaker is called from here on, whoever was called so before.
    pub fn last_called(&mut self, id: EntityId, name: &str) {
        self.by_name.insert(folded(name), id);
    }

    /// The speaker that the user says these words stand for.
    pub fn known(&self, words: &str) -> Option<EntityId> {
        self.exactly(words).filter(|&id| self.entities[id].known)
    }

    /// Notes a role of a speaker.
    pub fn role(&mut self, id: EntityId, words: &str) {
        let before = self.entities[id].roles.len();
        self.entities[id].has_role(words);
        if self.entities[id].roles.len() == before {
            return;
        }
        if let Some(office) = Office::read(words) {
            self.holds(id, &office);
        }
    }

    /// Notes an office of a speaker, which is then found by it.
    pub fn holds(&mut self, id: EntityId, office: &Office) {
        let held = match self.by_head.get_mut(&office.head) {
            Some(held) => held,
            None => self.by_head.entry(office.head.clone()).or_default(),
        };
        if held.len() < MOST && !held.iter().any(|(other, o)| *other == id && o == office) {
            held.push((id, office.clone()));
            self.entities[id].offices.push(office.clone());
        }
    }

    /// A speaker by the whole of a name.
    pub fn exactly(&self, name: &str) -> Option<EntityId> {
        self.folded(&folded(name))
    }

    /// A speaker by the whole of a folded name.
    pub fn folded(&self, key: &str) -> Option<EntityId> {
        self.by_name.get(key).copied()
    }

    /// The person that a name of several words names, joined with a fuller or shorter form of it; `key` is the name
    /// folded.
    pub fn full_name(&mut self, name: &str, key: &str, kind: SpeakerKind) -> EntityId {
        if let Some(id) = self.folded(key) {
            self.settle(id, kind);
            return id;
        }
        if kind.may_be_person() {
            let words = name_words(name);
            let fits: Vec<EntityId> = words
                .last()
                .and_then(|last| self.by_surname.get(last))
                .map(|ids| ids.iter().copied().filter(|&id| self.same_person(id, &words, key)).collect())
                .unwrap_or_default();
            if let [id] = fits[..] {
                self.by_name.insert(key.to_string(), id);
                self.settle(id, kind);
                self.entities[id].call(name);
                self.index(id, name);
                return id;
            }
        }
        if let Some(id) = self.by_given_names(name, kind) {
            self.by_name.insert(key.to_string(), id);
            return id;
        }
        self.add(name, kind)
    }

    /// "Carol Ann", of Carol Ann Roe: the one person of more names whose given names are all of a name.
    fn by_given_names(&self, name: &str, kind: SpeakerKind) -> Option<EntityId> {
        let given = |w: &str| first_name(w).is_some();
        let words = name_words(name);
        if !kind.may_be_person() || words.len() != 2 || !name.split(' ').all(given) {
            return None;
        }
        let fits = |id: &EntityId| {
            let own = name_words(&self.entities[*id].name);
            own.len() > 2 && own.starts_with(&words) && self.entities[*id].kind.may_be_person()
        };
        let mut fitting = self.by_given.get(&words[0])?.iter().copied().filter(fits);
        fitting.next().filter(|_| fitting.next().is_none())
    }

    fn same_person(&self, id: EntityId, words: &[String], key: &str) -> bool {
        let entity = &self.entities[id];
        if entity.never.iter().any(|n| n == key) {
            return false;
        }
        let own = name_words(&entity.name);
        if own.len() < 2 || words.len() < 2 || own.last() != words.last() {
            return false;
        }
        if let Some(one) = generation(key)
            && generation(&folded(&entity.name)).is_some_and(|other| other != one)
        {
            return false;
        }
        if self.juniors.contains(&words[words.len() - 1])
            && junior(key).is_some() != junior(&folded(&entity.name)).is_some()
        {
            return false;
        }
        // "Crooked Ann Lee" is Ann Lee with a word before her name.
        if own.ends_with(words) || words.ends_with(&own) {
            return true;
        }
        if !same_given(&own[0], &words[0]) {
            return false;
        }
        // Middle names and initials, where both have one, must agree.
        match (own.get(1).filter(|_| own.len() == 3), words.get(1).filter(|_| words.len() == 3)) {
            (Some(a), Some(b)) => same_given(a, b),
            _ => true,
        }
    }

    fn settle(&mut self, id: EntityId, kind: SpeakerKind) {
        if self.entities[id].kind == SpeakerKind::Unknown {
            self.entities[id].kind = kind;
        }
    }

    /// Whom a name of one word stands for, folded: a surname, a given name, a body.
    pub fn single(&self, key: &str, gender: Option<Gender>) -> Referent {
        let fits = |ids: Option<&Vec<EntityId>>| -> Vec<EntityId> {
            let of_name = |&&id: &&EntityId| {
                let e = &self.entities[id];
                let agrees = gender.is_none() || e.gender.is_none() || e.gender == gender;
                (e.is_full() || e.kin && gender.is_some()) && agrees && !e.never.iter().any(|n| n == key)
            };
            ids.map(|ids| ids.iter().filter(of_name).copied().collect()).unwrap_or_default()
        };
        let (alone, younger) = junior(key).map_or((key, false), |rest| (rest, true));
        let mut surname = fits(self.by_surname.get(alone));
        if self.juniors.contains(alone) {
            let apart = |id: &EntityId| junior(&folded(&self.entities[*id].name)).is_some() == younger;
            if younger || surname.iter().any(apart) {
                surname.retain(apart);
            }
        }
        // "Understated Perez" of a headline is nobody beside Thomas Perez.
        let sure = |id: &EntityId| {
            let e = &self.entities[*id];
            e.known || names_person(e.kind, &e.name)
        };
        if surname.iter().any(|id| self.entities[*id].kind == SpeakerKind::Person) {
            surname.retain(sure);
        }
        if !surname.is_empty() {
            return Referent::of(surname);
        }
        if let Some(id) = self.folded(key) {
            return Referent::One(id);
        }
        let given = fits(self.by_given.get(key));
        if given.iter().any(|&id| self.entities[id].kind == SpeakerKind::Person) {
            return Referent::of(given);
        }
        let bodies: Vec<EntityId> = if gender.is_none() { self.bodies(key).collect() } else { Vec::new() };
        Referent::of(if bodies.is_empty() { given } else { bodies })
    }

    /// The speakers with a name that hold an office with this head which is so.
    pub fn holding(&self, head: &str, so: impl Fn(&Office) -> bool) -> impl Iterator<Item = EntityId> {
        let held = self.by_head.get(head).into_iter().flatten();
        let named = |id: EntityId| self.entities[id].name.starts_with(char::is_uppercase);
        held.filter(move |(id, office)| named(*id) && so(office)).map(|(id, _)| *id)
    }

    /// The speakers that have a role.
    pub fn holders(&self, office: &Office) -> Vec<EntityId> {
        let mut out: Vec<EntityId> = Vec::new();
        for (id, held) in self.by_head.get(&office.head).into_iter().flatten() {
            if office.fits(held) && !out.contains(id) {
                out.push(*id);
            }
        }
        out
    }
}
