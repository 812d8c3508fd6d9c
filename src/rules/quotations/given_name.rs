//! Given names of one person that are spelt in two ways.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::extract::lexicon;
use crate::text::{Lower, Span};

/// The spellings of one name have one number.
static SPELLINGS: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../../extract/lexicon/given-name-spellings.tsv")).enumerate();
    rows.flat_map(|(n, row)| row.into_iter().map(move |name| (name, n))).collect()
});

/// A given name that stands before a surname, with its places in the document.
pub(super) struct Given<'a> {
    pub(super) name: &'a str,
    pub(super) places: Vec<Span>,
}

/// The given names before one surname of which each is a spelling of one name: the one that stands more often first.
pub(super) fn spellings<'a>(given: impl Iterator<Item = (&'a str, Span)>) -> Option<[Given<'a>; 2]> {
    let mut all: Vec<Given<'_>> = Vec::new();
    for (name, place) in given {
        // Of three people with one surname, any two may be meant.
        match all.iter().position(|g| g.name == name) {
            Some(known) => all[known].places.push(place),
            None if all.len() == 2 => return None,
            None => all.push(Given { name, places: vec![place] }),
        }
    }
    let number = |g: &Given<'_>| SPELLINGS.get(g.name).copied();
    let [a, b] = <[Given<'_>; 2]>::try_from(all).ok()?;
    if number(&a).is_some() && number(&a) == number(&b) {
        return Some(if b.places.len() > a.places.len() { [b, a] } else { [a, b] });
    }
    let slips = [(&a, &b), (&b, &a)].map(|(main, odd)| slip(main, odd));
    match slips {
        [true, _] => Some([a, b]),
        [_, true] => Some([b, a]),
        _ => None,
    }
}

/// Whether a name that nobody bears, and that stands once, is a letter away from one that people do: Imram, Imran.
fn slip(main: &Given<'_>, odd: &Given<'_>) -> bool {
    /// Shorter names that differ by a letter are two.
    const SHORTEST: usize = 5;
    let letters = main.name.chars().count().min(odd.name.chars().count());
    let known = |name: &str| lexicon::first_name(name).is_some();
    letters >= SHORTEST
        && odd.places.len() == 1
        && known(main.name)
        && !known(odd.name)
        && odd.name.chars().skip(1).all(char::is_lowercase)
        && lexicon::common(&odd.name.lower()).is_none()
        && lexicon::place(odd.name).is_none()
        && strsim::osa_distance(main.name, odd.name) == 1
}
