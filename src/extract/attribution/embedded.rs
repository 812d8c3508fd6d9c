//! Quotations in the middle of a clause: “The boat is ‘a wreck,’ Lee said”, “On the ‘Harbour Hour,’ Lee said that …”.

use std::cell::LazyCell;
use std::ops::Range;

use super::cue::Cue;
use super::direct::Speech;
use super::overlap::Index;
use super::words::Words;
use super::{Attribution, indirect};
use crate::extract::lexicon::{Closed, Frames, VerbForm};
use crate::extract::{QuoteKind, mention};
use crate::text::{Span, TokenKind};

/// Whether a quotation stands behind a word of its own clause.
fn is_inner(words: &Words<'_>, speech: &Speech) -> bool {
    let start = speech.tokens.start;
    let word = |i: usize| words.kind(i) == Some(TokenKind::Word) && !words.quoted(i);
    start.checked_sub(1).is_some_and(word) && !words.starts_sentence(start)
}

/// Whether the cue behind a quotation in the middle of a clause, said by `who`, reports what stands behind it instead.
pub(super) fn reports_on(words: &Words<'_>, cue: &Cue, who: &Range<usize>, speech: &Speech) -> bool {
    if !is_inner(words, speech) {
        return false;
    }
    let behind = cue.group.end;
    let verb = |i: usize| words.is(i, Closed::AUXILIARY) || words.tensed(i);
    if who.start < behind || cue.form == VerbForm::Gerund {
        indirect::clause(words, cue).is_some()
    } else if who.start == behind && verb(who.end) {
        // "Lee, booked for “dissent”, said the winner should not have stood"
        true
    } else {
        words.word(behind) == "that" || words.is(behind, Closed::PRONOUN) && verb(behind + 1)
    }
}

/// Begins what is said with its sentence, where the cue behind a quotation closes a sentence that is said as a whole.
pub(super) fn widen(words: &Words<'_>, cues: &[Cue], speeches: &[Speech], out: &mut [Attribution]) {
    let wider = wider(words, cues, speeches, out);
    for (a, said) in out.iter_mut().zip(wider) {
        if let Some(said) = said {
            (a.content[0], a.kind) = (said, QuoteKind::Mixed);
        }
    }
}

/// What is said with each attribution that is a part of its sentence; none where it is all.
fn wider(words: &Words<'_>, cues: &[Cue], speeches: &[Speech], all: &[Attribution]) -> Vec<Option<Span>> {
    let dateline = mention::dateline(words.text, &words.part.tokens);
    let index = LazyCell::new(|| Index::new(all));
    let wide = |a: &Attribution| {
        let (&first, cue, source) = (a.content.first()?, a.cue.first()?, a.source.first()?);
        let speech = speeches.get(speeches.partition_point(|s| s.span.start() < first.start()))?;
        let inner = a.kind == QuoteKind::Direct && speech.span == first && is_inner(words, speech);
        let begin = inner.then(|| beginning(words, cues, speech, dateline)).flatten()?;
        let said = words.cover(begin..words.token_at(first.end()));
        // What another cue gives to somebody is not said again.
        let before = Attribution::direct(said.until(first.start()), Vec::new(), Vec::new());
        let behind = cue.start().min(source.start()) >= said.end();
        (behind && index.near(&before).is_empty()).then_some(said)
    };
    all.iter().map(wide).collect()
}

/// Where a sentence that is said as a whole begins; none where it says somebody else's words too, or has no verb.
fn beginning(words: &Words<'_>, cues: &[Cue], speech: &Speech, dateline: usize) -> Option<usize> {
    let Range { start, end } = speech.tokens;
    let sentence = words.sentence_of(start).start.max(dateline);
    let part = |i: usize| !words.quoted(i) && matches!(words.word(i), ";" | ":" | "(");
    let begin = (sentence..start).rev().find(|&i| part(i)).map_or(sentence, |i| i + 1);
    let clausal = |c: &&Cue| c.frames.is(Frames::CLAUSE) || c.frames.is(Frames::THAT) || c.frames.is(Frames::DIRECT);
    let next = cues.partition_point(|c| c.head < begin);
    let mut other = cues[next..].iter().take_while(|c| c.head < start).filter(|c| c.finite());
    // "But “it will rain,” Lee said"
    let joined = |i: usize| words.is(i, Closed::CONJUNCTION) || words.comma(i);
    if (begin..start).all(joined) {
        return None;
    }
    let verb = (begin..end).any(|i| words.may_be_tensed(i) || words.is(i, Closed::AUXILIARY));
    // "calls “mad” a plan that she made": no comma closes what is said.
    let inside = (start..end).rev().find(|&i| words.kind(i) != Some(TokenKind::Quote));
    let closed = words.comma(end) || inside.is_some_and(|i| words.comma(i) || words.stop(i));
    (begin < start && verb && closed && !other.any(|c| clausal(&c))).then_some(begin)
}
