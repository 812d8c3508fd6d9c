//! Reads the corpora and lays their annotations over our own tokens.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::extract::model::reading::{Reading, read};
use crate::extract::model::tree::{NONE, Relation};
use crate::extract::model::{Label, Role, Tag};
use crate::tagger::hash;
use crate::text::{Format, Span, blocks};

pub(super) type Error = Box<dyn std::error::Error>;

/// A block of a training document.
pub(super) struct Block {
    /// The hash of its document's name.
    pub(super) document: u64,
    pub(super) reading: Reading,
    /// A tag a token, where the corpus has one.
    pub(super) tags: Vec<Option<Tag>>,
    /// What each token hangs on, and how, where the corpus says so.
    pub(super) heads: Vec<(u32, Relation)>,
    /// A label a token, where the corpus has any.
    pub(super) labels: Vec<Label>,
    /// The attributions: the labels of the tokens that have a part in each, in order.
    pub(super) quotes: Vec<Vec<(usize, Label)>>,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
    #[serde(default)]
    quotes: Vec<Quote>,
}

#[derive(Deserialize)]
struct Quote {
    content: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
}

/// Start, end, tag, place of the head, dependency, entity.
type SilverToken = (usize, usize, String, i64, String, String);

#[derive(Deserialize)]
struct Silver {
    id: String,
    paragraphs: Vec<Vec<Vec<SilverToken>>>,
}

/// The tag of a token: that of its last part with a letter or digit, or of its last part.
fn project(span: Span, text: &str, tags: &[(Span, Option<Tag>)]) -> Option<Tag> {
    let first = tags.partition_point(|t| t.0.end() <= span.start());
    let parts = || tags[first..].iter().take_while(|t| t.0.start() < span.end());
    let worded = parts().filter(|t| t.0.of(text).contains(char::is_alphanumeric));
    worded.last().or_else(|| parts().last()).and_then(|t| t.1)
}

/// What each of our tokens hangs on. `parts` are the tokens of the corpus: span, place of the head among them.
fn heads(spans: &[Span], parts: &[(Span, Option<usize>, Relation)]) -> Vec<(u32, Relation)> {
    // The last of our tokens that each part covers.
    let last = |part: Span| spans.partition_point(|s| s.start() < part.end()).checked_sub(1);
    let of = |i: usize| {
        let span = spans[i];
        let first = parts.partition_point(|p| p.0.end() <= span.start());
        let own = || parts[first..].iter().take_while(|p| p.0.start() < span.end());
        if let Some(end) = own().next().and_then(|p| last(p.0)).filter(|&end| end != i && own().count() == 1) {
            return (end as u32, Relation::Other);
        }
        // Of several parts, the one that hangs on something outside.
        let outside = own().filter_map(|&(_, head, relation)| {
            let head = last(parts[head?].0)?;
            (head != i).then_some((head as u32, relation))
        });
        outside.last().unwrap_or((NONE, Relation::Other))
    };
    (0..spans.len()).map(of).collect()
}

/// Source and cue go first where parts overlap: they are the smaller ones.
fn in_order(mut roles: Vec<(Span, Role)>) -> Vec<(Span, Role)> {
    roles.sort_by_key(|&(span, role)| (role == Role::Content, span));
    roles
}

/// A label a token.
fn label(spans: &[Span], roles: &[(Span, Role)]) -> Vec<Label> {
    let mut labels = vec![Label::Outside; spans.len()];
    for &(span, role) in roles {
        let mut first = true;
        let from = spans.partition_point(|s| s.end() <= span.start());
        for (label, _) in labels[from..].iter_mut().zip(&spans[from..]).take_while(|(_, s)| s.start() < span.end()) {
            if *label == Label::Outside {
                *label = Label::of(role, first);
                first = false;
            } else {
                first = true;
            }
        }
    }
    labels
}

