//! Where what is said, its cue and its source begin and end: what stands at their edges and is no part of them.

use super::words::Words;
use super::{Attribution, aside, extent, fitted, hearer, noun_phrase, overlap, stamp, subject};
use crate::extract::lexicon::{self, Closed, WordSet};
use crate::extract::{BlockExtraction, QuoteKind, mention};
use crate::text::{Lower, Span, TokenKind};

/// Cuts off what is no part of an attribution; `dateline` counts the tokens that say where and when the block was written.
pub(super) fn trim(words: &Words<'_>, part: &BlockExtraction, a: &mut Attribution, dateline: usize) {
    if let (QuoteKind::Mixed, [content], Some(cue)) = (a.kind, &mut a.content[..], a.cue.last())
        && let Some(quotation) = called_out(words, *content, *cue)
    {
        (*content, a.kind) = (quotation, QuoteKind::Direct);
    }
    // "It did not please Lee, | who told the board that": what the sentence says of somebody is not what they say.
    if let ([source], [cue], [before, behind]) = (&a.source[..], &a.cue[..], &a.content[..])
        && noun_phrase::relative(words, words.token_at(source.start()))
        && before.end() <= source.start()
        && cue.end() <= behind.start()
    {
        a.content.remove(0);
    }
    extent::settle(words, a);
    if a.kind != QuoteKind::Direct
        && let (Some(cue), Some(content)) = (a.cue.last_mut(), a.content.first_mut())
    {
        *content = without_time(words, *cue, *content);
        *content = without_hearer(words, part, *content, *cue);
        *content = with_subject(words, *content, *cue);
        (*cue, *content) = without_place(words, *cue, *content);
        *content = within_relative(words, a.source.last().copied(), *content);
    }
    if let (Some(cue), [content, ..]) = (a.cue.first(), &mut a.content[..])
        && cue.end() <= content.start()
        && let Some(next) = words.broken(words.tokens(*content))
    {
        *content = content.until(words.span(next - 1).end());
    }
    // "“Esther”, a trader, said": the name is said by nobody.
    let alias = |c: &Span| words.tokens(*c).all(|i| words.alias(i));
    if a.content.len() > 1 {
        a.content.retain(|c| !alias(c));
    }
    if a.kind == QuoteKind::Mixed && !a.content.iter().any(|c| words.tokens(*c).any(|i| words.quoted(i))) {
        a.kind = QuoteKind::Indirect;
    }
    if a.kind != QuoteKind::Direct
        && let Some(rest) = behind_parenthesis(words, a)
    {
        a.content.push(rest);
        a.kind = fitted::kind(words.text, part, &a.content);
    }
    within_cue(words, part, a);
    subject::settle(words, a);
    if let ([source], [cue, ..]) = (&mut a.source[..], &mut a.cue[..])
        && let Some(verb) = behind_noun(words, *source, *cue)
    {
        *source = source.until(words.span(verb - 1).end());
        *cue = cue.since(words.span(verb).start());
    }
    let cue = a.cue.first().copied();
    if let Some(source) = a.source.first_mut() {
        // "according to the bureau: half of them"
        let inside = words.token_at(source.start()) + 1..words.token_at(source.end());
        let mut plain = inside.into_iter().take_while(|&i| words.word(i) != "(");
        if let Some(colon) = plain.find(|&i| words.word(i) == ":" && !words.quoted(i)) {
            *source = source.until(words.span(colon).start());
        }
        // "Ms | Lee"
        let named = |m: &&mention::Mention| m.form == mention::MentionForm::Name && m.span.start() == source.start();
        let name = overlap::mentions(part, *source).iter().find(named);
        if let Some(title) = name.and_then(|m| m.title).filter(|t| t.end() < source.start()) {
            *source = title.join(*source);
        }
        *source = stamp::bare(words, without_relative(words, *source), dateline);
        if let Some(cue) = cue {
            *source = with_comma(words, without_deed(words, *source, cue), cue);
        }
    }
    // "According to its director, | Ann Lee, the damage grew": who says it is no part of what is said.
    if let ([source], Some(content)) = (&a.source[..], a.content.first_mut())
        && source.start() < content.start()
        && source.covers(Span::new(content.start(), source.end().max(content.start())))
        && source.end() < content.end()
        && a.cue.iter().all(|c| c.end() <= source.start())
    {
        let behind = words.text[source.end()..content.end()].trim_start_matches([',', ' ']);
        *content = content.since(content.end() - behind.len());
    }
    // "William “Bill” Frost said": nobody says their name.
    if a.content.len() > 1 {
        a.content.retain(|c| !a.source.iter().any(|s| s.covers(*c)));
    }
}

