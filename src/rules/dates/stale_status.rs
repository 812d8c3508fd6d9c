use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use regex::{Captures, Regex};

use super::article;
use super::written::{self, MONTH};
use crate::extract::lexicon;
use crate::rules::reading::{runs, word_before};
use crate::rules::{Check, Example, Finding, Group, Manuscript, Profile, Rule, Severity, practice};
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
            "---\ndate: 2024-03-05\n---\n\nShe will defend the title she won in 2022, and keep to her 2019 pledge.",
            "The years belong to what is past.",
        ),
        Example::markdown(
            "---\ndate: 2024-03-05\n---\n\nAs of January 2022, landlords must register.",
            "Since then, and still.",
        ),
        Example::markdown(
            "---\ndate: 2024-03-05\n---\n\n“The bridge will open in May 2023,” Ann Lee said at the time.",
            "These are other people's words.",
        ),
    ],
    check: Check::Text(check),
};

/// A state is old when it is of so many months before the article.
const OLD: i64 = 18;

static COMES: LazyLock<Regex> = LazyLock::new(|| {
    let verb = r"will|shall|(?:is|are) (?:due|set|scheduled|expected|planned|slated|going) (?:to|for)|(?:plans?|intends?|expects?|hopes?|aims?) to";
    let month = &*MONTH;
    let year = r"(?:1[89]|20)\d\d";
    let season = "early |late |mid-|spring |summer |autumn |fall |winter ";
    // A year alone needs a preposition: “her 1999 album” has a year, and comes later.
    let when = format!(
        r"(?:(?:on|by|in|before|until|from|during|since) (?:the (?:end|start|beginning|middle) of )?(?:(?:the )?(?:{season}))?(?P<year>{year})|(?:(?:on|by|in|before|until|from) )?(?:the (?:end|start|beginning|middle) of )?(?:{season})?(?P<day>\d{{1,2}} (?:{month}) {year}|(?:{month}) (?:\d{{1,2}},? )?{year}))\b"
    );
    lexicon::regex(&format!(r"\b(?:{verb})\b(?P<what>(?: [\w’'-]+){{0,6}}?) {when}"))
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

/// Words behind which a date is no longer that of the verb that is to come: “look at events in 2020”, “defend the title
/// she won in 2022”.
static TIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:at|about|against|as|based|for|from|into|like|of|on|over|through|under|upon|with|he|i|it|she|they|we|you|said|did|was|were|had|made|held|built|born|written|won|lost|sold|bought|given|taken|led|met|set up|shot|stolen|signed)(?-u:\b)").expect("a fixed pattern")
});
/// A rule that has come, and not a state of long ago: “As of January 2022, landlords must register.”
static RULED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[^.;]*?(?-u:\b)(?:must|will|may|can|cannot|shall|(?:has|have|had|need|needs) to|(?:is|are) required|no longer)(?-u:\b)").expect("a fixed pattern")
});

/// Words that place something in time, with the words that say when and the last day they mean.
pub(in crate::rules) type Timed = (Span, Span, Date);

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
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
        for (n, &(all, when, last)) in context.noted(|n| &n.states, |block, _| states(block)) {
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
            let text = at.block.prose.text();
            let words = now.of(text);
            // “Up to date”, “how you feel at the moment of waking”.
            let behind = text.get(now.end()..).unwrap_or_default();
            if word_before(text.get(..now.start()).unwrap_or_default()) == "up" || behind.starts_with(" of ") {
                continue;
            }
            let message = format!("“{words}” will go out of date. Say since when, or as of when.");
            findings.push(RULE.finding(at.block.to_document(now), message));
        }
    }
}

/// What a block says will come.
fn coming(block: &Block) -> Vec<Timed> {
    let text = block.prose.text();
    let mut all = timed(block, &COMES, |found| {
        let what = found.name("what").map_or("", |m| m.as_str());
        !TIED.is_match(what) && !tied(what)
    });
    all.retain(|(all, ..)| !HEDGED.is_match(all.of(text)) && !owned(text, all.end()));
    all
}

/// The states “as of” a day, but not what has been a rule since.
fn states(block: &Block) -> Vec<Timed> {
    let text = block.prose.text();
    let mut all = timed(block, &STATE, |_| true);
    all.retain(|(all, ..)| !RULED.is_match(text.get(all.end()..).unwrap_or_default()));
    all
}

/// Whether a participle behind a noun has the date: “based on a novel published in May”.
fn tied(what: &str) -> bool {
    let words: Vec<String> = what.split_whitespace().map(str::to_lowercase).collect();
    let participle = |w: &str| w.len() > 4 && w.ends_with("ed");
    let before = |i: usize| i.checked_sub(1).map_or("", |k| &*words[k]);
    let passive = |w: &str| matches!(w, "be" | "been" | "get" | "being" | "not" | "and" | "") || w.ends_with("ly");
    (0..words.len()).any(|i| participle(&words[i]) && !passive(before(i)))
}

/// Whether a date stands before a noun of its own: “2020 levels”.
fn owned(text: &str, end: usize) -> bool {
    let behind = text.get(end..).unwrap_or_default().strip_prefix(' ').unwrap_or_default();
    let word = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.starts_with(char::is_lowercase) && !lexicon::closed_class(word).is(lexicon::Closed::FUNCTION)
}

/// The places of a pattern in a block whose day is known, where `fits` agrees.
fn timed(block: &Block, pattern: &Regex, fits: impl Fn(&Captures<'_>) -> bool) -> Vec<Timed> {
    let text = if runs(block) { block.prose.text() } else { "" };
    let place = |found: Captures<'_>| {
        let when = ["when", "year", "day"].into_iter().find_map(|name| found.name(name))?;
        let all: Span = found.get(0)?.range().into();
        fits(&found).then_some((all, when.range().into(), last_day(when.as_str())?))
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
