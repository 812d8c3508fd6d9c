//! An extraction from the words of a document, told in the places of the document itself.

use super::{Extraction, Support};
use crate::text::{LineIndex, Span};

impl Extraction {
    /// Moves every span to its `place`; `lines` are those of the text where it is.
    pub(crate) fn place(&mut self, place: impl Fn(Span) -> Span, lines: &LineIndex) {
        let all = |spans: &mut Vec<Span>| spans.iter_mut().for_each(|s| *s = place(*s));
        for quote in &mut self.quotes {
            [&mut quote.content, &mut quote.cue, &mut quote.source].into_iter().for_each(&all);
        }
        for speaker in &mut self.speakers {
            speaker.mentions.iter_mut().for_each(|(span, _)| *span = place(*span));
            speaker.introduction = speaker.introduction.map(&place);
        }
        for claim in &mut self.claims {
            claim.span = place(claim.span);
            claim.types.iter_mut().for_each(|(_, span)| *span = place(*span));
            all(&mut claim.hedges);
            if let Support::Link(span) | Support::Narrator(span) | Support::Given(span) = &mut claim.support {
                *span = place(*span);
            }
        }
        for line in &mut self.boilerplate {
            line.span = place(line.span);
            line.line = lines.line(line.span.start());
        }
    }
}
