//! Phrases that attribute without a verb: "according to", "in the words of".

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::indirect::span;
use super::words::Words;
use super::{Attribution, overlap, parenthetical, source};
use crate::extract::lexicon::{Closed, characterising, cues, noun, rows};
use crate::extract::{Mention, QuoteKind};
use crate::text::TokenKind;

/// Finds "According to X, …" and its like.
pub(super) fn attribute(words: &Words<'_>, out: &mut Vec<Attribution>) {
    let mut i = 0;
    while i < words.len() {
        if let Some(a) = (!words.quoted(i)).then(|| owned(words, i)).flatten() {
            out.push(a);
        }
        let found = (!words.quoted(i)).then(|| phrase_at(words, i).or_else(|| view(words, i))).flatten();
        let Some((cue, who)) = found else {
            i += 1;
            continue;
        };
        let sentence = words.sentence_of(i);
        let first = (sentence.start..cue.start)
            .all(|j| words.kind(j) != Some(TokenKind::Word) || words.is(j, Closed::CONJUNCTION));
        let mut content = Vec::new();
        if quoted_behind(words, &cue, who.end).is_some() {
            // It is direct speech, and what stands before it the writer's.
        } else if first {
            let parted = words.comma(who.end) || words.word(who.end) == ":";
            let from = if parted { who.end + 1 } else { who.end };
            content.extend(span(words, from..sentence.end));
        } else {
            let from = clause_before(words, sentence.start, cue.start);
            let from = parenthetical::relative_clause(words, from, cue.start - 1);
            content.extend(span(words, from..cue.start));
            if words.comma(who.end) && words.comma(cue.start - 1) && who.end + 1 < sentence.end {
                content.extend(span(words, who.end + 1..sentence.end));
            }
        }
        i = who.end.max(i + 1);
        if !content.is_empty() {
            let (cue, source) = (vec![words.cover(cue)], vec![words.cover(who)]);
            out.push(Attribution::new(QuoteKind::Indirect, content, cue, source));
        }
    }
}

/// `It was, according to Ann Lee, “a disgrace”`, `It ended in shouting and, according to Ann Lee, “a disgrace”`: the
/// phrase before a quotation at token `start`, in a clause that breaks off before it.
pub(super) fn before(words: &Words<'_>, start: usize) -> Option<(Range<usize>, Range<usize>)> {
    /// The most tokens of such a phrase.
    const LONGEST: usize = 24;
    let comma = start.checked_sub(1).filter(|&i| words.comma(i))?;
    let begin = words.sentence_of(comma).start.max(comma.saturating_sub(LONGEST));
    let near = (begin..comma).rev().take_while(|&i| !words.quoted(i));
    near.filter_map(|i| phrase_at(words, i)).find(|(cue, who)| {
        who.end == comma && quoted_behind(words, cue, who.end).is_some_and(|quotation| quotation.start == start)
    })
}

/// The quotation that goes on with such a clause, behind the source that ends at token `end`.
fn quoted_behind(words: &Words<'_>, cue: &Range<usize>, end: usize) -> Option<Range<usize>> {
    let last = cue.start.checked_sub(2).filter(|&i| words.comma(i + 1))?;
    let breaks_off = Closed::CONJUNCTION.or(Closed::AUXILIARY).or(Closed::PREPOSITION).or(Closed::SUBORDINATOR);
    let start = end + usize::from(words.comma(end));
    let behind = (start..words.len()).find(|&i| !words.quoted(i)).unwrap_or(words.len());
    let ends = behind >= words.len() || words.stop(behind) || words.stop(behind.saturating_sub(2));
    (start < behind && words.is(last, breaks_off) && ends).then_some(start..behind)
}

/// What "according to" governs begins at its sentence, or behind the last semicolon.
fn clause_before(words: &Words<'_>, start: usize, end: usize) -> usize {
    (start..end).rev().find(|&i| words.word(i) == ";" && !words.quoted(i)).map_or(start, |i| i + 1)
}

