//! Indirect and mixed speech: clauses that a cue reports.

use std::ops::Range;

use super::cue::Cue;
use super::words::Words;
use super::{Attribution, hearer, noun_phrase, parenthetical, phrase, source};
use crate::extract::QuoteKind;
use crate::extract::lexicon::{Closed, Frames, VerbForm, WordClass, WordSet, characterising, common, cues, noun};
use crate::text::{Span, TokenKind};

/// Finds what the cues report that no quotation took.
pub(super) fn attribute(words: &Words<'_>, cues: &[Cue], used: &[bool], out: &mut Vec<Attribution>) {
    for (n, cue) in cues.iter().enumerate() {
        // "the imposing figure", "the lessons learned": no verb, or one without tense, by what stands around it.
        let bare = cue.group.len() == 1 && !cue.infinitive && cue.form != VerbForm::Gerund;
        let verb = words.may_be_verb(cue.head) && (!bare || words.may_be_tensed(cue.head));
        // "…, the weather office reports.": its place makes it a verb where the word alone looks like a noun.
        let last = !words.may_be_participle(cue.head) && (words.stop(cue.group.end) || cue.group.end >= words.len());
        // "The policy states that “no …”": what is quoted begins no relative clause.
        let quotes = words.word(cue.group.end) == "that" && words.quoted(cue.group.end + 1);
        // "Ann Lee, 78, claims she saw it": its place behind a name makes it a verb too.
        let placed = bare && cue.form == VerbForm::Third && words.comma(cue.head.wrapping_sub(1));
        let placed = placed
            && source::before(words, cue).is_some_and(|who| noun_phrase::is_name_with_more(words, who))
            && clause(words, cue).is_some();
        let never_noun = cue.finite() && WordSet::NoNoun.has(words.word(cue.head));
        let verb = verb || placed || never_noun || quotes && cue.finite() || tells_that(words, cue);
        if used[n] || !verb && !last && !parenthetical::is_inserted(words, cue) {
            continue;
        }
        let found = Some(()).filter(|()| verb).and_then(|()| reported(words, cues, used, n));
        let found = found
            .or_else(|| judged(words, cue))
            .or_else(|| parenthetical::parenthetical(words, cue))
            .or_else(|| Some(()).filter(|()| verb).and_then(|()| shared(words, cues, used, n, out)));
        if let Some((content, source)) = found {
            let cue = vec![words.cover(cue.group.clone())];
            out.push(Attribution::new(QuoteKind::Indirect, content, cue, source));
        }
    }
    phrase::attribute(words, out);
}

/// "The authors caution that it fell": several people before it, and a clause behind it, make a verb of what looks like a
/// noun.
fn tells_that(words: &Words<'_>, cue: &Cue) -> bool {
    let (verb, that) = (cue.group.start, cue.group.end);
    let bare = cue.group.len() == 1 && cue.frames.is(Frames::THAT) && words.word(that) == "that";
    if !bare || verb == 0 || !opens_clause(words, that + 1, words.sentence_of(that).end) {
        return false;
    }
    let Some(who) = source::before(words, cue).filter(|who| who.end == verb) else { return false };
    let head = (who.start..verb).take_while(|&i| !words.is(i, Closed::PREPOSITION)).last().unwrap_or(who.start);
    let known = noun(words.word(head));
    let several = known.group || known.role.is_some_and(|r| r.plural);
    // "From the press reports that I read": behind a preposition it is a noun.
    let joins = |i: usize| words.is(i, Closed::CONJUNCTION) || words.kind(i) != Some(TokenKind::Word);
    let opens = (words.sentence_of(verb).start..who.start).all(joins);
    match cue.form {
        VerbForm::Base => several && (opens || head + 1 == verb),
        // "The team cautions that"
        VerbForm::Third => opens && !several && words.is(who.start, Closed::DETERMINER) && known.body.is_some(),
        _ => false,
    }
}

pub(super) type Found = (Vec<Span>, Vec<Span>);

/// `X said (that) …`, `X claimed to …`, `X told Y that …`.
fn reported(words: &Words<'_>, cues: &[Cue], used: &[bool], n: usize) -> Option<Found> {
    let cue = &cues[n];
    if cue.passive {
        return told_by(words, cues, used, n);
    }
    if cue.form == VerbForm::Gerund {
        return None;
    }
    let who = if cue.infinitive { first_to(words, cue) } else { source::before(words, cue) }?;
    let start = clause(words, cue)?;
    let content = content(words, cues, used, n, start)?;
    Some((vec![content], vec![words.cover(who)]))
}

