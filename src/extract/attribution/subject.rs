//! Who does what a cue tells, where the words beside it are not it: an object, the agent of a participle, a phrase or a verb
//! before the name.

use std::ops::Range;

use super::front::{self, behind_adjunct, with_owner, without_according, without_front, without_lapse, without_medium};
use super::words::Words;
use super::{Attribution, doer, edges, fitted, no_report, overlap, passive, source};
use crate::extract::lexicon::{Closed, Noun, WordClass, common, cues, noun};
use crate::extract::{Mention, MentionForm, SpeakerKind};
use crate::text::{Span, TokenKind};

/// How many tokens back a participle or the mark of an aside is looked for.
const BACK: usize = 60;
/// The most tokens of where somebody is from.
const PLACE: usize = 8;

/// Gives an attribution whose source stands before its cue the source that it has.
pub(super) fn settle(words: &Words<'_>, a: &mut Attribution) {
    if passive::is_asked(words, a) {
        return;
    }
    in_cue(words, a);
    front::settle(words, a);
    let Some(cue) = a.cue.first().map(|c| words.token_at(c.start())) else { return };
    if let Some(who) = source::quoted_as(words, cue) {
        a.source = vec![words.cover(who)];
        return;
    }
    if no_report::of_document(words, a)
        && let Some(who) = source::before_verb(words, cue).filter(|who| words.may_speak(who.clone()))
    {
        // "The agency, which runs the pier, denied the report": the report is what it denies.
        a.content = std::mem::replace(&mut a.source, vec![words.cover(who)]);
        return;
    }
    if let Some(who) = behind_aside(words, a, cue) {
        a.source = vec![words.cover(who)];
        return;
    }
    if let Some(who) = from_place(words, a, cue) {
        a.source = vec![who];
        return;
    }
    if let Some(who) = behind_phrase(words, cue)
        // "Lee called it thin and Ray, in these pages, wrote": not who speaks before.
        && a.source.iter().all(|s| s.end() < who.start())
    {
        a.content.retain(|c| !c.overlaps(who));
        a.source = vec![who];
        return;
    }
    if a.source.is_empty()
        && let Some(who) = behind_clause(words, a, cue).or_else(|| beside(words, a, cue)).or_else(|| doer::of(words, a))
    {
        a.source = vec![who];
        return;
    }
    // "Dockers have been told so, but | the organiser, Ann Lee, | said": the subject of another verb says nothing.
    if let [first, .., last] = a.source[..]
        && last.end() <= a.cue[0].start()
        && words.tokens(Span::new(first.end(), last.start().max(first.end()))).any(|i| words.tensed(i))
    {
        a.source = vec![last];
    }
    if let Some(who) = behind_members(words, a, cue) {
        a.source = vec![who];
        return;
    }
    let [span] = a.source[..] else { return };
    let span = with_owner(words, span);
    let span = behind_adjunct(words, a.cue[0], without_medium(words, a.cue[0], without_according(words, span)));
    let span = whole_name(words, without_lapse(words, without_front(words, span)));
    a.source[0] = span;
    if span.end() > words.span(cue).start() {
        return;
    }
    // "People who know him say": an object says nothing.
    if matches!(span.of(words.text), "him" | "them" | "me" | "us")
        && let Some(who) = source::before_verb(words, cue)
        && who.clone().any(|i| words.word(i) == "who")
    {
        a.source[0] = words.cover(who);
        return;
    }
    let (first, end) = (words.token_at(span.start()), words.token_at(span.end()));
    let named = overlap::mentions(words.part, span)
        .iter()
        .any(|m| m.form == MentionForm::Name && m.span.start() == span.start());
    if !named && acts(words, first, end, cue) {
        let who = if gerund(words, cue) { doer(words, first, end) } else { last_name(words, span) };
        a.source = who.into_iter().collect();
    } else if taken(words, first, end, cue) || agent(words, first, cue) {
        a.source = subject(words, first).into_iter().collect();
    } else if let Some(name) = behind_front(words, span, first, a.cue[0]) {
        a.source[0] = name;
    } else if let Some(whole) = described(words, span, first, end, cue) {
        a.source[0] = whole;
    }
}

