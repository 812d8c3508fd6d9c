//! Words in small letters.

use std::borrow::Cow;

/// Small letters. Most words have no others, and are not written down anew.
pub(crate) trait Lower {
    /// The text in small letters.
    fn lower(&self) -> Cow<'_, str>;
}

impl Lower for str {
    fn lower(&self) -> Cow<'_, str> {
        let small = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
        if self.bytes().all(small) { Cow::Borrowed(self) } else { Cow::Owned(self.to_lowercase()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_those_of_the_standard_library() {
        for text in ["", "lee", "Lee", "o’brien", "O’Brien", "İSTANBUL", "ΟΔΟΣ", "99 c"] {
            assert_eq!(text.lower(), text.to_lowercase(), "{text}");
        }
        assert!(matches!("the mayor's".lower(), Cow::Borrowed(_)));
    }
}
