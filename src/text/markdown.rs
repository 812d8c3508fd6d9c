//! Blocks of Markdown: CommonMark with tables, footnotes, strikethrough and front matter.
//!
//! Markup inside a paragraph is no part of its prose, so that it breaks neither a quotation nor a name.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Block, BlockKind, Prose, Span, turn};

/// Splits Markdown into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text: body, shift: text.len() - body.len(), ..Reader::default() };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.read(event, range);
    }
    reader.flush();
    let mut blocks = reader.blocks;
    let labels: Vec<_> = blocks.iter().map(|b| turn::label(b.prose.text())).collect();
    turn::mark(&mut blocks, &labels);
    blocks
}

/// A block whose words are being read. Offsets count bytes of the body.
struct Leaf {
    kind: BlockKind,
    start: usize,
    end: usize,
    prose: Prose,
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    /// Bytes before the body.
    shift: usize,
    blocks: Vec<Block>,
    leaf: Option<Leaf>,
    /// The containers that are open, outermost first.
    containers: Vec<BlockKind>,
    /// How many images are open: their words are no text of the article.
    images: usize,
    /// Where the links that are open begin in the prose.
    links: Vec<usize>,
    /// Whether the open block is taken as it is written.
    raw: bool,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) => {
                let inner = self.text.get(range.clone()).and_then(|s| s.find(&*words)).filter(|_| !words.is_empty());
                let source = inner.map_or(range.clone(), |at| range.start + at..range.start + at + words.len());
                self.words(&words, source);
            }
            Event::SoftBreak => self.words(" ", range),
            Event::HardBreak => self.words("\n", range),
            Event::InlineHtml(html) if html.starts_with("<br") => self.words("\n", range),
            Event::FootnoteReference(_) => {
                let leaf = self.leaf(&range);
                let at = leaf.prose.text().len();
                leaf.prose.push_link(Span::new(at, at));
                leaf.end = leaf.end.max(range.end);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(self.paragraph(), range),
            Tag::Heading { .. } => self.open(BlockKind::Heading, range),
            Tag::TableCell => self.open(BlockKind::TableCell, range),
            Tag::CodeBlock(_) => self.verbatim(BlockKind::Code, range),
            Tag::MetadataBlock(_) => self.verbatim(BlockKind::FrontMatter, range),
            Tag::HtmlBlock => {
                let html = self.text.get(range.clone()).unwrap_or_default().trim();
                let comment = html.starts_with("<!--") && html.find("-->").is_none_or(|end| end + 3 == html.len());
                self.verbatim(if comment { BlockKind::Comment } else { BlockKind::Html }, range);
            }
            Tag::BlockQuote(_) => self.contain(BlockKind::BlockQuote),
            Tag::Item => self.contain(BlockKind::ListItem),
            Tag::FootnoteDefinition(_) => self.contain(BlockKind::Footnote),
            Tag::List(_) | Tag::Table(_) => self.flush(),
            Tag::Image { .. } => self.images += 1,
            Tag::Link { .. } => {
                let at = self.leaf(&range).prose.text().len();
                self.links.push(at);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.flush(),
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => {
                self.raw = false;
                self.flush();
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Link => {
                if let (Some(start), Some(leaf)) = (self.links.pop(), &mut self.leaf) {
                    leaf.prose.push_link(Span::new(start, leaf.prose.text().len()));
                }
            }
            _ => {}
        }
    }

    /// What a paragraph is in the containers that are open.
    fn paragraph(&self) -> BlockKind {
        let inner = |kind| self.containers.contains(&kind).then_some(kind);
        inner(BlockKind::Footnote).or_else(|| self.containers.last().copied()).unwrap_or(BlockKind::Paragraph)
    }

    fn contain(&mut self, kind: BlockKind) {
        self.flush();
        self.containers.push(kind);
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        self.flush();
        self.leaf = Some(Leaf { kind, start: range.start, end: range.end, prose: Prose::default() });
    }

    fn verbatim(&mut self, kind: BlockKind, range: Range<usize>) {
        self.open(kind, range.clone());
        self.raw = true;
        let Some(leaf) = &mut self.leaf else { return };
        let source = Span::from(range).trim(self.text);
        (leaf.start, leaf.end) = (source.start, source.end);
        leaf.prose.push(source.of(self.text), Span::new(0, source.len()));
    }

    /// The block that is open, or a new one: a tight list item has words without a paragraph.
    fn leaf(&mut self, range: &Range<usize>) -> &mut Leaf {
        let kind = self.paragraph();
        self.leaf.get_or_insert_with(|| Leaf { kind, start: range.start, end: range.end, prose: Prose::default() })
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.raw || self.images > 0 {
            return;
        }
        let leaf = self.leaf(&range);
        let source = Span::new(range.start.saturating_sub(leaf.start), range.end.saturating_sub(leaf.start));
        leaf.prose.push(words, source);
        leaf.end = leaf.end.max(range.end);
    }

    fn flush(&mut self) {
        self.links.clear();
        let Some(leaf) = self.leaf.take() else { return };
        if leaf.prose.text().trim().is_empty() && leaf.prose.links().is_empty() {
            return;
        }
        let end = Span::new(leaf.start, leaf.end).trim(self.text).end.max(leaf.start);
        let span = Span::new(leaf.start, end).shift(self.shift);
        self.blocks.push(Block { kind: leaf.kind, span, prose: leaf.prose, label: None });
    }
}

