use crate::extract::{Quote, Resolution};
use crate::rules::practice::{AP_VALUES, REUTERS_SOURCING};
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::{BlockKind, Span};

/// Marks sources that come late.
pub static RULE: Rule = Rule {
    code: "late-attribution",
    title: "The reader waits long to learn who says it.",
    group: Group::Sources,
    severity: Severity::Hint,
    profile: Profile::Default,
    explanation: "\
A reader who does not know who is speaking reads on in doubt, and takes the first sentences for the writer's. The \
usual advice is to name the speaker after the first sentence of a quotation at the latest.

The rule marks a source that stands more than forty words, or a paragraph, behind the beginning of what it says. It is \
quiet where the same speaker was just heard, and about a name that stands below a quotation like a signature.

It goes away when the source moves to the end of the first sentence, or before the quotation.",
    practice: &[REUTERS_SOURCING, AP_VALUES],
    bad: &[
        Example::plain(
            "“We were never asked what we wanted for this street. They came with a plan and a map, and the map was old, and the plan had no trees in it at all. My mother planted those trees with her own hands when I was four years old,” said ⟦Ann Lee⟧.",
            "Forty-seven words, and only then a name.",
        ),
        Example::plain(
            "The bridge will have to be closed for at least a year, and the lorries that now use it will have to go through the old town, past the school and the hospital, on a road which was never made for them and has no pavement on either side, ⟦Jo Ray⟧ said.",
            "A report can keep the reader waiting as well.",
        ),
        Example::plain(
            "“The harbour was our life. My father worked there, and his father, and I began there at fifteen, on the cranes, in the rain, with men who had known me since I was born. There is nothing left of it now but a car park and a plaque,” ⟦Kim Berg⟧ recalled.",
            "The name is worth an earlier place.",
        ),
    ],
    good: &[
        Example::plain(
            "“We were never asked what we wanted for this street,” said Ann Lee. “They came with a plan and a map, and the map was old, and the plan had no trees in it at all. My mother planted those trees with her own hands.”",
            "The name follows the first sentence.",
        ),
        Example::plain("“We were never asked,” said Ann Lee.", "The reader waits for four words."),
        Example::plain(
            "Ann Lee said the bridge would have to be closed for at least a year.",
            "The source comes first.",
        ),
    ],
    check: Check::Article(check),
};

const LONG: usize = 40;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let quotes = &context.extraction.quotes;
    for (i, quote) in quotes.iter().enumerate() {
        let (Some(&first), Some(&source)) = (quote.content.first(), quote.source.first()) else { continue };
        // A signature below a quotation is seen at once, and "he" was named before.
        let Some(cue) = quote.cue.first().filter(|_| quote.resolution != Resolution::Pronoun) else { continue };
        // What stands before “in the words of Ann Lee, ‘…’” need not be hers.
        if cue.of(context.text).ends_with("words of") && quote.content.iter().any(|c| c.start() > cue.start()) {
            continue;
        }
        let named = cue.start().min(source.start());
        if named <= first.start() || context.blocks.get(quote.blocks.start).is_none_or(|b| b.kind == BlockKind::Turn) {
            continue;
        }
        let words = Span::new(first.start(), named).of(context.text).split_whitespace().count();
        let paragraph = context.block_at(first.start()) < context.block_at(named);
        if words <= LONG && !paragraph || i > 0 && same_speaker(&quotes[i - 1], quote) {
            continue;
        }
        let wait = if paragraph { "until the next paragraph".to_owned() } else { format!("{words} words") };
        let message = format!("The reader waits {wait} to learn who says this. Name the speaker earlier.");
        findings.push(RULE.finding(source, message).because(source, "the source"));
    }
}

/// Whether the quote before is the same speaker's and stands near.
fn same_speaker(before: &Quote, quote: &Quote) -> bool {
    quote.speaker.is_some() && before.speaker == quote.speaker && before.blocks.end + 1 >= quote.blocks.start
}
