//! Titles in quotation marks, which nobody says: “he wrote in his memoir, ‘Bars and Measures,’”, “the ship ‘Aurora’”.

use std::ops::Range;

use super::Attribution;
use super::cue::Cue;
use super::direct::Speech;
use super::noun_phrase::possessive;
use super::source::{clause_start, is_noun_phrase, trim_start};
use super::words::Words;
use crate::extract::lexicon::{self, Closed, WordSet, cues};
use crate::text::{Span, TokenKind};

/// One title, or some that are joined, with the words before that show it.
struct Title {
    span: Span,
    /// From the noun phrase or the verb that shows it.
    shown: Span,
}

/// Drops what says nothing but titles.
pub(super) fn without(words: &Words<'_>, cues: &[Cue], speeches: &[Speech], out: &mut Vec<Attribution>) {
    let mut titles: Vec<Title> = Vec::new();
    for speech in speeches.iter().filter(|s| s.taken.is_none()) {
        let joined = titles.last_mut().filter(|t| {
            let between = words.token_at(t.span.end())..speech.tokens.start;
            capitals(words, speech)
                && !between.is_empty()
                && between.len() < 3
                && between.clone().all(|i| joins(words, i))
        });
        if let Some(title) = joined {
            title.span = title.span.until(speech.span.end());
        } else if let Some(shown) = shown(words, speech) {
            titles.push(Title { span: speech.span, shown: words.cover(shown).until(speech.span.end()) });
        } else if is_title(words, cues, speech) {
            let shown = work_behind(words, speech).map_or(speech.span, |work| speech.span.join(work));
            titles.push(Title { span: speech.span, shown });
        }
    }
    // They are in order and apart.
    let nothing_else = |a: &Attribution| {
        let [content] = a.content[..] else { return false };
        let near = titles.get(titles.partition_point(|t| t.span.end() <= content.start()));
        near.is_some_and(|t| {
            let sung = t.shown.start() < t.span.start()
                && content.start() == t.span.start()
                && a.cue.iter().any(|c| t.shown.covers(*c));
            sung || t.shown.join(t.span).covers(content)
        })
    };
    if !titles.is_empty() {
        out.retain(|a| !nothing_else(a));
    }
}

fn joins(words: &Words<'_>, i: usize) -> bool {
    words.comma(i) || matches!(words.word(i), "and" | "or")
}

/// Whether all that is no small word is written large, and something is.
fn capitals(words: &Words<'_>, speech: &Speech) -> bool {
    let mut inside = speech.tokens.clone().filter(|&i| words.open(i)).peekable();
    inside.peek().is_some() && inside.all(|i| words.capitalised(i))
}

fn several(words: &Words<'_>, speech: &Speech) -> bool {
    speech.tokens.clone().filter(|&i| words.kind(i) == Some(TokenKind::Word)).nth(1).is_some()
}

/// `the ship “Aurora”`, `sang “The Long Road Home”`: the words right before a title that show it is one.
fn shown(words: &Words<'_>, speech: &Speech) -> Option<Range<usize>> {
    let before = speech.tokens.start.checked_sub(1).filter(|_| capitals(words, speech))?;
    // "a post with the title “Free Them All!”": somebody's words, though a title.
    if matches!(words.word(speech.tokens.end.saturating_sub(2)), "!" | "?") {
        return None;
    }
    if WordSet::Performs.has(words.word(before)) && several(words, speech) {
        return Some(before..speech.tokens.start);
    }
    let begin = words.sentence_of(before).start.max(before.saturating_sub(4));
    let determines = |&i: &usize| {
        words.is(i, Closed::DETERMINER) || matches!(words.word(i), "his" | "her" | "their" | "its" | "'s" | "’s")
    };
    let start = (begin..before).rev().take_while(|&i| words.open(i) || determines(&i)).find(determines)?;
    WordSet::Titled.has(words.word(before)).then_some(start..speech.tokens.start)
}

