//! Semantic tokens: who speaks, what attributes, what is said, what is claimed, what is no article.

use std::collections::BTreeMap;

use tower_lsp::lsp_types::{
    Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, WorkDoneProgressOptions,
};

use crate::extract::{QuoteKind, SpeakerId};
use crate::server::documents::Open;
use crate::server::view::View;
use crate::text::{Encoding, Span};

/// The kinds, in the order of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Speaker,
    Cue,
    Quotation,
    Claim,
    Boilerplate,
}

const KINDS: [&str; 5] = ["speaker", "cue", "quotation", "claim", "boilerplate"];

/// The modifiers, each the bit of its place. The last eight tell speakers apart.
const MODIFIERS: [&str; 13] = [
    "unattributed",
    "ambiguous",
    "direct",
    "indirect",
    "mixed",
    "speaker1",
    "speaker2",
    "speaker3",
    "speaker4",
    "speaker5",
    "speaker6",
    "speaker7",
    "speaker8",
];
const UNATTRIBUTED: u32 = 1;
const AMBIGUOUS: u32 = 1 << 1;
const DIRECT: u32 = 1 << 2;
const INDIRECT: u32 = 1 << 3;
const MIXED: u32 = 1 << 4;
const FIRST_SPEAKER: u32 = 5;
const SPEAKERS: usize = 8;

/// What we tell the client.
pub(in crate::server) fn abilities() -> SemanticTokensOptions {
    SemanticTokensOptions {
        work_done_progress_options: WorkDoneProgressOptions::default(),
        legend: SemanticTokensLegend {
            token_types: KINDS.map(SemanticTokenType::new).to_vec(),
            token_modifiers: MODIFIERS.map(SemanticTokenModifier::new).to_vec(),
        },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
    }
}

/// A stretch of text with its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marked {
    span: Span,
    kind: Kind,
    modifiers: u32,
}

/// A token where the client sees it, on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) struct Placed {
    line: u32,
    last_line: u32,
    column: u32,
    length: u32,
    kind: u32,
    modifiers: u32,
}

/// The tokens that a client has, with the name by which it asks what changed.
pub(in crate::server) struct Given {
    id: String,
    tokens: Vec<SemanticToken>,
}

/// All tokens.
pub(in crate::server) fn full(view: &View<'_>, document: &Open) -> SemanticTokens {
    give(view, document).0
}

/// What changed since the tokens that `previous` names; all tokens where these are not the last.
pub(in crate::server) fn delta(view: &View<'_>, document: &Open, previous: &str) -> SemanticTokensFullDeltaResult {
    let (new, old) = give(view, document);
    match old.filter(|old| old.id == previous) {
        Some(old) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
            result_id: new.result_id,
            edits: changes(&old.tokens, &new.data),
        }),
        None => SemanticTokensFullDeltaResult::Tokens(new),
    }
}

/// The tokens in a range.
pub(in crate::server) fn range(view: &View<'_>, range: Range) -> SemanticTokens {
    let placed = placed(view);
    let first = placed.partition_point(|t| t.line < range.start.line);
    // One that goes over lines may begin before.
    let before = placed[..first].iter().filter(|t| t.last_line >= range.start.line);
    let inside = placed[first..].iter().take_while(|t| t.line <= range.end.line);
    SemanticTokens { result_id: None, data: relative(before.chain(inside)) }
}

/// Gives the client all tokens, and takes back what it had.
fn give(view: &View<'_>, document: &Open) -> (SemanticTokens, Option<Given>) {
    let tokens = relative(placed(view).iter());
    // Within an open document a revision is read once.
    let id = view.reading.revision.to_string();
    let given = Given { id: id.clone(), tokens: tokens.clone() };
    let old = document.tokens.lock().unwrap_or_else(std::sync::PoisonError::into_inner).replace(given);
    (SemanticTokens { result_id: Some(id), data: tokens }, old)
}

