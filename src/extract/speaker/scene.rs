//! The mentions of an article in order, each with its sentence and whom it stands for.

use rustc_hash::FxHashMap;

use super::entity::EntityId;
use super::fronted::Opens;
use super::joining;
use super::kind::like_a_person;
use super::naming::Naming;
use super::office::Office;
use super::register::{Referent, Register};
use crate::extract::asked::Asked;
use crate::extract::{Article, Mention, MentionForm, SpeakerKind};
use crate::text::{Block, BlockKind, Span};

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
    /// The number of its block where comments count for nothing: how far it is from others.
    pub paragraph: usize,
    pub span: Span,
    /// Its mentions.
    pub mentions: std::ops::Range<usize>,
    /// Who is said to speak in it, once that is known.
    pub said: Option<EntityId>,
    /// What it opens with, once that was asked.
    pub opens: Asked<Option<Opens>>,
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
        let (mut passed, mut comments) = (0, 0);
        for (n, block, part) in article.prose_and_headings() {
            let comment = |b: &&Block| b.kind == BlockKind::Comment;
            comments += article.blocks[passed..n].iter().filter(comment).count();
            passed = n;
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
                let (paragraph, opens) = (n - comments, Asked::default());
                scene.lines.push(Line { block: n, paragraph, span, mentions, said: None, opens });
            }
        }
        scene.mention_starts = Starts::new(scene.mentions.iter().map(|m| m.span));
        scene.line_starts = Starts::new(scene.lines.iter().map(|l| l.span));
        joining::join(article, &mut scene, &sources, &names, register);
        for m in scene.mentions.iter().rev() {
            if let Referent::One(id) = m.referent {
                register.entities[id].first = m.span.start();
            }
        }
        scene.bodies(&names, register);
        scene.roles(article, &sources, register);
        scene
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

/// A name of the article, by its place among the mentions.
pub(super) struct Name<'a> {
    /// The index of its mention.
    pub source: usize,
    pub heading: bool,
    pub full: bool,
    pub naming: &'a Naming,
}
