//! Numbers as they are written.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use regex::Regex;

use super::measure::is_unit;
use crate::extract::lexicon;
use crate::text::{Span, Token, TokenKind};

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    /// Its words or digits, with a magnitude, without a unit.
    pub(super) span: Span,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    pub(super) value: f64,
    /// How finely it is told: 40 to 1, 1.2 million to 100,000.
    pub(super) step: f64,
    pub(super) unit: Unit,
    /// Whether it has a magnitude, a separator or a decimal, or is no number that a year could be.
    pub(super) plain: bool,
    /// Whether the words before it say that it is not exact (“about”, “more than”).
    pub(super) rough: bool,
    /// Whether they say that there are more (“more than”) or less (“nearly”).
    pub(super) beyond: Option<Beyond>,
}

/// On which side of a number lies what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    More,
    Less,
}

/// What is counted, where a sign or a word beside the number says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Things,
    Percent,
    Points,
    Money,
}

/// What a word of a number is worth.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Unit(f64),
    Ten(f64),
    Scale(f64),
}

/// The words of numbers, and the letters behind digits (1.2m).
type Lists = (FxHashMap<&'static str, Part>, FxHashMap<&'static str, f64>);

/// The words before a number that is not exact; the longest first.
static ROUGH: LazyLock<Vec<(&str, Option<Beyond>)>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../../extract/lexicon/number-words.tsv"));
    let read = |row: Vec<&'static str>| match row[..] {
        ["about", word, _] => Some((word, None)),
        ["more", word, _] => Some((word, Some(Beyond::More))),
        ["less", word, _] => Some((word, Some(Beyond::Less))),
        _ => None,
    };
    let mut words: Vec<_> = rows.filter_map(read).collect();
    words.sort_by_key(|w| usize::MAX - w.0.len());
    words
});

static WORDS: LazyLock<Lists> = LazyLock::new(|| {
    let (mut parts, mut suffixes) = (FxHashMap::default(), FxHashMap::default());
    for row in lexicon::rows(include_str!("../../extract/lexicon/number-words.tsv")) {
        let [kind, word, value] = row[..] else { continue };
        let Ok(value) = value.parse() else { continue };
        match kind {
            "unit" => drop(parts.insert(word, Part::Unit(value))),
            "ten" => drop(parts.insert(word, Part::Ten(value))),
            "scale" => drop(parts.insert(word, Part::Scale(value))),
            "suffix" => drop(suffixes.insert(word, value)),
            _ => {}
        }
    }
    (parts, suffixes)
});

impl Number {
    /// The least and the most that it may stand for, as it is rounded.
    pub(super) fn bounds(&self) -> (f64, f64) {
        let slack = self.step / 2.0 + if self.rough { self.value.abs() * 0.1 } else { 0.0 };
        (self.value - slack, self.value + slack)
    }

    /// The number read as finely as `other`, where the sentence gives that one decimals: “from 5 percent to 4.5”. Nobody
    /// writes the nought of 5.0, so that it says no more than one decimal.
    pub(super) fn told_like(mut self, other: &Self) -> Self {
        const DECIMAL: f64 = 10.0;
        // 40 million may be rounded from 41.2; 4 million is not, where 3.2 stands beside it.
        let whole = self.unit == Unit::Percent || self.value < self.step * DECIMAL;
        if whole && other.step < self.step && !self.rough {
            self.step = other.step.max(self.step / DECIMAL);
        }
        self
    }

    /// The number as nothing else than what it says, where it is a whole number that nobody rounded.
    pub(super) fn exact(mut self) -> Self {
        if self.step == 1.0 && self.unit == Unit::Things && !self.rough {
            self.step = 0.0;
        }
        self
    }

    /// The number as nothing else than what it says, beside another that is told to the unit: 113 of 120.
    pub(super) fn exact_with(mut self, other: &Self) -> Self {
        const TENS: f64 = 10.0;
        if other.step == 1.0 && other.unit == Unit::Things && !other.rough && !self.rough && self.step <= TENS {
            self.step = 0.0;
        }
        self.exact()
    }

