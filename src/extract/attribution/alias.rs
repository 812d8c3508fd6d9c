//! Names in quotation marks that belong to a source and are said by nobody: a nickname in the middle of a name
//! (`Robert "Bob" Smith`), a pseudonym (`“Esther”, a trader, said`).

use crate::extract::lexicon::{Closed, closed_class, first_name};
use crate::extract::{BlockExtraction, Quotation};
use crate::text::{Lower, TokenKind};

/// The most words of a nickname.
const WORDS: usize = 3;
/// How far the apposition behind a pseudonym goes, in tokens.
const APPOSITION: usize = 20;

/// Whether a quotation, whose tokens begin at `first`, is a nickname or a pseudonym.
pub(super) fn is_alias(text: &str, part: &BlockExtraction, q: &Quotation, first: usize) -> bool {
    let Some(close) = q.close else { return false };
    let tokens = &part.tokens;
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    let end = first + tokens[first..].partition_point(|t| t.span.end() <= close.end());
    let inside = first + 1..end.saturating_sub(1);
    let capital = |i: usize| word(i).starts_with(char::is_uppercase);
    let closed = |i: usize| closed_class(&word(i).lower());
    let is_word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word);
    let comma = word(inside.end.saturating_sub(1)) == ",";
    let name = inside.start..inside.end - usize::from(comma && !inside.is_empty());
    let named = |i: usize| is_word(i) && (capital(i) || matches!(word(i), "the" | "of"));
    if name.is_empty() || name.len() > WORDS || !name.clone().all(named) || !name.clone().any(capital) {
        return false;
    }
    let sentence = part.sentences.partition_point(|s| s.tokens.end <= first);
    let Some(sentence) = part.sentences.get(sentence).map(|s| &s.tokens) else { return false };
    let given = |i: usize| capital(i) && first_name(word(i)).is_some();
    if !comma && first > sentence.start && end < sentence.end {
        let surname = is_word(end) && capital(end) && !closed(end).is(Closed::FUNCTION);
        return given(first - 1) && surname;
    }
    let opens = first == sentence.start && name.len() < WORDS;
    let behind = end + usize::from(!comma);
    if !opens || !comma && word(end) != "," {
        return false;
    }
    let unreal = word(behind) == "not" && matches!(word(behind + 2), "real") && word(behind + 3) == "name";
    let article = matches!(word(behind), "a" | "an" | "the" | "who" | "whose");
    let number = tokens.get(behind).is_some_and(|t| t.kind == TokenKind::Number);
    let last = sentence.end.min(behind + APPOSITION);
    let shut = (behind + 1..last).find(|&i| word(i) == ",");
    // "“Hope,” a trader, said.": with the comma inside, all that is said may be one word.
    let goes_on = shut.is_some_and(|i| is_word(i + 1) && !capital(i + 1) && (!comma || sentence.end - i > 4));
    (unreal || (article || number) && given(name.start)) && goes_on
}
