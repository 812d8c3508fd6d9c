//! Lines that belong to the page and not to the article.
//!
//! A line is read by itself first ([`evidence`]: phrases and patterns), then beside its neighbours ([`region`]). Where a
//! line stands in the document, counted from either end, never matters: text is pasted with and without its page.

mod evidence;
mod line;
mod reason;
mod region;

use std::sync::Arc;

use serde::Serialize;

use super::{BlockExtraction, Options};
use crate::text::{Block, Span};

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
#[derive(Clone, Debug)]
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

/// A line with less is no finding: precise before complete.
const SHOWN: f32 = 0.7;

/// Finds the boilerplate lines of a document.
pub(super) fn lines(
    text: &str,
    blocks: &[Block],
    _parts: &[Arc<BlockExtraction>],
    options: &Options,
) -> Vec<BoilerplateLine> {
    let lines = line::lines(text, blocks);
    let phrases: Vec<String> = options.boilerplate_phrases.iter().map(|p| line::normal(p)).collect();
    let verdicts = region::judge(&lines, &phrases);
    let mut out: Vec<BoilerplateLine> = Vec::new();
    let mut region = 0;
    let mut before = None;
    for (i, (line, verdict)) in lines.iter().zip(verdicts).enumerate() {
        let Some(verdict) = verdict.filter(|v| v.score >= SHOWN) else { continue };
        if before.is_some_and(|b| b + 1 != i) {
            region += 1;
        }
        before = Some(i);
        let reason = reason::reason(line, &verdict, &lines, options);
        out.push(BoilerplateLine {
            line: line.number,
            span: line.span,
            kind: verdict.kind,
            score: verdict.score,
            reason,
            region,
        });
    }
    out
}
