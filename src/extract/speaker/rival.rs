//! Who is not meant by a pronoun, since the sentence has another whom it means.

use super::Cast;
use super::entity::{EntityId, gender_of_role};
use super::register::Referent;
use super::salience::{MENTIONS, Wanted};
use super::scene::Located;
use crate::extract::lexicon::{Closed, Gender, closed_class};
use crate::extract::{MentionForm, SpeakerKind};
use crate::text::BlockKind;

/// How many words of a sentence are looked at, so that the cost stays linear in a text without stops.
const WORDS: usize = 128;

impl Cast<'_> {
    /// Whether a name of one word, of no sure kind, stands behind a preposition of place.
    pub(super) fn placed(&self, m: &Located) -> bool {
        let before = self.article.text[..m.whole.start()].trim_end().rsplit(char::is_whitespace).next();
        let place = matches!(before, Some("in" | "at" | "from" | "near" | "outside" | "across" | "to"));
        let unsure = |id: EntityId| self.register.entities[id].kind == SpeakerKind::Unknown;
        let word = !m.span.of(self.article.text).contains(char::is_whitespace);
        place && word && m.form == MentionForm::Name && matches!(m.referent, Referent::One(id) if unsure(id))
    }

    /// "His teacher", of no "he" yet: whose teacher it is may be "he", and is where the pronoun is the same.
    pub(super) fn owned_by(&self, k: usize, wanted: Wanted) -> bool {
        let words = self.scene.mentions[k].span.of(self.article.text);
        let own = match wanted {
            Wanted::Person(Some(Gender::He)) => "his ",
            Wanted::Person(Some(Gender::She)) => "her ",
            _ => return false,
        };
        words.get(..4).is_some_and(|w| w.eq_ignore_ascii_case(own)) && gender_of_role(words).is_none()
    }

    /// "Bayo Lee described her as shy. She said": of two who may be "she", the one whom the sentence tells of so is, where
    /// nothing says so of the other.
    pub(super) fn tells_of_another(&self, line: usize, id: EntityId, wanted: Wanted) -> bool {
        let Wanted::Person(Some(gender)) = wanted else { return false };
        let (text, l) = (self.article.text, &self.scene.lines[line]);
        if self.register.entities[id].gender.is_some() || self.article.blocks[l.block].kind == BlockKind::Turn {
            return false;
        }
        // "The crowd gave him a hand, and Lee said": what stands before the name may be of the same.
        let mut mentions = self.scene.mentions[l.mentions.clone()].iter().take(MENTIONS);
        let named = mentions.find(|m| m.referent == Referent::One(id)).map_or(l.span.start(), |m| m.span.end());
        let span = l.span.since(named.min(l.span.end()));
        let mut quoted = false;
        let mut words = span.of(text).split_whitespace().take(WORDS).peekable();
        while let Some(word) = words.next() {
            quoted |= word.starts_with(['“', '"']);
            let next = words.peek().map(|w| w.to_lowercase());
            // "her" before a noun owns it, and may be anybody's.
            let object = match gender {
                Gender::He => word == "him",
                Gender::She => word == "her" && next.is_none_or(|w| closed_class(&w).is(Closed::FUNCTION)),
            };
            if object && !quoted {
                return true;
            }
            quoted &= !word.contains(['”', '"']) || word.starts_with('"') && !word[1..].contains('"');
        }
        false
    }
}
