//! The mentions of an article in order, each with its sentence and whom it stands for.

use rustc_hash::FxHashMap;

use super::entity::{EntityId, folded, junior};
use super::kind::like_a_person;
use super::naming::{Naming, Ordinary, junior_alone};
use super::office::Office;
use super::register::{Referent, Register};
use crate::extract::lexicon::first_name;
use crate::extract::{Article, Mention, MentionForm, SpeakerKind};
use crate::text::{BlockKind, Span};

/// A mention in the document.
pub(super) struct Located {
    pub span: Span,
    /// With its title and the role before it.
    pub whole: Span,
    pub form: MentionForm,
    pub kind: SpeakerKind,
    pub subject: bool,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
    pub referent: Referent,
}

/// A sentence of the running text.
pub(super) struct Line {
    pub block: usize,
    pub span: Span,
    /// Its mentions.
    pub mentions: std::ops::Range<usize>,
    /// Who is said to speak in it, once that is known.
    pub said: Option<EntityId>,
}

#[derive(Default)]
pub(super) struct Scene {
    pub mentions: Vec<Located>,
    pub lines: Vec<Line>,
    mention_starts: Starts,
    line_starts: Starts,
}

/// Where things begin, in order. Each quote asks for what stands around it, and looks through nothing else.
#[derive(Default)]
struct Starts(Vec<u32>);

impl Starts {
    fn new(spans: impl Iterator<Item = Span>) -> Self {
        // Spans keep their ends in as many bytes.
        Self(spans.map(|s| s.start() as u32).collect())
    }

    /// How many begin before a place.
    fn before(&self, at: usize) -> usize {
        self.0.partition_point(|&start| (start as usize) < at)
    }
}

impl Scene {
    /// Reads the mentions of an article and joins its names in the register.
    pub fn read(article: &Article<'_>, register: &mut Register) -> Self {
        // Lists of tens of thousands are not to grow step by step.
        let (mentions, lines, named) = article.prose_and_headings().fold((0, 0, 0), |(m, l, n), (_, _, part)| {
            (m + part.mentions.len(), l + part.sentences.len(), n + part.namings.len())
        });
        let mut scene =
            Self { mentions: Vec::with_capacity(mentions), lines: Vec::with_capacity(lines), ..Self::default() };
        let mut sources: Vec<(usize, &Mention)> = Vec::with_capacity(mentions);
        let mut names: Vec<Name<'_>> = Vec::with_capacity(named);
        for (n, block, part) in article.prose_and_headings() {
            let heading = block.kind == BlockKind::Heading;
            let (mut at, mut namings) = (0, part.namings.iter().peekable());
            for sentence in &part.sentences {
                let first = scene.mentions.len();
                while let Some(m) = part.mentions.get(at).filter(|m| m.span.start() < sentence.span.end()) {
                    if let Some(naming) = namings.next_if(|n| n.mention == at) {
                        let full = naming.full;
                        names.push(Name { source: sources.len(), heading, full, naming });
                    }
                    at += 1;
                    let outer = &part.quotations.outer;
                    let near = outer.partition_point(|q| q.span.end() <= m.span.start());
                    scene.mentions.push(Located {
                        span: article.to_document(n, m.span),
                        whole: article.to_document(n, m.whole()),
                        form: m.form,
                        kind: m.kind,
                        subject: m.subject && !heading,
                        quoted: outer.get(near).is_some_and(|q| q.span.overlaps(m.span) && !m.span.covers(q.span)),
                        referent: Referent::Nobody,
                    });
                    sources.push((n, m));
                }
                let span = article.to_document(n, sentence.span);
                let mentions = first..scene.mentions.len();
                scene.lines.push(Line { block: n, span, mentions, said: None });
            }
        }
        scene.mention_starts = Starts::new(scene.mentions.iter().map(|m| m.span));
        scene.line_starts = Starts::new(scene.lines.iter().map(|l| l.span));
        scene.join(article, &sources, &names, register);
        scene.bodies(&names, register);
        scene.roles(article, &sources, register);
        scene
    }

