//! Words that name people and bodies, or stand beside their names.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

use super::rows;

/// The pronoun a word is known with. It only keeps a pronoun from a person it cannot stand for, and is never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    He,
    She,
}

impl Gender {
    fn read(word: &str) -> Option<Self> {
        match word {
            "he" => Some(Self::He),
            "she" => Some(Self::She),
            _ => None,
        }
    }
}

/// A title before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// Whether it says nothing of a role ("Ms.").
    pub courtesy: bool,
    pub gender: Option<Gender>,
}

/// A noun for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Role {
    /// Whether it names nobody in particular ("source", "man").
    pub anonymous: bool,
    pub plural: bool,
    pub gender: Option<Gender>,
}

/// A noun for a body or a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    pub document: bool,
    /// Whether it says what a business or the like does, and so stands before its name ("chipmaker").
    pub trade: bool,
    pub plural: bool,
}

/// What a common noun may stand for, of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Noun {
    pub role: Option<Role>,
    pub body: Option<Body>,
    /// Whether it stands for people spoken of together.
    pub group: bool,
}

/// What a word of geography is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceWord {
    /// A country or capital, which may stand for its government.
    Power,
    /// Any other place.
    Other,
    /// "Russian".
    Adjective,
    /// "Russians".
    People,
}

/// What a name is that ends with a word of no speaker ("Voting Act", "Silver Lake").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Place,
    Other,
}

/// How a noun for a person stands to the other things that somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Anybody may be that too ("the candidate").
    Any,
    /// It is mostly somebody else than who was named last ("the officer").
    Apart,
    /// The same, of what somebody is to others ("the friend").
    Tie,
}

/// The part of speech that a common word has most often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordClass {
    Noun,
    Plural,
    Adjective,
    Adverb,
    /// A verb in the infinitive or present.
    Verb,
    Past,
    Ing,
    Number,
    Function,
}

static TITLES: LazyLock<FxHashMap<String, Title>> = LazyLock::new(|| {
    rows(include_str!("titles.tsv"))
        .filter(|r| r.len() > 2)
        .map(|r| (r[0].replace('.', ""), Title { courtesy: r[1] == "courtesy", gender: Gender::read(r[2]) }))
        .collect()
});

static NOUNS: LazyLock<FxHashMap<String, Noun>> = LazyLock::new(|| {
    let mut out: FxHashMap<String, Noun> = FxHashMap::default();
    for r in rows(include_str!("roles.tsv")).filter(|r| r.len() > 2) {
        let role = Role { anonymous: r[1] == "anonymous", plural: false, gender: Gender::read(r[2]) };
        out.entry(plural(r[0])).or_default().role = Some(Role { plural: true, ..role });
        out.entry(r[0].to_string()).or_default().role = Some(role);
    }
    for r in rows(include_str!("bodies.tsv")).filter(|r| r.len() > 1) {
        let body = Body { document: r[1] == "document", trade: r[1] == "trade", plural: false };
        out.entry(plural(r[0])).or_default().body = Some(Body { plural: true, ..body });
        out.entry(r[0].to_string()).or_default().body = Some(body);
    }
    for r in rows(include_str!("groups.tsv")) {
        out.entry(r[0].to_string()).or_default().group = true;
    }
    out
});

static PLACES: LazyLock<FxHashMap<&'static str, PlaceWord>> = LazyLock::new(|| {
    let mut out = FxHashMap::default();
    for r in rows(include_str!("places.tsv")).filter(|r| r.len() > 1) {
        out.entry(r[0]).or_insert(match r[1] {
            "country" | "capital" => PlaceWord::Power,
            "adjective" => PlaceWord::Adjective,
            "people" => PlaceWord::People,
            _ => PlaceWord::Other,
        });
    }
    out
});

static EPITHETS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("epithets.tsv")).map(|r| r[0]).collect());

static STANDINGS: LazyLock<FxHashMap<&'static str, Standing>> = LazyLock::new(|| {
    let standing = |word: &str| match word {
        "any" => Standing::Any,
        "tie" => Standing::Tie,
        _ => Standing::Apart,
    };
    rows(include_str!("standings.tsv")).filter(|r| r.len() > 1).map(|r| (r[0], standing(r[1]))).collect()
});

