//! Roles compared: "the Russian ambassador" and "the Russian ambassador in Kabul".

use std::collections::BTreeSet;

use crate::extract::lexicon::{
    Closed, PlaceWord, WordClass, closed_class, common, epithet, initial_capital, place, role,
};

/// A role in its parts, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Office {
    /// Its head noun, one for all its forms ("spokes", "senator").
    pub head: String,
    /// The words beside the head.
    words: BTreeSet<String>,
    /// Words that make it another office ("vice", "former").
    rank: BTreeSet<String>,
}

impl Office {
    /// Reads a role; none where no noun of it is one.
    pub fn read(text: &str) -> Option<Self> {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '’' && c != '\'')
            .map(|w| w.trim_end_matches("'s").trim_end_matches("’s").to_lowercase())
            .filter(|w| !w.is_empty())
            .map(|w| whole(&w))
            .collect();
        let core = words.iter().skip(1).position(|w| preposition(w)).map_or(words.len(), |i| i + 1);
        let at = words[..core]
            .iter()
            .rposition(|w| role(w).is_some_and(|r| !r.plural))
            .or_else(|| words.iter().position(|w| role(w).is_some_and(|r| !r.plural)))
            .or_else(|| words[..core].iter().rposition(|w| epithet(w)))?;
        let mut office = Office { head: general(&words[at]), words: BTreeSet::new(), rank: BTreeSet::new() };
        for (i, word) in words.into_iter().enumerate() {
            if i == at || closed_class(&word).is(Closed::FUNCTION) || matches!(word.as_str(), "s" | "current" | "new") {
                continue;
            }
            if i < core
                && matches!(
                    word.as_str(),
                    "vice"
                        | "deputy"
                        | "former"
                        | "ex"
                        | "prime"
                        | "assistant"
                        | "associate"
                        | "junior"
                        | "shadow"
                        | "lieutenant"
                        | "attorney"
                )
            {
                office.rank.insert(word);
            } else {
                office.words.insert(word);
            }
        }
        Some(office)
    }

    /// Whether somebody who holds `held` may be called this.
    pub fn fits(&self, held: &Office) -> bool {
        self.head == held.head && self.rank == held.rank && self.words.is_subset(&held.words)
    }

    /// Whether this may be said of somebody who holds `held` in other words: "the Vermont senator" of a senator, but not of
    /// the Texas senator, and "the minority leader" not of the majority leader.
    pub fn agrees(&self, held: &Office) -> bool {
        // "the Republican governor" may be the Indiana governor.
        let geography = |o: &Office, adjectives: bool| -> BTreeSet<String> {
            let of_place = |w: &&String| match place(&initial_capital(w)) {
                Some(PlaceWord::Adjective) => adjectives,
                Some(_) => !adjectives,
                None => false,
            };
            o.words.iter().filter(of_place).cloned().collect()
        };
        let nouns = |o: &Office| -> BTreeSet<String> {
            let says_what = |w: &&String| {
                place(&initial_capital(w)).is_none()
                    && !matches!(common(w), Some(WordClass::Adjective | WordClass::Number))
            };
            o.words.iter().filter(says_what).cloned().collect()
        };
        let apart = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            !a.is_empty() && !b.is_empty() && !a.is_subset(b) && !b.is_subset(a)
        };
        let leads = self.head == "leader"
            && matches!(&*held.head, "president" | "premier" | "minister" | "chancellor" | "monarch" | "dictator");
        let rank = |o: &Office| o.rank.iter().filter(|r| !past(r)).cloned().collect::<BTreeSet<_>>();
        (self.head == held.head && rank(self) == rank(held) && !apart(&nouns(self), &nouns(held)) || leads)
            && !apart(&geography(self, false), &geography(held, false))
            && !apart(&geography(self, true), &geography(held, true))
    }

    /// Whether the office is one that somebody had before.
    pub fn is_past(&self) -> bool {
        self.rank.iter().any(|r| past(r))
    }

    /// Whether words beside the noun say whose or where the office is.
    pub fn is_told(&self) -> bool {
        !self.words.is_empty() || !self.rank.is_empty()
    }
}

fn past(rank: &str) -> bool {
    matches!(rank, "former" | "ex")
}

fn preposition(word: &str) -> bool {
    matches!(word, "of" | "at" | "for" | "in" | "with" | "from" | "on" | "to" | "who" | "by" | "and")
}

/// The noun behind the abbreviation of a title.
fn whole(word: &str) -> String {
    match word {
        "sen" => "senator",
        "rep" => "representative",
        "gov" => "governor",
        "gen" => "general",
        "col" => "colonel",
        "lt" => "lieutenant",
        "capt" => "captain",
        "sgt" => "sergeant",
        "pres" => "president",
        "prof" => "professor",
        "amb" => "ambassador",
        "det" => "detective",
        "rev" => "reverend",
        _ => word,
    }
    .to_string()
}

/// One word for the forms of a role that name the same.
fn general(word: &str) -> String {
    for (ending, head) in [("woman", ""), ("man", ""), ("person", "")] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() > 3
        {
            return format!("{stem}{head}");
        }
    }
    match word {
        "attorney" | "solicitor" | "barrister" => "lawyer",
        "justice" => "judge",
        "adviser" => "advisor",
        "organiser" => "organizer",
        "counsellor" => "counselor",
        "chief executive" => "ceo",
        "pontiff" => "pope",
        // "the king" is no queen, by the pronoun.
        "king" | "queen" => "monarch",
        "sheik" => "sheikh",
        _ => word,
    }
    .to_string()
}