/// "was told by doctors that …": whom "by" names says it.
fn told_by(words: &Words<'_>, cues: &[Cue], used: &[bool], n: usize) -> Option<Found> {
    let by = cues[n].group.end;
    if words.word(by) != "by" {
        return None;
    }
    let who = source::named_behind(words, by + 1, false)?;
    let clause = words.word(who.end) == "that" || words.word(who.end) == "to" && cues[n].frames.is(Frames::OBJECT);
    let content = clause.then(|| content(words, cues, used, n, who.end)).flatten()?;
    Some((vec![content], vec![words.cover(who)]))
}

/// "was the first country to say": the subject of "was" says it.
fn first_to(words: &Words<'_>, cue: &Cue) -> Option<Range<usize>> {
    let sentence = words.sentence_of(cue.head).start;
    let be = (sentence..cue.head)
        .rev()
        .take(10)
        .find(|&i| matches!(words.word(i), "was" | "is" | "were" | "are" | "became" | "become"))?;
    let singled = (be..cue.head).any(|i| WordSet::Singled.has(words.word(i)));
    if !singled {
        return None;
    }
    let mut verb = cue.clone();
    verb.group.start = be;
    source::before(words, &verb)
}

/// Where the clause that a cue reports begins.
pub(super) fn clause(words: &Words<'_>, cue: &Cue) -> Option<usize> {
    let sentence = words.sentence_of(cue.head);
    let after = cue.group.end;
    if after >= sentence.end {
        return None;
    }
    let frames = cue.frames;
    if (frames.is(Frames::THAT) || frames.is(Frames::CLAUSE))
        && words.word(after) == "that"
        && !demonstrative(words, after)
    {
        return Some(after);
    }
    if frames.is(Frames::QUESTION) && question(words, after) {
        return Some(after);
    }
    if frames.is(Frames::INFINITIVE) && words.word(after) == "to" && !words.is(after + 1, Closed::DETERMINER) {
        return Some(after);
    }
    // What somebody asks another to do is mostly a deed: "the app asks riders to pay".
    let told = frames.is(Frames::OBJECT) && cue.finite() && !WordSet::Ask.has(words.word(cue.head));
    if told && hearer::before_infinitive(words, after) {
        return Some(after);
    }
    // "said on Monday that", "told reporters in Oslo that": nothing but adverbials and an object before "that".
    if frames.is(Frames::THAT) || frames.is(Frames::OBJECT) {
        let limit = sentence.end.min(after + 14);
        let plain = |&i: &usize| !words.quoted(i) && words.word(i) != ";";
        if let Some(i) = (after..limit).take_while(plain).find(|&i| words.word(i) == "that")
            && adverbial(words, after..i, frames)
            && !demonstrative(words, i)
        {
            return Some(i);
        }
    }
    if frames.is(Frames::OBJECT) && !frames.is(Frames::CLAUSE) {
        return None;
    }
    if frames.is(Frames::OBJECT) {
        // "told reporters he would", "told the court the bell was": whom, then a clause.
        let determined = usize::from(words.is(after, Closed::DETERMINER) && words.open(after + 1));
        let object = words.is(after, Closed::PRONOUN) || words.open(after + determined);
        let behind = after + determined + 1;
        let told = || hearer::behind(words, after).filter(|&i| opens_clause(words, i, sentence.end));
        return Some(behind).filter(|_| object && opens_clause(words, behind, sentence.end)).or_else(told);
    }
    if !frames.is(Frames::CLAUSE) {
        return None;
    }
    // "said in an emailed statement the company …"
    if words.is(after, Closed::PREPOSITION)
        && let Some(medium) = (after + 1..sentence.end.min(after + 7)).find(|&i| words.is(i, Closed::MEDIUM))
        && opens_clause(words, medium + 1, sentence.end)
    {
        return Some(medium + 1);
    }
    let mut start = after;
    // "said on Monday the …"
    if words.is(start, Closed::PREPOSITION) || words.is(start, Closed::TEMPORAL) {
        let day = start + usize::from(words.is(start, Closed::PREPOSITION));
        if !words.is(day, Closed::TEMPORAL) {
            return None;
        }
        start = day + 1;
    }
    opens_clause(words, start, sentence.end).then_some(start)
}

/// "that" as a determiner or pronoun: "said that in public", "believes that man".
fn demonstrative(words: &Words<'_>, i: usize) -> bool {
    words.stop(i + 1) || words.comma(i + 1) || matches!(words.word(i + 1), "much" | "way")
}