    /// Whether both may stand for the same.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let ((a, b), (c, d)) = (self.bounds(), other.bounds());
        self.value == other.value || a < d && c < b
    }

    /// Whether what it leaves open reaches to another.
    pub(super) fn reaches(&self, other: &Self) -> bool {
        match self.beyond {
            Some(Beyond::More) => other.value > self.value,
            Some(Beyond::Less) => other.value < self.value,
            None => false,
        }
    }

    /// Whether it may be a year.
    pub(super) fn year(&self) -> bool {
        self.plain && self.unit == Unit::Things && (1500.0..2100.0).contains(&self.value)
    }
}

/// Whether a token is the sign of a currency.
pub(super) fn is_sign(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "¥")
}

/// The numbers of a text, in order. What can be read in two ways (3.400, 3,4) is left out, and so is the word “one”.
pub(super) fn numbers(text: &str, tokens: &[Token]) -> Vec<Number> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match read(text, tokens, at) {
            Some(number) => {
                at = number.tokens.end;
                out.push(number);
            }
            None => at += 1,
        }
    }
    out
}

static SPELLED: LazyLock<Regex> = LazyLock::new(|| {
    let mut words: Vec<&str> = WORDS.0.keys().copied().filter(|w| *w != "one").collect();
    words.sort_unstable();
    lexicon::regex(&format!(r"(?i)\b(?:{})", words.join("|")))
});

/// Whether a text may hold a number.
pub(super) fn any(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) || SPELLED.is_match(text)
}

fn read(text: &str, tokens: &[Token], at: usize) -> Option<Number> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let attached = |i: usize| i > 0 && tokens.get(i).is_some_and(|t| t.span.start() == tokens[i - 1].span.end());
    let (mut value, mut step, mut end, mut plain) = match tokens[at].kind {
        // A mark before digits makes them a score, a date, a version.
        TokenKind::Number if at > 0 && attached(at) && matches!(word(at - 1), "-" | "–" | "/" | ":" | "." | "#") => {
            return None;
        }
        TokenKind::Number => {
            let (value, step, plain) = digits(word(at))?;
            (value, step, at + 1, plain)
        }
        TokenKind::Word => {
            let (value, end) = spelled(&|i| word(i).to_lowercase(), at)?;
            (value, rounding(value), end, false)
        }
        _ => return None,
    };
    if tokens[at].kind == TokenKind::Number {
        let scale = word(end).to_lowercase();
        let magnitude = match WORDS.0.get(scale.as_str()) {
            Some(&Part::Scale(by)) => Some(by),
            _ if attached(end) || matches!(&*scale, "bn" | "mn" | "tn") => WORDS.1.get(scale.as_str()).copied(),
            _ => None,
        };
        if let Some(by) = magnitude {
            (value, step, plain, end) = (value * by, decimals(word(at)) * by, false, end + 1);
            // A lakh crore.
            while let Some(&Part::Scale(by)) = WORDS.0.get(word(end).to_lowercase().as_str()) {
                (value, step, end) = (value * by, step * by, end + 1);
            }
        } else if attached(end) && matches!(word(end), "-" | "–" | "/" | ":") {
            return None;
        }
    }
    let money = at > 0 && (word(at - 1).ends_with(['$', '€', '£', '¥', '₹']) || word(at - 1) == "Rs");
    let next = word(end).to_lowercase();
    let pence = tokens[at].kind == TokenKind::Number && word(end - 1).ends_with('p');
    let (unit, last) = match next.as_str() {
        "%" | "percent" | "pct" => match word(end + 1) {
            "point" | "points" => (Unit::Points, end + 2),
            _ => (Unit::Percent, end + 1),
        },
        "per" if word(end + 1) == "cent" => (Unit::Percent, end + 2),
        "percentage" if word(end + 1).starts_with("point") => (Unit::Points, end + 2),
        "point" | "points" => (Unit::Points, end + 1),
        "dollars" | "euros" | "pounds" | "cents" => (Unit::Money, end + 1),
        _ if money || pence => (Unit::Money, end),
        _ => (Unit::Things, end),
    };
    // Cents are parts of a dollar, as pence are of a pound.
    if next == "cents" {
        (value, step) = (value / 100.0, step / 100.0);
    }
    let span = tokens[at].span.join(tokens[end - 1].span);
    let rough = rough(text.get(..tokens[at].span.start()).unwrap_or_default());
    let (rough, beyond) = (rough.is_some(), rough.flatten());
    Some(Number { span, tokens: at..last, value, step, unit, plain, rough, beyond })
}

