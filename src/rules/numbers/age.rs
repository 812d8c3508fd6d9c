//! How old people are, as it is written.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::extract::lexicon::{self, Closed, Gender, WordClass};
use crate::text::Span;

/// Somebody's age in a text, in bytes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Age {
    /// The name or the noun of whose age it is.
    pub(super) whose: Span,
    pub(super) years: Span,
    pub(super) form: Form,
}

/// How an age stands beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Form {
    /// “Ann Lee, 41,”
    Comma,
    /// “Ann Lee (41)”
    Bracket,
    /// “Ann Lee, who is 41,”, “Ann Lee, a 41-year-old teacher”
    Clause,
    /// “the 41-year-old teacher Ann Lee”
    Before,
}

const YEARS: &str = r"(?P<years>[1-9]\d?|1[01]\d)";

/// Names with ages, each with what a text must hold for it: a pattern takes memory from its first search on.
static NAMED: LazyLock<[(Form, &str, Regex); 6]> = LazyLock::new(|| {
    let word = r"\p{Lu}[\p{L}'’-]+";
    let full = format!(r"{word}(?: \p{{Lu}}\.)?(?: {word}){{1,2}}");
    let name = format!(r"(?P<whose>{word}(?:(?: \p{{Lu}}\.)?(?: {word}){{1,2}})?)");
    let new = |form, needed, text: String| (form, needed, lexicon::regex(&text));
    [
        new(Form::Comma, ", ", format!(r"\b{name}, (?:aged? )?{YEARS}(?:,|\.$|\. )")),
        new(Form::Bracket, " (", format!(r"\b{name} \((?:aged? )?{YEARS}\)")),
        new(Form::Clause, ", who is ", format!(r"\b{name}, who is {YEARS}(?:,|\.$|\. | and )")),
        new(
            Form::Clause,
            "year",
            format!(r"\b(?P<whose>{full}), an? {YEARS}[-‑ ]years?[-‑ ]old(?:[,.]| (?:\p{{Ll}}|\p{{Lu}}))"),
        ),
        new(
            Form::Clause,
            "died ",
            format!(r"\b(?P<whose>{full})(?:, [^,.;:“”]{{3,60}},)? (?:has )?died (?:aged|at the age of) {YEARS}\b"),
        ),
        new(
            Form::Before,
            "year",
            format!(r"\b{YEARS}[-‑ ]years?[-‑ ]old (?P<between>(?:\p{{Ll}}[\p{{L}}-]* ){{0,2}})(?P<whose>{full})\b"),
        ),
    ]
});

/// The ages behind and before names, in the order of the text.
pub(super) fn named(text: &str) -> Vec<Age> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let mut all: Vec<Age> = Vec::new();
    for (form, _, pattern) in NAMED.iter().filter(|(_, needed, _)| text.contains(needed)) {
        let told = |found: &Captures<'_>| found.name("between").is_none_or(|words| describes(words.as_str()));
        all.extend(pattern.captures_iter(text).filter(told).filter_map(|found| read(&found, *form)));
    }
    all.sort_by_key(|age| age.years.start());
    all
}

fn read(found: &Captures<'_>, form: Form) -> Option<Age> {
    Some(Age {
        whose: found.name("whose")?.range().into(),
        years: found.name("years").or_else(|| found.name("aged"))?.range().into(),
        form,
    })
}

/// Whether the words between an age and a name say what the bearer is: “teacher”, not “brother of”.
fn describes(words: &str) -> bool {
    words.split_whitespace().all(|word| {
        let noun = matches!(lexicon::common(word), None | Some(WordClass::Noun | WordClass::Adjective));
        !lexicon::closed_class(word).is(Closed::FUNCTION) && (noun || lexicon::role(word).is_some())
    })
}

/// Ages that stand for a person who was named before: “the 41-year-old left”.
pub(super) fn again(text: &str) -> impl Iterator<Item = Span> {
    static AGAIN: LazyLock<Regex> = LazyLock::new(|| {
        let behind =
            r"(?:['’]s\b|[,.]| (?:was|is|has|had|who|said|told|will|scored|won|joined|left|admitted|denied|denies)\b)";
        lexicon::regex(&format!(r"\b[Tt]he {YEARS}-year-old{behind}"))
    });
    AGAIN.captures_iter(text).filter_map(|found| Some(Span::from(found.name("years")?.range())))
}

