//! Parts that do not make up the whole they are parts of: “40 members, of whom 30 came by train and 20 by bus”.

use std::ops::Range;

use super::change::{Figures, LIKELY};
use super::counted::{is, measures, noun};
use super::number::{Number, Unit, is_sign};
use super::part::is_owner;
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

/// What makes parts out of the numbers behind a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// “40 members: 30 …”, and what says that all are listed or that they are part of it.
    List,
    /// “Of the 40 members, 30 …”, “40 members. Of those, 30 …”.
    Of,
    /// “40 members, 30 of them from Hull and 10 from Leeds”.
    Aside,
    /// “There are 40 members. Thirty …”.
    Next,
}

/// A whole, its place in the document, the token behind which its parts stand, and what ties them to it.
struct Whole<'n> {
    number: &'n Number,
    at: Span,
    behind: usize,
    tie: Tie,
}

/// The parts of a sentence that make more than their whole, or less where all are listed.
pub(super) fn parts<'a>(figures: &Figures<'a>) -> Option<Sum<'a>> {
    figures.parts_of().or_else(|| figures.record()).or_else(|| figures.results())
}

impl<'a> Figures<'a> {
    /// “312 shops, of which 240 …”, “Of the 58 members, 31 …”, “Of those, 31 …”, “23 casings: 14 …”, “The £4m budget
    /// includes £2m …”.
    fn parts_of(&self) -> Option<Sum<'a>> {
        /// Three parts or more that make little more than the whole are meant to make it.
        const MORE: f64 = 0.12;
        /// Less may be all that is worth telling.
        const LESS: f64 = 0.05;
        let [_, _, ..] = self.numbers else { return None };
        let Whole { number: whole, at, behind, tie } = self.whole()?;
        // Of what money was spent on, there may be some, too.
        let detail = |n: &Number| whole.unit == Unit::Money && n.unit == Unit::Things;
        let numbers = self.numbers.iter().filter(|n| n.tokens.start >= behind && !detail(n));
        let numbers: Vec<&'a Number> = numbers.collect();
        let parts: Vec<&Number> = numbers.iter().copied().take_while(|n| !self.ends_between(behind, n)).collect();
        let alike = |n: &&Number| {
            let counts = n.unit == Unit::Money || !n.year() && !self.age(n) && !measures(self.text, self.tokens, n);
            n.unit == whole.unit && counts && !n.rough
        };
        let told = parts.len() > 1 && parts.len() == numbers.len() && parts.iter().all(alike) && !whole.rough;
        if !told || parts.iter().any(|n| n.value >= whole.value) {
            return None;
        }
        let sum: f64 = parts.iter().map(|n| n.value).sum();
        let bounds = parts.iter().map(|n| (*n).clone().exact_with(whole).bounds());
        let (least, most) = bounds.fold((0.0, 0.0), |(a, b), (low, high)| (a + low, b + high));
        let (low, high) = whole.clone().exact().bounds();
        // That all were rounded at their worst, and in the same direction, is not likely.
        let off = (most - least + high - low) / 2.0 * if parts.len() > 2 { LIKELY } else { 1.0 };
        let (more, less) = (sum - whole.value > off, whole.value - sum > off);
        let last = parts.last().and_then(|n| n.tokens.start.checked_sub(1));
        let last = last.map(|i| if is_sign(&self.word(i)) { i.saturating_sub(1) } else { i });
        let closed = last.is_some_and(|i| self.word(i) == "and");
        let all = parts.len() > 2 && closed;
        let slight = more && sum - whole.value <= (MORE * whole.value).max(1.0)
            || less && whole.value - sum <= LESS * whole.value;
        let near = all && slight;
        let wrong = match tie {
            // A list behind a colon that “and” ends is of all.
            Tie::List => {
                let list = matches!(&*self.word(behind - 1), ":" | "—" | "–");
                let told = self.apart(&parts) || list && (self.of_sorts(&parts) || self.in_places(&parts));
                told && (more || list && closed && less)
            }
            Tie::Of if self.apart(&parts) => more || near && whole.unit == Unit::Money,
            // “£9m in Britain, £7m in France and £5m in Spain” are all parts of something else.
            Tie::Aside => more && self.apart(&parts) && !self.place_behind(whole),
            Tie::Of | Tie::Next => near && self.bare(&parts),
        };
        wrong.then_some(Sum { whole, whole_at: at, sum, parts })
    }

    /// A whole of which parts follow.
    fn whole(&self) -> Option<Whole<'a>> {
        let those = self.word(0) == "of"
            && matches!(&*self.word(1), "these" | "those" | "them" | "that" | "this")
            && !noun_like(&self.word(2));
        let opens = self.numbers.first().is_some_and(|n| (0..n.tokens.start).all(|i| is_sign(&self.word(i))));
        if those || opens {
            let (tie, behind) = if those { (Tie::Of, 2) } else { (Tie::Next, 0) };
            if let Some(number) = self.whole_before() {
                return Some(Whole { number, at: self.block.to_document(number.span), behind, tie });
            }
            if those {
                return None;
            }
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
        let found = |behind: usize, tie: Tie| Whole { number: whole, at: self.place(whole), behind, tie };
        // “Of the 58 members present, 31 …”
        let of = whole.tokens.start.checked_sub(1).is_some_and(|i| {
            i < 3 && self.word(0) == "of" && lexicon::closed_class(&self.word(i)).is(Closed::DETERMINER)
        });
        let comma = || (whole.tokens.end..self.tokens.len()).find(|&i| self.word(i) == ",");
        if of {
            let comma = comma()?;
            return plain(whole.tokens.end..comma).then(|| found(comma + 1, Tie::Of));
        }
        let mark = (whole.tokens.end..self.tokens.len())
            .find(|&i| matches!(&*self.word(i), ":" | "—" | "–" | "," | ".") || is("holds", &self.word(i)))?;
        let first = mark + 1 + usize::from(is_sign(&self.word(mark + 1)));
        let (behind, tie) = match &*self.word(mark) {
            ":" | "—" | "–" => (mark + 1, Tie::List),
            "," if self.word(mark + 1) == "of" && matches!(&*self.word(mark + 2), "which" | "whom") => {
                (mark + 3, Tie::List)
            }
            "," if is("holds", &self.word(mark + 1)) => (mark + 2, Tie::List),
            "," if self.numbers.iter().any(|n| n.tokens.start == first) => (mark + 1, Tie::Aside),
            "," | "." => return None,
            _ => (mark + 1, Tie::List),
        };
        plain(whole.tokens.end..mark).then(|| found(behind, tie))
    }

    /// The one number of the sentence before that counts something, or its one sum of money.
    fn whole_before(&self) -> Option<&'a Number> {
        let (tokens, before) = self.before?;
        let unit = self.numbers.first().map(|n| n.unit)?;
        let counts = |n: &&Number| match n.unit {
            Unit::Things => !n.year() && !measures(self.text, tokens, n) && noun(self.text, tokens, n).is_some(),
            unit => unit == Unit::Money,
        };
        let mut wholes = before.iter().filter(counts).filter(|n| n.unit == unit);
        let (Some(whole), None) = (wholes.next(), wholes.next()) else { return None };
        (!whole.rough).then_some(whole)
    }

    /// Whether no part says what it counts, nor when: “five will close, four will move and two will stay”.
    fn bare(&self, parts: &[&Number]) -> bool {
        let ends = parts.iter().skip(1).map(|n| n.tokens.start).chain([self.tokens.len()]);
        parts.iter().zip(ends).all(|(n, end)| {
            let nothing = match n.unit {
                Unit::Money => true,
                // Forty with a pond may be among 35 with a playground.
                _ if is("trait", &self.word(n.tokens.end)) => false,
                _ => noun(self.text, self.tokens, n).is_none() && self.word(n.tokens.end) != "-",
            };
            nothing && !(n.tokens.end..end).any(|i| self.is_time(i))
        })
    }

    /// Whether a number says where, from or for what it is.
    fn place_behind(&self, number: &Number) -> bool {
        let end = number.tokens.end;
        (end..end + PLACE).take_while(|&i| self.word(i) != ",").any(|i| is_place(&self.word(i)))
    }

    /// Whether each part says where it is: “1,450 at its works, 900 in shops”.
    fn in_places(&self, parts: &[&Number]) -> bool {
        let place = |n: &&Number| {
            let at = (n.tokens.end..n.tokens.end + PLACE).find(|&i| matches!(&*self.word(i), "in" | "at" | "on"));
            at.is_some_and(|i| !self.is_time(i + 1))
        };
        parts.iter().all(place)
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
        let place = |range: &Range<usize>| range.clone().take(PLACE).find(|&i| is_place(&self.word(i)));
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

    /// “have won nine, drawn four and lost three of their 17 games”.
    fn results(&self) -> Option<Sum<'a>> {
        const NOUN: usize = 1;
        let result = |n: &&Number| is("result", &self.word_before(n)) && n.unit == Unit::Things && !n.rough;
        let parts: Vec<&Number> = self.numbers.iter().skip_while(|n| !result(n)).take_while(result).collect();
        let last = parts.last()?;
        let whole = self.numbers.iter().find(|n| n.tokens.start >= last.tokens.end)?;
        let of = (last.tokens.end..=last.tokens.end + NOUN).find(|&i| self.word(i) == "of")?;
        let owned = is_owner(&self.word(of + 1)) && (of..=of + 3).contains(&whole.tokens.start);
        let games = owned && noun_like(&self.word(whole.tokens.end)) && whole.unit == Unit::Things && !whole.rough;
        let sum: f64 = parts.iter().map(|n| n.value).sum();
        // Without one of the three there may have been some.
        let wrong = sum > whole.value || parts.len() > 2 && sum < whole.value;
        (games && parts.len() > 1 && wrong).then(|| Sum { whole, whole_at: self.place(whole), sum, parts })
    }
}

/// Whether a word may name something: it is none of those that only join others.
fn noun_like(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && !word.is_empty() && !lexicon::closed_class(word).is(Closed::FUNCTION)
}

/// Whether a word says where, from or for what a part is.
fn is_place(word: &str) -> bool {
    matches!(word, "in" | "from" | "at" | "for" | "by" | "on" | "to")
}