#[cfg(test)]
mod tests {
    use super::blocks;

    fn show(text: &str) -> Vec<String> {
        blocks(text).iter().map(|b| format!("{:?} {}", b.kind, b.prose.text())).collect()
    }

    #[test]
    fn leaves_markup_out_of_the_prose() {
        for (text, expected) in [
            ("**\"We won,\"** said [Ann Lee](x).", vec!["Paragraph \"We won,\" said Ann Lee."]),
            ("# The *news*\n\nText  \nmore\nand more", vec!["Heading The news", "Paragraph Text\nmore and more"]),
            ("- one\n- two\n\n  three\n", vec!["ListItem one", "ListItem two", "ListItem three"]),
            ("> quoted\n> on\n\nAfter", vec!["BlockQuote quoted on", "Paragraph After"]),
            ("---\ntitle: A\n---\n\nText", vec!["FrontMatter ---\ntitle: A\n---", "Paragraph Text"]),
            ("<!-- whosaid-off -->\n\n<div>x</div>", vec!["Comment <!-- whosaid-off -->", "Html <div>x</div>"]),
            ("| a | b |\n|---|---|\n| c | d |\n", vec!["TableCell a", "TableCell b", "TableCell c", "TableCell d"]),
            ("A fact.[^1]\n\n[^1]: A source.\n", vec!["Paragraph A fact.", "Footnote A source."]),
            ("&ldquo;Yes&rdquo; \\* `code` ![alt](i.png)", vec!["Paragraph “Yes” * code "]),
            ("```\nx = 1\n```", vec!["Code ```\nx = 1\n```"]),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn maps_prose_back_to_the_source() {
        let text = "\u{feff}> **\"We\n> won,\"** said [Ann &amp; Lee](x).[^1]\n\n[^1]: Note.\n";
        let block = &blocks(text)[0];
        let prose = block.prose.text();
        for (words, source) in [
            ("\"We won,\"", "\"We\n> won,\""),
            ("Ann & Lee", "Ann &amp; Lee"),
            ("won,\" said Ann", "won,\"** said [Ann"),
        ] {
            let start = prose.find(words).unwrap_or_else(|| panic!("{words} is not in {prose}"));
            let span = block.to_document(crate::text::Span::new(start, start + words.len()));
            assert_eq!(span.of(text), source);
        }
    }
}
