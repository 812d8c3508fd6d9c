use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::written::{self, Order, Written};
use crate::extract::lexicon::{self, Closed, WordSet};
use crate::rules::reading::sentence_of;
use crate::rules::{Check, Example, Finding, Group, Manuscript, Profile, Rule, Severity, practice};
use crate::text::{Block, BlockKind, Sentence, Span};

/// Marks days that no month has.
pub static RULE: Rule = Rule {
    code: "impossible-date",
    title: "A day that the calendar does not have.",
    group: Group::Dates,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
31 September and 29 February 2023 never come. Somebody counted the days of the month wrongly, or moved a date by a \
month and left the day; either way the reader does not know when.

The rule marks days that the month does not have, and 29 February of a year that is none of the leap years. It reads \
dates with the month in words (31 September, Sept. 31), and those in digits with their year (2023-02-30, 30/02/2023).

It goes away when the date is put right. Which day was meant, the rule cannot know.",
    practice: &[practice::BBC_ACCURACY],
    bad: &[
        Example::plain("The fair opens on ⟦31 September⟧.", "September has thirty days."),
        Example::plain("The contract ended on ⟦February 29, 2023⟧.", "A year too early."),
        Example::plain("The vote is on ⟦Friday 31 June 2024⟧, and the count the day after.", "June has thirty days."),
        Example::plain("A man of no fixed abode was arrested on ⟦31 June⟧.", "“No” is said of something else."),
        Example::plain("The hearing is on ⟦Friday 32 January 2026⟧.", "No month has as many."),
        Example::plain("The pass was issued on ⟦2023-02-30⟧ and expired on ⟦31/04/2024⟧.", "In digits, too."),
    ],
    good: &[
        Example::plain("The fair opens on 30 September. It was held on 29 February 2024, too.", "They are there."),
        Example::plain("The next 29 February is far away.", "There is one, some day."),
        Example::plain("In February 30 people came, and on page 31 June is told.", "No dates."),
        Example::plain("There is no February 30, and 31 June does not exist.", "The sentence says so."),
        Example::plain("“Come on 31 June,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

/// Before this year a date may be of another calendar.
const GREGORIAN: i16 = 1753;

/// A date in digits, with its year last.
static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?P<a>[0-3]?\d)(?P<mark>[./-])(?P<b>[0-3]?\d)(?P<again>[./-])(?P<year>(?:19|20)\d\d)";
    lexicon::regex(&format!(r"(?:^|[\s(]){day}(?:$|[\s,;)]|\.(?:$|\s))"))
});
/// What stands before a day that is part of a date, where nothing behind it says so.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"(?i)\b(?:on|until|till|by|since|from|before|after|dated|ends|begins|opens|closes|through|between)(?: the)? $",
    )
});
/// Of such days a sentence may tell that there are none.
static NONE: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"(?i)\b(?:none|non-?existent|exists?|existed|imaginary|fictional|fictitious|impossible|leap|swedish|calendars?)\b",
    )
});
/// Right before the day or with a few words between: “there is no 31 June”, “there was never a 31 June”.
static NO: LazyLock<Regex> = LazyLock::new(|| lexicon::regex(r"(?i)\b(?:no|never|not)(?: [\w’']+){0,2} $"));

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    for (n, &place) in context.noted(
        |n| &n.impossible,
        |block, part| {
            let sentence = |place: Span| sentence_of(part, place).filter(|s| s.span.covers(place));
            let text = block.prose.text();
            let before = |s: &Sentence, place: Span| Span::new(s.span.start(), place.start()).of(text);
            let denies = |s: &Sentence, place: Span| NONE.is_match(s.span.of(text)) || NO.is_match(before(s, place));
            let mut places = places(block);
            places.retain(|&place| !sentence(place).is_some_and(|s| denies(s, place)));
            places
        },
    ) {
        let block = &context.blocks[n];
        let words = place.of(block.prose.text());
        let message = format!("“{words}”: the calendar has no such day. Check the date.");
        findings.push(RULE.finding(block.to_document(place), message));
    }
}

/// The days of a block that the calendar does not have.
fn places(block: &Block) -> Vec<Span> {
    let read = block.kind.is_prose() || block.kind == BlockKind::Heading;
    let text = if read { block.prose.text() } else { "" };
    let mut places: Vec<Span> =
        written::dates(text).iter().filter(|d| impossible(d) && dates(text, d)).map(|d| d.span).collect();
    places.extend(DIGITS.captures_iter(text).filter_map(|found| {
        let number = |name: &str| found[name].parse::<i8>().ok();
        let (a, b, year) = (number("a")?, number("b")?, found["year"].parse::<i16>().ok()?);
        let real = |day: i8, month: i8| Date::new(year, month, day).is_ok();
        let one = (1..=12).contains(&a) || (1..=12).contains(&b);
        let place = Span::new(found.name("a")?.start(), found.name("year")?.end());
        let label = text.get(..place.start()).unwrap_or_default().trim_end_matches([' ', '(', '.']);
        let label = label.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let wrong = !WordSet::Numbered.has(&label)
            && found["mark"] == found["again"]
            && one
            && a > 0
            && b > 0
            && !real(a, b)
            && !real(b, a);
        wrong.then_some(place)
    }));
    places
}

/// Whether a date is of our calendar, and not in it. Without a year, it may be of a leap year.
fn impossible(date: &Written) -> bool {
    const LEAP: i16 = 2000;
    let year = date.year.unwrap_or(LEAP);
    year >= GREGORIAN && date.day > 0 && Date::new(year, date.month, date.day).is_err()
}

/// Whether words are sure to be a date: with a year, a weekday or an ordinal, or by what stands around them.
fn dates(text: &str, date: &Written) -> bool {
    let words = date.span.of(text);
    let ordinal = words
        .split(char::is_whitespace)
        .any(|w| w.starts_with(|c: char| c.is_ascii_digit()) && w.trim_end_matches(',').ends_with(['t', 'd', 'h']));
    if date.year.is_some() || date.weekday.is_some() || ordinal {
        return true;
    }
    let behind = text.get(date.span.end()..).unwrap_or_default();
    let next = behind.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    // “In February 30 people came.” “On 31 June met Ann.”
    let ends = next.is_empty() || lexicon::closed_class(&next).is(Closed::FUNCTION);
    BEFORE.is_match(written::before(text, date.span.start()))
        && ends
        && (date.order == Order::DayMonth || !behind.starts_with('%'))
}
