//! The sections of an article in Markdown or HTML, by its headings.

use crate::analysis::Analysis;
use crate::text::{Block, BlockKind, Format, Span};

/// A heading with all that stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server) struct Section {
    /// From 1, the outermost.
    pub(in crate::server) level: usize,
    /// The words of the heading.
    pub(in crate::server) title: String,
    /// The heading.
    pub(in crate::server) heading: Span,
    /// The heading and all under it, up to the next of its level or above.
    pub(in crate::server) span: Span,
}

/// The sections, in the order of their headings; none in plain text, where headings are guessed.
pub(in crate::server) fn sections(analysis: &Analysis) -> Vec<Section> {
    if !analysis.format.marks_headings() {
        return Vec::new();
    }
    let mut out: Vec<Section> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut last = 0;
    for block in analysis.blocks.iter() {
        if let Some(level) = level(block, analysis) {
            while let Some(i) = open.pop_if(|i| out[*i].level >= level) {
                out[i].span = out[i].span.until(last);
            }
            open.push(out.len());
            let title = block.prose.text().split_whitespace().collect::<Vec<_>>().join(" ");
            out.push(Section { level, title, heading: block.span, span: block.span });
        }
        last = block.span.end().max(last);
    }
    for i in open {
        out[i].span = out[i].span.until(last);
    }
    out
}

/// The level of a heading that is marked as one.
fn level(block: &Block, analysis: &Analysis) -> Option<usize> {
    if block.kind != BlockKind::Heading {
        return None;
    }
    let source = block.span.of(&analysis.text);
    if analysis.format == Format::Html {
        let level = source.strip_prefix(['<'])?.strip_prefix(['h', 'H'])?.chars().next()?;
        return level.to_digit(10).map(|level| level as usize);
    }
    let hashes = source.bytes().take_while(|&b| b == b'#').count();
    if hashes > 0 {
        return (hashes <= 6).then_some(hashes);
    }
    let under = source.lines().last().filter(|_| source.contains(['\n', '\r']))?.trim_matches(['>', ' ', '\t']);
    match under.bytes().next()? {
        b'=' if under.bytes().all(|b| b == b'=') => Some(1),
        b'-' if under.bytes().all(|b| b == b'-') => Some(2),
        _ => None,
    }
}
