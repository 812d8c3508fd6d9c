//! Short forms of the names of bodies: "Northway" for Northway Power, "the union" for the Union of Dockers.

use super::entity::{EntityId, folded, one_line};
use super::kind::like_a_person;
use super::register::Referent;
use super::{Cast, Outcome};
use crate::extract::lexicon::{Closed, WordSet, body, closed_class, common, first_name, organization_word, place};
use crate::extract::{MentionForm, Resolution, SpeakerKind};
use crate::text::Lower;

/// The most words of a name that are looked at.
const WORDS: usize = 10;

/// The short forms of a name, folded: its first words, its initials, and the common nouns in it.
pub(super) fn short_forms(name: &str) -> Vec<String> {
    let name = one_line(name);
    let words: Vec<&str> = name.split(' ').take(WORDS).collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let mut out = Vec::new();
    let small = |w: &str| w.starts_with(char::is_lowercase) || w == "&";
    let first = words[0];
    let lower = first.lower();
    // "Northway Power" is Northway, but "National Power" is not National, and "Ann Lee Trust" is not Ann.
    let own = common(&lower).is_none()
        && place(first).is_none()
        && first_name(first).is_none()
        && body(&lower).is_none()
        && !closed_class(&lower).is(Closed::FUNCTION);
    for end in 1..words.len() {
        let part = words[..end].join(" ");
        if (end > 1 || own) && !small(words[end - 1]) && (end > 1 || !organization_word(first)) {
            out.push(folded(&part));
        }
    }
    // "Target Corp." is Target, whatever the word means.
    if WordSet::Legal.has(&words[words.len() - 1].trim_end_matches('.').lower()) {
        out.push(folded(words[..words.len() - 1].join(" ").trim_end_matches(',')));
    }
    let initials: String = words.iter().filter(|w| !small(w)).filter_map(|w| w.chars().next()).collect();
    if initials.chars().count() > 2 && initials.chars().all(char::is_uppercase) {
        out.push(folded(&initials));
    }
    out.extend(words.iter().map(|w| w.to_lowercase()).filter(|w| body(w).is_some_and(|b| !b.document)));
    out.sort();
    out.dedup();
    out
}

/// Whether a name begins with another and goes on in words that say no more of what sort of body it is.
pub(super) fn is_longer(name: &str, short: &str) -> bool {
    let says = |w: &str| {
        let w = w.trim_end_matches('.');
        WordSet::Legal.has(&w.lower()) || organization_word(w)
    };
    let start = name.get(..short.len()).filter(|start| start.eq_ignore_ascii_case(short));
    start.is_some_and(|s| name[s.len()..].starts_with(' ') && !name[s.len()..].split(' ').any(says))
}

/// Whether a name begins with the given name of a person.
pub(super) fn given(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(|w| first_name(w).is_some())
}

/// The nouns of bodies that companies do not call themselves by.
pub(super) fn is_public(lower: &str) -> bool {
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| WordSet::Public.has(word))
}

/// "Boston-based", "German-owned": where a body is or whose, before its noun.
pub(super) fn based(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, w)| WordSet::Based.has(w))
}

/// How many mentions back the nearest body is looked for, and how many blocks.
const NEAR: (usize, usize) = (48, 3);

/// How many mentions of an article are looked through for the first of a body, so that the cost stays linear.
const MENTIONS: usize = 2048;

