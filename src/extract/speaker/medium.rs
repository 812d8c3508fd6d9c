//! What somebody says something in: "apologised in a letter to customers. “We got this wrong,” it read."

use super::Cast;
use super::entity::EntityId;
use super::phrase::word_before;
use super::salience::MENTIONS;
use crate::extract::lexicon::{Closed, closed_class, noun};
use crate::text::Lower;

impl Cast<'_> {
    /// Of noun phrases that are nobody yet, the last that is a document in which something was said.
    pub(super) fn medium(&self, nouns: &[usize]) -> Option<usize> {
        nouns.iter().rev().copied().find(|&k| self.is_medium(k))
    }

    /// "it said in a statement": whoever says it is no statement.
    pub(super) fn has_medium(&self, line: usize) -> bool {
        let range = self.scene.lines[line].mentions.clone();
        range.take(MENTIONS).any(|k| !self.scene.mentions[k].quoted && self.is_medium(k))
    }

    /// Whether a speaker is a document.
    pub(super) fn is_document(&self, id: EntityId) -> bool {
        is_document(&self.register.entities[id].name)
    }

    /// Whether a mention is a document in which something was said.
    pub(super) fn is_medium(&self, k: usize) -> bool {
        let (text, m) = (self.article.text, &self.scene.mentions[k]);
        let words = m.span.of(text).lower();
        is_document(&words)
            && closed_class(&word_before(text, m.span.start())).is(Closed::PREPOSITION)
            && ["a ", "an ", "his ", "her ", "their "].iter().any(|start| words.starts_with(start))
    }
}

/// Whether a noun phrase, in lower case, ends in a noun for a document.
fn is_document(words: &str) -> bool {
    let head = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    noun(head).body.is_some_and(|b| b.document)
}
