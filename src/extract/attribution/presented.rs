//! Who speaks in the block below, presented without a verb that reports: "This is from Ann Lee, the mayor:".

use std::ops::Range;

use super::source;
use super::words::Words;
use crate::extract::lexicon::Closed;

/// The longest presentation, in tokens.
const LONGEST: usize = 30;

/// The words that present and the person whom they name, where nothing but that stands before the colon at the end of a
/// block: "And here is the Post’s Tom Berg:".
pub(super) fn presented(words: &Words<'_>, colon: usize) -> Option<(Range<usize>, Range<usize>)> {
    let sentence = words.sentence_of(colon).start;
    let first = (sentence..colon).find(|&i| !words.is(i, Closed::CONJUNCTION))?;
    let is = |i: usize| matches!(words.word(i), "is" | "'s" | "’s");
    let (opens, from) = match words.word(first) {
        "here" if is(first + 1) => (first + 2, words.word(first + 2) == "from"),
        "this" if is(first + 1) && words.word(first + 2) == "from" => (first + 2, true),
        "this" | "more" if words.word(first + 1) == "from" => (first + 1, true),
        "from" => (first, true),
        _ => return None,
    };
    let start = opens + usize::from(from);
    let who = source::named_behind(words, start, false).filter(|who| who.end <= colon)?;
    // "from the union’s chairman, Ann Lee:"
    let told = words.comma(who.end) && who.end + 1 < colon && person(words, who.end + 1, colon);
    let who = if told { who.start..colon } else { who };
    let names = who.clone().any(|i| person(words, i, who.end));
    let plain = |i: usize| !words.tensed(i) && !words.quoted(i) && !words.stop(i);
    (names && colon - sentence <= LONGEST && (who.end..colon).all(plain)).then_some((sentence..start, who))
}

/// Whether a name of a person begins at a token and ends its noun phrase, which ends at `end`, or an apposition follows it.
fn person(words: &Words<'_>, i: usize, end: usize) -> bool {
    let at = words.span(i).start();
    let near = words.part.mentions.partition_point(|m| m.span.start() < at);
    words.part.mentions.get(near).is_some_and(|m| {
        let behind = words.token_at(m.span.end());
        m.span.start() == at
            && m.names_person(words.text)
            && (behind == end
                || words.comma(behind)
                || words.word(behind) == "("
                || words.is(behind, Closed::PREPOSITION))
    })
}