/// The subject of the clause of a token, its nouns all.
fn subject(words: &Words<'_>, at: usize) -> Option<Span> {
    let who = source::subject_of(words, at).filter(|s| s.end <= at && words.may_speak(s.clone()))?;
    let noun = |&i: &usize| words.open(i) && !words.tensed(i) && !words.capitalised(i) && !words.quoted(i);
    let plain = |i: &usize| noun(i) && !words.word(*i).ends_with("ed") && !words.word(*i).ends_with("ing");
    let end = who.end + (who.end..at).take_while(plain).count();
    if (who.start..end).any(|i| words.dash(i) && apart(words, i)) {
        return None;
    }
    Some(words.cover(who.start..end)).filter(|s| s.of(words.text) != "I")
}

/// The subject of what a source tells that somebody does, in one clause and told by nobody else.
fn doer(words: &Words<'_>, first: usize, end: usize) -> Option<Span> {
    let who = subject(words, first)?;
    let clause = |i: usize| {
        words.is(i, Closed::SUBORDINATOR) || matches!(words.word(i), "who" | "which" | "that" | "where" | "when")
    };
    let between = words.token_at(who.end())..first;
    let told = (first + 1..end).any(|i| words.tensed(i));
    (!between.clone().any(clause) && !told).then_some(who)
}

/// "David Savage, a former officer who came said", "But Ann Lee, acting director of the fund, which paid for it, said": a
/// source that is only what is told of the name before it, with that name.
fn described(words: &Words<'_>, span: Span, first: usize, end: usize, cue: usize) -> Option<Span> {
    let comma = first.checked_sub(1).filter(|&i| words.comma(i) && i > 0)?;
    let determined = matches!(words.word(first), "a" | "an" | "the");
    let relative = (first..end).any(|i| words.word(i) == "who") && !(first..end).any(|i| words.comma(i));
    let role = (first..end.min(first + 4)).any(|i| noun(words.word(i)).role.is_some_and(|r| !r.plural));
    // "Ann Lee, Chief Executive HTM said", "Ann Lee, chief executive of Halden said"
    let person = |m: &Mention| {
        let name = m.span.of(words.text);
        m.names_person(words.text) && m.span.overlaps(span) && name.chars().any(char::is_lowercase)
    };
    let office = role
        && !words.is(first, Closed::DETERMINER)
        && !(first..end).any(|i| words.comma(i))
        && !overlap::mentions(words.part, span).iter().any(person);
    let told = determined && relative || office || !words.capitalised(first) && role && words.comma(end - 1);
    let named = |m: &&Mention| m.form == MentionForm::Name && m.span.end() == words.span(comma - 1).end();
    let before = words.cover(words.sentence_of(first).start..comma);
    let name = overlap::mentions(words.part, before).iter().rev().find(named)?;
    let start = words.token_at(name.whole().start());
    let joined = start > 0 && words.is(start - 1, Closed::CONJUNCTION) && words.starts_sentence(start - 1);
    let opens = words.starts_sentence(start) || joined || office && words.comma(start - 1);
    let person = name.kind == SpeakerKind::Person || name.span.of(words.text).contains(' ');
    (told && end == cue && opens && person).then(|| name.whole().join(span))
}

