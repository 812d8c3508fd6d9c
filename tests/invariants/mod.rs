//! What holds for the analysis of every text, whatever was read before. The fuzz targets read this file as well.

use whosaid::Analysis;
use whosaid::text::Span;

/// Every span lies in the text and ends between two characters; lists are in order; indices lead somewhere; findings have
/// a place, and their fixes can be applied.
///
/// # Panics
/// Where that does not hold.
pub fn hold(a: &Analysis) {
    let text: &str = &a.text;
    let e = &a.extraction;
    let mut end = 0;
    for block in a.blocks.iter() {
        place("block", block.span, text);
        assert!(block.span.start() >= end, "blocks overlap or are not in order at {:?} in {text:?}", block.span);
        end = block.span.end();
        place("prose", block.to_document(Span::new(0, block.prose.text().len())), text);
    }
    for q in &e.quotes {
        assert!(!q.content.is_empty(), "a quote without content in {text:?}");
        for (what, spans) in [("content", &q.content), ("cue", &q.cue), ("source", &q.source)] {
            places(what, spans, text);
        }
        assert!(q.speaker.is_none_or(|s| s < e.speakers.len()), "a speaker that is not there in {text:?}");
        assert!(q.candidates.iter().all(|&s| s < e.speakers.len()), "a candidate that is not there in {text:?}");
        assert!(q.continues.is_none_or(|c| c < e.quotes.len()), "a quote that is not there in {text:?}");
        assert!(q.blocks.start < q.blocks.end && q.blocks.end <= a.blocks.len(), "{:?} in {text:?}", q.blocks);
    }
    assert!(e.quotes.is_sorted_by_key(|q| q.content[0].start()), "quotes are not sorted in {text:?}");
    for speaker in &e.speakers {
        assert!(!speaker.name.trim().is_empty(), "a speaker without a name in {text:?}");
        places("mention", &speaker.mentions.iter().map(|m| m.0).collect::<Vec<_>>(), text);
    }
    for claim in &e.claims {
        places("claim", &[claim.span], text);
        places("hedges", &claim.hedges, text);
        assert!((0.0..=1.0).contains(&claim.score), "score {} in {text:?}", claim.score);
        claim.types.iter().for_each(|(_, span)| places("type", &[*span], text));
    }
    assert!(e.claims.is_sorted_by_key(|c| c.span.start()), "claims are not sorted in {text:?}");
    for line in &e.boilerplate {
        places("boilerplate", &[line.span], text);
        assert!(a.lines.line(line.span.start()) == line.line, "line {} in {text:?}", line.line);
        assert!((0.0..=1.0).contains(&line.score), "score {} in {text:?}", line.score);
    }
    assert!(e.boilerplate.is_sorted_by_key(|l| l.line), "boilerplate is not sorted in {text:?}");
    for f in &a.findings {
        places(f.rule.code, &[f.span], text);
        f.evidence.iter().for_each(|e| place("evidence", e.span, text));
        for fix in &f.fixes {
            let mut spans: Vec<Span> = fix.edits.iter().map(|e| e.span).collect();
            spans.sort();
            assert!(!spans.is_empty(), "{:?} changes nothing in {text:?}", fix.title);
            spans.iter().for_each(|span| place("edit", *span, text));
            assert!(apart(&spans), "edits of {:?} overlap in {text:?}", fix.title);
        }
    }
    assert!(a.findings.is_sorted_by_key(|f| f.span.start()), "findings are not sorted in {text:?}");
}

fn place(what: &str, span: Span, text: &str) {
    assert!(span.start() <= span.end(), "{what} {span:?} is backwards");
    assert!(text.get(span.range()).is_some(), "{what} {span:?} is no text of {text:?}");
}

fn places(what: &str, spans: &[Span], text: &str) {
    for span in spans {
        place(what, *span, text);
        assert!(!span.is_empty(), "{what} {span:?} is empty in {text:?}");
    }
    assert!(apart(spans), "{what} {spans:?} overlap or are not sorted in {text:?}");
}

/// Whether spans are in order and share no byte.
fn apart(spans: &[Span]) -> bool {
    spans.windows(2).all(|w| w[0].end() <= w[1].start())
}
