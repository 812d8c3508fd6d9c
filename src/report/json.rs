use serde::Serialize;

use super::finding::{Page, Place, fingerprint};
use crate::rules::Finding;
use crate::text::Span;

/// A finding as JSON. Spans count bytes of the file; lines and columns count from 1, columns in characters.
#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    span: Span,
    start: Place,
    end: Place,
    evidence: Vec<Evidence<'a>>,
    fixes: Vec<Fix<'a>>,
    href: String,
    /// The same as long as rule and sentence are.
    fingerprint: String,
}

#[derive(Serialize)]
struct Evidence<'a> {
    span: Span,
    start: Place,
    end: Place,
    label: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    span: Span,
    text: &'a str,
    /// The bytes of `text` that the writer has to replace.
    #[serde(skip_serializing_if = "Option::is_none")]
    placeholder: Option<Span>,
}

pub(super) fn finding(page: &Page<'_>, finding: &Finding) -> String {
    let record = Record {
        file: page.name,
        rule: finding.rule.code,
        severity: finding.severity.name(),
        message: &finding.message,
        span: finding.span,
        start: page.place(finding.span.start()),
        end: page.place(finding.span.end()),
        evidence: finding
            .evidence
            .iter()
            .map(|e| Evidence {
                span: e.span,
                start: page.place(e.span.start()),
                end: page.place(e.span.end()),
                label: &e.label,
            })
            .collect(),
        fixes: finding
            .fixes
            .iter()
            .map(|f| Fix {
                title: &f.title,
                safe: f.safe,
                edits: f
                    .edits
                    .iter()
                    .map(|e| Edit { span: e.span, text: &e.text, placeholder: e.placeholder })
                    .collect(),
            })
            .collect(),
        href: finding.rule.href(),
        fingerprint: fingerprint(page, finding),
    };
    serde_json::to_string(&record).unwrap_or_default()
}
