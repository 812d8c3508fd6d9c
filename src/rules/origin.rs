//! Findings in the words of a page, told in the places of its source, with fixes that leave its markup whole.

use super::{Edit, Finding, Fix, Source};
use crate::text::html::{Element, Tag, Token, Tokens};
use crate::text::{Format, LineIndex, Span, Unmarked};

/// The source of a document whose words are read without its markup.
#[derive(Clone, Copy)]
pub(crate) struct Origin<'a> {
    /// The words, and where they stand.
    pub unmarked: &'a Unmarked,
    /// The source.
    pub text: &'a str,
    /// The lines of the source.
    pub lines: &'a LineIndex,
}

/// Elements that hold what a page is about, and are not taken away with the words in them.
const KEPT: [&str; 4] = ["html", "body", "main", "article"];

/// Marks that a source may write as references, those of a pair beside each other.
const MARKS: [[(char, &str); 2]; 4] = [
    [('“', "&ldquo;"), ('”', "&rdquo;")],
    [('‘', "&lsquo;"), ('’', "&rsquo;")],
    [('«', "&laquo;"), ('»', "&raquo;")],
    [('–', "&ndash;"), ('—', "&mdash;")],
];

/// The longest start tag that is looked for before words, in bytes.
const LONGEST: usize = 1_000;

impl<'a> Origin<'a> {
    /// The source as it is written.
    pub fn source(&self) -> Source<'a> {
        Source { text: self.text, format: Format::Html, blocks: self.unmarked.marked() }
    }

    /// The line of the source, from 1, on which a byte of the words stands.
    pub fn line(&self, at: usize) -> usize {
        self.lines.line(self.unmarked.place(Span::new(at, at)).start()) + 1
    }

    /// A finding in the words as one in the source. A fix that would cut markup is left out.
    pub fn finding(&self, finding: Finding) -> Finding {
        let place = |span| self.unmarked.place(span);
        let evidence = finding.evidence.into_iter().map(|e| super::Evidence { span: place(e.span), ..e }).collect();
        let fixes = finding.fixes.into_iter().filter_map(|fix| self.fix(fix)).collect();
        Finding { span: place(finding.span), evidence, fixes, ..finding }
    }

    fn fix(&self, fix: Fix) -> Option<Fix> {
        let mut edits = Vec::with_capacity(fix.edits.len());
        for edit in fix.edits {
            edits.extend(self.edit(edit)?);
        }
        Some(Fix { edits, ..fix })
    }

    fn edit(&self, edit: Edit) -> Option<Vec<Edit>> {
        let blocks = &self.unmarked.blocks;
        let first = self.unmarked.block_at(edit.span.start())?;
        let count = blocks[first..].partition_point(|b| b.span.start() < edit.span.end()).max(1);
        // What ends a block before the first that changes is no part of it.
        let first = if edit.span.start() >= blocks[first].span.end() && count > 1 { first + 1 } else { first };
        let touched = &blocks[first..].get(..blocks[first..].partition_point(|b| b.span.start() < edit.span.end()))?;
        if edit.text.is_empty() && !touched.is_empty() && touched.iter().all(|b| edit.span.covers(b.span)) {
            return (first..first + touched.len()).map(|i| Some(Edit::delete(self.element(i)?))).collect();
        }
        let block = &blocks[first];
        if edit.span.start() < block.span.start() || edit.span.end() > block.span.end() {
            return None;
        }
        let place = self.unmarked.place(edit.span);
        if edit.text == "\n\n" {
            return self.paragraph_break(first, place).map(|edit| vec![edit]);
        }
        let source = place.of(self.text);
        if source.contains('<') && !(edit.text.is_empty() && is_whole(source)) {
            return None;
        }
        let mark = |at: usize| edit.text.get(..at).map_or(at, |before| self.written(before).len());
        let placeholder = edit.placeholder.map(|p| Span::new(mark(p.start()), mark(p.end())));
        Some(vec![Edit { span: place, text: self.written(&edit.text), placeholder }])
    }

    /// Ends a paragraph and begins another one.
    fn paragraph_break(&self, block: usize, gap: Span) -> Option<Edit> {
        let start = self.unmarked.marked()[block].span.start();
        let (tag, _) = self.tag_before(start)?;
        let inside = Span::new(start, gap.start()).of(self.text);
        let fits = tag.name(self.text) == "p" && is_whole(inside) && !gap.of(self.text).contains('<');
        fits.then(|| Edit::replace(gap, "</p>\n<p>"))
    }

    /// Where a block stands with the elements that hold nothing else, and with its line where it is alone on that.
    fn element(&self, block: usize) -> Option<Span> {
        let block = &self.unmarked.marked()[block];
        let mut span = block.to_document(Span::new(0, block.prose.text().len()));
        if !is_whole(span.of(self.text)) {
            return None;
        }
        while let Some((tag, start)) = self.tag_before(span.start()) {
            let behind = Span::new(span.end(), self.text.len()).of(self.text);
            let at = self.text.len() - behind.trim_start().len();
            let name = tag.name(self.text);
            let takes = !KEPT.contains(&&*name)
                && !matches!(Element::of(&name), Element::Cell | Element::Row | Element::Rows | Element::Table);
            match Tokens::new(self.text, at).next() {
                Some(Token::End(end)) if takes && end.span.start() == at && end.name(self.text) == name => {
                    span = Span::new(start, end.span.end());
                }
                _ => break,
            }
        }
        let line = self.lines.line_span(self.text, self.lines.line(span.start()));
        let before = Span::new(line.start(), span.start()).of(self.text);
        let last = self.lines.line_span(self.text, self.lines.line(span.end()));
        let behind = Span::new(span.end(), last.end().max(span.end())).of(self.text);
        let alone = before.trim().is_empty() && behind.trim().is_empty();
        Some(if alone { Span::new(line.start(), last.end().max(span.end())) } else { span })
    }

    /// The start tag right before a byte, and where it begins.
    fn tag_before(&self, at: usize) -> Option<(Tag, usize)> {
        let before = self.text.get(..at)?.trim_end();
        let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..)?;
        let start = before.len() - near.len() + near.rfind('<')?;
        match Tokens::new(self.text, start).next()? {
            Token::Start(tag) if tag.span == Span::new(start, before.len()) => Some((tag, start)),
            _ => None,
        }
    }

    /// Text as the source writes it.
    fn written(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                '\u{a0}' => out.push_str("&nbsp;"),
                _ => match self.reference(c) {
                    Some(name) => out.push_str(name),
                    None => out.push(c),
                },
            }
        }
        out
    }

    /// The reference for a mark, where the source writes such marks by references alone.
    fn reference(&self, mark: char) -> Option<&'static str> {
        let pair = MARKS.iter().find(|pair| pair.iter().any(|m| m.0 == mark))?;
        let named = pair.iter().any(|m| self.text.contains(m.1)) && !pair.iter().any(|m| self.text.contains(m.0));
        pair.iter().find(|m| m.0 == mark).filter(|_| named).map(|m| m.1)
    }
}

/// Whether every element that begins in a piece of a source ends there, and none ends that began before.
fn is_whole(source: &str) -> bool {
    let mut open = Vec::new();
    for token in Tokens::new(source, 0) {
        match token {
            Token::Start(tag) if !tag.is_empty(source) => open.push(tag.name(source)),
            Token::End(tag) if open.pop().as_deref() != Some(&*tag.name(source)) => return false,
            _ => {}
        }
    }
    open.is_empty()
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
