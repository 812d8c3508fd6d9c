//! The elements that are open, as a browser nests them where tags are missing or cross each other.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::element::Element;
use crate::text::BlockKind;

/// An element that is open.
pub(super) struct Open<'a> {
    pub name: Cow<'a, str>,
    pub element: Element,
    /// What words in it are.
    pub kind: BlockKind,
    /// Whether its words are not read.
    pub hidden: bool,
    /// Whether its white space stays as it is.
    pub kept: bool,
    /// Where the start tag of the heading begins whose first words are in it.
    pub start: Option<usize>,
}

/// The elements that are open, outermost first: those that make blocks, and all in what is hidden.
#[derive(Default)]
pub(super) struct Page<'a> {
    open: Vec<Open<'a>>,
    /// How many of each name are open.
    names: FxHashMap<Cow<'a, str>, usize>,
}

/// So many open elements are looked through for one whose end tag was left out.
const NEAR: usize = 64;

impl<'a> Page<'a> {
    /// The innermost one.
    pub fn inner(&self) -> Option<&Open<'a>> {
        self.open.last()
    }

    /// The same, to be changed.
    pub fn inner_mut(&mut self) -> Option<&mut Open<'a>> {
        self.open.last_mut()
    }

    /// What words are.
    pub fn kind(&self) -> BlockKind {
        self.inner().map_or(BlockKind::Paragraph, |open| open.kind)
    }

    /// Whether words are not read.
    pub fn is_hidden(&self) -> bool {
        self.inner().is_some_and(|open| open.hidden)
    }

    /// Opens an element in the innermost one.
    pub fn push(&mut self, name: Cow<'a, str>, element: Element, hidden: bool, start: usize) {
        let outer = self.kind();
        let kind = match element {
            Element::Heading => BlockKind::Heading,
            Element::Quote => BlockKind::BlockQuote,
            Element::Item | Element::Entry => BlockKind::ListItem,
            Element::Cell => BlockKind::TableCell,
            Element::CodeBlock => BlockKind::Code,
            // A cell with paragraphs lays out the page.
            Element::Block | Element::Paragraph if outer == BlockKind::TableCell => BlockKind::Paragraph,
            _ => outer,
        };
        let hidden = hidden || self.is_hidden();
        let kept = element == Element::CodeBlock || self.inner().is_some_and(|open| open.kept);
        let begun = self.inner_mut().filter(|_| kind == BlockKind::Heading).and_then(|open| open.start.take());
        let start = if element == Element::Heading { Some(start) } else { begun };
        *self.names.entry(name.clone()).or_default() += 1;
        self.open.push(Open { name, element, kind, hidden, kept, start });
    }

    /// Closes what ends at the start of `next` without an end tag.
    pub fn make_room(&mut self, next: Element) {
        if !next.breaks() {
            return;
        }
        let last = self.near().find(|(_, open)| open.element.breaks());
        if let Some((i, _)) = last.filter(|(_, open)| {
            open.element == Element::Paragraph || next == Element::Heading && open.element == Element::Heading
        }) {
            self.truncate(i);
        }
        if let Some(i) = self.ended_at(next) {
            self.truncate(i);
        }
    }

    /// The element that the start of `next` ends: of a row, and of rows, with all in it.
    fn ended_at(&self, next: Element) -> Option<usize> {
        let inside = self.near().take_while(|(_, open)| !open.element.bounds(next));
        let mut ended = inside.filter(|(_, open)| open.element.ends_at(next)).map(|(i, _)| i);
        if matches!(next, Element::Row | Element::Rows) { ended.last() } else { ended.next() }
    }

    /// The innermost elements with their places, from inside: those of the same drawing, template or control.
    fn near(&self) -> impl Iterator<Item = (usize, &Open<'a>)> {
        let near = self.open.iter().enumerate().rev().take(NEAR);
        near.take_while(|(_, open)| open.element != Element::Unread)
    }

    /// Closes the innermost element with a name, and all in it: any heading where a heading ends. Whether there was one
    /// that makes blocks.
    pub fn close(&mut self, name: &str) -> bool {
        if self.names.get(name).is_none_or(|&count| count == 0) {
            let heading = |(_, open): &(usize, &Open<'_>)| open.element == Element::Heading;
            let other = (Element::of(name) == Element::Heading).then(|| self.near().find(heading)).flatten();
            return other.map(|(i, _)| i).is_some_and(|i| self.truncate(i));
        }
        let Some(i) = self.open.iter().rposition(|open| open.name == name) else { return false };
        self.truncate(i)
    }

    fn truncate(&mut self, at: usize) -> bool {
        let mut breaks = false;
        for open in self.open.drain(at..) {
            breaks |= open.element.breaks();
            if let Some(count) = self.names.get_mut(&open.name) {
                *count -= 1;
            }
        }
        breaks
    }
}
