//! Word lists. Each is one TSV beside this file, with its origin in the first line.

mod cues;
mod function_words;
mod inflection;

pub(crate) use cues::{Frames, VerbForm, characterising, cues};
pub(crate) use function_words::{Closed, closed_class};
pub(crate) use inflection::inflect;

/// The rows of a word list: its lines without the first, empty lines and comments (`#`), split at tabs.
pub(crate) fn rows(tsv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    tsv.lines()
        .skip(1)
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
        .map(|l| l.split('\t').map(str::trim).collect())
}
