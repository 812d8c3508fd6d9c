use crate::extract::Resolution;
use crate::rules::context::excerpt;
use crate::rules::practice::{REUTERS_SOURCING, WIKIPEDIA_QUOTATIONS};
use crate::rules::{Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};

/// Marks sources that may be one person or another.
pub static RULE: Rule = Rule {
    code: "ambiguous-speaker",
    title: "A source that may be one person or another (“he said”).",
    group: Group::Quotations,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
“He said” is clear to whoever wrote it. Where two men were named just before, the reader has to guess, and half of the \
readers guess wrong. It happens most when a paragraph is cut or moved.

The rule marks a pronoun, a surname or a role that stands for the source of some words when two or more people of the article fit \
it equally well, once for each such word.

It goes away when the speaker is named. The fixes put one of the names in the place of the pronoun.",
    practice: &[REUTERS_SOURCING, WIKIPEDIA_QUOTATIONS],
    bad: &[
        Example::plain(
            "Robert Okafor and Grace Okafor run the bakery. “We agree,” Robert Okafor said. “We do not,” Grace Okafor said.\n\n“It is late,” ⟦Okafor⟧ said.",
            "Both have the name.",
        ),
        Example::plain(
            "Ann Lee, a senator, came late.\n\nPaul Green, a senator, left early.\n\n“Nobody asked,” ⟦the senator⟧ said.",
            "Both have the office.",
        ),
        Example::plain(
            "The council met with John Berg and with Peter Ray.\n\n⟦He⟧ said the bridge was too low.",
            "It may be either.",
        ),
    ],
    good: &[
        Example::plain("John Berg and Mary Lee met on Monday. “We were never asked,” she said.", "Only she fits."),
        Example::plain("John Berg and Peter Ray met on Monday. “We were never asked,” Berg said.", "He is named."),
        Example::plain("John Berg runs the bakery. “We were never asked,” he said.", "There is nobody else."),
    ],
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    const PRONOUNS: [&str; 3] = ["he", "she", "they"];
    let mut seen: Vec<(&str, &[usize])> = Vec::new();
    for quote in context.extraction.quotes.iter().filter(|q| q.resolution == Resolution::Ambiguous) {
        let Some(&source) = quote.source.first() else { continue };
        let same = (source.of(context.text), quote.candidates.as_slice());
        // Of three presidents and "the president", the reader takes the one in office.
        let office = source.of(context.text).contains(' ') && quote.candidates.len() > 2;
        if quote.candidates.len() < 2 || office || seen.contains(&same) {
            continue;
        }
        seen.push(same);
        let speakers = quote.candidates.iter().filter_map(|&id| context.extraction.speakers.get(id));
        let names: Vec<&str> = speakers.map(|s| s.name.as_str()).take(3).collect();
        let words = source.of(context.text);
        let message = format!("“{}” may be {}. Name the speaker.", excerpt(words), names.join(" or "));
        let mut finding = RULE.finding(source, message).because(source, "fits more than one");
        if PRONOUNS.contains(&words.to_lowercase().as_str()) {
            for name in names {
                let fix = Fix::new(format!("Change “{words}” to “{name}”"), Edit::replace(source, name));
                finding = finding.fix(fix);
            }
        }
        findings.push(finding);
    }
}
