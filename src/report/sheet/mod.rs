//! The fact-check sheet: every quotation and claim with its line, speaker, source and kind, and what is missing.

mod csv;
mod html;
mod markdown;
mod share;

use serde::Serialize;

use super::{Counts, Offsets, counted};
use crate::Analysis;
use crate::extract::{Claim, Quote, Resolution, SpeakerKind, Support};
use crate::rules;
use crate::text::Span;

/// How a sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFormat {
    /// A Markdown table.
    Markdown,
    /// Comma-separated values, as spreadsheets open them.
    Csv,
    /// A page that needs nothing else: the article beside the table.
    Html,
    /// The table as JSON.
    Json,
}

/// The sheet of one article.
#[derive(Serialize)]
pub struct Sheet<'a> {
    /// The name of the article.
    id: &'a str,
    /// What spans count.
    offsets: &'static str,
    summary: Summary,
    rows: Vec<Row<'a>>,
    #[serde(skip)]
    analysis: &'a Analysis,
}

/// How many rows of each sort there are.
#[derive(Serialize)]
struct Summary {
    quotations: usize,
    speakers: usize,
    claims: usize,
    /// How many claims rest on nobody's word.
    unattributed: usize,
    /// How many claims weigh too little to be told of elsewhere.
    slight: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Item {
    Quotation,
    Claim,
}

#[derive(Serialize)]
struct Row<'a> {
    item: Item,
    /// The line, from 1.
    line: usize,
    /// Where it stands, in the units asked for.
    spans: Vec<[usize; 2]>,
    /// How the words are given, or what makes the claim checkable.
    kinds: Vec<String>,
    text: String,
    speaker: Option<&'a str>,
    /// The words that name the source.
    source: String,
    /// What a fact-checker would ask for.
    missing: Vec<String>,
    #[serde(skip)]
    places: Vec<Span>,
    /// The place of the speaker in the list of speakers.
    #[serde(skip)]
    who: Option<usize>,
}

impl<'a> Sheet<'a> {
    /// The sheet of `analysis`, whose document `offsets` has read.
    pub fn new(id: &'a str, analysis: &'a Analysis, offsets: &Offsets<'_>) -> Self {
        let extraction = &analysis.extraction;
        // People are shown what tells them something, and what has a reason.
        let quotes: Vec<&Quote> = extraction.told_quotes().collect();
        let claims: Vec<&Claim> = extraction.shown_claims().collect();
        let quoted = quotes.iter().map(|q| quotation(analysis, q, offsets));
        let mut rows: Vec<_> = quoted.chain(claims.iter().map(|c| claim(analysis, c, offsets))).collect();
        rows.sort_by_key(|r| (r.places.first().map(|s| s.start()), r.item));
        let counts = Counts::of(extraction);
        let summary = Summary {
            quotations: counts.quotations,
            speakers: counts.speakers,
            claims: claims.len(),
            unattributed: claims.iter().filter(|c| !c.attributed()).count(),
            slight: claims.iter().filter(|c| c.slight).count(),
        };
        Self { id, offsets: offsets.name(), summary, rows, analysis }
    }

    /// Writes the sheet.
    pub fn write(&self, format: SheetFormat) -> String {
        match format {
            SheetFormat::Markdown => markdown::write(self),
            SheetFormat::Csv => csv::write(self),
            SheetFormat::Html => html::write(self),
            SheetFormat::Json => serde_json::to_string_pretty(self).map(|json| json + "\n").unwrap_or_default(),
        }
    }

    /// `7 quotations by 3 speakers; 11 claims, 4 without a source, 2 of little weight`.
    fn summary(&self) -> String {
        let Summary { quotations, speakers, claims, unattributed, slight } = self.summary;
        let mut out = format!("{} by {}", counted(quotations, "quotation"), counted(speakers, "speaker"));
        out.push_str(&format!("; {}", counted(claims, "claim")));
        for (count, what) in [(unattributed, "without a source"), (slight, "of little weight")] {
            if count > 0 {
                out.push_str(&format!(", {count} {what}"));
            }
        }
        out
    }
}

impl Row<'_> {
    fn item(&self) -> &'static str {
        match self.item {
            Item::Quotation => "quotation",
            Item::Claim => "claim",
        }
    }
}

