//! Small sets of words that one or two rules ask for.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

use super::rows;

/// A set of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordSet {
    /// What a stop behind it belongs to, as it is written: "Jr.", "Sen."
    Abbreviated,
    /// Verbs by which somebody without a name acts rather than tells.
    Acts,
    /// Bodies that say behind "on" what they are for.
    Advises,
    /// What bodies are called that are not there for profit.
    Agency,
    /// Verbs of an answer.
    Answers,
    /// The forms of "ask".
    Ask,
    /// "asked", of who then answers.
    Asks,
    /// Behind a hyphen: where a body is, or whose: "Boston-based".
    Based,
    /// A form of "be" that is a word of its own.
    Be,
    /// Words before a noun that are no article and no number, or look like something else.
    BeforeNoun,
    /// A form of the verb or noun that says what somebody is tried for.
    Charge,
    /// Who works with somebody: "Ann Lee and colleagues".
    Colleagues,
    /// What companies are called, by what they do.
    Company,
    /// Words before the name of a place for a part of it ("Central Asia").
    Compass,
    /// Before whom or where a case is heard.
    Court,
    /// Words before a name that are no part of it, though they have a capital where a sentence begins.
    Drops,
    /// What an apostrophe stands before, for a lost beginning: "'em".
    Elided,
    /// Who is sent to a place or works to somebody: "envoy to".
    Envoy,
    /// What is done to a witness, beside asking.
    Examines,
    /// Participles that open a sentence before its subject: "Reacting, the mayor said".
    Fronts,
    /// Words behind which more is said of a source without a name.
    Further,
    /// Where people come together to hear somebody.
    Gathering,
    /// Verbs before "to" and another verb, for what somebody often does.
    Habit,
    /// Nouns of those who are seldom named.
    Hidden,
    /// Verbs, in the past, that have a statement for their object.
    Issues,
    /// Verbs, in the past or with an "s", of what somebody thinks of a report, or does with it.
    Judges,
    /// Lengths of time.
    Lapse,
    /// Words that may stand before a name beside a role, without taking the lead.
    Leads,
    /// What the name of a company ends in by law ("Inc.").
    Legal,
    /// Nouns that have no article where they are meant as a whole.
    Mass,
    /// What has an article as a source without a name has, and is nobody who tells.
    NoPerson,
    /// What stands before digits that are the number of something: "version 30.2.2024".
    Numbered,
    /// Who speaks in public, or is nobody in particular.
    OnRecord,
    /// Adverbs that open a sentence before its subject, and look like a part of a name there.
    Opens,
    /// How words come to be quoted of somebody, behind a form of "be": "was quoted as saying", "were heard shouting".
    Perceived,
    /// What is done to a song, right before its title: "sang “The Long Road Home”".
    Performs,
    /// Papers, by how often they come out: "a state-run daily".
    Periodical,
    /// Words before a role that one person has: "the former officer".
    Personal,
    /// What a reporter writes.
    Piece,
    /// Particles that a hyphen joins to a name: "al-Masri".
    Prefix,
    /// Papers, stations and sites, before their name: "newspaper Dagens Posten".
    Press,
    /// Participles of what was said of the future, whose passive names nobody.
    Promises,
    /// Bodies, none of which is a company.
    Public,
    /// Verbs of how somebody words something, behind "is how".
    Puts,
    /// What makes another office of one: "deputy mayor".
    Rank,
    /// What a number is that a reader is to quote.
    Reference,
    /// Participles before a role without an article.
    Retired,
    /// Who leads a country.
    Ruler,
    /// Bodies that may have their name right before their noun: "the Northway group".
    SelfNamed,
    /// Words before a noun for more than one.
    Several,
    /// Verbs, in the past or with an "s", for loud or unclear speech.
    Shout,
    /// What one of many is: "the first country to say".
    Singled,
    /// Who speaks for a body.
    Spokes,
    /// Verbs, in the past, that take whom somebody tells to do something.
    Tells,
    /// What has a title or a name in quotation marks right behind it: "the ship “Aurora”".
    Titled,
    /// The first words of a source without a name.
    Unnamed,
    /// Who writes or pictures an article, by their line above it.
    Writers,
}

impl WordSet {
    const fn name(self) -> &'static str {
        match self {
            Self::Abbreviated => "abbreviated",
            Self::Acts => "acts",
            Self::Advises => "advises",
            Self::Agency => "agency",
            Self::Answers => "answers",
            Self::Ask => "ask",
            Self::Asks => "asks",
            Self::Based => "based",
            Self::Be => "be",
            Self::BeforeNoun => "before-noun",
            Self::Charge => "charge",
            Self::Colleagues => "colleagues",
            Self::Company => "company",
            Self::Compass => "compass",
            Self::Court => "court",
            Self::Drops => "drops",
            Self::Elided => "elided",
            Self::Envoy => "envoy",
            Self::Examines => "examines",
            Self::Fronts => "fronts",
            Self::Further => "further",
            Self::Gathering => "gathering",
            Self::Habit => "habit",
            Self::Hidden => "hidden",
            Self::Issues => "issues",
            Self::Judges => "judges",
            Self::Lapse => "lapse",
            Self::Leads => "leads",
            Self::Legal => "legal",
            Self::Mass => "mass",
            Self::NoPerson => "no-person",
            Self::Numbered => "numbered",
            Self::OnRecord => "on-record",
            Self::Opens => "opens",
            Self::Perceived => "perceived",
            Self::Performs => "performs",
            Self::Periodical => "periodical",
            Self::Personal => "personal",
            Self::Piece => "piece",
            Self::Prefix => "prefix",
            Self::Press => "press",
            Self::Promises => "promises",
            Self::Public => "public",
            Self::Puts => "puts",
            Self::Rank => "rank",
            Self::Reference => "reference",
            Self::Retired => "retired",
            Self::Ruler => "ruler",
            Self::SelfNamed => "self-named",
            Self::Several => "several",
            Self::Shout => "shout",
            Self::Singled => "singled",
            Self::Spokes => "spokes",
            Self::Tells => "tells",
            Self::Titled => "titled",
            Self::Unnamed => "unnamed",
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
