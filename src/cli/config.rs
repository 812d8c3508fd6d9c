//! The settings that hold for an article.

use std::path::{Path, PathBuf};

use super::args::ConfigArgs;
use super::failure::Failure;
use crate::rules::Profile;
use crate::settings::{Settings, file};

/// Where settings come from, with the command line on top.
pub(super) struct Config {
    file: Option<PathBuf>,
    profile: Option<Profile>,
}

impl Config {
    pub(super) fn new(args: &ConfigArgs) -> Self {
        Self { file: args.config.clone(), profile: args.profile.map(Into::into) }
    }

    /// Settings from a file, or from the ones at or above each article.
    pub(super) fn of_file(file: Option<PathBuf>) -> Self {
        Self { file, profile: None }
    }

    /// The settings for an article at `path`; all that is wrong with its settings file where that cannot be used.
    pub(super) fn settings(&self, path: &Path) -> Result<Settings, Vec<Failure>> {
        let (mut settings, problems) = file::settings(path, self.file.as_deref(), None);
        if !problems.is_empty() {
            return Err(problems.iter().map(|p| Failure::new(p.to_string())).collect());
        }
        if let Some(profile) = self.profile {
            settings.profile = profile;
        }
        Ok(settings)
    }
}
