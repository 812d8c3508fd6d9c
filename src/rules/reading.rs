//! Ways of reading a document that several rules share.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::notes::{Note, Notes};
use super::stretch::Stretches;
use super::{Context, Manuscript, SentenceAt};
use crate::extract::{BlockExtraction, Mention, Quote, lexicon};
use crate::text::{Block, BlockKind, Format, Lower, Sentence, Span};

/// A pattern over English words, without case.
pub(super) fn phrase(pattern: &str) -> Regex {
    lexicon::regex(&format!("(?i){pattern}"))
}

impl<'a> Manuscript<'a> {
    /// Each place of a pattern in the running text, with its sentence, in bytes of the block's prose. The blocks keep
    /// their places in `note`, which is this pattern's alone.
    pub(super) fn places(
        &self,
        note: impl Fn(&Notes) -> &Note<Span>,
        pattern: &Regex,
    ) -> impl Iterator<Item = (SentenceAt<'a>, Span)> {
        self.places_in(note, pattern, |_| true)
    }

    /// Like [`Self::places`], in sentences of which `counts` says that they count.
    pub(super) fn places_in(
        &self,
        note: impl Fn(&Notes) -> &Note<Span>,
        pattern: &Regex,
        counts: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = (SentenceAt<'a>, Span)> {
        let (blocks, parts) = (self.blocks, self.parts);
        let read = move |block: &Block, part: &BlockExtraction| {
            let text = if runs(block) { block.prose.text() } else { "" };
            let places = pattern.find_iter(text).map(|found| Span::from(found.range()));
            places.filter(|&place| sentence_of(part, place).is_some_and(|s| counts(s.span.of(text)))).collect()
        };
        self.noted(note, read).filter_map(|(index, &place)| {
            let (block, part) = (&blocks[index], &*parts[index]);
            Some((SentenceAt { index, block, part, sentence: sentence_of(part, place)? }, place))
        })
    }

    /// What stands between backticks in a block of Markdown.
    pub(super) fn code(&self, block: &Block) -> Stretches {
        let source = if self.format == Format::Markdown { block.span.of(self.text) } else { "" };
        let ticks: Vec<usize> = source.match_indices('`').map(|(at, _)| at).collect();
        let code = ticks.chunks(2).map(|pair| Span::new(pair[0] + 1, pair.get(1).map_or(source.len(), |end| end + 1)));
        Stretches::new(code.map(|s| s.shift(block.span.start())).collect())
    }

    /// Whether a block speaks of a program: it holds code between backticks, a flag or a call.
    pub(super) fn tells_of_code(&self, block: &Block) -> bool {
        static CODE: LazyLock<Regex> =
            LazyLock::new(|| lexicon::regex(r"(?:^|\s)--[a-z]{2,}|\b[a-z]+_[a-z_]+\b|[a-z]\w*\(\)"));
        self.format == Format::Markdown && block.span.of(self.text).contains('`') || CODE.is_match(block.prose.text())
    }

    /// What stands in tags of a template in a block: `{% … %}`, `{{ … }}`.
    pub(super) fn tags(&self, block: &Block) -> Stretches {
        let source = block.span.of(self.text);
        let mut tags = Vec::new();
        if !source.contains('{') {
            return Stretches::default();
        }
        for (open, close) in [("{%", "%}"), ("{{", "}}")] {
            let mut at = 0;
            while let Some(start) = source[at..].find(open).map(|i| at + i) {
                at = source[start..].find(close).map_or(source.len(), |i| start + i + close.len());
                tags.push(Span::new((start + open.len()).min(at), at).shift(block.span.start()));
            }
        }
        Stretches::new(tags)
    }

    /// Whether the article reports a trial, where to admit is to plead and what is alleged is the charge.
    pub(super) fn tells_of_trial(&self) -> bool {
        static TRIAL: LazyLock<Regex> = LazyLock::new(|| {
            phrase(
                r"\b(?:told (?:the|a) (?:court|jury|jurors|judge|tribunal|inquest|hearing)|(?:court|jury|inquest|tribunal) (?:has )?(?:heard|was told)|(?:crown|magistrates['’]?) court|prosecutors? (?:said|told|asked)|testified|plead(?:s|ed) (?:not )?guilty|den(?:ies|ied) (?:\w+ ){0,2}(?:counts?|charges?) of|on trial|the trial)\b",
            )
        });
        self.blocks.iter().any(|b| runs(b) && TRIAL.is_match(b.prose.text()))
    }

    /// What stands between quotation marks, in order.
    pub(super) fn marked(&self) -> impl Iterator<Item = Span> {
        // The marks of front matter belong to its syntax.
        let blocks = self.blocks.iter().zip(self.parts).filter(|(b, _)| b.kind != BlockKind::FrontMatter);
        blocks.flat_map(|(block, part)| part.quotations.outer.iter().map(|q| block.to_document(q.span)))
    }

    /// The mentions of the article's people and bodies, with the index of their block.
    pub(super) fn mentions(&self) -> impl Iterator<Item = (usize, &'a Block, &'a Mention)> {
        let (blocks, parts) = (self.blocks, self.parts);
        blocks
            .iter()
            .zip(parts)
            .enumerate()
            .filter(|(_, (b, _))| runs(b) || b.kind == BlockKind::Heading)
            .flat_map(|(n, (block, part))| part.mentions.iter().map(move |m| (n, block, m)))
    }

    /// Whether a link, a footnote mark or a citation stands in the sentence.
    pub(super) fn linked(&self, at: &SentenceAt<'_>) -> bool {
        at.block.prose.link_in(at.sentence.span).is_some()
    }
}

impl Context<'_> {
    /// The words that somebody is said to have said.
    pub(super) fn reported(&self) -> &Stretches {
        self.said.reported.get_or_init(|| {
            let quotes = self.extraction.quotes.iter().filter(|q| sourced(q));
            Stretches::new(quotes.flat_map(|q| q.content.iter().copied()).collect())
        })
    }

    /// The words that somebody is said to have said, and those that say so.
    pub(super) fn sourced(&self) -> &Stretches {
        self.said.sourced.get_or_init(|| {
            let quotes = self.extraction.quotes.iter().filter(|q| sourced(q));
            Stretches::new(quotes.flat_map(|q| [&q.content, &q.cue, &q.source]).flatten().copied().collect())
        })
    }
}

/// The sentence in which a place of a block begins; between two, the one behind.
pub(super) fn sentence_of(part: &BlockExtraction, place: Span) -> Option<&Sentence> {
    part.sentences.get(part.sentences.partition_point(|s| s.span.end() <= place.start()))
}

/// Whether a block is running text of the article.
pub(super) fn runs(block: &Block) -> bool {
    block.kind.is_prose() && block.kind != BlockKind::TableCell
}

/// Whether somebody is named for a quote.
pub(super) fn sourced(quote: &Quote) -> bool {
    !quote.source.is_empty() || quote.speaker.is_some()
}

/// The last word of `before`, in lower case; empty where a mark stands behind it.
pub(super) fn word_before(before: &str) -> Cow<'_, str> {
    let before = before.trim_end();
    let start = before
        .rfind(|c: char| !c.is_alphanumeric() && c != '-')
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    before[start..].lower()
}
