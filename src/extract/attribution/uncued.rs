//! Quotations that no listed cue attributes: a verb by its place alone, a signature, a label, a statement.

use std::ops::Range;

use super::cue::Cue;
use super::direct::Speech;
use super::words::Words;
use super::{doer, phrase, source};
use crate::extract::lexicon::{Closed, WordSet, cues, noun};
use crate::text::{Span, TokenKind};

/// The words that attribute a quotation that no cue has, and those that name who.
pub(super) fn found(words: &Words<'_>, speech: &Speech) -> Option<(Vec<Span>, Range<usize>)> {
    let verb = |(cue, who)| (vec![words.cover(cue)], who);
    (issued(words, speech).or_else(|| unlisted(words, speech)).map(verb))
        .or_else(|| signature(words, speech))
        .or_else(|| owned(words, speech))
        .or_else(|| in_words(words, speech))
        .or_else(|| told(words, speech).map(verb))
        .or_else(|| phrase::before(words, speech.tokens.start).map(verb))
        .or_else(|| label(words, speech))
        .or_else(|| put_so(words, speech))
        .or_else(|| as_put(words, speech))
        .or_else(|| put(words, speech).map(verb))
}

/// `The campaign worded it even more carefully: “…”`: the main verb before a colon, and its subject, who may speak.
fn put(words: &Words<'_>, speech: &Speech) -> Option<(Range<usize>, Range<usize>)> {
    let colon = speech.tokens.start.checked_sub(1).filter(|&i| words.word(i) == ":" && speech.whole)?;
    let (cue, who) = doer::before_colon(words, colon)?;
    let head = who.clone().take_while(|&i| !words.comma(i) && !words.is(i, Closed::PREPOSITION)).count();
    let speaks = phrase::tells(words, who.start..who.start + head) || source::subject_pronoun(words, who.start);
    speaks.then_some((cue, who))
}

/// `Ann Lee issued a short statement: “…”`: the verb with what is issued, and who issues it.
fn issued(words: &Words<'_>, speech: &Speech) -> Option<(Range<usize>, Range<usize>)> {
    let colon = speech.tokens.start.checked_sub(1).filter(|&i| words.word(i) == ":")?;
    let begin = words.sentence_of(colon).start;
    let issues = |i: &usize| WordSet::Issues.has(words.word(*i));
    let verb = (begin..colon).rev().take(20).find(issues)?;
    let medium = (verb + 1..colon.min(verb + 7)).find(|&i| words.is(i, Closed::MEDIUM))?;
    let article = words.is(verb + 1, Closed::DETERMINER);
    let start = if words.is(verb.wrapping_sub(1), Closed::AUXILIARY) { verb - 1 } else { verb };
    let be = WordSet::Be.has(words.word(start));
    let who = source::before(words, &Cue::of_verb(start..verb + 1)).filter(|_| article && !be)?;
    Some((start..medium + 1 + usize::from(medium + 1 == colon), who))
}

