//! A verb without a subject of its own, which has the subject of the verb before it: "Lee praised the plan and urged the
//! board to adopt it", "The ministry described the loss, warning that …".

use super::words::Words;
use super::{Attribution, fitted, source};
use crate::extract::QuoteKind;
use crate::extract::lexicon::{Closed, CueForm, Frames, characterising, cues, noun};
use crate::extract::model::Tag;
use crate::text::{Lower, Span};

/// How many tokens back the verb before may be.
const BACK: usize = 60;

/// Gives attributions without a source the source of the verb to which they are joined.
pub(super) fn settle(words: &Words<'_>, out: &mut [Attribution]) {
    // The last verb with its subject before it.
    let mut last: Option<usize> = None;
    let order = by_cue(out);
    for (n, &i) in order.iter().enumerate() {
        turn_round(words, &mut out[i]);
        without_sentence(words, &mut out[i]);
        if out[i].source.is_empty() {
            let said = |k: usize| order.get(k).is_some_and(|&o| out[o].content.iter().any(|c| c.covers(out[i].cue[0])));
            let alone = n.checked_sub(1).is_none_or(|k| !said(k)) && !said(n + 1);
            let who = last.and_then(|l| shared(words, &out[l], &out[i]));
            let who = who
                .or_else(|| Some(vec![fronted(words, &out[i]).or_else(|| clause(words, &out[i]))?]).filter(|_| alone));
            if let Some(who) = who {
                out[i].source = who;
                last = Some(i);
            }
        } else if out[i].source.iter().all(|s| s.end() <= out[i].cue[0].start()) {
            last = Some(i);
        } else {
            last = None;
        }
    }
}

/// "The firm wrote to its drivers, urging them to think of it": the subject of the clause, whose verb is no report.
fn clause(words: &Words<'_>, a: &Attribution) -> Option<Span> {
    let verb = words.token_at(a.cue[0].start());
    let joint = verb.checked_sub(1).filter(|&i| words.comma(i) && !words.quoted(i))?;
    // "Four people were hurt, showing how close they came": what it shows.
    let own = participle(words, verb) && words.word(verb) != "showing" && reports_behind(words, a);
    if !own {
        return None;
    }
    let who = source::subject_of(words, joint).filter(|who| who.end < joint && joint - who.end < BACK)?;
    // A clause of its own between the two may have another subject.
    let between = who.end..joint;
    let other = |i: usize| {
        words.is(i, Closed::SUBORDINATOR.or(Closed::CONJUNCTION))
            || words.quoted(i)
            || matches!(words.word(i), ";" | ":" | "as")
    };
    let speaks = |i: usize| {
        let known = noun(words.word(i));
        known.role.is_some() || known.group || known.body.is_some_and(|b| !b.document)
    };
    let speaks = who.clone().any(|i| words.name(i) || speaks(i)) || source::subject_pronoun(words, who.start);
    let one = between.clone().filter(|&i| words.tensed(i)).count() == 1 && !between.clone().any(other);
    (one && speaks).then(|| words.cover(who))
}

/// "Noting that the river had risen, the mayor closed the bridge": the subject behind the comma.
fn fronted(words: &Words<'_>, a: &Attribution) -> Option<Span> {
    let verb = words.token_at(a.cue[0].start());
    let comma = words.token_at(a.content.last()?.end());
    let opens = words.starts_sentence(verb) || matches!(words.word(verb.wrapping_sub(1)), ":" | "but" | "and");
    let own = opens && words.comma(comma) && words.word(verb).ends_with("ing") && reports_behind(words, a);
    if !own {
        return None;
    }
    let who = source::behind_verb(words, comma + 1)?;
    // "Citing local papers, the agency reports": its verb looks like a noun.
    let who = who.start..(who.start + 1..who.end).find(|&i| words.tensed(i)).unwrap_or(who.end);
    let begins = words.is(who.start, Closed::DETERMINER.or(Closed::PRONOUN))
        || words.capitalised(who.start)
        || noun(words.word(who.start)).role.is_some();
    let acts = (who.end..who.end + 4).find(|&i| words.tensed(i)).is_some_and(|i| (who.end..i).all(|k| !words.comma(k)));
    (begins && acts && words.may_speak(who.clone())).then(|| words.cover(who))
}

/// "Citing its costs, the council closed the pool": what it cites was taken for who speaks.
fn turn_round(words: &Words<'_>, a: &mut Attribution) {
    let ([source], [cue], [content]) = (&a.source[..], &a.cue[..], &a.content[..]) else { return };
    let (verb, comma) = (words.token_at(cue.start()), words.token_at(source.end()));
    let behind = cue.end() <= source.start() && source.end() <= content.start();
    let opens = words.starts_sentence(verb) && participle(words, verb) && words.comma(comma);
    if !(behind && opens && words.token_at(content.start()) == comma + 1) {
        return;
    }
    let cited = Attribution { content: vec![*source], source: Vec::new(), ..a.clone() };
    if let Some(who) = fronted(words, &cited) {
        *a = Attribution { source: vec![who], ..cited };
        a.kind = fitted::kind(words.text, words.part, &a.content);
    }
}