/// "Lee introduced Moor as “the new voice”", all of which was taken for a cue: the name that it begins with says it.
fn in_cue(words: &Words<'_>, a: &mut Attribution) {
    let ([], [cue], [content]) = (&a.source[..], &mut a.cue[..], &mut a.content[..]) else { return };
    let begins = |m: &&Mention| m.form == MentionForm::Name && m.whole().start() == cue.start();
    let Some(name) = overlap::mentions(words.part, *cue).iter().find(begins) else { return };
    let (verb, end) = (words.token_at(name.span.end()), words.token_at(cue.end()));
    let told = words.tensed(verb) && words.open(verb) && verb + 1 < end && words.word(end - 1) == "as";
    if told && name.kind != SpeakerKind::Place && cue.end() <= content.start() {
        *content = words.span(verb + 1).join(*content);
        *cue = words.span(verb);
        a.source = vec![name.whole()];
        a.kind = fitted::kind(words.text, words.part, &a.content);
    }
}

/// "May | de Souza": a source with all of the name that it begins in.
fn whole_name(words: &Words<'_>, span: Span) -> Span {
    let begins =
        |m: &&Mention| m.form == MentionForm::Name && m.span.start() < span.start() && span.start() < m.span.end();
    overlap::mentions(words.part, span).iter().find(begins).map_or(span, |m| m.span.join(span))
}

/// "The Authority – which owns the pier – called for": the subject before an aside between dashes that ends before a cue.
fn behind_aside(words: &Words<'_>, a: &Attribution, cue: usize) -> Option<Range<usize>> {
    let close = cue.checked_sub(1).filter(|&i| words.dash(i) && !words.quoted(i))?;
    let begin = words.sentence_of(cue).start.max(close.saturating_sub(BACK));
    let open = (begin + 1..close).rev().find(|&i| words.dash(i) && apart(words, i))?;
    let opens = matches!(words.word(open + 1), "which" | "who" | "whose" | "a" | "an" | "the" | "both" | "one");
    // "Three unions — Unite, Halden and the miners — said"
    let several = open > begin && words.noun(open - 1) && words.word(open - 1).ends_with('s') && words.name(open + 1);
    let listed = several && (open..close).any(|i| words.comma(i)) && (open..close).any(|i| words.word(i) == "and");
    let opens = opens || listed || words.may_be_participle(open + 1);
    let inside = |s: &Span| words.span(open).end() <= s.start() && s.end() <= words.span(cue).start();
    let own = a.source.is_empty() || a.source.iter().all(inside);
    let verb = words.token_at(a.cue[0].end()).saturating_sub(1).min(cue + 3);
    let told = (cue..=verb).any(|i| words.may_be_verb(i)) && !gerund(words, cue);
    (opens && own && apart(words, close) && told).then_some(())?;
    source::before_mark(words, open)
}

/// "It came after three members, among them Ann Lee, warned": of whom some are named between commas before a cue.
fn behind_members(words: &Words<'_>, a: &Attribution, cue: usize) -> Option<Span> {
    let close = cue.checked_sub(1).filter(|&i| words.comma(i) && !words.quoted(i) && words.tensed(cue))?;
    let begin = words.sentence_of(cue).start.max(close.saturating_sub(BACK));
    let among = |i: usize| words.word(i) == "among" && matches!(words.word(i + 1), "them" | "whom");
    let open =
        (begin + 1..close).rev().find(|&i| words.comma(i) && (words.word(i + 1) == "including" || among(i + 1)))?;
    let told = (open..close).any(|i| words.tensed(i)) || a.content.iter().any(|c| c.end() <= words.span(open).start());
    let who = source::before_mark(words, open).filter(|who| !told && words.may_speak(who.clone()))?;
    Some(words.cover(who)).filter(|who| !a.source.iter().any(|s| s.overlaps(*who)))
}

