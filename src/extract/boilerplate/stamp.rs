//! Time stamps and bylines, known by their words in any order and in several languages.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::BoilerplateKind;
use super::fold::holds;
use super::shape::Shape;
use crate::extract::lexicon;

/// What a word can be; a bit each, but for the last.
const MONTH: u8 = 1;
const WEEKDAY: u8 = 2;
const PUBLISHED: u8 = 4;
const AGO: u8 = 8;
const UNIT: u8 = 16;
const GLUE: u8 = 32;
const BY: u8 = 64;
const PARTICLE: u8 = 128;
const STAFF: u8 = 192;

static WORDS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, u8> = FxHashMap::default();
    for row in lexicon::rows(include_str!("../lexicon/boilerplate_dates.tsv")) {
        let class = match row[0] {
            "month" => MONTH,
            "weekday" => WEEKDAY,
            "published" => PUBLISHED,
            "ago" => AGO,
            "unit" => UNIT,
            "glue" => GLUE,
            "by" => BY,
            "staff" => STAFF,
            "agency" => continue,
            _ => PARTICLE,
        };
        for word in row.get(1).into_iter().flat_map(|w| w.split_whitespace()) {
            *words.entry(word).or_default() |= class;
        }
    }
    words
});

/// Names of news agencies, in small letters.
static AGENCIES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../lexicon/boilerplate_dates.tsv"));
    rows.filter(|r| r[0] == "agency").filter_map(|r| r.get(1).copied()).collect()
});

/// Whether the folded line names a news agency.
pub(super) fn names_agency(key: &str) -> bool {
    AGENCIES.iter().any(|name| holds(key, name))
}

/// A longer line is no time stamp and no byline.
const LONGEST: usize = 18;

/// Counts of the words of a line by class.
#[derive(Default)]
struct Count {
    known: usize,
    unknown: usize,
    names: usize,
    numbers: usize,
    clocks: usize,
    months: usize,
    units: usize,
    ago: bool,
    by: bool,
    staff: bool,
    published: bool,
}

/// Whether the line says when the article was published, or who wrote it.
pub(super) fn stamp(shape: &Shape<'_>) -> Option<BoilerplateKind> {
    if shape.words > LONGEST || shape.words == 0 {
        return None;
    }
    let mut count = Count::default();
    for (i, word) in shape.text.split(|c: char| c.is_whitespace() || "|•·,;()–—".contains(c)).enumerate() {
        count.add(i, word);
    }
    let dated = count.clocks > 0
        || count.months > 0 && count.numbers > 0
        || count.units > 0 && count.numbers > 0 && (count.ago || count.unknown == 0 && shape.words <= 4);
    let all = count.known + count.unknown;
    if count.staff && count.unknown == 0 && shape.words <= 9 && !shape.closed() {
        return Some(BoilerplateKind::Byline);
    }
    if count.by && count.names > 0 && count.unknown == 0 && count.names <= 12 && !(shape.closed() && shape.words > 5) {
        return Some(BoilerplateKind::Byline);
    }
    let stamped = dated
        && !shape.closed()
        && (count.unknown == 0 && count.names * 3 <= all || count.published)
        && count.unknown * 4 <= all;
    stamped.then_some(BoilerplateKind::Timestamp)
}

impl Count {
    fn add(&mut self, i: usize, word: &str) {
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        if inner.is_empty() {
            return;
        }
        let digits = inner.bytes().filter(u8::is_ascii_digit).count();
        if digits > 0 {
            let marks = inner.bytes().filter(|b| b":./-hT".contains(b)).count();
            let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
            if letters <= 3 {
                self.numbers += 1;
                self.known += 1;
                // A clock or a whole date; "4:3" is a result.
                let clock = inner.contains(':') && digits >= 3 || marks >= 2 && digits >= 4;
                self.clocks += usize::from(clock && letters <= 2);
            } else {
                self.unknown += 1;
            }
            return;
        }
        let lower = inner.to_lowercase();
        let class = WORDS.get(lower.as_str()).copied().unwrap_or(0);
        if class & STAFF == STAFF {
            self.staff = true;
            self.known += 1;
            return;
        }
        self.by |= i == 0 && class & BY != 0 || i == 1 && class & BY != 0 && self.known == 1 && self.names == 0;
        self.published |= class & PUBLISHED != 0 && i < 3;
        self.ago |= class & AGO != 0;
        self.months += usize::from(class & MONTH != 0);
        self.units += usize::from(class & UNIT != 0);
        if class & (MONTH | WEEKDAY | PUBLISHED | AGO | UNIT | GLUE | BY) != 0 {
            self.known += 1;
        } else if inner.starts_with(char::is_uppercase) {
            self.names += 1;
            self.known += 1;
        } else if class & PARTICLE != 0 {
            self.known += 1;
        } else {
            self.unknown += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Format, blocks};

    fn of(text: &str) -> Option<BoilerplateKind> {
        blocks(text, Format::Plain).first().and_then(|b| stamp(&Shape::of(b)))
    }

    #[test]
    fn stamps_of_many_papers() {
        for text in [
            "Published 14 November 2023, 07:15 | Updated 14 November 2023, 11:40",
            "Tuesday, January 8, 2008 - Updated 7d 0h ago",
            "3 days ago",
            "06.01.2008 01:07",
            "Stand: 3. März 2024, 11:20 Uhr",
            "Publié le 4 mai 2021 à 10h30",
            "Actualizado el 3 de mayo de 2022 a las 18:30",
            "2 min read",
        ] {
            assert_eq!(of(text), Some(BoilerplateKind::Timestamp), "{text}");
        }
        for text in [
            "By Ruth Amsel",
            "By Inga Moreau, Staff Reporter",
            "Von Anna Müller",
            "Par Jean de la Tour",
            "Por Ana Ruiz",
            "Palm Beach Post Staff Writer",
            "Source: The Associated Press",
        ] {
            assert_eq!(of(text), Some(BoilerplateKind::Byline), "{text}");
        }
    }

    #[test]
    fn what_only_holds_a_date_is_none() {
        for text in [
            "May I help you?",
            "The 2008 election",
            "Hens lay 3 eggs a day",
            "It rained on Monday, 3 March 2024.",
            "By then it was over",
            "Norwick 3, Millbrook 1",
            "Flour 500 g, water 300 ml",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
