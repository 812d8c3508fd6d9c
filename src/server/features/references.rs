//! References and highlights: all mentions of a speaker or, from the words of a quotation, all that its speaker says.

use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, Location, Position};

use super::place::{self, Subject};
use crate::server::view::View;
use crate::text::Span;

/// A place that belongs to what is asked for.
struct Found {
    span: Span,
    introduces: bool,
}

/// The mentions of the speaker at a position, without the introduction unless `introduction` asks for it; or the
/// quotations of the speaker in whose words the position stands, each by its first words.
pub(in crate::server) fn references(view: &View<'_>, position: Position, introduction: bool) -> Option<Vec<Location>> {
    let subject = place::subject(view.analysis, view.offset(position))?;
    let found = match subject.within {
        Some(quote) => quotations(view, &subject, quote, 1),
        None => mentions(view, &subject),
    };
    Some(found.into_iter().filter(|f| introduction || !f.introduces).map(|f| view.location(f.span)).collect())
}

/// The same places for the eye: every part of a quotation, and the introduction apart from other mentions.
pub(in crate::server) fn highlights(view: &View<'_>, position: Position) -> Option<Vec<DocumentHighlight>> {
    let subject = place::subject(view.analysis, view.offset(position))?;
    let (found, kind) = match subject.within {
        Some(quote) => (quotations(view, &subject, quote, usize::MAX), DocumentHighlightKind::TEXT),
        None => (mentions(view, &subject), DocumentHighlightKind::READ),
    };
    let highlight = |f: Found| DocumentHighlight {
        range: view.range(f.span),
        kind: Some(if f.introduces { DocumentHighlightKind::WRITE } else { kind }),
    };
    Some(found.into_iter().map(highlight).collect())
}

/// The quotations of a speaker, in order; where nobody was found, the one at hand.
fn quotations(view: &View<'_>, subject: &Subject, at: usize, parts: usize) -> Vec<Found> {
    let quotes = view.extraction().quotes.iter().enumerate();
    let same = quotes.filter(|(i, q)| match (&subject.speakers[..], q.speaker) {
        ([one], Some(speaker)) => speaker == *one && q.told(),
        _ => *i == at,
    });
    let spans = same.flat_map(|(_, q)| q.content.iter().take(parts).copied());
    in_order(spans.map(|span| Found { span, introduces: false }).collect())
}

/// The mentions of speakers, in order; at least the words at hand.
fn mentions(view: &View<'_>, subject: &Subject) -> Vec<Found> {
    let mut found = Vec::new();
    for &id in &subject.speakers {
        let Some(speaker) = view.extraction().speakers.get(id) else { continue };
        let mentions = speaker.mentions.iter().map(|m| m.0);
        found.extend(mentions.map(|span| Found { span, introduces: Some(span) == speaker.introduction }));
    }
    if !found.iter().any(|f| f.span.overlaps(subject.span)) {
        found.push(Found { span: subject.span, introduces: false });
    }
    in_order(found)
}

fn in_order(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| f.span);
    found.dedup_by_key(|f| f.span);
    found
}
