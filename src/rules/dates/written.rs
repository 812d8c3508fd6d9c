//! Dates as they are written, and how to write one.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

use crate::extract::lexicon;
use crate::text::Span;

/// A day of a month, with what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rules) struct Written {
    /// All of it, the weekday too.
    pub(in crate::rules) span: Span,
    pub(in crate::rules) day: i8,
    pub(in crate::rules) month: i8,
    pub(in crate::rules) year: Option<i16>,
    pub(in crate::rules) weekday: Option<(Weekday, Span)>,
    pub(in crate::rules) order: Order,
}

/// Which comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Order {
    DayMonth,
    MonthDay,
    Iso,
}

impl Written {
    /// The day itself, where its year is known and it exists.
    pub(super) fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month in full, in capitals or short. Small letters are another word ("may 12 people …").
pub(in crate::rules) static MONTH: LazyLock<String> = LazyLock::new(|| {
    let forms = MONTHS.map(|m| match &m[..3] {
        "May" => "May|MAY".to_owned(),
        "Sep" => format!(r"{m}|{}|Sept?\.?|SEPT?\.?", m.to_uppercase()),
        short => format!(r"{m}|{}|{short}\.?|{}\.?", m.to_uppercase(), short.to_uppercase()),
    });
    forms.join("|")
});

/// A weekday in full or short.
const WEEKDAY: &str = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?";

static FORMS: LazyLock<[(Order, Regex); 3]> = LazyLock::new(|| {
    let weekday = format!(r"(?:\b(?P<weekday>{WEEKDAY})(?:,? |,? \(|,? the )?)?");
    let behind = format!(r"(?:(?:, an? |,? \((?:an? )?)(?P<behind>{WEEKDAY}))?");
    // "Nov 20 20194:29 AM", "Nov 20 2019Updated": the page has glued something to it.
    let year = r"(?P<year>1[5-9]\d\d|20\d\d)(?:\b|\d?\d:\d\d|[A-Z])";
    let day = r"(?P<day>[0-3]?\d)";
    let month = &*MONTH;
    let new = |form: String| lexicon::regex(&form);
    [
        (
            Order::MonthDay,
            new(format!(r"{weekday}\b(?P<month>{month}) {day}(?:st|nd|rd|th)?\b(?:,? (?:in )?{year})?{behind}")),
        ),
        (
            Order::DayMonth,
            new(format!(
                r"{weekday}\b{day}(?:st|nd|rd|th)?(?: of)? (?P<month>{month})(?:\b|,)(?:\.?,? {year})?{behind}"
            )),
        ),
        (Order::Iso, new(format!(r"{weekday}\b{year}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?:\b|T){behind}"))),
    ]
});

/// The days that a text names, in its order.
pub(in crate::rules) fn dates(text: &str) -> Vec<Written> {
    let mut out: Vec<Written> = Vec::new();
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return out;
    }
    for (order, form) in &*FORMS {
        out.extend(form.captures_iter(text).filter_map(|found| read(&found, *order)));
    }
    out.sort_by_key(|d| (d.span.start(), usize::MAX - d.span.end()));
    out.dedup_by(|b, a| a.span.overlaps(b.span));
    out
}

fn read(found: &Captures<'_>, order: Order) -> Option<Written> {
    let place = |name: &str| found.name(name).map(|m| (m.as_str(), Span::from(m.range())));
    let month = place("month")?.0;
    let month = if order == Order::Iso { month.parse().ok()? } else { month_named(month)? };
    let day = place("day")?.0.parse().ok()?;
    let year = place("year").and_then(|y| y.0.parse().ok());
    let weekday = place("weekday").or_else(|| place("behind"));
    let weekday = weekday.and_then(|(word, span)| Some((weekday_named(word)?, span)));
    // A day that no month has is a slip only where a weekday stands beside it: “No. 38 January 2020” is a magazine.
    const MOST: i8 = 31;
    (day >= 1 && (day <= MOST || weekday.is_some())).then_some(())?;
    Some(Written { span: found.get(0)?.range().into(), day, month, year, weekday, order })
}

/// The month of this name, in full or short.
pub(in crate::rules) fn month_named(word: &str) -> Option<i8> {
    let start = word.get(..3)?;
    MONTHS.iter().position(|m| m[..3].eq_ignore_ascii_case(start)).map(|i| i as i8 + 1)
}

