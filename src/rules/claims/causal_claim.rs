use crate::extract::ClaimType;
use crate::extract::lexicon::WordSet;
use crate::rules::context::excerpt;
use crate::rules::practice::{BBC_ACCURACY, REUTERS_SOURCING};
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::{Lower, Span};

/// Marks causes that nobody stands behind.
pub static RULE: Rule = Rule {
    code: "causal-claim",
    title: "One thing is said to cause another, without a source.",
    group: Group::Claims,
    severity: Severity::Hint,
    profile: Profile::Strict,
    explanation: "\
That one thing followed another can be seen; that it was caused by it has to be found out by somebody. “Led to”, \
“because of” and “thanks to” slip a finding into a sentence that looks like a report.

The rule marks the words of cause in a sentence that has no source: nobody in it, nobody who carries over from the \
sentence before, and no link. Ordinary news is full of harmless causes (“closed because of snow”), and so it speaks in \
the profile `strict` only.

It goes away when the sentence says who found the cause, or says only what came first and what came next.",
    practice: &[REUTERS_SOURCING, BBC_ACCURACY],
    bad: &[
        Example::plain("The new road ⟦led to⟧ a rise in rents across the old town.", "Who found that?"),
        Example::plain("The flood was ⟦caused by⟧ the dam upstream.", "An engineer may know."),
        Example::plain(
            "The library lost half of its readers ⟦because of⟧ the new opening hours.",
            "Or because of the rain?",
        ),
    ],
    good: &[
        Example::plain(
            "The new road led to a rise in rents, according to the city's statistics office.",
            "They found it.",
        ),
        Example::plain(
            "Rents rose in the year in which the new road was opened.",
            "What came first and what came next.",
        ),
        Example::plain("The clerk is responsible for the minutes of the council.", "A duty."),
        Example::plain("Ann Lee and Jo Ray contributed to this report.", "They wrote it."),
        Example::plain("“The new road led to a rise in rents,” said Ann Lee.", "These are other people's words."),
        Example::markdown(
            "The new road [led to a rise](https://example.org/rents) in rents.",
            "The link leads to who found it.",
        ),
    ],
    check: Check::Article(check),
};

/// The verb that was read with its auxiliary or object is enough to show.
const FORMS: [&str; 3] = ["was ", "were ", "has "];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in context.extraction.shown_claims().filter(|c| !c.attributed()) {
        let Some(&(_, cause)) = claim.types.iter().find(|t| t.0 == ClaimType::Cause) else { continue };
        let words = cause.of(context.text);
        let cut: usize = FORMS.iter().filter(|f| words.lower().starts_with(**f)).map(|f| f.len()).sum();
        let place = Span::new(cause.start() + cut, cause.end());
        if !causes(context.text, place) {
            continue;
        }
        let message = format!(
            "“{}” states a cause and gives no source for it. Say who found it, or say only what came first.",
            excerpt(place.of(context.text))
        );
        findings.push(RULE.finding(place, message).because(place, "cause"));
    }
}

/// Whether words tell a cause, and not a duty, a name or who worked on something.
fn causes(text: &str, place: Span) -> bool {
    let words = place.of(text);
    let behind = text.get(place.end()..).unwrap_or_default().trim_start();
    let named = words.starts_with(char::is_uppercase) && words.ends_with("ed") && !behind.starts_with("by ");
    let piece = || {
        let mut next = behind.split(|c: char| !c.is_alphanumeric());
        matches!(next.next(), Some("this" | "the")) && next.next().is_some_and(|w| WordSet::Piece.has(w))
    };
    let duty = words.eq_ignore_ascii_case("responsible for");
    let worked = words.lower().starts_with("contribute") && piece();
    !(duty || named || worked)
}
