use std::collections::HashSet;

use super::context::excerpt;
use super::{Context, Example, Finding, Group, Profile, Rule, Severity, weasel_attribution};
use crate::extract::{Resolution, SpeakerKind};

/// Marks sources without a name.
pub static RULE: Rule = Rule {
    code: "anonymous-source",
    title: "A source who is not named.",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
A reader cannot judge a source without a name, and nobody can hold that source to account. Most newsrooms allow it \
where the information matters and cannot be had otherwise, and ask that an editor knows the name and that the article \
says why it is withheld.

The rule marks the first place where such a source speaks: an official, a person familiar with the talks, a source \
close to somebody. It does not mark them again each time they go on.

It goes away when the source is named. Where that cannot be, say what they know and why they are not named, and \
ignore the finding.",
    practice: &[
        "[AP, News Values and Principles: anonymous sources](https://www.ap.org/about/news-values-and-principles/telling-the-story/anonymous-sources)",
        "[Reuters, Handbook of Journalism: sourcing](https://reutersagency.com/about/standards-values/)",
        "[SPJ Code of Ethics](https://www.spj.org/spj-code-of-ethics/)",
    ],
    bad: &[
        Example::plain("“The talks are over,” said ⟦a senior official⟧.", "An official of what, and why no name?"),
        Example::plain(
            "⟦A person familiar with the talks⟧ said the bank would close by June.",
            "The reader has to take it on trust.",
        ),
        Example::plain("“Nobody believes in it any more,” said ⟦a source close to the minister⟧.", "Close, and how?"),
    ],
    good: &[
        Example::plain("“The talks are over,” said Ann Lee, the minister.", "She has a name."),
        Example::plain("The ministry said on Monday that the talks were over.", "A body can be asked."),
        Example::plain("“An official told me to wait,” said Jo Ray.", "These are other people's words."),
    ],
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    for quote in &context.extraction.quotes {
        let Some((id, &source)) = quote.speaker.zip(quote.source.first()) else { continue };
        let anonymous = context.extraction.speakers.get(id).is_some_and(|s| s.kind == SpeakerKind::Anonymous);
        let words = source.of(context.text);
        if !anonymous || quote.resolution == Resolution::Pronoun || weasel_attribution::vague(words) {
            continue;
        }
        if !seen.insert(id) {
            continue;
        }
        let message = format!("“{}” is not named. Name them, or say why they cannot be named.", excerpt(words));
        let finding = RULE.finding(source, message).because(source, "no name");
        findings.push(match quote.cue.first() {
            Some(&cue) => finding.because(cue, "attributes"),
            None => finding,
        });
    }
}
