//! The title before a name, and what leads it.

use std::ops::Range;

use super::inside::hyphened;
use super::words::Words;
use crate::extract::lexicon::{body, epithet, first_name, organization_word, place, title};

/// Cuts the last title off that has a name behind it: lead, title, name.
pub(super) fn split_title(words: &Words<'_>, start: usize, end: usize) -> (usize, Option<Range<usize>>, Range<usize>) {
    let ends_body = organization_word(words.written(end - 1)) && end - start > 1;
    let mut at = start;
    let mut found: Option<Range<usize>> = None;
    while at < end {
        // "Robert King Jr.": behind a given name it is a surname, unless another given name follows ("Phoenix Mayor Ann Lee").
        let given = |i: usize| first_name(words.written(i)).is_some();
        let surname = at > start && given(at - 1) && !given(at + 1);
        // "Secretary Don Viera", "Supervisor Don Viera": behind a title or a role a given name is one.
        let role = |i: usize| words.role(i).is_some_and(|r| !r.plural) && !given(at + 1);
        let named = at > start && given(at) && (found.as_ref().is_some_and(|f| f.end == at) || role(at - 1));
        // "Dean Ryan": a title that is a given name too, before a surname alone.
        let own = at == start && given(at) && end - at == 2 && words.lower(at.wrapping_sub(1)) != "the";
        let length = titled(words, at..end - 1).filter(|_| !surname && !named && !own);
        match length {
            Some(n) => {
                let mut next = at + n;
                if words.written(next) == "." && next < end {
                    next += 1;
                }
                found = Some(found.map_or(at, |f| if f.end == at { f.start } else { at })..next);
                at = next;
            }
            None => at += 1,
        }
    }
    match found {
        Some(t)
            if t.end < end && !ends_body && words.is_word(t.end) && !matches!(words.written(t.end), "of" | "for") =>
        {
            (start, Some(t.clone()), t.end..end)
        }
        _ if ends_body => (start, None, start..end),
        _ => {
            // "Democrat Ann Lee", "City Attorney Ann Lee": what stands before a given name says more of the role.
            let given = |i: usize| first_name(words.written(i)).is_some();
            // "Englishman Ann Lee"
            let called = |i: usize| words.role(i).is_some_and(|r| !r.plural) || epithet(words.lower(i));
            let lead = |i: usize| {
                !given(i)
                    && (words.class(i).is_some()
                        || called(i)
                        || hyphened(words.lower(i))
                        || place(words.written(i)).is_some())
            };
            let name = (start + 1..end.saturating_sub(1)).find(|&i| given(i) && words.is_word(i + 1));
            // "Sprinter Meera Rao", "UX Designer Meera Rao": a role with a capital before a name of two words that no list has.
            let held = start + (start..end).take_while(|&i| words.acronym(i)).count();
            let sprinter = end - held >= 3
                && !given(held)
                && words.role(held).is_some_and(|r| !r.plural && !r.anonymous)
                && (held + 1..end).all(|i| words.role(i).is_none() && body(words.lower(i)).is_none())
                && (held + 2..end).any(|i| words.is_word(i) && !words.initial(i))
                && words.is_word(held + 1)
                && !organization_word(words.written(end - 1));
            if name.is_none() && sprinter {
                return (start, Some(start..held + 1), held + 1..end);
            }
            let noun = |i: usize| called(i - 1) && (start..i).all(|k| !given(k));
            match name.filter(|&i| noun(i) || (start..i).all(|k| lead(k) || words.acronym(k))) {
                Some(i) if called(i - 1) => (start, Some(start..i), i..end),
                Some(i) => (i, None, i..end),
                None if end - start >= 2 && candidate(words, start, end) => (start, Some(start..end - 1), end - 1..end),
                None => (start, None, start..end),
            }
        }
    }
}

/// "Candidate Lee", "Spokeswoman Lee": a role with a capital before a surname.
fn candidate(words: &Words<'_>, start: usize, end: usize) -> bool {
    let last = end - 1;
    words.role(last - 1).is_some_and(|r| !r.plural && !r.anonymous)
        && !given_before(words, start, last)
        && words.role(last).is_none()
        && body(words.lower(last)).is_none()
        && words.class(last).is_none()
}

/// Whether one of these tokens is a given name, so that the word behind it is a surname.
fn given_before(words: &Words<'_>, start: usize, end: usize) -> bool {
    (start..end).any(|i| first_name(words.written(i)).is_some())
}

/// The most tokens of a title ("Comptroller and Auditor General").
const TITLE: usize = 4;

/// The length of the longest title with which a range of tokens begins.
pub(super) fn titled(words: &Words<'_>, range: Range<usize>) -> Option<usize> {
    let start = range.start;
    (1..=TITLE.min(range.len())).rev().find(|n| title(&joined(words, start..start + n)).is_some())
}

/// Tokens with single blanks between them, without stops.
pub(super) fn joined(words: &Words<'_>, range: Range<usize>) -> String {
    let mut out = String::new();
    for i in range {
        let w = words.written(i);
        if w == "." {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(w.trim_end_matches('.'));
    }
    out
}
