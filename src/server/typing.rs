//! Quiet while somebody writes: a new finding on the sentence under the cursor waits until the sentence ends, the
//! cursor leaves it, the document is saved or the writer pauses.
//!
//! The server does not see the cursor. It knows where the last edit ended, and other requests (what is at this place?)
//! tell when the cursor has gone elsewhere. What waits is only left out of what is shown, never out of the reading.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tower_lsp::lsp_types::{self as lsp, Url};

use super::convert;
use super::documents::{Open, Reading};
use super::features::diagnostics;
use super::state::State;
use crate::analysis::Analysis;
use crate::rules::Profile;
use crate::settings::WhileTyping;
use crate::text::{Change, Edited, Span};

/// How long a writer who pauses is left in peace.
const PAUSE: Duration = Duration::from_secs(2);
/// More bytes at once are not typed: they are pasted, cut or filled in.
const TYPED: usize = 40;

/// Where somebody is writing.
#[derive(Clone, Debug)]
pub(super) struct Typing {
    /// Behind the last edit, in bytes; several where there are several cursors.
    places: Vec<usize>,
    at: Instant,
}

impl Typing {
    /// What some changes, in order, tell: nothing where they were not typed.
    pub(super) fn new(changes: &[(Change, Edited)]) -> Option<Self> {
        let mut places: Vec<usize> = Vec::new();
        for (change, edited) in changes {
            let Edited { start, removed, inserted } = *edited;
            // Of a whole text only what differs counts; where nothing does, it was saved or read again.
            let (new, any) = match change.range {
                Some(_) => (Some(&*change.text), true),
                None => (change.text.get(start..start + inserted), removed + inserted > 0),
            };
            let line = new.is_some_and(|new| !new.contains(['\n', '\r']));
            if !any || !line || removed.max(inserted) > TYPED {
                return None;
            }
            for place in &mut places {
                if *place >= start + removed {
                    *place = *place - removed + inserted;
                }
            }
            places.push(start + inserted);
        }
        (!places.is_empty()).then(|| Self { places, at: Instant::now() })
    }

    /// How long until the writer has paused.
    fn rest(&self) -> Duration {
        PAUSE.saturating_sub(self.at.elapsed())
    }

    /// The sentences that are being written.
    fn sentences(&self, analysis: &Analysis) -> impl Iterator<Item = Span> {
        self.places.iter().filter_map(|&place| sentence(analysis, place))
    }
}

/// The unfinished sentence at a place; outside sentences, the line.
fn sentence(analysis: &Analysis, place: usize) -> Option<Span> {
    let text = &*analysis.text;
    let span = match analysis.manuscript(Profile::Default).sentence_at(place) {
        Some(sentence) => sentence.span(),
        None => analysis.lines.line_span(text, analysis.lines.line(place)),
    };
    let words = span.trim(text);
    let bare = words.of(text).trim_end_matches(['”', '"', '’', '\'', '»', ')', ']', '*', '_']);
    let ended = place >= words.end() && bare.ends_with(['.', '!', '?', '…', '。', '！', '？']);
    (!ended).then_some(span)
}

/// What was last shown of a document: the rules and where their findings begin, in order.
#[derive(Default)]
pub(super) struct Shown {
    length: usize,
    findings: Vec<(usize, &'static str)>,
}

impl Shown {
    /// The findings of an analysis without those that wait.
    pub(super) fn new(analysis: &Analysis, held: &[usize]) -> Self {
        let findings = analysis.findings.iter().enumerate().filter(|(i, _)| held.binary_search(i).is_err());
        Self { length: analysis.text.len(), findings: findings.map(|(_, f)| (f.span.start(), f.rule.code)).collect() }
    }

    /// Whether a finding of a rule was shown in a sentence that may have been another's length.
    fn has(&self, code: &str, sentence: Span, length: usize) -> bool {
        let end = (sentence.end() + self.length).saturating_sub(length);
        let first = self.findings.partition_point(|f| f.0 < sentence.start());
        self.findings[first..].iter().take_while(|f| f.0 < end).any(|f| f.1 == code)
    }
}

/// The findings that wait, in order: those on a sentence that is being written, but for rules that already speak there.
pub(super) fn held(analysis: &Analysis, typing: &Typing, setting: WhileTyping, shown: &Shown) -> Vec<usize> {
    if setting == WhileTyping::Show || typing.rest().is_zero() {
        return Vec::new();
    }
    let mut held = Vec::new();
    for sentence in typing.sentences(analysis) {
        let on = |span: Span| span.overlaps(sentence) || span.is_empty() && sentence.touches(span.start());
        let new = |code| !shown.has(code, sentence, analysis.text.len());
        let found = analysis.findings.iter().enumerate();
        held.extend(found.filter(|(_, f)| on(f.span) && new(f.rule.code)).map(|(i, _)| i));
    }
    held.sort_unstable();
    held.dedup();
    held
}

/// Shows what waits once the writer has paused.
pub(super) fn show_later(state: &Arc<State>, document: &Arc<Open>, reading: &Reading) {
    let Some(typing) = document.typing().filter(|_| !reading.held.is_empty()) else { return };
    let (asker, document, revision) = (state.clone(), document.clone(), reading.revision);
    state.spawn(async move {
        tokio::time::sleep(typing.rest()).await;
        if document.is_at(revision) {
            show(&asker, &document);
        }
    });
}

/// Shows what waits: nobody is writing there now.
pub(super) fn show(state: &Arc<State>, document: &Arc<Open>) {
    if !document.stop_typing() {
        return;
    }
    let Some(reading) = document.latest().filter(|r| document.is_at(r.revision) && !r.held.is_empty()) else { return };
    // To write thousands of diagnostics takes milliseconds, and this is asked on the protocol's thread.
    let (state, document) = (state.clone(), document.clone());
    state.clone().spawn_blocking(move || {
        diagnostics::publish(&state, &document, &reading);
        diagnostics::refresh(&state);
    });
}

/// A request of the client tells where the cursor is. Shows what waits if that is not where somebody was writing.
pub(super) fn look(state: &Arc<State>, method: &str, params: Option<&Value>) {
    // These ask for a place of their own accord, or for all that is on the screen.
    if matches!(method, "textDocument/inlayHint" | "textDocument/semanticTokens/range") {
        return;
    }
    let Some(params) = params else { return };
    let position = |pointer: &str| -> Option<lsp::Position> {
        params.pointer(pointer).and_then(|p| serde_json::from_value(p.clone()).ok())
    };
    let Some(first) = position("/position").or_else(|| position("/range/start")) else { return };
    let last = position("/range/end").unwrap_or(first);
    let uri = params.pointer("/textDocument/uri").and_then(Value::as_str).and_then(|u| Url::parse(u).ok());
    let Some(document) = uri.and_then(|u| state.documents.get(&u)) else { return };
    let Some(typing) = document.typing() else { return };
    let Some(reading) = document.latest().filter(|r| document.is_at(r.revision) && !r.held.is_empty()) else { return };
    let Some(analysis) = reading.analysis() else { return };
    let encoding = state.client_info().encoding;
    let asked = convert::span(analysis, lsp::Range { start: first, end: last }, encoding);
    let there = typing.sentences(analysis).any(|s| s.start() <= asked.end() && asked.start() <= s.end());
    if !there {
        show(state, &document);
    }
}
