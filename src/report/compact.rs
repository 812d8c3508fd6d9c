use super::finding::{Page, one_line};
use crate::rules::Finding;

/// `path:line:col: severity code message`, as editors and `grep` users know it.
pub(super) fn finding(page: &Page<'_>, finding: &Finding) -> String {
    let at = page.place(finding.span.start());
    let (severity, code, message) = (finding.severity.name(), finding.rule.code, one_line(&finding.message));
    format!("{}:{}:{}: {severity} {code} {message}\n", one_line(page.name), at.line, at.column)
}
