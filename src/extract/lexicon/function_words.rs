//! Closed-class words.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::{WordClass, common, rows};

/// The class of a closed-class word. A word may have several; each is one bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Closed(u16);

impl Closed {
    pub const DETERMINER: Closed = Closed(1);
    pub const PRONOUN: Closed = Closed(2);
    pub const PREPOSITION: Closed = Closed(4);
    pub const CONJUNCTION: Closed = Closed(8);
    pub const SUBORDINATOR: Closed = Closed(16);
    pub const AUXILIARY: Closed = Closed(32);
    pub const NEGATION: Closed = Closed(64);
    pub const ADVERB: Closed = Closed(128);
    /// An open-class word that looks like an adverb.
    pub const NOUN: Closed = Closed(256);
    /// A word that begins a phrase of time.
    pub const TEMPORAL: Closed = Closed(512);

    /// A word for what something is said in: a statement, an interview.
    pub const MEDIUM: Closed = Closed(1024);
    /// Any class of function words: an open-class word has none of them.
    pub const FUNCTION: Closed = Closed(255);

    /// Whether any class of `other` is among these.
    pub const fn is(self, other: Closed) -> bool {
        self.0 & other.0 != 0
    }

    /// Both.
    pub const fn or(self, other: Closed) -> Closed {
        Closed(self.0 | other.0)
    }
}

static WORDS: LazyLock<FxHashMap<&'static str, Closed>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Closed> = FxHashMap::default();
    for row in rows(include_str!("function-words.tsv")) {
        let class = match row[0] {
            "determiner" => Closed::DETERMINER,
            "pronoun" => Closed::PRONOUN,
            "preposition" => Closed::PREPOSITION,
            "conjunction" => Closed::CONJUNCTION,
            "subordinator" => Closed::SUBORDINATOR,
            "auxiliary" => Closed::AUXILIARY,
            "negation" => Closed::NEGATION,
            "adverb" => Closed::ADVERB,
            "temporal" => Closed::TEMPORAL,
            "medium" => Closed::MEDIUM,
            _ => Closed::NOUN,
        };
        for word in row.get(1).into_iter().flat_map(|w| w.split_whitespace()) {
            let entry = words.entry(word).or_default();
            *entry = entry.or(class);
        }
    }
    words
});

/// The classes of a word, given in lower case; none for an open-class word.
pub(crate) fn closed_class(lower: &str) -> Closed {
    let listed = WORDS.get(lower).copied().unwrap_or_default();
    if listed == Closed::default() && lower.len() > 4 && lower.ends_with("ly") { Closed::ADVERB } else { listed }
}

/// The same of a word as it is written, whose lower case is given too: a capital makes a name of a word that only ends
/// like an adverb ("Reilly").
pub(crate) fn closed_class_of(written: &str, lower: &str) -> Closed {
    let class = closed_class(lower);
    let name = class == Closed::ADVERB
        && lower.ends_with("ly")
        && written.starts_with(char::is_uppercase)
        && !WORDS.contains_key(lower)
        && common(lower) != Some(WordClass::Adverb);
    if name { Closed::default() } else { class }
}
