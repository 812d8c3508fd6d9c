use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::Regex;

use super::article::{self, ArticleDate};
use super::written::{self, Order, Written};
use crate::extract::lexicon;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};
use crate::text::{Block, BlockKind, Span};

/// Marks a weekday that does not fall on the date beside it.
pub static RULE: Rule = Rule {
    code: "weekday-date-mismatch",
    title: "A weekday that does not fall on the date beside it.",
    group: Group::Dates,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
A weekday and a date check each other: where they disagree, one of them is wrong, and readers who want to come, vote \
or remember are sent to the wrong day.

The rule counts the weekday of the date. Where the date has no year, it takes the year of the article, if its front \
matter or dateline tells when it was written, or else that of a day that is told with its weekday and its year, and \
speaks only for days near that date.

It goes away when the weekday or the date is put right. Which of the two is wrong, the calendar cannot say: check \
before you take the fix.",
    practice: &[practice::BBC_ACCURACY],
    bad: &[
        Example::plain("The vote is on ⟦Tuesday, 5 March 2023⟧.", "5 March 2023 was a Sunday."),
        Example::plain(
            "The bridge was closed on Friday, Sept. 27, 2024, and again in May.\n\nIt reopened on ⟦Monday (October 1, 2024⟧).",
            "The first is right; the second was a Tuesday.",
        ),
        Example::markdown(
            "---\ntitle: The vote\ndate: 2024-03-01\n---\n\nThe council meets again on ⟦Wednesday, March 5⟧.",
            "The article is of 2024, and 5 March was a Tuesday that year.",
        ),
    ],
    good: &[
        Example::plain("The vote is on Tuesday, 5 March 2024.", "It was a Tuesday."),
        Example::plain("The fair is open Friday to Sunday, 1–3 March 2024.", "Several days, and several dates."),
        Example::plain("The council meets again on Wednesday, March 5.", "Nobody can tell the year."),
        Example::plain(
            "Published Wed, Nov 20 20194:29 AM. The 2017 fair was the last.",
            "The page has glued the hour to the year.",
        ),
        Example::plain("The Mail on Sunday (4 March 2024) told the story.", "The name of a newspaper."),
        Example::plain("“We met on Tuesday, 5 March 2023,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

/// Before this year a date may be of another calendar.
const GREGORIAN: i16 = 1753;
/// How far a date without a year may stand from the article's, in days.
const NEAR: i32 = 100;

/// What stands before a weekday that is the end of several.
static SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"(?:day|\b(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?)(?:,? ?(?:to|through|until|till|and|or|&|-|–|—|/),? ?|, )(?:on )?$";
    lexicon::regex(words)
});
/// What stands behind a date that is the first of several, or that a teaser cuts short.
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?: ?(?:-|–|—|/|&|and|to|or|through|until) ?[0-9]|…|\.\.\.)").expect("a fixed pattern")
});
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u:\b)(?:1[5-9]|20)[0-9]{2}(?-u:\b)").expect("a fixed pattern"));

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let article = article::date(context).or_else(|| told(context));
    for (n, Dated { written, years }) in context.noted(|n| &n.weekdays, |block, _| weekdays(block)) {
        let block = &context.blocks[n];
        let text = block.prose.text();
        if let Some((weekday, place)) = written.weekday {
            let several = SEVERAL.is_match(written::before(text, place.start()));
            let name = written::named(text, place);
            if name == Some(false) || several || RANGE.is_match(text.get(written.span.end()..).unwrap_or_default()) {
                continue;
            }
            let Some((date, by)) = day(written, article, *years) else { continue };
            if date.weekday() == weekday || date.year() < GREGORIAN {
                continue;
            }
            let order = if written.order == Order::Iso { Order::DayMonth } else { written.order };
            let right = written::weekday(date.weekday());
            let message = format!(
                "{} is a {right}, not a {}. Check which of the two is wrong.",
                written::full(date, order),
                written::weekday(weekday)
            );
            let weekday_at = block.to_document(place);
            let mut finding =
                RULE.finding(block.to_document(written.span), message).because(weekday_at, format!("not a {right}"));
            if let Some(by) = by {
                finding = finding.because(by.span, "this date gives the year");
            }
            let fix = match name {
                // Black Friday is never a Thursday.
                Some(_) => moved(block, written, date, weekday),
                None => Some(Fix::new(format!("Change to “{right}”"), Edit::replace(weekday_at, right))),
            };
            finding.fixes.extend(fix);
            findings.push(finding);
        }
    }
}

/// The first day that the article names with its weekday and its year, where both agree, and no other year is named so.
fn told(context: &Manuscript<'_>) -> Option<ArticleDate> {
    let days = context.noted(|n| &n.weekdays, |block, _| weekdays(block)).filter_map(|(n, dated)| {
        let date = dated.written.year.and_then(|_| dated.written.date())?;
        let span = context.blocks[n].to_document(dated.written.span);
        dated.written.weekday.is_some_and(|(day, _)| day == date.weekday()).then_some(ArticleDate { date, span })
    });
    let mut days = days.peekable();
    let first = *days.peek()?;
    days.all(|day| day.date.year() == first.date.year()).then_some(first)
}

/// Changes a date to the nearest day of a weekday, where it is written out.
fn moved(block: &Block, written: &Written, date: Date, weekday: Weekday) -> Option<Fix> {
    let near = (-3..=3).filter_map(|days| date.checked_add(days.days()).ok()).find(|d| d.weekday() == weekday)?;
    let text = block.prose.text();
    let of =
        |d: Date| if written.year.is_some() { written::full(d, written.order) } else { written::day(d, written.order) };
    let (old, new) = (of(date), of(near));
    let start = written.span.start() + written.span.of(text).find(&old)?;
    let at = block.to_document(Span::new(start, start + old.len()));
    Some(Fix::new(format!("Change to “{new}”"), Edit::replace(at, new)))
}

/// A day with its weekday, and the first and last of the years that its paragraph names.
#[derive(Debug)]
pub(in crate::rules) struct Dated {
    written: Written,
    years: Option<(i16, i16)>,
}

/// The days that a block names with their weekdays.
fn weekdays(block: &Block) -> Vec<Dated> {
    let read = block.kind.is_prose() || block.kind == BlockKind::Heading;
    let text = if read { block.prose.text() } else { "" };
    let dates: Vec<Written> = written::dates(text).into_iter().filter(|d| d.weekday.is_some()).collect();
    if dates.is_empty() {
        return Vec::new();
    }
    let years = || YEAR.find_iter(text).filter_map(|y| y.as_str().parse::<i16>().ok());
    let years = years().min().zip(years().max());
    dates.into_iter().map(|written| Dated { written, years }).collect()
}

/// The day that is meant, and the article's where that gives the year.
fn day(
    written: &Written,
    article: Option<ArticleDate>,
    years: Option<(i16, i16)>,
) -> Option<(Date, Option<ArticleDate>)> {
    if written.year.is_some() {
        return written.date().map(|d| (d, None));
    }
    let article = article?;
    // Another year in the paragraph may be the one that is meant.
    let year = article.date.year();
    if years.is_some_and(|y| y != (year, year)) {
        return None;
    }
    let near = (year - 1..=year + 1)
        .filter_map(|y| Date::new(y, written.month, written.day).ok())
        .min_by_key(|&d| away(d, article.date))?;
    (away(near, article.date) <= NEAR).then_some((near, Some(article)))
}

/// How many days lie between two.
fn away(a: Date, b: Date) -> i32 {
    (a - b).get_days().abs()
}