/// "Ann Lee, a lawyer, said": the comma that ends what describes somebody belongs to it.
fn with_comma(words: &Words<'_>, source: Span, cue: Span) -> Span {
    let (first, end) = (words.token_at(source.start()), words.token_at(source.end()));
    let described = (first..end).any(|i| words.comma(i)) && !words.comma(end - 1);
    let closed = words.comma(end) && end < words.token_at(cue.start());
    if described && closed { source.join(words.span(end)) } else { source }
}

/// "said last | week it had lost": when it was said is no part of it.
fn without_time(words: &Words<'_>, cue: Span, content: Span) -> Span {
    let (verb, first) = (words.token_at(cue.end()), words.token_at(content.start()));
    let time = cue.end() < content.start() && verb < first && aside::is_time(words, verb..first + 1);
    if time && words.span(first).end() < content.end() { content.since(words.span(first + 1).start()) } else { content }
}

/// "a figure Lee dismissed as “small change”": whoever stands in the cue says it. "Led by her counsel, Ann Lee, the trader
/// said": nobody in a phrase before the subject does.
fn within_cue(words: &Words<'_>, part: &BlockExtraction, a: &mut Attribution) {
    if let ([source], [cue]) = (&mut a.source[..], &mut a.cue[..])
        && let Some(name) = name_at(part, *cue)
        && name_at(part, *source).is_none()
        && lexicon::common(&name.span.of(words.text).lower()).is_none()
        && lexicon::cues().starting(&name.span.of(words.text).lower()).is_empty()
        && source.end() <= cue.start()
        && name.span.end() < cue.end()
    {
        *source = name.whole();
        *cue = cue.since(words.span(words.token_at(name.span.end())).start());
    }
    if let ([source], [cue, ..]) = (&mut a.source[..], &a.cue[..]) {
        let (first, end) = (words.token_at(source.start()), words.token_at(source.end()));
        let comma = (first..end).rev().find(|&i| words.comma(i)).filter(|_| words.token_at(cue.start()) == end);
        let named = name_at(part, words.span(first)).is_some();
        let participle = words.word(first).ends_with("ed") && words.is(first + 1, Closed::PREPOSITION) && !named;
        let opens = words.starts_sentence(first) && participle;
        if let Some(comma) = comma.filter(|&c| opens && (c + 1..end).any(|i| words.open(i))) {
            *source = words.cover(comma + 1..end);
        }
    }
    if let ([before, subject], [cue, ..]) = (&a.source[..], &a.cue[..]) {
        let (first, end) = (words.token_at(subject.start()), words.token_at(subject.end()));
        let begin = words.sentence_of(first).start;
        let opens = words.word(begin).ends_with("ed") || words.is(begin, Closed::PREPOSITION);
        let whole = !matches!(words.word(first), "who" | "which" | "whose")
            && (first..end).any(|i| words.open(i))
            && words.token_at(cue.start()) == end;
        if opens && whole && before.end() < subject.start() && words.token_at(before.start()) > begin {
            a.source.remove(0);
        }
    }
}

/// The verb of a cue that begins with the noun that its source ends in: "The | indictment claims", "Treasury | sources say".
fn behind_noun(words: &Words<'_>, source: Span, cue: Span) -> Option<usize> {
    let (first, end) = (words.token_at(cue.start()), words.token_at(cue.end()));
    let beside = first == words.token_at(source.end()) && source.end() <= cue.start();
    let group = |i: usize| lexicon::noun(words.word(i)).group;
    // "a state-run | daily reported"
    let paper = |i: usize| WordSet::Periodical.has(words.word(i));
    let open = |i: usize| words.open(i) && (!words.may_be_verb(i) || group(i)) && !words.capitalised(i);
    let noun = |&i: &usize| open(i) || paper(i);
    let verb = first + (first..end).take_while(noun).count();
    let tells = words.tensed(verb) || !lexicon::cues().starting(words.word(verb)).is_empty();
    // "Lee’s | answer was blunt:", "her | fear is" keep whose it is apart.
    let own = ["'s", "’s", "'", "’", "his", "her", "their", "its", "my", "our", "your", "whose"];
    let owned = own.contains(&words.word(first.wrapping_sub(1)));
    (beside && !owned && verb > first && verb < end && tells).then_some(verb)
}

/// The name that begins, with its title and the role before it, where a span does.
fn name_at(part: &BlockExtraction, span: Span) -> Option<&mention::Mention> {
    let mut near = overlap::mentions(part, span).iter().rev();
    near.find(|m| m.form == mention::MentionForm::Name && m.whole().start() == span.start())
}

/// How many tokens stand behind a cue that a comma closes, of when and to whom something was said.
const ASIDE: usize = 9;

