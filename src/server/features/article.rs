//! The article as plain data: for a panel beside it, or a program of the user's.

use serde::Serialize;
use tower_lsp::lsp_types::{Range, Url};

use super::words;
use crate::extract::{
    BoilerplateKind, Claim, ClaimType, Quote, QuoteKind, Resolution, Speaker, SpeakerId, SpeakerKind,
};
use crate::report::{self, Counts};
use crate::server::view::View;
use crate::text::Span;

/// The notification that a document has been read again.
pub(in crate::server) const CHANGED: &str = "whosaid/articleChanged";

/// Tells the client that a document has been read.
#[derive(Serialize)]
pub(in crate::server) struct Changed {
    jsonrpc: &'static str,
    method: &'static str,
    params: ChangedParams,
}

#[derive(Serialize)]
struct ChangedParams {
    uri: Url,
    version: i32,
}

impl Changed {
    /// The notification for a version of a document.
    pub(in crate::server) fn new(uri: &Url, version: i32) -> Self {
        Self { jsonrpc: "2.0", method: CHANGED, params: ChangedParams { uri: uri.clone(), version } }
    }
}

/// An article with all that was found in it, in the client's positions.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct Article<'a> {
    uri: &'a Url,
    version: i32,
    counts: Counts,
    speakers: Vec<Voice<'a>>,
    quotes_without_speaker: Vec<Nobodys<'a>>,
    claims: Vec<Statement>,
    boilerplate: Vec<Line<'a>>,
}

/// A speaker with all that is said.
#[derive(Serialize)]
struct Voice<'a> {
    name: &'a str,
    kind: SpeakerKind,
    roles: &'a [String],
    /// The introduction.
    range: Range,
    quotes: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    range: Range,
    text: String,
    kind: QuoteKind,
    resolution: Resolution,
}

/// A quotation whose speaker is not known.
#[derive(Serialize)]
struct Nobodys<'a> {
    range: Range,
    text: String,
    kind: QuoteKind,
    /// Who it may be.
    candidates: Vec<&'a str>,
}

#[derive(Serialize)]
struct Statement {
    range: Range,
    text: String,
    types: Vec<ClaimType>,
    attributed: bool,
    evidence: Vec<Range>,
}

#[derive(Serialize)]
struct Line<'a> {
    range: Range,
    text: String,
    kind: BoilerplateKind,
    reason: &'a str,
}

impl<'a> Article<'a> {
    /// Writes down what was found in a document.
    pub(in crate::server) fn new(view: &View<'a>) -> Self {
        let extraction = view.extraction();
        let mut said: Vec<Vec<Said>> = extraction.speakers.iter().map(|_| Vec::new()).collect();
        for quote in extraction.told_quotes() {
            if let Some(quotes) = quote.speaker.and_then(|id| said.get_mut(id)) {
                quotes.push(Said::new(view, quote));
            }
        }
        let speakers: Vec<_> =
            extraction.speakers.iter().zip(said).map(|(speaker, quotes)| Voice::new(view, speaker, quotes)).collect();
        Self {
            uri: view.uri,
            version: view.reading.version,
            counts: Counts::of(extraction),
            speakers,
            quotes_without_speaker: extraction
                .told_quotes()
                .filter(|q| q.speaker.is_none())
                .map(|q| Nobodys::new(view, q))
                .collect(),
            claims: extraction.reasoned_claims().map(|c| Statement::new(view, c)).collect(),
            boilerplate: extraction
                .boilerplate
                .iter()
                .map(|l| Line { range: view.range(l.span), text: text(view, l.span), kind: l.kind, reason: &l.reason })
                .collect(),
        }
    }
}

impl<'a> Voice<'a> {
    fn new(view: &View<'a>, speaker: &'a Speaker, quotes: Vec<Said>) -> Self {
        let range = view.range(speaker.introduction.unwrap_or_default());
        Self { name: &speaker.name, kind: speaker.kind, roles: &speaker.roles, range, quotes }
    }
}

impl Said {
    fn new(view: &View<'_>, quote: &Quote) -> Self {
        let text = words::text_of(&quote.content, view.analysis);
        Self { range: whole(view, quote), text, kind: quote.kind, resolution: quote.resolution }
    }
}

impl<'a> Nobodys<'a> {
    fn new(view: &View<'a>, quote: &Quote) -> Self {
        let name = |&id: &SpeakerId| view.extraction().speakers.get(id).map(|s| s.name.as_str());
        let candidates = quote.candidates.iter().filter_map(name).collect();
        let text = words::text_of(&quote.content, view.analysis);
        Self { range: whole(view, quote), text, kind: quote.kind, candidates }
    }
}

impl Statement {
    fn new(view: &View<'_>, claim: &Claim) -> Self {
        let evidence = report::evidence(claim, &view.extraction().quotes);
        Self {
            range: view.range(claim.span),
            text: text(view, claim.span),
            types: report::claim_types(claim),
            attributed: claim.attributed(),
            evidence: evidence.into_iter().map(|s| view.range(s)).collect(),
        }
    }
}

fn text(view: &View<'_>, span: Span) -> String {
    words::one_line(&view.analysis.words(span))
}

/// From the first word of a quotation to the last, over a cue that interrupts it.
fn whole(view: &View<'_>, quote: &Quote) -> Range {
    view.range(quote.content.iter().copied().reduce(Span::join).unwrap_or_default())
}
