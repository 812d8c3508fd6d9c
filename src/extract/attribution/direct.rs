//! Direct speech: quotations and the cues beside them.

use std::ops::Range;

use super::cue::Cue;
use super::naming::{self, Called};
use super::words::Words;
use super::{Attribution, ahead, doer, embedded, led, noun_phrase, source, titled, uncued};
use crate::extract::QuoteKind;
use crate::extract::lexicon::{self, Closed, Frames, VerbForm};
use crate::extract::quotation::Quotation;
use crate::text::{Span, TokenKind};

/// A quotation of the block, and what the rules make of it.
pub(super) struct Speech {
    pub span: Span,
    /// Its tokens, marks included.
    pub tokens: Range<usize>,
    /// What it is, where it is what something is called.
    pub called: Option<Called>,
    /// Whether it reads like a sentence of its own.
    pub whole: bool,
    /// The attribution it belongs to.
    pub taken: Option<usize>,
}

/// The longest bracket inside a source, in tokens.
const BRACKET: usize = 12;

/// The outermost quotations of a block, without nicknames in marks ("Robert “Bob” Smith").
pub(super) fn speeches(words: &Words<'_>) -> Vec<Speech> {
    let outer = words.part.quotations.outer.iter();
    outer.filter(|q| !words.alias(words.token_at(q.span.start()))).map(|q| speech(words, q)).collect()
}

fn speech(words: &Words<'_>, q: &Quotation) -> Speech {
    let tokens = words.tokens(q.span);
    let inside = q.inside().of(words.text).trim();
    let count = tokens.clone().filter(|&i| words.kind(i) == Some(TokenKind::Word)).count();
    let capital = inside.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let closed = inside.ends_with([',', '.', '!', '?', '…', '—', '–', '。', '！', '？']);
    let stop_behind = words.stop(tokens.end) || tokens.end >= words.len() || words.comma(tokens.end);
    let whole = count >= 2 && capital && closed || count >= 5 && capital && stop_behind;
    let called = naming::called(words, &tokens);
    Speech { span: q.span, called, tokens, whole, taken: None }
}

/// Gives every quotation with a cue of its own, or one that goes on from it, to an attribution.
pub(super) fn attribute(
    words: &Words<'_>,
    cues: &[Cue],
    speeches: &mut [Speech],
    out: &mut Vec<Attribution>,
    used: &mut [bool],
) {
    let mut by_cue: Vec<Option<usize>> = vec![None; cues.len()];
    for speech in speeches.iter_mut() {
        if titled::is_title(words, cues, speech) {
            continue;
        }
        let found =
            behind(words, cues, speech).or_else(|| ahead::before(words, cues, speech.tokens.start, speech.whole));
        if let Some((cue, who)) = found {
            let at = *by_cue[cue].get_or_insert_with(|| {
                let group = &cues[cue].group;
                let end = group.end + usize::from(words.word(group.end) == ":");
                let (cues, source) = (vec![words.cover(group.start..end)], who.map(|r| words.cover(r)));
                out.push(Attribution::new(QuoteKind::Direct, Vec::new(), cues, source.into_iter().collect()));
                used[cue] = true;
                out.len() - 1
            });
            speech.taken = Some(at);
            out[at].content.push(speech.span);
        } else if let Some((cue, who)) = uncued::found(words, speech) {
            speech.taken = Some(out.len());
            out.push(Attribution::direct(speech.span, cue, vec![words.cover(who)]));
        }
    }
    go_on(words, cues, speeches, out);
}

