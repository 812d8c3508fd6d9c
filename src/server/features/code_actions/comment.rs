use crate::analysis::Analysis;
use crate::rules::{Directives, Edit, Finding, Group};
use crate::text::html::{Token, Tokens};
use crate::text::{self, Block, BlockKind, Format, Span};

/// The comment that silences a finding and leaves the article as it is; none where no place does both. Plain text has no
/// comments, and none silences the finding that another comment is misspelt.
pub(super) fn comment(analysis: &Analysis, finding: &Finding) -> Option<Edit> {
    if !may_be_silenced(analysis, finding) {
        return None;
    }
    let at = analysis.blocks.partition_point(|b| b.span.end() <= finding.span.start());
    let comment = format!("<!-- whosaid-ignore {} -->", finding.rule.code);
    places(analysis, at, &comment).into_iter().find(|edit| is_silent_and_whole(analysis, finding, edit))
}

/// Whether a comment is a way to silence a finding at all.
pub(super) fn may_be_silenced(analysis: &Analysis, finding: &Finding) -> bool {
    analysis.format.has_comments() && finding.rule.group != Group::Comments
}

/// Where a comment about a block may stand, the best place first: on a line of its own before the block, so that the
/// markup around it stays what it is, or behind its words.
fn places(analysis: &Analysis, at: usize, comment: &str) -> Vec<Edit> {
    let Some(block) = analysis.blocks.get(at) else { return Vec::new() };
    if analysis.format == Format::Html {
        return vec![before(analysis, at, comment)];
    }
    let words = block.span.trim(&analysis.text);
    let behind = Edit::insert(words.end(), format!(" {comment}"));
    if block.kind == BlockKind::TableCell {
        return vec![Edit::insert(words.start(), format!("{comment} "))];
    }
    if goes_on(analysis, at) {
        return vec![behind];
    }
    let text = &*analysis.text;
    let line = analysis.lines.line_span(text, analysis.lines.line(block.span.start()));
    let containers = Containers::of(line.of(text));
    let ending = analysis.lines.line_break(text);
    let start = line.start() + containers.length;
    vec![Edit::insert(start, format!("{comment}{ending}{}", containers.again)), behind]
}

/// A comment before a block of HTML: on a line of its own where nothing but tags stands before the words on theirs.
fn before(analysis: &Analysis, block: usize, comment: &str) -> Edit {
    let (text, start) = (&*analysis.text, analysis.blocks[block].span.start());
    let line = analysis.lines.line_span(text, analysis.lines.line(start));
    let head = Span::new(line.start(), start).of(text);
    let indent = head.len() - head.trim_start().len();
    let tags = Tokens::new(head, indent).all(|token| matches!(token, Token::Start(tag) if tag.span.start() >= indent));
    let alone = block == 0 || analysis.blocks[block - 1].span.end() <= line.start();
    let edge = head.len() == indent || head[indent..].starts_with('<') && head.ends_with('>');
    if tags && alone && edge {
        let (at, indent) = (line.start() + indent, &head[..indent]);
        return Edit::insert(at, format!("{comment}{}{indent}", analysis.lines.line_break(text)));
    }
    Edit::insert(start, comment)
}

/// Whether a quotation of the block before may go on in a block, so that nothing may stand between them.
fn goes_on(analysis: &Analysis, block: usize) -> bool {
    let before = block.checked_sub(1).and_then(|b| analysis.parts.get(b));
    let open = before.is_some_and(|part| part.quotations.outer.iter().any(|q| q.close.is_none()));
    open && analysis.blocks.get(block).is_some_and(|b| b.kind.is_prose())
}

/// Whether a finding is silent once a comment is put in, and the words of all blocks are what they were.
fn is_silent_and_whole(analysis: &Analysis, finding: &Finding, comment: &Edit) -> bool {
    let mut with = analysis.text.to_string();
    with.insert_str(comment.span.start(), &comment.text);
    let at = comment.span.start();
    let place = if at <= finding.span.start() { finding.span.shift(comment.text.len()) } else { finding.span };
    let moved = Finding { span: place, ..finding.clone() };
    let blocks = text::blocks(&with, analysis.format);
    Directives::new(&with, analysis.format, &blocks).hide(&moved) && words(&blocks).eq(words(&analysis.blocks))
}

/// The words of each block that is no comment, and what kind it is.
fn words(blocks: &[Block]) -> impl Iterator<Item = (BlockKind, &str)> {
    blocks.iter().filter(|b| b.kind != BlockKind::Comment).map(|b| (b.kind, b.prose.text().trim()))
}

/// What stands at the start of a line before its own words: indentation, marks of quotes, of list items and of footnotes.
struct Containers {
    /// Its bytes.
    length: usize,
    /// What the next line of the same block begins with.
    again: String,
}

