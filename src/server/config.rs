//! The settings of each document.

use std::path::Path;
use std::sync::Arc;

use crate::settings::Settings;

/// The settings of the editor and of the files.
#[derive(Default)]
pub(super) struct Config {}

impl Config {
    /// The settings that hold for a document.
    pub(super) fn settings(&self, _path: Option<&Path>) -> Arc<Settings> {
        Arc::default()
    }
}
