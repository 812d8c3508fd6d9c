//! Findings for people, in the manner of rustc.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::{Mark, excerpts};
use super::finding::{Page, one_line};
use crate::rules::{Finding, Severity};

/// More evidence than this is more than a person reads.
const EVIDENCE: usize = 4;

/// Lines are cut already; nothing is left for the renderer to trim.
const WIDTH: usize = 10_000;

/// A finding with its line, the place underlined, what it rests on, what would mend it, and its page.
pub(super) fn finding(page: &Page<'_>, finding: &Finding) -> String {
    let mut marks = vec![Mark { span: finding.span, label: "", primary: true }];
    for evidence in finding.evidence.iter().take(EVIDENCE) {
        if evidence.span == finding.span {
            marks[0].label = &evidence.label;
        } else {
            marks.push(Mark { span: evidence.span, label: &evidence.label, primary: false });
        }
    }
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO.with_name("information"),
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let at = page.place(finding.span.start());
    let origin = Origin::path(one_line(page.name)).line(at.line).char_column(at.column);
    let title = level.primary_title(one_line(&finding.message)).id(finding.rule.code);
    let mut group: Group<'_> = title.element(origin);
    for excerpt in excerpts(page, &marks) {
        let mut snippet = Snippet::source(excerpt.source).line_start(excerpt.line).fold(false);
        for (span, label, primary) in excerpt.marks {
            let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let label = (!label.is_empty()).then(|| one_line(label));
            snippet = snippet.annotation(kind.span(span).label(label));
        }
        group = group.element(Element::from(snippet));
    }
    if let Some(fix) = finding.fixes.first() {
        group = group.element(Level::HELP.message(one_line(&fix.title)));
    }
    group = group.element(Level::NOTE.with_name("page").message(finding.rule.href()));
    let rendered = Renderer::styled().term_width(WIDTH).render(&[group]);
    let mut out = String::with_capacity(rendered.len() + 2);
    let mut first = true;
    for line in rendered.lines() {
        // The renderer takes the first excerpt for another file than its heading names.
        if first && anstream::adapter::strip_str(line).to_string().trim() == ":::" {
            first = false;
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
    out
}
