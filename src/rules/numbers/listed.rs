//! People who are counted, and listed behind a colon: “Three people were hurt: two men and a woman.”

use super::change::Figures;
use super::counted::{is, part};
use super::number::{Number, Unit};
use super::sum::Sum;

/// So many words stand between what is counted and the colon.
const REACH: usize = 8;

/// The list of a sentence that does not make up what is counted before it.
pub(super) fn listed<'n>(figures: &Figures<'n>) -> Option<Sum<'n>> {
    let mark = figures.numbers.iter().find_map(|n| {
        let end = n.tokens.end;
        let mark = (end..end + REACH).find(|&i| matches!(&*figures.word(i), ":" | "—" | "–" | "." | "," | ";" | ""))?;
        let counts = n.unit == Unit::Things && !n.rough && !part(figures.text, figures.tokens, n);
        let people = is("who", &figures.word(end)) || is("sort", &figures.word(end));
        (counts && people && matches!(&*figures.word(mark), ":" | "—" | "–")).then_some((n, mark))
    });
    let (whole, mark) = mark?;
    if figures.numbers.iter().any(|n| n.tokens.start >= whole.tokens.end && n.tokens.start < mark) {
        return None;
    }
    let sum_of = |sum| Sum { whole, whole_at: figures.place(whole), sum, parts: Vec::new() };
    if let Some(names) = names(figures, whole, mark) {
        return (names as f64 != whole.value).then(|| sum_of(names as f64));
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
    (items > 1 && sum != whole.value).then(|| sum_of(sum))
}

/// How many names a list holds that is nothing else, right behind the people it is of: “three children: Ama, Kofi and
/// Jo”, “two men – Paul Ure, 22, and Liam Ure, 24 –”. Two at least, or it may go on.
fn names(figures: &Figures<'_>, whole: &Number, mark: usize) -> Option<usize> {
    const LONGEST: usize = 3;
    if mark != whole.tokens.end + 1 {
        return None;
    }
    let (mut at, mut names) = (mark + 1, 0);
    loop {
        let part = |i: usize| {
            let word = figures.tokens.get(i).map_or("", |t| t.span.of(figures.text));
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
        };
        let end = (at..).find(|&i| !part(i))?;
        if end == at || end - at > LONGEST {
            return None;
        }
        (at, names) = (end, names + 1);
        // Their age.
        let age = figures.numbers.iter().find(|n| n.tokens.start == at + 1 && figures.word(at) == ",");
        at = age.map_or(at, |n| n.tokens.end);
        let last = match &*figures.word(at) {
            "," if figures.word(at + 1) == "and" => at + 1,
            "and" => at,
            "," => {
                at += 1;
                continue;
            }
            _ => return None,
        };
        // The last.
        let end = (last + 1..).find(|&i| !part(i))?;
        let age = figures.numbers.iter().find(|n| n.tokens.start == end + 1 && figures.word(end) == ",");
        let behind = age.map_or(end, |n| n.tokens.end);
        let closes = matches!(&*figures.word(behind), "." | ";" | "" | "–" | "—");
        return (end > last + 1 && end - last <= LONGEST + 1 && closes && names > 0).then_some(names + 1);
    }
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
