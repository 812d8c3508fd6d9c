//! Lines that belong to the page and not to the article.

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

/// Finds the boilerplate lines of a document.
pub(super) fn lines(
    _text: &str,
    _blocks: &[Block],
    _parts: &[Arc<BlockExtraction>],
    _options: &Options,
) -> Vec<BoilerplateLine> {
    Vec::new()
}