impl Containers {
    fn of(line: &str) -> Self {
        let mut length = if line.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let mut again = String::new();
        while let Some(c) = line[length..].chars().next() {
            let rest = &line[length..];
            if matches!(c, ' ' | '\t' | '>') {
                again.push(c);
                length += 1;
            } else if let Some(mark) = list_mark(rest) {
                // A tab reaches to the next column that four divides.
                let tab = rest.as_bytes().get(mark - 1) == Some(&b'\t');
                let columns =
                    if tab { (again.chars().count() + mark).next_multiple_of(4) - again.chars().count() } else { mark };
                again.extend(std::iter::repeat_n(' ', columns));
                length += mark + task_mark(&rest[mark..]);
            } else if let Some(mark) = footnote_mark(rest) {
                again.push_str("    ");
                length += mark;
            } else {
                break;
            }
        }
        Self { length, again }
    }
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The bytes of the mark that begins a list item, with the space or tab behind it.
fn list_mark(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let sign = rest.as_bytes().get(digits)?;
    let bullet = digits == 0 && matches!(sign, b'-' | b'*' | b'+');
    let number = (1..=9).contains(&digits) && matches!(sign, b'.' | b')');
    ((bullet || number) && matches!(rest.as_bytes().get(digits + 1), Some(b' ' | b'\t'))).then_some(digits + 2)
}

/// The bytes of the box of a task behind the mark of its item, with its space: no part of the words.
fn task_mark(rest: &str) -> usize {
    let boxes = ["[ ] ", "[x] ", "[X] "];
    boxes.iter().find(|mark| rest.starts_with(**mark)).map_or(0, |mark| mark.len())
}

/// The bytes of the mark that begins a footnote, with the spaces behind it.
fn footnote_mark(rest: &str) -> Option<usize> {
    let (label, behind) = rest.strip_prefix("[^")?.split_once("]:")?;
    let spaces = behind.len() - behind.trim_start_matches(' ').len();
    let alone = !label.is_empty() && !label.contains(['[', ']', '\n', '\r']);
    alone.then_some("[^]:".len() + label.len() + spaces)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::settings::Settings;
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
            "He said: “No.\n\n“Some words here.\n",
            "He said: “No.\n\n> “Some words here.\n> and more\n\npara\n",
            "- [ ] Some words here.\n- [x] done\n",
            "1.\tone\n2.\tSome words here.\n3.\tthree\n",
            "- one\n  -\tSome words here.\n",
            "para\n\n> Some words here.\n>\n> — Ann Lee, mayor\n",
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

    #[test]
    fn a_comment_silences_its_block_in_html() {
        let texts = [
            ("<p>Some words here.</p>", "<!-- whosaid-ignore"),
            ("<p>Before.</p>\n  <ul>\n  <li><a href=x>Some words</a> here.</ul>", "  <!-- whosaid-ignore"),
            ("<p>Before.</p><p>Some words here.</p>", "<p>Before.</p><p><!-- whosaid-ignore"),
            ("<h2>Some words here</h2>", "<!-- whosaid-ignore"),
            ("text<p title='a\n<b>'>Some words here.", "<b>'><!-- whosaid-ignore"),
            ("<p>He said: “No.</p>\n<p>“Some words here.</p>", "<!-- whosaid-ignore"),
            ("\u{feff}Some words<br>here", "<!-- whosaid-ignore"),
        ];
        let rule = rules::RULES[0];
        for (text, line) in texts {
            let read = |text: &str| {
                let settings = Settings::default();
                Analyzer::default().analyze(Arc::from(text), Format::Html, &settings, &|| false).expect("no cancel")
            };
            let find = |text: &str| {
                let start = text.find("Some words").expect("in every text");
                rule.finding(Span::new(start, start + 10), "")
            };
            let edit = comment(&read(text), &find(text)).expect("HTML has comments");
            let mut with = text.to_owned();
            with.replace_range(edit.span.range(), &edit.text);
            assert!(with.contains(line), "{with}");
            let words = |text: &str| read(text).blocks.iter().map(|b| b.prose.text().to_owned()).collect::<Vec<_>>();
            assert_eq!(words(&with), words(text), "changed:\n{with}");
        }
    }

    #[test]
    fn marks_before_the_words_are_told() {
        let cases = [
            ("[^2]: words", 6, "    "),
            ("> [^a b]:words", 9, ">     "),
            ("- [^1]:   words", 10, "      "),
            ("[^]: words", 0, ""),
            ("[^2] words: x", 0, ""),
            ("1. words", 3, "   "),
            ("- [x] words", 6, "  "),
            ("2.\twords", 3, "    "),
            ("\u{feff}> words", 5, "> "),
        ];
        for (line, length, again) in cases {
            let found = Containers::of(line);
            assert_eq!((found.length, &*found.again), (length, again), "{line}");
        }
    }

    /// The events of a Markdown text without HTML and the white space that it leaves.
    fn shape(text: &str) -> Vec<String> {
        use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
        let mut out = Vec::new();
        let (mut html, mut inline) = (false, false);
        for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
            let behind = std::mem::take(&mut inline);
            match event {
                Event::Start(Tag::HtmlBlock) => html = true,
                Event::End(TagEnd::HtmlBlock) => html = false,
                Event::InlineHtml(_) => inline = true,
                // The comment's own line.
                Event::SoftBreak if behind => {}
                Event::Text(text) if !html => out.push(format!("{:?}", text.trim())),
                event if !html => out.push(format!("{event:?}")),
                _ => {}
            }
        }
        out
    }
}