impl Cast<'_> {
    /// "the agency", "the company": the one body that calls itself so, or the one of that kind that is near.
    pub(super) fn body(&self, head: &str, at: usize) -> Option<Outcome> {
        let words: Vec<_> = head.split_whitespace().skip(1).map(Lower::lower).collect();
        let (noun, before) = words.split_last()?;
        // "the Boston-based company"
        let before = &before[before.iter().take_while(|w| based(w)).count()..];
        // "the governing body"
        let before = if before == ["governing"] { &[] } else { before };
        // "the Leeds firm"
        let town = before.len() == 1 && WordSet::Company.has(noun);
        let town = town && head.split_whitespace().rev().nth(1).is_some_and(|w| self.is_where(w, at));
        let before = if town { &[] } else { before };
        // "Lee's campaign" is nobody else's.
        let first = head.split_whitespace().next()?.lower();
        let owner = first.strip_suffix("'s").or_else(|| first.strip_suffix("’s"));
        let found = |id: EntityId| Outcome::Found(id, Resolution::Role);
        // "the IGM union" is the IGM.
        let called: Vec<&str> = head.split_whitespace().skip(words.len() - before.len()).take(before.len()).collect();
        let acronym = called.iter().all(|w| w.len() > 1 && w.chars().all(char::is_uppercase));
        if !called.is_empty()
            && owner.is_none()
            && called.iter().all(|w| w.starts_with(char::is_uppercase))
            && (WordSet::SelfNamed.has(noun) || acronym && matches!(&**noun, "union" | "party"))
            && let Some(id) = self.register.exactly(&called.join(" "))
            && matches!(self.register.entities[id].kind, SpeakerKind::Organization | SpeakerKind::Unknown)
        {
            return Some(found(id));
        }
        // "the fisheries board" is a board with "fisheries" in its name.
        let has = |id: EntityId, word: &str| {
            let name = self.register.entities[id].name.lower();
            name.split(|c: char| !c.is_alphanumeric() && c != '-').any(|n| n == word)
        };
        // "Open Doors, a charity," is a charity beside others.
        let (called, described): (Vec<EntityId>, Vec<EntityId>) = self
            .register
            .bodies(noun)
            .filter(|&id| owner.is_none_or(|w| has(id, w)) && before.iter().all(|w| has(id, w)))
            .partition(|&id| has(id, &folded(noun)));
        match called[..] {
            [id] if noun != "party" && WordSet::Public.has(noun) && self.named_far_behind(id, at) => return None,
            [id] => return Some(found(id)),
            [] if before.is_empty() && owner.is_none() => {}
            [] => return None,
            _ => return self.nearest(at, |id| called.contains(&id)).map(found),
        }
        let fits = |name: &str| match &**noun {
            // Of two that are not known to be one, neither is.
            "charity" => described.is_empty() && !is_public(name) && !self.rival(at),
            // "Nigeria Workers’ Congress"
            "union" => ["workers", "labour", "labor", "trades", "teachers", "nurses"].iter().any(|w| name.contains(w)),
            noun if WordSet::Company.has(noun) => !is_public(name),
            noun if WordSet::Agency.has(noun) => {
                !["inc", "corp", "ltd"].iter().any(|w| name.trim_end_matches('.').ends_with(w))
            }
            _ => false,
        };
        let fits = |id: EntityId| described.contains(&id) || fits(&self.register.entities[id].name.lower());
        self.nearest(at, fits).map(found)
    }

    /// Whether a word is a place, by the list or by "in" before it near a byte.
    fn is_where(&self, word: &str, at: usize) -> bool {
        let text = self.article.text;
        let near = &text[text.floor_char_boundary(at.saturating_sub(2048))..at];
        place(word).is_some() || word.starts_with(char::is_uppercase) && near.contains(&format!(" in {word}"))
    }

    /// Whether a body is named for the first time several paragraphs behind a byte.
    fn named_far_behind(&self, id: EntityId, at: usize) -> bool {
        let paragraph = |byte: usize| self.scene.line(byte).map_or(0, |l| self.scene.lines[l].paragraph);
        let mut mentions = self.scene.mentions.iter().take(MENTIONS);
        let first = mentions.find(|m| m.referent == Referent::One(id) && m.form == MentionForm::Name);
        first.is_some_and(|m| m.span.start() > at && paragraph(m.span.start()) > paragraph(at) + NEAR.1)
    }

    /// Whether a name that is of no sure kind and of no person stands in the paragraph before a byte.
    fn rival(&self, at: usize) -> bool {
        let Some(line) = self.scene.line(at) else { return false };
        let block = self.scene.lines[line].block;
        let end = self.scene.before(at);
        let near = self.scene.mentions[..end].iter().rev().take(NEAR.0);
        let here =
            near.take_while(|m| self.scene.line(m.span.start()).is_some_and(|l| self.scene.lines[l].block == block));
        let unsure = |id: EntityId| {
            let e = &self.register.entities[id];
            e.kind == SpeakerKind::Unknown && e.is_full() && !given(&e.name) && !like_a_person(&e.name)
        };
        here.into_iter().any(|m| m.form == MentionForm::Name && matches!(m.referent, Referent::One(id) if unsure(id)))
    }

    /// The only body that fits in the nearest paragraph that names one.
    fn nearest(&self, at: usize, fits: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let paragraph = |byte: usize| self.scene.line(byte).map_or(0, |l| self.scene.lines[l].paragraph);
        let here = paragraph(at);
        let end = self.scene.before(at);
        let mut near: Option<(EntityId, usize)> = None;
        for m in self.scene.mentions[..end].iter().rev().take(NEAR.0) {
            let there = paragraph(m.span.start());
            if there + NEAR.1 < here || near.is_some_and(|(_, b)| there < b) {
                break;
            }
            let Referent::One(id) = m.referent else { continue };
            let body = self.register.entities[id].kind == SpeakerKind::Organization;
            if !body || m.form != MentionForm::Name || m.quoted || !fits(id) {
                continue;
            }
            match near {
                Some((other, _)) if other != id => return None,
                _ => near = Some((id, there)),
            }
        }
        near.map(|(id, _)| id)
    }
}
