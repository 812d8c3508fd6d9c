//! What the fitted model finds, put together: each content with the cue beside it, each cue with its source.

use crate::extract::model::{Role, Tagging, parts};
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::extract::lexicon;
use crate::extract::{Attribution, BlockExtraction, QuoteKind};
use crate::text::{Span, TokenKind};

/// A part of an attribution: its tokens from the first to the one behind the last.
#[derive(Clone, Copy)]
struct Part {
    first: usize,
    end: usize,
}

/// How far two parts stand from each other, in tokens. A sentence between them counts as many.
fn distance(part: &BlockExtraction, a: Part, b: Part) -> usize {
    let (left, right) = if a.first < b.first { (a.end, b.first) } else { (b.end, a.first) };
    let sentence = |i: usize| part.sentences.partition_point(|s| s.tokens.end <= i);
    let apart = sentence(right).saturating_sub(sentence(left.saturating_sub(1)));
    right.saturating_sub(left) + 25 * apart
}

/// A content or source farther from every cue than this has none.
const REACH: usize = 45;

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

/// The attributions that the labels of a block make.
pub(super) fn attributions(text: &str, part: &BlockExtraction) -> Vec<Attribution> {
    let tagging = Tagging::of(text, &part.tokens, &part.sentences, &part.quotations);
    let found = parts(&tagging.labels);
    let of = |role: Role| found.iter().filter(move |p| p.0 == role).map(|&(_, first, end)| Part { first, end });
    // Marks alone name nobody and say nothing.
    let worded = |p: &Part| part.tokens[p.first..p.end].iter().any(|t| t.span.of(text).contains(char::is_alphabetic));
    let (cues, sources, contents): (Vec<Part>, Vec<Part>, Vec<Part>) = (
        of(Role::Cue).collect(),
        of(Role::Source).filter(worded).collect(),
        of(Role::Content).filter(worded).collect(),
    );
    let cover = |p: Part| part.tokens[p.first].span.join(part.tokens[p.end - 1].span);
    let nearest = |p: Part| {
        // The cues are in order: only the last before and the first behind can be the nearest.
        let next = cues.partition_point(|c| c.first < p.first);
        (next.saturating_sub(1)..(next + 1).min(cues.len()))
            .map(|n| (distance(part, p, cues[n]), n))
            .filter(|d| d.0 <= REACH)
            .min()
    };
    let mut own: Vec<Option<(usize, Part)>> = vec![None; cues.len()];
    for source in sources {
        let next = cues.partition_point(|c| c.first < source.first);
        let near = (next.saturating_sub(1)..(next + 1).min(cues.len())).map(|n| (distance(part, source, cues[n]), n));
        // A cue that has a closer source leaves this one to its neighbour.
        if let Some((d, n)) = near.filter(|&(d, n)| d <= REACH && own[n].is_none_or(|o| d < o.0)).min() {
            own[n] = Some((d, source));
        }
    }
    // "She said … and added …": a cue without a source of its own has that of the cue before it in its sentence.
    for n in 1..cues.len() {
        let sentence = |c: Part| part.sentences.partition_point(|s| s.tokens.end <= c.first);
        if own[n].is_none() && sentence(cues[n - 1]) == sentence(cues[n]) {
            own[n] = own[n - 1];
        }
    }
    let mut said: Vec<Vec<Span>> = vec![Vec::new(); cues.len()];
    let mut out = Vec::new();
    for content in contents {
        match nearest(content) {
            Some((_, n)) => said[n].push(cover(content)),
            None => out.push(Attribution {
                kind: kind(text, part, &[cover(content)]),
                content: vec![cover(content)],
                cue: Vec::new(),
                source: Vec::new(),
            }),
        }
    }
    for (n, content) in said.into_iter().enumerate().filter(|s| !s.1.is_empty()) {
        // "I think …": what the writer says in the writer's own words rests on nobody else's.
        if own[n].is_some_and(|o| matches!(cover(o.1).of(text), "I" | "me" | "my")) {
            continue;
        }
        // A lone pronoun is what a verb takes ("he puts it", "they did so"), not what somebody says.
        if let [one] = &content[..]
            && matches!(one.of(text), "it" | "so" | "this" | "that" | "him" | "her" | "them" | "us" | "me" | "you")
        {
            continue;
        }
        let named = |mut p: Part| {
            // No name begins with a stop or a dash.
            while p.first + 1 < p.end && part.tokens[p.first].kind == TokenKind::Punctuation {
                p.first += 1;
            }
            cover(p)
        };
        let source = own[n].filter(|o| o.1.first > cues[n].first || !passive(cover(cues[n]).of(text)));
        out.push(Attribution {
            kind: kind(text, part, &content),
            content,
            cue: vec![cover(cues[n])],
            source: source.map(|o| named(o.1)).into_iter().collect(),
        });
    }
    out
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
