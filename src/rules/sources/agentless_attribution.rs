use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::Quote;
use crate::extract::lexicon::{Closed, closed_class};
use crate::rules::context::SentenceAt;
use crate::rules::practice::{REUTERS_SOURCING, WIKIPEDIA_WORDS};
use crate::rules::reading::{self, phrase, runs, word_before};
use crate::rules::stretch::Stretches;
use crate::rules::{Check, Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::Span;

/// Marks passives that attribute to nobody.
pub static RULE: Rule = Rule {
    code: "agentless-attribution",
    title: "Somebody believes or fears it, and it is not said who (“is believed to”).",
    group: Group::Sources,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
“Is believed to” and “it is thought that” report a belief and leave out whose. The police, a neighbour and the writer \
all fit. The form lets a guess pass for knowledge.

The rule marks passives of believing, saying and regarding when no “by” follows that names the believer and the \
sentence has no other source. It leaves what somebody is said to have said alone, and “alleged” in the report \
of a trial, where the charge alleges it. It marks fears, doubts and calls that are nobody's (“concerns have been raised”, \
“there are growing calls”), too, unless the next sentence tells who has them.

It goes away when the believer is named: “believed by the police to”, or “the police believe”.",
    practice: &[REUTERS_SOURCING, WIKIPEDIA_WORDS],
    bad: &[
        Example::plain("The driver ⟦is believed⟧ to have left the country.", "Who believes it?"),
        Example::plain("⟦It is thought⟧ that the fire began in the kitchen.", "Who thinks so?"),
        Example::plain("⟦It is widely expected⟧ that the club will sell him.", "Who expects it?"),
        Example::plain("⟦It’s understood⟧ that the club has sold him.", "Who understands it so?"),
        Example::plain("The bridge ⟦is widely regarded⟧ as a failure.", "How widely, and by whom?"),
        Example::plain("The painting ⟦was said⟧ to be worth a fortune.", "Somebody said it."),
        Example::plain("⟦Concerns have been raised⟧ about the lift.", "Who raised them?"),
        Example::plain("⟦There are growing fears⟧ that the mill will close.", "Whose fears?"),
    ],
    good: &[
        Example::plain("The driver is believed by the police to have left the country.", "The police believe it."),
        Example::plain(
            "According to the police, the driver is believed to have left the country.",
            "The source is named.",
        ),
        Example::plain("Ann Lee said the driver is believed to have left the country.", "It is what she says."),
        Example::plain("The minister was said goodbye to in the square.", "Nobody reports anything here."),
        Example::plain("Concerns about the lift were raised by two nurses.", "They raised them."),
        Example::plain("There are fears among the nurses that the ward will close.", "The nurses have them."),
        Example::plain(
            "Concerns have been raised about the lift. “It sticks,” said Ann Lee, a nurse.",
            "The next sentence tells who has them.",
        ),
    ],
    check: Check::Article(check),
};

static PASSIVE: LazyLock<Regex> = LazyLock::new(|| {
    let be = r"(?:is|are|was|were|has been|have been|had been)";
    let how =
        r"(?:(?:also|now|still|generally|widely|commonly|largely|often|long|broadly|reliably|reasonably|popularly) )*";
    phrase(&format!(
        r"\b(?:{be} {how}(?:believed|thought|said|rumou?red|understood|alleged|reputed|assumed|suspected|feared|reported|claimed|estimated) to\b|it(?: {be}|['’]s) (?:not )?{how}(?:(?:believed|thought|said|rumou?red|understood|alleged|assumed|feared|reported|claimed|speculated|estimated|hoped)(?: that)?|(?:expected|argued) that)\b|it (?:was|has been|had been) {how}suggested(?: that)?\b|{be} {how}(?:considered|deemed) (?:a|an|the|one|among|to be|likely|unlikely)\b|{be} {how}(?:seen|viewed|regarded|perceived) as\b)"
    ))
});
/// Fears, doubts and calls that nobody has.
static NOBODYS: LazyLock<Regex> = LazyLock::new(|| {
    let held = r"(?:concerns?|fears?|worries|doubts?|suspicions?|rumou?rs?|speculation|allegations?)";
    let raised = r"(?:raised|voiced|expressed|aired|levelled)";
    let grow = r"(?:growing|mounting|rife|swirling|circulating)";
    let many = r"(?:growing|mounting|increasing|renewed|widespread|serious|grave|persistent|real|deep|new|fresh)";
    let be = r"(?:is|are|was|were|has been|have been|had been)";
    phrase(&format!(
        r"\b(?:(?:{held}|questions|objections|eyebrows) (?:(?:has|have|had|were|was) (?:also |again |now |since )?(?:been )?|are being |were being ){raised}|(?:{held}|calls|pressure) {be} {grow}|(?:allegations|accusations) (?:have|had|were) (?:also |again |now |since )?(?:been )?made|there {be} (?:also |now )?(?:{many} )?(?:{held}|calls|demands) (?:that|about|over|for)|amid (?:{many} )?(?:{held}|calls) (?:that|about|over|for))\b"
    ))
});
/// What follows the participle and does not belong to the mark.
static TAIL: LazyLock<Regex> =
    LazyLock::new(|| phrase(r" (?:to|that|as|a|an|the|one|among|to be|likely|unlikely|about|over|for)$"));
static AGENT: LazyLock<Regex> = LazyLock::new(|| {
    phrase(r"^(?:[^\s,;:.]+ ){0,6}?by (?:the |a |an |his |her |its |their |many |some |most |both )*[\w'’-]+")
});

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    believed(context, findings);
    held(context, findings);
}

