//! Folding: what is no article, quotations over several lines, sections, code and front matter.

use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind};

use super::sections::sections;
use super::words;
use crate::extract::{BoilerplateKind, BoilerplateLine, QuoteKind};
use crate::server::view::View;
use crate::text::{BlockKind, Span};

/// The most characters of what a folded range says.
const EXCERPT: usize = 50;

/// What can be folded, in order.
pub(in crate::server) fn ranges(view: &View<'_>) -> Vec<FoldingRange> {
    let mut out = Vec::new();
    let mut add = |span: Span, kind: Option<FoldingRangeKind>, text: Option<String>| {
        let trimmed = span.trim(view.text());
        let (first, last) = (view.line(trimmed.start()), view.line(trimmed.end()));
        if first < last {
            out.push(FoldingRange {
                start_line: first,
                end_line: last,
                kind,
                collapsed_text: text.filter(|_| view.client.features.collapsed_text),
                ..FoldingRange::default()
            });
        }
    };
    for section in sections(view.analysis) {
        add(section.span, None, None);
    }
    for block in view.analysis.blocks.iter() {
        match block.kind {
            BlockKind::FrontMatter | BlockKind::Comment => add(block.span, Some(FoldingRangeKind::Comment), None),
            BlockKind::Code => add(block.span, None, None),
            _ => {}
        }
    }
    let extraction = view.extraction();
    for region in extraction.boilerplate.chunk_by(|a, b| a.region == b.region) {
        let span = region[0].span.join(region[region.len() - 1].span);
        let text = format!("{} boilerplate lines: {}", region.len(), kinds(region));
        add(span, Some(FoldingRangeKind::Comment), Some(text));
    }
    for quote in extraction.quotes.iter().filter(|q| q.kind == QuoteKind::Direct) {
        if let Some(span) = quote.content.iter().copied().reduce(Span::join) {
            add(span, None, Some(words::excerpt(quote, view.analysis, EXCERPT)));
        }
    }
    out.sort_by_key(|r| (r.start_line, std::cmp::Reverse(r.end_line)));
    // Editors take one range a line.
    out.dedup_by_key(|r| r.start_line);
    if let Some(most) = view.client.features.most_folds {
        out.truncate(most);
    }
    out
}

/// The kinds of lines, the most frequent first.
fn kinds(lines: &[BoilerplateLine]) -> String {
    let mut counts: Vec<(BoilerplateKind, usize)> = Vec::new();
    for line in lines {
        match counts.iter_mut().find(|(kind, _)| *kind == line.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((line.kind, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().map(|(kind, _)| words::boilerplate(*kind)).collect::<Vec<_>>().join(", ")
}
