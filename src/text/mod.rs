//! What a document is: blocks, sentences, tokens, positions. No linguistics.
//!
//! Every offset counts bytes. Only [`position`] turns them into lines and columns, and back.

mod abbreviation;
mod address;
mod block;
mod blocks;
mod case;
mod character;
mod clitic;
mod document;
pub(crate) mod html;
mod interview;
mod kept;
mod leaf;
mod line;
mod link;
mod markdown;
mod opener;
mod particle;
mod plain;
pub mod position;
mod prose;
mod sentence;
mod span;
mod table;
mod token;
mod turn;
mod unmarked;
mod wrap;

pub use block::{Block, BlockKind, blocks};
pub use blocks::Blocks;

pub(crate) use case::Lower;
pub(crate) use document::is_utf16;
pub use document::{Change, Document, Edited, Format};
pub(crate) use markdown::with_line_feeds;
pub(crate) use particle::particle;
pub use position::{Encoding, LineIndex, Position};
pub use prose::Prose;
pub use sentence::{Sentence, sentences};
pub use span::Span;
pub(crate) use table::rows;
pub use token::{Token, TokenKind, tokens};
pub(crate) use turn::names_no_speaker;
pub(crate) use unmarked::Unmarked;
