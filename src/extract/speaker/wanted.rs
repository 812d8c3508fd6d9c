//! What a pronoun asks for.

use super::entity::Entity;
use super::phrase::abstract_noun;
use crate::extract::SpeakerKind;
use crate::extract::lexicon::{self, Gender, Pronoun};

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted {
    Person(Option<Gender>),
    /// "they"
    Several,
    /// "it"
    Body,
}

impl Wanted {
    /// What a pronoun in lower case asks for.
    pub fn of(pronoun: &str) -> Option<Self> {
        match lexicon::pronoun(pronoun)? {
            Pronoun::He => Some(Self::Person(Some(Gender::He))),
            Pronoun::She => Some(Self::Person(Some(Gender::She))),
            Pronoun::They => Some(Self::Several),
            Pronoun::It => Some(Self::Body),
            Pronoun::I | Pronoun::You | Pronoun::We | Pronoun::Who => None,
        }
    }

    pub fn fits(self, e: &Entity) -> bool {
        match (self, e.kind) {
            (Self::Person(gender), kind) => {
                e.may_be(gender) && !(kind == SpeakerKind::Unknown && abstract_noun(&e.name))
            }
            // "A spokesperson said so. They added"
            (Self::Several, SpeakerKind::Anonymous) => e.plural || e.name.split(' ').any(|w| w.ends_with("person")),
            (Self::Several, kind) => matches!(kind, SpeakerKind::Organization | SpeakerKind::Group),
            (Self::Body, SpeakerKind::Unknown) => e.name.starts_with(char::is_lowercase),
            (Self::Body, kind) => matches!(kind, SpeakerKind::Organization | SpeakerKind::Place),
        }
    }

    /// Whether both ask for the same.
    pub fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Person(a), Self::Person(b)) => a == b,
            (Self::Several, Self::Several) | (Self::Body, Self::Body) => true,
            _ => false,
        }
    }
}