/// "Noting that the river had risen, the mayor closed the bridge", of which all was taken for what is noted: up to the comma.
fn without_sentence(words: &Words<'_>, a: &mut Attribution) {
    let ([], [cue], [content]) = (&a.source[..], &a.cue[..], &a.content[..]) else { return };
    let (verb, first, end) =
        (words.token_at(cue.start()), words.token_at(content.start()), words.token_at(content.end()));
    let that = cue.end() <= content.start() && words.word(first) == "that";
    if !(that && words.starts_sentence(verb) && participle(words, verb)) {
        return;
    }
    // The clause has its verb before the comma, and the sentence its own behind it.
    let comma = (first..end).find(|&i| words.comma(i) && !words.quoted(i));
    let clause = |comma: usize| (first..comma).any(|i| words.tensed(i));
    let Some(comma) = comma.filter(|&comma| clause(comma)) else { return };
    let noted = Attribution { content: vec![content.until(words.span(comma).start())], ..a.clone() };
    if fronted(words, &noted).is_some() {
        *a = noted;
        a.kind = fitted::kind(words.text, words.part, &a.content);
    }
}

/// A participle that tells, at a token.
fn participle(words: &Words<'_>, i: usize) -> bool {
    words.word(i).ends_with("ing") && !words.tensed(i)
}

/// Whether an attribution has a cue that reports, and all that is said behind it.
fn reports_behind(words: &Words<'_>, a: &Attribution) -> bool {
    let cue = a.cue[0];
    a.content.iter().all(|c| c.start() >= cue.end()) && fitted::reports(&cue.of(words.text).lower())
}

/// "The president declared three days of mourning and pledged an inquiry": what is no clause has no verb, and the second
/// verb has the subject of the first.
pub(super) fn split(words: &Words<'_>, out: &mut Vec<Attribution>) {
    let mut more = Vec::new();
    for a in out.iter_mut().filter(|a| a.kind != QuoteKind::Direct) {
        let ([source], [cue], [content]) = (&a.source[..], &a.cue[..], &mut a.content[..]) else { continue };
        if source.end() > cue.start() || cue.end() > content.start() {
            continue;
        }
        let joined = second(words, *cue, *content).or_else(|| behind_modal(words, *cue, *content));
        let Some((and, verb)) = joined else { continue };
        let rest = words.cover(verb + 1..words.token_at(content.end()));
        let kind = fitted::kind(words.text, words.part, &[rest]);
        more.push(Attribution::new(kind, vec![rest], vec![words.cover(and + 1..verb + 1)], vec![*source]));
        *content = content.until(words.span(and - 1).end());
        a.kind = fitted::kind(words.text, words.part, &a.content);
    }
    let near = |m: &Attribution| out.iter().any(|a| a.cue.iter().any(|c| c.overlaps(m.cue[0])));
    more.retain(|m| !near(m));
    out.extend(more);
}

/// The "and" in what is said and the verb behind it that is joined to the cue.
fn second(words: &Words<'_>, cue: Span, content: Span) -> Option<(usize, usize)> {
    let (head, first, end) =
        (words.token_at(cue.end()).checked_sub(1)?, words.token_at(content.start()), words.token_at(content.end()));
    let clausal = |i: usize| {
        words.tensed(i)
            || words.is(i, Closed::SUBORDINATOR.or(Closed::AUXILIARY))
            || matches!(words.word(i), "to" | "that")
    };
    let nominal = (first..end).take_while(|&i| !clausal(i) || words.quoted(i)).last()?;
    let and = (first + 1..=nominal).rev().find(|&i| words.word(i) == "and" && !words.quoted(i))?;
    let verb = (and + 1..end).find(|&i| !words.is(i, Closed::ADVERB))?;
    let told = !cues().starting(words.word(verb)).is_empty() || characterising(words.word(verb));
    let same =
        words.tensed(verb) && words.tensed(head) && words.word(verb).ends_with('s') == words.word(head).ends_with('s');
    (verb == nominal + 1 && told && same && verb + 1 < end).then_some((and, verb))
}

/// "said the school would open and urged parents to wait": the "and" in a clause that is said and the verb behind it, which
/// has tense and so does not hang on the modal of the clause.
fn behind_modal(words: &Words<'_>, cue: Span, content: Span) -> Option<(usize, usize)> {
    let (head, first, end) =
        (words.token_at(cue.end()).checked_sub(1)?, words.token_at(content.start()), words.token_at(content.end()));
    let joint = |i: usize| matches!(words.word(i), "and" | "but") && !words.quoted(i);
    let joined = |i: usize| {
        let verb = (i + 1..end).find(|&k| !words.is(k, Closed::ADVERB))?;
        // "would not go but understood why": what is thought may be part of what is said.
        let tells = |c: &CueForm| c.rest.is_empty() && c.frames.is(Frames::OBJECT);
        let told = cues().starting(words.word(verb)).iter().any(tells) || characterising(words.word(verb));
        let told = told && matches!(words.tag(verb), Some(Tag::Vbd | Tag::Vbz)) && words.tag(verb) == words.tag(head);
        let last = (first..i).rev().find(|&k| words.tensed(k) && !words.quoted(k));
        (joint(i) && told && last.is_some_and(|k| words.tag(k) == Some(Tag::Md))).then_some((i, verb))
    };
    (first + 2..end).find_map(joined).filter(|(_, verb)| verb + 1 < end)
}