    /// Gives each name its speaker: full names first, then the short forms, then roles.
    fn join(
        &mut self,
        article: &Article<'_>,
        sources: &[(usize, &Mention)],
        names: &[Name<'_>],
        register: &mut Register,
    ) {
        let words = |n: usize, span: Span| span.of(article.blocks[n].prose.text());
        let ordinary = Ordinary::read(article, names.iter().map(|n| n.naming));
        let known = super::headline::Names::new(names.iter().map(|n| n.naming));
        // Where each was first named in full in the running text.
        let mut introduced: FxHashMap<EntityId, usize> = FxHashMap::default();
        for name in names {
            let (n, m) = sources[name.source];
            if !name.full && junior(&name.naming.folded).is_some() && junior_alone(words(n, m.span)) {
                register.tells_junior(words(n, m.span));
            }
        }
        for in_heading in [false, true] {
            for name in names.iter().filter(|n| n.full && n.heading == in_heading) {
                let (k, (n, m)) = (name.source, sources[name.source]);
                let id = match known.words(name.naming, m, words(n, m.span)) {
                    Some(count) => self.shorten(k, article, (n, m.span), count, register),
                    None => register.full_name(words(n, m.span), &name.naming.folded, m.kind),
                };
                named(article, (n, m, name.naming), id, register);
                self.mentions[k].referent = Referent::One(id);
                if !in_heading {
                    introduced.entry(id).or_insert(k);
                }
                if !in_heading
                    && let Some((j, short)) = sources.get(k + 1).copied()
                    && j == n
                    && words(n, Span::new(m.span.end(), short.span.start())).trim() == "("
                {
                    // "(WHO)", but not the party of a person, "(Con)".
                    let letters = words(n, short.span);
                    let several = letters.chars().filter(|c| c.is_uppercase()).count() > 1;
                    let alias = match register.entities[id].kind {
                        SpeakerKind::Person => false,
                        SpeakerKind::Organization => {
                            several && !belongs(words(n, Span::new(0, m.whole().start())), letters, words(n, m.span))
                        }
                        _ => initials(letters, words(n, m.span)),
                    };
                    if alias {
                        register.alias(id, letters);
                    }
                }
            }
        }
        for name in names.iter().filter(|n| !n.heading) {
            if let Some(kin) = name.naming.told.as_deref().and_then(|t| t.kin.as_ref()) {
                kin.note(article, self, register, (name.source, name.full), sources[name.source]);
            }
        }
        // Where each short name stands a second time in the running text.
        let mut again: FxHashMap<&str, (usize, Option<usize>)> = FxHashMap::default();
        for name in names.iter().filter(|n| !n.full && !n.heading) {
            let place = again.entry(&name.naming.folded).or_insert((name.source, None));
            place.1 = place.1.or(Some(name.source).filter(|&k| k != place.0));
        }
        for in_heading in [false, true] {
            for Name { source, naming, .. } in names.iter().filter(|n| !n.full && n.heading == in_heading) {
                let (k, (n, m)) = (*source, sources[*source]);
                let name = words(n, m.span);
                let gender = naming.told.as_ref().and_then(|t| t.gender);
                let referent = match register.single(naming.surname.as_deref().unwrap_or(&naming.folded), gender) {
                    Referent::Nobody if naming.surname.is_some() => {
                        Referent::One(register.full_name(name, &naming.folded, m.kind))
                    }
                    Referent::Nobody if in_heading && m.kind == SpeakerKind::Unknown => Referent::Nobody,
                    Referent::Nobody if m.kind == SpeakerKind::Unknown && ordinary.holds(naming) => Referent::Nobody,
                    // "King" alone is a surname where somebody has it.
                    Referent::Nobody if m.kind == SpeakerKind::Anonymous => Referent::Nobody,
                    Referent::Nobody => Referent::One(
                        register.add(&with_article(words(n, Span::new(0, m.span.end())), name, m.kind), m.kind),
                    ),
                    found => found,
                };
                // "Israel said": before anybody of that rare given name is named, it is the country.
                let namesake = |id: EntityId| {
                    m.kind == SpeakerKind::Place
                        && first_name(name).is_none()
                        && register.entities[id].kind == SpeakerKind::Person
                        && super::entity::name_words(&register.entities[id].name).last().map(String::as_str)
                            != Some(&*naming.folded)
                        && introduced.get(&id).is_some_and(|&at| at > k)
                };
                // "Trailmate" is no "Trailmate Community Hub" that is named only after it was spoken of twice.
                let product = |id: EntityId| {
                    let e = &register.entities[id];
                    let twice = again.get(&*naming.folded).and_then(|places| places.1);
                    matches!(e.kind, SpeakerKind::Organization | SpeakerKind::Unknown)
                        && m.kind != SpeakerKind::Person
                        && register.folded(&naming.folded) != Some(id)
                        && super::body::is_longer(&e.name, name)
                        && twice.is_some_and(|at| introduced.get(&id).is_some_and(|&named| at < named))
                };
                let referent = match referent {
                    Referent::One(id) if !in_heading && namesake(id) => Referent::One(register.add(name, m.kind)),
                    Referent::One(id) if !in_heading && product(id) => {
                        Referent::One(register.add(name, register.entities[id].kind))
                    }
                    other => other,
                };
                // Before a second Lee is named, "Lee" is the first one.
                let known = |ids: &[EntityId]| match ids
                    .iter()
                    .filter(|id| introduced.get(id).is_some_and(|&at| at < k))
                    .collect::<Vec<_>>()[..]
                {
                    [&id] => Some(id),
                    _ => None,
                };
                let referent = match referent {
                    Referent::Several(ids) if !in_heading => known(&ids).map_or(Referent::Several(ids), Referent::One),
                    other => other,
                };
                // "in Aldmoor" is the town, though "Aldmoor said" may be Aldmoor Mills.
                let part = |id: EntityId| {
                    register.entities[id].kind == SpeakerKind::Organization
                        && register.folded(&naming.folded) != Some(id)
                };
                let referent = match referent {
                    Referent::One(id) if !m.subject && part(id) => Referent::Nobody,
                    other => other,
                };
                if let Referent::One(id) = referent {
                    named(article, (n, m, naming), id, register);
                    let entity = &mut register.entities[id];
                    // A name of one word may be a given name; behind a title, or where it is known in full, it is none.
                    let alone = m.title.is_none() && !entity.name.contains(' ');
                    let given = || first_name(name).flatten().filter(|_| alone);
                    entity.gender = entity.gender.or(gender).or_else(given);
                }
                self.mentions[k].referent = referent;
            }
        }
    }

    /// Leaves only the first words of a name, of which the others are those of a headline; whose name that is.
    fn shorten(
        &mut self,
        k: usize,
        article: &Article<'_>,
        (n, span): (usize, Span),
        count: usize,
        register: &mut Register,
    ) -> EntityId {
        let name = span.of(article.blocks[n].prose.text());
        let end = name.match_indices(char::is_whitespace).nth(count - 1).map_or(name.len(), |(i, _)| i);
        let own = article.to_document(n, Span::new(span.start(), span.start() + end));
        self.mentions[k].span = own;
        self.mentions[k].whole = Span::new(self.mentions[k].whole.start(), own.end());
        register.full_name(&name[..end], &folded(&name[..end]), SpeakerKind::Person)
    }

    /// Makes bodies of names that have people who speak for them ("Northway spokeswoman"), or that an apposition says are
    /// such.
    fn bodies(&self, names: &[Name<'_>], register: &mut Register) {
        for name in names {
            let (Some(told), Referent::One(id)) = (&name.naming.told, &self.mentions[name.source].referent) else {
                continue;
            };
            let entity = &mut register.entities[*id];
            if told.served && entity.kind == SpeakerKind::Unknown {
                entity.kind = SpeakerKind::Organization;
            }
            let kinds = [SpeakerKind::Unknown, SpeakerKind::Group, SpeakerKind::Organization];
            if let Some(noun) = &told.noun
                && kinds.contains(&entity.kind)
                && !like_a_person(&entity.name)
            {
                entity.kind = SpeakerKind::Organization;
                register.body(*id, noun);
            }
        }
    }

    /// Gives a definite role ("the Russian ambassador") the one person who has it.
    fn roles(&mut self, article: &Article<'_>, sources: &[(usize, &Mention)], register: &Register) {
        // What is said again needs no second look.
        let mut known: FxHashMap<&str, Option<EntityId>> = FxHashMap::default();
        let holder = |words: &str| match register.holders(&Office::read(words)?)[..] {
            [id] => Some(id),
            _ => None,
        };
        for (k, &(n, m)) in sources.iter().enumerate() {
            let located = &self.mentions[k];
            if located.form != MentionForm::Nominal || located.kind != SpeakerKind::Person {
                continue;
            }
            if let Some(id) = self.named_beside(k, article.text) {
                self.mentions[k].referent = Referent::One(id);
                continue;
            }
            let words = m.span.of(article.blocks[n].prose.text());
            let the = words.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("the "));
            if the && let Some(id) = *known.entry(words).or_insert_with(|| holder(words)) {
                self.mentions[k].referent = Referent::One(id);
            }
        }
    }

    /// "The mayor, Cr Ann Lee,", "Her assistant, a student called Pedro,": the name beside a role, which stands for the same.
    fn named_beside(&self, k: usize, text: &str) -> Option<EntityId> {
        let m = &self.mentions[k];
        let behind = &self.mentions[k + 1..self.mentions.len().min(k + 4)];
        let name = behind.iter().find(|n| n.form == MentionForm::Name && n.span.start() > m.span.end())?;
        let Referent::One(id) = name.referent else { return None };
        let between = text.get(m.span.end()..name.whole.start())?.strip_prefix(", ")?;
        let called = between.is_empty() || {
            let called = ["called ", "named "].iter().find_map(|w| between.strip_suffix(w));
            called.is_some_and(|c| (c.starts_with("a ") || c.starts_with("an ")) && c.split_whitespace().count() <= 5)
        };
        let closed = text[name.span.end()..].starts_with([',', '.']);
        (called && closed && !m.quoted && name.kind != SpeakerKind::Organization).then_some(id)
    }

    /// The sentence that a byte of the document stands in, or the last before it.
    pub fn line(&self, at: usize) -> Option<usize> {
        self.line_starts.before(at.saturating_add(1)).checked_sub(1)
    }

    /// The mentions that begin in a span.
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.before(span.start());
        start..self.before(span.end()).max(start)
    }

