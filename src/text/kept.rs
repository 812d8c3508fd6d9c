//! What an edit leaves of a text.

/// How many bytes of a text are as before, at its start and at its end: those of whole characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// Bytes that both texts begin with.
    pub head: usize,
    /// Bytes behind these that both end with.
    pub tail: usize,
}

/// So many bytes are compared at once.
const STEP: usize = 64;

impl Kept {
    /// What `text` has of `last`.
    pub fn of(last: &str, text: &str) -> Self {
        let head = text.floor_char_boundary(start(last.as_bytes(), text.as_bytes()));
        let mut tail = end(&last.as_bytes()[head..], &text.as_bytes()[head..]);
        while !text.is_char_boundary(text.len() - tail) {
            tail -= 1;
        }
        Self { head, tail }
    }
}

fn start(a: &[u8], b: &[u8]) -> usize {
    let steps = a.chunks(STEP).zip(b.chunks(STEP)).take_while(|(a, b)| a == b).count();
    let equal = (steps * STEP).min(a.len()).min(b.len());
    equal + a[equal..].iter().zip(&b[equal..]).take_while(|(a, b)| a == b).count()
}

fn end(a: &[u8], b: &[u8]) -> usize {
    let steps = a.rchunks(STEP).zip(b.rchunks(STEP)).take_while(|(a, b)| a == b).count();
    let equal = (steps * STEP).min(a.len()).min(b.len());
    let (a, b) = (&a[..a.len() - equal], &b[..b.len() - equal]);
    equal + a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_byte_once() {
        let long = "x".repeat(200);
        for (last, text, head, tail) in [
            ("", "", 0, 0),
            ("ab", "ab", 2, 0),
            ("aa", "aaa", 2, 0),
            ("ab", "cb", 0, 1),
            ("axb", "ab", 1, 1),
            ("é", "è", 0, 0),
            ("«\u{85}", "\u{85}", 0, 2),
            (&*long, &*format!("{long}y"), 200, 0),
            (&*format!("a{long}"), &*format!("b{long}"), 0, 200),
            (&*format!("{long}a{long}"), &*format!("{long}bc{long}"), 200, 200),
        ] {
            assert_eq!(Kept::of(last, text), Kept { head, tail }, "{last:?} {text:?}");
        }
    }
}
