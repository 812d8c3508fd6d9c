//! Word lists. Each is one TSV beside this file, with its origin in the first line.

mod cues;
mod function_words;
mod inflection;
mod patterns;
mod people;

use std::sync::OnceLock;

use regex::Regex;

pub(crate) use crate::text::rows;
pub(crate) use cues::{CueForm, Frames, VerbForm, characterising, cues, deed, passive_cue};
pub(crate) use function_words::{Closed, closed_class, closed_class_of};
pub(crate) use inflection::inflect;
pub(crate) use patterns::{Patterns, Plain};
pub(crate) use people::{
    Gender, PlaceWord, Role, Thing, WordClass, body, common, epithet, first_name, group, nickname, not_a_name,
    organization_name, organization_word, particle, place, role, thing, title,
};

/// A pattern of a word list, built when a text first needs it: most texts need few of a list, and building all takes
/// longer than reading them.
pub(crate) struct Pattern {
    text: String,
    built: OnceLock<Regex>,
}

impl Pattern {
    /// A pattern that is known to be sound.
    pub(crate) const fn new(text: String) -> Self {
        Self { text, built: OnceLock::new() }
    }

    /// The pattern, built.
    pub(crate) fn get(&self) -> &Regex {
        self.built.get_or_init(|| Regex::new(&self.text).expect("the patterns are fixed and tested"))
    }
}

/// A pattern with word borders of ASCII words, which the regex engine can scan for in any text without falling back to
/// its slow path, and with figures and letters as few ranges: the tables of Unicode make an automaton large and slow, and
/// each thread has its own. A letter is any character that is neither a mark nor a blank.
pub(crate) fn pattern(text: &str) -> String {
    const LETTERS: &str = r"A-Za-z\u{C0}-\u{1FFF}\u{2C00}-\u{2DFF}\u{3040}-\u{FEFE}";
    text.replace(r"\b", r"(?-u:\b)")
        .replace(r"\d", "[0-9]")
        .replace(r"\p{L}", &format!("[{LETTERS}]"))
        .replace(r"\w", &format!("[0-9_{LETTERS}]"))
        .replace(r"\W", &format!("[^0-9_{LETTERS}]"))
}
