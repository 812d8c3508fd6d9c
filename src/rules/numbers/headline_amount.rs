//! Money, percentages and ages of a headline, beside those of the article's first paragraphs.

use std::ptr;

use super::age::{self, Age, Form};
use super::change::Figures;
use super::counted::{is, past};
use super::number::{Number, Unit};
use super::transposed::Digits;
use crate::extract::lexicon::{self, Closed};
use crate::text::{Block, Span, Token};

/// What a headline tells otherwise than the article.
pub(super) struct Differing {
    /// In the headline's words.
    pub(super) here: Span,
    /// In the document.
    pub(super) place: Span,
    /// How the article writes it.
    pub(super) there: String,
}

/// So many paragraphs tell what the headline tells.
const LEAD: usize = 4;
/// Ages that differ by more are those of two people.
const MOST_YEARS: f64 = 5.0;

/// The words of a headline or a sentence.
struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Words<'a> {
    fn of(figures: &Figures<'a>) -> Self {
        Self { text: figures.text, tokens: figures.tokens }
    }

    /// A word in small letters; empty where there is none.
    fn word(&self, i: usize) -> String {
        self.tokens.get(i).map_or(String::new(), |t| t.span.of(self.text).to_lowercase())
    }

    fn before(&self, number: &Number) -> String {
        let sign = |i: usize| self.word(i).chars().all(|c| !c.is_alphanumeric());
        let mut at = number.tokens.start;
        while at > 0 && number.unit == Unit::Money && sign(at - 1) {
            at -= 1;
        }
        at.checked_sub(1).map(|i| self.word(i)).unwrap_or_default()
    }

    /// What an amount is for or of: “£4 million bridge”, “$300 in damages”, “40 percent of parents”; or “fined”.
    fn purpose(&self, number: &Number) -> Option<String> {
        let next = self.word(number.tokens.end);
        let on = number.unit == Unit::Money && next == "on";
        let joined = on || matches!(&*next, "in" | "of" | "for");
        // A headline leaves the article out: “£4 million on bridge”.
        let article = on && lexicon::closed_class(&self.word(number.tokens.end + 1)).is(Closed::DETERMINER);
        let noun = if joined { self.word(number.tokens.end + 1 + usize::from(article)) } else { next };
        let content = |word: &str| {
            word.len() > 2
                && word.chars().all(char::is_alphabetic)
                && !lexicon::closed_class(word).is(Closed::FUNCTION)
                && !is("measure", word)
        };
        if content(&noun) && (joined || number.unit == Unit::Money) {
            return Some(noun);
        }
        let before = self.before(number);
        (number.unit == Unit::Money && matches!(&*before, "fined")).then_some(before)
    }

    /// The words that say something, without the s of a plural.
    fn content(&self) -> Vec<String> {
        let scale = |w: &str| matches!(w, "hundred" | "thousand" | "million" | "billion" | "trillion");
        let words = (0..self.tokens.len()).map(|i| self.word(i)).filter(|w| w.len() > 2 && !scale(w));
        let words =
            words.filter(|w| w.starts_with(char::is_alphabetic) && !lexicon::closed_class(w).is(Closed::FUNCTION));
        words.map(|w| w.trim_end_matches('s').to_owned()).collect()
    }

    /// Who or what changes to or by a percentage: the words before it that say something.
    fn subject(&self, number: &Number, changes: &dyn Fn(&str) -> bool) -> Vec<String> {
        let words = (0..number.tokens.start).map(|i| self.word(i));
        words.filter(|w| w.len() > 3 && !lexicon::closed_class(w).is(Closed::FUNCTION) && !changes(w)).collect()
    }
}

/// The sentences of the first paragraphs.
fn lead<'f, 'a>(body: &'f [Figures<'a>]) -> impl Iterator<Item = &'f Figures<'a>> {
    body.chunk_by(|a, b| ptr::eq(a.block, b.block)).take(LEAD).flatten()
}

