//! Findings as diagnostics.

use serde::Serialize;
use serde_json::json;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, PublishDiagnosticsParams, Range, Url,
};

use super::client::ClientInfo;
use super::convert;
use super::documents::{Open, Outcome, Reading};
use crate::analysis::Analysis;
use crate::rules::{Finding, Group, Severity};

/// Who speaks in our diagnostics.
const SOURCE: &str = "whosaid";

/// A notification that takes the place of all diagnostics of a document.
#[derive(Serialize)]
pub(super) struct Publish {
    jsonrpc: &'static str,
    method: &'static str,
    params: PublishDiagnosticsParams,
}

impl Publish {
    fn new(uri: &Url, diagnostics: Vec<Diagnostic>, version: Option<i32>) -> Self {
        let params = PublishDiagnosticsParams { uri: uri.clone(), diagnostics, version };
        Self { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params }
    }
}

/// What was found in a document, for the client.
pub(super) fn message(document: &Open, reading: &Reading, client: &ClientInfo) -> Publish {
    let diagnostics = match &reading.outcome {
        Outcome::Read(analysis) => {
            analysis.findings.iter().map(|f| diagnostic(f, analysis, &document.uri, client)).collect()
        }
        Outcome::TooLarge { bytes, limit } => vec![too_large(*bytes, *limit)],
        Outcome::Failed | Outcome::Closed => Vec::new(),
    };
    Publish::new(&document.uri, diagnostics, Some(reading.version))
}

/// Takes away the diagnostics of a document that is closed.
pub(super) fn nothing(uri: &Url) -> Publish {
    Publish::new(uri, Vec::new(), None)
}

/// A finding for the client.
pub(super) fn diagnostic(finding: &Finding, analysis: &Analysis, uri: &Url, client: &ClientInfo) -> Diagnostic {
    let at = |span| convert::range(analysis, span, client.encoding);
    let related = finding.evidence.iter().map(|evidence| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: at(evidence.span) },
        message: evidence.label.clone(),
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
    Some(CodeDescription { href: Url::parse(&finding.rule.href()).ok()? })
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
            "This file has {bytes} bytes and is not analysed. The limit is {limit}; the setting `limits.max-file-bytes` raises it."
        ),
        ..Diagnostic::default()
    }
}
