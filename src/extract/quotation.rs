//! Quotation marks and what stands between them.

use crate::text::{Span, Token};

/// The quotation marks of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotations {
    /// The outermost quotations, in order.
    pub outer: Vec<Quotation>,
    /// Quotations inside others, in order.
    pub inner: Vec<Quotation>,
    /// Closing marks that close nothing.
    pub stray: Vec<Span>,
}

/// A stretch between quotation marks. Spans count bytes of the block's prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one, both included, or to the end of the block.
    pub span: Span,
    /// The opening mark.
    pub open: Span,
    /// The closing mark; `None` when it is missing.
    pub close: Option<Span>,
}

impl Quotation {
    /// What stands between the marks.
    pub fn inside(&self) -> Span {
        Span::new(self.open.end, self.close.map_or(self.span.end, |c| c.start))
    }
}

/// Pairs the quotation marks of a block's prose.
pub(super) fn quotations(_text: &str, _tokens: &[Token]) -> Quotations {
    Quotations::default()
}