fn question(words: &Words<'_>, i: usize) -> bool {
    words.word(i) == "which" || WordSet::Question.has(words.word(i))
}

/// Whether a range holds no verb and no break: "reporters in Oslo on Monday".
fn adverbial(words: &Words<'_>, range: Range<usize>, frames: Frames) -> bool {
    let start = words.is(range.start, Closed::PREPOSITION)
        || words.is(range.start, Closed::TEMPORAL)
        || words.is(range.start, Closed::ADVERB)
        || words.comma(range.start)
        || frames.is(Frames::OBJECT);
    start && range.clone().all(|i| !words.is(i, Closed::AUXILIARY) && words.word(i) != ":" && !words.stop(i))
}

/// Whether a clause with a subject and a verb begins at `start`.
fn opens_clause(words: &Words<'_>, start: usize, end: usize) -> bool {
    if start >= end {
        return false;
    }
    let subject = words.is(start, Closed::PRONOUN)
        || words.is(start, Closed::DETERMINER)
        || words.name(start)
        || words.kind(start) == Some(TokenKind::Number)
        || words.open(start) && !words.word(start).ends_with("ing")
        || words.word(start) == "there"
        || words.quoted(start);
    if !subject || matches!(words.word(start), "himself" | "herself" | "itself" | "themselves") {
        return false;
    }
    let limit = end.min(start + 30);
    (start + 1..limit).any(|i| words.is(i, Closed::AUXILIARY) || words.tensed(i) || finite(words, i))
}

/// A word that looks like a finite verb.
pub(super) fn finite(words: &Words<'_>, i: usize) -> bool {
    let (w, before) = (words.word(i), i.wrapping_sub(1));
    words.open(i)
        && !words.capitalised(i)
        && (w.ends_with("ed") && w.len() > 3
            || !cues().starting(w).is_empty()
            || match common(w) {
                Some(WordClass::Past) => true,
                Some(WordClass::Verb) => w.ends_with('s'),
                _ => w == "plans",
            })
        && (!words.is(before, Closed::DETERMINER) || words.is(before, Closed::PRONOUN) || words.word(before) == "more")
}

/// From the beginning of a clause to the end of what is reported.
fn content(words: &Words<'_>, cues: &[Cue], used: &[bool], n: usize, start: usize) -> Option<Span> {
    let sentence = words.sentence_of(cues[n].head);
    let mut end = sentence.end;
    for (k, next) in cues[n + 1..].iter().enumerate() {
        if next.head >= sentence.end {
            break;
        }
        let participle = next.form == VerbForm::Gerund && next.group.start > start && words.comma(next.group.start - 1);
        if participle {
            end = next.group.start - 1;
            break;
        }
        if next.finite() && coordinated(words, next) && next.group.start > start + 2 {
            end = next.group.start - 1;
            break;
        }
        // "When Ryan said he was out, Harmon answered, “…”": the words of the next speaker are not the first's.
        if used.get(n + 1 + k).copied().unwrap_or(false)
            && let Some(who) = source::before(words, next)
            && who.start > start + 1
            && words.comma(who.start - 1)
        {
            end = who.start - 1;
            break;
        }
    }
    end = (start..end).find(|&i| words.word(i) == ";" && !words.quoted(i)).unwrap_or(end);
    span(words, start..end)
}

/// The words of a range without the stop and commas at its ends; a stop inside a quotation stays.
pub(super) fn span(words: &Words<'_>, range: Range<usize>) -> Option<Span> {
    let (mut start, mut end) = (range.start, range.end);
    while end > start
        && !words.quoted(end - 1)
        && (words.stop(end - 1) || words.comma(end - 1) || matches!(words.word(end - 1), ";" | ":"))
    {
        end -= 1;
    }
    while start < end && !words.quoted(start) && (words.comma(start) || words.dash(start)) {
        start += 1;
    }
    (end > start && (start..end).any(|i| words.kind(i) == Some(TokenKind::Word))).then(|| words.cover(start..end))
}

