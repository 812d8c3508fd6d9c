//! Who does what a cue tells, by the tree of its sentence, where nothing beside the cue says so: "Quill, eager to please,
//! attacked the county", "After insisting that he was right, the engineer left", "It was first reported by the Courier".

use std::ops::Range;

use super::words::Words;
use super::{Attribution, overlap};
use crate::extract::lexicon::{Closed, Frames, cues};
use crate::extract::model::{Relation, Tag};
use crate::text::{Span, TokenKind};

/// How many clauses up a verb looks for its subject.
const HEIGHT: usize = 5;
/// The longest source, in tokens.
const LONGEST: usize = 30;

/// The source of an attribution that has none: the subject of the verb that its cue is, or of the verb that this one hangs
/// on.
pub(super) fn of(words: &Words<'_>, a: &Attribution) -> Option<Span> {
    let cue = a.cue.first()?;
    let cue = words.tokens(*cue);
    let inside = |i: usize| words.above(i).is_some_and(|above| cue.contains(&above));
    let verb = cue.clone().find(|&i| is_verb(words, i) && !inside(i))?;
    let who = words.cover(doer(words, verb)?);
    let named = overlap::mentions(words.part, who).iter().find(|m| m.whole().overlaps(who) && !who.covers(m.whole()));
    let who = named.map_or(who, |name| name.whole().join(who));
    let apart = a.cue.iter().chain(&a.content).all(|s| !s.overlaps(who));
    (apart && words.may_speak(words.tokens(who))).then_some(who)
}

/// A verb; what has a capital within a sentence is a part of a name: "Save Our Pier".
fn is_verb(words: &Words<'_>, i: usize) -> bool {
    words.verb(i) && (!words.name(i) || words.starts_sentence(i))
}

/// The tokens that hang on a word.
fn under<'a>(words: &'a Words<'_>, word: usize) -> impl Iterator<Item = usize> + use<'a> {
    words.sentence_of(word).filter(move |&i| words.above(i) == Some(word))
}

/// The last token that hangs on a word in a way.
fn related(words: &Words<'_>, word: usize, relation: Relation) -> Option<usize> {
    under(words, word).filter(|&i| words.relation(i) == Some(relation)).last()
}

/// The main verb before the colon at a token, with all up to the colon, and its subject: "worded it even more carefully:".
pub(super) fn before_colon(words: &Words<'_>, colon: usize) -> Option<(Range<usize>, Range<usize>)> {
    let begin = words.sentence_of(colon).start;
    let main = |i: usize| {
        let mut above = std::iter::successors(words.above(i), |&i| words.above(i)).take(LONGEST);
        is_verb(words, i) && words.relation(i) != Some(Relation::Open) && !above.any(|a| a < colon && is_verb(words, a))
    };
    let verb = (begin..colon).find(|&i| main(i) && subject(words, i).is_some_and(|who| who < i))?;
    let who = doer(words, verb)?;
    let helps = |i: &usize| words.is(*i, Closed::AUXILIARY.or(Closed::ADVERB));
    let start = (who.end..verb).rev().take_while(helps).last().unwrap_or(verb);
    (!(start..colon).any(|i| words.quoted(i) || words.stop(i))).then_some((start..colon + 1, who))
}

