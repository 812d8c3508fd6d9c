//! Times that a text names, and how long it is from one to the other.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::extract::lexicon;
use crate::rules::dates::written::{self, MONTH};
use crate::text::Span;

/// A time in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    pub(super) span: Span,
    pub(super) time: Time,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Time {
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    Month {
        year: Option<i16>,
        month: i8,
    },
    Year(i16),
    /// Minutes since midnight, and whether it is told which half of the day is meant.
    Clock(i32, bool),
    /// The minute of a match.
    Minute(i32),
}

/// How long it is between two times, in a unit that both are told in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Distance {
    Minutes(i32),
    Days(i32),
    Months(i32),
    Years(i32),
}

static MONTHS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let month = &*MONTH;
    [
        format!(r"\b(?P<month>{month}),? (?:of )?(?P<year>1[5-9]\d\d|20\d\d)\b"),
        format!(r"\b(?i:in|since|until|by|from|early|late|of) (?P<month>{month})(?:\W|$)"),
    ]
    .map(|form| lexicon::regex(&form))
});
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(r"\b(?i:in|since|until|by|from|of|during|early|late) (?P<year>1[5-9]\d\d|20\d\d)\b")
});
static CLOCKS: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"\b(?P<hour>1[0-2]|[1-9])(?:[.:](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b|\bat (?P<at>[01]?\d|2[0-3]):(?P<past>[0-5]\d)\b|\b(?P<word>noon|midnight)\b",
    )
});
static MINUTES: LazyLock<Regex> = LazyLock::new(|| lexicon::regex(r"\b(?P<minute>\d{1,3})(?:st|nd|rd|th)\b"));

/// The times that a text names, in its order.
pub(super) fn moments(text: &str) -> Vec<Moment> {
    let mut out: Vec<Moment> = written::dates(text)
        .iter()
        .map(|d| Moment { span: d.span, time: Time::Day { year: d.year, month: d.month, day: d.day } })
        .collect();
    let mut add = |moment: Option<Moment>| out.extend(moment.filter(|m| out.iter().all(|o| !o.span.overlaps(m.span))));
    let year = |found: Option<regex::Match<'_>>| found.and_then(|y| y.as_str().parse().ok());
    for (form, dated) in MONTHS.iter().zip([true, false]) {
        for found in form.captures_iter(text) {
            let named = found.name("month");
            let told = if dated { found.name("year") } else { None };
            add(named.and_then(|named| {
                let time = Time::Month { year: year(told), month: written::month_named(named.as_str())? };
                Some(Moment { span: Span::new(named.start(), told.unwrap_or(named).end()), time })
            }));
        }
    }
    for found in YEARS.captures_iter(text) {
        let place = found.name("year");
        add(place.zip(year(place)).map(|(m, year)| Moment { span: m.range().into(), time: Time::Year(year) }));
    }
    for found in CLOCKS.captures_iter(text) {
        add(clock(&found));
    }
    // Those of a match.
    if text.contains("minute") {
        for found in MINUTES.captures_iter(text) {
            let time = found["minute"].parse().ok().map(Time::Minute);
            add(time.zip(found.get(0)).map(|(time, m)| Moment { span: m.range().into(), time }));
        }
    }
    out.sort_by_key(|m| m.span.start());
    out
}

fn clock(found: &regex::Captures<'_>) -> Option<Moment> {
    const HOUR: i32 = 60;
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<i32>().ok());
    let all = found.get(0)?;
    let (time, start) = match (found.name("word"), number("at"), number("hour")) {
        (Some(word), ..) => (Time::Clock(if word.as_str() == "noon" { 12 * HOUR } else { 0 }, true), all.start()),
        (_, Some(hour), _) => (Time::Clock(hour * HOUR + number("past")?, false), found.name("at")?.start()),
        (.., Some(hour)) => {
            let half = if &found["half"] == "p" { 12 } else { 0 };
            (Time::Clock((hour % 12 + half) * HOUR + number("minute").unwrap_or(0), true), all.start())
        }
        _ => return None,
    };
    Some(Moment { span: Span::new(start, all.end()), time })
}

impl Time {
    /// Whether it is told in the same way as another, so that one may be counted from the other.
    pub(super) fn like(&self, other: &Self) -> bool {
        let kind = |t: &Self| match t {
            Self::Day { .. } | Self::Month { .. } | Self::Year(_) => 0,
            Self::Clock(..) => 1,
            Self::Minute(_) => 2,
        };
        kind(self) == kind(other)
    }

    /// Whether it is told as finely as another: both by the year alone, both with their month.
    pub(super) fn as_fine(&self, other: &Self) -> bool {
        self.month().is_some() == other.month().is_some()
    }

    /// The ways in which it may be so long from this time to a later one. Where a year is not told it is the next that
    /// fits, and may be a leap year.
    pub(super) fn until(&self, later: &Self) -> Vec<Distance> {
        const DAY: i32 = 24 * 60;
        match (*self, *later) {
            (Self::Clock(a, known), Self::Clock(b, told)) => {
                let round = if known && told { DAY } else { DAY / 2 };
                let gap = (b - a).rem_euclid(round);
                if round == DAY {
                    vec![Distance::Minutes(gap)]
                } else {
                    vec![Distance::Minutes(gap), Distance::Minutes(gap + round)]
                }
            }
            (Self::Minute(a), Self::Minute(b)) => vec![Distance::Minutes(b - a)],
            (Self::Day { year: y, month: m, day: d }, Self::Day { year: z, month: n, day: e }) => {
                days((y, m, d), (z, n, e))
            }
            (a, b) => match (a.year().zip(b.year()), a.month().zip(b.month())) {
                (Some((y, z)), Some((m, n))) => vec![Distance::Months(12 * i32::from(z - y) + i32::from(n - m))],
                (Some((y, z)), None) => vec![Distance::Years(i32::from(z - y))],
                (None, Some((m, n))) => vec![Distance::Months(i32::from(n - m).rem_euclid(12))],
                (None, None) => Vec::new(),
            },
        }
    }

    fn year(&self) -> Option<i16> {
        match *self {
            Self::Day { year, .. } | Self::Month { year, .. } => year,
            Self::Year(year) => Some(year),
            Self::Clock(..) | Self::Minute(_) => None,
        }
    }

    fn month(&self) -> Option<i8> {
        match *self {
            Self::Day { month, .. } | Self::Month { month, .. } => Some(month),
            _ => None,
        }
    }
}

/// The days from one day to another.
fn days(from: (Option<i16>, i8, i8), to: (Option<i16>, i8, i8)) -> Vec<Distance> {
    // A year before a leap year, and one.
    const ANY: [i16; 2] = [2022, 2023];
    let count = |y: i16, z: i16| {
        let (a, b) = (Date::new(y, from.1, from.2).ok()?, Date::new(z, to.1, to.2).ok()?);
        Some(Distance::Days((b - a).get_days()))
    };
    let wraps = i16::from((to.1, to.2) < (from.1, from.2));
    match (from.0, to.0) {
        (Some(y), Some(z)) => count(y, z).into_iter().collect(),
        (Some(y), None) => count(y, y + wraps).into_iter().collect(),
        (None, Some(z)) => count(z - wraps, z).into_iter().collect(),
        (None, None) => {
            let starts = ANY.iter().chain([&2024]);
            let mut out: Vec<Distance> = starts.filter_map(|&y| count(y, y + wraps)).collect();
            out.dedup();
            out
        }
    }
}
