//! Parts that do not make up the whole they are parts of: “40 members, of whom 30 came by train and 20 by bus”.

use std::ops::Range;

use super::change::Figures;
use super::counted::{is, measures, noun};
use super::number::{Number, Unit};
use crate::extract::lexicon::{self, Closed};
use crate::rules::dates::written::{month_word, weekday_named};
use crate::text::Span;

/// Parts that do not make up their whole.
pub(super) struct Sum<'n> {
    /// What is counted.
    pub(super) whole: &'n Number,
    /// Where it stands in the document: in the sentence of its parts, or in the one before.
    pub(super) whole_at: Span,
    /// What the parts make.
    pub(super) sum: f64,
    /// Those that are numbers.
    pub(super) parts: Vec<&'n Number>,
}

/// So many tokens stand between a number and what tells it from the other parts: “31 members of the council voted for”.
const NEAR: usize = 5;
/// So many tokens stand between a part and its whole: “eight of the city’s 13 districts”.
const OWNER: usize = 4;
/// So many tokens stand between a number and where its part is, from or for: “$9m was spent by”.
const PLACE: usize = 3;
/// So many tokens stand between a whole and what says that its parts follow.
const REACH: usize = 8;

/// The parts of a sentence that make more than their whole, or less where all are listed.
pub(super) fn parts<'a>(figures: &Figures<'a>) -> Option<Sum<'a>> {
    figures.parts_of().or_else(|| figures.record())
}