/// Digits: what they are worth, how finely they are told, and whether they are nothing but digits.
fn digits(word: &str) -> Option<(f64, f64, bool)> {
    let body = word.trim_end_matches(char::is_alphabetic);
    let suffix = &word[body.len()..];
    let magnitude = match suffix {
        "" => 1.0,
        _ if is_unit(suffix) => 1.0,
        _ => *WORDS.1.get(suffix.to_lowercase().as_str())?,
    };
    let thousands = |by: char| {
        let mut groups = body.split(by);
        let first = groups.next().unwrap_or_default();
        let rest: Vec<&str> = groups.map(|g| g.split('.').next().unwrap_or(g)).collect();
        (1..=3).contains(&first.len()) && !rest.is_empty() && rest.iter().all(|g| g.len() == 3)
    };
    let plain = body.chars().all(|c| c.is_ascii_digit());
    if !body.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return None;
    }
    let number = match (body.matches(',').count(), body.matches('.').count()) {
        (0, 0) => body.to_owned(),
        (0, 1) if !thousands('.') => body.to_owned(),
        (0, _) if body.matches('.').count() > 1 && thousands('.') => body.replace('.', ""),
        (_, 0 | 1) if thousands(',') => body.replace(',', ""),
        _ => return None,
    };
    let value: f64 = number.parse().ok().filter(|_| body.starts_with(|c: char| c.is_ascii_digit()))?;
    let step = if magnitude != 1.0 || number.contains('.') { decimals(&number) * magnitude } else { rounding(value) };
    Some((value * magnitude, step, plain && suffix.is_empty()))
}

/// What one unit of the last decimal is worth.
fn decimals(word: &str) -> f64 {
    let behind = word.split_once('.').map_or(0, |(_, d)| d.bytes().take_while(u8::is_ascii_digit).count());
    10f64.powi(-(behind as i32))
}

/// How finely a whole number is told: noughts at its end may be rounded, but for its first two digits.
fn rounding(value: f64) -> f64 {
    let mut step = 1.0;
    while value % (step * 10.0) == 0.0 && value >= step * 100.0 && step < 1e15 {
        step *= 10.0;
    }
    step
}

/// A number in words that begins at `at`, and where it ends: `forty-one`, `two hundred and six`, `a dozen`.
fn spelled(word: &dyn Fn(usize) -> String, at: usize) -> Option<(f64, usize)> {
    let first = word(at);
    let (mut total, mut scaled, mut group, mut end, mut any) = (0.0, 0.0, 0.0, at, false);
    if matches!(&*first, "a" | "an") {
        let scale = word(at + 1);
        let Some(&Part::Scale(_)) = WORDS.0.get(scale.as_str()) else { return None };
        (group, end) = (1.0, at + 1);
    }
    let mut last = None;
    loop {
        let mut next = word(end);
        let mut skip = 0;
        if any && next == "and" {
            next = word(end + 1);
            skip = 1;
        }
        let Some(part) = part(&next) else { break };
        // “Two three” are two numbers; “and” joins only what is smaller.
        let fits = match (last, part) {
            (None, _) => skip == 0,
            (Some(Part::Ten(_)), Part::Unit(u)) => u < 10.0 && skip == 0,
            (Some(Part::Scale(s)), Part::Unit(_) | Part::Ten(_)) => s >= 100.0,
            (Some(_), Part::Scale(_)) => skip == 0,
            _ => false,
        };
        if !fits {
            break;
        }
        match part {
            Part::Unit(value) | Part::Ten(value) => group += value,
            Part::Scale(value) if value >= 1000.0 => {
                // A lakh crore.
                let again = matches!(last, Some(Part::Scale(s)) if s >= 1000.0);
                total -= if again { scaled } else { 0.0 };
                scaled = value * if again { scaled } else { f64::max(group, 1.0) };
                total += scaled;
                group = 0.0;
            }
            Part::Scale(value) => group = if group == 0.0 { value } else { group * value },
        }
        (last, any, end) = (Some(part), true, end + 1 + skip);
    }
    // “Hundreds of” is none, and “one” counts too seldom.
    let lone = end == at + 1 && (first == "one" || matches!(part(&first), Some(Part::Scale(_))));
    (any && !lone).then_some((total + group, end))
}

