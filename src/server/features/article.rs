//! The article as plain data: for a panel beside it, or a program of the user's.

use serde::Serialize;
use tower_lsp::lsp_types::{Range, Url};

use super::words;
use crate::analysis::Analysis;
use crate::extract::{
    BoilerplateKind, Claim, ClaimType, Quote, QuoteKind, Resolution, Speaker, SpeakerId, SpeakerKind,
};
use crate::report::{self, Counts};
use crate::server::convert;
use crate::server::documents::Reading;
use crate::text::{Encoding, Span};

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
    pub(in crate::server) fn new(uri: &'a Url, reading: &Reading, analysis: &'a Analysis, encoding: Encoding) -> Self {
        let view = View { analysis, encoding };
        let extraction = &analysis.extraction;
        let mut said: Vec<Vec<Said>> = extraction.speakers.iter().map(|_| Vec::new()).collect();
        for quote in extraction.told_quotes() {
            if let Some(quotes) = quote.speaker.and_then(|id| said.get_mut(id)) {
                quotes.push(view.said(quote));
            }
        }
        let speakers: Vec<_> =
            extraction.speakers.iter().zip(said).map(|(speaker, quotes)| view.voice(speaker, quotes)).collect();
        Self {
            uri,
            version: reading.version,
            counts: Counts::of(extraction),
            speakers,
            quotes_without_speaker: extraction
                .told_quotes()
                .filter(|q| q.speaker.is_none())
                .map(|q| view.nobodys(q))
                .collect(),
            claims: extraction.reasoned_claims().map(|c| view.statement(c)).collect(),
            boilerplate: extraction
                .boilerplate
                .iter()
                .map(|l| Line { range: view.range(l.span), text: view.text(l.span), kind: l.kind, reason: &l.reason })
                .collect(),
        }
    }
}

struct View<'a> {
    analysis: &'a Analysis,
    encoding: Encoding,
}

impl<'a> View<'a> {
    fn range(&self, span: Span) -> Range {
        convert::range(self.analysis, span, self.encoding)
    }

    fn text(&self, span: Span) -> String {
        words::one_line(&self.analysis.words(span))
    }

    /// From the first word of a quotation to the last, over a cue that interrupts it.
    fn whole(&self, quote: &Quote) -> Range {
        self.range(quote.content.iter().copied().reduce(Span::join).unwrap_or_default())
    }

    fn voice(&self, speaker: &'a Speaker, quotes: Vec<Said>) -> Voice<'a> {
        let range = self.range(speaker.introduction.unwrap_or_default());
        Voice { name: &speaker.name, kind: speaker.kind, roles: &speaker.roles, range, quotes }
    }

    fn said(&self, quote: &Quote) -> Said {
        let text = words::text_of(&quote.content, self.analysis);
        Said { range: self.whole(quote), text, kind: quote.kind, resolution: quote.resolution }
    }

    fn nobodys(&self, quote: &Quote) -> Nobodys<'a> {
        let name = |&id: &SpeakerId| self.analysis.extraction.speakers.get(id).map(|s| s.name.as_str());
        let candidates = quote.candidates.iter().filter_map(name).collect();
        let text = words::text_of(&quote.content, self.analysis);
        Nobodys { range: self.whole(quote), text, kind: quote.kind, candidates }
    }

    fn statement(&self, claim: &Claim) -> Statement {
        let evidence = report::evidence(claim, &self.analysis.extraction.quotes);
        Statement {
            range: self.range(claim.span),
            text: self.text(claim.span),
            types: report::claim_types(claim),
            attributed: claim.attributed(),
            evidence: evidence.into_iter().map(|s| self.range(s)).collect(),
        }
    }
}
