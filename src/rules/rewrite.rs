//! Fixes of the words of a page as fixes of its source, which leave its markup whole.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Edit, Fix, Origin};
use crate::text::Span;
use crate::text::html::{Element, Spelling, Tag, Token, Tokens};

/// Elements that hold what a page is about, and are not taken away with the words in them.
const KEPT: [&str; 4] = ["html", "body", "main", "article"];

/// The longest start tag that is looked for before words, in bytes.
const LONGEST: usize = 1_000;

/// Of so many stretches that many findings would take away together, none does.
const STRETCHES: usize = 20;

/// Writes fixes anew.
pub(super) struct Rewrite<'a> {
    page: Origin<'a>,
    spelling: Spelling,
    /// What takes a span of the words away: many findings offer the same.
    deletions: FxHashMap<Span, Option<Vec<Edit>>>,
}

impl<'a> Rewrite<'a> {
    pub fn new(page: Origin<'a>) -> Self {
        Self { page, spelling: Spelling::of(page.text), deletions: FxHashMap::default() }
    }

    /// The fix in the source; none where it would cut markup.
    pub fn fix(&mut self, fix: Fix) -> Option<Fix> {
        let mut edits = Vec::with_capacity(fix.edits.len());
        for edit in fix.edits {
            edits.extend(self.edit(edit)?);
        }
        Some(Fix { edits, ..fix })
    }

    fn edit(&mut self, edit: Edit) -> Option<Vec<Edit>> {
        let blocks = &self.page.unmarked.blocks;
        let first = self.page.unmarked.block_at(edit.span.start())?;
        let count = blocks[first..].partition_point(|b| b.span.start() < edit.span.end()).max(1);
        // What ends a block before the first that changes is no part of it.
        let first = if edit.span.start() >= blocks[first].span.end() && count > 1 { first + 1 } else { first };
        let touched = blocks[first..].get(..blocks[first..].partition_point(|b| b.span.start() < edit.span.end()))?;
        if let ([head, ..], [.., tail]) = (touched, touched)
            && edit.text.is_empty()
            && edit.span.covers(head.span.join(tail.span))
        {
            let (page, last) = (self.page, first + touched.len());
            let known = self.deletions.entry(edit.span);
            return known.or_insert_with(|| deletion(page, first..last)).clone();
        }
        let block = &blocks[first];
        if edit.span.start() < block.span.start() || edit.span.end() > block.span.end() {
            return None;
        }
        let place = self.page.unmarked.place(edit.span);
        if edit.text == "\n\n" {
            return self.paragraph_break(first, place).map(|edit| vec![edit]);
        }
        let source = place.of(self.page.text);
        if source.contains('<') && !(edit.text.is_empty() && is_whole(source)) {
            return None;
        }
        let mark = |at: usize| edit.text.get(..at).map_or(at, |before| self.spelling.write(before).len());
        let placeholder = edit.placeholder.map(|p| Span::new(mark(p.start()), mark(p.end())));
        Some(vec![Edit { span: place, text: self.spelling.write(&edit.text), placeholder }])
    }

    /// Ends a paragraph and begins another one.
    fn paragraph_break(&self, block: usize, gap: Span) -> Option<Edit> {
        let start = self.page.unmarked.marked()[block].span.start();
        let (tag, _) = tag_before(self.page.text, start)?;
        let inside = Span::new(start, gap.start()).of(self.page.text);
        let fits = tag.name(self.page.text) == "p" && is_whole(inside) && !gap.of(self.page.text).contains('<');
        fits.then(|| Edit::replace(gap, "</p>\n<p>"))
    }
}

/// Takes blocks away, with one edit for those that nothing stands between.
fn deletion(page: Origin<'_>, blocks: Range<usize>) -> Option<Vec<Edit>> {
    let mut out: Vec<Edit> = Vec::new();
    for span in blocks.map(|block| element(page, block)) {
        let (span, full) = (span?, out.len() == STRETCHES);
        match out.last_mut() {
            Some(last) if Span::new(last.span.end(), span.start()).of(page.text).trim().is_empty() => {
                last.span = last.span.join(span);
            }
            _ if full => return None,
            _ => out.push(Edit::delete(span)),
        }
    }
    Some(out)
}

