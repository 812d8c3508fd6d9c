//! Quotations without a source that go on from the quote before.

use super::entity::EntityId;
use super::register::Referent;
use super::{Cast, Outcome};
use crate::extract::attribution::led::leads;
use crate::extract::lexicon::WordSet;
use crate::extract::{Article, MentionForm, Quote, QuoteKind, Resolution, SpeakerKind};
use crate::text::Span;

/// The most quotes of a paragraph that are looked at.
const QUOTES: usize = 24;

/// The speaker who goes on in a quote without a source, and the quote that it goes on from; nothing for one who asks.
pub(super) fn of(cast: &Cast<'_>, before: &[Quote], found: &[Outcome], quote: &Quote) -> (Outcome, Option<usize>) {
    const NOBODY: (Outcome, Option<usize>) = (Outcome::Nobody, None);
    let Some(last) = heard_last(before, found, quote) else { return NOBODY };
    let Some(Outcome::Found(id, how)) = found.get(last) else { return NOBODY };
    let previous = &before[last];
    let (Some(end), Some(start)) = (end(previous), quote.content.first().map(|c| c.start())) else {
        return NOBODY;
    };
    if *how == Resolution::Turn || quote.kind == QuoteKind::Indirect && quote.cue.is_empty() {
        return NOBODY;
    }
    let (from, to) = (previous.blocks.end.saturating_sub(1), quote.blocks.start);
    let same = from == to;
    let article = &cast.article;
    let gap = Span::new(end, start);
    if let Some(asks) = cast.examiner(previous)
        && asked_alone(article, previous, quote)
    {
        return (Outcome::Found(asks, Resolution::Continuation), None);
    }
    if let Some(other) = replies(article, before, found, last, quote) {
        return (Outcome::Found(other, Resolution::Continuation), None);
    }
    let goes_on = if same {
        // A quotation in the middle of the writer's own sentence is not somebody going on.
        !quote.cue.is_empty() || opens_sentence(article.text, gap, start) || same_line(cast, end, start)
    } else {
        quote.cue.is_empty()
            && to == from + 1
            && article.adjacent(from, to)
            && (opens_block(article, quote) || {
                // "Then, after a pause: “…”"
                let before = article.blocks.get(to).and_then(|b| article.text.get(b.span.start()..start));
                before.is_some_and(leads)
            })
            && !signed(article.text, previous)
            && !put(article.text, previous)
            && !turns(article.text, previous, quote)
            && quote.content.last().is_some_and(|c| ended(c.of(article.text)))
            && !titled(quote.content.iter().map(|c| c.of(article.text)).collect::<String>().as_str())
            && (quoted(article.text, previous) || reported(cast, before, found, last) && alone(article, quote))
    };
    if !goes_on || turned_to_another(cast, gap, *id) || beside_another(cast, gap, quote, *id) {
        return NOBODY;
    }
    (Outcome::Found(*id, Resolution::Continuation), Some(last))
}

/// The quote whose speaker a later one may go on from. In another paragraph the words in marks count before what else is
/// reported there of the same speaker ("“…,” said Lee, who plans to resign"), and nobody else may be heard behind them.
fn heard_last(before: &[Quote], found: &[Outcome], quote: &Quote) -> Option<usize> {
    let last = before.len().checked_sub(1)?;
    let block = before[last].blocks.end;
    if block > quote.blocks.start {
        return Some(last);
    }
    let Some(direct) = of_paragraph(before, last).find(|&k| before[k].kind != QuoteKind::Indirect) else {
        return Some(last);
    };
    let others = (direct + 1..before.len()).any(|k| before[k].told() && speaker(&found[k]) != speaker(&found[direct]));
    (!others).then_some(direct)
}

/// The quotes that end in the paragraph in which quote `last` does, that one and those before it, backwards.
fn of_paragraph(before: &[Quote], last: usize) -> impl Iterator<Item = usize> {
    let block = before[last].blocks.end;
    (0..=last).rev().take(QUOTES).take_while(move |&k| before[k].blocks.end == block)
}

fn speaker(outcome: &Outcome) -> Option<EntityId> {
    match outcome {
        Outcome::Found(id, _) => Some(*id),
        _ => None,
    }
}

fn quoted(text: &str, quote: &Quote) -> bool {
    quote.content.iter().any(|c| c.of(text).starts_with(['“', '"', '«', '‘', '„', '\'', '「', '`']))
}