impl<'a> Figures<'a> {
    /// “312 shops, of which 240 …”, “Of the 58 members, 31 …”, “Of those, 31 …”, “23 casings: 14 …”, “The £4m budget
    /// includes £2m …”.
    fn parts_of(&self) -> Option<Sum<'a>> {
        let [_, _, ..] = self.numbers else { return None };
        let (whole, at, behind) = self.whole()?;
        let numbers: Vec<&'a Number> = self.numbers.iter().filter(|n| n.tokens.start >= behind).collect();
        let parts: Vec<&Number> = numbers.iter().copied().take_while(|n| !self.ends_between(behind, n)).collect();
        let alike = |n: &&Number| {
            let counts = n.unit == Unit::Money || !n.year() && !self.age(n) && !measures(self.text, self.tokens, n);
            n.unit == whole.unit && counts && !n.rough
        };
        let told = parts.len() > 1 && parts.len() == numbers.len() && parts.iter().all(alike) && !whole.rough;
        let list = matches!(&*self.word(behind - 1), ":" | "—" | "–");
        let listed = list && self.of_sorts(&parts);
        if !told || !listed && !self.apart(&parts) {
            return None;
        }
        let sum: f64 = parts.iter().map(|n| n.value).sum();
        let bounds = parts.iter().map(|n| (*n).clone().exact_with(whole).bounds());
        let (least, most) = bounds.fold((0.0, 0.0), |(a, b), (low, high)| (a + low, b + high));
        let (low, high) = whole.clone().exact().bounds();
        // A list behind a colon that “and” ends is of all.
        let last = parts.last().and_then(|n| n.tokens.start.checked_sub(1));
        let all = list && last.is_some_and(|i| self.word(i) == "and");
        let fits = least <= high && (!all || low <= most) || parts.iter().any(|n| n.value >= whole.value);
        (!fits).then_some(Sum { whole, whole_at: at, sum, parts })
    }

    /// A whole of which parts follow, its place in the document, and the token behind which they stand.
    fn whole(&self) -> Option<(&'a Number, Span, usize)> {
        let those = self.word(0) == "of" && matches!(&*self.word(1), "these" | "those" | "them");
        if those {
            let (tokens, before) = self.before?;
            let counts = |n: &&Number| {
                let open = matches!(n.unit, Unit::Things) && !n.year() && !n.rough;
                open && !measures(self.text, tokens, n) && noun(self.text, tokens, n).is_some()
            };
            let mut wholes = before.iter().filter(counts);
            let (Some(whole), None) = (wholes.next(), wholes.next()) else { return None };
            return Some((whole, self.block.to_document(whole.span), 2));
        }
        let whole = self.numbers.first().filter(|n| matches!(n.unit, Unit::Things | Unit::Money) && !n.year())?;
        let plain = |range: Range<usize>| {
            range.len() <= REACH
                && range.into_iter().all(|i| {
                    let word = self.word(i);
                    let year = word.len() == 4 && self.numbers.iter().any(|n| n.year() && n.tokens.start == i);
                    year || word.chars().all(|c| c.is_alphabetic() || c == '-')
                })
        };
        let place = || self.place(whole);
        // “Of the 58 members present, 31 …”
        let of = whole.tokens.start.checked_sub(1).is_some_and(|i| {
            i < 3 && self.word(0) == "of" && lexicon::closed_class(&self.word(i)).is(Closed::DETERMINER)
        });
        let comma = || (whole.tokens.end..self.tokens.len()).find(|&i| self.word(i) == ",");
        if of {
            let comma = comma()?;
            return plain(whole.tokens.end..comma).then(|| (whole, place(), comma + 1));
        }
        let mark = (whole.tokens.end..self.tokens.len())
            .find(|&i| matches!(&*self.word(i), ":" | "—" | "–" | "," | ".") || is("holds", &self.word(i)))?;
        let behind = match &*self.word(mark) {
            ":" | "—" | "–" => mark + 1,
            "," if self.word(mark + 1) == "of" && matches!(&*self.word(mark + 2), "which" | "whom") => mark + 3,
            "," if is("holds", &self.word(mark + 1)) => mark + 2,
            "," | "." => return None,
            _ => mark + 1,
        };
        plain(whole.tokens.end..mark).then(|| (whole, place(), behind))
    }

    /// Whether the sentence turns to something else before a number.
    fn ends_between(&self, start: usize, number: &Number) -> bool {
        (start..number.tokens.start).any(|i| {
            matches!(
                &*self.word(i),
                ";" | "(" | "but" | "while" | "whereas" | "than" | "compared" | "including" | "with"
            )
        })
    }

    /// Whether parts have nothing in common: men and women, those for and those against, those here and
    /// those there.
    fn apart(&self, parts: &[&Number]) -> bool {
        let ends = parts.iter().skip(1).map(|n| n.tokens.start).chain([self.tokens.len()]);
        let behind = parts.iter().zip(ends).map(|(n, end)| n.tokens.end..end.min(n.tokens.end + NEAR));
        let behind: Vec<Range<usize>> = behind.collect();
        let each = |kind: &str| {
            let word = |range: &Range<usize>| range.clone().map(|i| self.word(i)).find(|w| is(kind, w));
            let told: Vec<String> = behind.iter().filter_map(word).collect();
            told.len() == behind.len() && told.iter().enumerate().all(|(i, w)| !told[..i].contains(w))
        };
        // “14 from a pistol and 11 from a rifle”, and of the last “82 overseas”.
        let place = |range: &Range<usize>| {
            range
                .clone()
                .take(PLACE)
                .find(|&i| matches!(&*self.word(i), "in" | "from" | "at" | "for" | "by" | "on" | "to"))
        };
        let places: Vec<Option<usize>> = behind.iter().map(place).collect();
        let elsewhere = |range: &Range<usize>| range.clone().take(PLACE).any(|i| is("elsewhere", &self.word(i)));
        let first = places.first().copied().flatten().map(|i| self.word(i));
        let alike = |(range, place): (&Range<usize>, &Option<usize>)| match place {
            Some(i) => Some(self.word(*i)) == first && !self.is_time(i + 1),
            None => elsewhere(range),
        };
        each("sort") || each("vote") || each("fate") || first.is_some() && behind.iter().zip(&places).all(alike)
    }

    /// Whether each part counts something else: “27,000 cars, 4,100 vans and 900 others”.
    fn of_sorts(&self, parts: &[&Number]) -> bool {
        let sort = |n: &&Number| match self.word(n.tokens.end) {
            others if others == "others" => Some(others),
            _ => noun(self.text, self.tokens, n).filter(|c| c.before.is_empty()).map(|c| c.head),
        };
        let sorts: Vec<Option<String>> = parts.iter().map(sort).collect();
        sorts.iter().enumerate().all(|(i, sort)| sort.is_some() && !sorts[..i].contains(sort))
    }

    /// Whether a token is a day, a month or a year, in which the same may be counted again.
    fn is_time(&self, i: usize) -> bool {
        let word = self.tokens.get(i).map_or("", |t| t.span.of(self.text));
        let day = word.ends_with("day") && weekday_named(word).is_some();
        day || month_word(word) || word.starts_with(|c: char| c.is_ascii_digit())
    }

    /// “has won nine of his 14 games, losing four and drawing two”.
    fn record(&self) -> Option<Sum<'a>> {
        let [won, whole, rest @ ..] = self.numbers else { return None };
        let result = |n: &&Number| is("result", &self.word_before(n));
        let of = self.word(won.tokens.end) == "of"
            && whole.tokens.start.saturating_sub(won.tokens.end) <= OWNER
            && result(&won);
        let parts: Vec<&Number> = rest.iter().take_while(result).collect();
        let things = [won, whole].into_iter().chain(rest).all(|n| n.unit == Unit::Things && !n.rough && !n.year());
        let sum = won.value + parts.iter().map(|n| n.value).sum::<f64>();
        let wrong = of && things && !parts.is_empty() && parts.len() == rest.len() && sum > whole.value;
        wrong.then(|| Sum {
            whole,
            whole_at: self.place(whole),
            sum,
            parts: std::iter::once(won).chain(parts).collect(),
        })
    }
}
