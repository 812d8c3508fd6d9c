//! Who "I" is in running text: the author of a byline or letter, whoever introduces themselves, or has the floor.

use std::sync::LazyLock;

use regex::Regex;

use super::entity::EntityId;
use super::register::Referent;
use super::scene::Scene;
use crate::extract::{Article, MentionForm, SpeakerKind};
use crate::text::{Block, BlockKind, Span};

/// The longest line that can be a byline, a signature or the title of a speech, in bytes.
const LINE: usize = 90;

/// Who speaks in the first person, from which block on, in order.
#[derive(Default)]
pub(super) struct Narrators(Vec<(usize, EntityId)>);

impl Narrators {
    pub fn read(article: &Article<'_>, scene: &Scene) -> Self {
        let mut out = Vec::new();
        let signed = signature(article, scene);
        for (n, block) in article.blocks.iter().enumerate() {
            let id = match block.kind {
                BlockKind::Turn => None,
                BlockKind::Heading => byline(article, scene, n, block).or_else(|| title(scene, block)),
                _ => byline(article, scene, n, block).or_else(|| introduction(scene, block)),
            };
            if let Some(id) = id {
                out.push((n, id));
            }
            if let Some(id) = floor(scene, block) {
                out.push((n + 1, id));
            }
        }
        if let Some(id) = signed
            && out.is_empty()
        {
            out.push((0, id));
        }
        Self(out)
    }

    /// Who "I" is in a block.
    pub fn at(&self, block: usize) -> Option<EntityId> {
        let behind = self.0.partition_point(|&(n, _)| n <= block);
        behind.checked_sub(1).map(|i| self.0[i].1)
    }
}

/// The only person that a stretch of the document names.
fn only_person(scene: &Scene, span: Span) -> Option<EntityId> {
    let mut found = None;
    for m in &scene.mentions[scene.within(span)] {
        let person = matches!(m.kind, SpeakerKind::Person | SpeakerKind::Unknown);
        let Referent::One(id) = m.referent else { continue };
        if m.form == MentionForm::Name && person {
            if found.is_some_and(|f| f != id) {
                return None;
            }
            found = Some(id);
        }
    }
    found
}

/// "By Ann Lee" near the top.
fn byline(_: &Article<'_>, scene: &Scene, n: usize, block: &Block) -> Option<EntityId> {
    let text = block.prose.text();
    let by = n < 6 && text.len() < LINE && text.get(..3).is_some_and(|b| b.eq_ignore_ascii_case("by "));
    by.then(|| only_person(scene, block.span)).flatten()
}

/// A heading over somebody's own words: "Interview with Ann Lee", "Remarks of Ann Lee".
fn title(scene: &Scene, block: &Block) -> Option<EntityId> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(interviews?|q ?& ?a|oral argument|remarks|speech|address|testimony|statement|letter|diary|memoir|conversation with)\b")
            .expect("a valid pattern")
    });
    let text = block.prose.text();
    (text.len() < 2 * LINE && WORDS.is_match(text)).then(|| only_person(scene, block.span)).flatten()
}

/// "I'm Ann Lee", "My name is Ann Lee".
fn introduction(scene: &Scene, block: &Block) -> Option<EntityId> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:I['’]?m|I am|[Mm]y name is|[Mm]y name['’]s)(?: your hosts?,?(?: as always,)?)? $")
            .expect("a valid pattern")
    });
    let text = block.prose.text();
    scene.mentions[scene.within(block.span)].iter().find_map(|m| {
        let Referent::One(id) = m.referent else { return None };
        let person = matches!(m.kind, SpeakerKind::Person | SpeakerKind::Unknown) && m.form == MentionForm::Name;
        if !person || m.quoted {
            return None;
        }
        // Markup makes the prose shorter than its source; the words before are then not where they seem to be.
        let start = m.whole.start.checked_sub(block.span.start)?;
        let before = text.get(..start)?;
        let from = before.floor_char_boundary(before.len().saturating_sub(48));
        WORDS.is_match(&before[from..]).then_some(id)
    })
}

/// "General Lee?": whoever is called up at the end of a paragraph speaks in the next one.
fn floor(scene: &Scene, block: &Block) -> Option<EntityId> {
    let text = block.prose.text().trim_end();
    if !text.ends_with(['.', '?']) || block.kind == BlockKind::Turn {
        return None;
    }
    let end = block.span.end;
    let last = scene.mentions[scene.within(block.span)].last()?;
    let Referent::One(id) = last.referent else { return None };
    let called = last.form == MentionForm::Name
        && last.whole.start < last.span.start
        && end.saturating_sub(last.span.end) <= 2
        && !last.quoted;
    let before = text.get(..last.whole.start.checked_sub(block.span.start)?)?.trim_end();
    (called && (before.is_empty() || before.ends_with(['.', '?', '!', '…', ']']))).then_some(id)
}

/// The name under a letter.
fn signature(article: &Article<'_>, scene: &Scene) -> Option<EntityId> {
    static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:(?:very |most )?(?:sincerely|truly|respectfully|faithfully|cordially)\b|yours\b|(?:best|kind|warm)\b.{0,12}\b(?:regards|wishes)|regards\b|love,|with love)")
            .expect("a valid pattern")
    });
    let blocks = article.blocks;
    let from = blocks.len().saturating_sub(12);
    let closing = (from..blocks.len()).rev().find(|&n| CLOSING.is_match(blocks[n].prose.text().trim()))?;
    (closing..blocks.len().min(closing + 4)).find_map(|n| {
        if blocks[n].prose.text().len() > LINE {
            return None;
        }
        // "Yours" and its like may look like a name themselves.
        scene.mentions[scene.within(blocks[n].span)].iter().find_map(|m| match m.referent {
            Referent::One(id) if m.form == MentionForm::Name && !CLOSING.is_match(m.span.of(article.text)) => Some(id),
            _ => None,
        })
    })
}
