//! How far what is said goes, where its source and cue say so: a list to its end, a clause with the noun that it describes,
//! neither a clause of the writer's nor a reason.

use super::words::Words;
use super::{Attribution, noun_phrase};
use crate::extract::QuoteKind;
use crate::extract::lexicon::Closed;
use crate::text::{Span, TokenKind};

/// Gives reported words the extent that they have.
pub(super) fn settle(words: &Words<'_>, a: &mut Attribution) {
    if a.kind == QuoteKind::Direct {
        return;
    }
    if concedes(words, a) {
        a.content.remove(0);
    }
    if is_all(words, a) {
        a.content.truncate(1);
        a.kind = QuoteKind::Direct;
        return;
    }
    if let Some(whole) = with_antecedent(words, a).or_else(|| with_list(words, a)) {
        a.content = vec![whole];
    }
    if let Some(content) = a.content.first_mut() {
        *content = without_reason(words, *content);
    }
    if let ([cue], [content]) = (&a.cue[..], &mut a.content[..])
        && cue.end() <= content.start()
    {
        *content = without_concession(words, *content);
    }
}

/// Whether a quotation is all that is said: "“It never crossed my mind,” she said months after her release, and". Words right
/// behind the cue tell when or where.
fn is_all(words: &Words<'_>, a: &Attribution) -> bool {
    let ([quotation, rest], [cue], [source]) = (&a.content[..], &a.cue[..], &a.source[..]) else { return false };
    let behind = words.token_at(cue.end());
    // "“All the way!” Dawson shouted, shorthand for it"
    let apposed = words.comma(behind)
        && behind + 1 == words.token_at(rest.start())
        && !words.tokens(*rest).any(|i| words.verb(i) && words.word(i.wrapping_sub(1)) == "to" || words.tensed(i));
    let beside = behind == words.token_at(rest.start()) || apposed;
    quotation.end() <= cue.start().min(source.start())
        && source.end() <= cue.start()
        && beside
        && words.tokens(*quotation).all(|i| words.quoted(i))
        && !words.tokens(*rest).any(|i| words.quoted(i))
}

/// Whether the words before a source are a clause of the writer's: "While the plan did not please Lee, she said that it
/// could work". What is said goes round its source only where commas part them.
fn concedes(words: &Words<'_>, a: &Attribution) -> bool {
    let ([before, behind, ..], [source], [cue]) = (&a.content[..], &a.source[..], &a.cue[..]) else { return false };
    let first = words.token_at(before.start());
    let clause = words.is(first, Closed::SUBORDINATOR) && !matches!(words.word(first), "if" | "unless" | "that");
    let next = words.token_at(cue.end()) == words.token_at(behind.start());
    a.kind == QuoteKind::Indirect
        && clause
        && words.starts_sentence(first)
        && before.end() <= source.start()
        && source.end() <= cue.start()
        && cue.end() <= behind.start()
        && next
}

/// "… on a road which was never made for it, Ann Lee said", of which only the clause was taken for what is said.
fn with_antecedent(words: &Words<'_>, a: &Attribution) -> Option<Span> {
    let ([content], [cue], [source], QuoteKind::Indirect) = (&a.content[..], &a.cue[..], &a.source[..], a.kind) else {
        return None;
    };
    let first = words.token_at(content.start());
    let sentence = words.sentence_of(first);
    let last = words.token_at(cue.end().max(source.end()));
    let closes = words.stop(last) || last >= sentence.end;
    let behind = content.end() <= cue.start().min(source.start());
    (noun_phrase::relative(words, first) && first > sentence.start && behind && closes)
        .then(|| words.span(sentence.start).join(*content))
}

/// "favours vouchers, | lower taxes, and reform of the courts": what is said with all of the list that it ends in.
fn with_list(words: &Words<'_>, a: &Attribution) -> Option<Span> {
    let ([content], [cue], [source], QuoteKind::Indirect) = (&a.content[..], &a.cue[..], &a.source[..], a.kind) else {
        return None;
    };
    let comma = words.token_at(content.end());
    let end = words.sentence_of(comma).end;
    let last = (comma..end).rev().find(|&i| words.kind(i) != Some(TokenKind::Punctuation))?;
    let mut items = comma + 1..last + 1;
    let first = items.start;
    let begins =
        words.noun(first) || words.adjective(first) || words.is(first, Closed::DETERMINER) || words.name(first);
    let plain = !items.any(|i| {
        words.tensed(i)
            || words.verb(i)
            || words.quoted(i)
            || matches!(words.word(i), ";" | ":" | "according")
            || words.dash(i)
    });
    let behind = source.end() <= cue.start() && cue.end() <= content.start();
    // "a general election, a margin of 16 points": without "and" it may be the writer's comment.
    let list = (first..=last).any(|i| matches!(words.word(i), "and" | "or"));
    (words.comma(comma) && behind && begins && list && plain).then(|| content.join(words.span(last)))
}

/// What is said without the reason that is given with it: "would close, citing its costs".
fn without_reason(words: &Words<'_>, content: Span) -> Span {
    let (start, end) = (words.token_at(content.start()), words.token_at(content.end()));
    let cites = |i: &usize| words.word(*i) == "citing" && words.comma(*i - 1) && !words.quoted(*i);
    match (start + 2..end).find(cites) {
        Some(i) if !(i..end).any(|i| words.tensed(i)) => content.until(words.span(i - 1).start()),
        _ => content,
    }
}

/// What is said up to the end of its last quotation, where the writer goes on behind a comma about who said it: "called it
/// “a start”, though she stopped short of backing it".
fn without_concession(words: &Words<'_>, content: Span) -> Span {
    let (start, end) = (words.token_at(content.start()), words.token_at(content.end()));
    let concedes = |i: usize| matches!(words.word(i), "though" | "although" | "even");
    let opens = |&i: &usize| {
        let person = matches!(words.word(i + 2), "he" | "she" | "they" | "it");
        words.comma(i) && words.quoted(i - 1) && concedes(i + 1) && person && !words.quoted(i + 1)
    };
    let comma = (start + 1..end).rev().find(opens);
    comma.map_or(content, |i| content.until(words.span(i - 1).end()))
}
