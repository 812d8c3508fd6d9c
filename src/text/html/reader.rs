//! Tags and text, put together to blocks.

use super::Read;
use super::element::Element;
use super::page::Page;
use super::reference::reference;
use super::token::{BLANK, Tag, Token};
use crate::text::{BlockKind, Prose, Span, leaf};

/// A block whose words are being read. Places count bytes of the document.
struct Leaf {
    kind: BlockKind,
    start: usize,
    end: usize,
    prose: Prose,
    /// What stands between the words before and those behind.
    gap: Option<Gap>,
    /// Whether it has several lines.
    wrapped: bool,
    /// Where the words in strong type or italics at its start end in the prose.
    strong: Option<usize>,
}

/// White space that counts only where words follow.
#[derive(Clone, Copy)]
enum Gap {
    Space(Span),
    Break(Span),
}

/// Words that are set as code, or that are a link, while they go on.
#[derive(Default)]
struct Stretch {
    open: bool,
    /// Where they begin in the prose, once there are any.
    start: Option<usize>,
}

/// Reads a page.
pub(super) struct Reader<'a> {
    text: &'a str,
    read: Read,
    page: Page<'a>,
    leaf: Option<Leaf>,
    link: Stretch,
    /// Whether the link that is open leads to a place on the page.
    inward: bool,
    code: Stretch,
    /// How many elements in strong type, raised, or between marks that the browser writes are open.
    strong: usize,
    raised: usize,
    quotations: usize,
}