/// `“…,” glowered Ann Lee` and `“…,” Ann Lee glowers.`: a verb that no list has, by its place alone.
fn unlisted(words: &Words<'_>, speech: &Speech) -> Option<(Range<usize>, Range<usize>)> {
    let mut start = speech.tokens.end;
    let last = (speech.tokens.start..start).rev().find(|&i| words.kind(i) != Some(TokenKind::Quote))?;
    let inside = words.comma(last) || matches!(words.word(last), "!" | "?");
    if words.comma(start) {
        start += 1;
    } else if !inside {
        return None;
    }
    if !words.starts_sentence(speech.tokens.start) || words.quoted(start) {
        return None;
    }
    let verb = |i: usize| words.open(i) && !words.capitalised(i) && words.word(i).len() > 2;
    let limit = words.sentence_of(start).end;
    // "rued shopkeeper Ann Lee"
    let role = noun(words.word(start + 1)).role.is_some_and(|r| !r.plural && !r.anonymous) && words.name(start + 2);
    if verb(start) && (words.name(start + 1) || role) {
        let who = source::behind_verb(words, start + 1)?;
        return Some((start..start + 1, who));
    }
    // "gets carried away a docker": as translations put it.
    if verb(start) && words.tensed(start) {
        let subject = (start + 1..limit.min(start + 4)).find(|&i| !(words.open(i) || words.is(i, Closed::ADVERB)))?;
        let begins = words.is(subject, Closed::DETERMINER) && !words.is(subject, Closed::PREPOSITION);
        let who = source::behind_verb(words, subject).filter(|w| begins && w.len() > 1)?;
        // Where they stand is no part of who they are.
        let place = who.clone().find(|&i| matches!(words.word(i), "at" | "in" | "on" | "near" | "by"));
        return Some((start..subject, who.start..place.unwrap_or(who.end)));
    }
    // "“Hands up!” an officer ordered."
    let determined = words.is(start, Closed::DETERMINER) && !words.is(start, Closed::PRONOUN);
    let ends = |i: usize| words.stop(i + 1) || i + 1 >= limit || words.comma(i + 1);
    let finite = |i: usize| verb(i) && (words.word(i).ends_with('s') || words.word(i).ends_with("ed")) && ends(i);
    let named = (start..limit).take_while(|&i| words.name(i)).last().map(|i| i + 1);
    let plain = |&i: &usize| words.open(i) && !words.quoted(i);
    // "… ordered as they ran"
    let as_it_was = |i: usize| matches!(words.word(i + 1), "as" | "when" | "while") && words.word(i).ends_with("ed");
    let noun = || {
        let mut noun = (start + 1..limit.min(start + 6)).take_while(plain);
        noun.find(|&i| i > start + 1 && (finite(i) || verb(i) && as_it_was(i)))
    };
    let who = named.or_else(|| noun().filter(|_| determined))?;
    (finite(who) || named.is_none()).then_some((who..who + 1, start..who))
}

/// `“…” — Ann Lee`: a dash and a name that end the block.
fn signature(words: &Words<'_>, speech: &Speech) -> Option<(Vec<Span>, Range<usize>)> {
    let dash = speech.tokens.end;
    let end = words.len();
    let named = words.dash(dash) && (2..=11).contains(&(end - dash)) && words.name(dash + 1);
    let plain = named
        && (dash + 1..end)
            .all(|i| !words.is(i, Closed::AUXILIARY) && !words.quoted(i) && (!words.stop(i) || i + 1 == end));
    let end = words.sentence_of(dash).end.min(dash + 12);
    let last = (dash + 1..end).rev().find(|&i| !words.stop(i));
    plain.then(|| (vec![words.span(dash)], dash + 1..last.map_or(end, |i| i + 1)))
}

/// `Ann Lee: “…”`, `Tom Berg, the owner: “…”`: a name or a role before a colon.
fn label(words: &Words<'_>, speech: &Speech) -> Option<(Vec<Span>, Range<usize>)> {
    /// The most tokens of a label, without and with a description.
    const LONGEST: (usize, usize) = (6, 16);
    let colon = speech.tokens.start.checked_sub(1)?;
    if words.word(colon) != ":" || !speech.whole && speech.tokens.len() < 4 {
        return None;
    }
    let begin = words.sentence_of(colon).start;
    let plain = |i: usize| {
        words.name(i)
            || words.is(i, Closed::DETERMINER)
            || matches!(words.word(i), "." | "of" | "de" | "van" | "-")
            || words.kind(i) == Some(TokenKind::Word) && words.open(i)
    };
    let comma = (begin..colon.min(begin + LONGEST.1)).find(|&i| words.comma(i) || words.word(i) == "(");
    let head = begin..comma.unwrap_or(colon);
    // "Video shows rescue of victim: “…”"
    let told = head.clone().any(|i| words.tensed(i) && words.open(i) && !words.capitalised(i));
    let named = !told && head.len() <= LONGEST.0 && head.clone().any(|i| words.name(i)) && head.clone().all(plain);
    // What describes has no verb and none of the small words of a clause.
    let clause = Closed::AUXILIARY.or(Closed::PRONOUN).or(Closed::SUBORDINATOR).or(Closed::NEGATION);
    let describes = |i: usize| {
        !words.is(i, clause) && !words.tensed(i) && !words.quoted(i) && !words.stop(i) && !matches!(words.word(i), ";")
    };
    let described = comma.is_none_or(|comma| {
        words.starts_sentence(begin)
            && words.name(begin)
            && head.clone().all(|i| words.name(i) || matches!(words.word(i), "." | "de" | "van" | "-"))
            && colon - begin <= LONGEST.1
            && (comma..colon).all(describes)
    });
    (named && described).then(|| (vec![words.span(colon)], begin..colon))
}

