//! The size of a change in what is counted: “rose by 3,000, from 40,000 to 43,000”.

use super::change::{Figures, LIKELY, meet};
use super::counted::noun;
use super::number::{Number, Unit, is_sign};

/// A change whose size is not the difference of its ends.
pub(super) struct Difference<'a> {
    pub(super) from: Number,
    pub(super) to: Number,
    /// The size, as it is told.
    pub(super) by: &'a Number,
}

/// So many tokens stand between the ends of a change and its size.
const NEAR: usize = 9;

/// The change of a sentence whose size is not the difference of its ends.
pub(super) fn difference<'a>(figures: &Figures<'a>) -> Option<Difference<'a>> {
    // Both ends, and the size.
    let [_, _, _, ..] = figures.numbers else { return None };
    let (from, to, first) = figures.ends()?;
    let counted = |n: &Number| matches!(n.unit, Unit::Things | Unit::Money) && !n.year() && !figures.time(n);
    if from.unit != to.unit || !counted(&from) || !counted(&to) || from.value == to.value {
        return None;
    }
    let end = from.tokens.end.max(to.tokens.end);
    let inner = |n: &Number| n.tokens == from.tokens || n.tokens == to.tokens;
    let mut sizes = figures.numbers.iter().filter(|n| !inner(n) && n.unit == from.unit && !n.year());
    let by = sizes.find(|n| is_size(figures, n, first, end) && counts_alike(figures, n, [&from, &to]))?;
    let room = LIKELY * (from.step + to.step) / 2.0;
    let told = (to.value - from.value).abs();
    let rough = if from.rough || to.rough { told * 0.1 } else { 0.0 };
    let fits = meet((told - room - rough, told + room + rough), by.bounds(), 0.0);
    (!fits).then_some(Difference { from, to, by })
}

/// Whether a number tells how much the change was whose ends stand in the tokens from `first` to `end`.
fn is_size(figures: &Figures<'_>, number: &Number, first: usize, end: usize) -> bool {
    let sign = number.tokens.start.checked_sub(1).filter(|&i| is_sign(&figures.word(i)));
    let start = sign.unwrap_or(number.tokens.start);
    let before = |back: usize| start.checked_sub(back).map(|i| figures.word(i)).unwrap_or_default();
    // “rose by 3,000, from …”
    let ahead = before(1) == "by"
        && figures.change_before(start - 1, 2).is_some()
        && number.tokens.end <= first
        && first - number.tokens.end <= 3;
    let behind = start >= end && start - end <= NEAR;
    // “…, a rise of 3,000”, and “a rise of 8%, or 3,000”.
    let rise = behind && figures.rise(start).is_some_and(|mark| mark >= end);
    let or = behind && before(1) == "or" && figures.percent_before(start - 1).is_some_and(|n| n.tokens.start >= end);
    ahead || rise || or
}

/// Whether a number counts what the ends of its change count, as far as they say.
fn counts_alike(figures: &Figures<'_>, size: &Number, ends: [&Number; 2]) -> bool {
    let counted = |n: &Number| noun(figures.text, figures.tokens, n).map(|c| c.head);
    let Some(own) = counted(size) else { return true };
    let mut told = ends.into_iter().filter_map(counted).peekable();
    told.peek().is_none() || told.any(|head| head == own)
}
