use crate::rules::directive::VERBS;
use crate::rules::{Check, Directives, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity, Source, nearest};
use crate::text::Lower;

/// Marks comments to whosaid that it does not understand.
pub static RULE: Rule = Rule {
    code: "unknown-comment",
    title: "A comment to whosaid that names no rule it knows.",
    group: Group::Comments,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
A comment that switches a rule off does nothing when the rule's name is misspelt, and nobody would notice until the \
mark is back.

These comments are known, in Markdown and HTML; without a rule they hold for all, and words behind `--` give the reason:

- `<!-- whosaid-ignore RULE… -->` holds for the next block, or for the paragraph it stands in;
- `<!-- whosaid-off RULE… -->` holds up to `<!-- whosaid-on -->`, or to the end;
- `<!-- whosaid-ignore-file RULE… -->` holds for the whole file.

It goes away when the name is right. `whosaid rules` lists the names.",
    practice: &["[whosaid: the rules](https://github.com/whosaid/whosaid/blob/main/docs/rules/README.md)"],
    bad: &[
        Example::markdown(
            "<!-- whosaid-ignore ⟦unatributed-claim⟧ -->\n\nThe library opened in 1951.",
            "A letter is missing in the name of the rule.",
        ),
        Example::markdown("<!-- whosaid-off boilerplate-line, ⟦spelling⟧ -->\n\nThe library opened.", "No such rule."),
        Example::markdown("<!-- ⟦whosaid-disable⟧ -->\n\nThe library opened in 1951.", "No such comment."),
    ],
    good: &[
        Example::markdown(
            "<!-- whosaid-ignore unattributed-claim -->\n\nThe library opened in 1951.",
            "A rule's name.",
        ),
        Example::markdown(
            "<!-- whosaid-ignore-file -- an archive page -->\n\nThe library opened.",
            "All rules, and why.",
        ),
        Example::markdown("Write `<!-- whosaid-ignore RULE -->` above it.", "Code is text."),
    ],
    check: Check::Source(check),
};

fn check(source: &Source<'_>, findings: &mut Vec<Finding>) {
    let comments = Directives::new(source.text, source.format, source.blocks);
    for (span, word) in comments.unknown() {
        let finding = |hint: &str| RULE.finding(*span, format!("There is no rule “{word}”. {hint}"));
        findings.push(match nearest(word) {
            Some(code) => finding(&format!("Did you mean “{code}”?")).fix(Fix {
                safe: alike(word, code),
                ..Fix::new(format!("Change to “{code}”"), Edit::replace(*span, code))
            }),
            None => finding("“whosaid rules” lists them."),
        });
    }
    for (span, word) in comments.misspelt() {
        let known = VERBS.join(", ");
        findings.push(RULE.finding(*span, format!("There is no comment “{word}”. There are {known}.")));
    }
}

/// Whether one word is the other with a slip or two of the fingers. No reader ever sees it.
fn alike(word: &str, code: &str) -> bool {
    strsim::damerau_levenshtein(&word.lower(), code) <= 2
}
