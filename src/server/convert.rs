//! Bytes to the client's positions and back.

use tower_lsp::lsp_types::{self as lsp, Range};

use crate::analysis::Analysis;
use crate::text::{Change, Encoding, Format, Position, Span};

/// The client's range for a span of the document.
pub(super) fn range(analysis: &Analysis, span: Span, encoding: Encoding) -> Range {
    Range { start: position(analysis, span.start(), encoding), end: position(analysis, span.end(), encoding) }
}

/// The client's position for a byte of the document.
pub(super) fn position(analysis: &Analysis, offset: usize, encoding: Encoding) -> lsp::Position {
    let Position { line, column } = analysis.lines.position(&analysis.text, offset, encoding);
    lsp::Position { line, character: column }
}

/// The byte of the document at a client's position.
pub(super) fn offset(analysis: &Analysis, position: lsp::Position, encoding: Encoding) -> usize {
    analysis.lines.offset(&analysis.text, from_client(position), encoding)
}

/// The span of the document that a client's range covers.
pub(super) fn span(analysis: &Analysis, range: Range, encoding: Encoding) -> Span {
    Span::new(offset(analysis, range.start, encoding), offset(analysis, range.end, encoding))
}

/// A client's change.
pub(super) fn change(event: lsp::TextDocumentContentChangeEvent) -> Change {
    Change { range: event.range.map(|r| (from_client(r.start), from_client(r.end))), text: event.text }
}

/// The markup of a document: by its language, else by the ending of its name.
pub(super) fn format(language: &str, uri: &lsp::Url) -> Format {
    match language.to_ascii_lowercase().as_str() {
        "plaintext" | "text" => Format::Plain,
        // Quarto and R Markdown are Markdown with code to run.
        language if language.contains("markdown") => Format::Markdown,
        "mdx" | "quarto" | "rmd" | "pandoc" | "gfm" => Format::Markdown,
        "html" | "xhtml" => Format::Html,
        _ => {
            let ending = uri.path().rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, end)| end);
            ending.and_then(Format::of_ending).unwrap_or_default()
        }
    }
}

fn from_client(position: lsp::Position) -> Position {
    Position { line: position.line, column: position.character }
}
