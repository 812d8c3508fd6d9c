//! Web and mail addresses, which are one token however they are punctuated.

use super::character::{is_blank, is_ideograph};

/// The longest local part and the longest domain of a mail address (RFC 5321, 4.5.3.1).
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

/// Where the web address that begins at `at` ends, if one does.
pub(super) fn url_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let scheme = ["https://", "http://", "ftp://", "mailto:", "www."]
        .into_iter()
        .find(|s| rest.len() > s.len() && rest[..s.len()].eq_ignore_ascii_case(s.as_bytes()))?;
    let end = tail_end(text, at + scheme.len());
    (end > at + scheme.len()).then_some(end)
}

/// Where a web address ends of which everything before `at` has been read: before white space and what surrounds
/// addresses in running text, without the punctuation of the sentence it stands in.
pub(super) fn tail_end(text: &str, at: usize) -> usize {
    let (mut end, mut open) = (at, 0_usize);
    let mut kept = at;
    for c in text[at..].chars() {
        if is_blank(c) || is_ideograph(c) || "<>\"“”«»`{}|\\^。、，「」（）".contains(c) {
            break;
        }
        end += c.len_utf8();
        match c {
            '(' => open += 1,
            ')' if open > 0 => {
                open -= 1;
                kept = end;
            }
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | '*' | '_' | '~' | ')' | '[' | ']' | '…' => {}
            _ => kept = end,
        }
    }
    kept
}

/// Where the mail address that begins at `at` ends, if one does whose `@` stands at `sign`.
pub(super) fn mail_end(text: &str, at: usize, sign: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if sign <= at || sign - at > LOCAL || !bytes[at..sign].iter().all(|&b| is_local(b)) {
        return None;
    }
    let (mut end, mut dots) = (sign + 1, 0);
    for (i, &b) in bytes.iter().enumerate().skip(sign + 1).take(DOMAIN) {
        match b {
            b'.' if bytes.get(i + 1).is_some_and(u8::is_ascii_alphanumeric) => dots += 1,
            b'-' => {}
            _ if b.is_ascii_alphanumeric() => end = i + 1,
            _ => break,
        }
    }
    (dots > 0).then_some(end)
}

fn is_local(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b".-_+%".contains(&b)
}

/// Where the `@handle` or `#tag` that begins at `at` ends, if one does. A tag holds a letter: `#1` is a number.
pub(super) fn handle_end(text: &str, at: usize) -> Option<usize> {
    let name = &text[at + 1..];
    let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
    name[..end].chars().any(char::is_alphabetic).then_some(at + 1 + end)
}
