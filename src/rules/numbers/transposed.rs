//! Numbers of which two digits have changed places.

use std::ptr;

use rustc_hash::FxHashMap;

use super::change::Figures;
use super::counted::{is, noun, past};
use super::number::{Number, Unit};

/// So many digits tell a slip from two numbers that are near each other by chance: in any two numbers, and in two that
/// count one noun.
const LONG: usize = 4;
const COUNTED: usize = 3;
/// An article of more long numbers is a table, where some differ so by chance.
const MOST: usize = 40;

/// The digits of a number, how many there are without the noughts at its end, and what the last of them is worth.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Digits {
    digits: Vec<u8>,
    told: usize,
    worth: f64,
}

impl Digits {
    /// Those of a number that is written so; nothing for years, shares and prices with cents.
    pub(super) fn of(written: &str, number: &Number) -> Option<Self> {
        let digits: Vec<u8> = written.bytes().filter(u8::is_ascii_digit).map(|d| d - b'0').collect();
        let whole: f64 = digits.iter().fold(0.0, |n, &d| n * 10.0 + f64::from(d));
        let worth = number.value / whole.max(1.0);
        let told = digits.iter().rposition(|&d| d != 0).map_or(0, |i| i + 1);
        let fits = matches!(number.unit, Unit::Things | Unit::Money) && !number.year() && worth > 0.99;
        fits.then_some(Self { digits, told, worth })
    }

    /// Whether both are one, but for millions that are billions.
    pub(super) fn scaled(&self, other: &Self) -> bool {
        const THOUSAND: f64 = 1000.0;
        let times = (self.worth / other.worth).max(other.worth / self.worth);
        self.digits == other.digits && self.told > 1 && (times / THOUSAND - 1.0).abs() < 0.001
    }

    /// Whether both are one, but for two neighbours that have changed places, and are no short numbers.
    pub(super) fn swapped(&self, other: &Self) -> bool {
        let (a, b) = (&self.digits, &other.digits);
        let Some(at) = a.iter().zip(b).position(|(x, y)| x != y) else { return false };
        a.len() == b.len()
            && self.told.max(other.told) >= COUNTED
            && at + 1 < a.len()
            && (a[at], a[at + 1]) == (b[at + 1], b[at])
            && a[at + 2..] == b[at + 2..]
            && (self.worth / other.worth - 1.0).abs() < 0.001
    }
}

/// A number with its sentence.
pub(super) type Told<'f, 'a> = (&'f Figures<'a>, &'f Number);

/// The numbers of the article of which two digits have changed places, each with the one before. None where one sentence
/// tells both, or where a third differs so.
pub(super) fn pairs<'f, 'a>(all: &'f [Figures<'a>]) -> Vec<(&'f Figures<'a>, &'f Number, Told<'f, 'a>)> {
    // By their digits in order of size, which two that changed places share.
    let mut lists: FxHashMap<Vec<u8>, Vec<(Told<'f, 'a>, Digits)>> = FxHashMap::default();
    let told = all.iter().flat_map(|f| f.numbers.iter().map(move |n| (f, n)));
    let digits = told.filter_map(|(f, n)| Some(((f, n), Digits::of(n.span.of(f.text), n)?)));
    for (count, (told, digits)) in digits.enumerate() {
        if count == MOST {
            return Vec::new();
        }
        let mut key = digits.digits.clone();
        key.sort_unstable();
        lists.entry(key).or_default().push((told, digits));
    }
    let mut out: Vec<_> = lists.values().filter_map(|list| pair(list)).collect();
    out.sort_by_key(|(figures, number, _)| figures.block.to_document(number.span));
    out
}

/// The first two of a list that differ, where all others are one of them.
fn pair<'f, 'a>(list: &[(Told<'f, 'a>, Digits)]) -> Option<(&'f Figures<'a>, &'f Number, Told<'f, 'a>)> {
    let (before, one) = list.first()?;
    let (here, other) = list.iter().find(|(_, digits)| digits != one)?;
    let two = list.iter().all(|(_, digits)| digits == one || digits == other);
    let near = |a: &Told<'_, '_>| list.iter().any(|(b, d)| d == other && ptr::eq(a.0, b.0));
    let together = list.iter().any(|(a, digits)| digits == one && near(a));
    let noun = |(f, n): &Told<'_, '_>| noun(f.text, f.tokens, n).map(|c| c.head);
    let (a, b) = (noun(before), noun(here));
    let people = |noun: &Option<String>| noun.as_deref().is_some_and(|n| is("who", n));
    let same = a.is_some() && a == b || people(&a) && people(&b) || back(*here);
    let differ = a.is_some() && b.is_some() && a != b;
    // Of another year, it may be another number: but “the most since 2011” tells of this one.
    let now = |f: &Figures<'_>| !past(f.sentence(), false) || f.sentence().contains(" since ");
    let sure = same || one.told.max(other.told) >= LONG && !differ;
    let fits = two
        && sure
        && (now(before.0) || back(*here))
        && now(here.0)
        && !together
        && one.swapped(other)
        && before.1.unit == here.1.unit;
    fits.then_some((here.0, here.1, *before))
}

/// Whether a sum of money points back to one before: “pay back the £14,200”.
fn back((figures, number): (&Figures<'_>, &Number)) -> bool {
    let the = number.tokens.start.checked_sub(2).is_some_and(|i| figures.word(i) == "the");
    number.unit == Unit::Money
        && the
        && matches!(&*figures.word(number.tokens.end), "." | "," | ";" | "back" | "to" | "in")
}