/// Amounts of a headline that the article's first paragraphs tell otherwise of the same, where it never tells the
/// headline's.
pub(super) fn amounts(text: &str, tokens: &[Token], above: &[Number], body: &[Figures<'_>]) -> Vec<Differing> {
    [Unit::Money, Unit::Percent].into_iter().filter_map(|unit| amount(unit, text, tokens, above, body)).collect()
}

fn amount(unit: Unit, text: &str, tokens: &[Token], above: &[Number], body: &[Figures<'_>]) -> Option<Differing> {
    let mut all = above.iter().filter(|n| n.unit == unit);
    let number = all.next().filter(|n| !n.rough)?;
    if all.next().is_some() {
        return None;
    }
    let headline = Words { text, tokens };
    if let Some(differing) = swapped(&headline, number, body) {
        return Some(differing);
    }
    let told: Vec<&Number> = body.iter().flat_map(|f| f.numbers).filter(|n| fits(n, unit)).collect();
    // Of the many percentages of an article, some add up to any.
    let near = lead(body).flat_map(|f| f.numbers.iter().filter(|n| fits(n, unit) && !f.time(n) && !n.year()));
    let near: Vec<&Number> = near.collect();
    let sums = sums(if unit == Unit::Percent { &near } else { &told }, number);
    if sums || told.iter().any(|n| n.agrees(number) || n.reaches(number)) {
        return None;
    }
    let found = lead(body).find_map(|figures| {
        let same = |n: &&Number| n.unit == unit && !n.rough && alike(&headline, number, figures, n) && slip(number, n);
        let found = figures.numbers.iter().find(same).filter(|n| !past(until(figures, n), false))?;
        Some((figures, found))
    });
    let (figures, other) = found.or_else(|| only_sum(&headline, number, body))?;
    let there = other.span.of(figures.text).to_owned();
    Some(Differing { here: number.span, place: figures.place(other), there })
}

/// The headline's money with two digits that have changed places, where the article never tells it as it stands there.
fn swapped(headline: &Words<'_>, number: &Number, body: &[Figures<'_>]) -> Option<Differing> {
    let above = Digits::of(number.span.of(headline.text), number)?;
    if body.iter().flat_map(|f| f.numbers).any(|n| n.value == number.value) {
        return None;
    }
    let (figures, other) = lead(body).find_map(|figures| {
        let digits = |n: &Number| Digits::of(n.span.of(figures.text), n);
        let turned = |n: &&Number| n.unit == number.unit && digits(n).is_some_and(|n| above.swapped(&n));
        Some((figures, figures.numbers.iter().find(turned)?))
    })?;
    let there = other.span.of(figures.text).to_owned();
    Some(Differing { here: number.span, place: figures.place(other), there })
}

/// The only sum of money that the first two paragraphs tell, where it stands in a sentence with words of the headline
/// and may be meant to be the headline's.
fn only_sum<'f, 'a>(
    headline: &Words<'_>,
    number: &Number,
    body: &'f [Figures<'a>],
) -> Option<(&'f Figures<'a>, &'f Number)> {
    const FIRST: usize = 2;
    /// The headline and the sentence share so many words that say something.
    const SHARED: usize = 2;
    if number.unit != Unit::Money {
        return None;
    }
    let first = body.chunk_by(|a, b| ptr::eq(a.block, b.block)).take(FIRST).flatten();
    let mut sums = first.flat_map(|f| f.numbers.iter().map(move |n| (f, n))).filter(|(_, n)| n.unit == Unit::Money);
    let (Some((figures, other)), None) = (sums.next(), sums.next()) else { return None };
    let words = Words::of(figures);
    let told = words.content();
    let shared = headline.content().iter().filter(|w| told.contains(w)).count();
    let meant = sign(headline, number) == sign(&words, other)
        && !other.rough
        && slip(number, other)
        && shared >= SHARED
        && !past(until(figures, other), false);
    meant.then_some((figures, other))
}

/// The sign before a sum of money.
fn sign(words: &Words<'_>, number: &Number) -> String {
    number.tokens.start.checked_sub(1).map(|i| words.word(i)).unwrap_or_default()
}

/// The words of a sentence up to the mark behind a number, or up to what it is compared with: “…, from 52 percent in
/// 2019” is of another time.
fn until<'a>(figures: &Figures<'a>, number: &Number) -> &'a str {
    let sentence = figures.sentence();
    let start = figures.tokens.first().map_or(0, |t| t.span.start());
    let end = number.span.end().saturating_sub(start);
    let behind = sentence.get(end..).unwrap_or_default();
    let compared = [" from ", " compared ", " against "].iter().filter_map(|w| behind.find(w));
    let mark = compared.chain(behind.find([',', ';', '('])).min().map_or(sentence.len(), |i| end + i);
    sentence.get(..mark).unwrap_or(sentence)
}

/// Whether a number of the article may be the headline's.
fn fits(number: &Number, unit: Unit) -> bool {
    number.unit == unit || unit == Unit::Percent && number.unit == Unit::Points || number.unit == Unit::Things
}