fn quotation<'a>(analysis: &'a Analysis, quote: &Quote, offsets: &Offsets<'_>) -> Row<'a> {
    let speakers = &analysis.extraction.speakers;
    let speaker = quote.speaker.and_then(|id| speakers.get(id));
    let mut missing = Vec::new();
    if quote.resolution == Resolution::Ambiguous {
        let names: Vec<_> = quote.candidates.iter().filter_map(|&c| Some(speakers.get(c)?.name.as_str())).collect();
        missing.push(match names[..] {
            [] => "which speaker".to_owned(),
            _ => format!("which speaker: {}", rules::either(&names)),
        });
    } else if speaker.is_none() {
        missing.push("speaker".to_owned());
    }
    if speaker.is_some_and(|s| s.kind == SpeakerKind::Anonymous) {
        missing.push("name".to_owned());
    }
    if quote.unbalanced {
        missing.push("quotation mark".to_owned());
    }
    Row {
        item: Item::Quotation,
        line: line(analysis, quote.content.first()),
        spans: offsets.spans(&quote.content),
        kinds: vec![word(quote.kind)],
        text: words(analysis, &quote.content),
        speaker: speaker.map(|s| s.name.as_str()),
        source: words(analysis, &quote.source),
        missing,
        places: quote.content.clone(),
        who: quote.speaker,
    }
}

fn claim<'a>(analysis: &'a Analysis, claim: &Claim, offsets: &Offsets<'_>) -> Row<'a> {
    let extraction = &analysis.extraction;
    let (mut who, mut source) = (None, Vec::new());
    match claim.support {
        Support::Quote(i) | Support::Carried(i) => {
            if let Some(quote) = extraction.quotes.get(i) {
                (who, source) = (quote.speaker, quote.source.clone());
            }
        }
        Support::Link(words) | Support::Narrator(words) | Support::Given(words) => source.push(words),
        Support::Nobody => {}
    }
    let mut kinds: Vec<String> = Vec::new();
    for kind in claim.types.iter().map(|t| word(t.0)) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let mut missing = Vec::new();
    if !claim.attributed() {
        let hedges: Vec<_> = claim.hedges.iter().map(|h| format!("“{}”", words(analysis, &[*h]))).collect();
        missing.push(match hedges.len() {
            0 => "source".to_owned(),
            1 => format!("source ({} is none)", hedges[0]),
            _ => format!("source ({} are none)", hedges.join(", ")),
        });
    }
    Row {
        item: Item::Claim,
        line: line(analysis, Some(&claim.span)),
        spans: vec![offsets.span(claim.span)],
        kinds,
        text: words(analysis, &[claim.span]),
        speaker: who.and_then(|id| Some(extraction.speakers.get(id)?.name.as_str())),
        source: words(analysis, &source),
        missing,
        places: vec![claim.span],
        who,
    }
}

fn line(analysis: &Analysis, span: Option<&Span>) -> usize {
    analysis.lines.line(span.map_or(0, |s| s.start())) + 1
}

/// The name that JSON gives to a kind.
fn word(kind: impl Serialize) -> String {
    serde_json::to_value(kind).ok().and_then(|v| Some(v.as_str()?.to_owned())).unwrap_or_default()
}

/// The words of spans in one line and without markup, with `…` where others stand between.
fn words(analysis: &Analysis, spans: &[Span]) -> String {
    let parts = spans.iter().map(|&s| shown(analysis, s).split_whitespace().collect::<Vec<_>>().join(" "));
    parts.collect::<Vec<_>>().join(" … ").replace(|c: char| c.is_control(), "\u{fffd}")
}

/// What a span shows once the markup is gone.
fn shown(analysis: &Analysis, span: Span) -> String {
    let blocks = &analysis.blocks[analysis.blocks.partition_point(|b| b.span.end() <= span.start())..];
    let blocks = blocks.iter().take_while(|b| b.span.start() < span.end());
    let words = blocks.map(|b| {
        let (start, end) = (span.start().max(b.span.start()), span.end().min(b.span.end()));
        b.prose.of_source(Span::new(start, end).back(b.span.start())).of(b.prose.text())
    });
    let words = words.collect::<Vec<_>>().join(" ");
    // What is no prose at all is shown as it is written.
    if words.trim().is_empty() { span.of(&analysis.text).to_owned() } else { words }
}
