use std::borrow::Cow;

use super::{Rule, Severity};
use crate::text::Span;

/// What a rule has to say at a place. Spans count bytes of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl Finding {
    /// Adds words that it rests on.
    pub fn because(mut self, span: Span, label: impl Into<Cow<'static, str>>) -> Self {
        // Most findings have one; a book has thousands of findings.
        self.evidence.reserve_exact(1);
        self.evidence.push(Evidence { span, label: label.into() });
        self
    }

    /// The change to make where nobody is asked: what cannot change the meaning, and leaves nothing to fill in.
    pub(crate) fn safe_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.safe && fix.complete())
    }

    /// Adds a change that would mend it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.reserve_exact(1);
        self.fixes.push(fix);
        self
    }
}

/// Words that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where they stand.
    pub span: Span,
    /// What they show.
    pub label: Cow<'static, str>,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: Cow<'static, str>,
    /// What it changes; the edits do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it cannot change the meaning, so that it may be applied everywhere at once.
    pub safe: bool,
}

impl Fix {
    /// A change of one edit that a person has to approve.
    pub fn new(title: impl Into<Cow<'static, str>>, edit: Edit) -> Self {
        Self { title: title.into(), edits: vec![edit], safe: false }
    }

    /// Whether nothing is left for the writer to fill in.
    pub fn complete(&self) -> bool {
        self.edits.iter().all(|e| e.placeholder.is_none())
    }

    /// Of the fixes of a finding, the one to make where nobody is asked which: one that is safe, or the first. Where
    /// several write something, each another, a person chooses.
    pub fn plain<'a>(fixes: impl Iterator<Item = &'a Self> + Clone) -> Option<&'a Self> {
        let writes = |fix: &Self| fix.edits.iter().any(|e| !e.text.is_empty());
        let mut rest = fixes.clone();
        let first = rest.next().filter(|fix| !writes(fix) || !rest.any(writes));
        fixes.clone().find(|fix| fix.safe).or(first)
    }
}

/// A stretch of the document and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes away.
    pub span: Span,
    /// What comes in.
    pub text: String,
    /// The bytes of [`Edit::text`] that the writer has to replace, such as `TK`.
    pub placeholder: Option<Span>,
}

impl Edit {
    /// Puts `text` at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self { span: Span::new(offset, offset), text: text.into(), placeholder: None }
    }

    /// Takes `span` away.
    pub fn delete(span: Span) -> Self {
        Self { span, text: String::new(), placeholder: None }
    }

    /// Puts `text` in the place of `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into(), placeholder: None }
    }

    /// Ends its lines with another line break than the `\n` that rules write.
    pub(crate) fn break_lines(&mut self, line_break: &str) {
        let broken = |text: &str| text.replace("\r\n", "\n").replace('\n', line_break);
        self.placeholder = self.placeholder.and_then(|p| {
            let start = broken(self.text.get(..p.start())?).len();
            Some(Span::new(start, start + broken(self.text.get(p.range())?).len()))
        });
        self.text = broken(&self.text);
    }
}
