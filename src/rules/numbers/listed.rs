//! People who are counted, and listed behind a colon: “Three people were hurt: two men and a woman.”

use super::change::Figures;
use super::counted::{is, part};
use super::number::{Number, Unit};

/// A list that does not make up what is counted before it.
pub(super) struct Listed<'n> {
    /// What is counted.
    pub(super) whole: &'n Number,
    /// What the list makes.
    pub(super) sum: f64,
}

/// So many words stand between what is counted and the colon.
const REACH: usize = 8;

/// The list of a sentence that does not make up what is counted before it.
pub(super) fn listed<'n>(figures: &Figures<'n>) -> Option<Listed<'n>> {
    let mark = figures.numbers.iter().find_map(|n| {
        let end = n.tokens.end;
        let mark = (end..end + REACH).find(|&i| matches!(&*figures.word(i), ":" | "—" | "–" | "." | "," | ";" | ""))?;
        let counts = n.unit == Unit::Things && !n.rough && !part(figures.text, figures.tokens, n);
        (counts && is("who", &figures.word(end)) && matches!(&*figures.word(mark), ":" | "—" | "–"))
            .then_some((n, mark))
    });
    let (whole, mark) = mark?;
    if figures.numbers.iter().any(|n| n.tokens.start >= whole.tokens.end && n.tokens.start < mark) {
        return None;
    }
    let (mut at, mut sum, mut items) = (mark + 1, 0.0, 0);
    loop {
        let (value, end) = item(figures, at)?;
        (sum, items, at) = (sum + value, items + 1, end);
        match &*figures.word(at) {
            "," if figures.word(at + 1) == "and" => at += 2,
            "," | "and" => at += 1,
            "." | ";" | "" => break,
            _ => return None,
        }
    }
    (items > 1 && sum != whole.value).then_some(Listed { whole, sum })
}

/// How many the item at a token tells of, and the token behind it: “two men”, “a woman”.
fn item(figures: &Figures<'_>, at: usize) -> Option<(f64, usize)> {
    let number = figures.numbers.iter().find(|n| n.tokens.start == at);
    let (value, end) = match number {
        Some(n) if n.unit == Unit::Things && !n.rough => (n.value, n.tokens.end),
        None if matches!(&*figures.word(at), "a" | "an" | "one") => (1.0, at + 1),
        _ => return None,
    };
    is("sort", &figures.word(end)).then_some((value, end + 1))
}
