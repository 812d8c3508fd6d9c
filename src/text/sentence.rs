use std::ops::Range;

use super::{Span, Token};

/// A sentence: its bytes, and its tokens in the list it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the text, with the marks that close it, without white space at its ends.
    pub span: Span,
    /// The indices of its tokens.
    pub tokens: Range<usize>,
}

/// Groups tokens into sentences. Every token is in exactly one.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut first = 0;
    for i in 0..tokens.len() {
        let stop = matches!(tokens[i].span.of(text), "." | "!" | "?");
        if stop || i + 1 == tokens.len() {
            out.push(Sentence { span: tokens[first].span.join(tokens[i].span), tokens: first..i + 1 });
            first = i + 1;
        }
    }
    out
}
