use std::fmt::Write;

use whosaid::text::{LineIndex, Span};

use super::read::words;
use super::{ClaimMark, Marks, QuoteMark, SpeakerMark, Verdict};

/// Writes marks in the format that [`read`](super::read) reads.
pub fn show(marks: &Marks, article: &str) -> String {
    let lines = LineIndex::new(article);
    let mut out = String::new();
    for quote in &marks.quotes {
        out += &show_quote(quote, article, &lines);
    }
    for speaker in &marks.speakers {
        out += &show_speaker(speaker);
    }
    for claim in &marks.claims {
        out += &show_claim(claim, article, &lines);
    }
    for (name, list) in [("boilerplate", &marks.boilerplate), ("finding", &marks.findings)] {
        for mark in list {
            let text = lines.line_span(article, mark.line - 1);
            let _ = writeln!(out, "{name} {} {}  {}", mark.line, mark.word, elided(text.of(article)));
        }
    }
    out
}

pub fn show_quote(quote: &QuoteMark, article: &str, lines: &LineIndex) -> String {
    let first = quote.content.first().map_or(0, |s| lines.line(s.start()) + 1);
    let content: Vec<String> = quote.content.iter().map(|s| elided(s.of(article))).collect();
    let maybe = if quote.maybe { "maybe " } else { "" };
    let mut out = format!("{maybe}{} {first} {}\n", quote.kind, content.join(" + "));
    for (name, texts) in [("cue", &quote.cue), ("source", &quote.source)] {
        if !texts.is_empty() {
            let _ = writeln!(out, "  {name} {}", texts.join(" + "));
        }
    }
    let how = quote.resolution.as_ref().map_or(String::new(), |how| format!(" ({how})"));
    if quote.speaker.is_some() || !how.is_empty() {
        let _ = writeln!(out, "  speaker {}{how}", quote.speaker.as_deref().unwrap_or("-"));
    }
    out
}

pub fn show_speaker(speaker: &SpeakerMark) -> String {
    let mut out = format!("speaker {}\n  kind {}\n", speaker.name, speaker.kind);
    for role in &speaker.roles {
        let _ = writeln!(out, "  role {role}");
    }
    if let Some(count) = speaker.mentions {
        let _ = writeln!(out, "  mentions {count}");
    }
    out
}

pub fn show_claim(claim: &ClaimMark, article: &str, lines: &LineIndex) -> String {
    let verdict = match claim.verdict {
        Verdict::Unattributed => "unattributed",
        Verdict::Attributed => "attributed",
        Verdict::Quiet => "quiet",
    };
    let mut out = format!("{verdict} {} {}\n", lines.line(claim.span.start()) + 1, elided(claim.span.of(article)));
    if !claim.types.is_empty() {
        let _ = writeln!(out, "  types {}", claim.types.join(" "));
    }
    out
}

/// The first and the last words of a longer text.
fn elided(text: &str) -> String {
    let all: Vec<&str> = text.split_whitespace().collect();
    if all.len() <= 12 {
        return words(text);
    }
    format!("{} […] {}", all[..5].join(" "), all[all.len() - 5..].join(" "))
}

/// Where a span stands, for messages.
pub fn line_of(lines: &LineIndex, span: Option<&Span>) -> usize {
    span.map_or(0, |s| lines.line(s.start()) + 1)
}