/// Whether a quotation is the title of what is named before: `he wrote in his memoir, “Bars and Measures.”`
pub(super) fn is_title(words: &Words<'_>, cues: &[Cue], speech: &Speech) -> bool {
    let named = || has_title(words, &speech.tokens).is_some();
    if speech.called.is_some() || shown(words, speech).is_some() || named() {
        return true;
    }
    if work_behind(words, speech).is_some() {
        return true;
    }
    let Some(noun) = speech.tokens.start.checked_sub(2).filter(|&i| words.comma(i + 1)) else { return false };
    let near = &cues[..cues.partition_point(|c| c.group.start <= noun)];
    // "told the crowd, “Absolutely Not.”"
    let heard = lexicon::noun(words.word(noun));
    let hears = heard.role.is_some() || heard.group || heard.body.is_some_and(|b| !b.document);
    several(words, speech)
        && capitals(words, speech)
        && words.open(noun)
        && !words.capitalised(noun)
        && !hears
        && !words.is(noun, Closed::MEDIUM)
        && !near.iter().rev().take(3).any(|c| c.group.contains(&noun))
}

/// `in “Lost Years,” her second novel, Lee writes`: what a quotation is the title of, between commas behind it.
fn work_behind(words: &Words<'_>, speech: &Speech) -> Option<Span> {
    let end = speech.tokens.end;
    let shut = words.comma(end.wrapping_sub(2)) || words.comma(end);
    let first = end + usize::from(words.comma(end));
    let determined = words.is(first, Closed::DETERMINER) || WordSet::Possessive.has(words.word(first));
    let part = |i: &usize| words.open(*i) || words.kind(*i) == Some(TokenKind::Number);
    let noun = first + (first + 1..first + 5).take_while(part).count();
    let word = words.word(noun);
    let work = WordSet::Titled.has(word) || lexicon::noun(word).body.is_some_and(|b| b.document);
    let apart = words.comma(noun + 1) || words.stop(noun + 1);
    (shut && determined && work && apart && capitals(words, speech)).then(|| words.cover(first..noun + 1))
}

/// `The report, “Lost Years,” says`: a noun phrase with its title, which ends before token `end`.
pub(super) fn with_title(words: &Words<'_>, end: usize) -> Option<Range<usize>> {
    let start = (0..end).rev().take_while(|&i| words.quoted(i)).last()?;
    let title = start..end;
    has_title(words, &title).map(|noun| noun.start..end)
}

/// The noun phrase whose title a quotation is, its tokens given: it stands behind it, between commas or without any, before
/// a verb.
pub(super) fn has_title(words: &Words<'_>, title: &Range<usize>) -> Option<Range<usize>> {
    let end = title.start.checked_sub(1).map(|i| if words.comma(i) { i } else { i + 1 }).filter(|&end| end > 0)?;
    let apart = end < title.start;
    let inside = || title.clone().filter(|&i| words.open(i));
    let shut = words.comma(title.end.checked_sub(2)?) || words.comma(title.end);
    let next = title.end + usize::from(words.comma(title.end));
    let other = Closed::CONJUNCTION.or(Closed::PREPOSITION).or(Closed::PRONOUN).or(Closed::DETERMINER);
    let goes_on = words.kind(next) == Some(TokenKind::Word)
        && !words.capitalised(next)
        && !words.is(next, other.or(Closed::SUBORDINATOR));
    if shut != apart || !goes_on || inside().next().is_none() || !inside().all(|i| words.capitalised(i)) {
        return None;
    }
    let noun = trim_start(words, clause_start(words, words.sentence_of(end - 1).start, end), end);
    let determined = words.is(noun.start, Closed::DETERMINER) || noun.clone().any(|i| possessive(words, i));
    let common = noun.len() > 1 && words.open(end - 1) && !words.capitalised(end - 1);
    // "The mayor said “No” twice", "the minister’s call “Back to Basics” haunts him", but "The report “Lost Years” says"
    let verb = !apart
        && !cues().starting(words.word(end - 1)).is_empty()
        && !words.is(end.wrapping_sub(2), Closed::DETERMINER);
    (determined && common && !verb && is_noun_phrase(words, noun.clone())).then_some(noun)
}
