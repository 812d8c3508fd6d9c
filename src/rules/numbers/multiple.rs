//! How many times as much one number is as another: “46, twice as many as the 23 of last year”.

use std::ops::Range;

use super::change::Figures;
use super::number::{Beyond, Number, Unit, is_sign};

/// A number that is not so many times another as a sentence says.
pub(super) struct Multiple<'a> {
    pub(super) number: &'a Number,
    pub(super) of: &'a Number,
    /// The tokens that say how many times.
    pub(super) told: Range<usize>,
}

/// The words of so many times.
const TIMES: [(&str, f64); 4] = [("twice", 2.0), ("double", 2.0), ("triple", 3.0), ("half", 0.5)];

/// So many tokens stand between a number and what compares it.
const NEAR: usize = 8;

/// The first number of a sentence that is not so many times the one behind it as is said.
pub(super) fn multiple<'a>(figures: &Figures<'a>) -> Option<Multiple<'a>> {
    /// How far it may be off, as a share; in the direction of “more than” or “nearly”, and against it.
    const OFF: f64 = 0.15;
    const FAR: f64 = 0.5;
    const EXACT: f64 = 0.02;
    // Most sentences compare nothing.
    let [first, .., last] = figures.numbers else { return None };
    (first.tokens.end..last.tokens.start).find_map(|i| {
        let (times, end) = figures.times(i)?;
        let of = figures.compared_at(end)?;
        let mut before = figures.numbers.iter().filter(|n| n.tokens.end <= i && !n.year());
        let number = before.next_back().filter(|n| i - n.tokens.end <= NEAR)?;
        // Of two before it, either may be meant.
        let alone =
            before.next().is_none() && figures.numbers.iter().all(|n| n.year() || n.tokens.start <= of.tokens.start);
        if !alone || number.unit != of.unit || !matches!(of.unit, Unit::Things | Unit::Money) || of.value <= 0.0 {
            return None;
        }
        let (less, more) = match figures.beyond_at(i) {
            Some(Beyond::More) => (EXACT, FAR),
            Some(Beyond::Less) => (FAR, EXACT),
            None => (OFF, OFF),
        };
        let ((a, b), (c, d)) = (number.bounds(), of.bounds());
        let fits = a / d.max(f64::MIN_POSITIVE) <= times * (1.0 + more)
            && b / c.max(f64::MIN_POSITIVE) >= times * (1.0 - less);
        (!fits).then_some(Multiple { number, of, told: i..end })
    })
}

impl<'a> Figures<'a> {
    /// How many times, as the words say that begin at a token, and the token behind them.
    fn times(&self, i: usize) -> Option<(f64, usize)> {
        const MOST: f64 = 10.0;
        let word = self.word(i);
        if let Some((_, times)) = TIMES.iter().find(|(times, _)| *times == word) {
            return Some((*times, i + 1));
        }
        let number = self.numbers.iter().find(|n| n.tokens.start == i && n.unit == Unit::Things)?;
        let end = number.tokens.end;
        (self.word(end) == "times" && number.value > 1.0 && number.value <= MOST).then_some((number.value, end + 1))
    }

    /// The number that another is compared with, behind token `i`: “as many as the 23”, “the 23”.
    fn compared_at(&self, i: usize) -> Option<&'a Number> {
        let as_much = self.word(i) == "as" && self.word(i + 2) == "as";
        let start = if as_much { i + 3 } else { i };
        let the = matches!(&*self.word(start), "the" | "last" | "its" | "their" | "his" | "her");
        let at = start + usize::from(the);
        let at = at + usize::from(is_sign(&self.word(at)));
        let number = self.numbers.iter().find(|n| n.tokens.start == at && !n.year() && !n.rough)?;
        (the || as_much).then_some(number)
    }
}
