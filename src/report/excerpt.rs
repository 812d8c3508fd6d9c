//! The part of an article that a finding is about, cut to what a person can take in.
//!
//! A paragraph is often one long line, so lines are cut to the words around the marks.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::finding::{Page, is_unprintable};
use crate::text::Span;

/// A place to underline.
#[derive(Clone, Copy)]
pub(super) struct Mark<'a> {
    pub(super) span: Span,
    pub(super) label: &'a str,
    /// Whether it is the place itself and not what that rests on.
    pub(super) primary: bool,
}

/// Lines that stand together, cut, with their marks.
pub(super) struct Excerpt<'a> {
    /// The number of the first, from 1.
    pub(super) line: usize,
    pub(super) source: String,
    /// What to underline, as bytes of `source`.
    pub(super) marks: Vec<(Range<usize>, &'a str, bool)>,
}

/// Lines between two marks that are shown, and not left out.
const BETWEEN: usize = 2;
/// What is shown of a place: all of it up to this width, or its beginning and its end.
const WHOLE: [usize; 2] = [40, 76];
const BEGINNING: [usize; 2] = [24, 44];
const END: [usize; 2] = [10, 24];
/// The columns shown on both sides of a place.
const AROUND: [usize; 2] = [12, 24];
/// Fewer bytes than this are not worth leaving out.
const GAP: usize = 12;

/// The lines that hold `marks`, those close together as one excerpt; that of the first primary mark comes first.
pub(super) fn excerpts<'a>(page: &Page<'_>, marks: &[Mark<'a>]) -> Vec<Excerpt<'a>> {
    let mut lines: BTreeMap<usize, Vec<Mark<'a>>> = BTreeMap::new();
    for mark in marks {
        for (line, piece) in pieces(page, mark) {
            lines.entry(line).or_default().push(piece);
        }
    }
    let mut out: Vec<Excerpt<'a>> = Vec::new();
    let mut last = None;
    for (line, pieces) in lines {
        let near = last.is_some_and(|last| line - last <= BETWEEN + 1);
        if !near {
            out.push(Excerpt { line: line + 1, source: String::new(), marks: Vec::new() });
        }
        let Some(excerpt) = out.last_mut() else { continue };
        if let (true, Some(last)) = (near, last) {
            for between in last + 1..line {
                excerpt.push(page, between, &[]);
            }
        }
        excerpt.push(page, line, &pieces);
        last = Some(line);
    }
    let first = out.iter().position(|e| e.marks.iter().any(|m| m.2)).unwrap_or(0);
    if first < out.len() {
        out[..=first].rotate_right(1);
    }
    out
}

/// A mark over several lines as marks of lines: the first two of a place and its last, the first of what it rests on.
fn pieces<'a>(page: &Page<'_>, mark: &Mark<'a>) -> Vec<(usize, Mark<'a>)> {
    let lines = &page.analysis.lines;
    let (first, last) = (lines.line(mark.span.start()), lines.line(mark.span.end()));
    let piece = |line: usize| {
        let whole = page.line(line);
        let start = mark.span.start().clamp(whole.start(), whole.end());
        let span = Span::new(start, mark.span.end().clamp(start, whole.end()));
        (line, Mark { span: if first == last { span } else { span.trim(&page.analysis.text) }, ..*mark })
    };
    if first == last {
        return vec![piece(first)];
    }
    let full = |(_, m): &(usize, Mark<'_>)| !m.span.is_empty();
    let mut out: Vec<_> = (first..=last).map(piece).filter(full).take(if mark.primary { 2 } else { 1 }).collect();
    let shown = out.last().map_or(first, |p| p.0);
    if mark.primary {
        out.extend((shown + 1..=last).rev().map(piece).find(full));
    }
    let labelled = out.len().saturating_sub(1);
    for (_, piece) in &mut out[..labelled] {
        piece.label = "";
    }
    out
}

impl<'a> Excerpt<'a> {
    /// Adds a line with its marks.
    fn push(&mut self, page: &Page<'_>, line: usize, marks: &[Mark<'a>]) {
        let text = &*page.analysis.text;
        let whole = page.line(line);
        if !self.source.is_empty() {
            self.source.push('\n');
        }
        let kept = kept(text, whole, marks);
        let mut cut: Vec<(Span, usize)> = Vec::new();
        let mut at = whole.start();
        for span in kept {
            if span.start() > at {
                self.source.push_str(if at == whole.start() { "… " } else { " … " });
            }
            cut.push((span, self.source.len()));
            // Every character keeps its bytes, so that the marks stay where they are.
            for c in span.of(text).chars() {
                let shown = if is_unprintable(c) { [" ", "  ", "\u{fffd}", "\u{fffd} "][c.len_utf8() - 1] } else { "" };
                if shown.is_empty() { self.source.push(c) } else { self.source.push_str(shown) }
            }
            at = span.end();
        }
        if at < whole.end() {
            self.source.push_str(" …");
        }
        let place = |offset: usize| {
            let i = cut.partition_point(|(s, _)| s.end() < offset);
            cut.get(i).map(|(s, to)| to + offset.saturating_sub(s.start()))
        };
        for mark in marks {
            if let (Some(start), Some(end)) = (place(mark.span.start()), place(mark.span.end())) {
                self.marks.push((start..end.max(start), mark.label, mark.primary));
            }
        }
    }
}