/// Who does what a verb tells.
pub(super) fn doer(words: &Words<'_>, verb: usize) -> Option<Range<usize>> {
    if words.may_be_participle(verb) {
        if let Some(who) = agent(words, verb) {
            return whole(words, who, words.sentence_of(verb).end);
        }
        if suffers(words, verb) {
            return None;
        }
    }
    // "when asked whether"
    let past = words.may_be_participle(verb) || words.tag(verb) == Some(Tag::Vbd);
    let clause = verb.checked_sub(1).is_some_and(|i| words.is(i, Closed::SUBORDINATOR));
    if past && clause && subject(words, verb).is_none() {
        return None;
    }
    let mut at = verb;
    for _ in 0..HEIGHT {
        if let Some(who) = subject(words, at) {
            let nobody = matches!(words.word(who), "it" | "that" | "which" | "there");
            let end = if who < verb { verb } else { words.sentence_of(verb).end };
            return if nobody { None } else { whole(words, who, end) };
        }
        let above = governor(words, at)?;
        // "led her to declare"
        let told =
            words.relation(at) == Some(Relation::Open) && under(words, at).any(|i| i < at && words.word(i) == "to");
        let object = related(words, above, Relation::Object).filter(|&o| told && above < o && o < at);
        if let Some(who) = object.filter(|&o| words.is(o, Closed::PRONOUN) || words.capitalised(o)) {
            return whole(words, who, verb);
        }
        at = above;
    }
    None
}

/// Whom "by" names behind a participle: "was first reported by the Herald", "asked by Lee".
fn agent(words: &Words<'_>, verb: usize) -> Option<usize> {
    let by = under(words, verb).find(|&i| i > verb && words.word(i) == "by")?;
    under(words, by).find(|&i| i > by)
}

/// Whether the subject of a participle is only told or asked something. "Worried that it may rise" tells of its own.
fn suffers(words: &Words<'_>, verb: usize) -> bool {
    let perfect =
        under(words, verb).any(|i| matches!(words.word(i), "have" | "has" | "had" | "having" | "'ve" | "’ve"));
    let told = cues().starting(words.word(verb)).iter().any(|c| c.frames.is(Frames::OBJECT));
    let feels = words.starts_sentence(verb) && words.word(verb + 1) == "that" && !told;
    words.has_be(under(words, verb)) || !perfect && !feels
}

/// The head of a verb's subject.
fn subject(words: &Words<'_>, verb: usize) -> Option<usize> {
    // Only a verb can be a clause without a subject: a name that is read as one is the subject.
    let noun = |i: usize| words.name(i) || words.tag(i) == Some(Tag::Prp);
    let misread = || related(words, verb, Relation::Open).filter(|&i| i < verb && !words.verb(i) && noun(i));
    related(words, verb, Relation::Subject).or_else(misread)
}

/// The verb whose subject a verb shares, or a preposition between the two.
fn governor(words: &Words<'_>, at: usize) -> Option<usize> {
    let may_be = |i: usize| is_verb(words, i) || words.tag(i) == Some(Tag::In);
    let shares = match words.relation(at)? {
        Relation::Open => true,
        Relation::Other => may_be(at),
        _ => false,
    };
    words.above(at).filter(|&above| shares && may_be(above))
}

/// All that hangs on a word, before the token `end`.
fn whole(words: &Words<'_>, word: usize, end: usize) -> Option<Range<usize>> {
    let sentence = words.sentence_of(word);
    let end = end.min(sentence.end);
    let within = |i: usize| std::iter::successors(Some(i), |&i| words.above(i)).take(LONGEST).any(|i| i == word);
    let mark = |i: usize| !words.tag(i).is_some_and(Tag::is_word);
    let first = (sentence.start..word).rev().take_while(|&i| within(i)).last().unwrap_or(word);
    let first = (first..word).find(|&i| !mark(i)).unwrap_or(word);
    let mut last = (word + 1..end).find(|&i| !within(i)).unwrap_or(end);
    // "Ann Lee, a lawyer, said", "insiders in two states — Nevada and Iowa — said"
    if last < end && mark(last) && (word..last).any(|i| words.word(i) == words.word(last)) {
        // "Lee, who calls it “home,” said"
        last += 1 + usize::from(words.kind(last + 1) == Some(TokenKind::Quote) && words.quoted(last + 1));
    } else {
        // "These deployments, as well as …"
        let joins = |i: usize| mark(i) || words.is(i, Closed::CONJUNCTION.or(Closed::PREPOSITION).or(Closed::ADVERB));
        while last > word + 1 && joins(last - 1) {
            last -= 1;
        }
    }
    (last - first <= LONGEST).then_some(first..last)
}