/// Quotations without a cue of their own: one that follows a quotation of the paragraph, or touches the next.
fn go_on(words: &Words<'_>, cues: &[Cue], speeches: &mut [Speech], out: &mut Vec<Attribution>) {
    for n in (0..speeches.len().saturating_sub(1)).rev() {
        let adjacent = words.text[speeches[n].span.end()..speeches[n + 1].span.start()].trim().is_empty();
        // "“A,” said Lee. “B.” “C,” Berg replied.": where Lee speaks on, the marks between B and C part him from Berg.
        let speaks_on = n > 0 && speeches[n - 1].taken.is_some() && words.starts_sentence(speeches[n].tokens.start);
        let first = speeches[n].taken.is_none() && speeches[n].whole && adjacent && !speaks_on;
        if let Some(at) = speeches[n + 1].taken.filter(|_| first) {
            speeches[n].taken = Some(at);
            out[at].content.push(speeches[n].span);
        }
    }
    let mut last: Option<usize> = None;
    for n in 0..speeches.len() {
        match speeches[n].taken {
            Some(at) => last = Some(at),
            None if n > 0 && interrupted(words, cues, &speeches[n - 1], &speeches[n], out) => {
                let at = speeches[n - 1].taken.unwrap_or_default();
                speeches[n].taken = Some(at);
                out[at].content.push(speeches[n].span);
            }
            None if !(speeches[n].whole || last.is_some() && exclaimed(words, &speeches[n])) => {}
            None => {
                let starts = words.starts_sentence(speeches[n].tokens.start);
                match last.filter(|&at| !told_between(words, &speeches[n - 1], &speeches[n], &out[at])) {
                    Some(at) if starts => {
                        speeches[n].taken = Some(at);
                        out[at].content.push(speeches[n].span);
                    }
                    _ if starts || introduced_whole(words, &speeches[n]) => {
                        speeches[n].taken = Some(out.len());
                        last = Some(out.len());
                        out.push(Attribution::direct(speeches[n].span, Vec::new(), Vec::new()));
                    }
                    _ => {}
                }
            }
        }
    }
    for a in out {
        a.content.sort();
    }
}

/// `“A,” Lee said. Ray put it another way. “B.”`: whether a whole sentence stands between two quotations, which is not that of
/// the cue: `“A?” Lee asked. “B.”`
fn told_between(words: &Words<'_>, first: &Speech, second: &Speech, a: &Attribution) -> bool {
    let own = |i: usize| a.cue.iter().chain(&a.source).any(|s| s.covers(words.span(i)));
    let mut between = first.tokens.end..second.tokens.start;
    between.any(|i| words.starts_sentence(i) && words.kind(i) == Some(TokenKind::Word) && !own(i))
}

/// `Here’s Clinton in 1992: “…”`: a sentence behind a colon is quoted, whoever says it.
fn introduced_whole(words: &Words<'_>, speech: &Speech) -> bool {
    /// Fewer words may be a name or a motto.
    const FEW: usize = 5;
    let colon = speech.tokens.start.checked_sub(1).is_some_and(|i| words.word(i) == ":");
    let count = speech.tokens.clone().filter(|&i| words.kind(i) == Some(TokenKind::Word)).count();
    // "More quietly: “It is late.”"
    colon && speech.whole && (count >= FEW || led::is_led(words, speech.span))
}

/// `“He lied,” said X. “Twice.”`: one word that is a sentence.
fn exclaimed(words: &Words<'_>, speech: &Speech) -> bool {
    let Range { start, end } = speech.tokens.clone();
    let inside = start + 1..end.saturating_sub(1);
    let ends = end >= words.len() || words.starts_sentence(end) && words.sentence(end) != words.sentence(start);
    words.starts_sentence(start)
        && ends
        && inside.len() > 1
        && words.capitalised(start + 1)
        && words.stop(inside.end - 1)
}

/// `“If we lose,” said X, “we lose together.”`: nothing but the cue stands between two halves of a sentence.
fn interrupted(words: &Words<'_>, cues: &[Cue], first: &Speech, second: &Speech, out: &[Attribution]) -> bool {
    let Some(attribution) = first.taken.and_then(|at| out.get(at)) else { return false };
    // "“We are calm,” according to Ann Lee, “but cross.”"
    let behind = first.tokens.end + usize::from(words.comma(first.tokens.end));
    let phrase = attribution.cue.is_empty() && words.phrase(behind, "according to").is_some();
    if phrase
        && words.comma(second.tokens.start.saturating_sub(1))
        && !(behind..second.tokens.start).any(|i| words.stop(i))
    {
        return true;
    }
    let between = Span::new(first.span.end(), second.span.start());
    let edge = second.tokens.start.saturating_sub(1);
    (words.comma(edge) || words.dash(edge))
        && !titled::is_title(words, cues, second)
        && attribution.cue.iter().all(|c| between.covers(*c))
        && !attribution.cue.is_empty()
        && attribution.source.iter().all(|s| between.covers(*s))
        && (first.tokens.end..edge).all(|i| !words.stop(i) && words.word(i) != ";")
}

/// Where the words behind a quotation begin.
struct Behind {
    start: usize,
    /// Whether a comma or a dash parts them from it.
    punctuated: bool,
    /// Whether it ends with a mark inside.
    closed: bool,
}

