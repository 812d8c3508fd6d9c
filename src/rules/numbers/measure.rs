//! Measures, as they are written: a number and its unit.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use rustc_hash::FxHashMap;

use super::number::{Number, numbers};
use crate::extract::lexicon;
use crate::text::{Span, tokens};

/// A unit of a quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Unit {
    quantity: &'static str,
    factor: f64,
    nought: f64,
}

/// Whether letters right behind digits are a unit, and no magnitude: 50mph, but not 5m.
pub(super) fn is_unit(letters: &str) -> bool {
    letters.len() > 1 && UNITS.contains_key(letters)
}

/// The units that each form may stand for: gallons and tons are of several sizes.
static UNITS: LazyLock<FxHashMap<&str, Vec<Unit>>> = LazyLock::new(|| {
    let mut out: FxHashMap<&str, Vec<Unit>> = FxHashMap::default();
    for row in lexicon::rows(include_str!("../../extract/lexicon/measures.tsv")) {
        let [quantity, factor, nought, forms] = row[..] else { continue };
        let (Ok(factor), Ok(nought)) = (factor.parse(), nought.parse()) else { continue };
        for form in forms.split('|') {
            out.entry(form).or_default().push(Unit { quantity, factor, nought });
        }
    }
    out
});

/// A number and its unit. Spans count bytes of the text it was read in.
#[derive(Debug)]
pub(super) struct Measure<'t> {
    number: Number,
    /// The number with its magnitude, without a sign.
    digits: Span,
    /// The number with its sign.
    pub(super) told: Span,
    /// All of it.
    pub(super) span: Span,
    unit: &'t str,
}

/// A number, with the words that say how exact it is, and its unit.
fn pattern() -> String {
    let mut forms: Vec<&str> = UNITS.keys().copied().collect();
    forms.sort_unstable_by_key(|f| (usize::MAX - f.len(), *f));
    let forms = forms.into_iter().map(regex::escape).collect::<Vec<_>>().join("|");
    let number = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|[A-Za-z]+(?:-[a-z]+)?)(?: (?:thousand|million|billion))?";
    format!(r"(?P<measure>(?P<sign>[-−]|minus )?(?P<number>{number})(?P<gap>[ \x{{a0}}-]?)(?P<unit>{forms}))")
}

static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    let before = r"(?:(?:about|around|some|roughly|approximately|nearly|almost|over|under|just|more than|less than|at least|up to|or) ){0,3}";
    Regex::new(&format!(r"^{before}{}(?P<end>\)|[^\w°])", pattern())).expect("a fixed pattern")
});
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = pattern();
    Regex::new(&format!(r"(?:^|[\s(“‘'/])(?:{pattern})(?:[ -](?:tall|high|long|wide|deep|thick|away|heavy))?$"))
        .expect("a fixed pattern")
});

/// How far back a measure may begin, in bytes.
const LONGEST: usize = 60;

impl<'t> Measure<'t> {
    /// The measure that begins at a byte, where it ends with its unit; in a bracket, that closes right behind it.
    pub(super) fn at(text: &'t str, at: usize, bracket: bool) -> Option<Self> {
        let found = AHEAD.captures(text.get(at..)?)?;
        if bracket && &found["end"] != ")" { None } else { Self::read(text, at, &found) }
    }

    /// The measure that ends at a byte. None where it is the end of one: “6ft 2in”.
    pub(super) fn before(text: &'t str, at: usize) -> Option<Self> {
        let from = text.floor_char_boundary(at.saturating_sub(LONGEST));
        let found = BEHIND.captures(text.get(from..at)?)?;
        let measure = Self::read(text, from, &found)?;
        let before = text[..measure.span.start()].trim_end_matches([' ', ',']);
        let before = before.strip_suffix(" and").unwrap_or(before);
        let from = before.floor_char_boundary(before.len().saturating_sub(LONGEST));
        let other = BEHIND.captures(&before[from..]).and_then(|found| Self::read(text, from, &found));
        let alone = other.is_none() && !before.ends_with(['$', '€', '£', '¥', '–', '-', '/']);
        alone.then_some(measure)
    }