/// Ages of people who are called by a noun or a name: “a widow aged 81”, “Man, 34, jailed”, “12-year-old girl”.
static CALLED: LazyLock<[(Form, Regex); 2]> = LazyLock::new(|| {
    let new = |form, text: String| (form, lexicon::regex(&text));
    [
        new(
            Form::Comma,
            format!(
                r"(?P<whose>\p{{L}}[\p{{L}}'’-]+)(?:, {YEARS}(?:,|\.|$)|,? aged (?P<aged>[1-9]\d?|1[01]\d)(?:,|\.|$| ))"
            ),
        ),
        new(Form::Before, format!(r"(?i)\b{YEARS}[-‑ ]years?[-‑ ]old (?P<whose>\p{{L}}[\p{{L}}-]*)")),
    ]
});

/// The ages of people who are called by a noun or a name, in the order of the text.
pub(super) fn called(text: &str) -> Vec<Age> {
    let mut all: Vec<Age> = Vec::new();
    for (form, pattern) in &*CALLED {
        all.extend(pattern.captures_iter(text).filter_map(|found| read(&found, *form)));
    }
    all.retain(|age| {
        let word = age.whose.of(text);
        let name = age.form == Form::Comma && word.starts_with(char::is_uppercase) && !lexicon::not_a_name(word);
        name && lexicon::place(word).is_none() || lexicon::role(&word.to_lowercase()).is_some()
    });
    all.sort_by_key(|age| age.years.start());
    all.dedup_by_key(|age| age.years);
    all
}

/// The pronoun of whoever is called by the last word of `before`, where the noun or the given name tells it.
pub(super) fn gender(before: &str) -> Option<Gender> {
    let mut words = before.rsplit(|c: char| c.is_whitespace());
    let last = words.next()?;
    if let Some(role) = lexicon::role(&last.to_lowercase()) {
        return role.gender;
    }
    words.take(2).find_map(|word| lexicon::first_name(word).flatten())
}

/// Whether two ages may be meant to be one, at most so many years apart. Their digits may have changed places, too.
pub(super) fn near(a: &str, b: &str, most: f64) -> bool {
    let years = |age: &str| age.parse::<f64>().unwrap_or_default();
    (years(a) - years(b)).abs() <= most || a.chars().rev().eq(b.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_they_are_written() {
        for (text, wanted) in [
            ("Ann Lee, 41, and Jo Ray (52) came.", vec![("Ann Lee", "41"), ("Jo Ray", "52")]),
            ("Ann Lee, who is 41, left with Lee, aged 12.", vec![("Ann Lee", "41"), ("Lee", "12")]),
            ("The 41-year-old teacher Ann Lee left.", vec![("Ann Lee", "41")]),
            ("Ann Lee, a 41-year-old from Hull, left.", vec![("Ann Lee", "41")]),
            ("The 12-year-old son of Ann Lee left.", vec![]),
            ("A 12-year-old told Ann Lee so.", vec![]),
            ("Lee (41) and the 300-year-old oak", vec![("Lee", "41")]),
            ("Ann Lee, who wrote The Weir, has died aged 91.", vec![("Ann Lee", "91")]),
        ] {
            let found: Vec<_> = named(text).iter().map(|a| (a.whose.of(text), a.years.of(text))).collect();
            assert_eq!(found, wanted, "{text}");
        }
        for (text, wanted) in [
            ("Widow, 81, wins", vec![("Widow", "81")]),
            ("A widow aged 83 has won.", vec![("widow", "83")]),
            ("12-year-old girl saves dog aged 9", vec![("girl", "12")]),
            ("On Monday, 12 people met in Hull, 14 others in Leeds", vec![]),
        ] {
            let found: Vec<_> = called(text).iter().map(|a| (a.whose.of(text), a.years.of(text))).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
