//! Diagnostics for clients that ask for them: of a document, and of the whole workspace.

use std::collections::HashMap;
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Url, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::diagnostics;
use crate::server::config;
use crate::server::documents::{Open, Outcome, Reading};
use crate::server::state::State;
use crate::server::workspace::{self, Cancel};

/// What is known of a list that the client has: it is the same, or it is this.
enum Report {
    Same(UnchangedDocumentDiagnosticReport),
    New(FullDocumentDiagnosticReport),
}

impl Report {
    fn new(result_id: String, items: impl FnOnce() -> Vec<Diagnostic>, known: Option<&str>) -> Self {
        if known == Some(&*result_id) {
            return Self::Same(UnchangedDocumentDiagnosticReport { result_id });
        }
        Self::New(FullDocumentDiagnosticReport { result_id: Some(result_id), items: items() })
    }

    fn of(items: Vec<Diagnostic>, known: Option<&str>) -> Self {
        Self::new(diagnostics::result_id(&items), || items, known)
    }

    /// That of an open document. A version that could not be read leaves what the client has.
    fn of_reading(state: &State, document: &Open, reading: &Reading, known: Option<&str>) -> Self {
        match (&reading.outcome, known) {
            (Outcome::Failed, Some(known)) => Self::new(known.to_owned(), Vec::new, Some(known)),
            (outcome, known) => {
                let held = document.held(reading);
                Self::of(diagnostics::list(outcome, held, &document.uri, state.client_info()), known)
            }
        }
    }

    fn in_workspace(self, uri: Url, version: Option<i64>) -> WorkspaceDocumentDiagnosticReport {
        match self {
            Self::Same(report) => WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: report,
            }
            .into(),
            Self::New(report) => {
                WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report: report }.into()
            }
        }
    }
}

/// `textDocument/diagnostic`.
pub(in crate::server) async fn document(
    state: &Arc<State>,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let known = params.previous_result_id.as_deref();
    let report = match state.reading(&params.text_document.uri).await {
        Some((document, reading)) => Report::of_reading(state, &document, &reading, known),
        None => Report::of(Vec::new(), known),
    };
    let report: DocumentDiagnosticReport = match report {
        Report::Same(report) => RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: report,
        }
        .into(),
        Report::New(report) => {
            RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report: report }
                .into()
        }
    };
    Ok(report.into())
}

/// `workspace/diagnostic`: the open documents, then the articles that are not open.
pub(in crate::server) async fn workspace(
    state: &Arc<State>,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReportResult> {
    workspace::pulls(state);
    let mut known: HashMap<Url, String> = params.previous_result_ids.into_iter().map(|p| (p.uri, p.value)).collect();
    let mut items = Vec::new();
    for document in state.documents.all() {
        let uri = document.uri.clone();
        let Some((document, reading)) = state.reading(&uri).await else { continue };
        let report = Report::of_reading(state, &document, &reading, known.remove(&uri).as_deref());
        items.push(report.in_workspace(uri, Some(reading.version.into())));
    }
    // The answer ends the wait; so does a cancel, which drops it.
    let cancel = Cancel::default();
    let dropped = cancel.clone().when_dropped();
    let asker = state.clone();
    let whole = config::settings(state, None).diagnostics.workspace;
    let files = tokio::task::spawn_blocking(move || {
        let paths = if whole { workspace::articles(&asker) } else { Vec::new() };
        workspace::check(&asker, &paths, &cancel, |_, _| {})
    });
    for file in files.await.unwrap_or_default() {
        if !state.documents.has_file(&file.path) {
            let report = Report::new(file.id.clone(), || file.diagnostics.clone(), known.remove(&file.uri).as_deref());
            items.push(report.in_workspace(file.uri.clone(), None));
        }
    }
    drop(dropped);
    // What is gone takes its diagnostics along.
    let gone = known.into_iter().map(|(uri, id)| Report::of(Vec::new(), Some(&id)).in_workspace(uri, None));
    items.extend(gone);
    Ok(WorkspaceDiagnosticReport { items }.into())
}
