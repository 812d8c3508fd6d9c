use whosaid::Analysis;
use whosaid::extract::{Quote, Resolution};
use whosaid::text::Span;

use super::read::words;
use super::{ClaimMark, LineMark, Marks, QuoteMark, SpeakerMark, Verdict};

/// The marks that an analysis makes. Speakers who say nothing are left out.
pub fn found(analysis: &Analysis) -> Marks {
    let e = &analysis.extraction;
    let line = |at: usize| analysis.lines.line(at) + 1;
    // What people are shown: `extract` alone writes down deeds and what nobody is said to say.
    let quotes = || e.quotes.iter().filter(|q| q.told());
    let speaks = |id: usize| quotes().any(|q| q.speaker == Some(id));
    Marks {
        quotes: quotes().map(|q| quote(analysis, q)).collect(),
        speakers: (0..e.speakers.len())
            .filter(|&id| speaks(id))
            .map(|id| SpeakerMark {
                name: e.speakers[id].name.clone(),
                kind: word(&e.speakers[id].kind),
                roles: e.speakers[id].roles.clone(),
                mentions: Some(e.speakers[id].mentions.len()),
            })
            .collect(),
        claims: e
            .claims
            .iter()
            .map(|c| ClaimMark {
                span: c.span,
                verdict: if c.attributed() { Verdict::Attributed } else { Verdict::Unattributed },
                types: c.types.iter().map(|(t, _)| word(t)).collect(),
            })
            .collect(),
        boilerplate: e.boilerplate.iter().map(|b| LineMark { line: b.line + 1, word: word(&b.kind) }).collect(),
        findings: analysis
            .findings
            .iter()
            .map(|f| LineMark { line: line(f.span.start()), word: f.rule.code.to_string() })
            .collect(),
    }
}

fn quote(analysis: &Analysis, quote: &Quote) -> QuoteMark {
    let texts = |spans: &[Span]| spans.iter().map(|s| words(s.of(&analysis.text))).collect();
    let name = |id: usize| analysis.extraction.speakers.get(id).map_or("?", |s| s.name.as_str());
    let mut how = word(&quote.resolution);
    if quote.resolution == Resolution::Ambiguous {
        let mut names: Vec<&str> = quote.candidates.iter().map(|&id| name(id)).collect();
        names.sort_unstable();
        how = format!("{how} {}", names.join(" / "));
    }
    QuoteMark {
        maybe: false,
        kind: word(&quote.kind),
        content: quote.content.clone(),
        cue: texts(&quote.cue),
        source: texts(&quote.source),
        speaker: quote.speaker.map(|id| name(id).to_string()),
        resolution: Some(how),
    }
}

/// The name of an enum's value, as the contract writes it.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}
