use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use jiff::ToSpan;
use jiff::civil::Date;
use regex::{Captures, Regex};

use super::article;
use super::written::{self, Order};
use crate::extract::lexicon;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};
use crate::text::Span;

/// Marks a time that is told from the day of reading.
pub static RULE: Rule = Rule {
    code: "relative-date",
    title: "A time that is told from the day of reading (“yesterday”).",
    group: Group::Dates,
    severity: Severity::Hint,
    profile: Profile::Strict,
    explanation: "\
“Yesterday” and “last month” are right on one day only. Articles are found by search, shared and quoted for years, and \
a date that has to be worked out is often worked out wrongly.

The rule marks times that are told from the day of reading: yesterday, today, tomorrow, last week, this month, next \
year, three years ago. Where the article's date is known from its front matter or its dateline, the message says \
which day, month or year is meant.

Daily news is full of such words, and so the rule speaks in the profile `strict` only. Switch it on for pages that \
stay: explainers, profiles, timelines.

It goes away when the date is given, in place of the words or in brackets behind them.",
    practice: &[
        "[Wikipedia, Manual of Style: dates and numbers](https://en.wikipedia.org/wiki/Wikipedia:Manual_of_Style/Dates_and_numbers)",
        practice::WIKIPEDIA_WORDS,
    ],
    bad: &[
        Example::plain("The mayor resigned ⟦yesterday⟧.", "On which day?"),
        Example::markdown(
            "---\ndate: 2024-03-05\n---\n\nThe mill closed ⟦last month⟧, and the school will close ⟦next year⟧.",
            "By the article's date: in February 2024, and in 2025.",
        ),
        Example::plain("The bridge was built ⟦three years ago⟧.", "In which year?"),
    ],
    good: &[
        Example::plain("The mayor resigned on 4 March 2024.", "Whenever it is read, it is right."),
        Example::plain("The mayor resigned yesterday (4 March 2024).", "The date is there."),
        Example::plain("The bridge was built three years before the flood.", "Told from an event, not from today."),
        Example::plain("In the last year of the war the mill burned.", "Told from the war."),
        Example::plain("The pool had 90,000 visits in its last year.", "Told from the pool's own time."),
        Example::plain("She reads USA Today in the café.", "A name."),
        Example::plain("“I resigned yesterday,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

type Unit = (&'static str, i64);

static PHRASES: LazyLock<FxHashMap<&str, Unit>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../../extract/lexicon/relative-dates.tsv"));
    rows.filter_map(|row| Some((*row.first()?, (*row.get(1)?, row.get(2)?.parse().ok()?)))).collect()
});

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    let mut phrases: Vec<&str> = PHRASES.keys().copied().collect();
    phrases.sort_by_key(|p| (usize::MAX - p.len(), *p));
    let numbers = "an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9][0-9]?";
    let form = format!(
        r"(?i)\b(?:(?P<phrase>{})|(?P<count>{numbers}) (?P<unit>day|week|month|year|decade)s? ago)\b",
        phrases.join("|")
    );
    lexicon::regex(&form)
});

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let article = article::date(context);
    let order = written::order(context.text);
    for block in context.blocks.iter().filter(|b| b.kind.is_prose()) {
        let text = block.prose.text();
        for found in FORM.captures_iter(text) {
            let Some(place) = found.get(0).map(|m| Span::from(m.range())) else { continue };
            if named(text, place) || dated(text.get(place.end()..).unwrap_or_default()) {
                continue;
            }
            let words = place.of(text);
            let at = block.to_document(place);
            let meant = article.zip(meaning(&found)).and_then(|(a, unit)| Some((a, unit, told(a.date, unit, order)?)));
            let (message, time) = match &meant {
                Some((_, _, time)) => {
                    (format!("“{words}” means {time}, counted from the article's date. Give the date."), time.as_str())
                }
                None => (format!("“{words}” is right only on the day it is read. Give the date."), "TK"),
            };
            let mut finding = RULE.finding(at, message);
            if let Some((article, ..)) = meant {
                finding = finding.because(article.span, "the article's date");
            }
            let mut edit = Edit::insert(at.end(), format!(" ({time})"));
            edit.placeholder = meant.is_none().then(|| Span::new(2, 4));
            findings.push(finding.fix(Fix::new(format!("Insert the date (“{time}”)"), edit)));
        }
    }
}

/// Whether the words are part of a name (“USA Today”, “Last Week Tonight”), or mean these times (“today's world”).
fn named(text: &str, place: Span) -> bool {
    let words = place.of(text);
    let before = written::before(text, place.start());
    let behind = text.get(place.end()..).unwrap_or_default();
    let capital = |c: char| c.is_uppercase();
    let starts = before.trim_end().is_empty() || before.trim_end().ends_with(['.', '!', '?', ':', '”', '"', '—', '–']);
    let inner = words.split(' ').skip(1).any(|w| w.starts_with(capital));
    // “In the last year of his term”, “in its last year”: told from something else.
    let owner = before.trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
    let other = ["the", "its", "his", "her", "their", "my", "our", "this"].contains(&&*owner)
        && !words.starts_with("the ")
        || owner.ends_with("'s")
        || owner.ends_with("’s");
    inner || other || words.starts_with(capital) && !starts || behind.starts_with("'s") || behind.starts_with("’s")
}

/// Whether the date is given right behind the words: “yesterday (4 March 2024)”, “last year (2023)”.
fn dated(behind: &str) -> bool {
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        let month = &*written::MONTH;
        lexicon::regex(&format!(r"^\s?[(\[](?:(?:in )?(?:(?:{month}) )?(?:1[5-9]|20)\d\d\s?[)\]]|(?P<date>[^)\]]+))"))
    });
    let Some(found) = GIVEN.captures(behind) else { return false };
    found.name("date").is_none_or(|inner| !written::dates(inner.as_str()).is_empty())
}

/// The unit that the words name, and how many of them from the article's.
fn meaning(found: &Captures<'_>) -> Option<Unit> {
    if let Some(phrase) = found.name("phrase") {
        return PHRASES.get(phrase.as_str().to_lowercase().as_str()).copied();
    }
    let words = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let count = found["count"].to_lowercase();
    let number = words.iter().position(|w| *w == count).map(|n| n as i64);
    let number = number.or_else(|| count.parse().ok()).unwrap_or(1);
    let unit = ["day", "week", "month", "year"].into_iter().find(|u| found["unit"].eq_ignore_ascii_case(u))?;
    Some((unit, -number))
}

/// The time in words.
fn told(date: Date, (unit, count): Unit, order: Order) -> Option<String> {
    Some(match unit {
        "day" => written::full(date.checked_add(count.days()).ok()?, order),
        "week" => {
            let day = date.checked_add(count.weeks()).ok()?;
            let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
            format!("the week of {}", written::full(monday, order))
        }
        "month" => {
            let day = date.checked_add(count.months()).ok()?;
            format!("{} {}", written::month(day.month()), day.year())
        }
        _ => date.checked_add(count.years()).ok()?.year().to_string(),
    })
}
