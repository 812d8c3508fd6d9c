//! The speakers of an article, one for all their mentions.

use serde::Serialize;

use super::{Article, MentionForm, Quote};
use crate::text::Span;

/// The place of a speaker in [`Extraction::speakers`](super::Extraction::speakers).
pub type SpeakerId = usize;

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// A person with a name.
    Person,
    /// A company, agency, party, paper.
    Organization,
    /// People spoken of together ("the Russians", "residents").
    Group,
    /// A country, city or capital that stands for its government.
    Place,
    /// Somebody who is not named ("a senior official").
    Anonymous,
    /// Not known.
    Unknown,
}

/// A person or body behind sources.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The fullest form of the name.
    pub name: String,
    /// What it is.
    pub kind: SpeakerKind,
    /// The roles the article gives, as it words them, without repeats.
    pub roles: Vec<String>,
    /// Every mention in the document, in order.
    pub mentions: Vec<(Span, MentionForm)>,
}

/// Finds the speakers of an article and gives each quote its own.
pub(super) fn resolve(_article: &Article<'_>, _quotes: &mut [Quote]) -> Vec<Speaker> {
    Vec::new()
}
