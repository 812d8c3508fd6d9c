//! The passes over a whole document, shared out so that two threads have as much to do.

use std::sync::{Arc, OnceLock};

use super::{Article, BlockExtraction, BoilerplateLine, Extraction, Options, Quote, Reach, Scope};
use super::{boilerplate, claim, paragraphs, shared, speaker};
use crate::text::{Block, LineIndex, Span};

/// A document whose blocks are read, before they are put together.
#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    /// The lines of the text, once somebody has asked for them.
    pub(crate) lines: &'a OnceLock<LineIndex>,
    pub(crate) blocks: &'a [Block],
    /// What each block says, in the same order.
    pub(crate) parts: &'a [Arc<BlockExtraction>],
    pub(crate) options: &'a Options,
    /// How much is taken for boilerplate and for a claim.
    pub(crate) reach: Reach,
}

/// Whom an article mentions, if the blocks that were left out belong to its page.
pub(crate) struct People<'a> {
    cast: speaker::Cast<'a>,
    labels: speaker::Labels,
    furniture: &'a [bool],
}

/// What the blocks of a document say but for who the speakers are.
pub(crate) struct Page {
    boilerplate: Vec<BoilerplateLine>,
    /// Which blocks belong to the page.
    furniture: Vec<bool>,
    quotes: Vec<Quote>,
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
    /// Whom the article mentions where the blocks of `furniture` belong to its page, as those of the text before an edit.
    /// A first look at each block is enough.
    pub(crate) fn people(&self, furniture: &'a [bool]) -> People<'a> {
        let (cast, labels) = speaker::cast(&self.without(furniture));
        People { cast, labels, furniture }
    }

    /// Which lines belong to the page, and who says what in the others.
    pub(crate) fn page(&self, memory: &mut boilerplate::Memory) -> Page {
        let Self { text, blocks, parts, options, reach, .. } = *self;
        let lines: Vec<_> = parts.iter().map(|p| &p.line).collect();
        let boilerplate = boilerplate::lines(text, || self.lines(), blocks, &lines, options, reach, memory);
        let furniture = self.furniture(&boilerplate);
        let quotes = paragraphs::quotes(&self.without(&furniture));
        Page { boilerplate, furniture, quotes }
    }

    /// What the article says, and what is made of the lines of its page meanwhile. Where others belong to the page than
    /// was expected of its `people`, they are read again.
    pub(crate) fn article<T: Send>(
        &self,
        page: Page,
        people: Option<People<'_>>,
        scope: Scope,
        meanwhile: impl FnOnce(&[BoilerplateLine]) -> T + Send,
    ) -> Whole<T> {
        let Page { boilerplate, furniture, mut quotes } = page;
        let (article, long) = (self.without(&furniture), self.blocks.len());
        let tell = || {
            let early = people.filter(|p| p.furniture == furniture).map(|p| (p.cast, p.labels));
            let (cast, labels) = early.unwrap_or_else(|| speaker::cast(&article));
            speaker::leave_out(&article, &labels, &mut quotes);
            let claims = || (scope == Scope::Everything).then(|| claim::begin(&article, &quotes, self.reach));
            // Claims that rest on no speaker are read meanwhile.
            let ((speakers, told), claims) = shared::both(long, || speaker::resolve(cast, &labels, &quotes), claims);
            let claims = claims.map(|c| c.finish(|quote| told[quote].speaker.is_some())).unwrap_or_default();
            told.into_iter().zip(&mut quotes).for_each(|(told, quote)| told.tell(quote));
            (speakers, claims)
        };
        let ((speakers, claims), made) = shared::both(long, tell, || meanwhile(&boilerplate));
        Whole { extraction: Extraction { quotes, speakers, claims, boilerplate }, furniture, made }
    }

    /// The lines of the text.
    pub(crate) fn lines(&self) -> &'a LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.text))
    }

    /// The article that is left without the blocks that belong to the page.
    fn without(&self, furniture: &'a [bool]) -> Article<'a> {
        let Self { text, blocks, parts, options, .. } = *self;
        Article { text, blocks, parts, furniture, options }
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