/// `Ann Lee disagrees: “…”`, `Ann Lee, who lives there, is not so sure: “…”`: a verb that no list has, with what stands
/// between it and the colon, and its subject.
fn told(words: &Words<'_>, speech: &Speech) -> Option<(Range<usize>, Range<usize>)> {
    /// The most tokens from the verb to the colon.
    const LONGEST: usize = 8;
    let colon = speech.tokens.start.checked_sub(1).filter(|&i| words.word(i) == ":" && speech.whole)?;
    let begin = words.sentence_of(colon).start.max(colon.saturating_sub(LONGEST));
    let plain = |&i: &usize| !words.comma(i) && !words.quoted(i) && !words.stop(i) && !words.dash(i) && !words.name(i);
    let tensed = (begin..colon).rev().take_while(plain).find(|&i| words.tensed(i));
    // "Ann Lee, who lives there, disagrees: “…”": a word alone, where a verb is due.
    let form = |i: usize| words.word(i).ends_with('s') || words.word(i).ends_with("ed");
    let alone = |&i: &usize| words.comma(i.wrapping_sub(1)) && words.open(i) && form(i) && !words.capitalised(i);
    // "The archivist, Ann Lee, doubts it: “…”"
    let object = colon.checked_sub(2).filter(|&i| matches!(words.word(i + 1), "it" | "that" | "this"));
    let verb = tensed.or(colon.checked_sub(1).filter(alone)).or(object.filter(alone))?;
    let who = source::before_verb(words, verb)?;
    let mut head = who.clone().take_while(|&i| !words.comma(i));
    // "One rebel was blunter: “…”", but not "The message was clear: “…”"
    let somebody = head.any(|i| words.name(i) || noun(words.word(i)).role.is_some());
    let somebody = somebody || source::subject_pronoun(words, who.start);
    // "But Ann Lee is not so sure", and not "where they live".
    let before = who.start.wrapping_sub(1);
    let opens = |i: usize| words.starts_sentence(i) || words.comma(i.wrapping_sub(1));
    let begins = opens(who.start) || words.is(before, Closed::CONJUNCTION) && opens(before);
    let begins = begins && !words.is(who.start, Closed::SUBORDINATOR);
    (somebody && begins && words.may_speak(who.clone())).then_some((verb..colon + 1, who))
}

