//! What only looks like a report: a role, a verdict, a charge, a reference number, a court that is told something.

use std::ops::Range;

use super::words::Words;
use super::{Attribution, noun_phrase, overlap, voice};
use crate::extract::lexicon::{self, Closed, WordSet, noun};
use crate::extract::{MentionForm, QuoteKind};
use crate::text::{Lower, Span, TokenKind};

/// Whether an attribution only looks like one.
pub(super) fn is_no_report(words: &Words<'_>, a: &Attribution) -> bool {
    named(words, a)
        || charged(words, a)
        || referred(words, a)
        || heard(words, a)
        || phoned(words, a)
        || talked(words, a)
        || appeared(words, a)
        || marked(words, a)
        || introduced(words, a)
        || urged(words, a)
        || turned(words, a)
        || asked_for(words, a)
        || of_document(words, a)
        || whatever(words, a)
        || of_what_it_is(words, a)
        || reads(words, a)
        || in_a_question(words, a)
        || when(words, a)
        || writes_in(words, a)
        || shows(words, a)
        || perceived(words, a)
}

/// "200 people came to hear the committee argue": what somebody sees or hears others do is not said by them.
fn perceived(words: &Words<'_>, a: &Attribution) -> bool {
    let ([], [cue], QuoteKind::Indirect) = (&a.source[..], &a.cue[..], a.kind) else { return false };
    let verb = words.token_at(cue.start());
    let subject = |i: &usize| !words.comma(*i) && !words.stop(*i) && !words.tensed(*i);
    let before = (words.sentence_of(verb).start..verb).rev().take(8);
    let sees = |i: usize| WordSet::Perceives.has(words.word(i));
    let seen = before.clone().find(|&i| sees(i) || !subject(&i)).is_some_and(sees);
    seen && a.content.iter().any(|c| c.start() < cue.start())
}

/// "Nobody would say who had blinked": what the writer has not been told.
pub(super) fn is_nobodys(words: &Words<'_>, a: &Attribution) -> bool {
    let ([source], QuoteKind::Indirect) = (&a.source[..], a.kind) else { return false };
    let first = words.token_at(source.start());
    words.word(first) == "nobody" || words.word(first) == "no" && words.word(first + 1) == "one"
}

/// "Asked if he agreed that it was late, Lee said": what somebody is asked is not what they say.
fn in_a_question(words: &Words<'_>, a: &Attribution) -> bool {
    let ([cue], [content, ..], QuoteKind::Indirect) = (&a.cue[..], &a.content[..], a.kind) else { return false };
    let cue = words.token_at(cue.start());
    let begin = words.sentence_of(cue).start;
    let asked = (begin..begin + 3).find(|&i| WordSet::Asks.has(words.word(i)));
    let question = asked.is_some_and(|i| matches!(words.word(i + 1), "if" | "whether") && i + 1 < cue);
    question && content.start() > words.span(cue).start() && !(begin..cue).any(|i| words.comma(i))
}

/// "replied the same afternoon", "wrote back two days later": when somebody answered is not what.
fn when(words: &Words<'_>, a: &Attribution) -> bool {
    let ([cue], [content], QuoteKind::Indirect) = (&a.cue[..], &a.content[..], a.kind) else { return false };
    let inside = words.tokens(*content);
    let begins = words.is(inside.start, Closed::DETERMINER) || words.kind(inside.start) == Some(TokenKind::Number);
    let last = words.word(inside.end.saturating_sub(1));
    let time = |i: usize| {
        let word = words.word(i);
        WordSet::Lapse.has(word.trim_end_matches('s')) || words.is(i, Closed::TEMPORAL) || WordSet::DayParts.has(word)
    };
    let timed = inside.clone().any(time) && (time(inside.end - 1) || matches!(last, "later" | "earlier"));
    let verb = words.token_at(cue.start());
    let answers =
        WordSet::Answers.has(words.word(verb)) || matches!(words.word(verb), "wrote" | "writes" | "responded");
    answers && begins && timed && inside.len() < 5
}

/// "Ann Lee, writing in the Courier, said": where somebody writes is not what.
fn writes_in(words: &Words<'_>, a: &Attribution) -> bool {
    let ([cue], [content], QuoteKind::Indirect) = (&a.cue[..], &a.content[..], a.kind) else { return false };
    let verb = words.token_at(cue.start());
    let medium = !words.tokens(*content).any(|i| words.tensed(i)) && cue.end() <= content.start();
    words.word(verb) == "writing" && medium && words.token_at(content.end()) <= verb + 9
}

