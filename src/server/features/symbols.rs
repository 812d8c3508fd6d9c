//! The outline of a document: its headings, and under each who speaks there and what they say.

use std::collections::HashMap;

use tower_lsp::lsp_types::{DocumentSymbol, DocumentSymbolResponse, SymbolInformation, SymbolKind};

use super::sections::sections;
use super::words;
use crate::extract::{Quote, QuoteKind, SpeakerId};
use crate::rules;
use crate::server::view::View;
use crate::text::Span;

/// The most characters of a quotation in a name.
const EXCERPT: usize = 60;

/// An entry of the outline, before it is the client's.
struct Entry {
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    /// All that it holds.
    span: Span,
    /// Where it is named.
    name_span: Span,
    children: Vec<Entry>,
}

/// The outline of a document: a tree, or flat where the client knows no trees.
pub(in crate::server) fn symbols(view: &View<'_>) -> DocumentSymbolResponse {
    let tree = outline(view);
    if view.client.features.symbol_trees {
        return DocumentSymbolResponse::Nested(tree.into_iter().map(|e| nested(view, e)).collect());
    }
    let mut flat = Vec::new();
    flatten(view, tree, None, &mut flat);
    DocumentSymbolResponse::Flat(flat)
}

fn outline(view: &View<'_>) -> Vec<Entry> {
    let quotes = &view.extraction().quotes;
    let mut told: Vec<usize> = (0..quotes.len()).filter(|&i| quotes[i].told()).collect();
    told.sort_by_key(|&i| start(&quotes[i]));
    // A section has what stands before the first section in it as its own.
    let sections = sections(view.analysis);
    let mut at = 0;
    let mut own = |end: usize| {
        let from = at;
        at += told[from..].iter().take_while(|&&i| start(&quotes[i]) < end).count();
        speakers(view, &told[from..at])
    };
    let mut top = own(sections.first().map_or(usize::MAX, |s| s.heading.start()));
    let mut open: Vec<(usize, Entry)> = Vec::new();
    for (i, section) in sections.iter().enumerate() {
        close(&mut open, &mut top, section.level);
        let end = sections.get(i + 1).map_or(usize::MAX, |next| next.heading.start());
        let title = if section.title.is_empty() { "(no words)" } else { &section.title };
        let entry = Entry {
            name: title.to_owned(),
            detail: None,
            kind: SymbolKind::NAMESPACE,
            span: section.span,
            name_span: section.heading,
            children: own(end),
        };
        open.push((section.level, entry));
    }
    close(&mut open, &mut top, 0);
    top
}

/// Closes the sections that a heading of `level` ends.
fn close(open: &mut Vec<(usize, Entry)>, top: &mut Vec<Entry>, level: usize) {
    while let Some((_, entry)) = open.pop_if(|(l, _)| *l >= level) {
        open.last_mut().map_or(&mut *top, |(_, outer)| &mut outer.children).push(entry);
    }
}

/// Who says some quotes, in the order in which they begin to speak, each with theirs.
fn speakers(view: &View<'_>, quotes: &[usize]) -> Vec<Entry> {
    let mut order: Vec<(Who<'_>, Vec<usize>)> = Vec::new();
    let mut places = HashMap::new();
    for &i in quotes {
        let quote = &view.extraction().quotes[i];
        let who = quote.speaker.map_or(Who::Perhaps(&quote.candidates), Who::Is);
        let at = *places.entry(who).or_insert_with(|| {
            order.push((who, Vec::new()));
            order.len() - 1
        });
        order[at].1.push(i);
    }
    order.into_iter().map(|(who, quotes)| speaker_entry(view, who, &quotes)).collect()
}

/// Who says something: somebody, or one of several; of none where nobody was found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Who<'a> {
    Is(SpeakerId),
    Perhaps(&'a [SpeakerId]),
}

impl Who<'_> {
    /// What they are called, and what else there is to say.
    fn words(self, view: &View<'_>) -> (String, Option<String>) {
        let speakers = &view.extraction().speakers;
        match self {
            Self::Is(id) => {
                let speaker = speakers.get(id);
                let role = speaker.and_then(|s| s.roles.first()).map(|r| words::role(r));
                (speaker.map_or_else(String::new, |s| words::one_line(&s.name)), role)
            }
            Self::Perhaps([]) => ("Speaker not found".to_owned(), None),
            Self::Perhaps(ids) => {
                let names: Vec<&str> = ids.iter().filter_map(|&id| Some(&*speakers.get(id)?.name)).collect();
                ("Speaker not certain".to_owned(), Some(rules::either(&names)))
            }
        }
    }
}

