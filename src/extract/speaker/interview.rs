//! Who is interviewed, and who asks.

use std::sync::LazyLock;

use regex::Regex;

use super::entity::EntityId;
use super::register::{Referent, Register};
use super::scene::{Located, Scene};
use crate::extract::{Article, MentionForm, SpeakerKind, lexicon};
use crate::text::{BlockKind, Lower, Span};

/// How many bytes behind "interview with" a name may begin.
const NEAR: usize = 90;

/// The most people that are counted.
const PEOPLE: usize = 32;

/// The one whose answers are printed: whom the words before the first question say is interviewed, or the person they
/// are about. Nobody where they tell of several as much.
pub(super) fn interviewee(
    article: &Article<'_>,
    scene: &Scene,
    register: &Register,
    but: Option<EntityId>,
) -> Option<EntityId> {
    let turn = |kind| matches!(kind, BlockKind::Turn | BlockKind::Question);
    let first = article.blocks.iter().position(|b| turn(b.kind)).unwrap_or(article.blocks.len());
    let end = article.blocks.get(first).map_or(article.text.len(), |b| b.span.start());
    let asks = || People { scene, register, but }.asks(article.text, end);
    let people = People { scene, register, but: but.or_else(asks) };
    let before = &scene.mentions[scene.within(Span::new(0, end))];
    people.named(article.text, end).or_else(|| people.most_told_of(before.iter())).or_else(|| {
        // The introduction may stand at the end, or in nothing but a caption.
        let outside = |at: usize| scene.line(at).is_none_or(|l| !turn(article.blocks[scene.lines[l].block].kind));
        people.most_told_of(scene.mentions.iter().filter(|m| outside(m.span.start())))
    })
}

/// The words behind which somebody who talks to another is named.
fn talk() -> &'static Regex {
    static TALK: LazyLock<Regex> = LazyLock::new(|| {
        lexicon::regex(
            r"(?i)\b(?:interview(?:s|ed)?(?: with)?|(?:spoke|speaks|talked|talks|chatted|sat down|conversation|q ?& ?a|caught up) (?:to|with)|(?:met|asked|joined by|questions (?:for|to)))\b",
        )
    });
    &TALK
}

/// Who talks to the one behind "talks to".
enum Talker {
    /// The one who is interviewed.
    Person(EntityId),
    /// The one who is interviewed, not by name.
    Somebody,
    /// The one who asks, or nobody who is told of.
    Paper,
}

/// The people of an article, but for the one who asks.
pub(super) struct People<'a> {
    pub scene: &'a Scene,
    pub register: &'a Register,
    pub but: Option<EntityId>,
}

impl People<'_> {
    /// "The dancer talks to Ann Lee about silence": the one who asks somebody not named there, before a byte.
    fn asks(&self, text: &str, end: usize) -> Option<EntityId> {
        let talk = talk().find_iter(text.get(..end)?).find(|found| {
            matches!(self.talker(text, found.start(), found.as_str()), Talker::Somebody)
                && found.as_str().lower().ends_with(" to")
        })?;
        let behind = self.scene.within(Span::new(talk.end(), (talk.end() + NEAR).min(end)));
        let beside = |m: &&Located| text[talk.end()..m.whole.start()].chars().all(|c| !c.is_alphabetic());
        self.scene.mentions[behind].iter().find(beside).and_then(|m| self.person(m))
    }

    /// The person behind "interview with", "spoke to", "we met" before a byte.
    pub fn named(&self, text: &str, end: usize) -> Option<EntityId> {
        talk().find_iter(text.get(..end)?).find_map(|found| {
            let behind = text[found.end()..].trim_start();
            // "We met him at home": the introduction is about them.
            // "Interview: Bo Lee" says who asks.
            let byline = behind.starts_with(':')
                || behind.starts_with("by ") && found.as_str().eq_ignore_ascii_case("interview");
            if byline || ["him ", "her ", "them ", "he ", "she "].iter().any(|w| behind.starts_with(w)) {
                return None;
            }
            match self.talker(text, found.start(), found.as_str()) {
                Talker::Person(id) => return Some(id),
                Talker::Somebody => return None,
                Talker::Paper => {}
            }
            let behind = self.scene.within(Span::new(found.end(), (found.end() + NEAR).min(end)));
            let place = |m: &&Located| {
                let before = text[..m.whole.start()].trim_end();
                ["in", "at", "near", "from", "on"].iter().any(|w| before.ends_with(&format!(" {w}")))
            };
            let first = self.scene.mentions[behind].iter().filter(|m| !place(m)).find_map(|m| self.person(m));
            // "Ann Lee, interviewed by the Courier", "Ann Lee spoke to us"
            first.or_else(|| {
                let line = &self.scene.lines[self.scene.line(found.start())?];
                self.scene.mentions[line.mentions.clone()].iter().find_map(|m| self.person(m))
            })
        })
    }

    /// Who talks to somebody, before the words that say so.
    fn talker(&self, text: &str, at: usize, words: &str) -> Talker {
        let lower = words.lower();
        let verb = ["spoke", "speaks", "talk", "chatted", "sat ", "caught "].iter().any(|v| lower.starts_with(v));
        let before = text[..at].trim_end();
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if !verb || !before.ends_with(char::is_alphanumeric) {
            return Talker::Paper;
        }
        let line = self.scene.line(at).map(|line| self.scene.lines[line].mentions.clone());
        let beside = |m: &&Located| m.whole.end() <= at && at - m.whole.end() <= 1;
        if let Some(m) = line.and_then(|l| self.scene.mentions[l].iter().rev().find(beside)) {
            let asks = matches!(m.referent, Referent::One(id) if Some(id) == self.but);
            match self.person(m) {
                Some(id) => return Talker::Person(id),
                None if asks || m.kind == SpeakerKind::Organization => return Talker::Paper,
                None => {}
            }
        }
        let ours = matches!(&*last.lower(), "i" | "we" | "us" | "reporter" | "writer" | "editor" | "team")
            || lexicon::body(&last.lower()).is_some()
            || last.chars().next().is_some_and(char::is_uppercase) && !matches!(last, "He" | "She" | "They");
        if ours { Talker::Paper } else { Talker::Somebody }
    }

    fn most_told_of<'m>(&self, mentions: impl Iterator<Item = &'m Located>) -> Option<EntityId> {
        let mut counts: Vec<(EntityId, usize)> = Vec::new();
        for id in mentions.filter_map(|m| self.person(m)) {
            if let Some(count) = counts.iter_mut().find(|c| c.0 == id) {
                count.1 += 1;
            } else if counts.len() < PEOPLE {
                counts.push((id, 1));
            }
        }
        // A name that may be a thing counts where nobody else is named.
        let sure = |id: EntityId| self.register.entities[id].kind == SpeakerKind::Person;
        if counts.iter().any(|c| sure(c.0)) {
            counts.retain(|c| sure(c.0));
        }
        let (id, most) = *counts.iter().max_by_key(|c| c.1)?;
        let alone = counts.len() == 1 || most > 1;
        (alone && counts.iter().filter(|c| c.1 == most).count() == 1).then_some(id)
    }

    /// The person that a name stands for.
    fn person(&self, m: &Located) -> Option<EntityId> {
        let Referent::One(id) = m.referent else { return None };
        let e = &self.register.entities[id];
        let person = e.kind == SpeakerKind::Person || e.kind == SpeakerKind::Unknown && e.name.contains(' ');
        (m.form == MentionForm::Name && person && Some(id) != self.but).then_some(id)
    }
}
