//! Direct speech whose cue stands before it: "X said, “…”", "X told Y: “…”".

use std::ops::Range;

use super::cue::Cue;
use super::words::Words;
use super::{doer, source};
use crate::extract::lexicon::{Closed, Frames, VerbForm, WordSet};

/// The cue and source that a colon at token `colon` closes.
pub(super) fn introduced(words: &Words<'_>, cues: &[Cue], colon: usize) -> Option<(usize, Option<Range<usize>>)> {
    before(words, cues, colon + 1, true)
}

/// `X said, “…”`, `X told Y: “…”`, `X said “…”`: the cue before what is said at token `end`.
pub(super) fn before(
    words: &Words<'_>,
    cues: &[Cue],
    end: usize,
    whole: bool,
) -> Option<(usize, Option<Range<usize>>)> {
    let edge = end.checked_sub(1)?;
    let colon = words.word(edge) == ":";
    let comma = words.comma(edge);
    let begin = words.sentence_of(edge).start;
    let next = cues.partition_point(|c| c.head < end);
    let near = |cue: &Cue| cue.head >= begin && end - cue.group.end <= if colon { 40 } else { 14 };
    for (n, cue) in cues[..next].iter().enumerate().rev().take_while(|(_, c)| near(c)).take(3) {
        let between = cue.group.end..end;
        if between.clone().any(|i| words.quoted(i) || words.word(i) == ";") {
            return None;
        }
        // "It ended in shouting and, according to Ann Lee, “a disgrace”": the words are hers.
        if comma && between.clone().any(|i| words.phrase(i, "according to").is_some()) {
            return None;
        }
        let touching = cue.group.end >= edge && !comma && !colon || cue.group.end == end;
        let introduces = colon || comma || (touching && (whole || shouted(words, cue, end)));
        // "“No way,” she said, smiling. “Not again.”"
        let smiling = cue.form == VerbForm::Gerund && words.stop(edge);
        if !introduces || smiling || !cue.frames.is(Frames::DIRECT) || cue.passive && !colon || cue.is_noun(words) {
            continue;
        }
        // "as he put on his coat, “…”": only who puts it so says it.
        if matches!(words.word(cue.head), "put" | "puts") && !colon && words.word(cue.group.end) != "it" {
            continue;
        }
        // "Asked about it, he demurred: “…”": the verb of the clause behind the cue attributes.
        let later = || {
            let main = doer::before_colon(words, edge).is_some_and(|(cue, _)| between.contains(&cue.start));
            main || edge > cue.group.end && words.tensed(edge - 1)
        };
        if colon && between.clone().any(|i| words.comma(i)) && later() {
            continue;
        }
        // A clause that begins between the cue and the mark makes the words its own: "said he left, “…”".
        if comma && between.clone().any(|i| words.comma(i) && i + 1 < edge && i > cue.group.end + 6) {
            return None;
        }
        if let Some(who) = source::before(words, cue) {
            return Some((n, Some(who)));
        }
        // "Said Lee, who lives there: “…”", "Asked Lee: “…”", but not "Asked which of them, he …: “…”"
        let asked = cue.frames.is(Frames::OBJECT);
        let fits = |r: &Range<usize>| if asked { r.end == edge } else { r.end <= end };
        if let Some(who) = source::behind(words, cue).filter(|r| fits(r) && cue.group.start == begin) {
            return Some((n, Some(who)));
        }
        if cue.form == VerbForm::Gerund || cue.infinitive {
            let by_tree = || doer::doer(words, cue.head).filter(|_| cue.infinitive);
            let who = by_tree().or_else(|| source::subject_of(words, cue.group.start));
            return Some((n, who));
        }
        // "said it was too early to judge, but added, “…”": who says it is found with the verb before, where
        // the models were asked.
        let joined = matches!(words.word(cue.group.start.wrapping_sub(1)), "and" | "but" | "then");
        if joined && cue.finite() && words.may_be_tensed(cue.head) {
            let asked = words.tag(cue.head).is_some();
            return Some((n, if asked { None } else { source::subject_of(words, cue.group.start) }));
        }
    }
    None
}

/// `shouted ‘liar’ as he spoke`: a verb that has only what is called out behind it, here at token `start`.
fn shouted(words: &Words<'_>, cue: &Cue, start: usize) -> bool {
    let end = (start..words.len()).find(|&i| !words.quoted(i)).unwrap_or(words.len());
    let ends = end >= words.len() || words.stop(end) || words.comma(end);
    // "shouted “racist” slogans"
    let ends = ends || words.is(end, Closed::PREPOSITION.or(Closed::CONJUNCTION).or(Closed::SUBORDINATOR));
    let finite = cue.finite() && matches!(cue.form, VerbForm::Past | VerbForm::Third);
    // "was shouting “Let us in”"
    let goes_on = cue.form == VerbForm::Gerund && WordSet::Be.has(words.word(cue.head.wrapping_sub(1)));
    (finite || goes_on) && cue.group.end == start && ends && WordSet::Shout.has(words.word(cue.head))
}
