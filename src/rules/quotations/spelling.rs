//! How two spellings of a name differ.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Shorter names differ by a letter and are two, but for those with one given name, which may be a letter shorter.
pub(super) const SHORTEST: usize = 5;

/// Names of which one is the other with a letter more, less or changed, or nearly: each pair once, in order. Two words
/// that differ by a letter are the same once one letter is left out of either.
pub(super) fn neighbours<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(&'a str, &'a str)> {
    /// Of more names that share their letters, the others are left.
    const MOST: usize = 8;
    // FNV-1a; those of different letters are told apart by whoever asks.
    let digest = |letters: &mut dyn Iterator<Item = char>| {
        letters.fold(0xcbf2_9ce4_8422_2325, |hash: u64, c| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3))
    };
    let mut shorter: Vec<(u64, &str)> = Vec::new();
    for name in names {
        let letters: Vec<char> = name.to_lowercase().chars().collect();
        let without = |left: usize| digest(&mut letters.iter().enumerate().filter(|l| l.0 != left).map(|l| *l.1));
        shorter.extend((0..=letters.len()).map(|left| (without(left), name)));
    }
    shorter.sort_unstable();
    shorter.dedup();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for list in shorter.chunk_by(|a, b| a.0 == b.0) {
        let list = &list[..list.len().min(MOST)];
        pairs.extend(list.iter().enumerate().flat_map(|(i, a)| list[i + 1..].iter().map(|b| (a.1, b.1))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether two names are those of two models: DX-S, DX-A.
pub(super) fn models(a: &str, b: &str) -> bool {
    let ends = a.rsplit_once('-').zip(b.rsplit_once('-'));
    ends.is_some_and(|((x, a), (y, b))| x == y && a.chars().count() == 1 && b.chars().count() == 1)
}

/// What makes another word of a name: Trumpism, Trumpists, Thatcherite.
const DERIVED: [&str; 6] = ["ism", "ist", "ite", "esque", "ian", "mania"];

/// Whether one is the people of the other, the Berliner; or both are made from a name.
pub(super) fn inflected(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // Reaganism and Reaganist, the Trumpian and the Trumpians.
    let stem = |name: &str| {
        let name = name.trim_end_matches('s');
        DERIVED.iter().find_map(|end| name.strip_suffix(end)).map(str::to_owned)
    };
    if stem(a).is_some() && stem(a) == stem(b) {
        return true;
    }
    long.strip_prefix(short).is_some_and(|end| matches!(end, "n" | "i"))
}

/// Whether the last letter of one stands twice in the other: Ben, Benn.
pub(super) fn doubled(a: &str, b: &str) -> bool {
    let twice = |one: &str, more: &str| more.strip_prefix(one).is_some_and(|end| !end.is_empty() && one.ends_with(end));
    twice(a, b) || twice(b, a)
}

/// Whether the second name is the plural of the first: the Clintons. That of Voss is Vosses.
pub(super) fn plural(one: &str, more: &str) -> bool {
    more.strip_suffix('s') == Some(one) && !one.ends_with(['s', 'x', 'z'])
}

/// Whether two names differ in nothing but the marks of letters: Malá, Mala.
pub(super) fn unmarked(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> String {
        let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(name).into_owned();
        apart.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect()
    };
    a != b && letters(a) == letters(b)
}

/// Whether one of two names is so short that another of a letter's difference is nothing.
pub(super) fn short(a: &str, b: &str) -> bool {
    a.chars().count().min(b.chars().count()) < SHORTEST
}