/// "She showed a reporter her purse": what somebody holds up is not what they say.
fn shows(words: &Words<'_>, a: &Attribution) -> bool {
    let ([cue], [source], [content], QuoteKind::Indirect) = (&a.cue[..], &a.source[..], &a.content[..], a.kind) else {
        return false;
    };
    let verb = words.token_at(cue.end()).saturating_sub(1);
    let inside = words.tokens(*content);
    let thing = words.is(inside.start, Closed::DETERMINER) && !inside.clone().any(|i| words.tensed(i));
    let mentions = overlap::mentions(words.part, *source);
    let person = mentions
        .iter()
        .any(|m| m.kind.is_somebody() && m.span.overlaps(*source) && m.span.start() < source.start() + "the ".len());
    let shows = matches!(words.word(verb), "show" | "shows" | "showed" | "shown" | "showing");
    shows && thing && person && cue.end() <= content.start()
}

/// "a letter seen by the Courier": whoever only has it does not say it.
fn reads(words: &Words<'_>, a: &Attribution) -> bool {
    let ([cue], [content]) = (&a.cue[..], &a.content[..]) else { return false };
    let verb = words.token_at(cue.start());
    WordSet::Reads.has(words.word(verb)) && words.word(verb + 1) == "by" && content.end() <= cue.start()
}

/// Whether its source is what somebody else is said to judge: "…, a charge the council rejected".
fn of_what_it_is(words: &Words<'_>, a: &Attribution) -> bool {
    let ([source], [content, ..]) = (&a.source[..], &a.content[..]) else { return false };
    let who = words.tokens(*source);
    content.end() <= source.start() && words.comma(who.start.wrapping_sub(1)) && noun_phrase::with_clause(words, &who)
}

/// Whether what was taken for a source behind its cue is a document that somebody judges: "…, denied the report".
pub(super) fn of_document(words: &Words<'_>, a: &Attribution) -> bool {
    inverted(words, a).is_some_and(|(verb, mut source)| {
        let document = |i: usize| noun(words.word(i)).body.is_some_and(|b| b.document);
        let named = source.clone().any(|i| words.name(i));
        WordSet::Judges.has(words.word(verb)) && source.any(document) && !named
    })
}

/// Whether it tells what holds all the same: "The firm will pay, whatever the court says", "no matter what critics say".
fn whatever(words: &Words<'_>, a: &Attribution) -> bool {
    let ([source], true) = (&a.source[..], a.kind != QuoteKind::Direct) else { return false };
    let first = words.token_at(source.start());
    let all = |i: usize| matches!(words.word(i), "whatever" | "whichever" | "whoever" | "however");
    let before = first.wrapping_sub(1);
    let matter = matches!(words.word(before), "what" | "how") && words.word(first.wrapping_sub(2)) == "matter";
    all(first) || all(before) || matter
}

/// Whether it is a turn of phrase of the writer's own: "That said, it works", "It is worth noting that it works".
fn turned(words: &Words<'_>, a: &Attribution) -> bool {
    let [cue] = a.cue[..] else { return false };
    let (verb, behind) = (words.token_at(cue.start()), words.token_at(cue.end()));
    if words.word(verb.wrapping_sub(1)) == "worth" {
        return true;
    }
    // "That is not to say that it works"
    let to_say = behind > verb + 2 && words.word(behind - 1) == "say" && words.word(behind - 2) == "to";
    let this = |s: &Span| matches!(s.of(words.text), "This" | "That" | "Which" | "this" | "that" | "which");
    if to_say && WordSet::Be.has(words.word(verb)) && a.source.iter().chain(&a.content).any(this) {
        return true;
    }
    let [source] = a.source[..] else { return false };
    let (first, end) = (words.token_at(source.start()), words.token_at(source.end()));
    let that = matches!(words.word(first), "that" | "this") && (end == first + 1 || words.word(first + 1) == "being");
    that && words.word(verb) == "said" && words.comma(behind) && words.starts_sentence(first)
}