    /// How many mentions begin before a place.
    pub fn before(&self, at: usize) -> usize {
        self.mention_starts.before(at)
    }
}

/// Notes what stands with a name: the role, the title, and what somebody is called by.
fn named(article: &Article<'_>, (n, m, naming): (usize, &Mention, &Naming), id: EntityId, register: &mut Register) {
    let told = naming.told.as_deref();
    let person = register.entities[id].kind.may_be_person();
    if let Some(role) = m.role.filter(|_| person) {
        register.role(id, role.of(article.blocks[n].prose.text()));
        if m.title.is_some() || told.is_some_and(|t| t.given) {
            register.entities[id].kind = SpeakerKind::Person;
        }
        told.and_then(|t| t.leading.as_ref()).into_iter().for_each(|office| register.holds(id, office));
    }
    if m.title.is_some() && register.entities[id].kind == SpeakerKind::Unknown {
        register.entities[id].kind = SpeakerKind::Person;
    }
    let Some(told) = told else { return };
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

/// A name of the article, by its place among the mentions.
struct Name<'a> {
    source: usize,
    heading: bool,
    full: bool,
    naming: &'a Naming,
}

/// The name of a people with the article before it ("the Russians").
fn with_article(before: &str, name: &str, kind: SpeakerKind) -> String {
    let lead = before.strip_suffix(name).unwrap_or_default().trim_end();
    let article = lead.get(lead.len().saturating_sub(3)..).is_some_and(|w| w.eq_ignore_ascii_case("the"));
    if kind == SpeakerKind::Group && article { format!("the {name}") } else { name.to_string() }
}