fn part(word: &str) -> Option<Part> {
    if let Some(&part) = WORDS.0.get(word) {
        return Some(part);
    }
    let (ten, unit) = word.split_once('-')?;
    match (WORDS.0.get(ten)?, WORDS.0.get(unit)?) {
        (Part::Ten(t), Part::Unit(u)) if *u > 0.0 && *u < 10.0 => Some(Part::Unit(t + u)),
        _ => None,
    }
}

/// Whether the words before a number say that it is not exact, and on which side of it lies what is meant.
pub(super) fn rough(before: &str) -> Option<Option<Beyond>> {
    let before = before.trim_end().trim_end_matches(['$', '€', '£', '¥']).trim_end();
    let mut start = before.len().saturating_sub(20);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let tail = before[start..].to_lowercase();
    let ends = |w: &str| tail.strip_suffix(w).is_some_and(|t| !t.ends_with(char::is_alphanumeric));
    ROUGH.iter().find(|(word, _)| ends(word)).map(|(_, beyond)| *beyond)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, wanted) in [
            ("forty-one", vec![41.0]),
            ("two hundred and six boats", vec![206.0]),
            ("a dozen eggs and a hundred more", vec![12.0, 100.0]),
            ("one million two hundred thousand", vec![1_200_000.0]),
            ("1.2 million", vec![1_200_000.0]),
            ("$1.2m and €3bn", vec![1_200_000.0, 3e9]),
            ("Rs 1.2 lakh crore, 90 lakh, two lakh crore", vec![1.2e12, 9e6, 2e12]),
            ("3,400 and 1,234,567.5", vec![3400.0, 1_234_567.5]),
            ("3.400.000", vec![3_400_000.0]),
            ("3.400 or 3,4", vec![]),
            ("4.5 percent, 12 per cent, 7%", vec![4.5, 12.0, 7.0]),
            ("50mph, 40cm and 5m", vec![50.0, 40.0, 5e6]),
            ("50p and £1.20, 50 cents and $1.20", vec![0.5, 1.2, 0.5, 1.2]),
            ("three and four", vec![3.0, 4.0]),
            ("2016-17, 9/11, 3-2, 10:30", vec![]),
            ("hundreds of people, and one more", vec![]),
        ] {
            let got: Vec<f64> = numbers(text, &tokens(text)).iter().map(|n| n.value).collect();
            assert_eq!(got, wanted, "{text}");
        }
    }

    #[test]
    fn rounded_numbers_agree() {
        let number = |text: &str| numbers(text, &tokens(text)).remove(0);
        for (a, b, same) in [
            ("1.2 million", "1,203,000", true),
            ("nearly 40", "38", true),
            ("3,400", "3,412", true),
            ("41", "42", false),
            ("200", "204", true),
            ("40", "41", false),
        ] {
            assert_eq!(number(a).agrees(&number(b)), same, "{a}, {b}");
        }
    }
}
