//! Gives each name of an article its speaker: full names first, then the short forms.

use rustc_hash::FxHashMap;

use super::entity::{EntityId, folded, junior, name_words};
use super::headline::Names;
use super::naming::{Naming, Ordinary, junior_alone};
use super::register::{Referent, Register};
use super::scene::{Name, Scene};
use crate::extract::lexicon::first_name;
use crate::extract::{Article, Mention, MentionForm, SpeakerKind};
use crate::text::Span;

/// Gives each name its speaker. `sources` are the mentions of the scene, with their blocks.
pub(super) fn join(
    article: &Article<'_>,
    scene: &mut Scene,
    sources: &[(usize, &Mention)],
    names: &[Name<'_>],
    register: &mut Register,
) {
    let mut joining = Joining { article, scene, sources, register, introduced: FxHashMap::default() };
    for name in names.iter().filter(|n| !n.full && junior(&n.naming.folded).is_some()) {
        let words = joining.words(name);
        if junior_alone(words) {
            joining.register.tells_junior(words);
        }
    }
    let known = Names::new(names.iter().map(|n| n.naming));
    for in_heading in [false, true] {
        for name in names.iter().filter(|n| n.full && n.heading == in_heading) {
            joining.full(name, &known);
        }
    }
    for name in names.iter().filter(|n| !n.heading) {
        if let Some(kin) = name.naming.told.as_deref().and_then(|t| t.kin.as_ref()) {
            let place = (name.source, name.full);
            kin.note(article, joining.scene, joining.register, place, sources[name.source]);
        }
    }
    let ordinary = Ordinary::read(article, names.iter().map(|n| n.naming));
    let again = again(names);
    for in_heading in [false, true] {
        for name in names.iter().filter(|n| !n.full && n.heading == in_heading) {
            joining.short(name, ordinary.holds(name.naming), again.get(&*name.naming.folded).and_then(|p| p.1));
        }
    }
}

/// Where each short name stands in the running text, and where it does a second time.
fn again<'a>(names: &[Name<'a>]) -> FxHashMap<&'a str, (usize, Option<usize>)> {
    let mut again: FxHashMap<&str, (usize, Option<usize>)> = FxHashMap::default();
    for name in names.iter().filter(|n| !n.full && !n.heading) {
        let place = again.entry(&name.naming.folded).or_insert((name.source, None));
        place.1 = place.1.or(Some(name.source).filter(|&k| k != place.0));
    }
    again
}

struct Joining<'j> {
    article: &'j Article<'j>,
    scene: &'j mut Scene,
    sources: &'j [(usize, &'j Mention)],
    register: &'j mut Register,
    /// Where each was first named in full in the running text.
    introduced: FxHashMap<EntityId, usize>,
}

impl<'j> Joining<'j> {
    /// The mention of a name, and the prose it stands in.
    fn mention(&self, name: &Name<'_>) -> (&'j Mention, &'j str) {
        let (n, m) = self.sources[name.source];
        (m, self.article.blocks[n].prose.text())
    }