/// Whether what was taken for a source behind its cue is a thing that somebody wants, makes or has: "The group, led by Ann
/// Lee, requested a meeting". Only a verb that quotes may have its subject behind it.
fn asked_for(words: &Words<'_>, a: &Attribution) -> bool {
    inverted(words, a).is_some_and(|(verb, source)| {
        words.tensed(verb) && !lexicon::cues().quotes(words.word(verb)) && !words.may_speak(source)
    })
}

/// The verb and the source behind it of an indirect report that ends with them, in tokens.
fn inverted(words: &Words<'_>, a: &Attribution) -> Option<(usize, Range<usize>)> {
    let ([source], [cue], QuoteKind::Indirect) = (&a.source[..], &a.cue[..], a.kind) else { return None };
    let behind = a.content.iter().all(|c| c.end() <= cue.start()) && cue.end() <= source.start();
    let source = words.tokens(*source);
    behind.then(|| (words.token_at(cue.start()), source))
}

/// Whether its cue is a role ("Leeds captain Ann Lee"), a place ("the Texas-based firm"), a part of a name ("Virgil van
/// Dijk") or a verdict.
fn named(words: &Words<'_>, a: &Attribution) -> bool {
    let [cue] = a.cue[..] else { return false };
    let word = cue.of(words.text).lower();
    let verb = !lexicon::cues().starting(&word).is_empty();
    let noun = (lexicon::role(&word).is_some() || lexicon::particle(&word).is_some()) && !verb;
    let guilty = word.ends_with("found") && words.word(words.token_at(cue.end())) == "guilty";
    let inside = super::overlap::mentions(words.part, cue)
        .iter()
        .any(|m| m.form == MentionForm::Name && m.span.start() < cue.start() && cue.end() < m.span.end());
    // "Ms Lee’s predecessor"
    let titled = lexicon::title(cue.of(words.text).trim_end_matches('.')).is_some() && !verb;
    noun || titled || word.ends_with("-based") || guilty || inside && !verb
}

/// Whether it only gives a name to somebody new: "A fisherman called Kham Vong took us out".
fn introduced(words: &Words<'_>, a: &Attribution) -> bool {
    let ([source], [cue], [content, ..]) = (&a.source[..], &a.cue[..], &a.content[..]) else { return false };
    let (start, end) = (words.token_at(source.start()), words.token_at(source.end()));
    let (verb, said) = (words.token_at(cue.start()), words.token_at(content.start()));
    let new = matches!(words.word(start), "a" | "an" | "one" | "another" | "some" | "two" | "three");
    new && end == verb
        && cue.end() == words.span(verb).end()
        && matches!(words.word(verb), "called" | "named" | "nicknamed")
        && said == verb + 1
        && words.name(said)
}

/// Whether it tells of a charge or of what is to come: "is charged with murder", "is expected to open".
fn charged(words: &Words<'_>, a: &Attribution) -> bool {
    let Some(cue) = a.cue.last().filter(|_| a.kind == QuoteKind::Indirect) else { return false };
    let cue = words.tokens(*cue);
    let opens = |word: &str| a.content.iter().any(|c| words.word(words.token_at(c.start())) == word);
    let passive = words.has_be(cue.clone());
    let charge = cue.clone().any(|i| WordSet::Charge.has(words.word(i)));
    let with = passive || words.word(cue.end.saturating_sub(1)) == "with";
    let expected = passive && cue.clone().any(|i| words.word(i) == "expected");
    expected && opens("to") || charge && !opens("that") && (with || !a.content.iter().any(|c| voice::clause(words, *c)))
}

/// Whether its source is asked to do something: "Visitors are asked to write their names".
fn urged(words: &Words<'_>, a: &Attribution) -> bool {
    let ([source], [cue], [content, ..]) = (&a.source[..], &a.cue[..], &a.content[..]) else { return false };
    let (start, end) = (words.token_at(cue.start()), words.token_at(cue.end()));
    let asked = words.word(end - 1) == "asked" || WordSet::Tells.has(words.word(end - 1));
    source.end() <= cue.start()
        && words.has_be(start..end - 1)
        && asked
        && words.word(words.token_at(content.start())) == "to"
}

/// Whether it quotes a number: "call 101, quoting reference 4471".
fn referred(words: &Words<'_>, a: &Attribution) -> bool {
    let quoting = a.cue.last().is_some_and(|c| c.of(words.text).ends_with("quoting"));
    let number = |i: usize| words.kind(i) == Some(TokenKind::Number) || WordSet::Reference.has(words.word(i));
    quoting
        && a.source.iter().any(|s| {
            let (start, end) = (words.token_at(s.start()), words.token_at(s.end()));
            (start..end).take(4).any(number)
        })
}

