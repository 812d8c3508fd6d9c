//! Millions that are billions elsewhere.

use std::ptr;

use super::change::Figures;
use super::counted::content;
use super::number::Number;
use super::transposed::{Digits, Told};

/// So many words that say something are shared by two sentences of one thing.
const SHARED: usize = 2;
/// An article of more such numbers is a report of accounts, where some differ so by chance.
const MOST: usize = 40;

/// The numbers of the article that tell in millions what one before tells in billions, of the same, or the other way
/// round. None where one sentence tells both.
pub(super) fn pairs<'f, 'a>(all: &'f [Figures<'a>]) -> Vec<(&'f Figures<'a>, &'f Number, Told<'f, 'a>)> {
    let told = all.iter().flat_map(|f| f.numbers.iter().map(move |n| (f, n)));
    let scale = |n: &str| n.ends_with(char::is_alphabetic);
    let long: Vec<(Told<'_, '_>, Digits)> = told
        .filter_map(|(f, n)| Some((f, n, Some(n.span.of(f.text)).filter(|w| scale(w))?)))
        .filter_map(|(f, n, written)| Some(((f, n), Digits::of(written, n)?)))
        .take(MOST + 1)
        .collect();
    if long.len() > MOST {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (i, ((figures, number), digits)) in long.iter().enumerate() {
        let differs = |(other, d): &&(Told<'f, 'a>, Digits)| digits.scaled(d) && number.unit == other.1.unit;
        let Some((before, _)) = long[..i].iter().find(differs) else { continue };
        let together = |(a, d): &(Told<'_, '_>, Digits)| {
            d == digits && long.iter().any(|(b, other)| ptr::eq(a.0, b.0) && digits.scaled(other))
        };
        if !long.iter().any(together) && shared(figures, before.0) >= SHARED {
            out.push((*figures, *number, *before));
        }
    }
    out
}

/// How many words that say something two sentences share.
fn shared(a: &Figures<'_>, b: &Figures<'_>) -> usize {
    let words = |figures: &Figures<'_>| {
        let all = (0..figures.tokens.len()).map(|i| figures.word(i));
        let plain =
            |w: &String| !matches!(&**w, "said" | "says" | "year" | "years" | "million" | "billion" | "trillion");
        content(all.filter(plain))
    };
    words(a).intersection(&words(b)).count()
}
