//! Findings in the words of a page, told in the places of its source.

use super::rewrite::Rewrite;
use super::{Evidence, Finding, Source};
use crate::text::{Format, LineIndex, Span, Unmarked};

/// The source of a document whose words are read without its markup.
#[derive(Clone, Copy)]
pub(crate) struct Origin<'a> {
    /// The words, and where they stand.
    pub unmarked: &'a Unmarked,
    /// The source.
    pub text: &'a str,
    /// The lines of the source.
    pub lines: &'a LineIndex,
}

impl<'a> Origin<'a> {
    /// The source as it is written.
    pub fn source(&self) -> Source<'a> {
        Source { text: self.text, format: Format::Html, blocks: self.unmarked.marked() }
    }

    /// The line of the source, from 1, on which a byte of the words stands.
    pub fn line(&self, at: usize) -> usize {
        self.lines.line(self.unmarked.place(Span::new(at, at)).start()) + 1
    }

    /// Findings in the words as findings in the source. A fix that would cut markup is left out.
    pub fn findings(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let place = |span| self.unmarked.place(span);
        let mut rewrite = Rewrite::new(*self);
        let placed = findings.into_iter().map(|finding| {
            let evidence = finding.evidence.into_iter().map(|e| Evidence { span: place(e.span), ..e }).collect();
            let fixes = finding.fixes.into_iter().filter_map(|fix| rewrite.fix(fix)).collect();
            Finding { span: place(finding.span), evidence, fixes, ..finding }
        });
        placed.collect()
    }
}
