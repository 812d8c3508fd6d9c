//! Small sets of words that one or two rules ask for.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

use super::rows;

/// A set of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordSet {
    /// Bodies that say behind "on" what they are for.
    Advises,
    /// Verbs of an answer.
    Answers,
    /// "asked", of who then answers.
    Asks,
    /// A form of "be" that is a word of its own.
    Be,
    /// A form of the verb or noun that says what somebody is tried for.
    Charge,
    /// Words before the name of a place for a part of it ("Central Asia").
    Compass,
    /// Before whom or where a case is heard.
    Court,
    /// Who is sent to a place or works to somebody: "envoy to".
    Envoy,
    /// Participles that open a sentence before its subject: "Reacting, the mayor said".
    Fronts,
    /// Where people come together to hear somebody.
    Gathering,
    /// Verbs, in the past or with an "s", of what somebody thinks of a report, or does with it.
    Judges,
    /// What the name of a company ends in by law ("Inc.").
    Legal,
    /// Adverbs that open a sentence before its subject, and look like a part of a name there.
    Opens,
    /// What is done to a song, right before its title: "sang “The Long Road Home”".
    Performs,
    /// How words come to be quoted of somebody, behind a form of "be": "was quoted as saying", "were heard shouting".
    Perceived,
    /// Papers, by how often they come out: "a state-run daily".
    Periodical,
    /// Papers, stations and sites, before their name: "newspaper Dagens Posten".
    Press,
    /// Verbs of how somebody words something, behind "is how".
    Puts,
    /// Verbs, in the past, that take whom somebody tells to do something.
    Tells,
    /// Verbs, in the past or with an "s", for loud or unclear speech.
    Shout,
    /// What has a title or a name in quotation marks right behind it: "the ship “Aurora”".
    Titled,
    /// Who writes or pictures an article, by their line above it.
    Writers,
}

impl WordSet {
    const fn name(self) -> &'static str {
        match self {
            Self::Advises => "advises",
            Self::Answers => "answers",
            Self::Asks => "asks",
            Self::Be => "be",
            Self::Charge => "charge",
            Self::Compass => "compass",
            Self::Court => "court",
            Self::Envoy => "envoy",
            Self::Fronts => "fronts",
            Self::Gathering => "gathering",
            Self::Judges => "judges",
            Self::Legal => "legal",
            Self::Opens => "opens",
            Self::Performs => "performs",
            Self::Perceived => "perceived",
            Self::Periodical => "periodical",
            Self::Press => "press",
            Self::Puts => "puts",
            Self::Shout => "shout",
            Self::Tells => "tells",
            Self::Titled => "titled",
            Self::Writers => "writers",
        }
    }

    /// Whether a word, in lower case, is one of them.
    pub fn has(self, lower: &str) -> bool {
        WORDS.contains(&(self.name(), lower))
    }
}

static WORDS: LazyLock<FxHashSet<(&str, &str)>> =
    LazyLock::new(|| rows(include_str!("word-sets.tsv")).filter(|r| r.len() > 1).map(|r| (r[0], r[1])).collect());