fn phrase_at(words: &Words<'_>, i: usize) -> Option<(Range<usize>, Range<usize>)> {
    static PHRASES: LazyLock<Vec<&str>> =
        LazyLock::new(|| rows(include_str!("../lexicon/cue-phrases.tsv")).map(|row| row[0]).collect());
    if !matches!(words.word(i), "according" | "in" | "as" | "quoting" | "citing") {
        return None;
    }
    PHRASES.iter().find_map(|phrase| {
        let end = words.phrase(i, phrase)?;
        let who = source::named_behind(words, end, words.starts_sentence(i))?;
        // "withdrew, citing internal issues": reasons are no source.
        let cites = matches!(words.word(i), "citing" | "quoting");
        (!cites || tells(words, who.clone())).then_some((i..end, who))
    })
}

/// `For Ann Lee, the plan is “a disgrace to all of us”`: words in marks that no verb attributes are whose view it is.
fn view(words: &Words<'_>, i: usize) -> Option<(Range<usize>, Range<usize>)> {
    /// Fewer words in marks may be a name or a term.
    const FEW: usize = 4;
    if words.word(i) != "for" || !words.starts_sentence(i) {
        return None;
    }
    let who = source::named_behind(words, i + 1, true).filter(|who| words.comma(who.end))?;
    let named = |m: &Mention| m.names_person(words.text) && m.whole().start() == words.span(i + 1).start();
    let person = overlap::mentions(words.part, words.cover(who.clone())).iter().any(named);
    let clause = who.end + 1..words.sentence_of(i).end;
    let open = clause.clone().find(|&k| words.quoted(k)).filter(|_| person)?;
    let marked = (open..clause.end).take_while(|&k| words.quoted(k));
    let count = marked.filter(|&k| words.kind(k) == Some(TokenKind::Word)).count();
    // “has never had mud on her boots”
    let verb = (clause.start..open).any(|k| words.tensed(k)) || words.tensed(open + 1);
    let told = |k: usize| !words.quoted(k) && (cues().quotes(words.word(k)) || characterising(words.word(k)));
    (count >= FEW && verb && open > clause.start && !clause.clone().any(told)).then_some((i..i + 1, who))
}

/// Whether words name somebody, or something that can be read.
pub(super) fn tells(words: &Words<'_>, who: Range<usize>) -> bool {
    who.clone().any(|i| {
        let noun = noun(words.word(i));
        words.name(i) || noun.role.is_some() || noun.group || noun.body.is_some()
    })
}

/// How a noun for what its owner says or thinks attributes.
struct Owned {
    /// A clause follows: "her view is that …".
    that: bool,
    /// The preposition before its owner at the beginning of a sentence: "in her view, …".
    opens: Option<&'static str>,
}

static OWNED: LazyLock<FxHashMap<&str, Owned>> = LazyLock::new(|| {
    let noun = |row: Vec<&'static str>| (row[0], Owned { that: row[1] == "that", opens: row.get(2).copied() });
    rows(include_str!("../lexicon/owned-cues.tsv")).map(noun).collect()
});

/// Whether a noun, in lower case, is for what its owner says or thinks.
pub(super) fn is_owned(noun: &str) -> bool {
    OWNED.contains_key(noun)
}

/// `In Lee's words, …`, `Lee's view is that …`: a noun for what somebody says or thinks, at token `i`.
fn owned(words: &Words<'_>, i: usize) -> Option<Attribution> {
    if !words.open(i) {
        return None;
    }
    // Few words have an owner: those alone are looked up.
    let who = source::owner(words, i)?;
    let noun = OWNED.get(words.word(i))?;
    let sentence = words.sentence_of(i);
    let source = vec![words.cover(who.clone())];
    let before = who.start.checked_sub(1);
    let opens = before.filter(|&b| noun.opens == Some(words.word(b)) && words.starts_sentence(b));
    if let Some(b) = opens.filter(|_| words.comma(i + 1)) {
        let content = span(words, i + 2..sentence.end)?;
        let cue = vec![words.span(b), words.span(i)];
        return Some(Attribution::new(QuoteKind::Indirect, vec![content], cue, source));
    }
    let be = matches!(words.word(i + 1), "is" | "was" | "remains" | "remained");
    let that = i + 2 + usize::from(words.is(i + 2, Closed::ADVERB));
    if !noun.that || !be || words.word(that) != "that" {
        return None;
    }
    let content = span(words, that..sentence.end)?;
    Some(Attribution::new(QuoteKind::Indirect, vec![content], vec![words.cover(i..i + 2)], source))
}
