//! Blocks, tokens and sentences, against the tables in `tests/text`.

use std::fmt::Write;

use whosaid::Format;
use whosaid::text::{Block, TokenKind, blocks, sentences, tokens};

/// The lines of a table without its comments, with their numbers.
fn lines(table: &'static str) -> impl Iterator<Item = (usize, String)> {
    let lines = table.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with("# "));
    lines.map(|(i, l)| (i + 1, unescape(l)))
}

/// Resolves `\uXXXX`, for characters that cannot be seen.
fn unescape(line: &str) -> String {
    let mut parts = line.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at(4);
        out.push(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).expect("four hexadecimal digits"));
        out.push_str(rest);
    }
    out
}

fn check(table: &str, failures: Vec<String>) {
    assert!(failures.is_empty(), "{} lines of {table} are read otherwise:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn tokens_are_as_in_the_table() {
    let mut failures = Vec::new();
    for (number, line) in lines(include_str!("text/tokens.txt")) {
        let (text, expected) = line.split_once(" → ").expect("a text, an arrow and tokens");
        let mut found = String::new();
        for token in tokens(text) {
            let kind = match token.kind {
                TokenKind::Word => "",
                TokenKind::Number => "/n",
                TokenKind::Quote => "/q",
                TokenKind::Punctuation => "/p",
                TokenKind::Symbol => "/s",
            };
            write!(found, "{}{kind} ", token.span.of(text)).expect("writing to a string");
        }
        if found.trim_end() != expected {
            failures
                .push(format!("line {number}: {text:?}\n  expected {expected:?}\n  found    {:?}", found.trim_end()));
        }
    }
    check("tokens.txt", failures);
}

#[test]
fn sentences_are_as_in_the_table() {
    let mut failures = Vec::new();
    for (number, line) in lines(include_str!("text/sentences.txt")) {
        let text = line.replace(" ¦ ", " ").replace('¦', "");
        let expected: Vec<_> = line.split('¦').map(str::trim).collect();
        let tokens = tokens(&text);
        let found: Vec<_> = sentences(&text, &tokens).iter().map(|s| s.span.of(&text).to_owned()).collect();
        if found != expected {
            failures.push(format!("line {number}: {text:?}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    check("sentences.txt", failures);
}

#[test]
fn blocks_are_as_in_the_table() {
    let mut failures = Vec::new();
    for case in include_str!("text/blocks.txt").split("%% ").filter(|c| !c.is_empty()).collect::<Vec<_>>().chunks(2) {
        let [input, expected] = case else { panic!("a text without its blocks: {case:?}") };
        let (title, text) = input.split_once('\n').expect("a title and a text");
        let format = match title.split(':').next() {
            Some("markdown") => Format::Markdown,
            Some("html") => Format::Html,
            _ => Format::Plain,
        };
        let expected: Vec<_> = expected.lines().skip(1).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let show = |block: &Block| {
            let prose = block.prose.text();
            let label = block.label.map(|l| format!(" ({})", l.of(prose))).unwrap_or_default();
            format!("{:?}{label}: {}", block.kind, prose.trim_end().replace('\n', "⏎"))
        };
        for text in [text.to_owned(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            let found: Vec<_> = blocks(&text, format).iter().map(|b| show(b).replace('\r', "")).collect();
            if found != expected {
                failures.push(format!("{title}\n  expected {expected:#?}\n  found    {found:#?}"));
                break;
            }
        }
    }
    check("blocks.txt", failures);
}