static NICKNAMES: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("nicknames.tsv")).filter(|r| r.len() > 1).map(|r| (r[0], r[1].split(',').collect())).collect()
});

static ORGANIZATIONS: LazyLock<(FxHashSet<&'static str>, FxHashSet<&'static str>)> = LazyLock::new(|| {
    let (mut words, mut names) = (FxHashSet::default(), FxHashSet::default());
    for r in rows(include_str!("organizations.tsv")).filter(|r| r.len() > 1) {
        if r[1] == "suffix" {
            words.insert(r[0].trim_end_matches('.'))
        } else {
            names.insert(r[0])
        };
    }
    (words, names)
});

static THINGS: LazyLock<FxHashMap<&'static str, Thing>> = LazyLock::new(|| {
    let thing = |word: &str| if word == "place" { Thing::Place } else { Thing::Other };
    rows(include_str!("things.tsv")).filter(|r| r.len() > 1).map(|r| (r[0], thing(r[1]))).collect()
});

static FIRST_NAMES: LazyLock<FxHashMap<&'static str, Option<Gender>>> = LazyLock::new(|| {
    rows(include_str!("first-names.tsv")).filter(|r| r.len() > 1).map(|r| (r[0], Gender::read(r[1]))).collect()
});

static HONOURS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("honours.tsv")).map(|r| r[0]).collect());

/// Words in the names of offices, and whether what an office is for may be listed behind them.
static OFFICES: LazyLock<FxHashMap<&'static str, bool>> = LazyLock::new(|| {
    rows(include_str!("office-words.tsv")).filter(|r| r.len() > 1).map(|r| (r[0], r[1] == "field")).collect()
});

static BRANDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("brands.tsv")).flat_map(|r| r[0].split_whitespace()).collect());

static NOT_NAMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("not-names.tsv")).map(|r| r[0]).collect());

static COMMON: LazyLock<FxHashMap<&'static str, WordClass>> = LazyLock::new(|| {
    let class = |word: &str| match word {
        "noun" => WordClass::Noun,
        "nouns" => WordClass::Plural,
        "adj" => WordClass::Adjective,
        "adv" => WordClass::Adverb,
        "verb" | "verbs" => WordClass::Verb,
        "past" => WordClass::Past,
        "ing" => WordClass::Ing,
        "num" => WordClass::Number,
        _ => WordClass::Function,
    };
    rows(include_str!("common-words.tsv")).filter(|r| r.len() > 1).map(|r| (r[0], class(r[1]))).collect()
});

/// The plural of a noun, with the men, wives and children of compounds.
fn plural(noun: &str) -> String {
    let ends = |ends: &[&str]| ends.iter().any(|e| noun.ends_with(e));
    const IRREGULAR: [(&str, &str); 8] = [
        ("man", "men"),
        ("person", "people"),
        ("wife", "wives"),
        ("thief", "thieves"),
        ("child", "children"),
        ("alumnus", "alumni"),
        ("sis", "ses"),
        ("passerby", "passersby"),
    ];
    // "passer-by", "editor-in-chief": the first word is the noun.
    if let Some((head, rest)) = noun.split_once('-')
        && ["by", "in-", "at-", "of-"].iter().any(|p| rest.starts_with(p))
    {
        return format!("{}-{rest}", plural(head));
    }
    let irregular = IRREGULAR.iter().find_map(|(one, many)| Some((noun.strip_suffix(one)?, many)));
    if let Some((stem, many)) = irregular.filter(|(stem, _)| !["hu", "sha"].contains(stem)) {
        return format!("{stem}{many}");
    }
    if ends(&["s", "x", "ch", "sh"]) {
        format!("{noun}es")
    } else if noun.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) {
        format!("{}ies", &noun[..noun.len() - 1])
    } else {
        format!("{noun}s")
    }
}

/// A title, as written and without stops.
pub(crate) fn title(written: &str) -> Option<Title> {
    TITLES.get(written).or_else(|| TITLES.get(&written.replace('-', " "))).copied()
}

