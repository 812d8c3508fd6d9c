//! Lines that belong to the page and not to the article.
//!
//! A line is read by itself first, with its block ([`line`]): its look, its words, the phrases and patterns that it
//! shows ([`evidence`], [`stamp`]). Over all lines of the document, but for what a page puts [`between`] paragraphs, a
//! fitted [`model`] looks at each beside its neighbours and at the chain of them; signs and model are put together in
//! [`verdict`]. Where a line stands in the document,
//! counted from either end, never matters: text is pasted with and without its page.

mod between;
mod comments;
mod evidence;
pub(crate) mod features;
mod fold;
mod line;
pub(crate) mod model;
mod reason;
mod region;
mod shape;
mod stamp;
pub(crate) mod verdict;
mod wrapped;

pub(crate) use line::Line;
pub(crate) use model::Memory;

/// What fitting the weights needs.
#[cfg(feature = "train")]
pub(crate) mod fit {
    pub(crate) use super::between::{Threaded, judge_by};
    pub(crate) use super::features::{self, NEAR, VERSION};
    pub(crate) use super::line::{Detail, Line, beside_all};
    pub(crate) use super::model::{self, Around, First, Memory, Second};
    pub(crate) use super::shape::Shape;
    pub(crate) use super::verdict;
}

use serde::Serialize;

use self::verdict::{Ground, Verdict};
use super::Options;
use crate::text::{Block, BlockKind, LineIndex, Span};

/// What a boilerplate line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoilerplateKind {
    /// A teaser of another article.
    RelatedLink,
    /// A share button or a count of shares.
    Share,
    /// A newsletter form.
    Newsletter,
    /// The form for a comment.
    CommentForm,
    /// A reader's comment.
    Comment,
    /// A caption or the credit of a picture.
    CaptionOrCredit,
    /// Who wrote it.
    Byline,
    /// When it was published or changed.
    Timestamp,
    /// A copyright line.
    Copyright,
    /// A menu or a way to other pages.
    Navigation,
    /// A cookie or privacy notice.
    Cookie,
    /// An advertisement.
    Advertisement,
    /// A list of tags.
    TagList,
    /// A phrase of the user's settings, or anything else.
    Other,
}

/// A line of boilerplate.
#[derive(Clone, Debug, PartialEq)]
pub struct BoilerplateLine {
    /// The line, from 0.
    pub line: usize,
    /// Its text in the document, without its line break.
    pub span: Span,
    /// What it is.
    pub kind: BoilerplateKind,
    /// How sure that is, 0 to 1.
    pub score: f32,
    /// Why, in words a reader understands.
    pub reason: String,
    /// Lines with the same number belong together and can be deleted as one.
    pub region: usize,
}

impl BoilerplateKind {
    /// The kind with this name, as it is written in an extraction.
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "related-link" => Self::RelatedLink,
            "share" => Self::Share,
            "newsletter" => Self::Newsletter,
            "comment-form" => Self::CommentForm,
            "comment" => Self::Comment,
            "caption-or-credit" => Self::CaptionOrCredit,
            "byline" => Self::Byline,
            "timestamp" => Self::Timestamp,
            "copyright" => Self::Copyright,
            "navigation" => Self::Navigation,
            "cookie" => Self::Cookie,
            "advertisement" => Self::Advertisement,
            "tag-list" => Self::TagList,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// How much is taken for boilerplate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Lines that show it by their words.
    Surest,
    /// What is precise.
    #[default]
    Precise,
    /// All that is likely.
    All,
}

/// Finds the boilerplate lines of a document; `lines` are those of its blocks, and `index` tells those of its text. What
/// `memory` holds makes no difference but in time.
pub(super) fn lines<'a>(
    text: &str,
    index: impl Fn() -> &'a LineIndex,
    blocks: &[Block],
    lines: &[&Line],
    options: &Options,
    reach: Reach,
    memory: &mut Memory,
) -> Vec<BoilerplateLine> {
    let mut verdicts = between::judge(lines, blocks, memory);
    user_phrases(lines, blocks, &options.boilerplate_phrases, &mut verdicts);
    let mut out: Vec<BoilerplateLine> = Vec::new();
    let mut region = 0;
    let mut before = None;
    for (i, verdict) in verdicts.iter().enumerate() {
        // A note belongs to the text that points to it.
        let shown = |v: &Verdict| verdict::shown(v, reach) && blocks[i].kind != BlockKind::Footnote;
        let Some(verdict) = verdict.filter(shown) else { continue };
        if before.is_some_and(|b| b + 1 != i) {
            region += 1;
        }
        before = Some(i);
        let (kind, score) = (verdict.kind, verdict.score);
        let index = index();
        // An image above its caption stays.
        let words = blocks[i].to_document(Span::new(0, blocks[i].prose.text().len())).trim(text);
        let (part, lines) = wrapped::lines(index, &blocks[i], words, &verdict);
        let reason = reason::reason(i, part, &verdict, blocks, options);
        for line in lines {
            let span = index.line_span(text, line).trim(text);
            // A line of blanks within the block.
            if span.is_empty() {
                continue;
            }
            out.push(BoilerplateLine { line, span, kind, score, reason: reason.clone(), region });
        }
    }
    // Two blocks may share a line: a table, or a note.
    out.dedup_by_key(|l| l.line);
    out
}

/// A phrase of the user's marks a line that is the phrase, or a short line that holds it.
fn user_phrases(lines: &[&Line], blocks: &[Block], phrases: &[String], out: &mut [Option<Verdict>]) {
    let phrases: Vec<String> = phrases.iter().map(|p| fold::normal(p)).collect();
    if phrases.iter().all(String::is_empty) {
        return;
    }
    let short = lines.iter().zip(blocks).zip(out).filter(|((line, _), _)| line.open && line.words <= 40);
    for ((_, block), verdict) in short {
        let key = fold::normal(block.prose.text());
        let hit = phrases.iter().position(|p| !p.is_empty() && fold::holds(&key, p));
        if let Some(i) = hit {
            *verdict = Some(Verdict { kind: BoilerplateKind::Other, score: 1.0, ground: Ground::Phrase(i) });
        }
    }
}

/// A stretch of boilerplate that nothing of the article interrupts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoilerplateRegion {
    /// Its bytes in the document, from the first line's text to the last one's.
    pub span: Span,
    /// Its first and last line, from 0.
    pub lines: (usize, usize),
    /// What its first line is.
    pub kind: BoilerplateKind,
    /// How many of its lines hold text.
    pub count: usize,
}

/// The regions of boilerplate, in order: what an editor folds or deletes as one.
pub fn regions(lines: &[BoilerplateLine]) -> Vec<BoilerplateRegion> {
    let mut out: Vec<BoilerplateRegion> = Vec::new();
    for stretch in lines.chunk_by(|a, b| a.region == b.region) {
        let [first, ..] = stretch else { continue };
        let last = stretch.last().unwrap_or(first);
        out.push(BoilerplateRegion {
            span: Span::new(first.span.start(), last.span.end()),
            lines: (first.line, last.line),
            kind: first.kind,
            count: stretch.len(),
        });
    }
    out
}
