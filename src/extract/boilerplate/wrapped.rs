//! Which lines of a block are furniture: a paragraph in Markdown may have a picture credit right below its last line.

use super::evidence::evidence;
use super::shape::Shape;
use super::verdict::Verdict;
use crate::text::{Block, LineIndex, Span};

/// The lines of the document, from 0, that a verdict on a block is about; its `words` stand in the document.
///
/// All of them, but where one part of the block shows by itself what it is and another does not. A part ends where a
/// sentence ends with its line, and before a line that shows it alone. With the words of the part, where it is one.
pub(super) fn lines<'a>(
    index: &LineIndex,
    block: &'a Block,
    words: Span,
    verdict: &Verdict,
) -> (Option<&'a str>, Vec<usize>) {
    let (first, last) = (index.line(words.start()), index.line(words.end().max(words.start() + 1) - 1));
    let prose = block.prose.text();
    let shape = |words: Span| Shape::of_text(words.of(prose), false);
    let shows = |shape: &Shape<'_>| evidence(shape).is_some_and(|e| e.kind == verdict.kind);
    let mut parts: Vec<Part> = Vec::new();
    // Whether the line before ends as a sentence does.
    let mut closed = true;
    let lines = if first < last { split(index, block, first, last) } else { Vec::new() };
    for line in lines {
        let look = shape(line.prose);
        match parts.last_mut().filter(|_| !closed && !shows(&look)) {
            Some(before) => (before.prose, before.last) = (before.prose.join(line.prose), line.last),
            None => parts.push(line),
        }
        closed = look.closed();
    }
    let all = parts.len();
    parts.retain(|part| shows(&shape(part.prose)));
    if parts.is_empty() || parts.len() == all {
        return (None, (first..=last).collect());
    }
    (Some(parts[0].prose.of(prose)), parts.iter().flat_map(|p| p.first..=p.last).collect())
}

/// Lines of a block that are read together.
struct Part {
    prose: Span,
    first: usize,
    last: usize,
}

/// A block line by line.
fn split(index: &LineIndex, block: &Block, first: usize, last: usize) -> Vec<Part> {
    let prose = block.prose.text();
    let places: Vec<usize> = prose.char_indices().map(|(i, _)| i).collect();
    let line_of = |at: usize| index.line(block.to_document(Span::new(at, at)).start());
    let end = |line: usize| {
        let next = places.partition_point(|&at| line_of(at) <= line);
        places.get(next).copied().unwrap_or(prose.len())
    };
    let ends: Vec<usize> = (first..=last).map(end).collect();
    let starts = [0].into_iter().chain(ends.iter().copied());
    let part = |((line, start), &end): ((usize, usize), &usize)| Part {
        prose: Span::new(start, end.max(start)),
        first: line,
        last: line,
    };
    (first..=last).zip(starts).zip(&ends).map(part).collect()
}
