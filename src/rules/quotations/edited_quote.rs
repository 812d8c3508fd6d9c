use std::sync::LazyLock;

use regex::Regex;

use crate::rules::practice::{AP_VALUES, WIKIPEDIA_QUOTATIONS};
use crate::rules::reading::{phrase, runs};
use crate::rules::{Check, Example, Finding, Group, Manuscript, Profile, Rule, Severity};
use crate::text::Span;

/// Marks changes to a quotation that may turn it around.
pub static RULE: Rule = Rule {
    code: "edited-quote",
    title: "An ellipsis or brackets beside a “not” in a quotation.",
    group: Group::Quotations,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
An ellipsis says that words were left out, brackets that words were put in. Beside a “not” a few words decide whether \
the speaker said yes or no, and the reader cannot see which words they were. An edit there has to be checked against \
the full wording.

The rule marks an ellipsis next to a negation, and brackets with a negation in them, inside quotation marks.

It goes away when the words are quoted in full, or told in the article's own words without marks.",
    practice: &[AP_VALUES, WIKIPEDIA_QUOTATIONS],
    bad: &[
        Example::plain("“We will not ⟦…⟧ close the bridge,” said Ann Lee.", "Not today, or not ever?"),
        Example::plain("“The bridge is ⟦[not]⟧ safe,” said John Berg.", "The decisive word is the editor's."),
        Example::plain("“They did ⟦...⟧ not ask us,” said Mary Cole.", "What stood between?"),
    ],
    good: &[
        Example::plain("“We will not close the bridge,” said Ann Lee.", "Nothing is missing."),
        Example::plain("“We [the drivers] use the bridge every day,” said John Berg.", "The brackets explain a word."),
        Example::plain("“We waited … and then we left,” said Mary Cole.", "No “not” is near."),
    ],
    check: Check::Text(check),
};

static EDIT: LazyLock<Regex> = LazyLock::new(|| {
    let gap = r"(?P<gap>[\[(]?(?:\.\.\.|…|\. \. \.)[\])]?)";
    let not = r"(?:\b(?:not|never|cannot)|n['’]t)";
    phrase(&format!(
        r"{not} ?{gap} ?\w|{}(?: ?{not}| (?:(?:is|are|was|were|do|does|did|will|would|should|could|can|has|have|had) )?{not})\b|(?P<put>\[[^\[\]]{{0,40}}(?:\b(?:not|never|no|cannot)\b|n['’]t\b)[^\[\]]{{0,40}}\])",
        gap.replace("gap", "before")
    ))
});

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    for (block, part) in context.blocks.iter().zip(context.parts).filter(|(b, _)| runs(b)) {
        let prose = block.prose.text();
        for quotation in part.quotations.outer.iter().filter(|q| q.close.is_some()) {
            let inside = quotation.inside();
            let words = inside.of(prose);
            if !words.contains(['[', '…']) && !words.contains("..") && !words.contains(". .") {
                continue;
            }
            for found in EDIT.captures_iter(words) {
                let Some(edit) = ["gap", "before", "put"].iter().find_map(|n| found.name(n)) else { continue };
                let place = block.to_document(Span::from(edit.range()).shift(inside.start()));
                let what = if edit.as_str().contains(char::is_alphabetic) {
                    format!("“{}” is the writer's, not the speaker's", edit.as_str())
                } else {
                    "Words are cut next to a “not”".to_owned()
                };
                let message = format!("{what}, and that may reverse the meaning. Check it against the full wording.");
                findings.push(RULE.finding(place, message).because(place, "edited"));
            }
        }
    }
}