    /// What was found in the text from a byte on.
    fn read(text: &'t str, from: usize, found: &Captures<'_>) -> Option<Self> {
        let place = |name: &str| found.name(name).map(|m| Span::from(m.range()).shift(from));
        // “Nest” is no number of stones.
        if found["gap"].is_empty() && !found["number"].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (span, digits, unit) = (place("measure")?, place("number")?, place("unit")?.of(text));
        // The words before it say how exact it is.
        let words = format!("{} {}", text.get(from..span.start())?, digits.of(text));
        let mut number = numbers(&words, &tokens(&words)).pop().filter(|n| n.span.end() == words.len())?;
        if place("sign").is_some() {
            number.value = -number.value;
        }
        let told = place("sign").map_or(digits, |sign| sign.join(digits));
        Some(Self { number, digits, told, span, unit })
    }

    /// Whether it is a temperature.
    pub(super) fn is_temperature(&self) -> bool {
        self.units().iter().all(|u| u.quantity == "temperature")
    }

    fn units(&self) -> &'static [Unit] {
        UNITS.get(self.unit).map_or(&[], Vec::as_slice)
    }

    /// What it makes in the unit of another measure, nearest to what that one says, and whether both may be the same;
    /// nothing where that unit is of another quantity, or the same. `step` says that it is a difference of temperatures.
    pub(super) fn in_unit_of(&self, other: &Self, step: bool) -> Option<(f64, bool)> {
        /// How far a rounded measure may be off.
        const OFF: f64 = 0.1;
        /// The same of a temperature, in degrees.
        const DEGREES: f64 = 2.0;
        let pairs = self.units().iter().flat_map(|a| other.units().iter().map(move |b| (a, b)));
        let pairs = pairs.filter(|(a, b)| a.quantity == b.quantity && a != b && self.unit != other.unit);
        let told = other.number.value;
        let mut best: Option<(f64, bool)> = None;
        for (a, b) in pairs {
            let nought = |u: &Unit| if step { 0.0 } else { u.nought };
            let convert = |value: f64| (value * a.factor + nought(a) - nought(b)) / b.factor;
            let (low, high) = self.number.bounds();
            let (value, (low, high), (least, most)) =
                (convert(self.number.value), (convert(low), convert(high)), other.number.bounds());
            let near = match a.quantity {
                "temperature" => (value - told).abs() <= DEGREES,
                _ => (value / told - 1.0).abs() <= OFF,
            };
            let fits = near || low <= most && least <= high;
            if best.is_none_or(|(known, _)| (value - told).abs() < (known - told).abs()) {
                best = Some((value, fits));
            }
        }
        best
    }

    /// A value in its unit, written as its own number is.
    pub(super) fn written(&self, text: &str, value: f64) -> String {
        self.number.like(self.digits.of(text), value)
    }

    /// What stands behind the number: “ mph”, “km”.
    pub(super) fn unit_of<'a>(&self, text: &'a str) -> &'a str {
        Span::new(self.digits.end(), self.span.end()).of(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_converted() {
        for (text, wanted) in [
            ("10 miles (16 km)", Some((16.09, true))),
            ("210 kilometres per hour (160 mph)", Some((130.5, false))),
            ("three miles (5km)", Some((4.83, true))),
            ("a 10-mile (61-km)", Some((16.09, false))),
            ("30C (86F)", Some((86.0, true))),
            ("minus 10 degrees Celsius (14F)", Some((14.0, true))),
            ("-5C (41F)", Some((23.0, false))),
            ("86 degrees (30 Celsius)", Some((30.0, true))),
            ("1.5 million square kilometres (580,000 square miles)", Some((579_150.6, true))),
            ("20 gallons (90 litres)", Some((90.92, true))),
            ("20 gallons (76 litres)", Some((75.71, true))),
            ("6ft 2in (1.88m)", None),
            ("a nest 30 metres (50ft)", Some((98.4, false))),
            ("5 pounds (£4)", None),
            ("12 km (7km)", None),
        ] {
            let open = text.find('(').expect("a bracket");
            let pair = Measure::before(text, open - 1).zip(Measure::at(text, open + 1, true));
            let found = pair.and_then(|(a, b)| a.in_unit_of(&b, false));
            let near = match (found, wanted) {
                (Some(a), Some(b)) => (a.0 / b.0 - 1.0_f64).abs() < 0.01 && a.1 == b.1,
                (a, b) => a.is_none() && b.is_none(),
            };
            assert!(near, "{text}: {found:?}");
        }
    }
}
