use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::glob::Glob;
use crate::extract;
use crate::rules::{Level, Profile};

/// Settings of whosaid.
///
/// Written in `whosaid.toml` at or above an article, and under `whosaid` in the settings of an editor. The file wins
/// over the editor for what a team shares: profile, rules, names and boilerplate phrases. The editor wins for the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "whosaid.toml")]
pub(super) struct Config {
    /// How much is shown.
    pub(super) profile: Profile,
    /// What to do with single rules, whatever the profile.
    pub(super) rules: BTreeMap<String, Level>,
    /// Other settings for some of the articles. Where several hold for one, the last wins.
    pub(super) overrides: Vec<Override>,
    /// People and bodies that the articles speak of.
    pub(super) names: Vec<Name>,
    /// What is no part of an article.
    pub(super) boilerplate: Boilerplate,
    /// When an editor shows what is found, and where.
    pub(super) diagnostics: Diagnostics,
    /// Which inlay hints an editor shows.
    pub(super) hints: Hints,
    /// What is too much to read.
    pub(super) limits: Limits,
}

/// Settings for some of the articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Override {
    /// Which articles: paths below the folder of `whosaid.toml`, such as `opinion/**` or `*.draft.md`. One without a
    /// slash holds in every folder.
    pub(super) paths: Vec<Glob>,
    /// How much is shown there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Profile")]
    pub(super) profile: Option<Profile>,
    /// What to do with single rules there.
    #[serde(default)]
    pub(super) rules: BTreeMap<String, Level>,
}

/// A person or body that the articles speak of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Name {
    /// The name to show.
    pub(super) name: String,
    /// Other forms of the name.
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    /// Their roles, as an article may word them.
    #[serde(default)]
    pub(super) roles: Vec<String>,
    /// Names that look alike and are never the same speaker.
    #[serde(default)]
    pub(super) never: Vec<String>,
}

impl From<Name> for extract::KnownName {
    fn from(name: Name) -> Self {
        Self { name: name.name, aliases: name.aliases, roles: name.roles, never: name.never }
    }
}

/// What is no part of an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Boilerplate {
    /// Phrases that mark a line as boilerplate, compared without case.
    pub(super) phrases: Vec<String>,
}

/// When an editor shows what is found, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Diagnostics {
    /// What is shown on the sentence that is being written.
    pub while_typing: WhileTyping,
    /// Give findings of files that are not open to an editor that asks for those of the whole workspace.
    pub workspace: bool,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self { while_typing: WhileTyping::default(), workspace: true }
    }
}

/// What is shown on the sentence that is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhileTyping {
    /// New findings wait until the sentence ends, the cursor leaves it or the writer pauses.
    #[default]
    Quiet,
    /// Every finding at once.
    Show,
}

/// Which inlay hints an editor shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Hints {
    /// Show the speaker of a quotation where the reader cannot see the name beside it.
    pub speakers: bool,
    /// Show `⚑ no source` behind a claim that nobody stands behind.
    pub sources: bool,
    /// Show what a line of boilerplate is.
    pub boilerplate: bool,
    /// The most characters of a hint.
    #[schemars(range(min = 4, max = 1000))]
    pub max_length: usize,
}

impl Default for Hints {
    fn default() -> Self {
        Self { speakers: true, sources: true, boilerplate: true, max_length: 40 }
    }
}

/// What is too much to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// The most bytes of a document that an editor has analysed.
    #[schemars(range(min = 1))]
    pub max_file_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_file_bytes: 4_000_000 }
    }
}