/// The one edit between two lists, in the numbers of the protocol: five a token.
fn changes(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (gone, come) = (old.len() - head - tail, &new[head..new.len() - tail]);
    if gone == 0 && come.is_empty() {
        return Vec::new();
    }
    let data = (!come.is_empty()).then(|| come.to_vec());
    vec![SemanticTokensEdit { start: 5 * head as u32, delete_count: 5 * gone as u32, data }]
}

fn relative<'a>(placed: impl Iterator<Item = &'a Placed>) -> Vec<SemanticToken> {
    let (mut line, mut column) = (0, 0);
    placed
        .map(|t| {
            let delta_line = t.line - line;
            let delta_start = if delta_line == 0 { t.column - column } else { t.column };
            (line, column) = (t.line, t.column);
            SemanticToken {
                delta_line,
                delta_start,
                length: t.length,
                token_type: t.kind,
                token_modifiers_bitset: t.modifiers,
            }
        })
        .collect()
}

/// The tokens of a reading, made when they are first asked for.
fn placed<'a>(view: &View<'a>) -> &'a [Placed] {
    view.reading.tokens.get_or_init(|| {
        let marked = marked(view);
        let features = &view.client.features;
        let apart = if features.overlapping_tokens { whole(marked) } else { apart(marked) };
        for_client(view, &apart, features.multiline_tokens)
    })
}

/// All that has a meaning, what matters most first.
fn marked(view: &View<'_>) -> Vec<Marked> {
    let extraction = view.extraction();
    let mut out: Vec<Marked> = Vec::new();
    let mut layer = |mut marks: Vec<Marked>| {
        // What stands inside something else is the more special.
        marks.sort_by_key(|m| (m.span.len(), m.span.start()));
        out.append(&mut marks);
    };
    let boilerplate = extraction.boilerplate.iter();
    layer(boilerplate.map(|l| Marked { span: l.span, kind: Kind::Boilerplate, modifiers: 0 }).collect());
    let mentions = extraction.speakers.iter().enumerate().flat_map(|(id, s)| {
        s.mentions.iter().map(move |&(span, _)| Marked { span, kind: Kind::Speaker, modifiers: tint(id) })
    });
    layer(mentions.collect());
    let (mut sources, mut cues, mut contents) = (Vec::new(), Vec::new(), Vec::new());
    for quote in extraction.told_quotes() {
        let who = match quote.speaker {
            Some(id) => tint(id),
            None if quote.candidates.is_empty() => UNATTRIBUTED,
            None => AMBIGUOUS,
        };
        let how = match quote.kind {
            QuoteKind::Direct => DIRECT,
            QuoteKind::Indirect => INDIRECT,
            QuoteKind::Mixed => MIXED,
        };
        let all = |spans: &[Span], kind, modifiers| -> Vec<Marked> {
            spans.iter().map(|&span| Marked { span, kind, modifiers }).collect()
        };
        sources.extend(all(&quote.source, Kind::Speaker, who));
        cues.extend(all(&quote.cue, Kind::Cue, who));
        contents.extend(all(&quote.content, Kind::Quotation, who | how));
    }
    layer(sources);
    layer(cues);
    layer(contents);
    let claims = extraction.reasoned_claims().map(|c| {
        let modifiers = if c.attributed() { 0 } else { UNATTRIBUTED };
        Marked { span: c.span, kind: Kind::Claim, modifiers }
    });
    layer(claims.collect());
    out
}

/// The modifier that tells a speaker from others.
fn tint(speaker: SpeakerId) -> u32 {
    1 << (FIRST_SPEAKER + (speaker % SPEAKERS) as u32)
}

/// Everything as it is, in order.
fn whole(mut marked: Vec<Marked>) -> Vec<Marked> {
    marked.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
    marked.dedup_by_key(|m| m.span);
    marked
}

