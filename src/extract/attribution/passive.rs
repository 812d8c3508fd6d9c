//! Who does what a passive tells: "The plan was condemned by unions as “a disgrace”".

use std::ops::Range;

use super::words::Words;
use super::{Attribution, fitted, overlap, source};
use crate::extract::lexicon::{CueForm, Frames, VerbForm, WordSet, cues, passive_cue};
use crate::text::Span;

/// Gives an attribution in the passive, and without a source, the source that "by" names in what was taken for its cue or
/// for what is said.
pub(super) fn settle(words: &Words<'_>, a: &mut Attribution) {
    if let Some(who) = teller(words, a) {
        a.source = vec![words.cover(who)];
        return;
    }
    if hears(words, a) {
        a.source.clear();
    }
    without_audience(words, a);
    let ([], [cue]) = (&a.source[..], &a.cue[..]) else { return };
    let Range { start: first, end } = words.tokens(*cue);
    if !words.has_be(first..end) {
        return;
    }
    let Some(part) = a.content.iter().position(|c| c.start() >= cue.end()) else { return };
    let content = a.content[part];
    let inside = (first + 1..end).find(|&i| words.word(i) == "by");
    let by = inside.unwrap_or(words.token_at(content.start()));
    let Some(who) = agent(words, by).filter(|who| words.span(who.end - 1).end() <= content.end()) else { return };
    let rest = Span::new(words.span(who.end - 1).end(), content.end()).trim(words.text);
    // "by unions as “a disgrace”"
    let told = words.word(who.end) == "as" && !rest.is_empty();
    if inside.is_some() && !told {
        return;
    }
    let before = source::before_verb(words, first).map(|what| words.cover(what)).filter(|_| part == 0);
    let said: Vec<Span> = a.content[..part].iter().copied().chain(before).chain(told.then_some(rest)).collect();
    if said.is_empty() {
        return;
    }
    a.kind = fitted::kind(words.text, words.part, &said);
    (a.cue, a.content) = (vec![words.cover(first..end.min(by))], said);
    a.source = vec![words.cover(who)];
}

/// "| A court | was told | that he had lied": whom it is told to is no part of what is told, and where nothing else is, none
/// is.
fn without_audience(words: &Words<'_>, a: &mut Attribution) {
    let ([], [cue]) = (&a.source[..], &a.cue[..]) else { return };
    let Range { start: first, end } = words.tokens(*cue);
    let told = |c: &CueForm| c.rest.is_empty() && c.frames.is(Frames::OBJECT);
    let passive = words.has_be(first..end) && cues().starting(words.word(end.saturating_sub(1))).iter().any(told);
    let audience = |c: &Span| {
        let phrase = words.tokens(*c);
        phrase.end == first && !phrase.clone().any(|i| words.tensed(i) || words.quoted(i))
    };
    if passive {
        a.content.retain(|c| !audience(c));
    }
}

/// Leaves to nobody what its source only hears: a report around it may tell who says it.
pub(super) fn without_hearer(words: &Words<'_>, a: &mut Attribution) {
    let asked = a.cue.iter().any(|c| WordSet::Ask.has(words.word(words.token_at(c.end()).saturating_sub(1))));
    if !asked && teller(words, a).is_none() && hears(words, a) || is_accused(words, a) {
        a.source.clear();
    }
}

/// "A nurse accused of theft went home": whether its source is who is accused, and accuses nobody.
fn is_accused(words: &Words<'_>, a: &Attribution) -> bool {
    let ([source], [cue]) = (&a.source[..], &a.cue[..]) else { return false };
    let verb = words.token_at(cue.start());
    let participle = words.may_be_participle(verb) && passive_cue(words.word(verb)) && words.word(verb + 1) == "of";
    participle && verb > 0 && words.noun(verb - 1) && source.end() == words.span(verb - 1).end()
}

/// "She was told by a tutor that …", "He was asked by Lee whether …": who tells it, between the cue and what is told.
fn teller(words: &Words<'_>, a: &Attribution) -> Option<Range<usize>> {
    let ([cue], [content]) = (&a.cue[..], &a.content[..]) else { return None };
    let told = words.tokens(*cue);
    let passive = words.has_be(told.clone());
    let hearer = a.source.iter().all(|s| s.end() <= cue.start());
    agent(words, told.end).filter(|who| passive && hearer && who.end == words.token_at(content.start()))
}

/// "Councillors were told that …", "Lee, asked whether …, said no": whether its source only hears what is told.
fn hears(words: &Words<'_>, a: &Attribution) -> bool {
    let ([source], [cue]) = (&a.source[..], &a.cue[..]) else { return false };
    let Range { start: first, end } = words.tokens(*cue);
    let told = |c: &CueForm| c.rest.is_empty() && c.frames.is(Frames::OBJECT) && c.form != VerbForm::Gerund;
    // "were warned of a fault"
    let last = end.saturating_sub(1 + usize::from(matches!(words.word(end.saturating_sub(1)), "of" | "about")));
    let verb = Some(last).filter(|&i| i > first && cues().starting(words.word(i)).iter().any(told));
    let passive = verb.is_some_and(|verb| words.has_be(first..verb));
    // "is said to have told"
    let passive = passive && !(first..end).any(|i| words.word(i) == "to");
    (passive || is_asked(words, a)) && source.end() <= cue.start() && a.content.iter().all(|c| c.start() >= cue.end())
}

/// "Lee, | asked | whether she would stand, said no", "“No,” said Lee, | asked | if she would stand": whether the verb is a
/// participle of whoever stands before it: no lone comma parts a verb from its subject.
pub(super) fn is_asked(words: &Words<'_>, a: &Attribution) -> bool {
    let [cue] = a.cue[..] else { return false };
    let first = words.token_at(cue.start());
    let asked = |c: &CueForm| c.rest.is_empty() && c.frames.is(Frames::OBJECT) && c.form == VerbForm::Past;
    if first < 2 || !words.comma(first - 1) || !cues().starting(words.word(first)).iter().any(asked) {
        return false;
    }
    let begin = words.sentence_of(first).start;
    let mut clause = (begin..first - 1).rev().take_while(|&i| !words.quoted(i));
    // "Lee, the mayor, asked whether": she asks.
    let lone = !clause.any(|i| words.comma(i));
    let last = words.span(first - 2);
    lone && overlap::mentions(words.part, last).iter().any(|m| m.span.end() == last.end())
}

/// Who can speak behind "by" at a token.
fn agent(words: &Words<'_>, by: usize) -> Option<Range<usize>> {
    if words.word(by) != "by" {
        return None;
    }
    let who = source::named_behind(words, by + 1, false)?;
    words.may_speak(who.clone()).then_some(who)
}

/// Drops what only says of somebody that they are quoted, where what they say is found: "| An official was quoted | as saying
/// that".
pub(super) fn without_subjects(out: &mut Vec<Attribution>) {
    let mut sources: Vec<Span> = out.iter().flat_map(|a| &a.source).copied().collect();
    sources.sort_unstable();
    out.retain(|a| match a.content[..] {
        [] => false,
        [content] => !a.source.is_empty() || sources.binary_search(&content).is_err(),
        _ => true,
    });
}
