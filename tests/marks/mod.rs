//! What a reader marks in an article, written by hand or taken from an analysis. The format is described in
//! `tests/articles/README.md`.

mod compare;
mod found;
mod read;
mod show;

pub use compare::disagreements;
pub use found::found;
pub use read::read;
pub use show::show;

use whosaid::text::Span;

/// The marks of one article. Spans count bytes of the article.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    pub quotes: Vec<QuoteMark>,
    pub speakers: Vec<SpeakerMark>,
    pub claims: Vec<ClaimMark>,
    pub boilerplate: Vec<LineMark>,
    pub findings: Vec<LineMark>,
}

/// Who says what.
#[derive(Clone, Debug)]
pub struct QuoteMark {
    /// A soft judgement: it may be found or not.
    pub maybe: bool,
    /// `direct`, `indirect` or `mixed`.
    pub kind: String,
    pub content: Vec<Span>,
    pub cue: Vec<String>,
    pub source: Vec<String>,
    pub speaker: Option<String>,
    /// How the speaker is known; `None` in hand-written marks where that does not matter.
    pub resolution: Option<String>,
}

/// Somebody who says something in the article.
#[derive(Clone, Debug)]
pub struct SpeakerMark {
    pub name: String,
    pub kind: String,
    /// Roles that must be among those found.
    pub roles: Vec<String>,
    /// The number of mentions, where it matters.
    pub mentions: Option<usize>,
}

/// A stretch with a checkable statement.
#[derive(Clone, Debug)]
pub struct ClaimMark {
    pub span: Span,
    pub verdict: Verdict,
    /// Types that must be among those found.
    pub types: Vec<String>,
}

/// What must hold for a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is found, and nobody stands behind it.
    Unattributed,
    /// It is found, and somebody does.
    Attributed,
    /// It must not be shown as an unattributed claim.
    Quiet,
}

/// A line with a word about it: the kind of boilerplate, the code of a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineMark {
    /// From 1.
    pub line: usize,
    pub word: String,
}
