//! What is known of the blocks of a document, and goes over to the next edit.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::extract::{self, BlockExtraction};
use crate::rules::Notes;
use crate::text::{Block, BlockKind, Span};

/// So many bytes are read together: with more, what is known of them no longer fits beside a model's weights.
pub(super) const TOGETHER: usize = 3_000;

/// Blocks and what they say, as far as they were read.
#[derive(Default)]
pub(super) struct Known {
    blocks: Arc<[Block]>,
    parts: Vec<Option<Part>>,
    /// Which of them belong to the page, once that is known; until then, as it was before an edit.
    pub(super) furniture: Option<Vec<bool>>,
}

/// What each block says, and what the rules noted of it.
pub(super) type Complete = (Vec<Arc<BlockExtraction>>, Vec<Arc<Notes>>);

/// What is known of a block by itself.
#[derive(Clone)]
struct Part {
    extraction: Arc<BlockExtraction>,
    notes: Arc<Notes>,
}

impl Part {
    fn new(extraction: BlockExtraction) -> Self {
        Self { extraction: Arc::new(extraction), notes: Arc::default() }
    }
}

/// All that the extraction of a block depends on.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    kind: BlockKind,
    text: &'a str,
    links: &'a [Span],
    label: Option<Span>,
    marked: bool,
}

impl<'a> Key<'a> {
    fn of(block: &'a Block) -> Self {
        Self {
            kind: block.kind,
            text: block.prose.text(),
            links: block.prose.links(),
            label: block.label,
            marked: block.is_marked_heading(),
        }
    }
}

impl Known {
    /// Goes over to other blocks: what is known of those that are no longer there is forgotten.
    pub(super) fn begin(self, blocks: Arc<[Block]>) -> Begun {
        let (parts, furniture) = self.known(&blocks);
        let (missing, again) = distinct(&blocks, (0..blocks.len()).filter(|&i| parts[i].is_none()));
        Begun { known: Self { blocks, parts, furniture }, missing, again, looks: None }
    }

    /// What each block says, and what the rules noted of it; nothing where some were not read.
    pub(super) fn complete(&self) -> Option<Complete> {
        let parts = self.parts.iter().map(|p| p.as_ref().map(|p| (Arc::clone(&p.extraction), Arc::clone(&p.notes))));
        parts.collect()
    }

    /// What is known of other blocks, and which of them belonged to the page. Most edits leave a common beginning and end,
    /// which are compared in order; only what lies between is looked up.
    fn known(mut self, blocks: &[Block]) -> (Vec<Option<Part>>, Option<Vec<bool>>) {
        let same = |(a, b): &(&Block, &Block)| {
            let shared = Arc::ptr_eq(&a.prose, &b.prose) && a.kind == b.kind && a.label == b.label;
            shared || Key::of(a) == Key::of(b)
        };
        let head = blocks.iter().zip(self.blocks.iter()).take_while(same).count();
        let tail = blocks[head..].iter().rev().zip(self.blocks[head..].iter().rev()).take_while(same).count();
        let last_end = self.blocks.len() - tail;
        let end = self.parts.split_off(last_end);
        let between = self.parts.split_off(head);
        let mut parts = self.parts;
        if head + tail < blocks.len() {
            let before = self.blocks[head..last_end].iter().zip(&between);
            let known: FxHashMap<Key<'_>, &Part> =
                before.filter_map(|(block, part)| Some((Key::of(block), part.as_ref()?))).collect();
            let wanted = &blocks[head..blocks.len() - tail];
            parts.extend(wanted.iter().map(|b| known.get(&Key::of(b)).map(|&p| p.clone())));
        }
        parts.extend(end);
        let furniture = self.furniture.map(|mut furniture| {
            let end = furniture.split_off(last_end);
            furniture.resize(blocks.len() - tail, false);
            furniture.extend(end);
            furniture
        });
        (parts, furniture)
    }
}

/// Blocks of which some are still to be read.
pub(super) struct Begun {
    known: Known,
    /// Those that are to be read.
    missing: Vec<usize>,
    /// Those that say the same as one of them, each with that one.
    again: Vec<(usize, usize)>,
    /// A first look at those that are to be read, if somebody took it.
    looks: Option<Vec<BlockExtraction>>,
}

impl Begun {
    /// All blocks.
    pub(super) fn blocks(&self) -> &Arc<[Block]> {
        &self.known.blocks
    }

    /// The places of those that are to be read.
    pub(super) fn missing(&self) -> &[usize] {
        &self.missing
    }

    /// How many bytes are to be read.
    pub(super) fn bytes(&self) -> usize {
        self.missing.iter().map(|&i| self.known.blocks[i].prose.text().len()).sum()
    }

    /// What each block shows at a first look, and which of them belonged to the page before an edit; nothing where more
    /// is new than is read together.
    pub(super) fn look(&mut self) -> Option<(Vec<Arc<BlockExtraction>>, Vec<bool>)> {
        let furniture = self.known.furniture.clone().filter(|_| self.bytes() < TOGETHER)?;
        let missing: Vec<&Block> = self.missing.iter().map(|&i| &self.known.blocks[i]).collect();
        let looks = self.looks.insert(extract::looks(&missing));
        let mut parts: Vec<_> =
            self.known.parts.iter().map(|p| p.as_ref().map(|p| Arc::clone(&p.extraction))).collect();
        for (&i, look) in self.missing.iter().zip(looks) {
            parts[i] = Some(Arc::new(look.clone()));
        }
        for &(i, first) in &self.again {
            parts[i] = parts[first].clone();
        }
        Some((parts.into_iter().collect::<Option<_>>()?, furniture))
    }

    /// The first look at the blocks that are to be read, if it was taken.
    pub(super) fn looks(&mut self) -> Option<Vec<BlockExtraction>> {
        self.looks.take()
    }

    /// What is known once some of them are read.
    pub(super) fn with(self, read: impl Iterator<Item = (usize, BlockExtraction)>) -> Known {
        let Self { mut known, again, .. } = self;
        for (i, part) in read {
            known.parts[i] = Some(Part::new(part));
        }
        for (i, first) in again {
            known.parts[i] = known.parts[first].clone();
        }
        known
    }
}

/// The blocks that are to be read, without those that say the same as one before them, and these, each with that one.
fn distinct(blocks: &[Block], wanted: impl Iterator<Item = usize>) -> (Vec<usize>, Vec<(usize, usize)>) {
    let mut seen = FxHashMap::default();
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for i in wanted {
        match seen.entry(Key::of(&blocks[i])) {
            Entry::Vacant(new) => {
                new.insert(i);
                first.push(i);
            }
            Entry::Occupied(known) => again.push((i, *known.get())),
        }
    }
    (first, again)
}
