//! Names, nominals and pronouns that may stand for a speaker.

use serde::Serialize;

use super::{BlockExtraction, SpeakerKind};
use crate::text::Span;

/// How a mention names its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// A proper name, in full or in part.
    Name,
    /// A role, a group or another common noun ("the Russian ambassador", "residents").
    Nominal,
    /// A pronoun.
    Pronoun,
}

/// A mention of a person or body. Spans count bytes of the block's prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words, without a title before them or an apposition behind them.
    pub span: Span,
    /// How they name.
    pub form: MentionForm,
    /// What kind of speaker they can stand for.
    pub kind: SpeakerKind,
    /// The title, role or apposition that stands with a name ("the Russian ambassador in Kabul").
    pub role: Option<Span>,
}

/// Finds the mentions of a block, in order.
pub(super) fn mentions(_text: &str, _part: &BlockExtraction) -> Vec<Mention> {
    Vec::new()
}