/// The words behind a quotation, where they may say who said it.
fn open_behind(words: &Words<'_>, cues: &[Cue], speech: &Speech) -> Option<Behind> {
    let mut start = speech.tokens.end;
    if start >= words.len() || words.stop(start) {
        return None;
    }
    let punctuated = words.comma(start) || words.dash(start);
    if punctuated {
        start += 1;
    }
    // "the plan was “a disgrace!” Police said …"
    if words.broken(speech.tokens.start..start + 1) == Some(start) {
        return None;
    }
    // "called it “fiction”, while the party demanded …", "…, and its chair demanded …": another clause, with a speaker of
    // its own.
    let clause = matches!(words.word(start), "while" | "whereas" | "although" | "and" | "but");
    if clause && !words.starts_sentence(speech.tokens.start) {
        return None;
    }
    if reported(words, cues, speech) {
        return None;
    }
    // "Lee said, “Yes,” and Berg said, “No.”"
    let own = || ahead::before(words, cues, speech.tokens.start, speech.whole).is_some();
    if matches!(words.word(start), "and" | "but") && own() {
        return None;
    }
    let last = (speech.tokens.start..speech.tokens.end).rev().find(|&i| words.kind(i) != Some(TokenKind::Quote))?;
    let full_stop = matches!(words.word(last), "." | "。");
    let closed = words.comma(last) || words.stop(last) || words.dash(last);
    if full_stop && !punctuated && words.capitalised(start) {
        return None;
    }
    // "The trader replied: “Who is he?” The gallery laughed"
    let colon = speech.tokens.start.checked_sub(1).is_some_and(|i| words.word(i) == ":" || words.comma(i));
    if colon && !punctuated && words.stop(last) && words.capitalised(start) && own() {
        return None;
    }
    // "The “awful” officials claim": a word of the noun phrase.
    let inner = speech.tokens.start.checked_sub(1).is_some_and(|i| words.is(i, Closed::DETERMINER));
    if inner && !punctuated && !closed {
        return None;
    }
    Some(Behind { start, punctuated, closed })
}

/// `“…,” said X` and `“…,” X said`.
fn behind(words: &Words<'_>, cues: &[Cue], speech: &Speech) -> Option<(usize, Option<Range<usize>>)> {
    let Behind { start, punctuated, closed } = open_behind(words, cues, speech)?;
    let limit = words.sentence_of(start).end.min(start + 45);
    let first = cues.partition_point(|c| c.head < start);
    for (n, cue) in cues.iter().enumerate().skip(first).take_while(|(_, c)| c.head < limit).take(3) {
        let apart = |i: usize| words.quoted(i) || words.stop(i) || words.word(i) == ":" || words.word(i) == ";";
        // "“…,” Ann Lee, in a hat that said “Ted”, noted"
        let by_tree = || {
            let tells = cue.finite() && cue.frames.is(Frames::DIRECT) && !cue.passive;
            let own = |who: &Range<usize>| who.start == start && who.end <= cue.group.start;
            let opens = words.starts_sentence(speech.tokens.start);
            if tells && opens { doer::doer(words, cue.head).filter(own) } else { None }
        };
        if (start..cue.head).any(|i| apart(i) && !bracketed(words, start, i)) {
            let whole = |who: &Range<usize>| !(who.end..cue.head).any(apart);
            return by_tree().filter(whole).map(|who| (n, Some(who)));
        }
        // "“…,” judge Lee noted"
        let role = cue.form == VerbForm::Base && lexicon::noun(words.word(cue.head)).role.is_some();
        // "“…,” the Strand report explained": a noun before the verb that tells.
        let present = matches!(cue.form, VerbForm::Base | VerbForm::Third) && cue.group.len() == 1;
        let noun = present && cues.get(n + 1).is_some_and(|next| next.group.start == cue.group.end && next.finite());
        if !cue.frames.is(Frames::DIRECT) || cue.passive || role || noun || cue.is_noun(words) {
            continue;
        }
        // "Ann Lee, who asked not to be named, said": the verb of an apposition is not the cue.
        let relative = matches!(words.word(cue.group.start.wrapping_sub(1)), "who" | "which" | "that");
        if cue.group.start > start && (relative || !cue.finite()) {
            continue;
        }
        if cue.group.start <= start {
            if let Some(who) = source::behind(words, cue) {
                let elsewhere = embedded::reports_on(words, cue, &who, speech);
                return (!elsewhere).then_some((n, Some(who)));
            }
            if words.is(cue.group.end, Closed::PREPOSITION) || cue.form == VerbForm::Gerund {
                continue;
            }
        }
        if let Some(who) = source::before(words, cue).map(|who| with_role(words, start, who))
            // "“No!” Nobody answered."
            && words.word(who.start) != "nobody"
            // "“…” are the main reasons": what is quoted has a verb of its own.
            && (who.start <= start + usize::from(!words.is(start, Closed::AUXILIARY))
                || (start..who.start).all(|i| words.is(i, Closed::ADVERB) || words.comma(i)))
            && cue.finite()
            && (punctuated || closed || subject(words, cue, &who))
            && !noun_phrase::with_clause(words, &who)
            && !embedded::reports_on(words, cue, &who, speech)
        {
            return Some((n, Some(who)));
        }
        // "“…,” Lee, after a long pause, said of it"
        let named = by_tree().filter(|who| words.name(who.start)).or_else(|| before_phrase(words, start, cue));
        return named.filter(|_| punctuated || closed).map(|who| (n, Some(who)));
    }
    None
}

