//! After any edits, and after readings that were given up, the answer is the one for the final text opened fresh.
#![no_main]

use std::sync::atomic::{AtomicUsize, Ordering};

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use whosaid::text::{Change, Document, Encoding, Position};
use whosaid::{Analysis, Analyzer, Format};

#[derive(Arbitrary, Debug)]
struct Edit<'a> {
    /// Lines and columns: small, so that most of them are in the text.
    start: (u8, u8),
    end: (u8, u8),
    /// Takes the place of everything.
    whole: bool,
    text: &'a str,
    unit: u8,
    /// After how many questions the reading before the edit is given up.
    patience: u8,
}

fn answer(analysis: &Analysis) -> String {
    let Analysis { blocks, parts, extraction, findings, .. } = analysis;
    format!("{blocks:?}\n{parts:?}\n{extraction:?}\n{findings:?}")
}

libfuzzer_sys::fuzz_target!(|input: (&str, u8, Vec<Edit<'_>>)| {
    let (text, format, edits) = input;
    let format = [Format::Plain, Format::Markdown, Format::Html][usize::from(format % 3)];
    let settings = whosaid_fuzz::everything();
    let mut document = Document::new(text, format, 0);
    let mut analyzer = Analyzer::default();
    for edit in edits.into_iter().take(8) {
        let asked = AtomicUsize::new(0);
        let give_up = || asked.fetch_add(1, Ordering::Relaxed) >= edit.patience.into();
        let _ = analyzer.analyze(document.text().into(), format, &settings, &give_up);
        let at = |(line, column): (u8, u8)| Position { line: line.into(), column: column.into() };
        let range = (!edit.whole).then(|| (at(edit.start), at(edit.end)));
        let encoding = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][usize::from(edit.unit % 3)];
        document.apply(&Change { range, text: edit.text.to_owned() }, encoding);
    }
    let text = document.text();
    let read = |analyzer: &mut Analyzer| {
        analyzer.analyze(text.as_str().into(), format, &settings, &|| false).expect("nobody cancels")
    };
    let edited = read(&mut analyzer);
    whosaid_fuzz::hold(&edited);
    assert_eq!(answer(&edited), answer(&read(&mut Analyzer::default())), "{text:?}");
});