/// The articles of a corpus, with the silver tags of another file.
pub(super) fn articles(corpora: &Path, attribution: &str, silver: Option<&str>) -> Result<Vec<Block>, Error> {
    let mut layers: HashMap<String, Silver> = HashMap::new();
    if let Some(silver) = silver {
        for line in fs::read_to_string(corpora.join("tagging").join(silver))?.lines() {
            let layer: Silver = serde_json::from_str(line)?;
            layers.insert(layer.id.clone(), layer);
        }
    }
    let mut out = Vec::new();
    for line in fs::read_to_string(corpora.join("attribution").join(attribution))?.lines() {
        let article: Article = serde_json::from_str(line)?;
        let text = &article.text;
        let mut places: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        places.push(text.len());
        let bytes = |a: usize, b: usize| {
            let at = |i: usize| places.get(i).copied().unwrap_or(text.len());
            Span::new(at(a), at(b))
        };
        let mut tags: Vec<(Span, Option<Tag>)> = Vec::new();
        for (a, b, tag, ..) in layers.get(&article.id).iter().flat_map(|l| l.paragraphs.iter().flatten().flatten()) {
            tags.push((bytes(*a, *b), Tag::named(tag)));
        }
        let mut tree: Vec<(Span, Option<usize>, Relation)> = Vec::new();
        for sentence in layers.get(&article.id).iter().flat_map(|l| l.paragraphs.iter().flatten()) {
            let start = tree.len();
            for (i, (a, b, _, head, dependency, _)) in sentence.iter().enumerate() {
                let head = (i as i64 + head) as usize;
                let known = (head != i && head < sentence.len()).then_some(start + head);
                tree.push((bytes(*a, *b), known, Relation::named(dependency)));
            }
        }
        let quotes: Vec<Vec<(Span, Role)>> = article
            .quotes
            .iter()
            .map(|quote| {
                let parts = [(Role::Source, &quote.source), (Role::Cue, &quote.cue), (Role::Content, &quote.content)];
                parts.into_iter().flat_map(|(r, spans)| spans.iter().map(move |&[a, b]| (a, b, r))).collect::<Vec<_>>()
            })
            .map(|parts| in_order(parts.into_iter().map(|(a, b, r)| (bytes(a, b), r)).collect()))
            .collect();
        let roles = in_order(quotes.iter().flatten().copied().collect());
        for block in blocks(text, Format::Plain) {
            let (reading, spans) = read(block.prose.text());
            let spans: Vec<Span> = spans.into_iter().map(|s| block.to_document(s)).collect();
            let labels = label(&spans, &roles);
            let own = quotes.iter().map(|quote| {
                let labels = label(&spans, quote);
                labels.into_iter().enumerate().filter(|l| l.1 != Label::Outside).collect::<Vec<_>>()
            });
            let quotes = own.filter(|q| !q.is_empty()).collect();
            let tags = spans.iter().map(|&s| project(s, text, &tags)).collect();
            let heads = heads(&spans, &tree);
            out.push(Block { document: hash::bytes(article.id.as_bytes()), reading, tags, heads, labels, quotes });
        }
    }
    Ok(out)
}

/// The sentences of a treebank.
pub(super) fn treebank(corpora: &Path, name: &str) -> Result<Vec<Block>, Error> {
    let file = fs::read_to_string(corpora.join("tagging").join(name))?;
    let mut out = Vec::new();
    for sentence in file.split("\n\n") {
        let Some(text) = sentence.lines().find_map(|l| l.strip_prefix("# text = ")) else { continue };
        let (reading, spans) = read(text);
        let mut tags = Vec::new();
        let mut at = 0;
        for line in sentence.lines().filter(|l| !l.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, form, _, _, tag, ..] = fields[..] else { continue };
            if id.contains(['-', '.']) {
                continue;
            }
            let Some(found) = text[at..].find(form) else { continue };
            let span = Span::new(at + found, at + found + form.len());
            at = span.end();
            tags.push((span, Tag::named(tag)));
        }
        let tags = spans.iter().map(|&s| project(s, text, &tags)).collect();
        out.push(Block {
            document: hash::bytes(name.as_bytes()),
            reading,
            tags,
            heads: Vec::new(),
            labels: Vec::new(),
            quotes: Vec::new(),
        });
    }
    Ok(out)
}
