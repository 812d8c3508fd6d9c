//! Hints at the end of quotations, claims and lines: what the reader cannot see there.

use tower_lsp::lsp_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};

use super::{hover, words};
use crate::analysis::Analysis;
use crate::extract::{Quote, QuoteKind, Resolution};
use crate::rules::{self, Rule};
use crate::server::convert;
use crate::server::documents::Reading;
use crate::settings::Hints;
use crate::text::{Encoding, Span};

/// A hint, before it is the client's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server) struct Hint {
    /// The byte of the document that it stands before.
    offset: usize,
    label: String,
    why: String,
}

/// The hints of a reading in a range, without those for findings that are `held`.
pub(in crate::server) fn hints(reading: &Reading, held: &[usize], range: Range, encoding: Encoding) -> Vec<InlayHint> {
    let Some(analysis) = reading.analysis() else { return Vec::new() };
    let quiet;
    let all = if held.is_empty() {
        reading.hints.get_or_init(|| collect(analysis, &[], &reading.settings.hints))
    } else {
        quiet = collect(analysis, held, &reading.settings.hints);
        &quiet
    };
    let span = convert::span(analysis, range, encoding);
    let first = all.partition_point(|h| h.offset < span.start());
    let last = all.partition_point(|h| h.offset <= span.end());
    all.get(first..last).unwrap_or_default().iter().map(|h| h.for_client(analysis, encoding)).collect()
}

impl Hint {
    fn for_client(&self, analysis: &Analysis, encoding: Encoding) -> InlayHint {
        let next = analysis.text.get(self.offset..).and_then(|rest| rest.chars().next());
        InlayHint {
            position: convert::position(analysis, self.offset, encoding),
            label: InlayHintLabel::String(self.label.clone()),
            kind: None,
            text_edits: None,
            tooltip: Some(InlayHintTooltip::String(self.why.clone())),
            padding_left: Some(true),
            padding_right: Some(next.is_some_and(char::is_alphanumeric)),
            data: None,
        }
    }
}

/// All hints of a document, in the order of the text.
fn collect(analysis: &Analysis, held: &[usize], settings: &Hints) -> Vec<Hint> {
    let mut out = Vec::new();
    if settings.speakers {
        out.extend(analysis.extraction.told_quotes().filter_map(|q| speaker(q, analysis)));
        out.extend(analysis.extraction.told_quotes().flat_map(|q| continuations(q, analysis)));
    }
    if settings.sources {
        let marked = of_rule(analysis, held, &rules::UNATTRIBUTED_CLAIM);
        let claims = analysis.extraction.reasoned_claims().filter(|c| !c.attributed() && touched(&marked, c.span));
        out.extend(claims.map(|c| Hint {
            offset: c.span.trim(&analysis.text).end(),
            label: "⚑ no source".to_owned(),
            why: hover::support(c, analysis),
        }));
    }
    if settings.boilerplate {
        let marked = of_rule(analysis, held, &rules::BOILERPLATE_LINE);
        let lines = analysis.extraction.boilerplate.iter().filter(|l| touched(&marked, l.span));
        out.extend(lines.map(|l| Hint {
            offset: l.span.end(),
            label: words::boilerplate(l.kind).to_owned(),
            why: words::reason(&l.reason),
        }));
    }
    for hint in &mut out {
        hint.label = words::shorten(&hint.label, settings.max_length);
    }
    out.sort_by_key(|h| h.offset);
    out.dedup();
    out
}

/// Who speaks, where the words beside the quotation do not give the full name.
fn speaker(quote: &Quote, analysis: &Analysis) -> Option<Hint> {
    let speakers = &analysis.extraction.speakers;
    let name = |id: &usize| speakers.get(*id).map(|s| s.name.as_str());
    let label = match quote.resolution {
        Resolution::Pronoun | Resolution::Role | Resolution::Continuation | Resolution::Turn => {
            let name = quote.speaker.as_ref().and_then(name)?;
            let source = words::text_of(&quote.source, analysis).to_lowercase();
            if source.contains(&name.to_lowercase()) {
                return None;
            }
            name.to_owned()
        }
        Resolution::Ambiguous => {
            let names: Vec<&str> = quote.candidates.iter().filter_map(name).collect();
            (names.len() > 1).then(|| format!("{}?", names.join(" or ")))?
        }
        Resolution::Named | Resolution::Unknown => return None,
    };
    // At the part beside the cue; those behind it have hints of their own.
    let beside = quote.content.iter().take_while(|&&part| !hover::goes_on(quote, part, analysis)).last();
    let offset = beside.or(quote.content.last())?.end();
    Some(Hint { offset, label, why: hover::decision(quote, analysis) })
}

/// Who goes on in the parts of a quotation that stand apart from its cue.
fn continuations<'a>(quote: &'a Quote, analysis: &'a Analysis) -> impl Iterator<Item = Hint> + 'a {
    let speaker = quote.speaker.and_then(|id| analysis.extraction.speakers.get(id));
    let parts =
        quote.content.iter().filter(|&&part| quote.kind == QuoteKind::Direct && hover::goes_on(quote, part, analysis));
    speaker.into_iter().flat_map(move |s| {
        parts.clone().map(move |part| Hint {
            offset: part.end(),
            label: s.name.clone(),
            why: hover::continuation(quote, analysis),
        })
    })
}

/// The places of a rule's findings that are not `held`, in order.
fn of_rule(analysis: &Analysis, held: &[usize], rule: &Rule) -> Vec<Span> {
    let shown = analysis.findings.iter().enumerate().filter(|(i, _)| held.binary_search(i).is_err());
    shown.filter(|(_, f)| f.rule.code == rule.code).map(|(_, f)| f.span).collect()
}

/// Whether one of `places`, which are in order and do not overlap, shares a byte with `span`.
fn touched(places: &[Span], span: Span) -> bool {
    places.get(places.partition_point(|p| p.end() <= span.start())).is_some_and(|p| p.overlaps(span))
}