/// `Lee said that she would not go.` and below it a paragraph in marks: whether all that is told in the paragraph of a
/// report is told by one who can speak.
fn reported(cast: &Cast<'_>, before: &[Quote], found: &[Outcome], last: usize) -> bool {
    let Some(id) = speaker(&found[last]) else { return false };
    let relative = |s: &Span| matches!(s.of(cast.article.text), "who" | "which" | "that");
    let e = &cast.register.entities[id];
    let thing = e.kind == SpeakerKind::Unknown && !super::kind::like_a_person(&e.name) || e.kind == SpeakerKind::Place;
    let speaks = !thing && !before[last].source.iter().any(relative);
    speaks
        && before[last].told()
        && of_paragraph(before, last).all(|k| !before[k].told() || speaker(&found[k]) == Some(id))
}

/// Whether a quote is a question in a paragraph of its own, right below another quote.
fn asked_alone(article: &Article<'_>, previous: &Quote, quote: &Quote) -> bool {
    let (from, to) = (previous.blocks.end.saturating_sub(1), quote.blocks.start);
    let question = quote.content.last().is_some_and(|c| questions(c.of(article.text)));
    question && quote.cue.is_empty() && to == from + 1 && article.adjacent(from, to) && alone(article, quote)
}

/// Whether a quote begins with its paragraph, or behind the markup of one.
fn opens_block(article: &Article<'_>, quote: &Quote) -> bool {
    let start = quote.content.first().map_or(0, |c| c.start());
    article.blocks.get(quote.blocks.start).is_some_and(|b| b.span.start() + 4 > start)
}

/// Whether a quote is the whole of its paragraphs.
fn alone(article: &Article<'_>, quote: &Quote) -> bool {
    let end = quote.content.last().map_or(0, |c| c.end());
    let block = quote.blocks.end.checked_sub(1).and_then(|b| article.blocks.get(b));
    block.is_some_and(|b| article.text.get(end..b.span.end()).is_some_and(|rest| rest.trim().is_empty()))
}

/// Whether the sentence right before a quote is told by somebody.
pub(super) fn behind_report(cast: &Cast<'_>, before: &[Quote], quote: &Quote) -> bool {
    let Some(start) = quote.content.first().map(|c| c.start()) else { return false };
    let line = |at: usize| cast.scene.line(at);
    before.last().is_some_and(|last| {
        let told = last.told() && !last.source.is_empty();
        told && end(last).and_then(|end| line(end.saturating_sub(1))).map(|l| l + 1) == line(start)
    })
}

/// Where a quote with all its parts ends.
fn end(quote: &Quote) -> Option<usize> {
    let parts = [quote.content.last(), quote.cue.last(), quote.source.last()];
    parts.into_iter().flatten().map(|s| s.end()).max()
}

/// Whether the name of the speaker stands under the words, behind a dash: what follows is somebody else's.
fn signed(text: &str, quote: &Quote) -> bool {
    let (Some(source), Some(content)) = (quote.source.first(), quote.content.last()) else { return false };
    let before = text.get(content.end()..source.start().max(content.end())).unwrap_or_default().trim();
    before.starts_with(['—', '–', '―', '-', '~'])
}

/// “Will it rain?” Lee asked, or Lee asked about the rain: the next paragraph may be the answer.
fn put(text: &str, quote: &Quote) -> bool {
    let cue = quote.cue.first().map_or("", |c| c.of(text));
    let asks = cue.split(' ').any(|w| WordSet::Ask.has(w));
    asks && (quote.kind == QuoteKind::Indirect || quote.content.last().is_some_and(|c| questions(c.of(text))))
}

/// “And yet you went,” said Lee, and below it “I did my job.”: who replies to Lee in a short paragraph of its own, of two whose
/// words stand above each other.
fn replies(article: &Article<'_>, before: &[Quote], found: &[Outcome], last: usize, quote: &Quote) -> Option<EntityId> {
    /// Fewer words are a reply; more may be a statement.
    const SHORT: usize = 12;
    let previous = &before[last];
    let (from, to) = (previous.blocks.end.saturating_sub(1), quote.blocks.start);
    let direct = quote.kind == QuoteKind::Direct && previous.kind == QuoteKind::Direct;
    let whole = || alone(article, quote) && opens_block(article, quote);
    if !direct || !quote.cue.is_empty() || to != from + 1 || !article.adjacent(from, to) || !whole() {
        return None;
    }
    let says = |q: &Quote, words: &[&str]| {
        let all = q.content.iter().flat_map(|c| c.of(article.text).split(|c: char| !c.is_alphabetic()));
        all.into_iter().any(|w| words.iter().any(|own| w.eq_ignore_ascii_case(own)))
    };
    let asks = quote.content.last().is_some_and(|c| questions(c.of(article.text)));
    let (you, own) = (["you", "your", "yours"], ["I", "me", "my", "we", "our"]);
    let reply = says(previous, &you) && says(quote, &own) || asks && says(previous, &own) && says(quote, &you);
    let count: usize = quote.content.iter().map(|c| c.of(article.text).split_whitespace().count()).sum();
    if !reply || count > SHORT {
        return None;
    }
    let above = (0..last).rev().find(|&k| before[k].blocks.end <= from)?;
    let touches = before[above].blocks.end == from && before[above].kind == QuoteKind::Direct;
    let other = speaker(&found[above]).filter(|_| touches && article.adjacent(from - 1, from))?;
    (speaker(&found[last]) != Some(other)).then_some(other)
}