/// "Ann Lee, from Leeds, spoke of it", "Lee, 62, of Tallow Lane, denies it", "Ann Lee, for the council, said": the name that
/// a sentence begins with, with where somebody is from or for whom, before the verb at a token.
fn from_place(words: &Words<'_>, a: &Attribution, cue: usize) -> Option<Span> {
    let close = cue.checked_sub(1).filter(|&i| words.comma(i) && !words.quoted(i) && words.tensed(cue))?;
    let begin = words.sentence_of(cue).start;
    let open = (begin.max(close.saturating_sub(PLACE)) + 1..close).rev().find(|&i| words.comma(i))?;
    // "Ann Lee, for Halden, said", "Ann Lee, for the defence, said", but not "for the first time"
    let serves = words.word(open + 1) == "for" && (words.capitalised(open + 2) || words.word(open + 2) == "the");
    let from = matches!(words.word(open + 1), "of" | "from") && words.capitalised(open + 2) || serves;
    let body = |i: usize| {
        let noun = words.open(i) && !words.tensed(i) && !words.is(i, Closed::TEMPORAL);
        serves && (noun && words.word(i) != "time" || words.word(i) == "of")
    };
    let inner = (open + 2..close).all(|i| words.capitalised(i) || words.word(i) == "the" || body(i));
    let aged = open > begin + 2 && words.kind(open - 1) == Some(TokenKind::Number) && words.comma(open - 2);
    let end = words.span(open - if aged { 3 } else { 1 }).end();
    let before = words.cover(begin..open);
    let named = |m: &&Mention| m.form == MentionForm::Name && m.span.end() == end && m.kind != SpeakerKind::Place;
    let name = overlap::mentions(words.part, before).iter().rev().find(named)?;
    // "Moderator and author Ann Lee, from Leeds, asked"
    // but not "Opening the case, Ann Lee, for the crown, said"
    let front = |s: &Span| Span::new(s.start(), name.whole().start().max(s.start())).of(words.text).contains(',');
    let own = a.source.first().filter(|s| s.covers(name.span) && !front(s));
    let who = own.map_or(name.whole(), |s| name.whole().join(*s));
    // "In mitigation, Ann Lee, for Halden, said"
    let first = words.token_at(who.start());
    let opens = words.starts_sentence(first) || serves && words.comma(first.wrapping_sub(1));
    let own = a.source.iter().all(|s| s.overlaps(who));
    (from && inner && opens && own).then(|| who.join(words.span(close)))
}

/// "Ann Lee, whose side has lost again, blamed the referee": the subject before a clause about it that ends before the verb
/// at a token.
fn behind_clause(words: &Words<'_>, a: &Attribution, cue: usize) -> Option<Span> {
    // "The union, which endorsed her, is regarded as liberal": what others say.
    let passive = words.has_be(cue..words.token_at(a.cue[0].end()));
    if passive || a.content.iter().any(|c| c.start() < a.cue[0].start()) {
        return None;
    }
    // Behind such a clause a verb looks like a participle, but not before its object.
    let tensed = words.tensed(cue) || words.may_be_participle(cue) && words.is(cue + 1, Closed::DETERMINER);
    // "Lind, who once called it “a floating chair,” said"
    let quote = usize::from(cue > 1 && words.kind(cue - 1) == Some(TokenKind::Quote));
    let close = cue.checked_sub(1 + quote).filter(|&i| words.comma(i) && words.quoted(i) == (quote > 0) && tensed)?;
    let who = source::before_verb(words, cue)?;
    let relative = |i: usize| words.comma(i) && matches!(words.word(i + 1), "who" | "whose" | "which");
    // "A student of the college, Ann Lee, begged": a role, and whose it is.
    let named = |m: &Mention| {
        let apart = words.comma(words.token_at(m.title.unwrap_or(m.span).start()).wrapping_sub(1));
        m.form == MentionForm::Name
            && m.kind == SpeakerKind::Person
            && m.span.end() == words.span(close - 1).end()
            && apart
    };
    let name = || {
        words.starts_sentence(who.start) && overlap::mentions(words.part, words.cover(who.clone())).iter().any(named)
    };
    // "The governor, meanwhile, hasn't yet said"
    if source::aside_before(words, cue) && words.starts_sentence(who.start) && words.may_speak(who.clone()) {
        return Some(words.cover(who));
    }
    let clause = (who.clone().any(relative) || name()) && who.end == close + 1 && !who.clone().any(|i| words.quoted(i));
    (clause && words.may_speak(who.clone())).then(|| words.cover(who))
}

