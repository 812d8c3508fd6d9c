//! Findings as diagnostics: pushed to clients that do not pull them.

use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::sync::{Arc, PoisonError};

use rayon::prelude::*;
use serde::Serialize;
use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Range, Url};

use super::diagnostic::{SOURCE, Written};
use crate::analysis::Analysis;
use crate::rules::Finding;
use crate::server::client::ClientInfo;
use crate::server::documents::{Open, Outcome, Reading};
use crate::server::state::State;
use crate::server::typing::Shown;

/// A notification that takes the place of all diagnostics of a document.
#[derive(Serialize)]
pub(in crate::server) struct Publish<'a> {
    jsonrpc: &'static str,
    method: &'static str,
    params: Params<'a>,
}

/// What lsp-types calls `PublishDiagnosticsParams`.
#[derive(Serialize)]
struct Params<'a> {
    uri: &'a Url,
    diagnostics: &'a [Diagnostic],
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
}

impl<'a> Publish<'a> {
    /// The notification for a document; without a version for one that is not open.
    pub(in crate::server) fn new(uri: &'a Url, diagnostics: &'a [Diagnostic], version: Option<i32>) -> Self {
        let params = Params { uri, diagnostics, version };
        Self { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params }
    }

    /// The message of this notification, with diagnostics that are written down already, separated by commas.
    fn with(&self, pieces: &[Vec<u8>]) -> Vec<u8> {
        // A name holds no bare quotation mark.
        const LIST: &[u8] = br#""diagnostics":["#;
        let message = serde_json::to_vec(self).unwrap_or_default();
        let list = memchr::memmem::find(&message, LIST).map_or(message.len(), |at| at + LIST.len());
        let (head, tail) = message.split_at(list);
        let commas = pieces.len().saturating_sub(1);
        let mut out = Vec::with_capacity(message.len() + commas + pieces.iter().map(Vec::len).sum::<usize>());
        out.extend_from_slice(head);
        for (i, piece) in pieces.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            out.extend_from_slice(piece);
        }
        out.extend_from_slice(tail);
        out
    }
}

/// Gives the client what was found in a document, unless the document changes before; one that pulls may ask.
pub(in crate::server) fn publish(state: &State, document: &Arc<Open>, reading: &Reading) {
    // Held until the message is on its way: of two publishes of a version the later is the fuller one.
    let mut shown = document.shown.lock().unwrap_or_else(PoisonError::into_inner);
    let held = document.held(reading);
    if let Some(analysis) = reading.analysis() {
        *shown = Shown::new(analysis, held);
    }
    let client = state.client_info();
    state.news.document();
    if !client.pulls {
        let (still, revision) = (document.clone(), reading.revision);
        let pieces = pieces(&reading.outcome, held, &document.uri, client);
        let message = Publish::new(&document.uri, &[], Some(reading.version)).with(&pieces);
        state.outbox.send_written_if(message, move || still.is_at(revision));
    }
}

/// Has the client ask again for what it pulls: something beside the text of its documents changed.
pub(in crate::server) fn refresh(state: &State) {
    let info = state.client_info();
    let (diagnostics, hints) = (info.pulls && info.refreshes_diagnostics, info.refreshes_hints);
    if diagnostics || hints {
        let client = state.client.clone();
        state.spawn(async move {
            if diagnostics {
                let _ = client.workspace_diagnostic_refresh().await;
            }
            if hints {
                let _ = client.inlay_hint_refresh().await;
            }
        });
    }
}

/// What came of reading a document, without the findings that are `held`.
pub(in crate::server) fn list(outcome: &Outcome, held: &[usize], uri: &Url, client: &ClientInfo) -> Vec<Diagnostic> {
    let (limit, analysis) = parts(outcome);
    let findings = analysis.into_iter().flat_map(|analysis| {
        shown(analysis, held).into_iter().map(|finding| Written::new(finding, analysis, uri, client).into())
    });
    limit.into_iter().chain(findings).collect()
}

/// How many diagnostics the [`list`] has.
pub(in crate::server) fn count(outcome: &Outcome, held: &[usize]) -> usize {
    let (limit, analysis) = parts(outcome);
    usize::from(limit.is_some()) + analysis.map_or(0, |analysis| shown(analysis, held).len())
}

/// A [`list`], written down, in pieces of diagnostics with commas between; that of a book by several threads.
fn pieces(outcome: &Outcome, held: &[usize], uri: &Url, client: &ClientInfo) -> Vec<Vec<u8>> {
    /// Fewer are not worth a thread.
    const SHARE: usize = 100;
    let (limit, analysis) = parts(outcome);
    let mut out: Vec<Vec<u8>> = limit.iter().filter_map(|l| serde_json::to_vec(l).ok()).collect();
    if let Some(analysis) = analysis {
        let write = |findings: &[&Finding]| {
            let mut piece = Vec::new();
            for (i, finding) in findings.iter().enumerate() {
                if i > 0 {
                    piece.push(b',');
                }
                // Nothing of it fails to be written, and a vector takes all.
                let _ = serde_json::to_writer(&mut piece, &Written::new(finding, analysis, uri, client));
            }
            piece
        };
        let shown = shown(analysis, held);
        if shown.len() <= SHARE {
            out.extend((!shown.is_empty()).then(|| write(&shown)));
        } else {
            out.par_extend(shown.par_chunks(SHARE).map(write));
        }
    }
    out
}

/// What a document shows beside its findings, and where these are.
fn parts(outcome: &Outcome) -> (Option<Diagnostic>, Option<&Analysis>) {
    match outcome {
        Outcome::Read(analysis) => (None, Some(analysis)),
        Outcome::TooLarge { bytes, limit, outline } => {
            (Some(too_large(*bytes, *limit, outline.is_some())), outline.as_deref())
        }
        Outcome::Failed | Outcome::Closed => (None, None),
    }
}

/// The findings of an analysis that are not `held`.
fn shown<'a>(analysis: &'a Analysis, held: &[usize]) -> Vec<&'a Finding> {
    let findings = analysis.findings.iter().enumerate();
    findings.filter(|(i, _)| held.binary_search(i).is_err()).map(|(_, f)| f).collect()
}

/// A name for a list of diagnostics: the same for the same list.
pub(in crate::server) fn result_id(diagnostics: &[Diagnostic]) -> String {
    struct Digest(DefaultHasher);
    impl io::Write for Digest {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.write(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut digest = Digest(DefaultHasher::new());
    let _ = serde_json::to_writer(io::BufWriter::new(&mut digest), diagnostics);
    format!("{:016x}", digest.0.finish())
}

/// Takes away the diagnostics of a document that is closed.
pub(in crate::server) fn nothing(uri: &Url) -> Publish<'_> {
    Publish::new(uri, &[], None)
}

fn too_large(bytes: usize, limit: usize, outlined: bool) -> Diagnostic {
    let read = if outlined { "only its outline is read" } else { "it is not read" };
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::INFORMATION),
        code: Some(NumberOrString::String("file-too-large".to_owned())),
        source: Some(SOURCE.to_owned()),
        message: format!(
            "This file has {bytes} bytes; {read}. The limit is {limit}; the setting `whosaid.limits.maxFileBytes` (`limits.max-file-bytes` in whosaid.toml) raises it."
        ),
        ..Diagnostic::default()
    }
}
