//! Who does what a passive tells: "The plan was condemned by unions as “a disgrace”".

use super::words::Words;
use super::{Attribution, fitted, source};
use crate::extract::lexicon::WordSet;
use crate::text::Span;

/// Gives an attribution in the passive, and without a source, the source that "by" names in what was taken to be said.
pub(super) fn settle(words: &Words<'_>, a: &mut Attribution) {
    let ([], [cue]) = (&a.source[..], &a.cue[..]) else { return };
    let be = (words.token_at(cue.start())..words.token_at(cue.end())).any(|i| WordSet::Be.has(words.word(i)));
    let Some(part) = a.content.iter().position(|c| c.start() >= cue.end()).filter(|_| be) else { return };
    let (content, by) = (a.content[part], words.token_at(a.content[part].start()));
    let who = source::named_behind(words, by + 1, false).filter(|_| words.word(by) == "by");
    let Some(who) = who.filter(|who| words.may_speak(who.clone()) && words.span(who.end - 1).end() <= content.end())
    else {
        return;
    };
    let rest = Span::new(words.span(who.end - 1).end(), content.end()).trim(words.text);
    // "by unions as “a disgrace”"
    let told = words.word(who.end) == "as" && !rest.is_empty();
    let subject = words.token_at(cue.start());
    let before = source::before_verb(words, subject).map(|what| words.cover(what)).filter(|_| part == 0);
    a.source = vec![words.cover(who)];
    a.content.truncate(part);
    a.content.extend(before);
    a.content.extend(told.then_some(rest));
    if a.content.is_empty() {
        (a.source, a.content) = (Vec::new(), vec![content]);
    }
    a.kind = fitted::kind(words.text, words.part, &a.content);
}