/// Marks passives of believing.
fn believed(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let sourced = context.sourced();
    // “It” that is understood is no source of what follows.
    let someone = LazyCell::new(|| {
        let it = |q: &&Quote| q.source.first().is_some_and(|s| s.of(context.text).eq_ignore_ascii_case("it"));
        let quotes = context.extraction.quotes.iter().filter(|q| reading::sourced(q) && !it(q));
        Stretches::new(quotes.flat_map(|q| [&q.content, &q.cue, &q.source]).flatten().copied().collect())
    });
    let trial = LazyCell::new(|| context.tells_of_trial());
    for (at, span) in context.places(|n| &n.passives, &PASSIVE) {
        let prose = at.block.prose.text();
        let words = span.of(prose);
        let cut = TAIL.find(words).map_or(0, |m| m.len());
        let place = Span::new(span.start(), span.end() - cut);
        let behind = prose.get(place.end()..at.sentence.span.end()).unwrap_or_default().trim_start();
        let it = words.get(..2).is_some_and(|w| w.eq_ignore_ascii_case("it"));
        let said = sourced.touch(at.span()) && (!it || someone.touch(at.span()));
        if said || context.linked(&at) || AGENT.is_match(behind) {
            continue;
        }
        // In court, the charge alleges it.
        if place.of(prose).ends_with("alleged") && *trial {
            continue;
        }
        let shown = at.block.to_document(place);
        // “are said” alone is no phrase.
        let told = if words.ends_with(" to") || words.ends_with(" as") { words } else { place.of(prose) };
        let message =
            format!("“{told}” does not say by whom. Name them, or say it in the active: “the police believe”.");
        let title = "Insert who (“by TK”)".to_owned();
        let edit = Edit { placeholder: Some(Span::new(4, 6)), ..Edit::insert(shown.end(), " by TK") };
        findings.push(RULE.finding(shown, message).because(shown, "names nobody").fix(Fix::new(title, edit)));
    }
}

/// Whose it is, behind a fear or a call, or before it: “among the nurses”, “from two unions”, “the nurses' fears”.
static HOLDER: LazyLock<Regex> = LazyLock::new(|| {
    phrase(
        r"^(?:[^\s,;:.]+ ){0,6}?(?:by|among|amongst|from|within|inside|in) (?:the |a |an |his |her |its |their |many |some |most |both )*[\w'’-]+",
    )
});

/// Marks fears and calls that nobody has.
fn held(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let sourced = context.sourced();
    for (at, span) in context.places(|n| &n.held, &NOBODYS) {
        let prose = at.block.prose.text();
        let words = span.of(prose);
        let place = Span::new(span.start(), span.end() - TAIL.find(words).map_or(0, |m| m.len()));
        let before = prose.get(at.sentence.span.start()..place.start()).unwrap_or_default();
        let behind = prose.get(place.end()..at.sentence.span.end()).unwrap_or_default().trim_start();
        let last = word_before(before);
        let owner = ["'", "’", "'s", "’s"].iter().any(|end| before.trim_end().ends_with(end));
        let owned = owner || closed_class(&last).is(Closed::DETERMINER);
        if owned
            || sourced.touch(at.span())
            || context.linked(&at)
            || HOLDER.is_match(behind)
            || next_tells(context, &at)
        {
            continue;
        }
        let shown = at.block.to_document(place);
        let message = format!("“{}” does not say whose. Name those who say so.", place.of(prose));
        findings.push(RULE.finding(shown, message).because(shown, "names nobody"));
    }
}

/// Whether the next sentence, in the paragraph or behind it, is on somebody's word.
fn next_tells(context: &Context<'_>, at: &SentenceAt<'_>) -> bool {
    let next = at.part.sentences.partition_point(|s| s.span.start() <= at.sentence.span.start());
    let span = match at.part.sentences.get(next) {
        Some(next) => Some(at.block.to_document(next.span)),
        None => {
            let mut behind = context.blocks.iter().zip(context.parts).skip(at.index + 1);
            let text = behind.find(|(b, _)| runs(b));
            text.and_then(|(b, part)| Some(b.to_document(part.sentences.first()?.span)))
        }
    };
    span.is_some_and(|s| context.sourced().touch(s))
}