/// "The agency, in a report seen by the Courier, said": the subject that opens a sentence or a clause, before where it was
/// said and the verb at a token.
fn behind_phrase(words: &Words<'_>, cue: usize) -> Option<Span> {
    let close = cue.checked_sub(1).filter(|&i| words.comma(i) && !words.quoted(i) && words.tensed(cue))?;
    let who = source::before_verb(words, cue)?;
    let phrase = words.comma(who.end) && who.end + 2 < close && words.word(who.end + 1) == "in";
    let joined = who.start > 0 && matches!(words.word(who.start - 1), "and" | "but" | "while") && words.name(who.start);
    let opens = words.starts_sentence(who.start) || joined;
    (phrase && opens && words.may_speak(who.clone())).then(|| words.cover(who))
}

/// "The captain came late and coach Ann Lee told him to go": the person named right before a verb that tells.
fn beside(words: &Words<'_>, a: &Attribution, cue: usize) -> Option<Span> {
    let verb = words.token_at(a.cue[0].end()).checked_sub(1)?;
    let tells = words.tensed(cue) && verb == cue && !cues().starting(words.word(cue)).is_empty();
    // "Lee told to stop": who is told.
    let behind = words.word(verb + 1);
    let named = |m: &&Mention| {
        m.form == MentionForm::Name && m.kind == SpeakerKind::Person && m.span.end() + 1 == a.cue[0].start()
    };
    let sentence = words.cover(words.sentence_of(cue).start..cue);
    let mentions = overlap::mentions(words.part, sentence);
    let name = mentions.iter().rev().find(named).filter(|_| tells && behind != "to")?;
    // "Ann Lee and Bo Ray urged": both.
    let and = words.token_at(name.whole().start()).wrapping_sub(1);
    let other = |m: &&Mention| m.form == MentionForm::Name && m.span.end() + 1 == words.span(and).start();
    let both = mentions.iter().find(other).filter(|_| words.word(and) == "and").map(|m| m.whole().join(name.span));
    a.content.iter().all(|c| c.start() >= a.cue[0].end()).then(|| both.unwrap_or(name.whole()))
}

/// Whether a mark stands between blanks: a dash, and no hyphen.
fn apart(words: &Words<'_>, i: usize) -> bool {
    i > 0 && words.span(i - 1).end() < words.span(i).start() && words.span(i).end() < words.span(i + 1).start()
}

/// A participle that tells: "demanding", "saying".
fn gerund(words: &Words<'_>, i: usize) -> bool {
    words.word(i).ends_with("ing") && !words.tensed(i)
}

/// Whether a source, before the cue at a token, begins with what somebody does: "hold banners", "Speaking to the paper",
/// "downloaded".
fn acts(words: &Words<'_>, first: usize, end: usize, cue: usize) -> bool {
    let known = noun(words.word(first)) != Noun::default();
    if words.quoted(first) || !words.open(first) || !words.may_be_verb(first) || known {
        return false;
    }
    let small = !words.capitalised(first);
    let next = first + 1;
    let object = words.is(next, Closed::DETERMINER.or(Closed::PREPOSITION).or(Closed::PRONOUN));
    let before = first.wrapping_sub(1);
    if gerund(words, first) {
        // "leading scientists say"
        let plain = small && gerund(words, cue) && words.open(next);
        let joined = words.comma(before) || words.starts_sentence(first) || words.word(before) == "and";
        return joined && next < end && (object || plain);
    }
    // "Marchers will hold banners", but not "has retired officers"
    let modal = words.is(before, Closed::AUXILIARY) && !words.word(first).ends_with("ed") || words.word(before) == "to";
    let past = matches!(common(words.word(first)), Some(WordClass::Past | WordClass::Verb))
        || words.word(first).ends_with("ed");
    small && (modal || past && words.tensed(first) && (end == next || object))
}

