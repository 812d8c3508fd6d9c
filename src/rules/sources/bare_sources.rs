use std::sync::LazyLock;

use regex::Regex;

use crate::extract::lexicon::{self, Closed};
use crate::rules::practice::{AP_VALUES, REUTERS_SOURCING};
use crate::rules::reading::{phrase, word_before};
use crate::rules::{Check, Example, Finding, Group, Manuscript, Profile, Rule, Severity};
use crate::text::Span;

/// Marks "sources" of whom nothing is said.
pub static RULE: Rule = Rule {
    code: "bare-sources",
    title: "“Sources said”, and nothing of who they are.",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
Everything comes from a source, so “sources said” says nothing. A reader who cannot have the name can still be told \
how the source knows: a person at the table, a diplomat of one side, an official who has read the letter. Agencies do \
not let a bare “source” pass.

The rule marks *a source*, *sources* and *insiders* that say something when no word before or behind tells what they \
are. It is quiet about “the source”, who was described before.

It goes away when the sentence says how they know: “two sources at the bank”.",
    practice: &[REUTERS_SOURCING, AP_VALUES],
    bad: &[
        Example::plain("⟦Sources⟧ said the bank would close by June.", "Sources of what?"),
        Example::plain("The talks are over, ⟦a source⟧ told the Evening Post.", "Any source at all."),
        Example::plain("The bank will close by June, according to ⟦sources⟧.", "How would they know?"),
        Example::plain(
            "⟦Unnamed sources⟧ say the minister will resign.",
            "That they have no name is all that is said.",
        ),
    ],
    good: &[
        Example::plain("Two sources at the bank said it would close by June.", "They work there."),
        Example::plain("Police sources said the driver had fled.", "They are with the police."),
        Example::plain(
            "The bank will close by June, according to a source with knowledge of the plan.",
            "It is said how they know.",
        ),
        Example::plain("The source said the bank would close.", "They were described before."),
        Example::plain("The shop gathers figures from various sources.", "What it gathers from are no people."),
    ],
    check: Check::Text(check),
};

const WHO: &str = r"(?:(?:some|several|multiple|various|many|two|three|four|other|more|our) )?(?:(?:unnamed|anonymous|unidentified|undisclosed|reliable|trusted|informed|well-placed) )*(?:sources|insiders)|(?:a|one|another|an) (?:(?:unnamed|anonymous|unidentified|undisclosed|reliable|trusted|informed|well-placed) )*(?:source|insider)";

static SPEAKS: LazyLock<Regex> = LazyLock::new(|| {
    let says = r"(?:said|says?|told|tells?|added|adds?|claim(?:s|ed)?|confirm(?:s|ed)?|report(?:s|ed)?|revealed?|reveals|suggest(?:s|ed)?|insist(?:s|ed)?)";
    phrase(&format!(r"\b(?P<who>{WHO}) (?:(?:have|has|had|also|later) )?{says}\b"))
});
static NAMED_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&format!(
        r"\b(?:according to|said|says|told by|citing|quoting|(?:learned|learnt|heard|word|reports) from) (?P<who>{WHO})(?:[,.;]|$)"
    ))
});

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    for (i, pattern) in [&*SPEAKS, &*NAMED_BEHIND].into_iter().enumerate() {
        for (at, span) in context.places(|n| &n.bare_sources[i], pattern) {
            let prose = at.block.prose.text();
            let Some(who) = pattern.captures(span.of(prose)).and_then(|c| c.name("who")) else { continue };
            let place = Span::from(who.range()).shift(span.start());
            let before = prose.get(at.sentence.span.start()..place.start()).unwrap_or_default();
            if !free(&word_before(before)) {
                continue;
            }
            let shown = at.block.to_document(place);
            let message =
                format!("“{}” says nothing of who they are. Name them, or say how they know.", place.of(prose));
            findings.push(RULE.finding(shown, message).because(shown, "no description"));
        }
    }
}

/// Whether a word before a noun says nothing of it: not “police sources”, not “the sources”.
fn free(before: &str) -> bool {
    let closed = lexicon::closed_class(before);
    before.is_empty()
        || closed.is(Closed::CONJUNCTION.or(Closed::SUBORDINATOR).or(Closed::PREPOSITION))
        || ["said", "says", "citing", "quoting"].contains(&before)
}

/// Whether the words of a source are marked by this rule.
pub(super) fn bare(source: &str) -> bool {
    static ALL: LazyLock<Regex> = LazyLock::new(|| phrase(&format!("^(?:{WHO})$")));
    ALL.is_match(source.trim())
}
