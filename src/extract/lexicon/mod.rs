//! Word lists. Each is one TSV beside this file, with its origin in the first line.

mod cues;
mod function_words;
mod inflection;
mod patterns;
mod people;
mod pronouns;
mod word_sets;

use std::sync::OnceLock;

use regex::Regex;

pub(crate) use crate::text::{particle, rows};
pub(crate) use cues::{
    CueForm, Frames, Naming, VerbForm, characterising, cues, deed, deed_before_noun, naming, passive_cue,
};
pub(crate) use function_words::{Closed, closed_class, closed_class_of};
pub(crate) use inflection::inflect;
pub(crate) use patterns::{Patterns, Plain};
pub(crate) use people::{
    Gender, Noun, PlaceWord, Role, Standing, Thing, WordClass, body, brand, common, epithet, first_name, group,
    has_fields, honour, initial_capital, nickname, not_a_name, noun, office_word, organization_name, organization_word,
    place, role, standing, thing, title, trade,
};
pub(crate) use pronouns::{Pronoun, first_person, pronoun};
pub(crate) use word_sets::WordSet;

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

/// A pattern that is known to be sound, built; see [`pattern`].
pub(crate) fn regex(text: &str) -> Regex {
    Regex::new(&pattern(text)).expect("the patterns are fixed and tested")
}

/// A pattern with word borders of ASCII words, which the regex engine can scan for in any text without falling back to
/// its slow path, and with figures and letters as few ranges: the tables of Unicode make an automaton large and slow, and
/// each thread has its own. A letter is any character that is neither a mark nor a blank, and a capital is one of Latin,
/// Greek or Cyrillic, or any letter of extended Latin, where the cases alternate.
///
/// A class of all letters is the same in either case, and says so: to fold its ranges takes a millisecond.
pub(crate) fn pattern(text: &str) -> String {
    const LETTERS: &str = r"A-Za-z\u{C0}-\u{1FFF}\u{2C00}-\u{2DFF}\u{3040}-\u{FEFE}";
    const CAPITALS: &str =
        r"A-Z\u{C0}-\u{D6}\u{D8}-\u{DE}\u{100}-\u{24F}\u{386}-\u{3AB}\u{400}-\u{42F}\u{1E00}-\u{1EFF}";
    let mut out = String::with_capacity(2 * text.len());
    // Where the class in brackets began, and whether it holds all letters.
    let mut class: Option<(usize, bool)> = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let escaped = rest.chars().nth(1).filter(|_| c == '\\');
        let len = match escaped {
            Some('p') => rest.find('}').map_or(2, |end| end + 1),
            Some(e) => 1 + e.len_utf8(),
            None => c.len_utf8(),
        };
        let piece = &rest[..len];
        rest = &rest[len..];
        let letters = match piece {
            r"\w" => format!("[0-9_{LETTERS}]"),
            r"\W" => format!("[^0-9_{LETTERS}]"),
            r"\p{L}" => format!("[{LETTERS}]"),
            r"\p{Lu}" => format!("[{CAPITALS}]"),
            _ => String::new(),
        };
        match (piece, &mut class) {
            (_, Some((_, all))) if !letters.is_empty() => {
                out.push_str(&letters);
                *all = true;
            }
            (_, None) if !letters.is_empty() => out.push_str(&format!("(?-i:{letters})")),
            (r"\b", None) => out.push_str(r"(?-u:\b)"),
            (r"\d", _) => out.push_str("[0-9]"),
            ("[", None) => {
                class = Some((out.len(), false));
                out.push('[');
            }
            ("]", Some((start, all))) => {
                out.push(']');
                if *all {
                    out.insert_str(*start, "(?-i:");
                    out.push(')');
                }
                class = None;
            }
            _ => out.push_str(piece),
        }
    }
    out
}