/// What is shown of a line: the places with what stands around them; the beginning of a line without any.
fn kept(text: &str, line: Span, marks: &[Mark<'_>]) -> Vec<Span> {
    let mut spans = Vec::new();
    for mark in marks {
        let weight = usize::from(mark.primary);
        let (span, around) = (mark.span, AROUND[weight]);
        if reach(text, span.start(), span.end(), WHOLE[weight]) < span.end() {
            let head = Span::new(
                span.start(),
                at_word_end(text, span.start(), reach(text, span.start(), span.end(), BEGINNING[weight])),
            );
            let tail = Span::new(
                at_word_start(text, reach_back(text, span.end(), span.start(), END[weight]), span.end()),
                span.end(),
            );
            spans.push(Span::new(before(text, line, head.start(), around), head.end()));
            spans.push(Span::new(tail.start(), after(text, line, tail.end(), around)));
        } else {
            spans.push(Span::new(before(text, line, span.start(), around), after(text, line, span.end(), around)));
        }
    }
    if spans.is_empty() {
        spans.push(Span::new(line.start(), after(text, line, line.start(), WHOLE[1])));
    }
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for mut span in spans {
        if span.start() <= line.start() + GAP {
            span = span.since(line.start());
        }
        if span.end() + GAP >= line.end() {
            span = span.until(line.end());
        }
        match out.last_mut() {
            Some(last) if span.start() <= last.end() + GAP => *last = last.join(span),
            _ => out.push(span),
        }
    }
    out
}

/// Where a cut before `at` leaves about `columns` of the line, at the start of a word.
fn before(text: &str, line: Span, at: usize, columns: usize) -> usize {
    match reach_back(text, at, line.start(), columns) {
        start if start == line.start() => start,
        start => at_word_start(text, start, at),
    }
}

/// Where a cut behind `at` leaves about `columns` of the line, at the end of a word.
fn after(text: &str, line: Span, at: usize, columns: usize) -> usize {
    match reach(text, at, line.end(), columns) {
        end if end == line.end() => end,
        end => at_word_end(text, at, end),
    }
}

/// The most bytes that are looked at to fill columns: marks on one letter may be many.
const NEAR: usize = 800;

/// How far `columns` reach from `start`, at most to `end`; whole characters as readers see them.
fn reach(text: &str, start: usize, end: usize, columns: usize) -> usize {
    let near = text.floor_char_boundary(end.min(start + NEAR));
    let mut left = columns;
    let mut at = start;
    for grapheme in Span::new(start, near).of(text).graphemes(true) {
        let Some(rest) = left.checked_sub(grapheme.width()) else { return at };
        left = rest;
        at += grapheme.len();
    }
    at
}

/// The same backwards, at most to `start`.
fn reach_back(text: &str, end: usize, start: usize, columns: usize) -> usize {
    let near = text.ceil_char_boundary(start.max(end.saturating_sub(NEAR)));
    let mut left = columns;
    let mut at = end;
    for grapheme in Span::new(near, end).of(text).graphemes(true).rev() {
        let Some(rest) = left.checked_sub(grapheme.width()) else { return at };
        left = rest;
        at -= grapheme.len();
    }
    at
}

/// The start of the first word behind `at`, or `at` where no word starts before `end`.
fn at_word_start(text: &str, at: usize, end: usize) -> usize {
    let inside = Span::new(at, end).of(text);
    let next = inside.find(char::is_whitespace).map(|i| at + i + (inside[i..].len() - inside[i..].trim_start().len()));
    next.filter(|&n| n <= end).unwrap_or(at)
}

/// The end of the last word before `at`, or `at` where no word ends behind `start`.
fn at_word_end(text: &str, start: usize, at: usize) -> usize {
    let inside = Span::new(start, at).of(text);
    match inside.rfind(char::is_whitespace) {
        Some(i) => start + inside[..i].trim_end().len(),
        None => at,
    }
}
