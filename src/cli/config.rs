//! The settings that hold for an article.

use std::io;
use std::path::{Path, PathBuf};

use super::args::ConfigArgs;
use super::failure::Failure;
use crate::rules::{self, Profile};
use crate::settings::{Settings, file};

/// Where settings come from, with the command line on top.
pub(super) struct Config {
    file: Option<PathBuf>,
    profile: Option<Profile>,
    /// The only rules that speak, where there are any.
    rules: Vec<String>,
}

impl Config {
    pub(super) fn new(args: &ConfigArgs) -> Self {
        Self { file: args.config.clone(), profile: args.profile.map(Into::into), rules: Vec::new() }
    }

    /// Lets only the rules of these codes speak, where there are any.
    pub(super) fn only(self, codes: Vec<String>) -> Result<Self, Vec<Failure>> {
        let unknown: Vec<_> = codes.iter().filter(|c| rules::rule(c).is_none()).collect();
        if unknown.is_empty() {
            return Ok(Self { rules: codes, ..self });
        }
        Err(unknown.into_iter().map(|c| Failure::unknown_rule(c)).collect())
    }

    /// Settings from a file, or from the ones at or above each article.
    pub(super) fn of_file(file: Option<PathBuf>) -> Self {
        Self { file, profile: None, rules: Vec::new() }
    }

    /// The settings for an article at `path`; all that is wrong with its settings file where that cannot be used.
    pub(super) fn settings(&self, path: &Path) -> Result<Settings, Vec<Failure>> {
        if let Some(missing) = self.file.as_deref().filter(|f| !f.exists() && !f.is_symlink()) {
            return Err(vec![Failure::reading(missing, &io::ErrorKind::NotFound.into())]);
        }
        let (mut settings, problems) = file::settings(path, self.file.as_deref(), None);
        if !problems.is_empty() {
            return Err(problems.iter().map(|p| Failure::new(p.to_string())).collect());
        }
        if let Some(profile) = self.profile {
            settings.profile = profile;
        }
        if !self.rules.is_empty() {
            settings = settings.only(&self.rules.iter().map(String::as_str).collect::<Vec<_>>());
        }
        Ok(settings)
    }
}
