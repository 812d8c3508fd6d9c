//! Names as a block has them, ready to be compared with those of the article.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entity::folded;
use super::told::Told;
use crate::extract::lexicon::{common, first_name, particle};
use crate::extract::{Article, Mention, MentionForm, SpeakerKind};
use crate::text::{Lower, Token};

/// A name in a block, in the form in which names are compared.
#[derive(Clone, Debug)]
pub(crate) struct Naming {
    /// The index of its mention.
    pub(super) mention: usize,
    /// Whether it has a given name, or several words of a body's.
    pub(super) full: bool,
    pub(super) folded: Box<str>,
    /// The surname alone, behind a word that is no name.
    pub(super) surname: Option<Box<str>>,
    /// One word that may be a common one, in small letters.
    pub(super) word: Option<Box<str>>,
    /// What the words around it tell.
    pub(super) told: Option<Box<Told>>,
}

/// The names of a block.
pub(in crate::extract) fn namings(prose: &str, mentions: &[Mention]) -> Vec<Naming> {
    let names = mentions.iter().enumerate().filter(|(_, m)| m.form == MentionForm::Name);
    let read = |(mention, m): (usize, &Mention)| {
        let words = m.span.of(prose);
        let behind = surname_behind_word(words, m);
        let word = m.kind == SpeakerKind::Unknown && !words.contains(' ') && first_name(words).is_none();
        Naming {
            mention,
            full: behind.is_none()
                && words.split_whitespace().nth(1).is_some()
                && !surname_alone(words)
                && !junior_alone(words),
            folded: folded(words).into(),
            surname: behind.map(|b| folded(b).into()),
            word: word.then(|| words.lower().into()),
            told: Told::read(prose, m),
        }
    };
    names.map(read).collect()
}

/// "van der Berg", "De Luca": particles and one word more.
fn surname_alone(name: &str) -> bool {
    let words: Vec<_> = name.split_whitespace().map(Lower::lower).collect();
    let first = name.split_whitespace().next().unwrap_or_default();
    words.len() > 1 && first_name(first).is_none() && words[..words.len() - 1].iter().all(|w| particle(w).is_some())
}

/// "Lee Jr."
pub(super) fn junior_alone(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let one = words.next().is_some_and(|w| first_name(w).is_none());
    one && words.next().is_some_and(|w| matches!(w, "Jr" | "Jr.")) && words.next().is_none()
}

/// "Classic Clinton": the surname behind a common word that only a headline or a sentence wrote with a capital.
fn surname_behind_word<'a>(name: &'a str, mention: &Mention) -> Option<&'a str> {
    let (first, last) = name.split_once(' ').filter(|(_, last)| !last.contains(' '))?;
    let word = common(&first.lower()).is_some() && first_name(first).is_none();
    (mention.kind == SpeakerKind::Unknown && mention.title.is_none() && word).then_some(last)
}

/// A digest of each word of a block that is written without capitals, in order and once.
pub(in crate::extract) fn small_words(prose: &str, tokens: &[Token]) -> Box<[u32]> {
    let words = tokens.iter().map(|t| t.span.of(prose));
    let small = words.filter(|w| !w.bytes().any(|b| b.is_ascii_uppercase()));
    let mut digests: Vec<u32> = small.map(digest).collect();
    digests.sort_unstable();
    digests.dedup();
    digests.into()
}

/// FNV-1a: the words are short, and two that share a digest are told apart.
fn digest(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The words that stand with a capital in one place and without in another ("Owls", at the beginning of a sentence).
pub(super) struct Ordinary<'a>(FxHashSet<&'a str>);

impl<'a> Ordinary<'a> {
    /// Looks for the words of names that may be common ones.
    pub fn read(article: &Article<'_>, names: impl Iterator<Item = &'a Naming>) -> Self {
        let mut wanted: FxHashMap<u32, Vec<&str>> = FxHashMap::default();
        for word in names.filter_map(|n| n.word.as_deref()) {
            let words = wanted.entry(digest(word)).or_default();
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let mut found = FxHashSet::default();
        if wanted.is_empty() {
            return Self(found);
        }
        // Most words of the text are none of these, which takes a look at a bit.
        let mut some = vec![0_u64; 1 << 10];
        let bit = |digest: u32| ((digest >> 22) as usize, 1 << (digest >> 16 & 63));
        for &digest in wanted.keys() {
            let (at, mask) = bit(digest);
            some[at] |= mask;
        }
        for (_, block, part) in article.prose_and_headings() {
            for digest in part.small_words.iter().filter(|&&d| some[bit(d).0] & bit(d).1 != 0) {
                let Some(words) = wanted.get_mut(digest) else { continue };
                let here = |word: &str| part.tokens.iter().any(|t| t.span.of(block.prose.text()) == word);
                words.retain(|word| {
                    let missing = !here(word);
                    if !missing {
                        found.insert(*word);
                    }
                    missing
                });
                if words.is_empty() {
                    wanted.remove(digest);
                }
            }
        }
        Self(found)
    }

    /// Whether a name is one of them.
    pub fn holds(&self, name: &Naming) -> bool {
        name.word.as_deref().is_some_and(|word| self.0.contains(word))
    }
}
