//! The extraction core: quotations, attributions, speakers, claims, boilerplate.
//!
//! [`block`] reads one block by itself and may be cached by all that [`Block`] says it depends on; its spans count bytes
//! of the block's prose. [`article`] puts the blocks together; its spans count bytes of the document.

mod asked;
mod attribution;
pub(crate) mod boilerplate;
mod claim;
pub mod lexicon;
mod mention;
pub mod model;
mod name_line;
mod paragraphs;
mod place;
mod quotation;
mod quote;
mod shared;
mod speaker;

use std::sync::Arc;

pub use attribution::{Attribution, Introduction};
pub use boilerplate::{BoilerplateKind, BoilerplateLine, BoilerplateRegion, Reach};
#[cfg(feature = "train")]
pub(crate) use claim::worth;
pub use claim::{Claim, ClaimCandidate, ClaimType, Support};
pub use mention::{Mention, MentionForm};
pub use quotation::{Quotation, Quotations};
pub use quote::{Quote, QuoteKind, Resolution};
pub use speaker::{Speaker, SpeakerId, SpeakerKind};

use crate::text::{Block, BlockKind, Sentence, Span, Token, sentences, tokens};
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
    let mut parts: Vec<BlockExtraction> = blocks.iter().map(|b| first_look(b)).collect();
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
    boilerplate::lines(text, blocks, &lines.iter().collect::<Vec<_>>(), options, reach)
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
    let document = Document { text, blocks, parts, options, reach };
    document.article(None, scope, |_| ()).extraction
}

/// A document whose blocks are read, before they are put together.
#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) blocks: &'a [Block],
    /// What each block says, in the same order.
    pub(crate) parts: &'a [Arc<BlockExtraction>],
    pub(crate) options: &'a Options,
    /// How much is taken for boilerplate and for a claim.
    pub(crate) reach: Reach,
}

/// A document that is put together.
pub(crate) struct Whole<T> {
    pub(crate) extraction: Extraction,
    /// Which of its blocks belong to the page.
    pub(crate) furniture: Vec<bool>,
    /// What was made meanwhile.
    pub(crate) made: T,
}

impl<'a> Document<'a> {
    /// What the article says, and what is made of the lines of its page meanwhile.
    ///
    /// Speakers are found one after the other, which takes one thread the longest. So that a second has as much to do,
    /// the first begins with the `expected` blocks left out, as of the text before an edit, while the second reads the
    /// page. Where it turns out that others belong to the page, the first begins again.
    pub(crate) fn article<T: Send>(
        &self,
        expected: Option<Vec<bool>>,
        scope: Scope,
        meanwhile: impl FnOnce(&[BoilerplateLine]) -> T + Send,
    ) -> Whole<T> {
        let page = || {
            let boilerplate = self.page();
            let furniture = self.furniture(&boilerplate);
            let quotes = paragraphs::quotes(&self.without(&furniture));
            (boilerplate, furniture, quotes)
        };
        let early = || expected.as_deref().map(|furniture| speaker::cast(&self.without(furniture)));
        let (cast, (boilerplate, furniture, mut quotes)) = shared::both(self.blocks.len(), early, page);
        let article = self.without(&furniture);
        let cast = cast.filter(|_| expected.as_ref() == Some(&furniture)).unwrap_or_else(|| speaker::cast(&article));
        let resolve = || speaker::resolve(cast, &mut quotes);
        let (speakers, made) = shared::both(self.blocks.len(), resolve, || meanwhile(&boilerplate));
        let claims = match scope {
            Scope::Everything => claim::claims(&article, &quotes, self.reach),
            Scope::Direct => Vec::new(),
        };
        Whole { extraction: Extraction { quotes, speakers, claims, boilerplate }, furniture, made }
    }

    /// The article that is left without the blocks that belong to the page.
    fn without(&self, furniture: &'a [bool]) -> Article<'a> {
        let Self { text, blocks, parts, options, .. } = *self;
        Article { text, blocks, parts, furniture, options }
    }

    /// The lines that belong to the page.
    fn page(&self) -> Vec<BoilerplateLine> {
        let lines: Vec<_> = self.parts.iter().map(|p| &p.line).collect();
        boilerplate::lines(self.text, self.blocks, &lines, self.options, self.reach)
    }

    /// Which blocks stand in the lines of the page.
    fn furniture(&self, boilerplate: &[BoilerplateLine]) -> Vec<bool> {
        let stands = |b: &Block| {
            // The lines are in order and apart. A credit right below a paragraph leaves it the article's.
            let words = b.to_document(Span::new(0, b.prose.text().len())).trim(self.text);
            let next = boilerplate.partition_point(|l| l.span.end() <= words.start());
            let lines = boilerplate[next..].iter().take_while(|l| l.span.start() < words.end());
            let shared = |l: &BoilerplateLine| l.span.end().min(words.end()) - l.span.start().max(words.start());
            2 * lines.map(shared).sum::<usize>() > words.len()
        };
        self.blocks.iter().map(stands).collect()
    }
}
