//! What the user chose: files, editor settings, comments in the text.

use std::collections::BTreeMap;

use crate::extract;
use crate::rules::{Level, Profile};

/// The settings that hold for one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// How much is shown.
    pub profile: Profile,
    /// Rules that the user switched, by code.
    pub rules: BTreeMap<String, Level>,
    /// What the user tells the extraction.
    pub extraction: extract::Options,
}
