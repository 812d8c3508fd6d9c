//! What must hold for every text that a fuzzer can think of.

use whosaid::report::{ExtractionRecord, FindingFormat, Offsets, Page, Sheet, SheetFormat};
use whosaid::rules::{Level, Profile, RULES};
use whosaid::settings::Settings;
use whosaid::text::{Encoding, Span};
use whosaid::{Analysis, Analyzer, Format};

const FORMATS: [FindingFormat; 6] = [
    FindingFormat::Text,
    FindingFormat::Compact,
    FindingFormat::Json,
    FindingFormat::Sarif,
    FindingFormat::Github,
    FindingFormat::Gitlab,
];

/// Settings under which every rule speaks.
pub fn everything() -> Settings {
    let rules = RULES.iter().map(|r| (r.code.to_owned(), Level::On)).collect();
    Settings { profile: Profile::Strict, rules, ..Settings::default() }
}

/// Reads a text and writes down all that can be written about it.
pub fn read(text: &str, format: Format) {
    let analysis = Analyzer::default().analyze(text.into(), format, &everything(), &|| false).expect("nobody cancels");
    in_bounds(&analysis);
    let page = Page::new("a.txt", &analysis);
    for format in FORMATS {
        let written = format.findings(&page);
        assert_eq!(written.len(), analysis.findings.len(), "one entry a finding");
    }
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let offsets = Offsets::new(text, encoding);
        let _ = ExtractionRecord::new("a", &analysis.extraction, &offsets);
        for format in [SheetFormat::Markdown, SheetFormat::Csv, SheetFormat::Html, SheetFormat::Json] {
            let _ = Sheet::new("a.txt", &analysis, &offsets).write(format);
        }
    }
}

/// Every span lies in the text and ends between two characters; fixes can be applied; findings are in order.
pub fn in_bounds(analysis: &Analysis) {
    let text = &analysis.text;
    let holds = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} is no place of {text:?}");
    let extraction = &analysis.extraction;
    for quote in &extraction.quotes {
        quote.content.iter().chain(&quote.cue).chain(&quote.source).copied().for_each(holds);
        assert!(quote.content.windows(2).all(|w| w[0].end() <= w[1].start()), "content out of order in {text:?}");
        assert!(quote.speaker.is_none_or(|s| s < extraction.speakers.len()), "no such speaker in {text:?}");
    }
    extraction.claims.iter().for_each(|c| holds(c.span));
    extraction.boilerplate.iter().for_each(|b| holds(b.span));
    assert!(analysis.findings.is_sorted_by_key(|f| f.span.start()), "findings out of order in {text:?}");
    for finding in &analysis.findings {
        holds(finding.span);
        finding.evidence.iter().for_each(|e| holds(e.span));
        for fix in &finding.fixes {
            let mut spans: Vec<_> = fix.edits.iter().map(|e| e.span).collect();
            spans.sort();
            spans.iter().copied().for_each(holds);
            assert!(spans.windows(2).all(|w| w[0].end() <= w[1].start()), "edits overlap in {text:?}");
        }
    }
}
