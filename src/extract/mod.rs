//! The extraction core: quotations, attributions, speakers, claims, boilerplate.
//!
//! [`block`] reads one block by itself and may be cached by all that [`Block`] says it depends on; its spans count bytes
//! of the block's prose. [`article`] puts the blocks together; its spans count bytes of the document.

mod asked;
mod attribution;
pub(crate) mod boilerplate;
mod claim;
mod document;
pub mod lexicon;
mod mention;
pub mod model;
mod name_line;
mod paragraphs;
mod place;
mod quotation;
mod quote;
pub(crate) mod shared;
mod speaker;

use std::cell::LazyCell;
use std::sync::{Arc, OnceLock};

pub use attribution::{Attribution, Introduction};
pub use boilerplate::{BoilerplateKind, BoilerplateLine, BoilerplateRegion, Reach};
#[cfg(feature = "train")]
pub(crate) use claim::worth;
pub use claim::{Claim, ClaimCandidate, ClaimType, Support};
pub(crate) use document::Document;
pub use mention::{Mention, MentionForm};
pub use quotation::{Quotation, Quotations};
pub use quote::{Quote, QuoteKind, Resolution};
pub use speaker::{Speaker, SpeakerId, SpeakerKind};

use crate::text::{Block, BlockKind, LineIndex, Sentence, Span, Token, sentences, tokens};
use model::reading::Reading;
use model::{Memory, Tagging};

/// What a block says by itself. Spans count bytes of the block's prose.
#[derive(Clone, Debug, Default)]
pub struct BlockExtraction {
    /// The tokens of the prose.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its quotation marks, paired.
    pub quotations: Quotations,
    /// Who is said to say what, as far as this block tells.
    pub attributions: Vec<Attribution>,
    /// Who is about to speak in the block behind it.
    pub introduction: Option<Introduction>,
    /// The people and bodies it mentions, in order.
    pub mentions: Vec<Mention>,
    /// The names among the mentions, ready to be compared.
    pub(crate) namings: Vec<speaker::Naming>,
    /// Digests of its words without capitals.
    pub(crate) small_words: Box<[u32]>,
    /// How much of it tells what others say, and how much is in the first person.
    pub(crate) voice: attribution::Voice,
    /// What can be checked in its sentences, one each; none in what is no running text.
    pub claims: Vec<ClaimCandidate>,
    /// How it looks among the lines of a page.
    pub(crate) line: boilerplate::Line,
}

impl BlockExtraction {
    /// Gives back the room that its lists do not need: it is kept as long as the block is as it was.
    fn shrink(&mut self) {
        self.tokens.shrink_to_fit();
        self.sentences.shrink_to_fit();
        self.quotations.outer.shrink_to_fit();
        self.attributions.shrink_to_fit();
        for a in &mut self.attributions {
            [&mut a.content, &mut a.cue, &mut a.source].into_iter().for_each(Vec::shrink_to_fit);
        }
        self.mentions.shrink_to_fit();
        self.namings.shrink_to_fit();
        self.claims.iter_mut().for_each(|c| c.types.shrink_to_fit());
    }
}

/// What an article says. Spans count bytes of the document and are sorted.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// Who says what, in the order of the text.
    pub quotes: Vec<Quote>,
    /// Who speaks or is spoken of as a source, in the order of their introduction.
    pub speakers: Vec<Speaker>,
    /// What can be checked, in the order of the text.
    pub claims: Vec<Claim>,
    /// The lines that belong to the page and not to the article.
    pub boilerplate: Vec<BoilerplateLine>,
}

impl Extraction {
    /// The stretches of boilerplate that nothing of the article interrupts, in order.
    pub fn boilerplate_regions(&self) -> Vec<BoilerplateRegion> {
        boilerplate::regions(&self.boilerplate)
    }
}

impl Extraction {
    /// The quotes that tell a reader who says what, in the order of the text: those that people are shown.
    pub fn told_quotes(&self) -> impl Iterator<Item = &Quote> {
        self.quotes.iter().filter(|q| q.told())
    }

    /// The claims for which a rule shows what there is to check, of whatever weight, in the order of the text.
    pub fn shown_claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|c| c.shown())
    }

    /// The claims that a rule can give a reason for, in the order of the text: those that people are told of.
    pub fn reasoned_claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|c| c.reasoned())
    }
}

