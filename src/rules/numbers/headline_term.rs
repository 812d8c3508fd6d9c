//! How long something lasts, and by how many votes or goals somebody won, in a headline and in the article's first
//! paragraphs.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::counted::{content, past};
use super::headline_amount::Differing;
use super::headline_score::{NUMBERS, count, sentence};
use crate::rules::reading::phrase;
use crate::text::{Block, Span};

/// So many paragraphs tell it.
const LEAD: usize = 3;
/// What is told as so many times as much is told of something else.
const TIMES: u32 = 2;

/// A term or a margin: “for six years”, “by 14 votes”.
static TERM: LazyLock<Regex> = LazyLock::new(|| {
    let number = NUMBERS[1..].join("|");
    phrase(&format!(
        r"\b(?P<most>up )?(?:(?P<for>for|to)|by) (?P<number>\d{{1,4}}|{number}) (?P<unit>years|months|weeks|days|hours|votes|seats|runs|goals|lengths|shots|strokes|wickets)\b"
    ))
});
/// A number before a unit, wherever it stands: “six years”, “a six-year term”, “six and a half years”.
static ANY: LazyLock<Regex> = LazyLock::new(|| {
    let number = NUMBERS[1..].join("|");
    phrase(&format!(
        r"\b(?P<number>\d{{1,4}}|{number})(?:[- ]\w+){{0,4}}?[- ](?P<unit>year|month|week|day|hour|vote|seat|run|goal|length|shot|stroke|wicket)"
    ))
});
/// A number behind a preposition alone: “for eight years, and Ann Lee for six”.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&format!(r"\b(?:for|to|by|of) (?P<number>\d{{1,4}}|{})(?:[.,;]|$)", NUMBERS[1..].join("|")))
});

/// A term or a margin of the headline that the first paragraphs tell otherwise of what shares a word with it, where the
/// article never tells the headline's.
pub(super) fn term<'b>(text: &str, blocks: impl Iterator<Item = &'b Block> + Clone) -> Option<Differing> {
    let mut all = TERM.captures_iter(text);
    let (Some(above), None) = (all.next(), all.next()) else { return None };
    let (here, unit, value) = read(&above).filter(|_| above.name("most").is_none())?;
    let known = |b: &Block| {
        let told = ANY.captures_iter(b.prose.text()).filter(|t| unit.starts_with(&t["unit"].to_lowercase()));
        told.chain(BARE.captures_iter(b.prose.text())).any(|t| count(&t["number"]) == value)
    };
    if blocks.clone().any(known) {
        return None;
    }
    let above_words = words(text, unit);
    let mut found: Option<(Differing, u32)> = None;
    for block in blocks.take(LEAD) {
        let prose = block.prose.text();
        for told in TERM.captures_iter(prose) {
            let (place, other, number) = read(&told)?;
            if other != unit || told.name("for").is_some() != above.name("for").is_some() {
                continue;
            }
            let sentence = sentence(prose, place);
            let shares = !words(sentence, unit).is_disjoint(&above_words);
            let turned = number.to_string().chars().rev().eq(value.to_string().chars());
            let close = turned || number <= value * TIMES && value <= number * TIMES;
            // Two terms are those of two.
            if found.as_ref().is_some_and(|(_, n)| *n != number) {
                return None;
            }
            if shares && close && told.name("most").is_none() && !past(&sentence.replacen(unit, "", 1), false) {
                let there = place.of(prose).to_owned();
                found = Some((Differing { here, place: block.to_document(place), there }, number));
            }
        }
    }
    found.map(|(differing, _)| differing)
}

/// The number of a term with its place, and its unit.
fn read<'t>(found: &Captures<'t>) -> Option<(Span, &'t str, u32)> {
    let number = found.name("number")?;
    Some((number.range().into(), found.name("unit")?.as_str(), count(number.as_str())))
}

/// The words of a text that say something, without the unit.
fn words(text: &str, unit: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    content(words.filter(|w| w != unit))
}
