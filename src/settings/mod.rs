//! What the user chose: files, editor settings, comments in the text.

use std::collections::BTreeMap;

use crate::extract;
use crate::rules::{Level, Profile, Selection};

/// The settings that hold for one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// How much is shown.
    pub profile: Profile,
    /// Rules that the user switched, by code.
    pub rules: BTreeMap<String, Level>,
    /// What the user tells the extraction.
    pub extraction: extract::Options,
    /// What stands in the text of an editor without being part of it.
    pub hints: Hints,
    /// What is too much to read.
    pub limits: Limits,
}

impl Settings {
    /// Which rules speak, and how loudly.
    pub fn selection(&self) -> Selection<'_> {
        Selection { profile: self.profile, levels: &self.rules }
    }
}

/// Which inlay hints an editor shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hints {
    /// The speaker of a quotation, where the reader cannot see the name beside it.
    pub speakers: bool,
    /// `⚑ no source` behind a claim that nobody stands behind.
    pub sources: bool,
    /// What a line of boilerplate is.
    pub boilerplate: bool,
    /// The most characters of a hint.
    pub max_length: usize,
}

impl Default for Hints {
    fn default() -> Self {
        Self { speakers: true, sources: true, boilerplate: true, max_length: 40 }
    }
}

/// What is too much to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// A larger document is not analysed in an editor.
    pub max_file_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_file_bytes: 4_000_000 }
    }
}
