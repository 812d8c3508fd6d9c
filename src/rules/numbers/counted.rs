//! What a number counts.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use regex::Regex;

use super::number::{Number, Unit};
use crate::extract::lexicon::{self, Closed};
use crate::text::Token;

/// What is counted: a plural noun with the words before it, or those who came to harm.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Counted {
    /// `killed`, `injured`, or the noun.
    pub(super) head: String,
    /// The words between the number and the noun.
    pub(super) before: String,
    /// The token behind it.
    pub(super) end: usize,
}

#[derive(Default)]
struct Words {
    harm: FxHashMap<&'static str, &'static str>,
    irregular: FxHashMap<&'static str, &'static str>,
    loose: FxHashMap<&'static str, &'static str>,
    /// The others, by kind and word.
    more: FxHashSet<(&'static str, &'static str)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut out = Words::default();
    for row in lexicon::rows(include_str!("../../extract/lexicon/counted.tsv")) {
        let [kind, word, ref rest @ ..] = row[..] else { continue };
        let list = match kind {
            "harm" => &mut out.harm,
            "irregular" => &mut out.irregular,
            "loose" => &mut out.loose,
            _ => {
                out.more.insert((kind, word));
                continue;
            }
        };
        list.insert(word, rest.first().copied().unwrap_or_default());
    }
    out
});

/// Whether a word in small letters is of a kind of the list.
pub(super) fn is(kind: &str, word: &str) -> bool {
    WORDS.more.contains(&(kind, word))
}

/// Of words in small letters, those that say something, without the s of a plural.
pub(super) fn content(words: impl Iterator<Item = String>) -> BTreeSet<String> {
    let says = |w: &String| {
        w.len() > 3 && w.chars().all(char::is_alphabetic) && !lexicon::closed_class(w).is(Closed::FUNCTION)
    };
    words.filter(says).map(|w| w.trim_end_matches('s').to_owned()).collect()
}

/// Words at the beginning of a sentence.
pub(super) fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
}

/// Whether a number counts what comes on top, or some of all (“three others”, “the first 12”).
pub(super) fn part(text: &str, tokens: &[Token], number: &Number) -> bool {
    let word = |i: usize| tokens.get(i).map_or(String::new(), |t| t.span.of(text).to_lowercase());
    let before = number.tokens.start.checked_sub(1);
    before.is_some_and(|i| is("place", &word(i)))
        || before.into_iter().chain(number.tokens.end..number.tokens.end + 3).any(|i| is("part", &word(i)))
}

/// Whether a number measures time, space or a share, or is an hour (“three in the morning”), and counts no things.
pub(super) fn measures(text: &str, tokens: &[Token], number: &Number) -> bool {
    let word = |i: usize| tokens.get(i).map_or(String::new(), |t| t.span.of(text).to_lowercase());
    let end = number.tokens.end;
    let hour = word(end) == "in" && matches!(&*word(end + 2), "morning" | "afternoon" | "evening");
    // A five-year plan, two and a half hours.
    let unit = |i: usize| is("measure", word(i).trim_start_matches('-'));
    number.unit != Unit::Things || hour || unit(end) || word(end) == "-" && unit(end + 1)
}

/// Whether a sentence tells of another time; `person` asks for what changes an age, too.
pub(super) fn past(sentence: &str, person: bool) -> bool {
    static TIMES: LazyLock<[Regex; 2]> = LazyLock::new(|| {
        let of = |kinds: &[&str]| {
            let words = WORDS.more.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, word)| *word);
            let words = words.collect::<Vec<_>>().join("|");
            lexicon::regex(&format!(r"(?i)\b(?:{words}|(?:in|since|of) (?:1[5-9]|20)\d\d)\b"))
        };
        [of(&["past"]), of(&["past", "then"])]
    });
    TIMES[usize::from(person)].is_match(sentence)
}

/// Whether a text tells of a match, a race or a vote, whose numbers in brackets are no ages.
pub(super) fn scores(text: &str) -> bool {
    static SCORES: LazyLock<Regex> = LazyLock::new(|| {
        let words = WORDS.more.iter().filter(|(kind, _)| *kind == "score").map(|(_, word)| *word);
        lexicon::regex(&format!(r"(?i)\b(?:{})\b", words.collect::<Vec<_>>().join("|")))
    });
    SCORES.is_match(text)
}

