//! Character references: `&ldquo;`, `&#8220;`, `&#x201C;`.

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

#[cfg(test)]
mod tests {
    use super::reference;

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
