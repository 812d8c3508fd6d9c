//! A verb without a subject of its own, which has the subject of the verb before it: "Lee praised the plan and urged the
//! board to adopt it", "The ministry described the loss, warning that …".

use super::words::Words;
use super::{Attribution, fitted};
use crate::extract::lexicon::Closed;
use crate::text::Span;

/// How many tokens back the verb before may be.
const BACK: usize = 60;

/// Gives attributions without a source the source of the verb to which they are joined.
pub(super) fn settle(words: &Words<'_>, out: &mut [Attribution]) {
    // The last verb with its subject before it.
    let mut last: Option<usize> = None;
    for i in by_cue(out) {
        if out[i].source.is_empty() {
            if let Some(who) = last.and_then(|l| shared(words, &out[l], &out[i])) {
                out[i].source = who;
                last = Some(i);
            }
        } else if out[i].source.iter().all(|s| s.end() <= out[i].cue[0].start()) {
            last = Some(i);
        } else {
            last = None;
        }
    }
}

/// "Asked whether they could win, their captain, Ann Lee, said": whoever says the next words is no part of those that
/// nobody is named for.
pub(super) fn apart(words: &Words<'_>, out: &mut [Attribution]) {
    for pair in by_cue(out).windows(2) {
        let next = out[pair[1]].source.first().copied();
        let (Some(source), [], [content]) = (next, &out[pair[0]].source[..], &mut out[pair[0]].content[..]) else {
            continue;
        };
        let first = words.token_at(source.start());
        let comma = first.checked_sub(1).filter(|&i| words.comma(i) && words.span(i).start() > content.start());
        if let Some(comma) = comma.filter(|_| source.start() > content.start() && source.overlaps(*content)) {
            *content = content.until(words.span(comma).start());
        }
    }
}

/// The attributions that have a cue, in the order of their cues.
fn by_cue(all: &[Attribution]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..all.len()).filter(|&i| !all[i].cue.is_empty()).collect();
    order.sort_by_key(|&i| all[i].cue[0]);
    order
}

/// The source of the verb before, where nothing parts the two but what the first of them takes.
fn shared(words: &Words<'_>, before: &Attribution, a: &Attribution) -> Option<Vec<Span>> {
    let cue = a.cue[0];
    let (first, verb) = (words.token_at(before.cue[0].start()), words.token_at(cue.start()));
    let joint = verb.checked_sub(1).filter(|&i| i > first && verb - first < BACK && !words.quoted(i))?;
    let sentence = words.sentence_of(verb);
    let joined = matches!(words.word(joint), "and" | "but") && words.tensed(verb);
    let participle = words.comma(joint) && words.word(verb).ends_with("ing") && !words.tensed(verb);
    let relative = before.source.first().is_some_and(|s| words.is(words.token_at(s.start()), Closed::SUBORDINATOR))
        || before.source.first().is_some_and(|s| matches!(s.of(words.text), "who" | "which" | "that" | "whose"));
    let own = a.content.iter().all(|c| c.start() >= cue.end()) && fitted::reports(&cue.of(words.text).to_lowercase());
    // What the verb before reports in full has verbs of its own: "said they had met and agreed that".
    let inside = before.content.iter().any(|c| c.covers(cue));
    // "…; others", "… after the board met and said": another clause has another subject.
    let parted = (first + 1..joint).any(|i| {
        let opens = matches!(words.word(i), ";" | "while" | "after" | "when" | "before" | "which" | "who" | "whereas");
        opens && !words.quoted(i)
    });
    (sentence.contains(&first) && (joined || participle) && own && !inside && !parted && !relative)
        .then(|| before.source.clone())
}
