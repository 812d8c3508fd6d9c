//! What the user chose: `whosaid.toml`, the settings of an editor, and the findings put aside in
//! `.whosaid/ignored.json`. (Comments in the text are read by [`rules::Directives`](crate::rules::Directives).)
//!
//! Settings are written in layers: a [`Layer`] is read from a file or from an editor, with the [`Problem`]s of those
//! settings that cannot be used, and [`Settings::merge`] puts both together.

mod config;
pub mod file;
mod glob;
pub mod ignored;
mod layer;
mod problem;
mod schema;
mod write;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub use config::{Diagnostics, Hints, Limits, WhileTyping};
pub use ignored::Ignored;
pub use layer::Layer;
pub use problem::Problem;
pub use schema::{editor_properties, schema};
pub use write::{replace, write};

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
    /// When an editor shows what is found, and where.
    pub diagnostics: Diagnostics,
    /// Which inlay hints an editor shows.
    pub hints: Hints,
    /// What is too much to read.
    pub limits: Limits,
    /// The findings of this document that were put aside.
    pub ignored: Arc<Ignored>,
}

impl Settings {
    /// Puts together what a file says for a team and what an editor says for a person.
    ///
    /// The file wins for `profile`, `rules` (one by one), `names` (by name) and `boilerplate` (both lists hold); the
    /// editor wins for `diagnostics`, `hints` and `limits`, field by field.
    pub fn merge(file: Option<&Layer>, editor: Option<&Layer>) -> Self {
        Self::merge_for(None, file, editor)
    }

    /// The same for one document, by its path below the folder of the file, whose `overrides` may name it.
    pub fn merge_for(path: Option<&Path>, file: Option<&Layer>, editor: Option<&Layer>) -> Self {
        let mut config = layer::merge(file, editor);
        for other in config.overrides {
            if path.is_some_and(|path| other.paths.iter().any(|glob| glob.holds(path))) {
                config.profile = other.profile.unwrap_or(config.profile);
                config.rules.extend(other.rules);
            }
        }
        Self {
            profile: config.profile,
            rules: config.rules,
            extraction: extract::Options {
                names: config.names.into_iter().map(Into::into).collect(),
                boilerplate_phrases: config.boilerplate.phrases,
            },
            diagnostics: config.diagnostics,
            hints: config.hints,
            limits: config.limits,
            ignored: Arc::default(),
        }
    }

    /// How much is taken for boilerplate.
    pub fn reach(&self) -> extract::Reach {
        match self.profile {
            Profile::Quiet => extract::Reach::Surest,
            Profile::Default => extract::Reach::Precise,
            Profile::Strict => extract::Reach::All,
        }
    }

    /// Which rules speak, and how loudly.
    pub fn selection(&self) -> Selection<'_> {
        Selection { profile: self.profile, levels: &self.rules }
    }

    /// The same with every rule silent but those of `codes`, which speak whatever the profile.
    pub fn only(mut self, codes: &[&str]) -> Self {
        for rule in crate::rules::RULES {
            let level = self.rules.remove(rule.code).filter(|&l| l != Level::Off).unwrap_or(Level::On);
            let level = if codes.contains(&rule.code) { level } else { Level::Off };
            self.rules.insert(rule.code.to_owned(), level);
        }
        self
    }
}