fn speaker_entry(view: &View<'_>, who: Who<'_>, quotes: &[usize]) -> Entry {
    let children: Vec<Entry> = quotes.iter().map(|&i| quote_entry(view, &view.extraction().quotes[i])).collect();
    let span = children.iter().map(|c| c.span).reduce(Span::join).unwrap_or_default();
    let known = match who {
        Who::Is(id) => view.extraction().speakers.get(id),
        Who::Perhaps(_) => None,
    };
    let (name, detail) = who.words(view);
    let named = known.into_iter().flat_map(|s| &s.mentions).map(|m| m.0).find(|m| span.covers(*m));
    let name_span = named.or(children.first().map(|c| c.name_span)).unwrap_or(span);
    Entry {
        name,
        detail,
        kind: if known.is_some() { SymbolKind::OBJECT } else { SymbolKind::NULL },
        span,
        name_span,
        children,
    }
}

fn quote_entry(view: &View<'_>, quote: &Quote) -> Entry {
    let parts = quote.content.iter().chain(&quote.cue).chain(&quote.source);
    let near = |s: &&Span| quote.content.iter().any(|c| s.start() <= c.end() + NEAR && c.start() <= s.end() + NEAR);
    let span = parts.filter(near).copied().reduce(Span::join).unwrap_or_default();
    let name = words::excerpt(quote, view.analysis, EXCERPT);
    let detail = match quote.kind {
        QuoteKind::Direct => "quoted",
        QuoteKind::Indirect => "reported",
        QuoteKind::Mixed => "partly quoted",
    };
    Entry {
        name: if name.is_empty() { "(no words)".to_owned() } else { name },
        detail: Some(detail.to_owned()),
        kind: SymbolKind::STRING,
        span,
        name_span: quote.content.first().copied().unwrap_or(span),
        children: Vec::new(),
    }
}

/// A cue or source farther from the words said, in bytes, does not stretch the quote.
const NEAR: usize = 400;

fn start(quote: &Quote) -> usize {
    quote.content.first().map_or(0, |s| s.start())
}

fn nested(view: &View<'_>, entry: Entry) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> = entry.children.into_iter().map(|c| nested(view, c)).collect();
    #[allow(deprecated, reason = "a field of the protocol")]
    DocumentSymbol {
        name: entry.name,
        detail: entry.detail,
        kind: entry.kind,
        tags: None,
        deprecated: None,
        range: view.range(entry.span.join(entry.name_span)),
        selection_range: view.range(entry.name_span),
        children: (!children.is_empty()).then_some(children),
    }
}

fn flatten(view: &View<'_>, entries: Vec<Entry>, container: Option<&str>, out: &mut Vec<SymbolInformation>) {
    for entry in entries {
        out.push(information(&entry.name, entry.kind, view.location(entry.name_span), container));
        flatten(view, entry.children, Some(&entry.name), out);
    }
}

/// A symbol without others in it.
pub(in crate::server) fn information(
    name: &str,
    kind: SymbolKind,
    location: tower_lsp::lsp_types::Location,
    container: Option<&str>,
) -> SymbolInformation {
    #[allow(deprecated, reason = "a field of the protocol")]
    SymbolInformation {
        name: name.to_owned(),
        kind,
        tags: None,
        deprecated: None,
        location,
        container_name: container.map(str::to_owned),
    }
}
