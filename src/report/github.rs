use super::finding::Page;
use crate::rules::{Finding, Severity};

/// A command that becomes an annotation on the line of a change.
pub(super) fn finding(page: &Page<'_>, finding: &Finding) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let (start, end) = (page.place(finding.span.start()), page.place(finding.span.end()));
    let columns =
        if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    format!(
        "::{command} file={},line={},endLine={}{columns},title={}::{}\n",
        property(page.name),
        start.line,
        end.line,
        property(finding.rule.code),
        data(&finding.message),
    )
}

/// The text of a command, as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command: a comma or a colon would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(data("50 %: a,\r\n::b"), "50 %25: a,%0D%0A::b");
        assert_eq!(property("a:b,c%.md"), "a%3Ab%2Cc%25.md");
    }
}
