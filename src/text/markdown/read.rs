//! Markdown read from its beginning, or again around an edit only.

use pulldown_cmark::{Options, Parser};

use super::reader::Reader;
use super::with_line_feeds;
use crate::text::kept::Kept;
use crate::text::{Block, BlockKind, Prose, Span, interview, turn};

/// The blocks of a text one by one, before their neighbours show whose turn one is.
#[derive(Default)]
pub(in crate::text) struct Read {
    pub blocks: Vec<Block>,
    /// The label that each block begins with, where it is a paragraph.
    pub labels: Vec<Option<turn::Label>>,
    /// Whether each block is in strong type or italics as a whole.
    pub set_apart: Vec<bool>,
    /// Where reading can begin anew, in order.
    pub seams: Vec<Seam>,
    /// Whether it defines a link or a footnote, to which any block may refer.
    pub defines: bool,
    /// Whether its last words are a paragraph or a heading, to which a paragraph behind a blank line cannot belong.
    pub settled: bool,
}

/// The start of a paragraph that reads alike whatever stands before it, as long as that is settled: a line behind a blank
/// one that begins with a letter or a quotation mark.
#[derive(Clone, Copy)]
pub(in crate::text) struct Seam {
    /// How many blocks stand before it.
    block: usize,
    /// Its first byte.
    start: usize,
    /// The line break before the blank line above.
    above: usize,
}

impl Seam {
    /// The seam at `start` of a text behind `shift` other bytes, with so many blocks before it, if there is one.
    pub fn at(text: &str, start: usize, shift: usize, block: usize) -> Option<Self> {
        let first = text.get(start..)?.chars().next()?;
        let plain = first.is_alphabetic() || matches!(first, '"' | '“' | '‘' | '\'');
        let blank = text[..start].strip_suffix('\n')?.trim_end_matches([' ', '\t', '\r']);
        let above = blank.strip_suffix('\n')?.len();
        plain.then_some(Self { block, start: shift + start, above: shift + above })
    }
}

impl Read {
    /// Reads a text from its beginning.
    pub fn of(text: &str) -> Self {
        let text = &*with_line_feeds(text);
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let front = front_matter(&text[start..]);
        let shift = start + front.unwrap_or(0);
        let mut reader = Reader::new(&text[shift..], shift);
        if front.is_some() {
            let span = Span::new(start, shift).trim(text);
            let prose = Prose::verbatim(span.of(text)).into();
            reader.push(Block { kind: BlockKind::FrontMatter, span, prose, label: None }, None);
        }
        parse(reader)
    }

    /// The blocks as their neighbours show what they are: turns of a transcript, questions and answers of an interview.
    pub fn in_context(&self) -> Vec<Block> {
        let mut blocks = self.blocks.clone();
        turn::mark(&mut blocks, &self.labels);
        interview::mark(&mut blocks, &self.set_apart);
        blocks
    }

    /// Reads a text that an edit made of `last`, which was read before: only the paragraphs around what is new. The
    /// blocks are those of [`Read::of`].
    pub fn after(self, last: &str, text: &str) -> Self {
        self.around(last, text).unwrap_or_else(|| Self::of(text))
    }

    fn around(mut self, last: &str, text: &str) -> Option<Self> {
        /// The most bytes of a character.
        const CHARACTER: usize = 4;
        let Kept { head, tail } = Kept::of(last, text);
        let before = self.seams.partition_point(|s| s.start + CHARACTER <= head);
        let behind = self.seams.partition_point(|s| s.above < last.len() - tail);
        let first = before.checked_sub(1).map(|i| self.seams[i]);
        let next = self.seams.get(behind).copied();
        // A line of dashes on top waits for its like, wherever that comes.
        let opened = first.is_none() || self.blocks.first().is_none_or(|b| b.kind != BlockKind::FrontMatter);
        if self.defines || first.is_none() && next.is_none() || opened && opens_front_matter(text) {
            return None;
        }
        let (block, start) = first.map_or((0, 0), |s| (s.block, s.start));
        let end = next.map_or(text.len(), |s| s.start + text.len() - last.len());
        let new = match first {
            Some(_) => parse(Reader::new(&with_line_feeds(&text[start..end]), start)),
            None => Self::of(&text[..end]),
        };
        if new.defines || next.is_some() && !new.settled {
            return None;
        }
        let (from, at) = next.map_or((last.len(), self.blocks.len()), |s| (s.start, s.block));
        let count = new.blocks.len();
        self.blocks[at..].iter_mut().for_each(|b| b.span = b.span.back(from).shift(end));
        self.blocks.splice(block..at, new.blocks);
        self.labels.splice(block..at, new.labels);
        self.set_apart.splice(block..at, new.set_apart);
        for seam in &mut self.seams[behind..] {
            let Seam { block: before, start, above } = *seam;
            *seam = Seam { block: before - at + block + count, start: start - from + end, above: above + end - from };
        }
        self.seams.splice(before..behind, new.seams.into_iter().map(|s| Seam { block: s.block + block, ..s }));
        if next.is_none() {
            self.settled = new.settled;
        }
        Some(self)
    }
}

/// Reads what a reader has not read yet.
fn parse(mut reader: Reader<'_>) -> Read {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let parser = Parser::new_ext(reader.text, options);
    let defines = parser.reference_definitions().iter().next().is_some();
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish(defines)
}

/// How many bytes YAML (between `---` and `---` or `...`) or TOML (between `+++`) take at the start of a text.
///
/// The parser would take them anywhere, where they are a line between paragraphs.
fn front_matter(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let closing = closes_front_matter(first)?;
    let mut end = first.len();
    for (i, line) in lines.enumerate() {
        if i == 0 && line.trim().is_empty() {
            return None;
        }
        end += line.len();
        if closing.contains(&line.trim_end()) {
            return Some(end);
        }
    }
    None
}

/// The lines that close the front matter that a line opens.
fn closes_front_matter(line: &str) -> Option<&'static [&'static str]> {
    match line.trim_end() {
        "---" => Some(&["---", "..."]),
        "+++" => Some(&["+++"]),
        _ => None,
    }
}

/// Whether the first line of a text opens front matter.
fn opens_front_matter(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').split(['\n', '\r']).next();
    first.is_some_and(|line| closes_front_matter(line).is_some())
}
