//! Sources that an article goes on with over several paragraphs: a poll and its figures, a study and what was done in it,
//! a company's results, a budget. A reader who was told of it knows where they come from.

use std::sync::LazyLock;

use crate::extract::lexicon::{self, Patterns, Plain};
use crate::text::Span;

use super::{Claim, Support};

/// What an article tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thread {
    Poll,
    Study,
    Results,
    Budget,
}

/// How many kinds there are.
const KINDS: usize = Thread::Budget as usize + 1;

/// Patterns with the thread that each tells of.
struct Telling {
    threads: Vec<Thread>,
    patterns: Patterns,
}

impl Telling {
    fn part(part: &str) -> Self {
        let rows = lexicon::rows(include_str!("../lexicon/claim_threads.tsv")).filter(|r| r.get(1) == Some(&part));
        let (threads, patterns): (Vec<_>, Vec<_>) =
            rows.filter_map(|row| Some((thread(row.first()?)?, *row.get(2)?))).unzip();
        Self { threads, patterns: Patterns::new(patterns) }
    }

    fn first(&self, text: &Plain) -> Option<(Thread, Span)> {
        let (pattern, span) = self.patterns.places(text).next()?;
        Some((self.threads[pattern], span))
    }
}

static SOURCES: LazyLock<Telling> = LazyLock::new(|| Telling::part("source"));
static OPENS: LazyLock<Telling> = LazyLock::new(|| Telling::part("opens"));
static GOES_ON: LazyLock<Telling> = LazyLock::new(|| Telling::part("goes on"));

fn thread(name: &str) -> Option<Thread> {
    match name {
        "poll" => Some(Thread::Poll),
        "study" => Some(Thread::Study),
        "results" => Some(Thread::Results),
        "budget" => Some(Thread::Budget),
        _ => None,
    }
}

/// What a sentence brings up, and by which of its words (bytes of `sentence`).
pub(super) fn opens(sentence: &Plain) -> Option<(Thread, Span)> {
    OPENS.first(sentence)
}

/// What a quote's source is.
pub(super) fn of_source(source: &str) -> Option<Thread> {
    SOURCES.first(&Plain::new(source)).map(|t| t.0)
}

/// What a sentence goes on with, if the article has told of it.
pub(super) fn goes_on(sentence: &Plain) -> Option<Thread> {
    let text = sentence.text();
    // "A 2017 review of 15 studies looked at …", "above 50 percent in national polls": others than the one that was told of.
    let another = ["a ", "an ", "another "].iter().any(|article| text.starts_with(article));
    let other = |t: Thread| another && t == Thread::Study || text.contains(" polls");
    GOES_ON.first(sentence).map(|t| t.0).filter(|&t| !other(t))
}

/// What a sentence has to do with threads.
pub(super) struct Step {
    /// The index of its block.
    pub(super) block: usize,
    /// What it brings up.
    pub(super) opens: Option<Opening>,
    /// What it goes on with, if that was brought up.
    pub(super) goes_on: Option<Thread>,
    /// What it claims.
    pub(super) claim: Option<Claim>,
}

impl Step {
    /// A sentence that claims nothing and only brings something up.
    pub(super) fn opening(block: usize, opening: Opening) -> Self {
        Self { block, opens: Some(opening), goes_on: None, claim: None }
    }
}

/// What a sentence brings up.
pub(super) struct Opening {
    pub(super) thread: Thread,
    /// What stands behind claims that go on with it.
    pub(super) support: Support,
    /// Its words.
    pub(super) words: Span,
    /// Whether it may be another than the one before: "a poll by Northgate", and not "the poll".
    pub(super) new: bool,
}

/// Whether a source is not the one that was told of: it begins with no word that points back.
pub(super) fn is_new(source: &str) -> bool {
    const BACK: [&str; 9] = ["the", "this", "that", "these", "those", "it", "its", "they", "their"];
    let first = source.split_whitespace().next().unwrap_or_default();
    !BACK.iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// How many blocks behind the last sentence that tells of it a thread is still in a reader's mind.
const HELD: usize = 3;

/// The last of a thread that was told of.
struct Held {
    block: usize,
    support: Support,
}

/// Gives claims that go on with a thread to its source.
pub(super) fn follow(steps: impl Iterator<Item = Step>) -> Vec<Claim> {
    let mut held: [Option<Held>; KINDS] = [const { None }; KINDS];
    let mut out = Vec::new();
    for step in steps {
        if let Some(Opening { thread, mut support, words, new }) = step.opens {
            let last = held[thread as usize].take().filter(|h| step.block - h.block <= HELD);
            // Of two polls, whose the next figures are is not certain.
            if last.is_some_and(|h| new && h.support != support || matches!(h.support, Support::Given(_))) {
                support = Support::Given(words);
            }
            held[thread as usize] = Some(Held { block: step.block, support });
        }
        let known = step.goes_on.and_then(|t| held[t as usize].as_mut()).filter(|h| step.block - h.block <= HELD);
        let Some(mut claim) = step.claim else { continue };
        if let Some(known) = known
            && claim.support == Support::Nobody
            && claim.hedges.is_empty()
        {
            known.block = step.block;
            claim.support = known.support.clone();
            // Only where nobody stands behind it does it matter how little it weighs.
            claim.slight = false;
        }
        out.push(claim);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for row in lexicon::rows(include_str!("../lexicon/claim_threads.tsv")) {
            let part = row.get(1).is_some_and(|p| ["source", "opens", "goes on"].contains(p));
            assert!(row.len() == 3 && thread(row[0]).is_some() && part, "{row:?}");
        }
    }
}