/// How much is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All that an extraction holds.
    #[default]
    Everything,
    /// Direct speech with its speakers, by rules alone: neither models nor claims, in a fraction of the time.
    Direct,
}

/// What the user tells the extraction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// People and bodies the user knows.
    pub names: Vec<KnownName>,
    /// Phrases that mark a line as boilerplate, compared without case.
    pub boilerplate_phrases: Vec<String>,
}

/// A person or body that the user names in the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownName {
    /// The name to show.
    pub name: String,
    /// Other forms of it.
    pub aliases: Vec<String>,
    /// Their roles.
    pub roles: Vec<String>,
    /// Names that are never the same speaker.
    pub never: Vec<String>,
}

/// A document with its blocks and what each says by itself: what the passes over the whole article read.
#[derive(Clone, Copy)]
pub struct Article<'a> {
    /// The document.
    pub text: &'a str,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// What each block says, in the same order.
    pub parts: &'a [Arc<BlockExtraction>],
    /// Whether each block is boilerplate, which the passes behind it skip.
    pub furniture: &'a [bool],
    /// What the user says.
    pub options: &'a Options,
}

impl Article<'_> {
    /// Where `span` of the prose of block `index` stands in the document.
    pub fn to_document(&self, index: usize, span: Span) -> Span {
        self.blocks[index].to_document(span)
    }

    /// Where the tokens of block `index` that stand in a span of the document stand in its prose; none where there are none.
    pub fn in_prose(&self, index: usize, span: Span) -> Option<Span> {
        let tokens = &self.parts.get(index)?.tokens;
        let place = |t: &Token| self.to_document(index, t.span);
        let first = tokens.partition_point(|t| place(t).end() <= span.start());
        let count = tokens[first..].partition_point(|t| place(t).start() < span.end());
        let last = (first + count).checked_sub(1).filter(|_| count > 0)?;
        Some(tokens[first].span.join(tokens[last].span))
    }

    /// Whether nothing stands between two blocks but blank lines, comments, or lines that are no part of the article.
    pub fn adjacent(&self, first: usize, second: usize) -> bool {
        let nothing = |i: usize| self.furniture[i] || self.blocks[i].kind == BlockKind::Comment;
        if first + 1 < second && (first + 1..second).all(nothing) {
            return true;
        }
        let (a, b) = (self.blocks[first].span.end(), self.blocks[second].span.start());
        self.text.get(a..b).is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || c == '>'))
    }

    /// The block above another, whatever comments stand between.
    pub fn above(&self, n: usize) -> Option<usize> {
        (0..n).rev().find(|&i| self.blocks[i].kind != BlockKind::Comment)
    }

    /// The block below another, likewise.
    pub fn below(&self, n: usize) -> Option<usize> {
        (n + 1..self.blocks.len()).find(|&i| self.blocks[i].kind != BlockKind::Comment)
    }

    /// Like [`Article::prose`], with the headings.
    pub fn prose_and_headings(&self) -> impl Iterator<Item = (usize, &Block, &BlockExtraction)> {
        self.blocks
            .iter()
            .zip(self.parts)
            .enumerate()
            .filter(|&(i, (b, _))| (b.kind.is_prose() || b.kind == BlockKind::Heading) && !self.furniture[i])
            .map(|(i, (b, p))| (i, b, p.as_ref()))
    }

    /// The blocks that are running text of the article, with their indices and what they say.
    pub fn prose(&self) -> impl Iterator<Item = (usize, &Block, &BlockExtraction)> {
        self.blocks
            .iter()
            .zip(self.parts)
            .enumerate()
            .filter(|&(i, (b, _))| b.kind.is_prose() && !self.furniture[i])
            .map(|(i, (b, p))| (i, b, p.as_ref()))
    }
}

/// Reads one block by itself.
pub fn block(block: &Block) -> BlockExtraction {
    blocks(&[block], Scope::Everything, &mut Memory::default()).pop().unwrap_or_default()
}

/// Reads blocks, each by itself. Some thousand bytes at once take less time than one block after the other. What `memory`
/// holds makes no difference but in time.
pub(crate) fn blocks(blocks: &[&Block], scope: Scope, memory: &mut Memory) -> Vec<BlockExtraction> {
    read(blocks, looks(blocks), scope, memory)
}