/// Whether quoted words end in a question.
fn questions(words: &str) -> bool {
    words.trim_end_matches(['”', '"', '’', '\'']).ends_with('?')
}

/// “No,” Lee replied. “Who was it?”: a short question in a paragraph of its own behind an answer is the other's, and so is
/// a short one behind a question.
fn turns(text: &str, previous: &Quote, quote: &Quote) -> bool {
    let answered = previous.cue.first().is_some_and(|c| WordSet::Answers.has(c.of(text)));
    let short = |c: &Span| c.of(text).split_whitespace().count() < 9;
    // “Can you see it?” said Lee, and below it “A bit.”
    let asked = previous.kind == QuoteKind::Direct && previous.content.last().is_some_and(|c| questions(c.of(text)));
    // “No,” said Lee, and below it “Is it possible?”
    let first = previous.content.first().filter(|_| previous.kind == QuoteKind::Direct).map_or("", |c| c.of(text));
    let plain = short_answer(first) && quote.content.last().is_some_and(|c| questions(c.of(text)));
    (answered || asked || plain) && quote.content.len() == 1 && quote.content.iter().all(short)
}

/// “No,” and “Yes.”
fn short_answer(words: &str) -> bool {
    let word = words.trim_matches(|c: char| !c.is_alphabetic());
    ["yes", "no", "never", "correct"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Whether quoted words end as a sentence does, and not as a subheading. A paragraph whose mark is missing goes on.
fn ended(words: &str) -> bool {
    let inside = words.trim_end_matches(|c: char| c.is_whitespace() || "”\"’'»“」".contains(c));
    inside.len() == words.len()
        || inside.ends_with([',', '.', '!', '?', '…', ':', ';', '—', '–', '-', ')', ']', '。', '！', '？'])
}

/// Whether quoted words stand alone as a subheading does.
fn titled(words: &str) -> bool {
    let mut words =
        words.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| w.len() > 3);
    let (capital, all) =
        words.by_ref().fold((0, 0), |(c, n), w| (c + usize::from(w.starts_with(char::is_uppercase)), n + 1));
    all > 0 && all <= 8 && capital == all && capital > 1
}

fn opens_sentence(text: &str, gap: Span, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end();
    gap.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '”', '"', '»', '’'])
}

fn same_line(cast: &Cast<'_>, a: usize, b: usize) -> bool {
    cast.scene.line(a.saturating_sub(1)) == cast.scene.line(b)
}

/// "a figure Ann Lee, hired by the town, called “low”": whether somebody else stands right before the cue of a quote that has
/// no source.
fn beside_another(cast: &Cast<'_>, gap: Span, quote: &Quote, id: usize) -> bool {
    let Some(cue) = quote.cue.first() else { return false };
    cast.scene.within(gap).any(|k| {
        let m = &cast.scene.mentions[k];
        let between = cast.article.text.get(m.span.end()..cue.start()).unwrap_or(".").trim();
        let aside = between.strip_prefix(',').and_then(|b| b.strip_suffix(','));
        let beside = between.is_empty() || aside.is_some_and(|b| !b.contains(['.', '“', '”', '"', ',']));
        let person = m.form == MentionForm::Name && m.kind == SpeakerKind::Person && !m.quoted;
        person && beside && matches!(m.referent, Referent::One(other) if other != id)
    })
}

/// Whether somebody else is the subject of a sentence between two quotes.
fn turned_to_another(cast: &Cast<'_>, gap: Span, id: usize) -> bool {
    cast.scene.within(gap).any(|k| {
        let m = &cast.scene.mentions[k];
        let person = m.kind.may_be_somebody();
        m.form == MentionForm::Name
            && person
            && m.subject
            && !m.quoted
            && matches!(m.referent, Referent::One(other) if other != id)
    })
}
