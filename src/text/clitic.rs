//! English clitics: what an apostrophe hangs on a word (`'s`, `'re`, `n't`).

use super::Span;
use super::character::{is_apostrophe, is_word};

/// What can stand behind the apostrophe.
const ENDINGS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

/// The most clitics that are taken from a word (`shouldn't've`).
const MOST: usize = 2;

/// Cuts `word` into the word proper and its clitics.
pub(super) fn split(word: &str) -> impl Iterator<Item = Span> {
    let mut cuts = [0; MOST + 2];
    let mut end = word.len();
    cuts[MOST + 1] = end;
    let mut first = MOST + 1;
    while first > 1 {
        match start(&word[..end]) {
            Some(cut) => end = cut,
            None => break,
        }
        first -= 1;
        cuts[first] = end;
    }
    cuts[first - 1] = 0;
    (first..MOST + 2).map(move |i| Span::new(cuts[i - 1], cuts[i]))
}

/// Where the clitic at the end of `word` begins, if it has one with a word before it.
fn start(word: &str) -> Option<usize> {
    // The longest clitic has two letters and an apostrophe of three bytes.
    let from = word.ceil_char_boundary(word.len().saturating_sub(5));
    let (apostrophe, c) = word[from..].char_indices().rev().find(|&(_, c)| is_apostrophe(c))?;
    let apostrophe = from + apostrophe;
    let ending = &word[apostrophe + c.len_utf8()..];
    let before = &word[..apostrophe];
    if ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)) {
        return (!before.is_empty()).then_some(apostrophe);
    }
    let not = ending.eq_ignore_ascii_case("t") && before.len() > 1 && before.ends_with(['n', 'N']);
    not.then(|| apostrophe - 1)
}

/// Where the clitic ends that begins with the apostrophe at `at`, if one does and no word goes on behind it.
pub(super) fn behind(text: &str, at: usize) -> Option<usize> {
    let mark = text[at..].chars().next()?.len_utf8();
    let rest = &text[at + mark..];
    let end = rest.char_indices().take(4).find(|&(_, c)| !is_word(c)).map_or(rest.len(), |(i, _)| i);
    ENDINGS.iter().any(|e| rest[..end].eq_ignore_ascii_case(e)).then_some(at + mark + end)
}
