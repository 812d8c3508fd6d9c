//! Blocks of Markdown.

use super::{Block, plain};

/// Splits Markdown into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    plain::blocks(text)
}