/// `Lee’s response: “…”`, `Her answer was blunt: “…”`, `“…,” was Lee’s response`: the words that attribute, and whose they are.
fn owned(words: &Words<'_>, speech: &Speech) -> Option<(Vec<Span>, Range<usize>)> {
    let owned = |i: usize| words.open(i) && phrase::is_owned(words.word(i));
    let be = |i: usize| matches!(words.word(i), "is" | "was");
    let speaks = |who: &Range<usize>| words.may_speak(who.clone());
    if let Some(colon) = speech.tokens.start.checked_sub(1).filter(|&i| words.word(i) == ":") {
        let begin = words.sentence_of(colon).start;
        // "The reply came from Ann Lee an hour later: “…”"
        let came = (begin + 1..colon).take(4).find(|&i| matches!(words.word(i), "came" | "comes"));
        if let Some(came) = came.filter(|&i| owned(i - 1) && words.word(i + 1) == "from")
            && let Some(who) =
                source::named_behind(words, came + 2, false).filter(|who| who.end <= colon && speaks(who))
            && (who.end..colon).all(|i| !words.tensed(i) && !words.quoted(i))
        {
            return Some((vec![words.cover(came - 1..came + 2)], who));
        }
        let begin = begin.max(colon.saturating_sub(5));
        let at = (begin..colon).rev().find(|&i| owned(i))?;
        let plain = |i: usize| (words.open(i) || words.is(i, Closed::ADVERB)) && !words.capitalised(i);
        let blunt = at + 1 == colon || be(at + 1) && (at + 2..colon).all(plain);
        let who = source::owner(words, at).filter(|who| blunt && speaks(who))?;
        return Some((vec![words.cover(at..colon + 1)], who));
    }
    let verb = speech.tokens.end + usize::from(words.comma(speech.tokens.end));
    if !be(verb) || !words.starts_sentence(speech.tokens.start) {
        return None;
    }
    let limit = words.sentence_of(verb).end.min(verb + 10);
    let at = (verb + 2..limit).find(|&i| owned(i))?;
    let who = source::owner(words, at).filter(|who| who.start == verb + 1 && speaks(who))?;
    Some((vec![words.span(verb), words.span(at)], who))
}

/// `The plan is, in Lee's own words, “a joke”`: whose words they are.
fn in_words(words: &Words<'_>, speech: &Speech) -> Option<(Vec<Span>, Range<usize>)> {
    let noun = speech.tokens.start.checked_sub(2).filter(|&i| words.comma(i + 1) || words.word(i + 1) == ":")?;
    let who = source::owner(words, noun).filter(|_| words.word(noun) == "words")?;
    let before = who.start.checked_sub(1).filter(|&i| words.word(i) == "in")?;
    // "She promised to go because, in her words, “it is late”": a part of what she promised.
    let reports = |i: usize| words.tensed(i) && !cues().starting(words.word(i)).is_empty();
    if (words.sentence_of(before).start..before).any(reports) {
        return None;
    }
    Some((vec![words.span(before), words.span(noun)], who))
}

/// `As Ann Lee, who lives there, put it, “…”`: the words around who it is that put it so.
fn as_put(words: &Words<'_>, speech: &Speech) -> Option<(Vec<Span>, Range<usize>)> {
    let it = speech.tokens.start.checked_sub(2).filter(|&i| words.comma(i + 1) && words.word(i) == "it")?;
    let verb = it.checked_sub(1).filter(|&i| WordSet::Puts.has(words.word(i)))?;
    let begin = words.sentence_of(it).start;
    let at = (begin..verb).rev().take(40).find(|&i| words.word(i) == "as" && (i == begin || words.comma(i - 1)))?;
    let who = at + 1..verb;
    (!who.is_empty() && words.may_speak(who.clone())).then(|| (vec![words.span(at), words.cover(verb..it + 1)], who))
}

/// `“…,” is how Ann Lee put it`: the words around who it is that put it so.
fn put_so(words: &Words<'_>, speech: &Speech) -> Option<(Vec<Span>, Range<usize>)> {
    let be = speech.tokens.end + usize::from(words.comma(speech.tokens.end));
    if !matches!(words.word(be), "is" | "was") || !matches!(words.word(be + 1), "how" | "what") {
        return None;
    }
    let limit = words.sentence_of(be).end.min(be + 24);
    let verb = (be + 3..limit).find(|&i| WordSet::Puts.has(words.word(i)))?;
    let object = matches!(words.word(verb + 1), "it" | "things" | "this" | "that" | "them" | "him" | "her");
    let end = verb + 1 + usize::from(object);
    let who = be + 2..verb;
    let speaks = words.may_speak(who.clone()) && !who.clone().any(|i| words.quoted(i));
    speaks.then(|| (vec![words.cover(be..be + 2), words.cover(verb..end)], who))
}