/// What a noun, in lower case, may stand for.
pub(crate) fn noun(lower: &str) -> Noun {
    // "mum-of-three"
    let of = || lower.contains('-').then(|| lower.split_once("-of-")).flatten();
    NOUNS.get(lower).or_else(|| NOUNS.get(of()?.0)).copied().unwrap_or_default()
}

/// A noun for a person, in lower case.
pub(crate) fn role(lower: &str) -> Option<Role> {
    noun(lower).role
}

/// Whether a noun, in lower case, calls somebody again who was named just before ("the striker", "the 63-year-old", "the
/// Norwegian").
pub(crate) fn epithet(lower: &str) -> bool {
    // "The Dutch" and "the Chinese" are many, or a government.
    let compatriot = || lower.ends_with("an") && place(&initial_capital(lower)) == Some(PlaceWord::Adjective);
    // "the Aucklander"
    let townsman = || lower.strip_suffix("er").is_some_and(|town| place(&initial_capital(town)).is_some());
    lower.ends_with("-year-old") || EPITHETS.contains(lower) || compatriot() || townsman()
}

/// How a noun, in lower case, stands to the other things that somebody is.
pub(crate) fn standing(lower: &str) -> Option<Standing> {
    STANDINGS.get(lower).copied()
}

/// Whether a given name is short for another, both in lower case.
pub(crate) fn nickname(short: &str, long: &str) -> bool {
    NICKNAMES.get(short).is_some_and(|names| names.contains(&long))
}

/// Whether letters, as written, stand behind a name for an honour, degree or seat ("KC").
pub(crate) fn honour(written: &str) -> bool {
    HONOURS.contains(written)
}

/// Whether a word, as written, stands beside the title of an office ("Deputy", "Medical").
pub(crate) fn office_word(written: &str) -> bool {
    OFFICES.get(written) == Some(&false)
}

/// Whether what an office is for may be listed behind this word of its name, in lower case ("ministry").
pub(crate) fn has_fields(lower: &str) -> bool {
    OFFICES.get(lower) == Some(&true)
}

/// A noun for a body or document, in lower case.
pub(crate) fn body(lower: &str) -> Option<Body> {
    noun(lower).body
}

/// Whether a noun, in lower case, says what a business or the like does, and so stands before its name ("chipmaker").
pub(crate) fn trade(lower: &str) -> bool {
    let noun = noun(lower);
    noun.role.is_none() && (noun.body.is_some_and(|b| b.trade && !b.plural) || lower.ends_with("maker"))
}

/// Whether a word, in lower case, stands for people spoken of together.
pub(crate) fn group(lower: &str) -> bool {
    noun(lower).group
}

/// A word or words of geography, as written.
pub(crate) fn place(written: &str) -> Option<PlaceWord> {
    PLACES.get(written).copied()
}

/// Whether a word, as written, ends or heads the name of a body.
pub(crate) fn organization_word(written: &str) -> bool {
    ORGANIZATIONS.0.contains(written)
}

/// Whether this is the name of a body, as written.
pub(crate) fn organization_name(written: &str) -> bool {
    ORGANIZATIONS.1.contains(written)
}

/// A given name and the pronoun it is known with, where it is known with one only.
pub(crate) fn first_name(written: &str) -> Option<Option<Gender>> {
    FIRST_NAMES.get(written).copied().or_else(|| {
        // "ANN" in a line of capitals.
        let shouted = written.len() > 2 && !written.chars().any(char::is_lowercase);
        shouted.then(|| FIRST_NAMES.get(initial_capital(written).as_str()).copied()).flatten()
    })
}

/// A word with its first letter as a capital and no other.
pub(crate) fn initial_capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
}

/// Whether a capitalised word names neither a person nor a body.
pub(crate) fn not_a_name(written: &str) -> bool {
    NOT_NAMES.contains(written)
}

/// Whether a name, as written, is that of goods or shops and looks like a surname.
pub(crate) fn brand(written: &str) -> bool {
    BRANDS.contains(written)
}

/// The class of a common word, in lower case.
pub(crate) fn common(lower: &str) -> Option<WordClass> {
    COMMON.get(lower).copied()
}

/// What a name is whose last word, as written, names no speaker.
pub(crate) fn thing(written: &str) -> Option<Thing> {
    THINGS.get(written).copied()
}
