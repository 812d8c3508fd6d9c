use std::collections::BTreeMap;

use rayon::prelude::*;

use super::context::Said;
use super::stretch::Stretches;
use super::{Check, Context, Finding, Group, Level, Manuscript, Profile, RULES, Rule, Severity, Source};
use crate::extract::{BoilerplateLine, Extraction, QuoteKind};
use crate::text::Span;

/// Which rules speak, and how loudly.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// How much is shown.
    pub profile: Profile,
    /// Rules that the user switched, by code.
    pub levels: &'a BTreeMap<String, Level>,
}

impl Selection<'_> {
    /// The severity of a rule's findings; `None` when the rule is silent.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        match self.levels.get(rule.code) {
            Some(level) => level.severity(rule),
            None => (rule.profile <= self.profile).then_some(rule.severity),
        }
    }
}

/// A document of fewer blocks is checked on one thread: sharing it out costs more than it saves.
const PARALLEL: usize = 200;

/// What is found in the blocks of a document alone, while nobody knows yet who says what in it.
pub struct Early {
    /// What each of [`RULES`] finds, in their order; nothing where it needs more.
    findings: Vec<Vec<Finding>>,
    /// What stands between quotation marks, in order.
    marked: Vec<Span>,
}

impl Early {
    /// Runs the rules that need no more.
    pub fn find(manuscript: &Manuscript<'_>, selection: Selection<'_>) -> Self {
        let of = |rule: &&Rule| {
            let mut findings = Vec::new();
            let Manuscript { text, format, blocks, .. } = *manuscript;
            match rule.check {
                _ if selection.severity(rule).is_none() => {}
                Check::Text(check) => check(manuscript, &mut findings),
                // The markup of a page is not here.
                Check::Source(check) if manuscript.origin.is_none() => {
                    check(&Source { text, format, blocks }, &mut findings);
                }
                Check::Source(_) | Check::Article(_) => {}
            }
            findings
        };
        Self { findings: RULES.iter().map(of).collect(), marked: manuscript.marked().collect() }
    }
}

/// What the rules that read markup find in the source of a page, but for its `boilerplate`.
pub(crate) fn of_source(
    source: &Source<'_>,
    boilerplate: &[BoilerplateLine],
    selection: Selection<'_>,
) -> impl Iterator<Item = Finding> {
    let furniture = Stretches::new(boilerplate.iter().map(|l| l.span).collect());
    let found = RULES.iter().flat_map(move |rule| {
        let mut findings = Vec::new();
        if let Check::Source(check) = rule.check
            && let Some(severity) = selection.severity(rule)
        {
            check(source, &mut findings);
            findings.iter_mut().for_each(|f| f.severity = severity);
        }
        findings
    });
    found.filter(move |f| !furniture.touch(f.span)).collect::<Vec<_>>().into_iter()
}

/// Runs the other rules on a document and gives what all find, in the order of the text.
///
/// Two things hold whatever a rule does. On a line of boilerplate only [`Group::Boilerplate`] speaks; inside quotation
/// marks, and in direct speech without them, only [`Group::Quotations`] and [`Group::Unfinished`] do: what is still to
/// come is nobody's words. A finding that reaches out of a quotation
/// (a sentence that holds one) is not inside.
pub fn check(
    manuscript: Manuscript<'_>,
    extraction: &Extraction,
    selection: Selection<'_>,
    early: Early,
) -> Vec<Finding> {
    let furniture = Stretches::new(extraction.boilerplate.iter().map(|l| l.span).collect());
    let speech = extraction.quotes.iter().filter(|q| q.kind == QuoteKind::Direct).flat_map(|q| &q.content);
    let quoted = Stretches::new(early.marked.into_iter().chain(speech.copied()).collect());
    let said = Said::default();
    let context = Context { manuscript, extraction, quoted: &quoted, said: &said };
    let of = |(rule, mut findings): (&&'static Rule, Vec<Finding>)| {
        let Some(severity) = selection.severity(rule) else { return Vec::new() };
        if let Check::Article(check) = rule.check {
            check(&context, &mut findings);
        }
        findings.retain_mut(|f| {
            f.severity = severity;
            match rule.group {
                Group::Boilerplate => true,
                Group::Quotations | Group::Unfinished => !furniture.touch(f.span),
                _ => !furniture.touch(f.span) && !quoted.cover(f.span),
            }
        });
        findings
    };
    let found: Vec<Vec<Finding>> = if context.blocks.len() < PARALLEL {
        RULES.iter().zip(early.findings).map(of).collect()
    } else {
        // Some take a hundred times as long as others.
        RULES.par_iter().zip(early.findings).with_max_len(1).map(of).collect()
    };
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    // Stable: at one place, the order of the table.
    findings.sort_by_key(|f| (f.span.start(), f.span.end()));
    findings
}
