use crate::extract::{Mention, MentionForm, Speaker, SpeakerKind};
use crate::rules::practice::{AP_VALUES, REUTERS_SOURCING};
use crate::rules::{Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::{BlockKind, Span};

/// Marks speakers whose full name comes late.
pub static RULE: Rule = Rule {
    code: "speaker-not-introduced",
    title: "A speaker is called by surname before the full name is given.",
    group: Group::Quotations,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
The first time somebody appears, a reader needs the full name; the surname does from then on. The order is easily lost \
when paragraphs are moved, and then “Kabulov” speaks in the second paragraph and is introduced in the fifth.

The rule marks the first place in the text where a speaker is named by one word, or stands as a mere pronoun for the \
source of some words, while the full name comes further down. Headlines may shorten names and are left alone.

It goes away when the full name stands at the first place. The fix puts it there.",
    practice: &[REUTERS_SOURCING, AP_VALUES],
    bad: &[
        Example::plain(
            "“We were never asked,” ⟦Lee⟧ said.\n\nAnn Lee, who runs the bakery, has lived here since 1980. Lee said the street was quiet.",
            "The reader meets her by surname.",
        ),
        Example::plain(
            "⟦Kabulov⟧ said the embassy was safe.\n\n“We will stay,” said Zamir Kabulov, the ambassador.",
            "The name and the office come too late.",
        ),
        Example::plain(
            "The bridge is too low, ⟦Ray⟧ said. Later, Jo Ray of the drivers' union said it should be closed.",
            "One sentence too late is late.",
        ),
    ],
    good: &[
        Example::plain("“We were never asked,” said Ann Lee. Lee runs the bakery.", "The full name comes first."),
        Example::plain("Lee: Nobody asked us\n\n“We were never asked,” said Ann Lee.", "A headline may shorten."),
        Example::plain(
            "President Berg said the bridge was safe. Peter Berg was elected in May.",
            "The office introduces him.",
        ),
    ],
    check,
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let people = context.extraction.speakers.iter();
    for speaker in people.filter(|s| matches!(s.kind, SpeakerKind::Person | SpeakerKind::Unknown)) {
        let Some((first, behind)) = first_in_text(context, speaker) else { continue };
        let words = first.span.of(context.text);
        if words.contains(char::is_whitespace) || introduced(first.mention) {
            continue;
        }
        let full =
            behind.iter().find(|m| m.mention.form == MentionForm::Name && full_form(m.span.of(context.text), words));
        let Some(full) = full else { continue };
        let name = full.span.of(context.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("“{words}” speaks here, and the full name, {name}, comes further down. Give it here.");
        let fix = Fix::new(format!("Change “{words}” to “{name}”"), Edit::replace(first.span, name));
        let finding = RULE.finding(first.span, message).because(full.span, "the full name");
        findings.push(finding.fix(fix));
    }
}

/// A mention and its place in the document.
struct Place<'a> {
    span: Span,
    mention: &'a Mention,
}

/// The first place in running text where a speaker is named, with those behind it.
fn first_in_text<'a>(context: &Context<'a>, speaker: &Speaker) -> Option<(Place<'a>, Vec<Place<'a>>)> {
    let mut places = speaker.mentions.iter().filter(|m| m.1 == MentionForm::Name).filter_map(|&(span, _)| {
        let index = context.block_at(span.start)?;
        let block = context.blocks.get(index).filter(|b| b.kind.is_prose() && b.kind != BlockKind::Turn)?;
        let mention = context.parts.get(index)?.mentions.iter().find(|m| block.to_document(m.span) == span)?;
        Some(Place { span, mention })
    });
    Some((places.next()?, places.collect()))
}

/// Whether a title or role stands with a name.
fn introduced(mention: &Mention) -> bool {
    mention.title.is_some() || mention.role.is_some()
}

/// Whether a name is a longer form that ends with `short`.
fn full_form(name: &str, short: &str) -> bool {
    let mut words = name.split_whitespace();
    words.next_back() == Some(short) && words.next().is_some()
}
