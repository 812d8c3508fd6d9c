use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Context, Finding, Manuscript, Source};
use crate::text::{Format, Span};

/// How much a finding weighs.
///
/// A rule's own severity follows one question: may the text go out like this? A warning says that it should not (a
/// mark is missing, a line of the page was pasted along); `whosaid check` fails on it. Information asks for a decision
/// that only a person can take (an unnamed source). A hint marks what ordinary news is full of.
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

impl Profile {
    /// The profiles that show no more than this one, and it, the quietest first.
    pub fn up_to(most: Self) -> impl Iterator<Item = Self> {
        [Self::Quiet, Self::Default, Self::Strict].into_iter().filter(move |&profile| profile <= most)
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Quiet => "quiet",
            Self::Default => "default",
            Self::Strict => "strict",
        })
    }
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
    /// What is said to whosaid itself.
    Comments,
}

impl Severity {
    /// Its name, as written in settings and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Level {
    /// The severity that findings get at this level; `None` when the rule is off.
    pub const fn severity(self, rule: &Rule) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::On => Some(rule.severity),
            Self::Hint => Some(Severity::Hint),
            Self::Information => Some(Severity::Information),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

impl Group {
    /// Its name, as written in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Claims => "claims",
            Self::Sources => "sources",
            Self::Quotations => "quotations",
            Self::Dates => "dates",
            Self::Numbers => "numbers",
            Self::Unfinished => "unfinished",
            Self::Boilerplate => "boilerplate",
            Self::Comments => "comments",
        }
    }
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

impl Example {
    /// An example in plain text.
    pub const fn plain(text: &'static str, note: &'static str) -> Self {
        Self { text, format: Format::Plain, note }
    }

    /// An example in Markdown.
    pub const fn markdown(text: &'static str, note: &'static str) -> Self {
        Self { text, format: Format::Markdown, note }
    }

    /// An example in HTML.
    pub const fn html(text: &'static str, note: &'static str) -> Self {
        Self { text, format: Format::Html, note }
    }
}

/// How a rule finds its places.
#[derive(Clone, Copy)]
pub enum Check {
    /// In the blocks, each of which tells enough by itself, and the lines of the page between them.
    Text(fn(&Manuscript<'_>, &mut Vec<Finding>)),
    /// In the source, by its markup.
    Source(fn(&Source<'_>, &mut Vec<Finding>)),
    /// With what the article says as a whole.
    Article(fn(&Context<'_>, &mut Vec<Finding>)),
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
    pub check: Check,
}

impl Rule {
    /// A finding of this rule at `span` of the document, with the rule's own severity.
    pub fn finding(&'static self, span: Span, message: impl Into<String>) -> Finding {
        Finding {
            rule: self,
            severity: self.severity,
            span,
            message: message.into(),
            evidence: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Where its page can be read.
    pub fn href(&self) -> String {
        format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), self.code)
    }
}

/// Two rules are the same when their codes are.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}
