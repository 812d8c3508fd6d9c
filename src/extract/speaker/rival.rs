//! Who is not meant by a pronoun, since the sentence has another whom it means.

use super::Cast;
use super::entity::{EntityId, gender_of_role};
use super::fronted::asks;
use super::kind::like_a_person;
use super::register::Referent;
use super::salience::MENTIONS;
use super::scene::Located;
use super::wanted::Wanted;
use crate::extract::lexicon::{Closed, Gender, WordSet, closed_class, role};
use crate::extract::{MentionForm, Quote, SpeakerKind};
use crate::text::{BlockKind, Lower};

/// How many words of a sentence are looked at, so that the cost stays linear in a text without stops.
const WORDS: usize = 128;
/// The longest apposition that is read as a role, in bytes.
const ROLE: usize = 100;

impl Cast<'_> {
    /// Whether a name of one word, of no sure kind, stands behind a preposition of place.
    pub(super) fn placed(&self, m: &Located) -> bool {
        let before = self.article.text[..m.whole.start()].trim_end().rsplit(char::is_whitespace).next();
        let place = matches!(before, Some("in" | "at" | "from" | "near" | "outside" | "across" | "to"));
        let unsure = |id: EntityId| self.register.entities[id].kind == SpeakerKind::Unknown;
        let word = !m.span.of(self.article.text).contains(char::is_whitespace);
        place && word && m.form == MentionForm::Name && matches!(m.referent, Referent::One(id) if unsure(id))
    }

    /// "choices like Arkbase, Tidelog and Cron", "Midcaps and smallcaps are down": whether a name of no sure kind stands
    /// where a person who does something does not.
    pub(super) fn is_a_thing(&self, m: &Located, id: EntityId) -> bool {
        let e = &self.register.entities[id];
        let unsure =
            m.form == MentionForm::Name && e.kind == SpeakerKind::Unknown && e.gender.is_none() && e.roles.is_empty();
        // "a former Stoke City winger"
        let behind = self.article.text[m.span.end()..].strip_prefix(' ').unwrap_or_default();
        let next = behind.split(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default();
        if unsure && role(next).is_some() {
            return true;
        }
        if !unsure || like_a_person(&e.name) {
            return false;
        }
        let mut behind = self.article.text[m.span.end()..].split_whitespace();
        let glued = self.article.text[m.span.end()..].starts_with(|c: char| !c.is_whitespace());
        let next = behind.next().unwrap_or_default();
        let after = behind.next().unwrap_or_default();
        match next {
            // "Kelso, of Leith", "Kelso, who", "Kelso, 34,"
            "," if glued => {
                let person = matches!(after, "of" | "from" | "who" | "whose" | "a" | "an" | "the" | "now" | "then");
                !person && !after.starts_with(|c: char| c.is_ascii_digit())
            }
            _ if glued => true,
            "and" | "or" => after.starts_with(char::is_lowercase),
            "are" | "were" | "aren't" | "weren't" => true,
            "is" | "was" => after.starts_with(['“', '"']),
            _ => false,
        }
    }

    /// Whether a name stands right before a pronoun at a byte, with nothing but its apposition between: "by Ann Lee, he
    /// said", "While it did not appeal to Ann Lee, an information officer, she said".
    pub(super) fn right_before(&self, m: &Located, at: usize) -> bool {
        // "Under cross-examination by Ann Lee, she said": who examines is not who answers.
        if examines(&self.article.text[..m.whole.start()]) {
            return false;
        }
        let Some(gap) = self.article.text.get(m.span.end()..at).map(str::trim) else { return false };
        let inner = gap.strip_prefix(", ").and_then(|g| g.strip_suffix(',')).filter(|g| !g.contains([',', '.', ';']));
        let single = |w: &str| role(&w.lower()).is_some_and(|r| !r.plural);
        let role = || inner.is_some_and(|g| g.len() < ROLE && g.split(' ').next_back().is_some_and(single));
        let clause = || {
            let line = self.scene.line(m.span.start()).map(|l| self.scene.lines[l].span);
            let first = line.and_then(|l| l.of(self.article.text).split_whitespace().next()).unwrap_or_default();
            closed_class(&first.lower()).is(Closed::SUBORDINATOR)
        };
        gap == "," || role() && clause()
    }

    /// "His teacher", of no "he" yet: whose teacher it is may be "he", and is where the pronoun is the same.
    pub(super) fn owned_by(&self, k: usize, wanted: Wanted) -> bool {
        self.has_owner(k, wanted) && gender_of_role(self.scene.mentions[k].span.of(self.article.text)).is_none()
    }

    /// "His father": somebody of one who is the same pronoun.
    pub(super) fn has_owner(&self, k: usize, wanted: Wanted) -> bool {
        let words = self.scene.mentions[k].span.of(self.article.text);
        let own = match wanted {
            Wanted::Person(Some(Gender::He)) => "his ",
            Wanted::Person(Some(Gender::She)) => "her ",
            _ => return false,
        };
        words.get(..4).is_some_and(|w| w.eq_ignore_ascii_case(own))
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
            let next = words.peek().map(|w| w.lower());
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

    /// "Her advocate Bayo Lee said so. She said": whose advocate it is, where nothing says so of Lee.
    pub(super) fn works_for_another(&self, line: usize, id: EntityId, wanted: Wanted) -> bool {
        let own = match wanted {
            Wanted::Person(Some(Gender::He)) => "his ",
            Wanted::Person(Some(Gender::She)) => "her ",
            _ => return false,
        };
        let mut mentions = self.scene.mentions[self.scene.lines[line].mentions.clone()].iter().take(MENTIONS);
        let name = mentions.find(|m| m.referent == Referent::One(id) && m.form == MentionForm::Name);
        let role = name.and_then(|m| m.whole.of(self.article.text).get(..4));
        self.register.entities[id].gender.is_none() && role.is_some_and(|w| w.eq_ignore_ascii_case(own))
    }

    /// "Cross-examined by Ann Lee, the witness accepted it": who asks whoever speaks in a quote.
    pub(super) fn examiner(&self, quote: &Quote) -> Option<EntityId> {
        let at = quote.source.first()?.start();
        let l = &self.scene.lines[self.scene.line(at)?];
        let before = self.scene.mentions[l.mentions.clone()].iter().take(MENTIONS).take_while(|m| m.span.end() <= at);
        let asks = |m: &&Located| {
            let words = self.article.text.get(l.span.start()..m.whole.start());
            m.form == MentionForm::Name && words.is_some_and(examines)
        };
        match before.into_iter().find(asks)?.referent {
            Referent::One(id) => Some(id),
            _ => None,
        }
    }
}

/// Whether words end with "cross-examined by", of who asks somebody else.
fn examines(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    let by = words.next() == Some("by");
    by && words.next().is_some_and(|w| {
        let lower = w.lower();
        let w = lower.trim_start_matches("re-").trim_start_matches("cross-");
        asks(w) || WordSet::Examines.has(w)
    })
}
