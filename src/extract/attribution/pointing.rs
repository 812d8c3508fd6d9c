//! Sentences that only say whose word the one before is: “That is according to the census office.”

use std::cell::LazyCell;

use super::overlap::Index;
use super::words::Words;
use super::{Attribution, fitted};
use crate::extract::lexicon::WordSet;
use crate::text::Span;

/// Gives the sentence before to whom a sentence names that points back to it.
pub(super) fn settle(words: &Words<'_>, out: &mut [Attribution]) {
    let found: Vec<_> = {
        let index = LazyCell::new(|| Index::new(out));
        let said = |(n, a): (usize, &Attribution)| {
            let content = vec![before(words, a)?];
            // What is somebody's already is not said again.
            let told = Attribution::direct(content[0], Vec::new(), Vec::new());
            index.near(&told).is_empty().then_some((n, content))
        };
        out.iter().enumerate().filter_map(said).collect()
    };
    for (n, content) in found {
        out[n].kind = fitted::kind(words.text, words.part, &content);
        out[n].content = content;
    }
}

/// The sentence to which all that an attribution gives to its source points back.
fn before(words: &Words<'_>, a: &Attribution) -> Option<Span> {
    let ([content], [cue], [source]) = (&a.content[..], &a.cue[..], &a.source[..]) else { return None };
    let (first, end) = (words.token_at(content.start()), words.token_at(content.end()));
    let points = matches!(words.word(first), "that" | "this" | "these" | "those");
    let according = words.word(words.token_at(cue.start())) == "according" && words.token_at(cue.start()) == end;
    let be = end == first + 2 && WordSet::Be.has(words.word(first + 1).trim_start_matches(['\'', '’']));
    let short = end == first + 2 && matches!(words.word(first + 1), "'s" | "’s");
    // "This is according to plan": one word in small letters is nobody.
    let named = source.of(words.text).contains(' ') || words.name(words.token_at(source.start()));
    if !(named && points && according && (be || short) && words.starts_sentence(first)) {
        return None;
    }
    let last = words.sentence_of(first).start.checked_sub(1)?;
    super::indirect::span(words, words.sentence_of(last))
}
