use crate::analysis::Analysis;
use crate::rules::{Edit, Finding};
use crate::text::{BlockKind, Format};

/// The comment that silences a finding, put before its block so that the Markdown around it stays what it is. Plain
/// text has no comments.
pub(super) fn comment(analysis: &Analysis, finding: &Finding) -> Option<Edit> {
    if analysis.format != Format::Markdown {
        return None;
    }
    let at = analysis.blocks.partition_point(|b| b.span.end() <= finding.span.start());
    let block = analysis.blocks.get(at)?;
    let comment = format!("<!-- whosaid-ignore {} -->", finding.rule.code);
    if block.kind == BlockKind::TableCell {
        let words = block.span.trim(&analysis.text);
        return Some(Edit::insert(words.start(), format!("{comment} ")));
    }
    let text = &*analysis.text;
    let line = analysis.lines.line_span(text, analysis.lines.line(block.span.start()));
    let containers = Containers::of(line.of(text));
    let ending = line_break(text);
    let start = line.start() + containers.length;
    Some(Edit::insert(start, format!("{comment}{ending}{}", containers.again)))
}

/// What stands at the start of a line before its own words: indentation, marks of quotes and of list items.
struct Containers {
    /// Its bytes.
    length: usize,
    /// What the next line of the same block begins with.
    again: String,
}

impl Containers {
    fn of(line: &str) -> Self {
        let mut length = 0;
        let mut again = String::new();
        while let Some(c) = line[length..].chars().next() {
            let rest = &line[length..];
            if matches!(c, ' ' | '\t' | '>') {
                again.push(c);
                length += 1;
            } else if let Some(mark) = list_mark(rest) {
                again.extend(std::iter::repeat_n(' ', mark));
                length += mark;
            } else {
                break;
            }
        }
        Self { length, again }
    }
}

/// The bytes of the mark that begins a list item, with one space behind it.
fn list_mark(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = rest.as_bytes().get(digits)?;
    let bullet = digits == 0 && matches!(sign, b'-' | b'*' | b'+');
    let number = (1..=9).contains(&digits) && matches!(sign, b'.' | b')');
    ((bullet || number) && rest.as_bytes().get(digits + 1) == Some(&b' ')).then_some(digits + 2)
}

/// The line break that the document uses.
fn line_break(text: &str) -> &'static str {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()).map(|i| &text.as_bytes()[i..]) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::rules::Directives;
    use crate::settings::Settings;
    use crate::text::Span;
    use crate::{Analyzer, rules};

    /// The comment silences the finding, and the Markdown without it reads as before.
    #[test]
    fn a_comment_silences_its_block_and_leaves_the_rest_as_it_is() {
        let texts = [
            "Some words here.",
            "# Title\n\nFirst one.\n\nSome words here.\n",
            "First line\r\nand Some words here.\r\n",
            "> Quoted first.\n>\n> Some words here.\n",
            "> > Some words here.\n",
            "- one\n- Some words here.\n- three\n",
            "1. one\n2. Some words here.\n   and more\n3. three\n",
            "- one\n  - Some words here.\n",
            "> - Some words here.\n",
            "## Some words here\n",
            "| a | b |\n|---|---|\n| Some words here. | c |\n",
            "para\n\n   Some words here.\n",
        ];
        let rule = rules::RULES[0];
        for text in texts {
            let read = |text: &str| {
                let settings = Settings::default();
                Analyzer::default().analyze(Arc::from(text), Format::Markdown, &settings, &|| false).expect("no cancel")
            };
            let find = |text: &str| {
                let start = text.find("Some words").expect("in every text");
                rule.finding(Span::new(start, start + 10), "")
            };
            let edit = comment(&read(text), &find(text)).expect("Markdown has comments");
            let mut with = text.to_owned();
            with.replace_range(edit.span.range(), &edit.text);
            let after = read(&with);
            let silent = Directives::new(&with, Format::Markdown, &after.blocks).hide(&find(&with));
            assert!(silent, "not silenced:\n{with}");
            assert_eq!(shape(&with), shape(text), "changed:\n{with}");
        }
    }

    /// The events of a Markdown text without HTML and the white space that it leaves.
    fn shape(text: &str) -> Vec<String> {
        use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
        let mut out = Vec::new();
        let mut html = false;
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::HtmlBlock) => html = true,
                Event::End(TagEnd::HtmlBlock) => html = false,
                Event::InlineHtml(_) => {}
                Event::Text(text) if !html => out.push(format!("{:?}", text.trim_start())),
                event if !html => out.push(format!("{event:?}")),
                _ => {}
            }
        }
        out
    }
}
