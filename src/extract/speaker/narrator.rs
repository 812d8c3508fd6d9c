//! Who "I" is in running text: the author of a byline or letter, whoever introduces themselves, or has the floor.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use regex::Regex;

use super::entity::{EntityId, folded};
use super::interview::People;
use super::register::{Referent, Register};
use super::scene::Scene;
use crate::extract::lexicon::{self, first_name};
use crate::extract::{Article, MentionForm, SpeakerKind};
use crate::text::{Block, BlockKind, Span};

/// The longest line that can be a byline, a signature or the title of a speech, in bytes.
const LINE: usize = 90;

/// The fewest questions in paragraphs of their own that make an interview.
const QUESTIONS: usize = 3;
/// The longest of them, in bytes.
const QUESTION: usize = 400;

/// Who speaks in the first person, from which block on, in order.
#[derive(Default)]
pub(super) struct Narrators {
    from: Vec<(usize, EntityId)>,
    /// The questions of an interview, which somebody else asks.
    questions: FxHashSet<usize>,
}

impl Narrators {
    pub fn read(article: &Article<'_>, scene: &Scene, register: &mut Register) -> Self {
        let mut out = Self::default();
        let signed = signature(article, scene, register);
        let top = top(article);
        for (n, block) in article.blocks.iter().enumerate() {
            let byline = || byline(scene, register, block).filter(|_| n < top);
            let id = match block.kind {
                BlockKind::Turn | BlockKind::Question => None,
                BlockKind::Heading => byline().or_else(|| title(scene, register, block)),
                _ => byline().or_else(|| introduction(article, scene, n)),
            };
            if let Some(id) = id {
                out.from.push((n, id));
            }
            if let Some(id) = floor(article, scene, n) {
                out.from.push((n + 1, id));
            }
        }
        // A letter is all in the words of the one who signs it, whomever it names at the end of a paragraph.
        if let Some(id) = signed {
            out.from = vec![(0, id)];
        }
        out.ask(article, scene, register);
        out
    }

    /// Reads an interview whose questions stand in paragraphs of their own, without labels.
    fn ask(&mut self, article: &Article<'_>, scene: &Scene, register: &Register) {
        let question = |b: &Block| {
            let text = b.prose.text().trim_end();
            b.kind == BlockKind::Paragraph && text.len() < QUESTION && text.ends_with('?')
        };
        let questions: Vec<usize> = (0..article.blocks.len()).filter(|&n| question(&article.blocks[n])).collect();
        if questions.len() < QUESTIONS {
            return;
        }
        if self.from.is_empty() {
            let people = People { scene, register, but: None };
            let first = questions[0];
            let found = people.named(article.text, article.blocks[first].span.start());
            self.from.extend(found.map(|id| (first, id)));
        }
        self.questions = questions.into_iter().collect();
    }

    /// Who "I" is in a block.
    pub fn at(&self, block: usize) -> Option<EntityId> {
        let behind = self.from.partition_point(|&(n, _)| n <= block);
        let id = behind.checked_sub(1).map(|i| self.from[i].1)?;
        (!self.questions.contains(&block)).then_some(id)
    }
}

/// The only person that a stretch of the document names; a name that may be a thing counts where nobody else is named.
fn only_person(scene: &Scene, register: &Register, span: Span) -> Option<EntityId> {
    let mut found: [Option<EntityId>; 2] = [None, None];
    let mut several = [false, false];
    for m in &scene.mentions[scene.within(span)] {
        let Referent::One(id) = m.referent else { continue };
        let k = match register.entities[id].kind {
            SpeakerKind::Person => 0,
            SpeakerKind::Unknown => 1,
            _ => continue,
        };
        if m.form == MentionForm::Name {
            several[k] |= found[k].is_some_and(|f| f != id);
            found[k] = Some(id);
        }
    }
    match found {
        [Some(id), _] => (!several[0]).then_some(id),
        [None, id] => id.filter(|_| !several[1]),
    }
}

/// The one whose byline stands near the top.
pub(super) fn author(article: &Article<'_>, scene: &Scene, register: &Register) -> Option<EntityId> {
    article.blocks[..top(article)].iter().find_map(|block| byline(scene, register, block))
}

/// The end of the blocks at the top among which a byline stands.
fn top(article: &Article<'_>) -> usize {
    const TOP: usize = 6;
    own(article).nth(TOP).unwrap_or(article.blocks.len())
}

/// The blocks that do not belong to the page: share buttons above a byline are no part of its article.
fn own(article: &Article<'_>) -> impl DoubleEndedIterator<Item = usize> {
    (0..article.blocks.len()).filter(|&n| !article.furniture[n])
}

/// "By Ann Lee".
fn byline(scene: &Scene, register: &Register, block: &Block) -> Option<EntityId> {
    let text = block.prose.text();
    let by = text.len() < LINE && text.get(..3).is_some_and(|b| b.eq_ignore_ascii_case("by "));
    by.then(|| only_person(scene, register, block.span)).flatten()
}

