//! Quotations without a source that go on from the quote before.

use super::register::Referent;
use super::{Cast, Outcome};
use crate::extract::{MentionForm, Quote, QuoteKind, Resolution, SpeakerKind};
use crate::text::Span;

/// The speaker who goes on in a quote without a source.
pub(super) fn of(cast: &Cast<'_>, before: &[Quote], found: &[Outcome], quote: &mut Quote) -> Outcome {
    let (Some(last), Some(Outcome::Found(id, how))) = (before.len().checked_sub(1), found.last()) else {
        return Outcome::Nobody;
    };
    let previous = &before[last];
    let (Some(end), Some(start)) = (end(previous), quote.content.first().map(|c| c.start())) else {
        return Outcome::Nobody;
    };
    if *how == Resolution::Turn || quote.kind == QuoteKind::Indirect && quote.cue.is_empty() {
        return Outcome::Nobody;
    }
    let (from, to) = (previous.blocks.end.saturating_sub(1), quote.blocks.start);
    let same = from == to;
    let article = &cast.article;
    let gap = Span::new(end, start);
    let goes_on = if same {
        // A quotation in the middle of the writer's own sentence is not somebody going on.
        !quote.cue.is_empty() || opens_sentence(article.text, gap, start) || same_line(cast, end, start)
    } else {
        quote.cue.is_empty()
            && to == from + 1
            && article.adjacent(from, to)
            && article.blocks.get(to).is_some_and(|b| b.span.start() + 4 > start)
            && !signed(article.text, previous)
            && !put(article.text, previous)
            && !titled(quote.content.iter().map(|c| c.of(article.text)).collect::<String>().as_str())
            && previous.content.iter().any(|c| c.of(article.text).starts_with(['“', '"', '«', '‘', '„', '\'', '「']))
    };
    if !goes_on || turned_to_another(cast, gap, *id) {
        return Outcome::Nobody;
    }
    quote.continues = Some(last);
    Outcome::Found(*id, Resolution::Continuation)
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

/// “Will it rain?” Lee asked: the next paragraph may be the answer.
fn put(text: &str, quote: &Quote) -> bool {
    let cue = quote.cue.first().map_or("", |c| c.of(text));
    let last = quote.content.last().map_or("", |c| c.of(text));
    matches!(cue, "asked" | "asks") && last.trim_end_matches(['”', '"', '’', '\'']).ends_with('?')
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

/// Whether somebody else is the subject of a sentence between two quotes.
fn turned_to_another(cast: &Cast<'_>, gap: Span, id: usize) -> bool {
    cast.scene.within(gap).any(|k| {
        let m = &cast.scene.mentions[k];
        let person = matches!(m.kind, SpeakerKind::Person | SpeakerKind::Unknown | SpeakerKind::Anonymous);
        m.form == MentionForm::Name
            && person
            && m.subject
            && !m.quoted
            && matches!(m.referent, Referent::One(other) if other != id)
    })
}
