//! A finding as the client reads it.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Url,
};

use crate::analysis::Analysis;
use crate::rules::{Finding, Group, RULES, Severity};
use crate::server::client::ClientInfo;
use crate::server::convert;

/// Who speaks in our diagnostics.
pub(in crate::server) const SOURCE: &str = "whosaid";

/// What lsp-types calls `Diagnostic`, without copies: a book has thousands, written at each edit.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::server) struct Written<'a> {
    range: Range,
    severity: DiagnosticSeverity,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<Page>,
    source: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    related_information: Option<Vec<Related<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<[DiagnosticTag; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Data>,
}

/// Where a rule is explained.
#[derive(Serialize)]
struct Page {
    href: &'static Url,
}

/// Words that a finding rests on.
#[derive(Serialize)]
struct Related<'a> {
    location: At<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct At<'a> {
    uri: &'a Url,
    range: Range,
}

#[derive(Serialize)]
struct Data {
    fixes: usize,
}

impl<'a> Written<'a> {
    /// What a client that can do so much is told of a finding.
    pub(in crate::server) fn new(finding: &'a Finding, analysis: &Analysis, uri: &'a Url, client: &ClientInfo) -> Self {
        let at = |span| convert::range(analysis, span, client.encoding);
        let related = finding
            .evidence
            .iter()
            .map(|evidence| Related { location: At { uri, range: at(evidence.span) }, message: &evidence.label });
        Self {
            range: at(finding.span),
            severity: severity(finding.severity),
            code: finding.rule.code,
            code_description: page(finding).filter(|_| client.code_description),
            source: SOURCE,
            message: &finding.message,
            related_information: (client.related_information && !finding.evidence.is_empty())
                .then(|| related.collect()),
            tags: (client.unnecessary_tag && finding.rule.group == Group::Boilerplate)
                .then_some([DiagnosticTag::UNNECESSARY]),
            data: client.diagnostic_data.then_some(Data { fixes: finding.fixes.len() }),
        }
    }
}

impl From<Written<'_>> for Diagnostic {
    fn from(written: Written<'_>) -> Self {
        let related = |r: Related<'_>| DiagnosticRelatedInformation {
            location: Location { uri: r.location.uri.clone(), range: r.location.range },
            message: r.message.to_owned(),
        };
        Self {
            range: written.range,
            severity: Some(written.severity),
            code: Some(NumberOrString::String(written.code.to_owned())),
            code_description: written.code_description.map(|page| CodeDescription { href: page.href.clone() }),
            source: Some(written.source.to_owned()),
            message: written.message.to_owned(),
            related_information: written.related_information.map(|all| all.into_iter().map(related).collect()),
            tags: written.tags.map(Vec::from),
            data: written.data.map(|data| serde_json::json!(data)),
        }
    }
}

/// The page of the finding's rule.
fn page(finding: &Finding) -> Option<Page> {
    static PAGES: LazyLock<HashMap<&str, Url>> =
        LazyLock::new(|| RULES.iter().filter_map(|r| Some((r.code, Url::parse(&r.href()).ok()?))).collect());
    Some(Page { href: PAGES.get(finding.rule.code)? })
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;
    use crate::analysis::Analyzer;
    use crate::settings::Settings;
    use crate::text::Format;

    #[test]
    fn what_is_written_is_what_lsp_types_writes() {
        let text = "Prices rose 5 percent, from 5 percent to 10 percent, a study found.\n\n“It – “works,” said Ann.\n";
        let analysis = Analyzer::default().analyze(Arc::from(text), Format::Plain, &Settings::default(), &|| false);
        let analysis = analysis.expect("nobody cancelled it");
        assert!(analysis.findings.iter().any(|f| !f.evidence.is_empty()), "{:?}", analysis.findings);
        let uri = Url::parse("file:///tmp/a.txt").expect("a name");
        let all = ClientInfo {
            code_description: true,
            related_information: true,
            unnecessary_tag: true,
            diagnostic_data: true,
            ..ClientInfo::default()
        };
        for client in [all, ClientInfo::default()] {
            for finding in &analysis.findings {
                let written = || Written::new(finding, &analysis, &uri, &client);
                let theirs: Value = json!(Diagnostic::from(written()));
                assert_eq!(json!(written()), theirs, "{}", finding.message);
            }
        }
    }
}
