//! A total, how many it is for, and what that makes for each: “£640,000 over eight years, or £80,000 a year”.

use super::change::{Figures, meet};
use super::interval::unit;
use super::number::{Number, Unit, is_sign};

/// What does not make what is told for each.
pub(super) struct Rate<'n> {
    /// What is shared out, or what each has.
    pub(super) amount: &'n Number,
    pub(super) count: &'n Number,
    /// What they are said to make.
    pub(super) told: &'n Number,
    pub(super) makes: f64,
    /// Whether the amount was shared out, and not added up.
    pub(super) shared: bool,
}

/// So many tokens stand between two of the numbers.
const NEAR: usize = 9;
/// What rounding in the head may add.
const ROOM: f64 = 0.04;
/// What is off by more is told of something else.
const MOST: f64 = 4.0;

/// The first of a sentence that is wrong.
pub(super) fn rate<'a>(figures: &Figures<'a>) -> Option<Rate<'a>> {
    let three = figures.numbers.windows(3).find_map(|w| {
        let [a, b, c] = w else { return None };
        let far =
            b.tokens.start.saturating_sub(a.tokens.end) > NEAR || c.tokens.start.saturating_sub(b.tokens.end) > NEAR;
        let odd = |n: &Number| n.year() && n.unit == Unit::Things || matches!(n.unit, Unit::Percent | Unit::Points);
        if far || [a, b, c].into_iter().any(odd) {
            return None;
        }
        over(figures, [a, b, c]).or_else(|| in_all(figures, [a, b, c])).or_else(|| apiece(figures, [a, b, c]))
    });
    three.filter(wrong)
}

fn wrong(rate: &Rate<'_>) -> bool {
    let (low, high) = rate.amount.bounds();
    let count = rate.count.value;
    let makes = if rate.shared { (low / count, high / count) } else { (low * count, high * count) };
    let times = rate.told.value / rate.makes;
    !meet(makes, rate.told.bounds(), rate.makes * ROOM) && (1.0 / MOST..=MOST).contains(&times) && count > 1.0
}

/// “£640,000 over eight years, or £80,000 a year”
fn over<'a>(figures: &Figures<'a>, [amount, count, told]: [&'a Number; 3]) -> Option<Rate<'a>> {
    let spread = |w: &str| matches!(w, "over" | "in" | "for" | "across" | "among" | "between" | "to");
    let skip = |w: &str| matches!(w, "the" | "next" | "its" | "past" | "last" | "these");
    let mut at = count.tokens.start;
    while at > 0 && skip(&figures.word(at - 1)) {
        at -= 1;
    }
    let spread = at > 0 && spread(&figures.word(at - 1)) && at > amount.tokens.end;
    let each = each(figures, told)?;
    let one = singular(&figures.word(count.tokens.end));
    let fits =
        spread && amount.unit == told.unit && each.is_none_or(|each| each == one) && joined(figures, count, told);
    fits.then(|| Rate { amount, count, told, makes: amount.value / count.value, shared: true })
}

/// “£30,000 a year for three years, £90,000 in all”, “Each of the 11 families will get £2,000, £22,000 in all”
fn in_all<'a>(figures: &Figures<'a>, [a, b, told]: [&'a Number; 3]) -> Option<Rate<'a>> {
    if !total(figures, told) || !joined(figures, b, told) {
        return None;
    }
    let made = |amount: &'a Number, count: &'a Number| {
        let fits = amount.unit == told.unit && count.unit == Unit::Things;
        fits.then_some(Rate { amount, count, told, makes: amount.value * count.value, shared: false })
    };
    if let Some(each) = each(figures, a)
        && matches!(&*figures.word_before(b), "for" | "over")
        && each.is_some_and(|each| each == singular(&figures.word(b.tokens.end)))
    {
        return made(a, b);
    }
    let before = |back: usize| figures.word_back(a.tokens.start, back);
    let all = before(2) == "of" && before(3) == "each";
    let each = each(figures, b);
    (all || matches!(each, Some(None))).then(|| made(b, a)).flatten()
}

/// “48 hostels house 3,900 people, some 80 in each”
fn apiece<'a>(figures: &Figures<'a>, [count, amount, told]: [&'a Number; 3]) -> Option<Rate<'a>> {
    let each = matches!(each(figures, told), Some(None));
    let apart = (count.tokens.end..amount.tokens.start).all(|i| figures.word(i) != ",");
    let counts = count.unit == Unit::Things && figures.word(count.tokens.end).ends_with('s') && apart;
    let fits =
        each && counts && amount.unit == told.unit && amount.value > count.value && joined(figures, amount, told);
    fits.then(|| Rate { amount, count, told, makes: amount.value / count.value, shared: true })
}

/// Whether nothing stands between a number with what it counts and another but a mark or “or”, and how exact it is.
fn joined(figures: &Figures<'_>, from: &Number, to: &Number) -> bool {
    const NOUN: usize = 2;
    let exact = |w: &str| {
        matches!(
            w,
            "about" | "almost" | "around" | "average" | "just" | "nearly" | "over" | "roughly" | "some" | "under"
        )
    };
    let joins = |w: &str| {
        let words = matches!(w, "or" | "which" | "that" | "is" | "makes" | "making" | "a" | "an" | "total" | "of");
        is_sign(w) || words || exact(w) || matches!(w, "," | "(" | "–" | "—")
    };
    let mark =
        (from.tokens.end..=from.tokens.end + NOUN).find(|&i| matches!(&*figures.word(i), "," | "(" | "–" | "—" | "or"));
    mark.is_some_and(|mark| mark < to.tokens.start && (mark..to.tokens.start).all(|i| joins(&figures.word(i))))
}

/// What a number is told for: one of something (“a year”), or, with nothing named, each. Nothing where it is told for none.
fn each(figures: &Figures<'_>, number: &Number) -> Option<Option<String>> {
    const NOUN: usize = 1;
    (number.tokens.end..=number.tokens.end + NOUN).find_map(|i| match &*figures.word(i) {
        "each" | "apiece" if figures.ends_clause(i + 1) => Some(None),
        "in" | "to" | "for" if figures.word(i + 1) == "each" && figures.ends_clause(i + 2) => Some(None),
        "a" | "an" | "per" | "each" | "every" => {
            let one = figures.word(i + 1);
            let named = unit(&one).is_some() || !matches!(&*figures.word(i), "a" | "an");
            // “$400 billion a year by 2010” is of one of the years.
            let all = figures.ends_clause(i + 2) || figures.word(i + 2) == "for" || figures.word(i + 2) == "on";
            (named && all).then_some(Some(one))
        }
        _ => None,
    })
}

/// Whether a number is told to be all: “£90,000 in all”, “a total of £90,000”.
fn total(figures: &Figures<'_>, number: &Number) -> bool {
    const NOUN: usize = 1;
    let start = number.tokens.start - usize::from(is_sign(&figures.word_before(number)));
    figures.word_back(start, 1) == "of" && figures.word_back(start, 2) == "total"
        || (number.tokens.end..=number.tokens.end + NOUN).any(|i| {
            figures.word(i) == "altogether"
                || figures.word(i) == "in"
                    && matches!(&*figures.word(i + 1), "all" | "total")
                    && figures.ends_clause(i + 2)
        })
}

fn singular(word: &str) -> String {
    word.strip_suffix('s').unwrap_or(word).to_owned()
}