/// Whether a number is the sum or the difference of two others, or the sum of three in a row, as they are rounded.
fn sums(told: &[&Number], number: &Number) -> bool {
    const MOST: usize = 60;
    let told = &told[..told.len().min(MOST)];
    let near = |value: f64| (value - number.value).abs() <= number.step / 2.0 + number.value * 0.005;
    told.iter().enumerate().any(|(i, a)| {
        told[i + 1..].iter().any(|b| near(a.value + b.value) || near((a.value - b.value).abs()))
            || told[i + 1..].windows(2).any(|w| near(a.value + w[0].value + w[1].value))
    })
}

/// Whether two amounts are of the same: the same noun stands behind them, or the same thing rose or fell to them.
fn alike(headline: &Words<'_>, number: &Number, figures: &Figures<'_>, other: &Number) -> bool {
    let words = Words::of(figures);
    if number.unit == Unit::Money {
        let purpose = headline.purpose(number);
        return purpose.is_some() && purpose == words.purpose(other) && sign(headline, number) == sign(&words, other);
    }
    let purpose = headline.purpose(number);
    if purpose.is_some() {
        return purpose == words.purpose(other);
    }
    let change = |word: &str| Figures::is_change(word);
    let way = |w: &Words<'_>, n: &Number| match &*w.before(n) {
        "to" => Some("to"),
        "by" => Some("by"),
        word if change(word) => Some("by"),
        // “a 12% rise in profit”
        "a" | "an" if change(&w.word(n.tokens.end)) => Some("by"),
        _ => None,
    };
    let subject = headline.subject(number, &change);
    let mut before = words.subject(other, &change);
    if change(&words.word(other.tokens.end)) && matches!(&*words.word(other.tokens.end + 1), "in" | "of") {
        before.push(words.word(other.tokens.end + 2));
    }
    let has = |word: &String| before.iter().any(|b| b.trim_end_matches('s') == word.trim_end_matches('s'));
    way(headline, number).is_some_and(|here| Some(here) == way(&words, other))
        && !subject.is_empty()
        && subject.iter().all(has)
}

/// Whether two amounts may be meant to be one: they are close, or a nought is missing.
fn slip(a: &Number, b: &Number) -> bool {
    const TIMES: f64 = 2.0;
    let times = (a.value / b.value).max(b.value / a.value);
    times < TIMES || matches!(times, 10.0 | 100.0 | 1000.0)
}

/// An age in the headline where the first paragraphs tell another of what may be the same person, and the article never
/// the headline's.
pub(super) fn age<'b>(text: &str, blocks: impl Iterator<Item = &'b Block> + Clone) -> Option<Differing> {
    let above = age::called(text);
    let [age] = above[..] else { return None };
    let (years, whose) = (age.years.of(text), age.whose.of(text));
    let holds = |b: &Block| b.prose.text().split(|c: char| !c.is_alphanumeric()).any(|w| w == years);
    if blocks.clone().any(holds) {
        return None;
    }
    let gender = age::gender(whose);
    let role = lexicon::role(&whose.to_lowercase()).is_some();
    let mut found: Vec<(&Block, Age)> = Vec::new();
    for block in blocks.take(LEAD) {
        let prose = block.prose.text();
        let mut ages = age::named(prose);
        ages.extend(age::called(prose));
        ages.sort_by_key(|a| (a.years.start(), usize::MAX - a.whose.len()));
        ages.dedup_by_key(|a| a.years);
        found.extend(ages.into_iter().filter(|a| a.form != Form::Bracket).map(|a| (block, a)));
    }
    found.retain(|(block, other)| {
        let prose = block.prose.text();
        let name = other.whose.of(prose);
        let told = age::gender(name);
        let sentence = prose.get(..other.years.start()).and_then(|b| b.rfind(". ")).map_or(0, |i| i + 2);
        let sentence = prose.get(sentence..).and_then(|s| s.split(". ").next()).unwrap_or_default();
        let before = prose.get(..other.whose.start()).unwrap_or_default().trim_end();
        let kin = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        (role || name.ends_with(whose))
            && (gender.is_none() || told.is_none() || gender == told)
            && age::near(years, other.years.of(prose), MOST_YEARS)
            && !is("kin", &kin.to_lowercase())
            && !is("kin", &name.to_lowercase())
            && !past(sentence, true)
    });
    let &(block, first) = found.first()?;
    let there = first.years.of(block.prose.text());
    let one = found.iter().all(|(b, other)| other.years.of(b.prose.text()) == there);
    one.then(|| Differing { here: age.years, place: block.to_document(first.years), there: there.to_owned() })
}
