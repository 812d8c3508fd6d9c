//! The events of the parser, put together to blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::read::{Read, Seam};
use crate::text::{Block, BlockKind, Prose, Span, leaf, turn};

/// White space, to Markdown; other blank characters are words of a block.
const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// A block whose words are being read. Offsets count bytes of the body.
struct Leaf {
    kind: BlockKind,
    start: usize,
    end: usize,
    prose: Prose,
    /// A line break between the words before and those behind.
    broken: Option<(&'static str, usize)>,
    /// Whether lines go on in this block.
    wrapped: bool,
    /// Where the words in strong type or italics at its start end in the prose.
    strong: Option<usize>,
}

/// Most paragraphs have no more bytes.
const PARAGRAPH: usize = 1_000;

impl Leaf {
    fn new(kind: BlockKind, span: Span) -> Self {
        // A list item may hold a book of other blocks.
        let prose = Prose::with_capacity(span.len().min(PARAGRAPH));
        Self { kind, start: span.start(), end: span.end(), prose, broken: None, wrapped: false, strong: None }
    }
}

#[derive(Default)]
pub(super) struct Reader<'a> {
    pub text: &'a str,
    /// Bytes before the text.
    shift: usize,
    read: Read,
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

impl<'a> Reader<'a> {
    /// A reader of a text behind `shift` other bytes.
    pub fn new(text: &'a str, shift: usize) -> Self {
        Self { text, shift, read: Read { settled: true, ..Read::default() }, ..Self::default() }
    }

    /// What was read, when there are no more events.
    pub fn finish(mut self, defines: bool) -> Read {
        self.flush();
        self.read.defines |= defines;
        self.read
    }