    fn words(&self, name: &Name<'_>) -> &'j str {
        let (m, prose) = self.mention(name);
        m.span.of(prose)
    }

    /// Gives a name in full its speaker.
    fn full(&mut self, name: &Name<'_>, known: &Names<'_>) {
        let (k, (m, prose), words) = (name.source, self.mention(name), self.words(name));
        let id = match known.words(name.naming, m, words) {
            Some(count) => self.shorten(name, count),
            None => self.register.full_name(words, &name.naming.folded, m.kind),
        };
        named(prose, m, name.naming, id, self.register);
        self.scene.mentions[k].referent = Referent::One(id);
        if !name.heading {
            self.introduced.entry(id).or_insert(k);
            self.abbreviated(k, id);
            self.called(k, id);
        }
    }

    /// Leaves only the first words of a name, of which the others are those of a headline; whose name that is.
    fn shorten(&mut self, name: &Name<'_>, count: usize) -> EntityId {
        let (n, m) = self.sources[name.source];
        let words = self.words(name);
        let end = words.match_indices(char::is_whitespace).nth(count - 1).map_or(words.len(), |(i, _)| i);
        let own = self.article.to_document(n, Span::new(m.span.start(), m.span.start() + end));
        let located = &mut self.scene.mentions[name.source];
        (located.span, located.whole) = (own, Span::new(located.whole.start(), own.end()));
        self.register.full_name(&words[..end], &folded(&words[..end]), SpeakerKind::Person)
    }

    /// "(WHO)", but not the party of a person, "(Con)": the letters in brackets behind a name are another name for it.
    fn abbreviated(&mut self, k: usize, id: EntityId) {
        let ((n, m), Some(&(at, short))) = (self.sources[k], self.sources.get(k + 1)) else { return };
        let prose = self.article.blocks[n].prose.text();
        if at != n || Span::new(m.span.end(), short.span.start()).of(prose).trim() != "(" {
            return;
        }
        let (letters, name) = (short.span.of(prose), m.span.of(prose));
        let several = letters.chars().filter(|c| c.is_uppercase()).count() > 1;
        let alias = match self.register.entities[id].kind {
            SpeakerKind::Person => false,
            SpeakerKind::Organization => several && !belongs(Span::new(0, m.whole().start()).of(prose), letters, name),
            _ => initials(letters, name),
        };
        if alias {
            self.register.alias(id, letters);
        }
    }

    /// "Winifred Lowe, known to everyone as Freddie": the name behind it is another for the same.
    fn called(&mut self, k: usize, id: EntityId) {
        /// The most mentions between: "known to everyone as".
        const BETWEEN: usize = 3;
        let (n, m) = self.sources[k];
        let prose = self.article.blocks[n].prose.text();
        let near = self.sources[k + 1..].iter().take(BETWEEN).take_while(|s| s.0 == n);
        let Some((_, short)) = near.into_iter().find(|(_, s)| s.form == MentionForm::Name) else { return };
        let between = prose.get(m.span.end()..short.span.start()).unwrap_or_default();
        let known = [", known ", ", better known ", ", who was known ", ", who is known "];
        let plain = between.ends_with(" as ") && !between.contains(['.', ';', '“', '"']);
        let name = short.span.of(prose);
        if plain && known.iter().any(|w| between.starts_with(w)) && !name.contains(' ') && short.kind.may_be_person() {
            self.register.alias(id, name);
        }
    }

    /// Gives a short name its speaker. `ordinary`: it may be a common word; `again`: where it stands a second time.
    fn short(&mut self, name: &Name<'_>, ordinary: bool, again: Option<usize>) {
        let ((m, prose), words, naming) = (self.mention(name), self.words(name), name.naming);
        let gender = naming.told.as_ref().and_then(|t| t.gender);
        let referent = match self.register.single(naming.surname.as_deref().unwrap_or(&naming.folded), gender) {
            Referent::Nobody if naming.surname.is_some() => {
                Referent::One(self.register.full_name(words, &naming.folded, m.kind))
            }
            Referent::Nobody if m.kind == SpeakerKind::Unknown && (name.heading || ordinary) => Referent::Nobody,
            // "King" alone is a surname where somebody has it.
            Referent::Nobody if m.kind == SpeakerKind::Anonymous => Referent::Nobody,
            Referent::Nobody => {
                let words = with_article(Span::new(0, m.span.end()).of(prose), words, m.kind);
                Referent::One(self.register.add(&words, m.kind))
            }
            found => found,
        };
        let referent = if name.heading { referent } else { self.so_far(name, referent, again) };
        // "in Aldmoor" is the town, though "Aldmoor said" may be Aldmoor Mills.
        let part = |id: EntityId| {
            self.register.entities[id].kind == SpeakerKind::Organization
                && self.register.folded(&naming.folded) != Some(id)
        };
        let referent = match referent {
            Referent::One(id) if !m.subject && part(id) => Referent::Nobody,
            other => other,
        };
        if let Referent::One(id) = referent {
            named(prose, m, naming, id, self.register);
            let entity = &mut self.register.entities[id];
            // A name of one word may be a given name; behind a title, or where it is known in full, it is none.
            let alone = m.title.is_none() && !entity.name.contains(' ');
            let given = || first_name(words).flatten().filter(|_| alone);
            entity.gender = entity.gender.or_else(given);
        }
        if let Referent::One(id) = referent {
            self.called(name.source, id);
        }
        self.scene.mentions[name.source].referent = referent;
    }

    /// Whom a short name in the running text stands for, where who is named in full only later is not meant.
    fn so_far(&mut self, name: &Name<'_>, referent: Referent, again: Option<usize>) -> Referent {
        let (k, (m, _), words, naming) = (name.source, self.mention(name), self.words(name), name.naming);
        let introduced = |id: EntityId| self.introduced.get(&id).copied();
        match referent {
            // "Israel said": before anybody of that rare given name is named, it is the country.
            Referent::One(id)
                if m.kind == SpeakerKind::Place
                    && first_name(words).is_none()
                    && self.register.entities[id].kind == SpeakerKind::Person
                    && name_words(&self.register.entities[id].name).last().map(String::as_str)
                        != Some(&*naming.folded)
                    && introduced(id).is_some_and(|at| at > k) =>
            {
                Referent::One(self.register.add(words, m.kind))
            }
            // "Trailmate" is no "Trailmate Community Hub" that is named only after it was spoken of twice.
            Referent::One(id)
                if matches!(self.register.entities[id].kind, SpeakerKind::Organization | SpeakerKind::Unknown)
                    && m.kind != SpeakerKind::Person
                    && self.register.folded(&naming.folded) != Some(id)
                    && super::body::is_longer(&self.register.entities[id].name, words)
                    && again.is_some_and(|at| introduced(id).is_some_and(|named| at < named)) =>
            {
                Referent::One(self.register.add(words, self.register.entities[id].kind))
            }
            // "HALDEN MINI" above a paragraph about what Halden builds: a thing of theirs.
            Referent::One(id)
                if matches!(self.register.entities[id].kind, SpeakerKind::Organization | SpeakerKind::Unknown)
                    && m.kind != SpeakerKind::Person
                    && introduced(id).is_none()
                    && !self.register.entities[id].known
                    && !self.register.entities[id].name.contains(char::is_lowercase)
                    && super::body::is_longer(&self.register.entities[id].name, words) =>
            {
                Referent::One(self.register.add(words, m.kind))
            }
            // Before a second Lee is named, "Lee" is the first one.
            Referent::Several(ids) => {
                let mut before = ids.iter().copied().filter(|&id| introduced(id).is_some_and(|at| at < k));
                match (before.next(), before.next()) {
                    (Some(id), None) => Referent::One(id),
                    _ => Referent::Several(ids),
                }
            }
            other => other,
        }
    }
}

/// Notes what stands with a name: the role, the title, and what somebody is called by.
fn named(prose: &str, m: &Mention, naming: &Naming, id: EntityId, register: &mut Register) {
    let told = naming.told.as_deref();
    let person = register.entities[id].kind.may_be_person();
    if let Some(role) = m.role.filter(|_| person) {
        register.role(id, role.of(prose));
        if m.title.is_some() || told.is_some_and(|t| t.given) {
            register.entities[id].kind = SpeakerKind::Person;
        }
        told.and_then(|t| t.leading.as_ref()).into_iter().for_each(|office| register.holds(id, office));
    }
    let kind = &mut register.entities[id].kind;
    if *kind == SpeakerKind::Unknown {
        *kind = match m.kind {
            _ if m.title.is_some() => SpeakerKind::Person,
            // "Harlow Living", later "Harlow, which runs 64 homes,"
            SpeakerKind::Organization if prose[m.span.end()..].starts_with(", which ") => SpeakerKind::Organization,
            _ => SpeakerKind::Unknown,
        };
    }
    let Some(told) = told else { return };
    // "Mr Kim Lee": the title is surer than the given name.
    let gender = &mut register.entities[id].gender;
    *gender = told.gender.or(*gender);
    told.titled.iter().filter(|_| person).chain(&told.called).for_each(|office| register.holds(id, office));
}

/// "the Movement for the Freedom of the Hale Delta (MFHD)": whether letters are those of a longer name, of which a name is
/// the end.
fn belongs(before: &str, letters: &str, name: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix(" the").unwrap_or(before);
    let tied = [" of", " for", " in"].iter().any(|p| before.ends_with(p));
    tied && letters.chars().next() != name.chars().next()
}

/// Whether letters are the initials of a name, some left out ("CDU" for "Christlich Demokratische Union").
fn initials(letters: &str, name: &str) -> bool {
    let own: Vec<char> = letters.chars().collect();
    let of_name: Vec<char> = name.split([' ', '-']).filter_map(|w| w.chars().next()).collect();
    own.len() > 1
        && own.iter().all(|c| c.is_uppercase())
        && own.first() == of_name.first()
        && own.len() <= of_name.len() + 1
}

/// The name of a people with the article before it ("the Russians").
fn with_article(before: &str, name: &str, kind: SpeakerKind) -> String {
    let lead = before.strip_suffix(name).unwrap_or_default().trim_end();
    let article = lead.get(lead.len().saturating_sub(3)..).is_some_and(|w| w.eq_ignore_ascii_case("the"));
    if kind == SpeakerKind::Group && article { format!("the {name}") } else { name.to_string() }
}
