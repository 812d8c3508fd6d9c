//! What something is called in quotation marks: its name, which nobody says (`a film titled “The Long Road”`), or what
//! somebody calls it (`dubbed “the tunnel tax” by opponents`).

use std::ops::Range;

use super::direct::Speech;
use super::words::Words;
use super::{Attribution, fitted, source};
use crate::extract::lexicon::{self, Closed, Naming};
use crate::text::TokenKind;

/// A participle before words in quotation marks that says what something is called.
pub(super) struct Called {
    /// The participle, with its "as".
    cue: Range<usize>,
    /// Who calls it so; none where it is a name.
    by: Option<Range<usize>>,
}

/// Leaves names to nobody, and gives what something is called by somebody to them.
pub(super) fn settle(words: &Words<'_>, speeches: &[Speech], out: &mut Vec<Attribution>) {
    for speech in speeches {
        let Some(called) = &speech.called else { continue };
        let cue = words.cover(called.cue.clone());
        out.retain(|a| !a.cue.iter().any(|c| c.overlaps(cue)) && a.content != [speech.span]);
        if let Some(by) = called.by.clone() {
            let content = vec![speech.span];
            let kind = fitted::kind(words.text, words.part, &content);
            out.push(Attribution::new(kind, content, vec![cue], vec![words.cover(by)]));
        }
    }
}

/// What stands before a quotation, its tokens given, where it is what something is called.
pub(super) fn called(words: &Words<'_>, quotation: &Range<usize>) -> Option<Called> {
    let start = quotation.start;
    let before = start.checked_sub(1)?;
    let link = words.word(before) == "as";
    let mut verb = if words.comma(before) || link { before.checked_sub(1)? } else { before };
    // "referred to as", "known locally as"
    if link && lexicon::naming(words.word(verb), true).is_none() && !words.comma(verb) {
        verb = verb.checked_sub(1)?;
    }
    let naming = lexicon::naming(words.word(verb), link)?;
    // "the huts that are known as “the Sheds”": nobody is its subject.
    let known = words.word(verb) == "known";
    if words.comma(before) && naming != Naming::Name || !known && active(words, verb) {
        return None;
    }
    let cue = verb..start - usize::from(words.comma(before));
    if words.word(quotation.end) == "by" {
        let by = source::behind_verb(words, quotation.end + 1)?;
        return Some(Called { cue, by: Some(by) });
    }
    let first = quotation.clone().find(|&i| words.kind(i) == Some(TokenKind::Word));
    let capital = first.is_some_and(|i| words.capitalised(i));
    // "is called “the runner’s knee”": what everybody calls it.
    let common = || {
        let last = quotation.clone().rev().find(|&i| words.kind(i) == Some(TokenKind::Word));
        let small = first.is_some_and(|i| words.open(i)) && first < last;
        let called = words.word(verb) == "called" && matches!(words.word(verb.wrapping_sub(1)), "is" | "are");
        called && small && last.is_some_and(|i| words.noun(i))
    };
    let name = naming == Naming::Name || naming == Naming::Call && (capital || common());
    name.then_some(Called { cue, by: None })
}

/// Whether a participle is the past of a verb with a subject: "what it called “a pause”", "critics have dubbed".
fn active(words: &Words<'_>, verb: usize) -> bool {
    let begin = words.sentence_of(verb).start;
    let mut at = verb;
    while at > begin && words.is(at - 1, Closed::ADVERB) {
        at -= 1;
    }
    if at > begin && words.is(at - 1, Closed::AUXILIARY) {
        return matches!(words.word(at - 1), "have" | "has" | "had" | "'ve" | "’ve" | "having");
    }
    let subject = at > begin && source::subject_pronoun(words, at - 1);
    let clause = (begin.max(at.saturating_sub(8))..at).rev().take_while(|&i| !words.comma(i) && !words.quoted(i));
    subject || clause.into_iter().any(|i| matches!(words.word(i), "what" | "which" | "that" | "whom"))
}
