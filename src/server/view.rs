//! A document as it was read, in the terms of the client that asks.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    DocumentChanges, Location, OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range, TextDocumentEdit,
    TextEdit, Url, WorkspaceEdit,
};

use super::client::ClientInfo;
use super::convert;
use super::documents::Reading;
use crate::analysis::Analysis;
use crate::extract::Extraction;
use crate::rules::Edit;
use crate::text::html::Spelling;
use crate::text::{Encoding, Format, Span};

/// A document as it was read, for the client that asks. Spans count bytes of its text.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    /// The document's name.
    pub(super) uri: &'a Url,
    /// When and how it was read.
    pub(super) reading: &'a Reading,
    /// What was found.
    pub(super) analysis: &'a Analysis,
    /// Who asks.
    pub(super) client: &'a ClientInfo,
}

impl<'a> View<'a> {
    /// The view of a reading; none where the document could not be read.
    pub(super) fn new(uri: &'a Url, reading: &'a Reading, client: &'a ClientInfo) -> Option<Self> {
        Some(Self { uri, reading, analysis: reading.analysis()?, client })
    }

    /// The text.
    pub(super) fn text(&self) -> &'a str {
        &self.analysis.text
    }

    /// What the article says.
    pub(super) fn extraction(&self) -> &'a Extraction {
        &self.analysis.extraction
    }

    /// What the client's columns count.
    pub(super) fn encoding(&self) -> Encoding {
        self.client.encoding
    }

    /// The byte at a position.
    pub(super) fn offset(&self, position: Position) -> usize {
        convert::offset(self.analysis, position, self.encoding())
    }

    /// The position of a byte.
    pub(super) fn position(&self, offset: usize) -> Position {
        convert::position(self.analysis, offset, self.encoding())
    }

    /// The client's range for a span.
    pub(super) fn range(&self, span: Span) -> Range {
        convert::range(self.analysis, span, self.encoding())
    }

    /// A span of this document, told from outside.
    pub(super) fn location(&self, span: Span) -> Location {
        Location { uri: self.uri.clone(), range: self.range(span) }
    }

    /// Edits of this document, for this version of it where the client understands versions.
    pub(super) fn edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        let edits = edits.iter().map(|e| TextEdit { range: self.range(e.span), new_text: e.text.clone() });
        let uri = self.uri.clone();
        if !self.client.document_changes {
            return WorkspaceEdit {
                changes: Some(HashMap::from([(uri, edits.collect())])),
                ..WorkspaceEdit::default()
            };
        }
        let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: Some(self.reading.version) };
        let edits = vec![TextDocumentEdit { text_document, edits: edits.map(OneOf::Left).collect() }];
        WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(edits)), ..WorkspaceEdit::default() }
    }

    /// Gives words as this document writes them: in HTML nothing of them is markup.
    pub(super) fn writer(&self) -> impl Fn(&str) -> String + use<> {
        let spelling = (self.analysis.format == Format::Html).then(|| Spelling::of(self.text()));
        move |words| spelling.as_ref().map_or_else(|| words.to_owned(), |s| s.write(words))
    }

    /// The line of a byte, from 0.
    pub(super) fn line(&self, offset: usize) -> u32 {
        self.analysis.lines.line(offset) as u32
    }
}
