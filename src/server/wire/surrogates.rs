//! Halves of characters: clients whose strings are UTF-16 can cut an emoji in two, in what they send and in where an
//! edit begins. A half without its partner is read as U+FFFD, which is one unit long as well, so that every later place
//! is where the client means it.

use crate::text::{Change, Document, Encoding, Position};

const ESCAPED: &[u8] = b"\\ufffd";
const HALF: char = '\u{fffd}';
/// The bytes of a character of two units.
const WIDE: usize = 4;

/// JSON with the escapes of halves without a partner replaced; none where there are no such.
pub(in crate::server) fn mend(json: &[u8]) -> Option<Vec<u8>> {
    let mut out = json.to_vec();
    let mut mended = false;
    let mut at = 0;
    while let Some(next) = json.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += next;
        // A backslash that is escaped begins nothing.
        let Some(unit) = unit(json, at) else {
            at += 2;
            continue;
        };
        let pair = (0xd800..0xdc00).contains(&unit)
            && self::unit(json, at + ESCAPED.len()).is_some_and(|u| (0xdc00..0xe000).contains(&u));
        if !pair && (0xd800..0xe000).contains(&unit) {
            out[at..at + ESCAPED.len()].copy_from_slice(ESCAPED);
            mended = true;
        }
        at += if pair { 2 * ESCAPED.len() } else { ESCAPED.len() };
    }
    mended.then_some(out)
}

/// The unit that is escaped at a place, as `\u` and four digits.
fn unit(json: &[u8], at: usize) -> Option<u16> {
    let digits = json.get(at..at + ESCAPED.len())?.strip_prefix(b"\\u")?;
    let digits = digits.iter().all(u8::is_ascii_hexdigit).then(|| std::str::from_utf8(digits).ok()).flatten()?;
    u16::from_str_radix(digits, 16).ok()
}

/// A change that begins and ends between characters: where it cuts one in two, the half that stays is part of its text.
pub(in crate::server) fn whole(document: &Document, change: Change, encoding: Encoding) -> Change {
    let (&Change { range: Some((mut start, mut end)), ref text }, Encoding::Utf16) = (&change, encoding) else {
        return change;
    };
    if end < start {
        std::mem::swap(&mut start, &mut end);
    }
    let (before, behind) = (splits(document, start), splits(document, end));
    if !before && !behind {
        return change;
    }
    let half = |there: bool| there.then_some(HALF);
    let text = half(before).into_iter().chain(text.chars()).chain(half(behind)).collect();
    start.column -= u32::from(before);
    end.column += u32::from(behind);
    Change { range: Some((start, end)), text }
}

/// Whether a place stands inside a character of two units.
fn splits(document: &Document, place: Position) -> bool {
    let byte = |column: u32| document.offset(Position { column, ..place }, Encoding::Utf16);
    let (Some(before), Some(behind)) = (place.column.checked_sub(1), place.column.checked_add(1)) else {
        return false;
    };
    let at = byte(place.column);
    // A place inside a character counts as its start.
    byte(before) == at && byte(behind) == at + WIDE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Format;

    #[test]
    fn halves_are_mended_and_nothing_else() {
        let cases = [
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""\uDE00 x""#, r#""\ufffd x""#),
            (r#""\ud83d\n\ude00""#, r#""\ufffd\n\ufffd""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\\\ud83d""#, r#""\\\ufffd""#),
            (r#""\\ud83d \ud83dx""#, r#""\\ud83d \ufffdx""#),
            (r#""\ud83d\\ude00""#, r#""\ufffd\\ude00""#),
            (r#""\ud83d\ude0""#, r#""\ufffd\ude0""#),
            (r#""\ud83d\ude00 \u00e9 \\ud83d""#, "-"),
            (r#""\ud8"#, "-"),
            ("\"x\\", "-"),
            (r#""\u+d83""#, "-"),
        ];
        for (json, wanted) in cases {
            let mended = mend(json.as_bytes()).map(|out| String::from_utf8(out).expect("text"));
            assert_eq!(mended.as_deref().unwrap_or("-"), wanted, "{json}");
        }
    }

    /// The units of the client's text and of ours are as many, wherever an edit begins and ends.
    #[test]
    fn edits_inside_characters_leave_every_later_place_where_it_is() {
        let text = "a😀b😀\nc";
        let line: Vec<u16> = text.lines().next().expect("a line").encode_utf16().collect();
        for start in 0..=line.len() {
            for end in start..=line.len() {
                let place = |column: usize| Position { line: 0, column: column as u32 };
                let mut document = Document::new(text, Format::Plain, 1);
                let change = Change { range: Some((place(start), place(end))), text: "x".to_owned() };
                let change = whole(&document, change, Encoding::Utf16);
                document.apply(&change, Encoding::Utf16);
                let mut client = line.clone();
                client.splice(start..end, [u16::from(b'x')]);
                let client = String::from_utf16_lossy(&client) + "\nc";
                assert_eq!(document.text(), client, "from {start} to {end}");
            }
        }
        // Behind the end of a line nothing is cut.
        let far = Position { line: 0, column: 90 };
        let document = Document::new(text, Format::Plain, 1);
        let change = Change { range: Some((far, far)), text: String::new() };
        assert_eq!(whole(&document, change.clone(), Encoding::Utf16), change);
        assert_eq!(document.text(), text);
    }
}
