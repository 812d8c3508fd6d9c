use std::collections::BTreeMap;

use rayon::prelude::*;

use super::stretch::Stretches;
use super::{Context, Finding, Group, Level, Profile, RULES, Rule, Severity};

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

/// Runs the rules on a document and gives their findings in the order of the text.
///
/// Two things hold whatever a rule does. On a line of boilerplate only [`Group::Boilerplate`] speaks; inside quotation
/// marks, and in direct speech without them, only [`Group::Quotations`] and [`Group::Unfinished`] do: what is still to
/// come is nobody's words. A finding that reaches out of a quotation
/// (a sentence that holds one) is not inside.
pub fn check(context: &Context<'_>, selection: Selection<'_>) -> Vec<Finding> {
    let furniture = Stretches::new(context.extraction.boilerplate.iter().map(|l| l.span).collect());
    let quoted = context.quoted();
    let of = |rule: &&'static Rule| {
        let mut findings = Vec::new();
        let Some(severity) = selection.severity(rule) else { return findings };
        (rule.check)(context, &mut findings);
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
        RULES.iter().map(of).collect()
    } else {
        // Some take a hundred times as long as others.
        RULES.par_iter().with_max_len(1).map(of).collect()
    };
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    // Stable: at one place, the order of the table.
    findings.sort_by_key(|f| (f.span.start(), f.span.end()));
    findings
}
