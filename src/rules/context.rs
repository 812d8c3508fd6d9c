use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::stretch::Stretches;
use super::{Finding, Group, Notes, Origin, Profile};
use crate::extract::{BlockExtraction, BoilerplateLine, Extraction};
use crate::text::{Block, Format, LineIndex, Sentence, Span};

/// A document as it is written.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The document.
    pub text: &'a str,
    /// Its markup.
    pub format: Format,
    /// Its blocks, in order.
    pub blocks: &'a [Block],
}

/// A document with what each of its blocks says by itself, before they are put together. Spans of blocks count bytes of
/// the document. Of a page in HTML it is the words without the markup.
#[derive(Clone, Copy)]
pub struct Manuscript<'a> {
    /// The document.
    pub text: &'a str,
    /// Its markup.
    pub format: Format,
    /// Its lines.
    pub lines: &'a LineIndex,
    /// Its blocks, in order.
    pub blocks: &'a [Block],
    /// What each block says by itself, in the same order; spans count bytes of the block's prose.
    pub parts: &'a [Arc<BlockExtraction>],
    /// What the rules noted of each block, in the same order.
    pub notes: &'a [Arc<Notes>],
    /// The lines that belong to the page and not to the article, in order.
    pub boilerplate: &'a [BoilerplateLine],
    /// How much is shown: a rule may look harder under [`Profile::Strict`].
    pub profile: Profile,
    /// Where the words stand, if they are those of a page.
    pub(crate) origin: Option<Origin<'a>>,
}

/// A manuscript with what it says as a whole. Spans of the extraction count bytes of the document.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The document and its blocks.
    pub manuscript: Manuscript<'a>,
    /// What the article says.
    pub extraction: &'a Extraction,
    /// Where other people's words stand: between quotation marks, and in direct speech.
    pub(super) quoted: &'a Stretches,
    pub(super) said: &'a Said,
}

/// Where somebody is said to say something, found out when a rule first asks, for all that do.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) reported: OnceLock<Stretches>,
    pub(super) sourced: OnceLock<Stretches>,
    /// The quotes whose source brings in somebody without a name, by their places, with its words.
    pub(super) unnamed: OnceLock<Vec<(usize, Span)>>,
}

impl<'a> Deref for Context<'a> {
    type Target = Manuscript<'a>;

    fn deref(&self) -> &Manuscript<'a> {
        &self.manuscript
    }
}

/// A sentence of the document.
#[derive(Clone, Copy)]
pub struct SentenceAt<'a> {
    /// The index of its block.
    pub index: usize,
    /// Its block.
    pub block: &'a Block,
    /// What the block says.
    pub part: &'a BlockExtraction,
    /// The sentence, in the block's prose.
    pub sentence: &'a Sentence,
}

impl<'a> SentenceAt<'a> {
    /// Its words, without markup.
    pub fn text(&self) -> &'a str {
        self.sentence.span.of(self.block.prose.text())
    }

    /// Its bytes in the document.
    pub fn span(&self) -> Span {
        self.block.to_document(self.sentence.span)
    }
}

impl<'a> Manuscript<'a> {
    /// A document as it is written, of which no line is known to belong to the page.
    pub(crate) fn new(
        source: &Source<'a>,
        lines: &'a LineIndex,
        parts: &'a [Arc<BlockExtraction>],
        notes: &'a [Arc<Notes>],
        profile: Profile,
    ) -> Self {
        let Source { text, format, blocks } = *source;
        Self { text, format, lines, blocks, parts, notes, boilerplate: &[], profile, origin: None }
    }

    /// The words of the page that `origin` is the source of.
    pub(crate) fn of_words(self, origin: Option<Origin<'a>>) -> Self {
        let Some(page) = origin else { return self };
        Self { text: &page.unmarked.text, lines: &page.unmarked.lines, blocks: &page.unmarked.blocks, origin, ..self }
    }

    /// The line, from 1, on which people see the byte at `offset`.
    pub fn shown_line(&self, offset: usize) -> usize {
        self.origin.map_or_else(|| self.lines.line(offset) + 1, |origin| origin.line(offset))
    }

    /// The index of the block that holds the byte at `offset`, or that ends there.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let index = self.blocks.partition_point(|b| b.span.end() < offset);
        let at = self.blocks.get(index)?;
        // A block that begins where the one before ends has the byte.
        let next = self.blocks.get(index + 1).filter(|b| b.span.start() == offset);
        if next.is_some() { Some(index + 1) } else { at.span.touches(offset).then_some(index) }
    }

    /// The first line of boilerplate that ends behind `offset`.
    pub(super) fn page_line(&self, offset: usize) -> Option<Span> {
        let next = self.boilerplate.partition_point(|l| l.span.end() <= offset);
        self.boilerplate.get(next).map(|l| l.span)
    }

    /// The sentence that holds the byte at `offset`; between two sentences of a block, the one before.
    pub fn sentence_at(&self, offset: usize) -> Option<SentenceAt<'a>> {
        let index = self.block_at(offset)?;
        let (block, part) = (&self.blocks[index], self.parts.get(index)?.as_ref());
        let next = part.sentences.partition_point(|s| block.to_document(s.span).start() <= offset);
        let sentence = part.sentences.get(next.saturating_sub(1))?;
        Some(SentenceAt { index, block, part, sentence })
    }

    /// The words by which a finding is found again after edits elsewhere: those of its sentence, without markup and
    /// with single spaces. A line of boilerplate, and what stands in no sentence, is found by its own words.
    pub fn anchor(&self, finding: &Finding) -> String {
        let sentence = (finding.rule.group != Group::Boilerplate).then(|| self.sentence_at(finding.span.start()));
        let words = match sentence.flatten() {
            Some(sentence) => sentence.text(),
            None => finding.span.of(self.text),
        };
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// `Ann, Bo or Cy`.
pub(crate) fn either(names: &[&str]) -> String {
    match names {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        names => names.concat(),
    }
}

/// The words of a claim without the stop of its sentence; that of an abbreviation such as "U.S." stays.
pub(crate) fn without_stop(words: &str) -> &str {
    let words = words.trim_end();
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    if last.matches('.').count() == 1 { words.strip_suffix('.').unwrap_or(words) } else { words }
}

/// Some words of the document on one line, cut where they are many, for a message.
pub(super) fn excerpt(words: &str) -> String {
    const MOST: usize = 40;
    let mut out = String::new();
    for word in words.split_whitespace() {
        if !out.is_empty() {
            if out.chars().count() + word.chars().count() > MOST {
                out.push_str(" …");
                break;
            }
            out.push(' ');
        }
        out.extend(word.chars().take(2 * MOST));
    }
    out
}