/// The plural noun that a number counts, in small letters.
pub(super) fn noun(text: &str, tokens: &[Token], number: &Number) -> Option<Counted> {
    const REACH: usize = 3;
    if number.unit != Unit::Things {
        return None;
    }
    let mut before: Vec<String> = Vec::new();
    for (i, token) in tokens.iter().enumerate().skip(number.tokens.end).take(REACH) {
        let word = token.span.of(text).to_lowercase();
        if !word.chars().all(|c| c.is_alphabetic() || c == '-')
            || word.len() < 3
            || lexicon::closed_class(&word).is(Closed::FUNCTION)
        {
            return None;
        }
        let plural =
            word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") || WORDS.irregular.contains_key(&*word);
        if WORDS.loose.contains_key(&*word) || WORDS.harm.contains_key(&*word) {
            return None;
        }
        if plural {
            return Some(Counted { head: word, before: before.join(" "), end: i + 1 });
        }
        before.push(word);
    }
    None
}

/// The token behind those who came to harm, right behind their number: “14 people killed”, “14 dead”.
pub(super) fn harmed(text: &str, tokens: &[Token], number: &Number) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map_or(String::new(), |t| t.span.of(text).to_lowercase());
    let of = |i: usize| WORDS.harm.contains_key(&*word(i));
    let end = number.tokens.end;
    let who = is("who", &word(end)) || is("sort", &word(end)) || WORDS.irregular.contains_key(&*word(end));
    if of(end) { Some(end + 1) } else { (who && of(end + 1)).then_some(end + 2) }
}

/// The harm that a number counts, by the nearest word of it with no other number between: “kills 14”, “12 were hurt”.
pub(super) fn harm(text: &str, tokens: &[Token], number: &Number, all: &[Number]) -> Option<&'static str> {
    const REACH: usize = 6;
    const ASIDE: usize = 9;
    if number.unit != Unit::Things || number.year() {
        return None;
    }
    let word = |i: usize| tokens.get(i).map_or(String::new(), |t| t.span.of(text).to_lowercase());
    let of = |i: usize| WORDS.harm.get(&*word(i)).copied();
    let taken = |i: usize| {
        // A stop or another number ends what belongs together.
        let at = all.partition_point(|n| n.tokens.end <= i);
        all.get(at).is_some_and(|n| n.tokens.contains(&i) && n.tokens != number.tokens)
            || matches!(&*word(i), "," | ";" | ":" | "—" | "–" | "." | "and" | "but")
    };
    let end = number.tokens.end;
    // “Two held over theft”; but two talks are held, too.
    if word(end) == "held" && matches!(&*word(end + 1), "over" | "after" | "for" | "in" | "on") {
        return WORDS.harm.get("arrested").copied();
    }
    // “Five people, two of them children, have died”, “Five people including two children have died”
    let aside = || {
        let open = end + usize::from(is("who", &word(end)) || is("sort", &word(end)));
        let includes = word(open) == "including" || word(open) == "," && word(open + 1) == "including";
        let closes = |i: &usize| match (word(open) == ",", &*word(*i)) {
            (true, mark) => mark == ",",
            (false, verb) => includes && matches!(verb, "have" | "has" | "were" | "are" | "died" | "killed"),
        };
        let child = includes || matches!(&*word(open + 2), "of" | "children" | "a" | "an");
        let close = (open + 1..open + ASIDE).find(closes).filter(|_| child)?;
        (close..close + REACH).take_while(|&i| i == close || !taken(i)).find_map(|i| Some((i - end, of(i)?)))
    };
    let right = (end..end + REACH).take_while(|&i| !taken(i)).find_map(|i| Some((i - end, of(i)?))).or_else(aside);
    let left = (number.tokens.start.saturating_sub(4)..number.tokens.start).rev();
    // “The toll climbs to 17”
    let toll = |i: usize| if word(i) == "toll" { WORDS.harm.get("killed").copied() } else { None };
    let left =
        left.take_while(|&i| !taken(i)).find_map(|i| Some((number.tokens.start - i, of(i).or_else(|| toll(i))?)));
    match (left, right) {
        (Some(l), Some(r)) => Some(if l.0 <= r.0 { l.1 } else { r.1 }),
        (l, r) => l.or(r).map(|x| x.1),
    }
}
