use crate::extract::{Resolution, Speaker, lexicon};
use crate::rules::context::{either, excerpt};
use crate::rules::practice::{REUTERS_SOURCING, WIKIPEDIA_QUOTATIONS};
use crate::rules::{Check, Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::Lower;

/// Marks sources that may be one person or another.
pub static RULE: Rule = Rule {
    code: "ambiguous-speaker",
    title: "A source that may be one person or another (“he said”).",
    group: Group::Quotations,
    severity: Severity::Information,
    profile: Profile::Strict,
    explanation: "\
“He said” is clear to whoever wrote it. Where two men were named just before, the reader has to guess, and half of the \
readers guess wrong. It happens most when a paragraph is cut or moved.

The rule marks a pronoun, a surname or a role that stands for the source of some words when two or more people of the \
article fit it equally well, once for each such pair. Switched on by itself it marks pronouns of people with different \
names. A reader often knows more than a program, and so it speaks in the profile `strict` only.

It goes away when the speaker is named. The fixes put one of the names in the place of the pronoun.",
    practice: &[REUTERS_SOURCING, WIKIPEDIA_QUOTATIONS],
    bad: &[
        Example::plain(
            "The council met with John Berg and with Peter Ray.\n\n⟦He⟧ said the bridge was too low.",
            "It may be either.",
        ),
        Example::plain(
            "The prize went to Mary Lee and to Susan Cole. “We were never asked,” ⟦she⟧ said.",
            "One of the two women speaks.",
        ),
        Example::plain(
            "A letter came from David Berg and from Robert Ray. “The bridge is too low,” ⟦he⟧ wrote.",
            "Which of them wrote it?",
        ),
    ],
    good: &[
        Example::plain("John Berg and Mary Lee met on Monday. “We were never asked,” she said.", "Only she fits."),
        Example::plain("John Berg and Peter Ray met on Monday. “We were never asked,” Berg said.", "He is named."),
        Example::plain("John Berg runs the bakery. “We were never asked,” he said.", "There is nobody else."),
    ],
    check: Check::Article(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    const PRONOUNS: [&str; 3] = ["he", "she", "they"];
    let mut seen: Vec<(&str, &[usize])> = Vec::new();
    for quote in context.extraction.quotes.iter().filter(|q| q.resolution == Resolution::Ambiguous) {
        let Some(&source) = quote.source.first() else { continue };
        let same = (source.of(context.text), quote.candidates.as_slice());
        let speakers: Vec<_> = quote.candidates.iter().filter_map(|&id| context.extraction.speakers.get(id)).collect();
        let pronoun = PRONOUNS.contains(&&*same.0.lower());
        // Who "Clinton" or "the president" is, readers mostly know.
        let apart = speakers.iter().all(|s| person(s)) && !share_a_name(&speakers);
        if !(pronoun && apart || context.profile == Profile::Strict) {
            continue;
        }
        if speakers.len() < 2 || seen.contains(&same) {
            continue;
        }
        seen.push(same);
        let names: Vec<&str> = speakers.iter().map(|s| s.name.as_str()).take(3).collect();
        let words = source.of(context.text);
        let message = format!("“{}” may be {}. Name the speaker.", excerpt(words), either(&names));
        let mut finding = RULE.finding(source, message).because(source, "fits more than one");
        if pronoun {
            for name in names {
                let fix = Fix::new(format!("Change “{words}” to “{name}”"), Edit::replace(source, name));
                finding = finding.fix(fix);
            }
        }
        findings.push(finding);
    }
}

/// Whether two speakers have a word of their names in common: they may be one, or a family of whom the reader knows more.
fn share_a_name(speakers: &[&Speaker]) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    speakers.iter().any(|s| {
        let words: Vec<&str> = s.name.split_whitespace().collect();
        let shared = words.iter().any(|w| seen.contains(w));
        seen.extend(words);
        shared
    })
}

/// Whether a speaker is a person with a given name and a surname.
fn person(speaker: &Speaker) -> bool {
    let mut words = speaker.name.split_whitespace();
    let given = words.next().is_some_and(|w| lexicon::first_name(w).is_some());
    given && words.next().is_some() && speaker.kind.may_be_person()
}
