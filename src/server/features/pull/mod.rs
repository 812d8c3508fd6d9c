//! Diagnostics for clients that ask for them: of a document, and of the whole workspace.

mod workspace;

use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Url, WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::diagnostics;
use crate::server::documents::{Open, Outcome, Reading};
use crate::server::state::State;

pub(in crate::server) use workspace::workspace;

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