/// The rest of a sentence into whose subject and verb the attribution is put: "The bear, he said, had escaped".
fn behind_parenthesis(words: &Words<'_>, a: &Attribution) -> Option<Span> {
    let ([content], [cue]) = (&a.content[..], &a.cue[..]) else { return None };
    let first = a.source.iter().chain([cue]).map(|s| s.start()).min()?;
    let last = a.source.iter().chain([cue]).map(|s| s.end()).max()?;
    let (start, open) = (words.token_at(content.start()), words.token_at(first).checked_sub(1)?);
    let sentence = words.sentence_of(start);
    if !words.comma(open) || content.end() > words.span(open).end() || !words.starts_sentence(start) {
        return None;
    }
    let (behind, limit) = (words.token_at(last), sentence.end);
    let plain = |i: &usize| !words.quoted(*i) && !words.tensed(*i) && !words.stop(*i);
    let close = (behind..limit.min(behind + ASIDE)).take_while(plain).find(|&i| words.comma(i))?;
    let verb = (close + 1..limit).find(|&i| !words.is(i, Closed::ADVERB)).filter(|&i| words.tensed(i))?;
    let subject = !(start..open).any(|i| words.tensed(i)) || words.is(verb, Closed::AUXILIARY);
    let end = (verb..limit).rev().find(|&i| !words.stop(i))?;
    let rest = words.cover(close + 1..end + 1).trim(words.text);
    (subject && !words.quoted(verb)).then_some(rest)
}

/// What somebody said of whom a relative clause tells, without what its sentence says of them: "Lee, who said the plan was
/// mad, resigned".
fn within_relative(words: &Words<'_>, source: Option<Span>, content: Span) -> Span {
    let last = source.map_or(usize::MAX, |s| words.token_at(s.end()).saturating_sub(1));
    if !matches!(words.word(last), "who" | "which") || words.span(last).end() > content.start() {
        return content;
    }
    let (start, end) = (words.token_at(content.start()), words.token_at(content.end()));
    let told = (start..end).find(|&i| words.tensed(i)).unwrap_or(end);
    // "… was mad, resigned on Friday" reads like a participle, and is the verb of the sentence where no other is.
    let past = |i: usize| words.open(i) && words.word(i).ends_with("ed");
    let verb = |i: usize| words.tensed(i) || past(i) && !(i..end).any(|j| words.tensed(j));
    let closes = |i: &usize| words.comma(*i) && verb(*i + 1) && !words.quoted(*i);
    match (told + 1..end.saturating_sub(1)).find(closes) {
        Some(comma) => Span::new(content.start(), words.span(comma).start()),
        None => content,
    }
}

/// A source without the pronoun that ties its clause to a noun: "a film which critics called “brilliant”".
fn without_relative(words: &Words<'_>, source: Span) -> Span {
    let start = words.token_at(source.start());
    let behind = words.span(start + 1).start();
    if matches!(words.word(start), "which" | "whom") && behind < source.end() { source.since(behind) } else { source }
}

/// Whether a cue ends with a verb that names whom the words are told.
fn tells(words: &Words<'_>, cue: Span) -> bool {
    let last = words.token_at(cue.end()).saturating_sub(1);
    matches!(words.word(last), "told" | "tells" | "tell" | "telling")
}

/// Words said without the rest of the name of whom they are told: "told Coast News the plan was dead".
fn without_hearer(words: &Words<'_>, part: &BlockExtraction, content: Span, cue: Span) -> Span {
    let told = tells(words, cue);
    let hearer = |m: &&mention::Mention| {
        let inside = m.span.start() < content.start() && content.start() < m.span.end();
        let whole = told && m.span.start() == content.start() && {
            let next = words.token_at(m.span.end());
            words.word(next) == "that" || words.is(next, Closed::DETERMINER.or(Closed::PRONOUN))
        };
        m.form == mention::MentionForm::Name && m.span.end() < content.end() && (inside || whole)
    };
    let behind = part.mentions.partition_point(|m| m.span.start() < cue.end());
    let mut near = part.mentions[behind..].iter().take_while(|m| m.span.start() <= content.start());
    let rest = near.find(hearer).map(|m| content.since(m.span.end()).trim(words.text));
    // "told Coast magazine the plan was dead"
    let first = words.token_at(content.start());
    let body = lexicon::noun(words.word(first)).body.is_some_and(|b| !b.document);
    let medium = told && body && first > 0 && words.name(first - 1) && words.span(first + 1).end() < content.end();
    let rest = rest.or_else(|| medium.then(|| content.since(words.span(first + 1).start())));
    let content = rest.filter(|r| !r.is_empty()).unwrap_or(content);
    // "tell me that", "told her 900 followers she was": all of whom it is told.
    let first = words.token_at(content.start());
    let beside = told && first == words.token_at(cue.end());
    if let Some(said) = hearer::behind(words, first).map(|i| words.span(i).start()).filter(|_| beside)
        && said < content.end()
    {
        return content.since(said);
    }
    // "told Leeds Coroner’s Court that he": the rest of the name of a court.
    let clitic = words.token_at(content.start());
    if told && matches!(words.word(clitic), "'s" | "’s") {
        let that = (clitic + 1..clitic + 5).find(|&i| words.word(i) == "that");
        return that.map_or(content, |i| content.since(words.span(i).start()));
    }
    // "told Radio 4 his party has lost", but not "told Reuters 40 people died"
    let first = words.token_at(content.start());
    let station = told && words.kind(first) == Some(TokenKind::Number) && first > 0 && words.name(first - 1);
    let clause = words.is(first + 1, Closed::DETERMINER.or(Closed::PRONOUN)) || words.name(first + 1);
    if station && clause { content.since(words.span(first + 1).start()) } else { content }
}