/// Whether somebody is called by telephone: "call police on 101".
fn phoned(words: &Words<'_>, a: &Attribution) -> bool {
    let calls = a.cue.last().is_some_and(|c| {
        let verb = words.token_at(c.end()).saturating_sub(1);
        WordSet::Call.has(words.word(verb))
    });
    let number = |i: usize| {
        matches!(words.word(i), "on" | "at") && words.kind(i + 1) == Some(TokenKind::Number) && !words.quoted(i)
    };
    calls && a.kind == QuoteKind::Indirect && a.content.iter().any(|&c| words.tokens(c).any(number))
}

/// Whether it only tells to whom somebody spoke: "She spoke to the Courier in her studio".
fn talked(words: &Words<'_>, a: &Attribution) -> bool {
    let ([cue], [content], QuoteKind::Indirect) = (&a.cue[..], &a.content[..], a.kind) else { return false };
    let (to, begin) = (words.token_at(cue.end()).saturating_sub(1), words.token_at(cue.start()));
    let talks = to > begin && matches!(words.word(to), "to" | "with") && WordSet::Talks.has(words.word(to - 1));
    let inside = words.tokens(*content);
    talks && inside.start == to + 1 && !inside.into_iter().any(|i| words.tensed(i))
}

/// The longest term in quotation marks, in words.
const TERM: usize = 4;

/// Whether it only puts a term in quotation marks, behind no word of saying and by nobody: "no limit on “ferry runs”".
fn marked(words: &Words<'_>, a: &Attribution) -> bool {
    let ([cue, ..], [content], QuoteKind::Direct) = (&a.cue[..], &a.content[..], a.kind) else { return false };
    let inside = words.tokens(*content);
    let last = inside.clone().rev().find(|&i| words.kind(i) != Some(TokenKind::Quote));
    let sentence = last.is_some_and(|i| matches!(words.word(i), "!" | "?")) || words.starts_sentence(inside.start);
    let says = |i: usize| {
        let word = words.word(i);
        !lexicon::cues().starting(word).is_empty() || lexicon::characterising(word) || words.word(i) == ":"
    };
    let term = inside.filter(|&i| words.kind(i) == Some(TokenKind::Word)).count() <= TERM;
    let nobody = a.source.iter().all(|&s| !words.may_speak(words.tokens(s)));
    // "Nurse shortages “not safe”, memo warns"
    let noun = words.tokens(*cue).len() == 1 && words.noun(words.token_at(cue.start()));
    let nobody = nobody || noun;
    nobody && term && !sentence && cue.end() <= content.start() && !words.tokens(*cue).any(says)
}

/// Whether it tells where or when somebody speaks: "Speaking on Monday’s “Harbour Hour,” Lee said …".
fn appeared(words: &Words<'_>, a: &Attribution) -> bool {
    let ([cue], [content, ..]) = (&a.cue[..], &a.content[..]) else { return false };
    let (verb, next) = (words.token_at(cue.start()), words.token_at(content.start()));
    let place = ["on", "at", "in", "to", "from", "during", "after", "before", "outside"].contains(&words.word(next));
    words.word(verb) == "speaking" && cue.end() == words.span(verb).end() && next == verb + 1 && place
}

/// Whether a court is told it, as headlines put it: "Driver was asleep, inquest told", "Court told of threats".
fn heard(words: &Words<'_>, a: &Attribution) -> bool {
    let ([source], [cue]) = (&a.source[..], &a.cue[..]) else { return false };
    let (start, end) = (words.token_at(source.start()), words.token_at(source.end()));
    let (told, behind) = (words.token_at(cue.start()), words.token_at(cue.end()));
    // "fraud trial told", but "the trial told" of what it showed
    let bare = (start.saturating_sub(1)..end).all(|i| !words.is(i, Closed::DETERMINER)) && end - start < 4;
    let lone = end > start && end == told && bare;
    let hearer = WordSet::Court.has(words.word(end.wrapping_sub(1)));
    let object = words.is(behind, Closed::PRONOUN) && words.word(behind) != "he" && words.word(behind) != "she";
    lone && hearer && words.word(told) == "told" && !object
}