impl<'a> Reader<'a> {
    /// A reader of a page.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            read: Read::default(),
            page: Page::default(),
            leaf: None,
            link: Stretch::default(),
            inward: false,
            code: Stretch::default(),
            strong: 0,
            raised: 0,
            quotations: 0,
        }
    }

    /// What was read, when there is no more.
    pub fn finish(mut self) -> Read {
        self.flush();
        self.read
    }

    /// Reads a piece of the page.
    pub fn token(&mut self, token: Token) {
        match token {
            Token::Text(_) if self.page.is_hidden() => {}
            Token::Text(span) => self.words(span),
            Token::Start(tag) => self.start(tag),
            Token::End(tag) => self.end(tag),
        }
    }

    fn start(&mut self, tag: Tag) {
        let name = tag.name(self.text);
        let element = Element::of(&name);
        if element.breaks() {
            self.page.make_room(element);
        }
        if element == Element::Raw {
            return;
        }
        let empty = tag.is_empty(self.text);
        if self.page.is_hidden() {
            if !empty {
                self.page.push(name, element, true, tag.span.start());
            }
            return;
        }
        if element.breaks() {
            self.flush();
        }
        match element {
            Element::Break => self.breaks(tag.span),
            Element::Void | Element::Rule => {}
            _ if empty => {}
            _ if element == Element::Unread || self.is_hidden(tag) => {
                self.page.push(name, element, true, tag.span.start());
            }
            _ if element.breaks() => self.page.push(name, element, false, tag.span.start()),
            Element::Link => self.open_link(tag),
            Element::Raised => {
                if self.inward && self.link.open {
                    self.mark(tag);
                } else {
                    self.raised += 1;
                }
            }
            Element::Strong => self.strong += 1,
            Element::Code => self.code.open = true,
            Element::Quotation => {
                self.quotations += 1;
                self.push(if self.quotations % 2 == 1 { "“" } else { "‘" }, tag.span);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: Tag) {
        let name = tag.name(self.text);
        let element = Element::of(&name);
        if !self.page.is_hidden() {
            match element {
                Element::Break => self.breaks(tag.span),
                Element::Link => self.close_link(),
                Element::Raised => self.raised = self.raised.saturating_sub(1),
                Element::Strong => self.end_strong(),
                Element::Code => self.close_code(),
                Element::Quotation if self.quotations > 0 => {
                    if let Some(Gap::Space(_)) = self.leaf.as_ref().and_then(|l| l.gap) {
                        self.leaf.iter_mut().for_each(|l| l.gap = None);
                    }
                    self.push(if self.quotations % 2 == 1 { "”" } else { "’" }, tag.span);
                    self.quotations -= 1;
                }
                Element::Heading => {
                    if let Some(leaf) = self.leaf.as_mut().filter(|l| l.kind == BlockKind::Heading) {
                        leaf.end = tag.span.end();
                    }
                }
                _ => {}
            }
            if element.breaks() {
                self.flush();
            }
        }
        if self.page.close(&name) && !self.page.is_hidden() {
            self.flush();
        }
    }

    /// Whether readers are not shown what an element holds.
    fn is_hidden(&self, tag: Tag) -> bool {
        let is = |name: &str, value: &str| {
            tag.attribute(name, self.text).is_some_and(|v| v.of(self.text).trim().eq_ignore_ascii_case(value))
        };
        tag.attribute("hidden", self.text).is_some() || is("aria-hidden", "true")
    }

    fn open_link(&mut self, tag: Tag) {
        self.close_link();
        let Some(address) = tag.attribute("href", self.text).map(|v| v.of(self.text).trim()) else { return };
        let script = address.get(..11).is_some_and(|s| s.eq_ignore_ascii_case("javascript:"));
        if address.is_empty() || address == "#" || script {
            return;
        }
        self.link.open = true;
        self.inward = address.starts_with('#');
        if self.inward && self.raised > 0 {
            self.mark(tag);
        }
    }

    /// Reads the mark of a note, which is no word of the text: a raised link to a place on the page.
    fn mark(&mut self, tag: Tag) {
        if let Some(leaf) = &mut self.leaf {
            let at = leaf.prose.text().len();
            leaf.prose.push_link(Span::new(at, at));
        }
        let name = tag.name(self.text);
        self.page.push(name, Element::Inline, true, tag.span.start());
        self.link = Stretch::default();
    }

    fn close_link(&mut self) {
        let link = std::mem::take(&mut self.link);
        if let (Some(start), Some(leaf)) = (link.start, &mut self.leaf) {
            leaf.prose.push_link(Span::new(start, leaf.prose.text().len()));
        }
    }

    fn close_code(&mut self) {
        let code = std::mem::take(&mut self.code);
        if let (Some(start), Some(leaf)) = (code.start, &mut self.leaf) {
            leaf.prose.mark_code(start);
        }
    }

    fn end_strong(&mut self) {
        self.strong = self.strong.saturating_sub(1);
        if self.strong == 0
            && let Some(leaf) = &mut self.leaf
            && leaf.strong == Some(0)
        {
            leaf.strong = Some(leaf.prose.text().len());
        }
    }

    /// Remembers a line break. An empty line between two ends the block.
    fn breaks(&mut self, place: Span) {
        let Some(leaf) = &mut self.leaf else { return };
        if leaf.kind != BlockKind::Code && matches!(leaf.gap, Some(Gap::Break(_))) {
            self.flush();
            return;
        }
        leaf.gap = Some(Gap::Break(place));
        leaf.wrapped = true;
    }

    /// Reads text that is shown.
    fn words(&mut self, span: Span) {
        let (text, kept) = (self.text, self.page.inner().is_some_and(|open| open.kept));
        let mut at = span.start();
        while at < span.end() {
            let rest = Span::new(at, span.end()).of(text);
            let words = rest.len() - rest.trim_start_matches(BLANK).len();
            if words > 0 {
                self.blank(Span::new(at, at + words), kept);
                at += words;
                continue;
            }
            if rest.starts_with('&')
                && let Some((character, length)) = reference(rest)
            {
                let place = Span::new(at, at + length);
                if character.trim_matches(BLANK).is_empty() {
                    self.blank(place, kept)
                } else {
                    self.push(&character, place)
                }
                at += length;
                continue;
            }
            let end = rest.char_indices().skip(1).find(|(_, c)| *c == '&' || BLANK.contains(c));
            let length = end.map_or(rest.len(), |(at, _)| at);
            self.push(&rest[..length], Span::new(at, at + length));
            at += length;
        }
    }

    /// Reads white space: one blank between words, and none at the ends of lines.
    fn blank(&mut self, place: Span, kept: bool) {
        let Some(leaf) = &mut self.leaf else { return };
        if kept {
            if let Some(gap) = leaf.gap.take() {
                leaf.push_gap(gap, self.text, true);
            }
            leaf.gap = Some(Gap::Space(place));
        } else {
            leaf.gap.get_or_insert(Gap::Space(place));
        }
    }

    /// Reads words that stand at a place.
    fn push(&mut self, words: &str, place: Span) {
        if self.leaf.is_none() {
            let kind = self.page.kind();
            let end = self.read.blocks.last().map_or(0, |b| b.span.end());
            let heading = self.page.inner_mut().and_then(|open| open.start.take()).filter(|&start| end <= start);
            let strong = (self.strong > 0).then_some(0);
            let (start, prose) = (heading.unwrap_or(place.start()), Prose::default());
            self.leaf = Some(Leaf { kind, start, end: place.end(), prose, gap: None, wrapped: false, strong });
        }
        let Some(leaf) = &mut self.leaf else { return };
        if let Some(gap) = leaf.gap.take() {
            leaf.push_gap(gap, self.text, leaf.kind == BlockKind::Code);
        }
        for stretch in [&mut self.link, &mut self.code] {
            if stretch.open {
                stretch.start.get_or_insert(leaf.prose.text().len());
            }
        }
        leaf.push(words, place);
    }

    fn flush(&mut self) {
        let (link, code, inward) = (self.link.open, self.code.open, self.inward);
        self.close_link();
        self.close_code();
        // Both go on in the next block.
        (self.link.open, self.code.open, self.inward, self.raised) = (link, code, inward, 0);
        let Some(mut leaf) = self.leaf.take() else { return };
        if leaf.prose.text().trim().is_empty() {
            return;
        }
        if self.strong > 0 && leaf.strong == Some(0) {
            leaf.strong = Some(leaf.prose.text().len());
        }
        let Leaf { kind, start, end, prose, wrapped, strong, .. } = leaf;
        let (block, label, set_apart) = leaf::Leaf { kind, prose, wrapped, strong }.finish(Span::new(start, end));
        self.read.blocks.push(block);
        self.read.labels.push(label);
        self.read.set_apart.push(set_apart);
    }
}

impl Leaf {
    fn push_gap(&mut self, gap: Gap, text: &str, kept: bool) {
        match gap {
            Gap::Break(place) => self.push("\n", place),
            // A reference to a blank is one.
            Gap::Space(place) if kept && place.of(text).trim().is_empty() => self.push(place.of(text), place),
            Gap::Space(place) => self.push(" ", place),
        }
    }

    fn push(&mut self, words: &str, place: Span) {
        self.prose.push(words, place.back(self.start));
        self.end = place.end();
    }
}