/// Where a block stands with the elements that hold nothing else, and with its line where it is alone on that.
fn element(page: Origin<'_>, block: usize) -> Option<Span> {
    let block = &page.unmarked.marked()[block];
    let mut span = whole(page.text, block.to_document(Span::new(0, block.prose.text().len())))?;
    while let Some((tag, start)) = tag_before(page.text, span.start()) {
        let behind = Span::new(span.end(), page.text.len()).of(page.text);
        let at = page.text.len() - behind.trim_start().len();
        if page.text.as_bytes().get(at) != Some(&b'<') {
            break;
        }
        let name = tag.name(page.text);
        let takes = !KEPT.contains(&&*name)
            && !matches!(Element::of(&name), Element::Cell | Element::Row | Element::Rows | Element::Table);
        match Tokens::new(page.text, at).next() {
            Some(Token::End(end)) if takes && end.span.start() == at && end.name(page.text) == name => {
                span = Span::new(start, end.span.end());
            }
            _ => break,
        }
    }
    let line = page.lines.line_span(page.text, page.lines.line(span.start()));
    let before = Span::new(line.start(), span.start()).of(page.text);
    let last = page.lines.line_span(page.text, page.lines.line(span.end()));
    let behind = Span::new(span.end(), last.end().max(span.end())).of(page.text);
    let alone = before.trim().is_empty() && behind.trim().is_empty();
    Some(if alone { Span::new(line.start(), last.end().max(span.end())) } else { span })
}

/// A place with the tags right before and behind it that begin and end what it cuts: of a link at the end of a paragraph,
/// the prose does not hold the end tag. None where others stand there.
fn whole(text: &str, span: Span) -> Option<Span> {
    let cut = Cut::of(span.of(text))?;
    let (mut start, mut end) = (span.start(), span.end());
    for name in &cut.ends {
        let (tag, before) = tag_before(text, start)?;
        start = (tag.name(text) == *name).then_some(before)?;
    }
    for name in cut.open.iter().rev() {
        let at = text.len() - text.get(end..)?.trim_start().len();
        match Tokens::new(text, at).next()? {
            Token::End(tag) if tag.span.start() == at && tag.name(text) == *name => end = tag.span.end(),
            _ => return None,
        }
    }
    Some(Span::new(start, end))
}

/// The start tag right before a byte, and where it begins.
fn tag_before(text: &str, at: usize) -> Option<(Tag, usize)> {
    let before = text.get(..at)?.trim_end();
    let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..)?;
    let start = before.len() - near.len() + near.rfind('<')?;
    match Tokens::new(text, start).next()? {
        Token::Start(tag) if tag.span == Span::new(start, before.len()) => Some((tag, start)),
        _ => None,
    }
}

/// Whether every element that begins in a piece of a source ends there, and none ends that began before.
fn is_whole(source: &str) -> bool {
    Cut::of(source).is_some_and(|cut| cut.ends.is_empty() && cut.open.is_empty())
}

/// What a piece of a source holds only one tag of.
#[derive(Default)]
struct Cut<'a> {
    /// The elements that began before it and end in it, innermost first.
    ends: Vec<Cow<'a, str>>,
    /// Those that begin in it and end behind it, outermost first.
    open: Vec<Cow<'a, str>>,
}

impl<'a> Cut<'a> {
    /// Reads a piece; none where tags in it cross each other.
    fn of(source: &'a str) -> Option<Self> {
        let mut cut = Self::default();
        for token in Tokens::new(source, 0) {
            match token {
                Token::Start(tag) if !tag.is_empty(source) => cut.open.push(tag.name(source)),
                Token::End(tag) => match cut.open.pop() {
                    Some(open) if open != tag.name(source) => return None,
                    Some(_) => {}
                    None => cut.ends.push(tag.name(source)),
                },
                _ => {}
            }
        }
        Some(cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_or_not() {
        for (source, whole) in [
            ("words", true),
            ("<b>a</b> c<br>", true),
            ("a</b>", false),
            ("<b>a", false),
            ("<b><i>a</b></i>", false),
            ("a<!-- <b> -->", true),
        ] {
            assert_eq!(is_whole(source), whole, "{source}");
        }
    }
}
