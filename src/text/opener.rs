use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::table::rows;

/// What a word with a capital says when it stands behind a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opener {
    /// A function word, which has a capital only at the start of a sentence or in a title.
    Sentence,
    /// A word that goes on a time of day (`5 p.m. Monday`).
    Time,
}

/// The longest word in the list, in bytes.
const LONGEST: usize = 10;

static LIST: LazyLock<FxHashMap<&str, Opener>> = LazyLock::new(|| {
    rows(include_str!("openers.tsv"))
        .filter_map(|row| match row[..] {
            [word, "sentence"] => Some((word, Opener::Sentence)),
            [word, "time"] => Some((word, Opener::Time)),
            _ => None,
        })
        .collect()
});

impl Opener {
    /// What the list says of `word`, in whatever case.
    pub(super) fn of(word: &str) -> Option<Self> {
        let mut buffer = [0; LONGEST];
        let lower = buffer.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        LIST.get(str::from_utf8(lower).ok()?).copied()
    }
}