    /// Reads an event of the parser.
    pub fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if !matches!(event, Event::End(_)) {
            self.mend(range.start);
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) => self.code(&words, range),
            Event::SoftBreak => self.breaks(" ", range),
            Event::HardBreak => self.breaks("\n", range),
            Event::InlineHtml(html) if html.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) => {
                self.words("\n", range);
            }
            Event::FootnoteReference(_) => {
                let leaf = self.leaf(&range);
                let at = leaf.prose.text().len();
                leaf.prose.push_link(Span::new(at, at));
                leaf.end = leaf.end.max(range.end);
            }
            _ => {}
        }
    }

    /// Remembers a line break, which takes the marks of quotations and the indent behind it.
    fn breaks(&mut self, words: &'static str, range: Range<usize>) {
        if self.images == 0 {
            let leaf = self.leaf(&range);
            leaf.broken = Some((words, range.start));
            leaf.wrapped = true;
        }
    }

    /// Writes the line break that ended before `next`.
    fn mend(&mut self, next: usize) {
        if let Some(leaf) = &mut self.leaf
            && let Some((words, start)) = leaf.broken.take()
        {
            leaf.prose.push(words, Span::new(start, next).back(leaf.start));
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                let start = range.start;
                self.open(self.paragraph(), range);
                if self.read.settled && self.containers.is_empty() {
                    self.read.seams.extend(Seam::at(self.text, start, self.shift, self.read.blocks.len()));
                }
            }
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
            Tag::FootnoteDefinition(_) => {
                self.contain(BlockKind::Footnote);
                self.read.defines = true;
            }
            Tag::List(_) | Tag::Table(_) => {
                self.flush();
                self.read.settled = false;
            }
            Tag::Image { .. } => self.images += 1,
            Tag::Link { .. } => {
                let at = self.leaf(&range).prose.text().len();
                self.links.push(at);
            }
            Tag::Strong | Tag::Emphasis => {
                let leaf = self.leaf(&range);
                if leaf.prose.text().is_empty() {
                    leaf.strong = Some(0);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                self.flush();
                self.read.settled |= self.containers.is_empty();
            }
            TagEnd::TableCell => self.flush(),
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
            TagEnd::Strong | TagEnd::Emphasis => {
                if let Some(leaf) = &mut self.leaf
                    && leaf.strong == Some(0)
                {
                    leaf.strong = Some(leaf.prose.text().len());
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
        self.read.settled = false;
        self.containers.push(kind);
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        self.flush();
        let source = self.text.get(range.clone()).unwrap_or_default();
        let start = range.start + source.len() - source.trim_start_matches(BLANK).len();
        self.leaf = Some(Leaf::new(kind, Span::new(start, range.end)));
    }

    fn verbatim(&mut self, kind: BlockKind, range: Range<usize>) {
        self.open(kind, range.clone());
        self.read.settled = false;
        self.raw = true;
        let Some(leaf) = &mut self.leaf else { return };
        let source = Span::from(range).trim(self.text);
        (leaf.start, leaf.end) = (source.start(), source.end());
        leaf.prose.push(source.of(self.text), Span::new(0, source.len()));
    }

    /// The block that is open, or a new one: a tight list item has words without a paragraph.
    fn leaf(&mut self, range: &Range<usize>) -> &mut Leaf {
        let kind = self.paragraph();
        self.leaf.get_or_insert_with(|| Leaf::new(kind, Span::from(range.clone())))
    }

    fn words(&mut self, words: &str, mut range: Range<usize>) {
        if self.raw || self.images > 0 {
            return;
        }
        // White space that the parser cut off is no part of the words.
        let source = self.text.get(range.clone()).unwrap_or_default();
        if source.len() > words.len()
            && source.trim() == words.trim()
            && let Some(at) = source.find(words)
        {
            range = range.start + at..range.start + at + words.len();
        }
        let leaf = self.leaf(&range);
        leaf.prose.push(words, Span::from(range.clone()).back(leaf.start));
        leaf.end = leaf.end.max(range.end);
    }

    /// Reads words set as code. A line break among them is a blank, behind which the marks of quotations are left out.
    fn code(&mut self, words: &str, range: Range<usize>) {
        if self.raw || self.images > 0 {
            return;
        }
        let source = self.text.get(range.clone()).unwrap_or_default();
        let leaf = self.leaf(&range);
        let from = leaf.prose.text().len();
        let mut at = source.len() - source.trim_start_matches('`').len();
        for (i, word) in words.char_indices() {
            let place = |from: usize, to: usize| Span::new(range.start + from, range.start + to).back(leaf.start);
            let same = |&(_, c): &(usize, char)| c == word || word == ' ' && matches!(c, '\n' | '\r');
            let Some((skipped, c)) = source[at..].char_indices().find(same) else {
                leaf.prose.push(&words[i..], place(at, source.len()));
                break;
            };
            let end = at + skipped + c.len_utf8();
            leaf.prose.push(&words[i..i + word.len_utf8()], place(at + skipped, end));
            at = end;
        }
        leaf.prose.mark_code(from);
        leaf.end = leaf.end.max(range.end);
    }

    fn flush(&mut self) {
        self.links.clear();
        let Some(leaf) = self.leaf.take() else { return };
        if leaf.prose.text().trim().is_empty() && leaf.prose.links().is_empty() {
            return;
        }
        let source = self.text.get(leaf.start..leaf.end).unwrap_or_default();
        let end = leaf.start + source.trim_end_matches(BLANK).len();
        let span = Span::new(leaf.start, end).shift(self.shift);
        let Leaf { kind, prose, wrapped, strong, .. } = leaf;
        let (block, label, set_apart) = leaf::Leaf { kind, prose, wrapped, strong }.finish(span);
        self.push(block, label);
        if let Some(last) = self.read.set_apart.last_mut() {
            *last = set_apart;
        }
    }

    /// Adds a block, with the label that it begins with.
    pub fn push(&mut self, block: Block, label: Option<turn::Label>) {
        self.read.blocks.push(block);
        self.read.labels.push(label);
        self.read.set_apart.push(false);
    }
}
