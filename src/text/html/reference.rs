//! Character references: `&ldquo;`, `&#8220;`, `&#x201C;`.

use crate::text::{Prose, Span};

/// The longest name, in bytes (`CounterClockwiseContourIntegral`).
const LONGEST: usize = 32;

/// What the reference at the start of a text stands for, and its bytes; none where the ampersand is one. A few old names
/// need no semicolon.
pub(super) fn reference(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let run =
        |from: usize, most: usize, is: fn(&u8) -> bool| bytes[from..].iter().take(most).take_while(|b| is(b)).count();
    let end = match bytes.get(1)? {
        b'#' if matches!(bytes.get(2), Some(b'x' | b'X')) => 3 + run(3, usize::MAX, u8::is_ascii_hexdigit),
        b'#' => 2 + run(2, usize::MAX, u8::is_ascii_digit),
        _ => 1 + run(1, LONGEST, u8::is_ascii_alphanumeric),
    };
    let end = end + usize::from(bytes.get(end) == Some(&b';'));
    let written = &text[..end];
    let read = htmlize::unescape(written);
    if read == written {
        return None;
    }
    // "&notit;" is "¬" and more words.
    let rest = written.bytes().rev().zip(read.bytes().rev()).take_while(|(a, b)| a == b).count();
    Some((read[..read.len() - rest].to_owned(), end - rest))
}

/// The first character of a text, read where it is written as a reference, and its bytes.
pub(crate) fn character(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    let read = if first == '&' { reference(text) } else { None };
    match read {
        Some((read, length)) => Some((read.chars().next()?, length)),
        None => Some((first, first.len_utf8())),
    }
}

/// A text with its references read, and where each of its characters stands.
pub(crate) fn unreferenced(text: &str) -> Prose {
    let (mut prose, mut at) = (Prose::default(), 0);
    for mark in memchr::memchr_iter(b'&', text.as_bytes()) {
        if mark >= at
            && let Some((read, length)) = reference(&text[mark..])
        {
            prose.push(&text[at..mark], Span::new(at, mark));
            at = mark + length;
            prose.push(&read, Span::new(mark, at));
        }
    }
    prose.push(&text[at..], Span::new(at, text.len()));
    prose
}

#[cfg(test)]
mod tests {
    use super::{character, reference, unreferenced};
    use crate::text::Span;

    #[test]
    fn references_in_a_text_are_read_in_their_places() {
        let text = "Ren&eacute; & B&amp;amp;C &#x41;";
        let prose = unreferenced(text);
        assert_eq!(prose.text(), "René & B&amp;C A");
        for (words, source) in [("René", "Ren&eacute;"), ("B&", "B&amp;"), ("A", "&#x41;"), (" & ", " & ")] {
            let at = prose.text().find(words).unwrap_or_else(|| panic!("{words}"));
            assert_eq!(prose.source(Span::new(at, at + words.len())).of(text), source);
        }
        assert_eq!(unreferenced("").text(), "");
        let first = ["&rsquo;s", "’s", "& b", ""].map(character);
        assert_eq!(first, [Some(('’', 7)), Some(('’', 3)), Some(('&', 1)), None]);
    }

    #[test]
    fn references_are_read_as_in_browsers() {
        for (text, read) in [
            ("&ldquo;x", Some(("“", 7))),
            ("&#8220;", Some(("“", 7))),
            ("&#x201C;", Some(("“", 8))),
            ("&#147;", Some(("“", 6))),
            ("&#8220x", Some(("“", 6))),
            ("&nbsp;", Some(("\u{a0}", 6))),
            ("&amp;amp;", Some(("&", 5))),
            ("&ampx", Some(("&", 4))),
            ("&notit;", Some(("¬", 4))),
            ("&gtgt;", Some((">", 3))),
            ("&notin;", Some(("∉", 7))),
            ("&fjlig;", Some(("fj", 7))),
            ("& Son", None),
            ("&T", None),
            ("&#;", None),
            ("&nosuchname;", None),
            ("&", None),
            ("&é;", None),
        ] {
            assert_eq!(reference(text), read.map(|(s, n)| (s.to_owned(), n)), "{text}");
        }
        assert_eq!(reference(&format!("&#{}65;", "0".repeat(1000))), Some(("A".to_owned(), 1005)));
    }
}
