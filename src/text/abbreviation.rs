use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::table::rows;

/// Where an abbreviation stands, which decides whether its stop can end a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Before a name (`Dr.`). Never ends a sentence.
    BeforeName,
    /// Before another word (`e.g.`). Never ends a sentence.
    BeforeWord,
    /// Before a figure (`No. 5`), and only there.
    BeforeNumber,
    /// After a name (`Inc.`, `Jr.`).
    AfterName,
    /// A month or a day of the week (`Sept. 11`).
    Month,
    /// A state or a country, and any other letters with stops (`U.S.`, `Calif.`).
    Place,
    /// A time of day (`a.m.`).
    Time,
    /// At the end of a list (`etc.`).
    Last,
    /// The first letter of a name (`J.`).
    Initial,
}

/// The longest form in the list, in bytes.
const LONGEST: usize = 8;

/// The list by its forms in lower case, and whether a form needs a capital.
static LIST: LazyLock<FxHashMap<String, (Abbreviation, bool)>> = LazyLock::new(|| {
    let mut list = FxHashMap::default();
    for row in rows(include_str!("abbreviations.tsv")) {
        let [form, place] = row[..] else { continue };
        let place = match place {
            "before-name" => Abbreviation::BeforeName,
            "before-word" => Abbreviation::BeforeWord,
            "before-number" => Abbreviation::BeforeNumber,
            "after-name" => Abbreviation::AfterName,
            "month" => Abbreviation::Month,
            "place" => Abbreviation::Place,
            "time" => Abbreviation::Time,
            "last" => Abbreviation::Last,
            _ => continue,
        };
        list.insert(form.to_lowercase(), (place, form.starts_with(char::is_uppercase)));
    }
    list
});

impl Abbreviation {
    /// What the list says of `word`, which is written without its last stop.
    pub(super) fn of(word: &str) -> Option<Self> {
        let mut buffer = [0; LONGEST];
        let lower = buffer.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let &(place, capital) = LIST.get(str::from_utf8(lower).ok()?)?;
        // A form with a capital needs one, and a letter that is an abbreviation is an initial when it has one.
        let fits = word.starts_with(char::is_uppercase);
        (if word.len() == 1 { capital == fits } else { fits || !capital }).then_some(place)
    }

    /// What a token that keeps its stop is.
    pub(super) fn of_token(token: &str) -> Option<Self> {
        let word = token.strip_suffix('.').filter(|w| w.starts_with(char::is_alphabetic))?;
        Some(match Self::of(word) {
            Some(place) => place,
            None if word.chars().nth(1).is_none() => Self::Initial,
            None => Self::Place,
        })
    }
}
