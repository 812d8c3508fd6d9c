//! Verbs that attribute.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

use super::{inflect, rows};

/// What a cue verb takes; each is one bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frames(u8);

impl Frames {
    /// Direct speech.
    pub const DIRECT: Frames = Frames(1);
    /// A clause without "that".
    pub const CLAUSE: Frames = Frames(2);
    /// A clause with "that".
    pub const THAT: Frames = Frames(4);
    /// An infinitive.
    pub const INFINITIVE: Frames = Frames(8);
    /// Whom it is said to, before the clause.
    pub const OBJECT: Frames = Frames(16);
    /// A question clause.
    pub const QUESTION: Frames = Frames(32);

    fn parse(letters: &str) -> Self {
        Frames(letters.chars().fold(0, |bits, c| {
            bits | match c {
                'd' => 1,
                'c' => 2,
                't' => 4,
                'i' => 8,
                'o' => 16,
                'w' => 32,
                _ => 0,
            }
        }))
    }

    pub const fn is(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }
}

/// The form of a verb; one spelling may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VerbForm {
    Base,
    Third,
    Past,
    Participle,
    Gerund,
}

/// A form of a cue verb.
#[derive(Clone, Debug)]
pub(crate) struct CueForm {
    /// The words behind the first that belong to it (`out` in `pointed out`).
    pub rest: Vec<String>,
    pub form: VerbForm,
    pub frames: Frames,
}

/// The cue verbs, by the first word of each form in lower case.
pub(crate) struct Cues(FxHashMap<String, Vec<CueForm>>);

impl Cues {
    /// The forms that begin with `word`, the longest first.
    pub fn starting(&self, word: &str) -> &[CueForm] {
        self.0.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether `word` by itself is a verb that quotes, as "says" is.
    pub fn quotes(&self, word: &str) -> bool {
        self.starting(word).iter().any(|c| c.rest.is_empty() && c.frames.is(Frames::DIRECT))
    }
}

/// The cue verbs of `cues.tsv` in all their forms.
pub(crate) fn cues() -> &'static Cues {
    static CUES: LazyLock<Cues> = LazyLock::new(|| {
        let mut forms: FxHashMap<String, Vec<CueForm>> = FxHashMap::default();
        for row in rows(include_str!("cues.tsv")) {
            let frames = Frames::parse(row.get(1).copied().unwrap_or_default());
            let verb = inflect(row[0], row.get(2).copied().filter(|s| !s.is_empty()));
            for (text, form) in [
                (verb.past, VerbForm::Past),
                (verb.third, VerbForm::Third),
                (verb.base, VerbForm::Base),
                (verb.gerund, VerbForm::Gerund),
                (verb.participle, VerbForm::Participle),
            ] {
                let mut words = text.split(' ').map(str::to_owned);
                let Some(first) = words.next() else { continue };
                let rest: Vec<String> = words.collect();
                let entry = forms.entry(first).or_default();
                if !entry.iter().any(|c| c.rest == rest && c.frames == frames) {
                    entry.push(CueForm { rest, form, frames });
                }
            }
        }
        for list in forms.values_mut() {
            list.sort_by_key(|c| std::cmp::Reverse(c.rest.len()));
        }
        Cues(forms)
    });
    &CUES
}

/// Whether a word, in lower case, is a finite form or gerund of a verb of `characterising-verbs.tsv`.
pub(crate) fn characterising(lower: &str) -> bool {
    static VERBS: LazyLock<FxHashSet<String>> = LazyLock::new(|| verbs(include_str!("characterising-verbs.tsv")));
    VERBS.contains(lower)
}

/// Whether a word, in lower case, is a participle that, behind a form of "be", attributes to somebody who is not its
/// subject ("is believed").
pub(crate) fn passive_cue(lower: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| rows(include_str!("passive-cues.tsv")).filter_map(|row| row.first().copied()).collect());
    WORDS.contains(lower)
}

/// What stands in quotation marks behind a participle that says how something is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Its name ("titled").
    Name,
    /// Its name, or what somebody calls it ("dubbed").
    Call,
    /// What somebody calls it ("described as").
    Judge,
}

/// What a participle, in lower case, has behind it in quotation marks, after "as" or not, where it says how something is
/// called.
pub(crate) fn naming(lower: &str, behind_as: bool) -> Option<Naming> {
    static WORDS: LazyLock<FxHashMap<&str, (Naming, bool)>> = LazyLock::new(|| {
        let naming = |word: &str| match word {
            "name" => Naming::Name,
            "call" => Naming::Call,
            _ => Naming::Judge,
        };
        let row = |row: Vec<&'static str>| (row[0], (naming(row[1]), row.len() > 2));
        rows(include_str!("naming-participles.tsv")).filter(|r| r.len() > 1).map(row).collect()
    });
    WORDS.get(lower).filter(|(_, needs_as)| behind_as || !needs_as).map(|&(naming, _)| naming)
}

/// Whether words hold a form of a verb of `deed-verbs.tsv`, alone or with its particle: what somebody does or wants, not
/// what they say.
pub(crate) fn deed(words: &str) -> bool {
    static VERBS: LazyLock<FxHashSet<String>> = LazyLock::new(|| verbs(include_str!("deed-verbs.tsv")));
    let lower = words.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.iter().any(|w| VERBS.contains(*w)) || words.windows(2).any(|pair| VERBS.contains(&pair.join(" ")))
}

/// The same of `deed-before-noun.tsv`: where no clause follows.
pub(crate) fn deed_before_noun(words: &str) -> bool {
    static VERBS: LazyLock<FxHashSet<String>> = LazyLock::new(|| verbs(include_str!("deed-before-noun.tsv")));
    words.to_lowercase().split_whitespace().any(|w| VERBS.contains(w))
}

/// The finite forms and gerunds of a list of verbs.
fn verbs(list: &'static str) -> FxHashSet<String> {
    let forms = |row: Vec<&'static str>| {
        let verb = inflect(row[0], row.get(1).copied());
        [verb.third, verb.past, verb.gerund, verb.base]
    };
    rows(list).flat_map(forms).collect()
}
