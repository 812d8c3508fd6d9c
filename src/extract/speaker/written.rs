//! Whose words a statement, letter or post is that a sentence names as its source.

use super::Cast;
use crate::extract::lexicon::{Closed, WordSet, closed_class};
use crate::text::{Lower, Span};

/// The most words up to the one for what is written, and from there to who wrote it.
const WORDS: (usize, usize) = (5, 6);

impl Cast<'_> {
    /// "a statement from the company", "a post on X by Ann Lee": who wrote it, in the document.
    pub(super) fn writer(&self, source: Span) -> Option<Span> {
        let text = source.of(self.article.text);
        // Few sources have either, and every source is asked.
        if !text.contains(" from ") && !text.contains(" by ") {
            return None;
        }
        let words: Vec<&str> = text.split_whitespace().take(WORDS.0 + WORDS.1).collect();
        let medium = words.iter().take(WORDS.0).position(|w| closed_class(&w.lower()).is(Closed::MEDIUM))?;
        // "a report from the bank": a report says what it has found.
        if words[medium].eq_ignore_ascii_case("report") {
            return None;
        }
        // "Ann Lee's letter": a name before it is who wrote it.
        let named = words[..medium].iter().skip(1).any(|w| w.starts_with(char::is_uppercase));
        let by = words.iter().skip(medium + 1).take(WORDS.1).position(|w| matches!(*w, "from" | "by"))? + medium + 1;
        let apart =
            words[medium..by].iter().any(|w| w.ends_with([',', '.', ';']) || matches!(*w, "to" | "who" | "that"));
        let first = words.get(by + 1)?;
        let lower = first.lower();
        let begins = first.starts_with(|c: char| c.is_uppercase() || c == '@')
            || matches!(&*lower, "the" | "a" | "an" | "his" | "her" | "its" | "their");
        // "a memo seen by the Courier": whoever only has it.
        let reads = WordSet::Reads.has(words[by - 1]);
        if named || apart || !begins || reads {
            return None;
        }
        let start = words[by + 1].as_ptr() as usize - text.as_ptr() as usize;
        let rest = &text[start..];
        // "a letter from Ann Lee to the board"
        let end = [" to ", " on ", " that ", " sent "].iter().filter_map(|w| rest.find(w)).min().unwrap_or(rest.len());
        let who = Span::new(source.start() + start, source.start() + start + end);
        (!self.scene.within(who).is_empty()).then_some(who)
    }
}
