//! A block of a format with markup, when all its words are read.

use super::line::is_heading;
use super::{Block, BlockKind, Prose, Span, link, turn};

/// What is known of a block beside where it stands.
pub(super) struct Leaf {
    pub kind: BlockKind,
    pub prose: Prose,
    /// Whether lines go on in it.
    pub wrapped: bool,
    /// Where the words in strong type or italics at its start end in the prose.
    pub strong: Option<usize>,
}

/// A block, the label that it begins with where it is a paragraph, and whether it is in strong type or italics as a whole.
pub(super) type Finished = (Block, Option<turn::Label>, bool);

impl Leaf {
    /// The block, which stands at a span of the document.
    pub fn finish(self, span: Span) -> Finished {
        let Self { mut kind, mut prose, wrapped, strong } = self;
        let mut label = None;
        let set_apart = strong.is_some_and(|end| end > 0 && end == prose.text().trim_end().len());
        if kind == BlockKind::Paragraph {
            label = turn::label(prose.text());
            if let Some(label) = &mut label
                && strong.is_some_and(|end| label.span.end() <= end && end <= label.span.end() + 1)
            {
                label.stress();
            }
            if !wrapped && is_heading(prose.text()) {
                kind = BlockKind::Heading;
            }
        }
        if kind.is_prose() {
            link::push_links(&mut prose);
        }
        (Block { kind, span, prose: prose.into(), label: None }, label, set_apart)
    }
}