/// Whether a source is whom something is sent to, and not who tells it: "sent a letter to Ann Lee demanding answers".
fn taken(words: &Words<'_>, first: usize, end: usize, cue: usize) -> bool {
    let Some(to) = first.checked_sub(1).filter(|_| end == cue && gerund(words, cue)) else { return false };
    let begin = words.sentence_of(cue).start.max(to.saturating_sub(8));
    let document = |i: usize| noun(words.word(i)).body.is_some_and(|b| b.document);
    let written =
        (begin..to).any(|i| document(i) || matches!(words.word(i), "wrote" | "writes" | "writing" | "written"));
    let tells = !cues().starting(words.word(cue)).is_empty();
    let somebody = |m: &Mention| matches!(m.kind, SpeakerKind::Person | SpeakerKind::Group | SpeakerKind::Anonymous);
    let person = overlap::mentions(words.part, words.cover(first..end)).iter().any(somebody);
    person && tells && (words.word(to) == "to" && written || words.word(to) == "before")
}

/// Whether a source only does what a participle before it tells, and the cue is the verb of another: "lawmakers, led by Ann
/// Lee, requested", "a video posted by the group showed".
fn agent(words: &Words<'_>, first: usize, cue: usize) -> bool {
    let begin = words.sentence_of(cue).start;
    let Some(by) = first.checked_sub(1).filter(|&i| words.word(i) == "by" && i >= begin) else { return false };
    let clause = (begin..by).rev().take(BACK).take_while(|&i| !words.tensed(i));
    let whole = clause.clone().count() == (by - begin).min(BACK);
    let participle = clause.take(8).any(|i| words.may_be_participle(i));
    let first_word = (begin..by).find(|&i| words.open(i));
    let opens = first_word.is_some_and(|i| words.may_be_participle(i));
    words.tensed(cue) && whole && participle && !opens
}

/// The name, with its title and role, that ends a source.
fn last_name(words: &Words<'_>, source: Span) -> Option<Span> {
    let end = source.of(words.text).trim_end_matches([',', ' ']).len() + source.start();
    let named = |m: &&Mention| m.names_person(words.text) && m.span.end() == end;
    let name = overlap::mentions(words.part, source).iter().rev().find(named)?.whole();
    let start = words.token_at(name.start());
    // "Speaking to reporters Lee said", but not "beating rival Ann Lee"
    let own = words.comma(start.wrapping_sub(1)) || noun(words.word(start.wrapping_sub(1))).group;
    own.then(|| name.join(source.since(end.min(source.end()))))
}

/// The name behind what a source begins with, and before what else it does.
fn behind_front(words: &Words<'_>, span: Span, first: usize, cue: Span) -> Option<Span> {
    let name = last_name(words, edges::without_deed(words, span, cue))?;
    // "when asked for advice, Ann Lee dismissed the idea, noting": what she does, behind a clause before it.
    let (begin, verb) = (words.token_at(name.start()), words.token_at(name.end()));
    let acts = words.tensed(verb) && words.span(verb).end() < span.end() && words.comma(begin.wrapping_sub(1));
    (name.start() > span.start() && (acts || fronted(words, first, name))).then_some(name)
}

/// Whether a source begins with where or when it was said, up to the comma before its name: "At the fair in Ghent, Ann Lee",
/// "Hours before the game, coach Ann Lee".
fn fronted(words: &Words<'_>, first: usize, name: Span) -> bool {
    let at =
        |i: usize| matches!(words.word(i), "at" | "in" | "on" | "after" | "before" | "during" | "amid" | "following");
    let time = matches!(words.word(first), "hours" | "minutes" | "days" | "weeks" | "months" | "moments" | "shortly");
    // "held at the request of the council, envoy Ann Lee"
    let held = (words.may_be_participle(first) || words.tensed(first)) && !words.capitalised(first);
    let comma = words.comma(words.token_at(name.start()).wrapping_sub(1));
    comma && (held || at(first) || time && at(first + 1))
}
