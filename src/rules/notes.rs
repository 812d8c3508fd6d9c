//! What rules note of a block by itself.
//!
//! A note is read when a rule first asks for it and stays as long as the block is as it was, so that a rule costs an
//! edit elsewhere no more than a look at each block.

use std::sync::OnceLock;

use super::Manuscript;
use super::boilerplate::{Line, Stated};
use super::dates::{Dated, OddTime, Timed};
use super::numbers::{Age, Counting, Counts};
use super::quotations::Words;
use crate::extract::BlockExtraction;
use crate::text::{Block, Span};

/// What one rule, or several, read in a block.
pub(super) type Note<T> = OnceLock<Box<[T]>>;

/// What rules noted of a block so far. It depends on the block's kind and prose only.
#[derive(Debug, Default)]
pub struct Notes {
    pub(super) accusations: Note<Span>,
    pub(super) ages: Note<Age>,
    pub(super) anonymity: Note<Span>,
    pub(super) answers: Note<()>,
    pub(super) arithmetic: Note<usize>,
    pub(super) bare_sources: [Note<Span>; 2],
    pub(super) coming: Note<Timed>,
    pub(super) conversions: Note<Span>,
    pub(super) counting: Note<Counting>,
    pub(super) counts: Note<Counts>,
    pub(super) frequency: [Note<Span>; 2],
    pub(super) hedges: Note<Span>,
    pub(super) held: Note<Span>,
    pub(super) impossible: Note<Span>,
    pub(super) intervals: Note<usize>,
    pub(super) line: Note<Line>,
    pub(super) named: Note<()>,
    pub(super) now: Note<Span>,
    pub(super) passives: Note<Span>,
    pub(super) placeholders: Note<Span>,
    pub(super) points: Note<usize>,
    pub(super) quotations: Note<Words>,
    pub(super) rates: Note<usize>,
    pub(super) research: [Note<Span>; 2],
    pub(super) stated: Note<Stated>,
    pub(super) states: Note<Timed>,
    pub(super) sums: Note<usize>,
    pub(super) times: Note<OddTime>,
    pub(super) weekdays: Note<Dated>,
}

impl<'a> Manuscript<'a> {
    /// What is noted of each block, with the block's index: read where it is not known yet.
    pub(super) fn noted<T: 'a>(
        &self,
        note: impl Fn(&Notes) -> &Note<T>,
        read: impl Fn(&Block, &BlockExtraction) -> Vec<T>,
    ) -> impl Iterator<Item = (usize, &'a T)> {
        let manuscript = *self;
        let blocks = manuscript.blocks.iter().zip(manuscript.parts).zip(manuscript.notes).enumerate();
        blocks.flat_map(move |(n, ((block, part), notes))| {
            let list = note(notes).get_or_init(|| read(block, part).into());
            list.iter().map(move |item| (n, item))
        })
    }
}