/// Everything without overlaps: what comes first in the list keeps its place, what comes later has what is left.
fn apart(marked: Vec<Marked>) -> Vec<Marked> {
    let mut taken: BTreeMap<usize, Marked> = BTreeMap::new();
    for mark in marked {
        let mut start = mark.span.start();
        let mut gaps = Vec::new();
        let before = taken.range(..=start).next_back().map(|(_, m)| m.span.end());
        start = start.max(before.unwrap_or(0));
        for (_, other) in taken.range(start..mark.span.end().max(start)) {
            gaps.push(Span::new(start, other.span.start()));
            start = start.max(other.span.end());
        }
        gaps.push(Span::new(start, mark.span.end()));
        for span in gaps.into_iter().filter(|g| !g.is_empty()) {
            taken.insert(span.start(), Marked { span, ..mark });
        }
    }
    taken.into_values().collect()
}

/// Where the client sees tokens: on one line each, unless it takes longer ones.
fn for_client(view: &View<'_>, marked: &[Marked], multiline: bool) -> Vec<Placed> {
    let (text, lines) = (view.text(), &view.analysis.lines);
    let mut out = Vec::with_capacity(marked.len());
    let mut ruler = Ruler::new(text, view.encoding());
    for mark in marked {
        let (first, last) = (lines.line(mark.span.start()), lines.line(mark.span.end().saturating_sub(1)));
        let whole = multiline && first < last;
        for line in first..=if whole { first } else { last } {
            let cut = if whole { mark.span } else { clip(mark.span, lines.line_span(text, line)) };
            let span = bare(cut, text, line > first);
            // A stop or a blank between two tokens is none.
            if !span.of(text).contains(char::is_alphanumeric) {
                continue;
            }
            let begins = lines.line(span.start());
            out.push(Placed {
                line: begins as u32,
                last_line: lines.line(span.end() - 1) as u32,
                column: ruler.column(lines.line_span(text, begins).start(), span.start()),
                length: view.encoding().len(span.of(text)) as u32,
                kind: mark.kind as u32,
                modifiers: mark.modifiers,
            });
        }
    }
    out.sort_by_key(|t| (t.line, t.column));
    out
}

/// The part of a span on a line.
fn clip(span: Span, line: Span) -> Span {
    Span::new(span.start().max(line.start()), span.end().min(line.end()))
}

/// A span without white space at its ends and, at the start of a line, without the marks of Markdown quotes.
fn bare(span: Span, text: &str, starts_line: bool) -> Span {
    let mut span = span.trim(text);
    while starts_line && span.of(text).starts_with('>') {
        span = Span::new(span.start() + 1, span.end()).trim(text);
    }
    span
}

/// Measures columns from left to right without beginning each line again.
struct Ruler<'a> {
    text: &'a str,
    encoding: Encoding,
    line: usize,
    at: usize,
    column: usize,
}

impl<'a> Ruler<'a> {
    fn new(text: &'a str, encoding: Encoding) -> Self {
        Self { text, encoding, line: 0, at: 0, column: 0 }
    }

    /// The column of `offset` on the line that begins at `line`.
    fn column(&mut self, line: usize, offset: usize) -> u32 {
        if line != self.line || offset < self.at {
            (self.line, self.at, self.column) = (line, line, 0);
        }
        self.column += self.encoding.len(self.text.get(self.at..offset).unwrap_or_default());
        self.at = offset;
        self.column as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_first_keeps_its_place() {
        let mark = |start, end, kind| Marked { span: Span::new(start, end), kind, modifiers: 0 };
        let all = vec![
            mark(4, 6, Kind::Speaker),
            mark(8, 10, Kind::Cue),
            mark(5, 9, Kind::Cue),
            mark(0, 12, Kind::Claim),
            mark(3, 3, Kind::Claim),
            mark(11, 14, Kind::Quotation),
        ];
        let got: Vec<_> = apart(all).into_iter().map(|m| (m.span.start(), m.span.end(), m.kind)).collect();
        let wanted = [
            (0, 4, Kind::Claim),
            (4, 6, Kind::Speaker),
            (6, 8, Kind::Cue),
            (8, 10, Kind::Cue),
            (10, 12, Kind::Claim),
            (12, 14, Kind::Quotation),
        ];
        assert_eq!(got, wanted);
    }
}