/// "Asked whether they could win, their captain, Ann Lee, said": whoever says the next words is no part of those that
/// nobody is named for.
pub(super) fn apart(words: &Words<'_>, out: &mut [Attribution]) {
    for pair in by_cue(out).windows(2) {
        let next = out[pair[1]].source.first().copied();
        let (Some(source), [], [content]) = (next, &out[pair[0]].source[..], &mut out[pair[0]].content[..]) else {
            continue;
        };
        let first = words.token_at(source.start());
        let comma = first.checked_sub(1).filter(|&i| words.comma(i) && words.span(i).start() > content.start());
        if let Some(comma) = comma.filter(|_| source.start() > content.start() && source.overlaps(*content)) {
            *content = content.until(words.span(comma).start());
        }
    }
}

/// "said that they were “not asked” and that it cost £4", of which only the first clause was taken for what is said.
pub(super) fn further(words: &Words<'_>, out: &mut [Attribution]) {
    let wider: Vec<Option<Span>> = (0..out.len()).map(|n| with_further(words, &out[n], out)).collect();
    for (a, wider) in out.iter_mut().zip(wider) {
        if let Some(wider) = wider {
            a.content = vec![wider];
            a.kind = fitted::kind(words.text, words.part, &a.content);
        }
    }
}

/// What is said with the clause that "and that" joins to it, to the end of the sentence; none of its words are somebody else's.
fn with_further(words: &Words<'_>, a: &Attribution, out: &[Attribution]) -> Option<Span> {
    let ([source], [cue], [content]) = (&a.source[..], &a.cue[..], &a.content[..]) else { return None };
    let behind = source.end() <= cue.start() && cue.end() <= content.start() && a.kind != QuoteKind::Direct;
    let end = words.token_at(content.end());
    let and = end + usize::from(words.comma(end));
    let joined = matches!(words.word(and), "and" | "but" | "or") && words.word(and + 1) == "that";
    // "but that has changed": no clause of what is said.
    let joined = joined && !words.tensed(and + 2) && !words.is(and + 2, Closed::AUXILIARY);
    if !(behind && joined) || words.sentence(and) != words.sentence(end - 1) {
        return None;
    }
    let sentence = words.sentence_of(and).end;
    let last = (and + 2..sentence).find(|&i| words.word(i) == ";" && !words.quoted(i)).unwrap_or(sentence);
    let last =
        (and + 2..last).rev().find(|&i| words.quoted(i) || words.open(i) || !words.stop(i) && !words.comma(i))? + 1;
    let told = |i: usize| words.comma(i - 1) && words.tensed(i) && cues().quotes(words.word(i));
    let clause = (and + 2..last).any(|i| words.tensed(i)) && !(and + 2..last).any(told);
    let rest = words.cover(and..last);
    let apart = out.iter().all(|o| o.cue.iter().chain(&o.content).chain(&o.source).all(|s| !s.overlaps(rest)));
    (clause && apart).then(|| content.join(rest))
}

/// The attributions that have a cue, in the order of their cues.
fn by_cue(all: &[Attribution]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..all.len()).filter(|&i| !all[i].cue.is_empty()).collect();
    order.sort_by_key(|&i| all[i].cue[0]);
    order
}

/// The source of the verb before, where nothing parts the two but what the first of them takes.
fn shared(words: &Words<'_>, before: &Attribution, a: &Attribution) -> Option<Vec<Span>> {
    let cue = a.cue[0];
    let (first, verb) = (words.token_at(before.cue[0].start()), words.token_at(cue.start()));
    let joint = verb.checked_sub(1).filter(|&i| i > first && verb - first < BACK && !words.quoted(i))?;
    let sentence = words.sentence_of(verb);
    let joined = matches!(words.word(joint), "and" | "but") && words.tensed(verb);
    let participle = words.comma(joint) && participle(words, verb);
    let relative = before.source.first().is_some_and(|s| words.is(words.token_at(s.start()), Closed::SUBORDINATOR))
        || before.source.first().is_some_and(|s| matches!(s.of(words.text), "who" | "which" | "that" | "whose"));
    let own = reports_behind(words, a);
    // What the verb before reports in full has verbs of its own: "said they had met and agreed that".
    let inside = before.content.iter().any(|c| c.covers(cue));
    // "…; others", "… after the board met and said": another clause has another subject.
    let parted = (first + 1..joint).any(|i| {
        let opens = matches!(words.word(i), ";" | "while" | "after" | "when" | "before" | "which" | "who" | "whereas");
        opens && !words.quoted(i)
    });
    (sentence.contains(&first) && (joined || participle) && own && !inside && !parted && !relative)
        .then(|| before.source.clone())
}