/// "The agency, which had said that it would not speak, denied the report": the verb behind a clause about its subject, and
/// the document that it judges.
fn judged(words: &Words<'_>, cue: &Cue) -> Option<Found> {
    let comma = cue.group.start.checked_sub(1).filter(|&i| words.comma(i))?;
    let verb = cue.finite() && cue.group.len() == 1 && WordSet::Judges.has(words.word(cue.head));
    let who = source::before(words, cue).filter(|_| verb)?;
    // "Lee, of no fixed address, denies two counts of theft"
    let (behind, end) = (cue.group.end, words.sentence_of(cue.head).end);
    let plain = words.open(behind) || words.kind(behind) == Some(TokenKind::Number);
    if matches!(words.word(cue.head), "denies" | "denied") && who.end == comma + 1 && plain {
        let more = (behind..end).find(|&i| words.comma(i) && words.word(i + 1).ends_with("ing"));
        return span(words, behind..more.unwrap_or(end)).map(|what| (vec![what], vec![words.cover(who)]));
    }
    let clause = who.clone().any(|i| words.comma(i) && noun_phrase::relative(words, i + 1)) && who.end == comma + 1;
    let what = source::behind(words, cue).filter(|what| {
        let determined = words.is(what.start, Closed::DETERMINER) && !words.is(what.start, Closed::PRONOUN);
        let document = what.clone().any(|i| noun(words.word(i)).body.is_some_and(|b| b.document));
        determined && document && (words.stop(what.end) || words.comma(what.end) || what.end >= words.len())
    })?;
    clause.then(|| (vec![words.cover(what)], vec![words.cover(who)]))
}

/// `X said …, adding that …`, `X condemned it and vowed to …`: a cue without a subject of its own has the source of the
/// cue before it in the sentence, or the sentence's subject.
fn shared(words: &Words<'_>, cues: &[Cue], used: &[bool], n: usize, out: &[Attribution]) -> Option<Found> {
    let cue = &cues[n];
    let joined = cue.form == VerbForm::Gerund && !cue.passive || cue.finite() && coordinated(words, cue);
    if !joined || cue.group.start == words.sentence_of(cue.head).start {
        return None;
    }
    let start = clause(words, cue)?;
    let content = content(words, cues, used, n, start)?;
    Some((vec![content], earlier(words, cue.group.start, out)?))
}

/// Whether "and" or "but" ties a cue to the verb before it.
fn coordinated(words: &Words<'_>, cue: &Cue) -> bool {
    cue.group.start > 0 && matches!(words.word(cue.group.start - 1), "and" | "but")
}

/// The source of the last cue before token `at` in its sentence, or the sentence's subject.
fn earlier(words: &Words<'_>, at: usize, out: &[Attribution]) -> Option<Vec<Span>> {
    let sentence = words.cover(words.sentence_of(at));
    let before = words.span(at).start();
    // "stood on the steps, where I learned it, and told": who does something in a clause that has ended.
    let closed = at > 1 && words.comma(at - 2);
    let relative = |a: &Attribution| {
        let word = words.token_at(a.source[0].start()).checked_sub(1).map_or("", |i| words.word(i));
        closed && matches!(word, "where" | "which" | "whom" | "when" | "as")
    };
    out.iter()
        .filter(|a| !a.source.is_empty() && !relative(a))
        .filter_map(|a| Some((a.cue.last()?, &a.source)))
        .filter(|(cue, _)| sentence.covers(**cue) && cue.end() <= before)
        .max_by_key(|(cue, _)| cue.start())
        .map(|(_, source)| source.clone())
        .or_else(|| source::subject_of(words, at).map(|who| vec![words.cover(who)]))
}

/// `X called it “a disaster”`: quoted words behind a verb that characterises.
pub(super) fn characterised(words: &Words<'_>, quotation: Range<usize>, out: &[Attribution]) -> Option<Attribution> {
    let sentence = words.sentence_of(quotation.start);
    let from = sentence.start.max(quotation.start.saturating_sub(14));
    let verb = (from..quotation.start).rev().find(|&i| {
        !words.quoted(i) && characterising(words.word(i)) && !words.is(i.wrapping_sub(1), Closed::DETERMINER)
    })?;
    let mut start = verb;
    while start > sentence.start
        && (words.is(start - 1, Closed::AUXILIARY) || words.is(start - 1, Closed::ADVERB))
        && !words.starts_sentence(start - 1)
    {
        start -= 1;
    }
    let be = words.has_be(start..verb);
    if be || words.word(verb.wrapping_sub(1)) == "to" {
        return None;
    }
    let cue = Cue {
        head: verb,
        group: start..verb + 1,
        frames: Frames::default(),
        form: VerbForm::Past,
        passive: false,
        infinitive: false,
    };
    let source = if words.word(verb).ends_with("ing") || coordinated(words, &cue) {
        earlier(words, start, out)
    } else {
        source::before(words, &cue).map(|who| vec![words.cover(who)])
    }?;
    let content = span(words, verb + 1..quotation.end)?;
    let cue = words.cover(start..verb + 1);
    Some(Attribution::new(QuoteKind::Mixed, vec![content], vec![cue], source))
}
