use std::sync::Arc;

use super::{Format, Prose, Span, html, markdown, plain};

/// What a block is. Only [`BlockKind::is_prose`] blocks hold quotations and claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading or a title line.
    Heading,
    /// A paragraph, or a line that stands alone.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A paragraph of a block quotation.
    BlockQuote,
    /// A turn of a transcript or an interview; [`Block::label`] names who has it, where it has one.
    Turn,
    /// A question of an interview that is set apart by its type, with the answers below it.
    Question,
    /// A cell of a table.
    TableCell,
    /// The text of a footnote.
    Footnote,
    /// Code, fenced or indented.
    Code,
    /// HTML other than a comment.
    Html,
    /// An HTML comment.
    Comment,
    /// YAML or TOML before the text.
    FrontMatter,
}

impl BlockKind {
    /// Whether its text is running text of the article, in which people speak and claims are made.
    pub const fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Paragraph
                | Self::ListItem
                | Self::BlockQuote
                | Self::Turn
                | Self::Question
                | Self::Footnote
                | Self::TableCell
        )
    }
}

/// A stretch of the document that is read on its own: a paragraph, a heading, a list item.
///
/// Blocks are in order and do not overlap. What is found in a block by itself depends on its kind, its
/// prose with the links, its label, and whether markup makes a heading of it.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the document, without the line break behind it.
    pub span: Span,
    /// Its words.
    pub prose: Arc<Prose>,
    /// In a [`BlockKind::Turn`], the speaker's label without its colon (`Q`, `ANN LEE`), in the prose.
    pub label: Option<Span>,
}

impl Block {
    /// The bytes of the document that `span` of the prose comes from.
    pub fn to_document(&self, span: Span) -> Span {
        self.prose.source(span).shift(self.span.start())
    }

    /// Whether it is a heading whose text stands behind a mark, as `#` is.
    pub(crate) fn is_marked_heading(&self) -> bool {
        self.kind == BlockKind::Heading && self.prose.source(Span::new(0, 1)).start() > 0
    }
}

/// Splits a document into blocks.
pub fn blocks(text: &str, format: Format) -> Vec<Block> {
    match format {
        Format::Plain => plain::blocks(text),
        Format::Markdown => markdown::blocks(text),
        Format::Html => html::blocks(text),
    }
}
