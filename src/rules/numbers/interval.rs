//! How long it is from one time to another: “on 3 March. Nine days later, on 12 March, …”.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::change::Figures;
use super::moment::{Distance, Moment, moments};
use crate::extract::lexicon;
use crate::text::Span;

/// Two times, and how long it is said to be between them.
pub(super) struct Interval {
    pub(super) from: Moment,
    pub(super) to: Moment,
    /// The words of how long it is, and what they are worth in their unit.
    pub(super) told: Span,
    pub(super) count: f64,
    /// The word of the unit.
    pub(super) unit: String,
    /// How long it is, in that unit.
    pub(super) right: f64,
    /// Whether `to` is the earlier of the two.
    pub(super) earlier: bool,
}

/// Units in minutes, and the words that stand between two times, by kind.
static WORDS: LazyLock<FxHashMap<(&str, &str), f64>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../../extract/lexicon/durations.tsv"));
    let read = |row: Vec<&'static str>| {
        Some(((*row.first()?, *row.get(1)?), row.get(2).and_then(|n| n.parse().ok()).unwrap_or(0.0)))
    };
    rows.filter_map(read).collect()
});

fn is(kind: &str, word: &str) -> bool {
    WORDS.contains_key(&(kind, word))
}

/// How long a unit is, in minutes.
pub(super) fn unit(word: &str) -> Option<f64> {
    WORDS.get(&("unit", word.strip_suffix('s').unwrap_or(word))).copied()
}

/// What somebody counts from is in the same sentence, or in the one before.
pub(super) fn interval(figures: &Figures<'_>) -> Option<Interval> {
    (2..figures.tokens.len()).find_map(|i| {
        let earlier = match &*figures.word(i) {
            "later" => false,
            "earlier" => true,
            _ => return None,
        };
        let length = length(figures, i - 1)?;
        let start = figures.start;
        let end = figures.tokens.last()?.span.end();
        let mut all = moments(Span::new(start, end).of(figures.text));
        all.iter_mut().for_each(|m| m.span = m.span.shift(start));
        let behind = figures.tokens[i].span.end();
        let after = all.iter().find(|m| m.span.start() >= behind);
        let joined = |m: &&Moment| {
            let between = (i + 1..figures.tokens.len()).take_while(|&k| figures.tokens[k].span.end() <= m.span.start());
            let words: Vec<String> = between.map(|k| figures.word(k)).collect();
            words.iter().all(|w| matches!(&**w, "," | "(" | "–" | "—") || is("joins", w)) && !words.is_empty()
        };
        let ahead = all.iter().rfind(|m| m.span.end() <= length.told.start());
        let ends = |m: &&Moment| {
            let between = Span::new(m.span.end(), length.told.start()).of(figures.text).trim();
            matches!(between, "," | "(" | "–" | "—") && figures.ends_clause(i + 1)
        };
        let to = after.filter(joined).or_else(|| ahead.filter(ends))?;
        let limit = length.told.start().min(to.span.start());
        let before: Vec<&Moment> = all.iter().filter(|m| m.span.end() <= limit && m.time.like(&to.time)).collect();
        let from = before.last()?;
        let between = Span::new(from.span.end(), limit).of(figures.text).to_lowercase();
        if between.split(|c: char| !c.is_alphabetic()).any(|word| is("turns", word)) {
            return None;
        }
        let ways = |from: &Moment| {
            if earlier { to.time.until(&from.time) } else { from.time.until(&to.time) }
        };
        // What is told before may be what is counted from.
        if before.iter().any(|m| ways(m).iter().any(|&d| length.fits(d, m, to))) {
            return None;
        }
        let right = length.of(*ways(from).first()?)?;
        let near = right > 0.0 && (0.4..=2.5).contains(&(right / length.count));
        let Length { told, count, unit, .. } = length;
        near.then_some(Interval { from: **from, to: *to, told, count, unit, right, earlier })
    })
}

/// How long something lasted, as it is told.
struct Length {
    told: Span,
    count: f64,
    unit: String,
    minutes: f64,
    rough: bool,
}

/// The length that ends with token `i`: “nine days”, “a week”, “six and a half hours”.
fn length(figures: &Figures<'_>, i: usize) -> Option<Length> {
    let word = figures.word(i);
    let minutes = unit(&word)?;
    let before = |back: usize| figures.word_back(i, back);
    let half = before(1) == "half" && before(2) == "a" && before(3) == "and";
    let end = if half { i - 3 } else { i };
    let number = figures.numbers.iter().find(|n| n.tokens.end == end);
    let (first, whole, rough) = match number {
        Some(n) => (n.tokens.start, n.value, n.rough),
        None if matches!(&*before(i - end + 1), "a" | "an" | "one") => (end - 1, 1.0, false),
        None => return None,
    };
    // “two years and six months later”
    let last = |back: usize| figures.word_back(first, back);
    let mixed = last(1) == "and" && unit(&last(2)).is_some();
    let count = whole + if half { 0.5 } else { 0.0 };
    let said = |w: &str| matches!(w, "almost" | "nearly" | "just" | "barely" | "least" | "up" | "than" | "or");
    let rough = rough || said(&last(1));
    (!mixed && count > 0.0).then(|| Length { told: figures.span_of(first..i + 1), count, unit: word, minutes, rough })
}

impl Length {
    /// A distance in the unit of the length.
    fn of(&self, distance: Distance) -> Option<f64> {
        const DAY: f64 = 24.0 * 60.0;
        const MONTH: f64 = 43_829.0;
        let (minutes, least) = match distance {
            Distance::Minutes(n) => (f64::from(n), 0.0),
            Distance::Days(n) => (f64::from(n) * DAY, DAY),
            Distance::Months(n) => (f64::from(n) * MONTH, DAY),
            Distance::Years(n) => (f64::from(n) * 12.0 * MONTH, MONTH),
        };
        let hours = matches!(distance, Distance::Minutes(_)) && self.minutes >= DAY;
        (self.minutes >= least && !hours).then_some(minutes / self.minutes)
    }

    /// Whether it may be told of a distance. What cannot be compared fits.
    fn fits(&self, distance: Distance, from: &Moment, to: &Moment) -> bool {
        let Some(right) = self.of(distance) else { return true };
        let days = self.minutes / (24.0 * 60.0);
        let coarse = from.time != to.time && !from.time.as_fine(&to.time);
        // How far it may be off, in the unit.
        let room = match distance {
            Distance::Minutes(_) if self.minutes > 1.0 => 1.0 / 3.0,
            Distance::Minutes(_) => 0.5,
            // A day is counted; the rest is rounded.
            Distance::Days(_) if days <= 1.0 => 0.5,
            Distance::Days(_) => 0.55,
            Distance::Months(_) => 1.25 * 30.0 / days.min(30.0),
            Distance::Years(_) if coarse => 1.0,
            Distance::Years(_) => 0.5 * 365.0 / days.min(365.0),
        };
        let room = if self.rough { room.max(self.count * 0.25) } else { room };
        (right - self.count).abs() <= room
    }
}
