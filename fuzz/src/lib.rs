//! What must hold for every text that a fuzzer can think of.

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

pub use invariants::hold;
use whosaid::report::{ExtractionRecord, FindingFormat, Offsets, Page, Sheet, SheetFormat};
use whosaid::rules::{Level, Profile, RULES};
use whosaid::settings::Settings;
use whosaid::text::Encoding;
use whosaid::{Analyzer, Format};

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
    hold(&analysis);
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
