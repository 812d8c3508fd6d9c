use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Finding;
use crate::extract::{BlockExtraction, Extraction};
use crate::text::{Block, Format};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// Worth a look.
    Information,
    /// Worth mending.
    Warning,
    /// Surely wrong.
    Error,
}

/// How much is shown.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Only what is surely wrong.
    Quiet,
    /// What is precise.
    #[default]
    Default,
    /// Everything, for fact-checking.
    Strict,
}

/// What a user sets for one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Never shown.
    Off,
    /// Shown with its own severity, whatever the profile.
    On,
    /// Shown as a hint.
    Hint,
    /// Shown as information.
    Information,
    /// Shown as a warning.
    Warning,
    /// Shown as an error.
    Error,
}

/// The room of the catalogue that a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// What can be checked.
    Claims,
    /// On whose word.
    Sources,
    /// Who says it; the only rules that speak inside a quotation.
    Quotations,
    /// When.
    Dates,
    /// How many.
    Numbers,
    /// What is not finished.
    Unfinished,
    /// What is no part of the article.
    Boilerplate,
}

/// An example of a rule's page; it runs as a test.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// A short text. `⟦` and `⟧` stand around each place that the rule marks; a good example has none.
    pub text: &'static str,
    /// Its markup.
    pub format: Format,
    /// What the reader should see in it.
    pub note: &'static str,
}

/// A rule, declared once: its page, settings, metadata and tests are made from this.
pub struct Rule {
    /// Its name, for good: `unattributed-claim`.
    pub code: &'static str,
    /// One line: what it finds.
    pub title: &'static str,
    /// Its room.
    pub group: Group,
    /// How much its findings weigh.
    pub severity: Severity,
    /// The quietest profile that shows it.
    pub profile: Profile,
    /// Why it matters and what would make it go away, in Markdown.
    pub explanation: &'static str,
    /// The practice it comes from, as Markdown links.
    pub practice: &'static [&'static str],
    /// Texts that it marks.
    pub bad: &'static [Example],
    /// Texts that it leaves alone.
    pub good: &'static [Example],
    /// Finds its places.
    pub check: fn(&Context<'_>, &mut Vec<Finding>),
}

/// What a rule reads.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The document.
    pub text: &'a str,
    /// Its markup.
    pub format: Format,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// What each block says by itself.
    pub parts: &'a [Arc<BlockExtraction>],
    /// What the article says.
    pub extraction: &'a Extraction,
    /// How much is shown.
    pub profile: Profile,
}
