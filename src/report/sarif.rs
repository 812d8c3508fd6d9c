//! SARIF 2.1.0, as code scanning reads it.

use serde_json::{Value, json};

use super::finding::Page;
use crate::rules::{Finding, Fix, RULES, Rule, Severity};
use crate::text::Span;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Everything before the first result.
pub(super) fn start() -> String {
    let driver = json!({
        "name": "whosaid",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": RULES.iter().copied().map(rule).collect::<Vec<_>>(),
    });
    format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// Everything behind the last result.
pub(super) fn end(complete: bool) -> String {
    format!("\n],\"invocations\":[{{\"executionSuccessful\":{complete}}}]}}]}}\n")
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.explanation },
        "help": { "text": rule.explanation, "markdown": rule.explanation },
        "helpUri": rule.href(),
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.group.name()], "severity": rule.severity.name() },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// The result for a finding; `print` tells it apart from all others of the article.
pub(super) fn result(page: &Page<'_>, finding: &Finding, print: &str) -> String {
    let mut result = json!({
        "ruleId": finding.rule.code,
        "level": level(finding.severity),
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": location(page, finding.span) }],
        "partialFingerprints": { "whosaidSentence/v1": print },
        "properties": { "severity": finding.severity.name() },
    });
    if let Some(index) = RULES.iter().position(|r| *r == finding.rule) {
        result["ruleIndex"] = index.into();
    }
    if !finding.evidence.is_empty() {
        let evidence = finding.evidence.iter().enumerate();
        let location = |(id, e): (usize, &crate::rules::Evidence)| json!({ "id": id, "physicalLocation": location(page, e.span), "message": { "text": e.label } });
        result["relatedLocations"] = evidence.map(location).collect();
    }
    if !finding.fixes.is_empty() {
        result["fixes"] = finding.fixes.iter().map(|f| fix(page, f)).collect();
    }
    result.to_string()
}

fn fix(page: &Page<'_>, fix: &Fix) -> Value {
    let replacements: Value = fix
        .edits
        .iter()
        .map(|e| json!({ "deletedRegion": region(page, e.span), "insertedContent": { "text": e.text } }))
        .collect();
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{ "artifactLocation": artifact(page.name), "replacements": replacements }],
    })
}

fn location(page: &Page<'_>, span: Span) -> Value {
    json!({ "artifactLocation": artifact(page.name), "region": region(page, span) })
}

fn region(page: &Page<'_>, span: Span) -> Value {
    let (start, end) = (page.place(span.start()), page.place(span.end()));
    json!({
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
    })
}

/// A file: below the root of the sources where its path is relative.
fn artifact(name: &str) -> Value {
    if name.starts_with('/') {
        json!({ "uri": format!("file://{}", uri(name)) })
    } else if name.as_bytes().get(1) == Some(&b':') {
        json!({ "uri": format!("file:///{}", uri(name)) })
    } else {
        json!({ "uri": uri(name), "uriBaseId": "%SRCROOT%" })
    }
}

/// A path as part of a URI.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("a b/é#.md"), "a%20b/%C3%A9%23.md");
        assert_eq!(artifact("/tmp/a.md")["uri"], "file:///tmp/a.md");
        assert_eq!(artifact("c:/a.md")["uri"], "file:///c%3A/a.md");
        assert_eq!(artifact("a.md")["uriBaseId"], "%SRCROOT%");
    }
}
