//! Parts of a whole that are told in words: “a third”, “two-thirds”, “one in five”.

use std::ops::Range;

use super::change::Figures;
use super::number::{Beyond, Number, Unit, is_sign, rough};
use super::part::{ROOM, is_owner, is_part};
use crate::text::Span;

/// A part of a whole, in words.
#[derive(Debug)]
pub(super) struct Fraction {
    pub(super) value: f64,
    pub(super) tokens: Range<usize>,
}

/// The words of parts.
const PARTS: [(&str, f64); 6] = [
    ("half", 1.0 / 2.0),
    ("third", 1.0 / 3.0),
    ("quarter", 1.0 / 4.0),
    ("fifth", 1.0 / 5.0),
    ("sixth", 1.0 / 6.0),
    ("tenth", 1.0 / 10.0),
];

/// How many of them there are.
const COUNTS: [(&str, f64); 5] = [("a", 1.0), ("one", 1.0), ("two", 2.0), ("three", 3.0), ("four", 4.0)];

/// How far a percentage may be from the part that it stands beside: a third may be told of 30 percent, and of 37.
const OFF: f64 = 0.05;
/// The same in the direction of “more than” or “nearly”.
const FAR: f64 = 0.12;

/// A percentage that is not the part which it stands beside.
pub(super) struct Beside<'a> {
    /// The words of the part.
    pub(super) told: Span,
    pub(super) value: f64,
    /// On which side of it lies what is meant, as the words before it say.
    pub(super) beyond: Option<Beyond>,
    pub(super) share: &'a Number,
}

/// A number that is not the part of a whole which it is said to be.
pub(super) struct PartOf<'a> {
    pub(super) part: &'a Number,
    pub(super) whole: &'a Number,
    pub(super) told: Span,
}

impl Fraction {
    /// The most tokens that make one.
    pub(super) const LONGEST: usize = 4;

    /// The shares that it may stand for.
    fn bounds(&self, beyond: Option<Beyond>) -> (f64, f64) {
        let (less, more) = match beyond {
            Some(Beyond::More) => (ROOM, FAR),
            Some(Beyond::Less) => (FAR, ROOM),
            None => (OFF, OFF),
        };
        (self.value - less, self.value + more)
    }
}

impl<'a> Figures<'a> {
    /// The part of a whole that begins at a token.
    pub(super) fn fraction(&self, i: usize) -> Option<Fraction> {
        let of =
            |word: &str| PARTS.iter().find(|(part, _)| *part == word.strip_suffix('s').unwrap_or(word)).map(|p| p.1);
        let count = |word: &str| COUNTS.iter().find(|(count, _)| *count == word).map(|c| c.1);
        let word = self.word(i);
        if word == "half" {
            return Some(Fraction { value: 0.5, tokens: i..i + 1 });
        }
        // “two-thirds”
        if let Some((times, part)) = word.split_once('-') {
            let value = count(times)? * of(part)?;
            return (value < 1.0).then_some(Fraction { value, tokens: i..i + 1 });
        }
        // “one in five”, “two out of three”
        let out = usize::from(self.word(i + 1) == "out");
        if matches!(&*self.word(i + 1 + out), "in" | "of") && (out == 1 || self.word(i + 1) == "in") {
            let whole = self.numbers.iter().find(|n| n.tokens.start == i + 2 + out && n.unit == Unit::Things)?;
            let value = count(&word).filter(|_| word != "a")? / whole.value;
            let fits = value < 1.0 && whole.value <= 10.0;
            return fits.then_some(Fraction { value, tokens: i..whole.tokens.end });
        }
        let value = count(&word)? * of(&self.word(i + 1))?;
        (value < 1.0).then_some(Fraction { value, tokens: i..i + 2 })
    }

    /// On which side of what a token begins lies what is meant, as the words before it say.
    pub(super) fn beyond_at(&self, i: usize) -> Option<Beyond> {
        let place = self.tokens.get(i)?.span.start();
        rough(self.text.get(..place)?).flatten()
    }

    /// “three quarters of pupils (82%)”: the first part of the sentence that the percentage beside it is not.
    pub(super) fn beside(&self) -> Option<Beside<'a>> {
        const NEAR: usize = 5;
        let share = |n: &&Number| n.unit == Unit::Percent && !n.rough;
        self.numbers.iter().filter(share).find_map(|share| {
            let mark = share.tokens.start.checked_sub(1)?;
            let bracket = self.word(mark) == "(" && self.word(share.tokens.end) == ")";
            let or = self.word(mark) == "or" && self.ends_clause(share.tokens.end);
            let end = if or && mark > 0 && self.word(mark - 1) == "," { mark - 1 } else { mark };
            let told = (end.saturating_sub(NEAR + Fraction::LONGEST)..end).rev().find_map(|i| {
                let fraction = self.fraction(i).filter(|f| f.tokens.end <= end && end - f.tokens.end <= NEAR)?;
                let plain = |k: usize| self.word(k).chars().all(char::is_alphabetic) && !self.changes(k);
                (fraction.tokens.end..end).all(plain).then_some(fraction)
            });
            let told = told.filter(|_| bracket || or)?;
            let beyond = self.beyond_at(told.tokens.start);
            let ((low, high), (least, most)) = (told.bounds(beyond), share.bounds());
            let fits = low <= most / 100.0 && least / 100.0 <= high;
            (!fits).then(|| Beside { value: told.value, beyond, told: self.span_of(told.tokens), share })
        })
    }

    /// “will cut 120 jobs, a quarter of its 560 staff”: the first number of the sentence that is not the part of the other.
    pub(super) fn part_of_whole(&self) -> Option<PartOf<'a>> {
        /// So many tokens stand between a number and the comma behind what it counts.
        const NOUN: usize = 3;
        /// How far it may be off, as a share of the part.
        const SLACK: f64 = 0.15;
        self.numbers.windows(2).find_map(|pair| {
            let [part, whole] = pair else { return None };
            let comma = (part.tokens.end..=part.tokens.end + NOUN).find(|&i| self.word(i) == ",")?;
            let start = (comma + 1..comma + 4).find(|&i| self.fraction(i).is_some())?;
            let fraction = self.fraction(start)?;
            let said = |i: usize| {
                matches!(
                    &*self.word(i),
                    "about" | "around" | "almost" | "nearly" | "or" | "just" | "over" | "under" | "roughly" | "some"
                )
            };
            let of = fraction.tokens.end;
            let owner = is_owner(&self.word(of + 1));
            let sign = usize::from(is_sign(&self.word(of + 2)));
            let fits = (comma + 1..start).all(said)
                && self.word(of) == "of"
                && owner
                && whole.tokens.start == of + 2 + sign
                && is_part(part, whole)
                && !part.year();
            if !fits {
                return None;
            }
            let (low, high) = fraction.bounds(self.beyond_at(start));
            let (low, high) = (low.max(fraction.value * (1.0 - SLACK)), high.min(fraction.value * (1.0 + SLACK) + FAR));
            let ((a, b), (c, d)) = (part.bounds(), whole.bounds());
            let right = a / d.max(f64::MIN_POSITIVE) <= high && b / c.max(f64::MIN_POSITIVE) >= low;
            (!right).then(|| PartOf { part, whole, told: self.span_of(fraction.tokens) })
        })
    }
}
