//! What elements are to a reader of text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::table::rows;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    /// A stretch of text, or a box of other blocks.
    Block,
    Paragraph,
    Heading,
    Quote,
    List,
    Item,
    /// A term of a list of terms, or what is said of it.
    Entry,
    CodeBlock,
    Table,
    /// A group of rows.
    Rows,
    Row,
    Cell,
    Break,
    /// A line between blocks.
    Rule,
    Link,
    /// Strong type or italics.
    Strong,
    Code,
    /// A quotation whose marks the browser writes.
    Quotation,
    Raised,
    /// Without words, and without an end.
    Void,
    /// With words that are no text of the page, or that readers are not shown.
    Unread,
    /// The same, and no tag in it but its own end is one.
    Raw,
    /// Anything else, which makes no break.
    Inline,
}

static ELEMENTS: LazyLock<FxHashMap<&'static str, Element>> = LazyLock::new(|| {
    let rows = rows(include_str!("elements.tsv"));
    rows.filter_map(|row| Some((*row.first()?, Element::from_word(row.get(1)?)?))).collect()
});

impl Element {
    /// The element with a name in small letters.
    pub fn of(name: &str) -> Self {
        ELEMENTS.get(name).copied().unwrap_or(Self::Inline)
    }

    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "block" => Self::Block,
            "paragraph" => Self::Paragraph,
            "heading" => Self::Heading,
            "quote" => Self::Quote,
            "list" => Self::List,
            "item" => Self::Item,
            "entry" => Self::Entry,
            "code-block" => Self::CodeBlock,
            "table" => Self::Table,
            "rows" => Self::Rows,
            "row" => Self::Row,
            "cell" => Self::Cell,
            "break" => Self::Break,
            "rule" => Self::Rule,
            "link" => Self::Link,
            "strong" => Self::Strong,
            "code" => Self::Code,
            "quotation" => Self::Quotation,
            "raised" => Self::Raised,
            "void" => Self::Void,
            "unread" => Self::Unread,
            "raw" => Self::Raw,
            _ => return None,
        })
    }

    /// Whether it ends the block before it, and a paragraph that is open.
    pub const fn breaks(self) -> bool {
        matches!(
            self,
            Self::Block
                | Self::Paragraph
                | Self::Heading
                | Self::Quote
                | Self::List
                | Self::Item
                | Self::Entry
                | Self::CodeBlock
                | Self::Table
                | Self::Rows
                | Self::Row
                | Self::Cell
                | Self::Rule
        )
    }

    /// Whether it has no end tag.
    pub const fn is_void(self) -> bool {
        matches!(self, Self::Void | Self::Break | Self::Rule)
    }

    /// Whether the start of `next` ends it where its own end tag was left out, as far as no [`Self::bounds`] is between.
    pub const fn ends_at(self, next: Self) -> bool {
        match next {
            Self::Item => matches!(self, Self::Item),
            Self::Entry => matches!(self, Self::Entry),
            Self::Cell => matches!(self, Self::Cell),
            Self::Row => matches!(self, Self::Cell | Self::Row),
            Self::Rows => matches!(self, Self::Cell | Self::Row | Self::Rows),
            _ => false,
        }
    }

    /// Whether end tags that were left out are looked for only inside it.
    pub const fn bounds(self, next: Self) -> bool {
        match next {
            Self::Item => matches!(self, Self::List | Self::Cell | Self::Table),
            Self::Entry => matches!(self, Self::Cell | Self::Table),
            _ => matches!(self, Self::Table),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = rows(include_str!("elements.tsv"));
        for row in rows {
            assert!(row.get(1).is_some_and(|word| Element::from_word(word).is_some()), "{row:?}");
        }
        assert_eq!((Element::of("td"), Element::of("x-card")), (Element::Cell, Element::Inline));
    }
}
