//! A Code Quality report, as GitLab shows it in a merge request.

use serde_json::json;

use super::finding::{Page, hash};
use crate::rules::{Finding, Severity};

/// The issue for a finding. GitLab knows it by its fingerprint, which has to be the only one of its kind in the report:
/// `key` tells the finding apart from the others of the article, and the name of the article from those of others.
pub(super) fn issue(page: &Page<'_>, finding: &Finding, key: &str) -> String {
    let severity = match finding.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Information | Severity::Hint => "info",
    };
    json!({
        "description": finding.message,
        "check_name": finding.rule.code,
        "fingerprint": hash(page.name.bytes().chain([0]).chain(key.bytes())),
        "severity": severity,
        "location": { "path": page.name, "lines": { "begin": page.place(finding.span.start()).line } },
    })
    .to_string()
}