/// A heading over somebody's own words: "Interview with Ann Lee", "Remarks of Ann Lee".
fn title(scene: &Scene, register: &Register, block: &Block) -> Option<EntityId> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        lexicon::regex(
            r"(?i)\b(interviews?|q ?& ?a|oral argument|remarks|speech|address|testimony|statement|letter|diary|memoir|conversation with)\b",
        )
    });
    let text = block.prose.text();
    (text.len() < 2 * LINE && WORDS.is_match(text)).then(|| only_person(scene, register, block.span)).flatten()
}

/// "I'm Ann Lee", "My name is Ann Lee".
pub(super) fn introduction(article: &Article<'_>, scene: &Scene, n: usize) -> Option<EntityId> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        lexicon::regex(r"\b(?:I['’]?m|I am|[Mm]y name is|[Mm]y name['’]s)(?: your hosts?,?(?: as always,)?)? $")
    });
    let block = &article.blocks[n];
    scene.mentions[scene.within(block.span)].iter().find_map(|m| {
        let Referent::One(id) = m.referent else { return None };
        let person = m.kind.may_be_person() && m.form == MentionForm::Name;
        if !person || m.quoted {
            return None;
        }
        let before = before(article, n, m.whole)?;
        let from = before.floor_char_boundary(before.len().saturating_sub(48));
        WORDS.is_match(&before[from..]).then_some(id)
    })
}

/// "General Lee?": whoever is called up at the end of a paragraph speaks in the next one.
fn floor(article: &Article<'_>, scene: &Scene, n: usize) -> Option<EntityId> {
    let block = &article.blocks[n];
    let text = block.prose.text().trim_end();
    if !text.ends_with(['.', '?']) || block.kind == BlockKind::Turn {
        return None;
    }
    let end = block.span.end();
    let last = scene.mentions[scene.within(block.span)].last()?;
    let Referent::One(id) = last.referent else { return None };
    let called = last.form == MentionForm::Name
        && last.whole.start() < last.span.start()
        && end.saturating_sub(last.span.end()) <= 2
        && !last.quoted;
    let before = before(article, n, last.whole).filter(|_| called)?.trim_end();
    (before.is_empty() || before.ends_with(['.', '?', '!', '…', ']'])).then_some(id)
}

/// The prose of a block before a place in the document.
fn before<'a>(article: &Article<'a>, n: usize, place: Span) -> Option<&'a str> {
    let block = &article.blocks[n];
    let text = block.prose.text();
    let start = if text.len() == block.span.len() {
        // Without markup.
        place.start().checked_sub(block.span.start())?
    } else {
        article.in_prose(n, place)?.start()
    };
    text.get(..start)
}

/// The name under a letter.
fn signature(article: &Article<'_>, scene: &Scene, register: &mut Register) -> Option<EntityId> {
    static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
        lexicon::regex(
            r"(?i)^(?:(?:very |most )?(?:sincerely|truly|respectfully|faithfully|cordially)\b|(?:ever |always )?yours\b|your (?:friend|obedient|humble)\b|(?:best|kind|warm)\b.{0,12}\b(?:regards|wishes)|regards\b|(?:with |much |all my )?love\b.{0,24},$|as ever\b|stay in touch\b|take care\b)",
        )
    });
    static GREETING: LazyLock<Regex> = LazyLock::new(|| lexicon::regex(r"^(?:My )?[Dd]ear\b.{0,60}[,:]?$"));
    let blocks = article.blocks;
    let text = |n: usize| blocks[n].prose.text().trim();
    let from = own(article).nth_back(11).unwrap_or(0);
    let closing = (from..blocks.len()).rev().find(|&n| CLOSING.is_match(text(n)));
    let closed = closing.map_or(0..0, |c| c..blocks.len().min(c + 4));
    let greeted = own(article).take(12).any(|n| GREETING.is_match(text(n)));
    let last = own(article).nth_back(2).unwrap_or(0)..blocks.len();
    let last = last.filter(|&n| greeted && !article.furniture[n]);
    closed.clone().chain(last).find_map(|n| {
        if text(n).len() > LINE {
            return None;
        }
        // "Yours" and its like may look like a name themselves.
        let named = scene.mentions[scene.within(blocks[n].span)].iter().find_map(|m| match m.referent {
            Referent::One(id) if m.form == MentionForm::Name && !CLOSING.is_match(m.span.of(article.text)) => Some(id),
            _ => None,
        });
        let named = named.filter(|_| closed.contains(&n));
        let alone = text(n).trim_end_matches('.');
        let name = !CLOSING.is_match(alone)
            && !GREETING.is_match(alone)
            && (first_name(alone).is_some() || super::phrase::looks_like_name(alone));
        named.or_else(|| name.then(|| register.full_name(alone, &folded(alone), SpeakerKind::Person)))
    })
}