/// "“…,” Lee, after a long pause, said": the name before a phrase between commas.
fn before_phrase(words: &Words<'_>, start: usize, cue: &Cue) -> Option<Range<usize>> {
    let open = (start..cue.group.start).find(|&i| !words.name(i)).filter(|&i| i > start && words.comma(i))?;
    let close = cue.group.start - 1;
    let plain = (open + 1..close).all(|i| !words.tensed(i) && !words.comma(i));
    let phrase = words.is(open + 1, Closed::PREPOSITION) && open + 2 < close && words.comma(close);
    (cue.finite() && phrase && plain).then_some(start..open)
}

/// "“…,” author and | one of the organisers, Ann Lee, said": a source with the role that "and" joins to it, from token
/// `start` on.
fn with_role(words: &Words<'_>, start: usize, who: Range<usize>) -> Range<usize> {
    let joined =
        who.start == start + 2 && words.word(start + 1) == "and" && lexicon::noun(words.word(start)).role.is_some();
    if joined { start..who.end } else { who }
}

/// Whether token `i` stands in a bracket that opens at `start` or behind it: "Lee (real name: Ann Berg) wrote".
fn bracketed(words: &Words<'_>, start: usize, i: usize) -> bool {
    let mark = |j: &usize| matches!(words.word(*j), "(" | ")");
    (start..i).rev().take(BRACKET).find(mark).is_some_and(|j| words.word(j) == "(")
}

/// Whether words are the subject of a verb, where no mark parts them from the quotation before: “unsafe” bridge report.
fn subject(words: &Words<'_>, cue: &Cue, who: &Range<usize>) -> bool {
    let last = who.end - 1;
    let known =
        words.is(who.start, Closed::PRONOUN.or(Closed::DETERMINER)) || who.clone().any(|i| words.capitalised(i));
    let plural = words.word(last).ends_with('s') || lexicon::noun(words.word(last)).group;
    // "‘fake’ fans in a long Instagram post": one thing is the subject of no verb without an ending.
    let many = plural || words.is(last, Closed::PRONOUN) || who.clone().any(|i| words.word(i) == "and");
    if cue.form == VerbForm::Base && cue.group.len() == 1 {
        return many && (known || words.may_be_verb(cue.head));
    }
    known || cue.form != VerbForm::Third && words.may_be_verb(cue.head)
}

/// `When she declared that the hall “belongs to the ages”, I wondered`: words in the middle of a clause that a verb before
/// it reports, up to which nothing parts them from it.
fn reported(words: &Words<'_>, cues: &[Cue], speech: &Speech) -> bool {
    let start = speech.tokens.start;
    let begin = words.sentence_of(start).start;
    let next = cues.partition_point(|c| c.head < start);
    let clause = |c: &Cue| {
        let behind = c.group.end;
        words.word(behind) == "that"
            && behind + 1 < start
            && (behind..start).all(|i| words.kind(i) == Some(TokenKind::Word) && !words.quoted(i))
    };
    !speech.whole && cues[..next].iter().rev().take_while(|c| c.head >= begin).take(2).any(clause)
}
