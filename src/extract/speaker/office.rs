//! Roles compared: "the Russian ambassador" and "the Russian ambassador in Kabul".

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::extract::lexicon::{
    Closed, PlaceWord, WordClass, WordSet, closed_class, common, epithet, initial_capital, place, role, rows,
};
use crate::text::Lower;

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
        let lower = text.lower();
        let words = lower
            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '’' && c != '\'')
            .map(|w| w.trim_end_matches("'s").trim_end_matches("’s"))
            .filter(|w| !w.is_empty())
            .collect();
        let words = folded(words);
        let core = words.iter().skip(1).position(|w| preposition(w)).map_or(words.len(), |i| i + 1);
        let at = words[..core]
            .iter()
            .rposition(|w| role(w).is_some_and(|r| !r.plural))
            .or_else(|| words.iter().position(|w| role(w).is_some_and(|r| !r.plural)))
            .or_else(|| words[..core].iter().rposition(|w| epithet(w)))?;
        let mut office = Office { head: general(words[at]), words: BTreeSet::new(), rank: BTreeSet::new() };
        // "the prime minister's spokesman" is no prime spokesman.
        let owner = lower.rfind("'s ").or_else(|| lower.rfind("’s ")).map_or("", |i| &lower[..i]);
        let owned = |word: &str| owner.split(' ').any(|w| w == word);
        for (i, word) in words.into_iter().enumerate() {
            if i == at || closed_class(word).is(Closed::FUNCTION) || matches!(word, "s" | "current" | "new") {
                continue;
            }
            let beside =
                if i < core && WordSet::Rank.has(word) && !owned(word) { &mut office.rank } else { &mut office.words };
            beside.insert(word.to_owned());
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
        let leads = self.head == "leader" && WordSet::Ruler.has(&held.head);
        let rank = |o: &Office| o.rank.iter().filter(|r| !past(r)).cloned().collect::<BTreeSet<_>>();
        (self.head == held.head && rank(self) == rank(held) && !apart(&nouns(self), &nouns(held)) || leads)
            && !apart(&geography(self, false), &geography(held, false))
            && !apart(&geography(self, true), &geography(held, true))
    }

    /// Whether the office is one that somebody had before.
    pub fn is_past(&self) -> bool {
        self.rank.iter().any(|r| past(r))
    }

    /// Whether it is that of a prime minister.
    pub fn is_premier(&self) -> bool {
        self.head == "minister" && self.rank.contains("prime")
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

/// Words of offices by the word for the same, and whether that holds of the head noun only.
struct Synonyms {
    one: FxHashMap<&'static str, (&'static str, bool)>,
    /// Those of several words, by the first of them, the longest first.
    several: FxHashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>,
}

static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(|| {
    let (mut one, mut several) = (FxHashMap::default(), FxHashMap::<_, Vec<_>>::default());
    for row in rows(include_str!("../lexicon/office-synonyms.tsv")).filter(|r| r.len() > 2) {
        let words: Vec<&str> = row[0].split(' ').collect();
        if words.len() == 1 {
            one.insert(row[0], (row[1], row[2] == "head"));
        } else {
            several.entry(words[0]).or_default().push((words, row[1]));
        }
    }
    several.values_mut().for_each(|forms| forms.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    Synonyms { one, several }
});

/// The words of an office with one word for what several name ("chief executive", "sen").
fn folded(words: Vec<&str>) -> Vec<&str> {
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let begins = |(form, _): &&(Vec<&str>, &str)| words[at..].starts_with(form);
        if let Some((form, office)) = SYNONYMS.several.get(word).and_then(|forms| forms.iter().find(begins)) {
            out.push(*office);
            at += form.len();
            continue;
        }
        out.push(match SYNONYMS.one.get(word) {
            Some((office, false)) => office,
            _ => word,
        });
        at += 1;
    }
    out
}

/// One word for the forms of a role that name the same.
fn general(word: &str) -> String {
    let endings = ["woman", "man", "person"];
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.len() > 3);
    let synonym = || SYNONYMS.one.get(word).map_or(word, |(office, _)| office);
    stem.unwrap_or_else(synonym).to_owned()
}
