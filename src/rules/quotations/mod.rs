//! Who says it; the only rules that speak inside a quotation.

pub(super) mod quote_without_speaker;
pub(super) mod unbalanced_quote;
