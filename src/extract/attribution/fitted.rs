//! What the fitted models find, as attributions.

use crate::extract::model::{Frame, Tagging};
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::extract::lexicon::{self, Closed};
use crate::extract::{Attribution, BlockExtraction, QuoteKind};
use crate::text::{Span, TokenKind};

/// Participles that attribute to somebody who is not their subject.
static PASSIVE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/passive-cues.tsv")).filter_map(|row| row.first().copied()).collect()
});

/// Whether a cue is a passive ("is considered"), whose subject is spoken of and does not speak.
fn passive(cue: &str) -> bool {
    let be =
        |w: &str| matches!(w, "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'s" | "'re" | "’s" | "’re");
    let mut words = cue.split_whitespace();
    words.clone().any(|w| PASSIVE.contains(w)) && words.any(be)
}

/// Adverbs that say that somebody said it, and not who.
static HEDGING: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    lexicon::rows(include_str!("../lexicon/hedging-adverbs.tsv")).filter_map(|row| row.first().copied()).collect()
});

/// A cue that no list has must be surer than this: the models take figures that rise and plans for words.
const STRANGE: f32 = 0.65;

/// Whether a word of a cue, in small letters, is one that reports.
fn reporting(word: &str) -> bool {
    !lexicon::cues().starting(word).is_empty() || lexicon::characterising(word) || PASSIVE.contains(word)
}

/// The attributions that the models find in a block.
pub(super) fn attributions(text: &str, part: &BlockExtraction) -> Vec<Attribution> {
    let tagging = Tagging::of(text, &part.tokens, &part.sentences, &part.quotations);
    tagging.frames.iter().filter_map(|frame| attribution(text, part, frame)).collect()
}

fn attribution(text: &str, part: &BlockExtraction, frame: &Frame) -> Option<Attribution> {
    let cover = |&(first, end): &(usize, usize)| part.tokens[first].span.join(part.tokens[end - 1].span);
    // Marks alone name nobody and say nothing.
    let worded = |s: &Span| s.of(text).contains(char::is_alphabetic);
    let content: Vec<Span> = frame.content.iter().map(cover).filter(worded).collect();
    let cue: Vec<Span> = frame.cue.iter().map(cover).collect();
    let own = frame.source.iter().map(|&(mut first, end)| {
        // No name begins with a stop or a dash.
        while first + 1 < end && part.tokens[first].kind == TokenKind::Punctuation {
            first += 1;
        }
        cover(&(first, end))
    });
    let mut source: Vec<Span> = own.filter(worded).collect();
    let said = cue.iter().map(|c| c.of(text).to_lowercase()).collect::<Vec<_>>().join(" ");
    let kind = kind(text, part, &content);
    if kind != QuoteKind::Direct && frame.sure < STRANGE && !said.split_whitespace().any(reporting) {
        return None;
    }
    // "The aim being …" says nothing.
    if !said.is_empty() && said.split_whitespace().all(|w| lexicon::closed_class(w).is(Closed::AUXILIARY)) {
        return None;
    }
    // "The builder allegedly hid it": the builder does not say so.
    if said.split_whitespace().any(|w| HEDGING.contains(w)) {
        source.clear();
    }
    if content.is_empty() {
        return None;
    }
    // "I think …": what the writer says in the writer's own words rests on nobody else's.
    if source.first().is_some_and(|s| matches!(s.of(text), "I" | "me" | "my")) {
        return None;
    }
    // A lone pronoun is what a verb takes ("he puts it", "they did so"), not what somebody says.
    if let [one] = &content[..]
        && matches!(one.of(text), "it" | "so" | "this" | "that" | "him" | "her" | "them" | "us" | "me" | "you")
    {
        return None;
    }
    if cue.first().is_some_and(|c| passive(c.of(text)) && source.first().is_some_and(|s| s.start < c.start)) {
        source.clear();
    }
    Some(Attribution { kind, content, cue, source })
}

/// How the words of a content are given: all in quotation marks, some, or none.
fn kind(text: &str, part: &BlockExtraction, content: &[Span]) -> QuoteKind {
    let outer = &part.quotations.outer;
    let quoted = |c: &Span| outer.iter().any(|q| q.span.overlaps(*c));
    let bare = |c: &Span| c.of(text).trim_matches([',', '.', ' ', ';', ':']).len();
    let whole = |c: &Span| {
        outer
            .iter()
            .filter(|q| q.span.overlaps(*c))
            .map(|q| q.span.end.min(c.end) - q.span.start.max(c.start))
            .sum::<usize>()
            >= bare(c)
    };
    if content.iter().all(whole) {
        QuoteKind::Direct
    } else if content.iter().any(quoted) {
        QuoteKind::Mixed
    } else {
        QuoteKind::Indirect
    }
}
