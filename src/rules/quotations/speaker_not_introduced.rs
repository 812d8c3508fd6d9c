use crate::extract::{Mention, MentionForm, Speaker, SpeakerKind, lexicon};
use crate::rules::practice::{AP_VALUES, REUTERS_SOURCING};
use crate::rules::{Check, Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::{Block, BlockKind, Lower, Span};

/// Marks speakers whose full name comes late.
pub static RULE: Rule = Rule {
    code: "speaker-not-introduced",
    title: "A speaker is called by surname before the full name is given.",
    group: Group::Quotations,
    severity: Severity::Hint,
    profile: Profile::Default,
    explanation: "\
The first time somebody appears, a reader needs the full name; the surname does from then on. The order is easily lost \
when paragraphs are moved, and then “Kabulov” speaks in the second paragraph and is introduced in the fifth.

The rule marks the first place in the text where a speaker is named, when one word stands there for the source of some \
words and the full name comes further down. Headlines and the lines below them may shorten names and are left alone.

It goes away when the full name stands at the first place. The fix puts it there.",
    practice: &[REUTERS_SOURCING, AP_VALUES],
    bad: &[
        Example::plain(
            "“We were never asked,” ⟦Lee⟧ said.\n\nMary Lee, who runs the bakery, has lived here since 1980. Lee said the street was quiet.",
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
    check: Check::Article(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let start = body(context);
    for speaker in context.extraction.speakers.iter().filter(|s| person(s)) {
        let mut names = speaker.mentions.iter().filter(|m| m.1 == MentionForm::Name).map(|m| m.0);
        let in_text = |span: Span| Some((span, in_text(context, span, start)?));
        let Some((first, mention)) = names.by_ref().find_map(in_text) else { continue };
        let words = first.of(context.text);
        if words.contains(char::is_whitespace) || introduced(mention) {
            continue;
        }
        // Most names say by their words that they are not the one, which costs less than to find their place.
        let mut behind = names.filter(|span| full_form(span.of(context.text), words)).filter_map(in_text);
        let Some((full, _)) = behind.find(|(_, mention)| mention.form == MentionForm::Name) else { continue };
        // The costliest question comes last: it goes through all that is said.
        let quotes = &context.extraction.quotes;
        if !quotes.iter().any(|q| q.source.contains(&first)) {
            continue;
        }
        let name = full.of(context.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("“{words}” speaks here, and the full name, {name}, comes further down. Give it here.");
        let fix = Fix::new(format!("Change “{words}” to “{name}”"), Edit::replace(first, name));
        let finding = RULE.finding(first, message).because(full, "the full name");
        findings.push(finding.fix(fix));
    }
}

/// The mention at a place, where that is in the words of the writer, in running text from block `start` on.
fn in_text<'a>(context: &Context<'a>, span: Span, start: usize) -> Option<&'a Mention> {
    let index = context.block_at(span.start())?;
    let block = context.blocks.get(index).filter(|b| b.kind.is_prose() && b.kind != BlockKind::Turn)?;
    if index < start || context.quoted.cover(span) {
        return None;
    }
    // A block may have thousands, which are in order.
    let mentions = &context.parts.get(index)?.mentions;
    let first = mentions.partition_point(|m| block.to_document(m.span).start() < span.start());
    mentions[first..].iter().take(4).find(|m| block.to_document(m.span) == span)
}

/// The first block behind the title and the lines below it, which may shorten names: the first longer paragraph, where
/// the document has one.
fn body(context: &Context<'_>) -> usize {
    const LONGER: usize = 20;
    let long = |b: &Block| b.kind.is_prose() && b.prose.text().split_whitespace().nth(LONGER).is_some();
    context.blocks.iter().position(long).unwrap_or(0)
}

/// Whether a speaker is a person: known as one, or by a given name.
fn person(speaker: &Speaker) -> bool {
    let given = speaker.name.split_whitespace().next().is_some_and(|w| lexicon::first_name(w).is_some());
    let short = speaker.name.split_whitespace().count() <= 4;
    short && (speaker.kind == SpeakerKind::Person || speaker.kind == SpeakerKind::Unknown && given)
}

/// Whether a title or role stands with a name.
fn introduced(mention: &Mention) -> bool {
    mention.title.is_some() || mention.role.is_some()
}

/// Whether a name is a longer form that ends with `short`, and begins as names of people do.
fn full_form(name: &str, short: &str) -> bool {
    let mut words = name.split_whitespace();
    let ends = words.next_back() == Some(short);
    let begins =
        |w: &str| lexicon::first_name(w).is_some() || !w.contains('-') && lexicon::common(&w.lower()).is_none();
    ends && words.next().is_some_and(begins)
}
