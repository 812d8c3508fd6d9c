use crate::extract::lexicon::{self, Closed};
use crate::extract::{Claim, ClaimType, Support};
use crate::rules::context::{excerpt, without_stop};
use crate::rules::insert_source::insert_source;
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::{Lower, Span};

/// Marks claims that nobody stands behind.
pub static RULE: Rule = Rule {
    code: "unattributed-claim",
    title: "A claim that can be checked, and no source for it.",
    group: Group::Claims,
    severity: Severity::Hint,
    profile: Profile::Default,
    explanation: "\
A reader should be able to tell on whose word a claim rests: a person, a body, a document, or the reporter who was \
there. Where nobody is named, the publication itself vouches for it, and somebody on the desk has to know that it is \
true.

The rule marks a sentence with something to check in it (a figure, a comparison, a cause, an event and how often, a \
plan, a law or a vote, a piece of research) when the sentence names no source, none carries over \
from the sentence before, and no link, footnote or citation stands in it. In the profile `strict` it marks as well what \
the writer tells first-hand (“I counted”, “we measured”), scores and statistics of games, prices on the market and in \
shops, fees and opening hours, what stands in the diary, what a court or a council decided in public, and plain stories: \
what somebody did on some day, without a figure that measures, and without a wrong, a neglect or a habit. Words such as \
*reportedly*, *is believed to* or *some polls* look like a source and name nobody.

It goes away when the sentence says who says so, or links to it. What the newsroom knows first-hand, or what nobody \
disputes, can stay as it is: ordinary news is full of such sentences, and so this is a hint. A fact-checking desk may \
set it to `warning` and take the profile `strict`.",
    practice: &[
        "[Reuters, Handbook of Journalism: accuracy and sourcing](https://web.archive.org/web/2020/http://handbook.reuters.com/index.php?title=Accuracy)",
        "[AP, News Values and Principles](https://www.ap.org/about/news-values-and-principles/)",
        "[BBC Editorial Guidelines, section 3: accuracy](https://www.bbc.co.uk/editorialguidelines/guidelines/accuracy)",
        "[Wikipedia, Verifiability](https://en.wikipedia.org/wiki/Wikipedia:Verifiability)",
    ],
    bad: &[
        Example::plain(
            "The council met on Monday. ⟦Rents in the old town have risen by 14 percent since 2019.⟧",
            "A figure and a period, and nobody who measured them.",
        ),
        Example::plain(
            "⟦The bridge has been closed four times in the past two years.⟧",
            "How often something happened is easily checked, once it is known who counted.",
        ),
        Example::plain(
            "⟦The minister was reportedly paid 40,000 euros for the speech.⟧",
            "“Reportedly” says that somebody reported it, and not who.",
        ),
        Example::plain("⟦The wall had never been inspected.⟧", "A neglect, and nobody who found it."),
        Example::plain("⟦Peter Cole stabbed his neighbour after a row over a hedge.⟧", "A crime, and by whom."),
    ],
    good: &[
        Example::plain(
            "Rents in the old town have risen by 14 percent since 2019, according to the city's statistics office.",
            "The source is in the sentence.",
        ),
        Example::markdown(
            "Rents in the old town have [risen by 14 percent](https://example.org/rents) since 2019.",
            "A link is a source that the reader can follow.",
        ),
        Example::plain(
            "“Rents in the old town have risen by 14 percent since 2019,” said Ann Lee, the mayor.",
            "These are other people's words, and it says whose.",
        ),
        Example::plain("I counted 900 lorries on the bridge on Monday.", "The writer was there."),
        Example::plain(
            "Shares in Harbour Foods closed 1.4 percent lower on Monday.",
            "A price on the market, which the profile `strict` alone marks.",
        ),
        Example::plain(
            "Ann Lee won 11,840 votes (41.2 per cent), and Tom Berg came second with 9,734.",
            "Votes that were counted in public.",
        ),
        Example::plain(
            "Ann Lee was born in Norwick in 1936, served on the council for two terms and retired in 1999.",
            "A life, which the profile `strict` alone marks.",
        ),
        Example::plain("The bridge opens at noon on Friday, and a day ticket costs $8.", "A service to the reader."),
        Example::markdown("- 8 chicken thighs, skin on\n\nRoast for 45 minutes, turning once.", "A recipe."),
        Example::plain("As chairman of the harbour board, Ann Lee has a key to the lock.", "It says who she is, by the way."),
        Example::plain("The minister is scheduled to speak in Norwick on Thursday.", "A day in the diary."),
        Example::plain("The council-owned mill is shut, and its owners started to sell the looms.", "Nothing to look up."),
        Example::plain("Have rents in the old town risen by 14 percent since 2019?", "A question claims nothing."),
    ],
    check: Check::Article(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for claim in context.extraction.reasoned_claims() {
        let narrated = matches!(claim.support, Support::Narrator(_));
        if claim.attributed() && !(narrated && context.profile == Profile::Strict) {
            continue;
        }
        let mut finding = RULE.finding(claim.span, message(claim, context.text));
        for &(kind, span) in &claim.types {
            finding = finding.because(span, kind.name());
        }
        for &hedge in &claim.hedges {
            finding = finding.because(hedge, "names nobody");
        }
        findings.push(match insert_source(context, claim.span) {
            Some(fix) => finding.fix(fix),
            None => finding,
        });
    }
}

fn message(claim: &Claim, text: &str) -> String {
    let mut kinds: Vec<(ClaimType, Span)> = Vec::new();
    let mut shown = String::from("No source for this claim");
    // What happened says little beside a figure or a cause.
    let events = claim.types.iter().all(|t| t.0 == ClaimType::Event);
    for &(kind, span) in claim.types.iter().filter(|t| events || t.0 != ClaimType::Event) {
        // The same words need not be shown twice.
        if kinds.len() < 3 && !kinds.iter().any(|k| k.0 == kind || k.1.covers(span)) {
            let before = if kinds.is_empty() { " (" } else { "; " };
            shown.extend([before, kind.name(), ": “", &words(span, text), "”"]);
            kinds.push((kind, span));
        }
    }
    if !kinds.is_empty() {
        shown.push(')');
    }
    if let Some(&hedge) = claim.hedges.first() {
        shown.extend([": “", &words(hedge, text), "” names nobody"]);
    }
    shown.push_str(". Say who says so, or link to it.");
    shown
}

/// The words of `span` on one line, and not too many.
fn words(span: Span, text: &str) -> String {
    // “Last year's” ends behind its s.
    let rest = text.get(span.end()..).unwrap_or_default();
    let cut = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
    let inside = span.of(text).ends_with(|c: char| c.is_alphabetic() || matches!(c, '\'' | '’'));
    let span = if inside { Span::new(span.start(), span.end() + cut) } else { span };
    let mut words = without_stop(span.of(text).trim_end_matches([' ', '\n', ',', ';', ':']));
    // No phrase ends with an article or a preposition, but for “more than”, and where one word is left: “led to”.
    let open = |last: &str| {
        let class = lexicon::closed_class(&last.lower());
        matches!(last, "a" | "an" | "the")
            || class.is(Closed::PREPOSITION.or(Closed::CONJUNCTION)) && !class.is(Closed::DETERMINER) && last != "than"
    };
    while let Some((before, last)) = words.rsplit_once(char::is_whitespace)
        && open(last)
        && (before.contains(char::is_whitespace) || matches!(last, "a" | "an" | "the"))
    {
        words = before.trim_end();
    }
    excerpt(words)
}
