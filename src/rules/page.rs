use std::fmt::Write;

use super::{Example, Profile, RULES, Rule};
use crate::text::Format;

/// The first line of a generated file.
const GENERATED: &str = "<!-- Generated from src/rules. Change the rule there. -->";

/// The page of a rule, in Markdown: what `whosaid explain` shows and `docs/rules` holds.
pub fn page(rule: &Rule) -> String {
    let mut out = format!("{GENERATED}\n# {}\n\n{}\n\n", rule.code, rule.title);
    let _ = writeln!(out, "Group: {} · severity: {} · {}\n", rule.group.name(), rule.severity.name(), shown(rule));
    let _ = writeln!(out, "{}\n", rule.explanation);
    examples(&mut out, "## Marked", "The places between ⟦ and ⟧ are marked.", rule.bad);
    examples(&mut out, "## Not marked", "", rule.good);
    let _ = write!(
        out,
        "## Settings\n\n```toml\n[rules]\n{} = \"{}\" # off, on, hint, information, warning or error\n```\n",
        rule.code,
        rule.severity.name()
    );
    if !rule.practice.is_empty() {
        out.push_str("\n## Practice\n\n");
        for link in rule.practice {
            let _ = writeln!(out, "- {link}");
        }
    }
    out
}

fn examples(out: &mut String, heading: &str, lead: &str, examples: &[Example]) {
    let _ = writeln!(out, "{heading}\n");
    if !lead.is_empty() {
        let _ = writeln!(out, "{lead}\n");
    }
    for example in examples {
        let kind = match example.format {
            Format::Plain => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
        };
        let _ = writeln!(out, "{}\n\n````{kind}\n{}\n````\n", example.note, example.text.trim_end());
    }
}

fn shown(rule: &Rule) -> &'static str {
    match rule.profile {
        Profile::Quiet => "shown in every profile",
        Profile::Default => "shown in the profiles default and strict",
        Profile::Strict => "shown in the profile strict",
    }
}

/// The table of all rules, in Markdown: `docs/rules/README.md`.
pub fn table() -> String {
    let mut out = format!(
        "{GENERATED}\n# Rules\n\n\
         A severity answers one question: may the text go out like this? A *warning* says that it should not, and \
         `whosaid check` fails on it. *Information* asks for a decision that only a person can take. A *hint* marks \
         what ordinary news is full of, for those who want to see it.\n\n\
         Inside quotation marks only the rules of the groups *quotations*, *unfinished* and *boilerplate* speak, and on \
         lines of boilerplate only those of *boilerplate*.\n\n\
         | rule | finds | group | severity | from profile |\n|---|---|---|---|---|\n"
    );
    for rule in RULES {
        let _ = writeln!(
            out,
            "| [{0}]({0}.md) | {1} | {2} | {3} | {4} |",
            rule.code,
            rule.title,
            rule.group.name(),
            rule.severity.name(),
            rule.profile
        );
    }
    out
}
