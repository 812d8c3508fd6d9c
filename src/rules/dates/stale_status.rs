use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use regex::{Captures, Regex};

use super::article;
use super::written::{self, MONTH};
use crate::extract::lexicon;
use crate::rules::reading::runs;
use crate::rules::{Context, Example, Finding, Group, Profile, Rule, Severity, practice};
use crate::text::{Block, Span};

/// Marks a state of things that is past by the article's own date.
pub static RULE: Rule = Rule {
    code: "stale-status",
    title: "A state of things that is out of date (“will open in May 2023”).",
    group: Group::Dates,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
Background is copied from older stories, and with it what was true then: a bridge that “will open in May” of a year \
that is over, a figure “as of 2019”. A reader takes it for today's state of things.

Where the article's date is known from its front matter or its dateline, the rule marks what is told as still to come \
and has a date before the article's, and a state “as of” a day more than a year and a half before it. In the profile \
`strict` it also marks words that will go out of date by themselves: currently, at present, at the moment.

It goes away when the sentence says what has become of it, or since when it is so.",
    practice: &[practice::WIKIPEDIA_WORDS, practice::BBC_ACCURACY],
    bad: &[
        Example::markdown(
            "---\ndate: 2024-03-05\n---\n\nThe new bridge ⟦will open in May 2023⟧.",
            "May 2023 was over when the article was written.",
        ),
        Example::plain("KABUL, March 5, 2024 — The trial ⟦is due to begin on 12 February 2024⟧.", "Did it begin?"),
        Example::markdown(
            "---\ndate: 2024-03-05\n---\n\nThe town had 4,000 residents ⟦as of 2019⟧.",
            "Five years later it may have more, or fewer.",
        ),
    ],
    good: &[
        Example::markdown("---\ndate: 2024-03-05\n---\n\nThe new bridge will open in May 2024.", "Still to come."),
        Example::plain("The new bridge will open in May 2023.", "Nobody can tell when this was written."),
        Example::markdown(
            "---\ndate: 2024-03-05\n---\n\nIn 2022 the council said that the bridge would open in May 2023.",
            "It tells what was planned then.",
        ),
        Example::markdown(
            "---\ndate: 2024-03-05\n---\n\n“The bridge will open in May 2023,” Ann Lee said at the time.",
            "These are other people's words.",
        ),
    ],
    check,
};

/// A state is old when it is of so many months before the article.
const OLD: i64 = 18;

static COMES: LazyLock<Regex> = LazyLock::new(|| {
    let verb = r"will|shall|(?:is|are) (?:due|set|scheduled|expected|planned|slated|going) (?:to|for)|(?:plans?|intends?|expects?|hopes?|aims?) to";
    let month = &*MONTH;
    let when = format!(
        r"(?:on |by |in |before |until |early in |late in |at the end of |by the end of )*(?:the )?(?:early |late |mid-|spring |summer |autumn |fall |winter )?(?P<when>(?:\d{{1,2}} )?(?:(?:{month}) )?(?:\d{{1,2}},? )?(?:1[89]|20)\d\d)\b"
    );
    lexicon::regex(&format!(r"\b(?:{verb})\b(?: [\w’'-]+){{0,6}}? {when}"))
});
static STATE: LazyLock<Regex> = LazyLock::new(|| {
    let month = &*MONTH;
    let form = format!(r"\b[Aa]s of (?P<when>(?:\d{{1,2}} )?(?:(?:{month}) )?(?:\d{{1,2}},? )?(?:1[89]|20)\d\d)\b");
    lexicon::regex(&form)
});
static NOW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)(?:currently|at present|at the moment|at this time|as of now|as of this writing|to date)(?-u:\b)",
    )
    .expect("a fixed pattern")
});
/// A will that is not about time, or of somebody else's report.
static HEDGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:if|whether|that|than|who|which|since)(?-u:\b)").expect("a fixed pattern")
});

/// Words that place something in time, with the words that say when and the last day they mean.
pub(in crate::rules) type Timed = (Span, Span, Date);

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if let Some(article) = article::date(context) {
        for (n, &(all, when, last)) in context.noted(|n| &n.coming, |block, _| coming(block)) {
            if last >= article.date {
                continue;
            }
            let block = &context.blocks[n];
            let message = format!(
                "This is written as still to come, but {} is before the article's date. Say what has happened since.",
                when.of(block.prose.text())
            );
            let finding = RULE.finding(block.to_document(all), message);
            let finding = finding.because(block.to_document(when), "past");
            findings.push(finding.because(article.span, "the article's date"));
        }
        let old = article.date.checked_sub(OLD.months()).ok();
        for (n, &(all, when, last)) in context.noted(|n| &n.states, |block, _| timed(block, &STATE)) {
            if old.is_none_or(|old| last > old) {
                continue;
            }
            let block = &context.blocks[n];
            let when = when.of(block.prose.text());
            let message = format!("{when} is long before the article's date. Is it still so?");
            let finding = RULE.finding(block.to_document(all), message);
            findings.push(finding.because(article.span, "the article's date"));
        }
    }
    if context.profile == Profile::Strict {
        for (at, now) in context.places(|n| &n.now, &NOW) {
            let words = now.of(at.block.prose.text());
            let message = format!("“{words}” will go out of date. Say since when, or as of when.");
            findings.push(RULE.finding(at.block.to_document(now), message));
        }
    }
}

/// What a block says will come.
fn coming(block: &Block) -> Vec<Timed> {
    let mut all = timed(block, &COMES);
    all.retain(|(all, ..)| !HEDGED.is_match(all.of(block.prose.text())));
    all
}

/// The places of a pattern in a block whose day is known.
fn timed(block: &Block, pattern: &Regex) -> Vec<Timed> {
    let text = if runs(block) { block.prose.text() } else { "" };
    let place = |found: Captures<'_>| {
        let when = found.name("when")?;
        Some((found.get(0)?.range().into(), when.range().into(), last_day(when.as_str())?))
    };
    pattern.captures_iter(text).filter_map(place).collect()
}

/// The last day of a day, a month or a year.
fn last_day(when: &str) -> Option<Date> {
    if let Some(day) = written::dates(when).into_iter().find_map(|d| d.date()) {
        return Some(day);
    }
    let year = when.get(when.len().checked_sub(4)?..)?.parse().ok()?;
    let month =
        when.split_whitespace().find_map(|w| w.starts_with(char::is_alphabetic).then(|| written::month_named(w))?);
    Some(Date::new(year, month.unwrap_or(12), 1).ok()?.last_of_month())
}
