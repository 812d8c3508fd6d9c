//! Small sets of words that one or two rules ask for.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

use super::rows;

/// Declares the sets, each with its name in the list.
macro_rules! word_sets {
    ($($(#[$doc:meta])* $set:ident = $name:literal,)*) => {
        /// A set of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum WordSet {
            $($(#[$doc])* $set,)*
        }

        impl WordSet {
            /// Every set, by its name.
            const ALL: &[(&str, Self)] = &[$(($name, Self::$set),)*];
        }
    };
}

word_sets! {
    /// What a stop behind it belongs to, as it is written: "Jr.", "Sen."
    Abbreviated = "abbreviated",
    /// What somebody without a name is to whom or what they know: "a person close to the talks".
    Acquainted = "acquainted",
    /// Verbs by which somebody without a name acts rather than tells.
    Acts = "acts",
    /// Bodies that say behind "on" what they are for.
    Advises = "advises",
    /// What bodies are called that are not there for profit.
    Agency = "agency",
    /// Verbs of an answer.
    Answers = "answers",
    /// The forms of "ask".
    Ask = "ask",
    /// "asked", of who then answers.
    Asks = "asks",
    /// Behind a hyphen: where a body is, or whose: "Boston-based".
    Based = "based",
    /// A form of "be" that is a word of its own.
    Be = "be",
    /// Words before a noun that are no article and no number, or look like something else.
    BeforeNoun = "before-noun",
    /// The forms of "call".
    Call = "call",
    /// A form of the verb or noun that says what somebody is tried for.
    Charge = "charge",
    /// Who works with somebody: "Ann Lee and colleagues".
    Colleagues = "colleagues",
    /// What companies are called, by what they do.
    Company = "company",
    /// Words before the name of a place for a part of it ("Central Asia").
    Compass = "compass",
    /// Before whom or where a case is heard.
    Court = "court",
    /// Parts of a day: "that evening".
    DayParts = "day-parts",
    /// Verbs of speech that tell a deed where they have an object and no clause: "threatened a witness".
    Done = "done",
    /// Words before a name that are no part of it, though they have a capital where a sentence begins.
    Drops = "drops",
    /// What an apostrophe stands before, for a lost beginning: "'em".
    Elided = "elided",
    /// Who is sent to a place or works to somebody: "envoy to".
    Envoy = "envoy",
    /// What is done to a witness, beside asking.
    Examines = "examines",
    /// Participles that open a sentence before its subject: "Reacting, the mayor said".
    Fronts = "fronts",
    /// Words behind which more is said of a source without a name.
    Further = "further",
    /// Where people come together to hear somebody.
    Gathering = "gathering",
    /// What somebody does or is between two quotations: "She paused.", "Lee was unimpressed."
    Gestures = "gestures",
    /// Verbs before "to" and another verb, for what somebody often does.
    Habit = "habit",
    /// Verbs of hearing what others say, or telling it again: "recalled his father saying".
    Hears = "hears",
    /// Nouns of those who are seldom named.
    Hidden = "hidden",
    /// Verbs, in the past, that have a statement for their object.
    Issues = "issues",
    /// Verbs, in the past or with an "s", of what somebody thinks of a report, or does with it.
    Judges = "judges",
    /// Words before a noun that set its bearers above others, so that they are some of them: "senior officials".
    High = "high",
    /// Lengths of time.
    Lapse = "lapse",
    /// Words that may stand before a name beside a role, without taking the lead.
    Leads = "leads",
    /// What the name of a company ends in by law ("Inc.").
    Legal = "legal",
    /// Nouns that have no article where they are meant as a whole.
    Mass = "mass",
    /// Forms of verbs that tell, in the present, that no noun is spelt like: "reckons".
    NoNoun = "no-noun",
    /// What has an article as a source without a name has, and is nobody who tells.
    NoPerson = "no-person",
    /// What stands before digits that are the number of something: "version 30.2.2024".
    Numbered = "numbered",
    /// Who speaks in public, or is nobody in particular.
    OnRecord = "on-record",
    /// Adverbs that open a sentence before its subject, and look like a part of a name there.
    Opens = "opens",
    /// What somebody is who has children: "a mother of six".
    Parents = "parents",
    /// What parties call themselves: "Liberal".
    Party = "party",
    /// How words come to be quoted of somebody, behind a form of "be": "was quoted as saying", "were heard shouting".
    Perceived = "perceived",
    /// The forms of verbs for what somebody sees or hears others do.
    Perceives = "perceives",
    /// What is done to a song, right before its title: "sang “The Long Road Home”".
    Performs = "performs",
    /// Papers, by how often they come out: "a state-run daily".
    Periodical = "periodical",
    /// Words before a role that one person has: "the former officer".
    Personal = "personal",
    /// What a reporter writes.
    Piece = "piece",
    /// Whose something is.
    Possessive = "possessive",
    /// Particles that a hyphen joins to a name: "al-Masri".
    Prefix = "prefix",
    /// Papers, stations and sites, before their name: "newspaper Dagens Posten".
    Press = "press",
    /// Participles of what was said of the future, whose passive names nobody.
    Promises = "promises",
    /// Bodies, none of which is a company.
    Public = "public",
    /// Verbs of how somebody words something, behind "is how".
    Puts = "puts",
    /// Words that open a clause of what is asked or told.
    Question = "question",
    /// What makes another office of one: "deputy mayor".
    Rank = "rank",
    /// Participles, before "by", of what was written and others have: "a letter seen by the Courier".
    Reads = "reads",
    /// What sources are called that are texts, not people: "historical".
    Recorded = "recorded",
    /// What a number is that a reader is to quote.
    Reference = "reference",
    /// Participles before a role without an article.
    Retired = "retired",
    /// Who leads a country.
    Ruler = "ruler",
    /// Bodies that may have their name right before their noun: "the Northway group".
    SelfNamed = "self-named",
    /// Words before a noun for more than one.
    Several = "several",
    /// Verbs, in the past or with an "s", for loud or unclear speech.
    Shout = "shout",
    /// What one of many is: "the first country to say".
    Singled = "singled",
    /// Who speaks for a body.
    Spokes = "spokes",
    /// Participles before "to have said": "is supposed to have told".
    Supposed = "supposed",
    /// The forms of "speak", "talk" and "chat".
    Talks = "talks",
    /// Verbs, in the past, that take whom somebody tells to do something.
    Tells = "tells",
    /// What has a title or a name in quotation marks right behind it: "the ship “Aurora”".
    Titled = "titled",
    /// What a business does, or is to another, where the same word may tell what somebody does: "operator".
    Undertakes = "undertakes",
    /// What bodies are called that have members: "Rice Growers’ Association".
    Unions = "unions",
    /// The first words of a source without a name.
    Unnamed = "unnamed",
    /// Who writes or pictures an article, by their line above it.
    Writers = "writers",
}

impl WordSet {
    /// Whether a word, in lower case, is one of them.
    pub fn has(self, lower: &str) -> bool {
        WORDS.contains(&(self, lower))
    }
}

static WORDS: LazyLock<FxHashSet<(WordSet, &str)>> = LazyLock::new(|| {
    let set = |name: &str| WordSet::ALL.iter().find(|s| s.0 == name).map(|s| s.1);
    rows(include_str!("word-sets.tsv")).filter_map(|row| Some((set(row[0])?, *row.get(1)?))).collect()
});

#[cfg(test)]
mod tests {
    use super::{WORDS, WordSet, rows};

    #[test]
    fn every_row_is_read_and_no_set_is_empty() {
        assert_eq!(WORDS.len(), rows(include_str!("word-sets.tsv")).count());
        for &(name, set) in WordSet::ALL {
            assert!(WORDS.iter().any(|w| w.0 == set), "{name}");
        }
    }
}
