//! Reads the pages whose lines people marked, and lays their labels over our own lines.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::corpus::Error;
use crate::extract::boilerplate::fit::{Detail, Line, Shape, Threaded, features};
use crate::tagger::hash;
use crate::text::{Format, LineIndex, blocks};

/// A page.
pub(super) struct Page {
    /// The hash of its domain.
    pub(super) group: u64,
    /// The corpus it is from.
    pub(super) set: &'static str,
    pub(super) lines: Vec<Line>,
    /// The lines that are read beside each other.
    pub(super) kept: Vec<usize>,
    /// The features of each line by itself, and those that its neighbours see.
    pub(super) own: Vec<Vec<u64>>,
    pub(super) near: Vec<Vec<u64>>,
    pub(super) labels: Vec<Option<bool>>,
    /// The lines of its text as people marked them: the line of ours, furniture, words.
    pub(super) gold: Vec<(usize, bool, usize)>,
    pub(super) weight: f32,
    pub(super) texts: Vec<String>,
}

#[derive(Deserialize)]
struct Record {
    group: String,
    #[serde(rename = "type")]
    kind: String,
    lines: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    text: String,
    boilerplate: bool,
    #[serde(default)]
    ambiguous: Option<bool>,
}

/// The pages of a corpus.
pub(super) fn pages(corpora: &Path, set: &'static str, file: &str, weight: f32) -> Result<Vec<Page>, Error> {
    let mut out = Vec::new();
    for record in fs::read_to_string(corpora.join("boilerplate").join(file))?.lines() {
        let record: Record = serde_json::from_str(record)?;
        // Shops and forums are not what people paste articles from.
        let weight = if matches!(record.kind.as_str(), "article" | "news" | "mixed") { weight } else { weight * 0.3 };
        out.push(page(&record, set, weight));
    }
    Ok(out)
}

fn page(record: &Record, set: &'static str, weight: f32) -> Page {
    let folded: Vec<String> =
        record.lines.iter().map(|l| l.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let text = folded.join("\n");
    let index = LineIndex::new(&text);
    let mut page = Page {
        group: hash::bytes(record.group.as_bytes()),
        set,
        lines: Vec::new(),
        kept: Vec::new(),
        own: Vec::new(),
        near: Vec::new(),
        labels: Vec::new(),
        gold: Vec::new(),
        weight,
        texts: Vec::new(),
    };
    // A line above the article that nobody could place is its headline, which is in the page and in the article.
    let body = record.lines.iter().position(|l| !l.boilerplate && !l.ambiguous.unwrap_or(false)).unwrap_or(0);
    for block in blocks(&text, Format::Plain) {
        let shape = Shape::of(&block);
        let line = Line::new(&shape, &block).with(Detail::of(&shape));
        let (mut own, mut near) = (Vec::new(), Vec::new());
        features::own(&shape, block.kind, line.sign, &mut own);
        features::near(&shape, line.sign, &mut near);
        let first = index.line(block.span.start());
        let last = index.line(block.span.end().max(block.span.start() + 1) - 1);
        let marked = &record.lines[first..=last];
        let known = |l: &&Marked| !l.ambiguous.unwrap_or(false);
        let furniture = marked.iter().filter(known).filter(|l| l.boilerplate).count();
        let all = marked.iter().filter(known).count();
        let label = if furniture == all { (all > 0).then_some(true) } else { (furniture == 0).then_some(false) };
        let headline = all == 0 && last < body && line.words >= 3;
        page.labels.push(if headline { Some(false) } else { label });
        for marked in marked.iter().filter(known) {
            page.gold.push((page.lines.len(), marked.boilerplate, marked.text.split_whitespace().count()));
        }
        page.lines.push(line);
        page.own.push(own);
        page.near.push(near);
        page.texts.push(block.prose.text().chars().take(120).collect());
    }
    page.kept = Threaded::of(&page.lines.iter().collect::<Vec<_>>()).places;
    page
}