/// What blocks show before the models are asked: all that the speakers of an article need.
pub(crate) fn looks(blocks: &[&Block]) -> Vec<BlockExtraction> {
    blocks.iter().map(|b| first_look(b)).collect()
}

/// Reads blocks that had a first look.
pub(crate) fn read(
    blocks: &[&Block],
    mut parts: Vec<BlockExtraction>,
    scope: Scope,
    memory: &mut Memory,
) -> Vec<BlockExtraction> {
    if scope == Scope::Direct {
        for (block, part) in blocks.iter().zip(&mut parts).filter(|(b, _)| is_read(b)) {
            part.attributions = attribution::direct_speech(block, part);
            part.introduction = attribution::introduction(block.prose.text(), part);
        }
        return parts;
    }
    let readings: Vec<Arc<Reading>> = blocks.iter().zip(&parts).map(|(block, part)| reading(block, part)).collect();
    let wanted = |block: &Block| is_read(block) && attribution::asks_models(block);
    let tag = || Tagging::of_all(readings.iter().cloned().zip(blocks.iter().map(|b| wanted(b))), memory);
    let claims = || {
        let claims = |((block, part), reading): ((&&Block, &BlockExtraction), &Arc<Reading>)| {
            if block.kind.is_prose() { claim::candidates(block, part, reading) } else { Vec::new() }
        };
        blocks.iter().zip(&parts).zip(&readings).map(claims).collect::<Vec<_>>()
    };
    let (taggings, claims) = shared::beside(tag, claims);
    for (((block, part), tagging), claims) in blocks.iter().zip(&mut parts).zip(&taggings).zip(claims) {
        if is_read(block) {
            part.attributions = attribution::attributions(block, part, tagging);
            part.introduction = attribution::introduction(block.prose.text(), part);
            part.voice = attribution::voice(block, part);
        }
        part.claims = claims;
        part.shrink();
    }
    parts
}

/// A block as the models see it.
fn reading(block: &Block, part: &BlockExtraction) -> Arc<Reading> {
    let mut reading = Reading::default();
    if is_read(block) {
        reading.read(block.prose.text(), &part.tokens, &part.sentences, &part.quotations);
    }
    Arc::new(reading)
}

/// Whether a block may say something.
fn is_read(block: &Block) -> bool {
    block.kind.is_prose() || block.kind == BlockKind::Heading
}

/// What a block shows before the models are asked.
fn first_look(block: &Block) -> BlockExtraction {
    let text = block.prose.text();
    let tokens = tokens(text);
    let sentences = sentences(text, &tokens);
    let mut part = BlockExtraction { tokens, sentences, ..BlockExtraction::default() };
    part.line = boilerplate::Line::of(block);
    part.quotations = quotation::quotations(text, &part.tokens);
    if is_read(block) {
        part.mentions = mention::mentions(text, &part);
        // A label is read as a turn, in its own way.
        part.mentions.retain(|m| !block.label.is_some_and(|l| l.overlaps(m.span)));
        part.namings = speaker::namings(text, &part.mentions);
        part.small_words = speaker::small_words(text, &part.tokens);
    }
    part
}

/// Finds the boilerplate of a document and nothing else.
pub fn boilerplate(text: &str, blocks: &[Block], options: &Options, reach: Reach) -> Vec<BoilerplateLine> {
    let lines: Vec<_> = blocks.iter().map(boilerplate::Line::of).collect();
    let index = LazyCell::new(|| LineIndex::new(text));
    let lines: Vec<_> = lines.iter().collect();
    boilerplate::lines(text, || &index, blocks, &lines, options, reach, &mut boilerplate::Memory::default())
}

/// Puts the blocks of a document together; `reach` says how much is taken for boilerplate and for a claim.
pub fn article(
    text: &str,
    blocks: &[Block],
    parts: &[Arc<BlockExtraction>],
    options: &Options,
    reach: Reach,
    scope: Scope,
) -> Extraction {
    let document = Document { text, lines: &OnceLock::new(), blocks, parts, options, reach };
    document.article(document.page(&mut boilerplate::Memory::default()), None, scope, |_| ()).extraction
}
