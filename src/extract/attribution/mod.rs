//! Who is said to say what, within one block.

mod words;

use super::{BlockExtraction, QuoteKind};
use crate::text::{Block, Span};

/// A content with its cue and source, as one block tells them. Spans count bytes of the block's prose and are sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Whether the words are quoted, reported or both.
    pub kind: QuoteKind,
    /// What is said.
    pub content: Vec<Span>,
    /// The words that attribute; empty for a quotation that stands alone.
    pub cue: Vec<Span>,
    /// The words that name who; empty where none do.
    pub source: Vec<Span>,
}

/// Finds the attributions of a block.
pub(super) fn attributions(_block: &Block, _part: &BlockExtraction) -> Vec<Attribution> {
    Vec::new()
}
