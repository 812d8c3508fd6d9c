//! Phrases without a verb that lead to a quotation: “Then, after a pause: “…””, “On the towers: “…””. They tell when, how
//! or of what somebody speaks who was heard before.

use super::words::Words;
use crate::extract::lexicon::{self, Closed};
use crate::text::{Lower, Span};

/// The most words of such a phrase.
const LONGEST: usize = 10;

/// Whether such a phrase is all of its sentence that stands before a quotation.
pub(super) fn is_led(words: &Words<'_>, quotation: Span) -> bool {
    let sentence = words.sentence_of(words.token_at(quotation.start()));
    words.text.get(words.span(sentence.start).start()..quotation.start()).is_some_and(leads)
}

/// Whether the words of a sentence before a quotation are such a phrase. “From the report: “…””, “For Ann Lee: “…”” and
/// “In a statement: “…”” are none.
pub(in crate::extract) fn leads(before: &str) -> bool {
    let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '_');
    let Some(phrase) = before.trim_matches(marks).strip_suffix(':') else { return false };
    let words: Vec<_> = phrase.split_whitespace().map(|w| w.trim_matches([',', '*', '_', '—', '–']).lower()).collect();
    let class = |word: &str| lexicon::closed_class(word);
    let adverb = |word: &str| {
        let adverb = class(word).is(Closed::ADVERB.or(Closed::TEMPORAL).or(Closed::CONJUNCTION));
        adverb || word.ends_with("ly") || matches!(word, "more" | "less")
    };
    let first = words.iter().take_while(|w| adverb(w) && !is_of_time_or_topic(w)).count();
    let Some(head) = words.get(first) else { return !words.is_empty() && words.len() <= LONGEST };
    // "On what she would miss"
    let clause = words.get(first + 1).is_some_and(|w| matches!(&**w, "what" | "how" | "why" | "whether" | "where"));
    let verb = |(i, word): (usize, &str)| {
        let subject = matches!(word, "i" | "he" | "she" | "we" | "they");
        // "with a smile"
        let noun = i > 0 && class(&words[i - 1]).is(Closed::DETERMINER);
        subject || class(word).is(Closed::AUXILIARY) || !noun && !lexicon::cues().starting(word).is_empty()
    };
    let verb = || words.iter().map(|w| &**w).enumerate().any(verb);
    is_of_time_or_topic(head) && words.len() <= LONGEST && (clause || !verb())
}

/// The prepositions behind which nobody stands who speaks.
fn is_of_time_or_topic(word: &str) -> bool {
    matches!(word, "about" | "after" | "amid" | "before" | "between" | "of" | "on" | "to" | "with" | "without")
}