/// Words said with the name that begins them and was taken for whom they are told: "told analysts Haldane would raise it".
fn with_subject(words: &Words<'_>, content: Span, cue: Span) -> Span {
    let (behind, first) = (words.token_at(cue.end()), words.token_at(content.start()));
    let told = tells(words, cue);
    let mut start = first;
    while start > behind && words.name(start - 1) {
        start -= 1;
    }
    let hearer = start > behind && words.open(start - 1) && !words.capitalised(start - 1);
    let verb = words.is(first, Closed::AUXILIARY) || words.tensed(first);
    if told && verb && hearer && start < first { words.cover(start..first).join(content) } else { content }
}

/// Of words said that are a quotation right behind the cue and to whom, where or when it was said, the quotation: "shouted
/// “Liar!” at the judge".
fn called_out(words: &Words<'_>, content: Span, cue: Span) -> Option<Span> {
    let [quotation] = overlap::quotations(words.part, content) else { return None };
    let near = cue.end() <= content.start() && content.start() - cue.end() <= 2;
    let begins = quotation.span.start() == content.start() && quotation.span.end() < content.end();
    let (next, end) = (words.token_at(quotation.span.end()), words.token_at(content.end()));
    let clause = matches!(words.word(next), "after" | "before" | "as" | "when");
    let aside = clause || matches!(words.word(next), "at" | "to" | "from" | "in" | "on" | "during");
    let plain = clause || !(next..end).any(|i| words.tensed(i));
    (near && begins && aside && plain).then_some(quotation.span)
}

/// A cue and what is said without where it is said between them: "pleaded guilty in a Leeds court to fraud".
fn without_place(words: &Words<'_>, cue: Span, content: Span) -> (Span, Span) {
    let (first, start) = (words.token_at(cue.start()), words.token_at(content.start()));
    let place = |i: usize| matches!(words.word(i), "at" | "in" | "before");
    let Some(at) = [start, start.wrapping_sub(1)].into_iter().find(|&i| i > first && place(i)) else {
        return (cue, content);
    };
    let pleads = matches!(words.word(first), "plead" | "pleads" | "pleaded" | "pled" | "pleading");
    let ends = |i: usize| words.word(i) == "that" || pleads && words.word(i) == "to";
    let plain = |i: &usize| !words.comma(*i) && !words.quoted(*i) && !words.tensed(*i);
    let said = (at + 1..at + 10).take_while(plain).find(|&i| ends(i)).map(|i| words.span(i).start());
    match said.filter(|&said| said < content.end() && cue.end() <= content.start()) {
        Some(said) => (words.cover(first..at.min(words.token_at(cue.end()))), content.since(said)),
        None => (cue, content),
    }
}

/// A source without what else it does before it speaks: "The mayor left the room, calling …", "The party hit back, saying".
pub(super) fn without_deed(words: &Words<'_>, source: Span, cue: Span) -> Span {
    if cue.start() <= source.start() {
        return source;
    }
    let (start, end) = (words.token_at(source.start()), words.token_at(source.end().min(cue.start())));
    let relative = |i: usize| matches!(words.word(i), "who" | "whose" | "which" | "that" | "where" | "when");
    let apart = source.end() > cue.start() || end < words.token_at(cue.start());
    // "The Bank of Halden left rates alone on Friday but hinted": a verb of whatever form, between a name and its object.
    let article = source.start()..=source.start() + "the ".len();
    let begins = |m: &&mention::Mention| m.form == mention::MentionForm::Name && article.contains(&m.whole().start());
    let name = overlap::mentions(words.part, source).iter().find(begins);
    let named = name.map(|m| words.token_at(m.span.end()));
    let object = |i: usize| words.open(i) || words.is(i, Closed::DETERMINER);
    let acts = named.filter(|&i| i + 1 < end && words.verb(i) && object(i + 1));
    let verb = (start + 1..end).find(|&i| words.tensed(i)).or(acts);
    let verb = verb.filter(|_| apart && !(start..end).any(relative));
    match verb {
        Some(verb) => words.cover(start..verb),
        None if source.end() > cue.start() => words.cover(start..end.max(start + 1)),
        None => source,
    }
}
