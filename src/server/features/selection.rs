//! Selection ranges: word, name, quotation, sentence, paragraph, document, each around the one before.

use tower_lsp::lsp_types::{Position, SelectionRange};

use super::place;
use crate::rules::Profile;
use crate::server::view::View;
use crate::text::Span;

/// The selections around each position, innermost first.
pub(in crate::server) fn ranges(view: &View<'_>, positions: &[Position]) -> Vec<SelectionRange> {
    positions.iter().map(|&p| nested(view, view.offset(p))).collect()
}

fn nested(view: &View<'_>, caret: usize) -> SelectionRange {
    let all = around(view, caret);
    let mut outer: Option<SelectionRange> = None;
    for span in all.into_iter().rev() {
        outer = Some(SelectionRange { range: view.range(span), parent: outer.map(Box::new) });
    }
    outer.unwrap_or_else(|| SelectionRange { range: view.range(Span::new(caret, caret)), parent: None })
}

/// The stretches around a caret, the innermost first; each holds the one before and is longer.
fn around(view: &View<'_>, caret: usize) -> Vec<Span> {
    let analysis = view.analysis;
    let whole = Span::new(0, view.text().len());
    let mut all = Vec::new();
    let context = analysis.manuscript(Profile::Default);
    if let Some(index) = context.block_at(caret)
        && let (Some(block), Some(part)) = (analysis.blocks.get(index), analysis.parts.get(index))
    {
        let holds = |span: Span| span.touches(caret).then_some(span);
        // A caret between two words belongs to the one behind it.
        let tokens = &part.tokens;
        let behind = tokens.partition_point(|t| block.to_document(t.span).end() <= caret);
        let near = [tokens.get(behind), behind.checked_sub(1).and_then(|i| tokens.get(i))];
        let mut words = near.into_iter().flatten().map(|t| block.to_document(t.span)).filter_map(holds);
        let word = words.clone().find(|w| w.of(view.text()).contains(char::is_alphanumeric)).or_else(|| words.next());
        let at = word.map_or(caret, |w| w.start());
        all.extend(word);
        all.extend(place::mention(&analysis.extraction, at).map(|m| m.span));
        for quotation in part.quotations.inner.iter().chain(&part.quotations.outer) {
            all.extend(holds(block.to_document(quotation.inside())));
            all.extend(holds(block.to_document(quotation.span)));
        }
        let quotations = part.quotations.inner.iter().chain(&part.quotations.outer);
        let inside: Vec<Span> = quotations.map(|q| block.to_document(q.inside())).filter_map(holds).collect();
        for sentence in part.sentences.iter().map(|s| block.to_document(s.span)).filter_map(holds) {
            // A sentence inside quotation marks is selected without them.
            let cut = inside.iter().filter(|q| !sentence.covers(**q));
            all.push(cut.fold(sentence, |s, q| Span::new(s.start().max(q.start()), s.end().min(q.end()))));
        }
        all.push(block.span);
    }
    let spans = place::quote(&analysis.extraction, caret).and_then(|q| analysis.extraction.quotes.get(q.index));
    // All paragraphs of a quotation that goes on over several.
    all.extend(spans.and_then(|q| q.content.iter().copied().reduce(Span::join)).filter(|s| s.contains(caret)));
    all.push(whole);
    all.sort_by_key(|s| s.len());
    let mut out: Vec<Span> = Vec::new();
    for span in all.into_iter().filter(|s| !s.is_empty() && s.touches(caret)) {
        if out.last().is_none_or(|inner| span.covers(*inner) && span != *inner) {
            out.push(span);
        }
    }
    out
}
