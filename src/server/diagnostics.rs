//! Findings as diagnostics: pushed to clients that do not pull them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::sync::{Arc, LazyLock, PoisonError};

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;
use serde_json::value::to_raw_value;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Url,
};

use super::client::ClientInfo;
use super::convert;
use super::documents::{Open, Outcome, Reading};
use super::state::State;
use super::typing::Shown;
use crate::analysis::Analysis;
use crate::rules::{Finding, Group, RULES, Severity};

/// Who speaks in our diagnostics.
const SOURCE: &str = "whosaid";

/// A notification that takes the place of all diagnostics of a document.
#[derive(Serialize)]
pub(super) struct Publish<'a, D> {
    jsonrpc: &'static str,
    method: &'static str,
    params: Params<'a, D>,
}

/// What lsp-types calls `PublishDiagnosticsParams`, with diagnostics that may be written down already.
#[derive(Serialize)]
struct Params<'a, D> {
    uri: &'a Url,
    diagnostics: &'a [D],
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
}

impl<'a, D> Publish<'a, D> {
    /// The notification for a document; without a version for one that is not open.
    pub(super) fn new(uri: &'a Url, diagnostics: &'a [D], version: Option<i32>) -> Self {
        let params = Params { uri, diagnostics, version };
        Self { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params }
    }
}

/// Gives the client what was found in a document, unless it pulls that or the document changes before.
pub(super) fn publish(state: &State, document: &Arc<Open>, reading: &Reading) {
    // Held until the message is on its way: of two publishes of a version the later is the fuller one.
    let mut shown = document.shown.lock().unwrap_or_else(PoisonError::into_inner);
    let held = document.held(reading);
    if let Some(analysis) = reading.analysis() {
        *shown = Shown::new(analysis, held);
    }
    let client = state.client_info();
    if !client.pulls {
        let written = each(&reading.outcome, held, &document.uri, client, |d| to_raw_value(&d).unwrap_or_default());
        let (still, revision) = (document.clone(), reading.revision);
        let message = Publish::new(&document.uri, &written, Some(reading.version));
        state.outbox.send_if(&message, move || still.is_at(revision));
    }
}

/// Has the client ask again for what it pulls: something beside the text of its documents changed.
pub(super) fn refresh(state: &State) {
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
pub(super) fn list(outcome: &Outcome, held: &[usize], uri: &Url, client: &ClientInfo) -> Vec<Diagnostic> {
    each(outcome, held, uri, client, |d| d)
}

/// What is made of each diagnostic of a [`list`]; of those of a book by several threads.
fn each<T: Send>(
    outcome: &Outcome,
    held: &[usize],
    uri: &Url,
    client: &ClientInfo,
    make: impl Fn(Diagnostic) -> T + Sync,
) -> Vec<T> {
    /// Fewer are not worth a thread.
    const SHARE: usize = 100;
    let findings = |analysis: &Analysis| {
        let shown = analysis.findings.iter().enumerate().filter(|(i, _)| held.binary_search(i).is_err());
        let shown: Vec<&Finding> = shown.map(|(_, f)| f).collect();
        let make = |f: &&Finding| make(diagnostic(f, analysis, uri, client));
        if shown.len() <= SHARE {
            shown.iter().map(make).collect()
        } else {
            shown.par_iter().with_min_len(SHARE).map(make).collect::<Vec<T>>()
        }
    };
    match outcome {
        Outcome::Read(analysis) => findings(analysis),
        Outcome::TooLarge { bytes, limit, outline } => {
            let mut all = vec![make(too_large(*bytes, *limit))];
            all.extend(outline.iter().flat_map(|analysis| findings(analysis)));
            all
        }
        Outcome::Failed | Outcome::Closed => Vec::new(),
    }
}

/// A name for a list of diagnostics: the same for the same list.
pub(super) fn result_id(diagnostics: &[Diagnostic]) -> String {
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
pub(super) fn nothing(uri: &Url) -> Publish<'_, Diagnostic> {
    Publish::new(uri, &[], None)
}

/// A finding for the client.
pub(super) fn diagnostic(finding: &Finding, analysis: &Analysis, uri: &Url, client: &ClientInfo) -> Diagnostic {
    let at = |span| convert::range(analysis, span, client.encoding);
    let related = finding.evidence.iter().map(|evidence| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: at(evidence.span) },
        message: evidence.label.to_string(),
    });
    Diagnostic {
        range: at(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.code.to_owned())),
        code_description: page(finding).filter(|_| client.code_description),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: (client.related_information && !finding.evidence.is_empty()).then(|| related.collect()),
        tags: (client.unnecessary_tag && finding.rule.group == Group::Boilerplate)
            .then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: client.diagnostic_data.then(|| json!({ "fixes": finding.fixes.len() })),
    }
}

/// The page of the finding's rule.
fn page(finding: &Finding) -> Option<CodeDescription> {
    static PAGES: LazyLock<HashMap<&str, Url>> =
        LazyLock::new(|| RULES.iter().filter_map(|r| Some((r.code, Url::parse(&r.href()).ok()?))).collect());
    Some(CodeDescription { href: PAGES.get(finding.rule.code)?.clone() })
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

fn too_large(bytes: usize, limit: usize) -> Diagnostic {
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::INFORMATION),
        code: Some(NumberOrString::String("file-too-large".to_owned())),
        source: Some(SOURCE.to_owned()),
        message: format!(
            "This file has {bytes} bytes; only its outline is read. The limit is {limit}; the setting `whosaid.limits.maxFileBytes` (`limits.max-file-bytes` in whosaid.toml) raises it."
        ),
        ..Diagnostic::default()
    }
}
