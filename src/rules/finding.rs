use super::{Rule, Severity};
use crate::text::Span;

/// What a rule has to say at a place. Spans count bytes of the document.
#[derive(Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it weighs, as the user set it.
    pub severity: Severity,
    /// The place.
    pub span: Span,
    /// What is wrong and what would make it go away, in one or two short sentences.
    pub message: String,
    /// The words it rests on.
    pub evidence: Vec<Evidence>,
    /// What would mend it, the best first.
    pub fixes: Vec<Fix>,
}

/// Words that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where they stand.
    pub span: Span,
    /// What they show.
    pub label: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// What it changes; the edits do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it cannot change the meaning, so that it may be applied everywhere at once.
    pub safe: bool,
}

/// A stretch of the document and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes away.
    pub span: Span,
    /// What comes in.
    pub text: String,
}
