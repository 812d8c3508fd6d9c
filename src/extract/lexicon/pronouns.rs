//! Pronouns.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::{initial_capital, rows};

/// A pronoun that may stand for a speaker, by its subject form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pronoun {
    I,
    You,
    We,
    He,
    She,
    It,
    They,
    Who,
}

static PRONOUNS: LazyLock<FxHashMap<&'static str, Pronoun>> = LazyLock::new(|| {
    let pronoun = |word: &str| match word {
        "i" => Pronoun::I,
        "you" => Pronoun::You,
        "we" => Pronoun::We,
        "he" => Pronoun::He,
        "she" => Pronoun::She,
        "it" => Pronoun::It,
        "they" => Pronoun::They,
        _ => Pronoun::Who,
    };
    rows(include_str!("pronouns.tsv"))
        .filter(|r| r.len() > 1)
        .flat_map(|r| r[1].split(' ').map(move |form| (form, pronoun(r[0]))))
        .collect()
});

/// Those of the first person, as they are written.
static FIRST_PERSON: LazyLock<FxHashMap<String, Pronoun>> = LazyLock::new(|| {
    let own = PRONOUNS.iter().filter(|(_, p)| matches!(p, Pronoun::I | Pronoun::We));
    let forms = own.flat_map(|(&form, &p)| [(initial_capital(form), p), (String::from(form), p)]);
    // "i" numbers a list, coal comes from a mine, and "Us" is a country in a headline.
    forms.filter(|(form, _)| !matches!(&**form, "i" | "mine" | "Mine" | "Us")).collect()
});

/// A pronoun that may stand for a speaker, in lower case and of any form.
pub(crate) fn pronoun(lower: &str) -> Option<Pronoun> {
    PRONOUNS.get(lower).copied()
}

/// Whether a word, as it is written, is one by which people mean themselves, alone ([`Pronoun::I`]) or with others
/// ([`Pronoun::We`]). What may be another word as well is none.
pub(crate) fn first_person(written: &str) -> Option<Pronoun> {
    FIRST_PERSON.get(written).copied()
}