/// Whether a word is the name of a month, or its usual short form.
pub(in crate::rules) fn month_word(word: &str) -> bool {
    let month = |i: i8| MONTHS[usize::from(i.unsigned_abs()) - 1];
    let short = word.trim_end_matches('.');
    month_named(short).is_some_and(|i| short.len() == 3 || short == "Sept" || month(i).eq_ignore_ascii_case(short))
        && short.starts_with(char::is_uppercase)
}

/// Names that hold a weekday, and whether the name is that of a day.
static NAMES: LazyLock<Vec<(&str, bool)>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../../extract/lexicon/weekday-names.tsv"));
    rows.filter_map(|row| Some((*row.first()?, row.len() > 1))).collect()
});

/// Whether a weekday is part of a name, and if so, whether the name is that of a day (“Black Friday”).
pub(super) fn named(text: &str, weekday: Span) -> Option<bool> {
    let word = weekday.of(text);
    let fits = |name: &str| {
        let start = name.find(word).and_then(|offset| weekday.start().checked_sub(offset));
        start.and_then(|start| text.get(start..)).is_some_and(|t| t.starts_with(name))
    };
    NAMES.iter().find(|(name, _)| fits(name)).map(|n| n.1)
}

/// The weekday of this name, in full or short.
pub(in crate::rules) fn weekday_named(word: &str) -> Option<Weekday> {
    Some(match word.get(..2)? {
        "Mo" => Weekday::Monday,
        "Tu" => Weekday::Tuesday,
        "We" => Weekday::Wednesday,
        "Th" => Weekday::Thursday,
        "Fr" => Weekday::Friday,
        "Sa" => Weekday::Saturday,
        "Su" => Weekday::Sunday,
        _ => return None,
    })
}

/// The name of a weekday.
pub(super) const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The name of a month, from 1.
pub(super) fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or_default()
}

/// The words before `at`, as far as a weekday or a date may belong to them.
pub(super) fn before(text: &str, at: usize) -> &str {
    const REACH: usize = 80;
    let mut start = at.saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..at).unwrap_or_default()
}

/// Which of day and month an article writes first.
pub(super) fn order(text: &str) -> Order {
    let first = dates(text).into_iter().find(|d| d.order != Order::Iso);
    first.map_or(Order::DayMonth, |d| d.order)
}

/// A day without its year: `5 March`, `March 5`.
pub(super) fn day(date: Date, order: Order) -> String {
    match order {
        Order::MonthDay => format!("{} {}", month(date.month()), date.day()),
        _ => format!("{} {}", date.day(), month(date.month())),
    }
}

/// A day with its year: `5 March 2024`, `March 5, 2024`.
pub(super) fn full(date: Date, order: Order) -> String {
    let comma = if order == Order::MonthDay { "," } else { "" };
    format!("{}{comma} {}", day(date, order), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, span, day, month, year, weekday) in [
            ("on Tuesday, March 5, 2024.", "Tuesday, March 5, 2024", 5, 3, Some(2024), Some(Weekday::Tuesday)),
            ("on Tuesday (March 5)", "Tuesday (March 5", 5, 3, None, Some(Weekday::Tuesday)),
            ("Tues., 5th of March", "Tues., 5th of March", 5, 3, None, Some(Weekday::Tuesday)),
            ("Sat 28 Sept. 2019", "Sat 28 Sept. 2019", 28, 9, Some(2019), Some(Weekday::Saturday)),
            ("of 5 March 2024, a Tuesday", "5 March 2024, a Tuesday", 5, 3, Some(2024), Some(Weekday::Tuesday)),
            ("Tuesday 2024-03-05", "Tuesday 2024-03-05", 5, 3, Some(2024), Some(Weekday::Tuesday)),
            ("Wed, Nov 20 20194:29 AM", "Wed, Nov 20 20194:29", 20, 11, Some(2019), Some(Weekday::Wednesday)),
            ("KABUL, MARCH 5 -", "MARCH 5", 5, 3, None, None),
        ] {
            let found = dates(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let d = found[0];
            assert_eq!(d.span.of(text), span, "{text}");
            assert_eq!((d.day, d.month, d.year, d.weekday.map(|w| w.0)), (day, month, year, weekday), "{text}");
        }
        for text in ["may 12 people go", "March 500", "Marching 5", "in May 2024", "Sunday best", "5 Marches"] {
            assert!(dates(text).is_empty(), "{text}: {:?}", dates(text));
        }
    }
}
