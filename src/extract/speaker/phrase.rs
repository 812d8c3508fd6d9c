//! What the words of a source tell by themselves: a name to show, and what kind of speaker that is.

use std::borrow::Cow;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::entity::one_line;
use crate::extract::SpeakerKind;
use crate::extract::lexicon::{
    Closed, Role, WordClass, WordSet, body, closed_class, common, epithet, group, not_a_name, place, role, title,
};
use crate::text::Lower;

/// The word before a byte, in lower case; empty where a mark stands between.
pub(super) fn word_before(text: &str, at: usize) -> Cow<'_, str> {
    let words = text[..at].trim_end().rsplit(|c: char| !c.is_alphabetic());
    words.map(Lower::lower).next().unwrap_or_default()
}

/// The longest name made of the words of a source, in bytes.
pub(super) const LONGEST: usize = 80;

/// What a clause about a source begins with.
static CLAUSES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let begins = [", ", " who ", " whom ", " whose ", " which ", " that ", " (", " – ", " — "];
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(begins).expect("few and short words")
});

/// The words of a source up to a clause about it, on one line, without a capital that only begins a sentence.
pub(super) fn short(text: &str) -> String {
    short_behind(text, 0)
}

/// The same where the first `kept` bytes hold a name with a comma in it, so that a clause can only begin behind them.
pub(super) fn short_behind(text: &str, kept: usize) -> String {
    let line = one_line(text);
    // "“ that the road": behind a mark alone no clause begins.
    let words = line.find(char::is_alphanumeric).unwrap_or(line.len());
    let kept = line.floor_char_boundary(kept).max(words);
    let cut = CLAUSES.find(&line[kept..]).map_or(line.len(), |clause| kept + clause.start());
    let mut name = &line[..cut];
    // "a study published on Tuesday"
    let document = |w: &str| body(&w.lower()).is_some_and(|b| b.document);
    let told = |w: &str| common(w) == Some(WordClass::Past);
    let ends = name.match_indices(' ').map(|(i, _)| i).chain([name.len()]);
    let starts = [0].into_iter().chain(name.match_indices(' ').map(|(i, _)| i + 1));
    if let Some((_, end)) = starts.zip(ends).find(|&(start, end)| document(&name[start..end]))
        && name.get(end + 1..).is_some_and(|behind| behind.split(' ').next().is_some_and(told))
    {
        name = &name[..end];
    }
    if name.len() > LONGEST {
        let end = name.floor_char_boundary(LONGEST);
        name = &name[..name[..end].rfind(' ').unwrap_or(end)];
    }
    // The mark of a link, of which the source has only the words.
    let unlinked;
    if name.contains('[') && !name.contains(']') {
        unlinked = name.replace('[', "");
        name = &unlinked;
    }
    // The report “Lost Years” keeps both its marks.
    let titled = name.contains(" “") && name.ends_with('”');
    let name = if titled { name } else { name.trim_matches([',', ' ', '“', '”', '"', '[']) };
    let name = [" who", " which", " that", " whose"].iter().find_map(|w| name.strip_suffix(w)).unwrap_or(name);
    let first = name.split_whitespace().next().unwrap_or_default();
    let lower = first.lower();
    let ordinary = closed_class(&lower).is(Closed::FUNCTION) || common(&lower).is_some() || group(&lower);
    // "Prime Minister Lee's spokesman": a title keeps its capital.
    let next = name[first.len()..].trim_start();
    let titled =
        title(first).is_some() || next.split(' ').next().is_some_and(|w| title(&format!("{first} {w}")).is_some());
    let numbered = matches!(first, "Number" | "No" | "No.") && next.starts_with(|c: char| c.is_ascii_digit());
    if numbered || titled && next.starts_with(char::is_uppercase) {
        return name.to_string();
    }
    if ordinary && first.chars().skip(1).all(char::is_lowercase) {
        return format!("{lower}{}", &name[first.len()..]);
    }
    name.to_string()
}

/// A source of capitalised words only is a name, even where no list knows it.
pub(super) fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.trim_end_matches([',', ' ']).split_whitespace().collect();
    let name = |w: &&str| {
        w.starts_with(char::is_uppercase)
            && w.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.'))
            && !not_a_name(w)
            && !closed_class(&w.lower()).is(Closed::FUNCTION)
    };
    let noun = |w: &&str| {
        let lower = w.lower();
        role(&lower).is_some() || group(&lower) || body(&lower).is_some() || common(&lower) == Some(WordClass::Plural)
    };
    let verb = words.first().is_some_and(|w| {
        matches!(common(&w.lower()), Some(WordClass::Verb | WordClass::Past | WordClass::Ing | WordClass::Adverb))
    });
    (1..=4).contains(&words.len()) && !(verb && words.len() > 1) && words.iter().all(name) && !words.iter().any(noun)
}

/// "Reached", "Walking", "Throughout": a first word of a sentence that was taken for its source.
pub(super) fn participle(text: &str) -> bool {
    let word = text.trim_end_matches([',', ' ']);
    let lower = word.lower();
    word.starts_with(char::is_uppercase)
        && (closed_class(&lower).is(Closed::PREPOSITION)
            || matches!(common(&lower), Some(WordClass::Past | WordClass::Ing)))
}

/// What kind of speaker a noun phrase without a mention of its own is.
pub(super) fn kind_of(name: &str) -> SpeakerKind {
    let lower = name.lower();
    let counted = lower.split_whitespace().next().is_some_and(|w| w == "most" || WordSet::Several.has(w));
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        // "a former police officer"
        if body(word).is_some() && role(word).is_none() && words.peek().is_some_and(|next| role(next).is_some()) {
            continue;
        }
        if matches!(word, "of" | "in" | "at" | "for" | "with" | "from" | "on") && !(counted && word == "of") {
            break;
        }
        if group(word) || role(word).is_some_and(|r| r.plural) {
            return SpeakerKind::Group;
        }
        if role(word).is_some() {
            return SpeakerKind::Anonymous;
        }
        if let Some(b) = body(word) {
            return match behind_name(name) {
                Some(role) if role.plural => SpeakerKind::Group,
                Some(_) => SpeakerKind::Anonymous,
                None if b.document => SpeakerKind::Unknown,
                None => SpeakerKind::Organization,
            };
        }
    }
    // "the Spaniard"
    let called = name.split_whitespace().last().is_some_and(|w| epithet(&w.lower()));
    if called { SpeakerKind::Anonymous } else { SpeakerKind::Unknown }
}

/// The role right behind the name of a body that says what it is of: "a Ministry of Defence official".
fn behind_name(phrase: &str) -> Option<Role> {
    let mut words = phrase.split_whitespace().skip_while(|w| w.starts_with(char::is_lowercase)).skip(1);
    words.find(|w| matches!(*w, "of" | "for"))?;
    let mut words = words.skip_while(|w| *w == "the").peekable();
    words.next_if(|w| w.starts_with(char::is_uppercase))?;
    let mut behind = words.skip_while(|w| w.starts_with(char::is_uppercase) || matches!(*w, "the" | "and" | "&"));
    behind.next().and_then(role)
}

/// Whether a description, in small letters, can be no person by its noun: "the resignation", "Lee's decision", "its rules".
pub(super) fn abstract_noun(name: &str) -> bool {
    const ENDS: [&str; 12] =
        ["tion", "sion", "ment", "ness", "ity", "ship", "ance", "ence", "ism", "age", "sis", "ure"];
    let words = name.split_whitespace().take_while(|w| !closed_class(w).is(Closed::PREPOSITION));
    let head = words.last().unwrap_or_default();
    let owned = name.contains("’s ") || name.contains("'s ");
    let common = name.starts_with(char::is_lowercase);
    role(head).is_none() && (owned || common && ENDS.iter().any(|end| head.ends_with(end)))
}

/// "The Ooni of Halde" before a name and a comma: an office that no list has.
pub(super) fn is_office_of(words: &str) -> bool {
    const MOST: usize = 7;
    let mut parts = words.split_whitespace();
    let the = parts.next().is_some_and(|w| matches!(w, "The" | "the"));
    let office = parts.next().is_some_and(|w| w.starts_with(char::is_uppercase) && body(&w.lower()).is_none());
    the && office && parts.next() == Some("of") && parts.count() <= MOST && !words.contains(',')
}

/// "His head coach, the former Springbok prop" before a name: the words up to the comma, where those behind it only say more.
pub(super) fn without_second(words: &str) -> &str {
    const MOST: usize = 6;
    let Some((first, second)) = words.rsplit_once(", ") else { return words };
    let more = ["the ", "a ", "an "].iter().find_map(|article| second.strip_prefix(article));
    let small = |w: &str| closed_class(&w.lower()).is(Closed::FUNCTION) && w != "and";
    let plain = more.is_some_and(|m| m.split(' ').count() <= MOST && !m.ends_with(',') && !m.split(' ').any(small));
    if plain { &words[..first.len() + 1] } else { words }
}

/// "minister of mines and energy", "head of news and sport" before the name that ends a source: a role, and in common words
/// what it is for.
pub(super) fn serves(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let mut before = words.by_ref().take_while(|w| !matches!(*w, "of" | "for"));
    let role = before.by_ref().last().and_then(|w| role(&w.lower()));
    let mut fields = words.clone();
    let common =
        |w: &str| w == "and" || matches!(common(w), Some(WordClass::Noun | WordClass::Plural | WordClass::Adjective));
    role.is_some_and(|r| !r.plural && !r.anonymous) && (1..=5).contains(&words.count()) && fields.all(common)
}

/// "the venture capitalist", "62-year-old", "Democratic front-runner" before the name that ends a source: common words and
/// names of places that no list knows as a role.
pub(super) fn describes(words: &str) -> bool {
    let mut words = words.split_whitespace().peekable();
    words.next_if(|w| matches!(&*w.lower(), "the" | "a" | "an"));
    words.next_if(|w| matches!(&*w.lower(), "more" | "most" | "then" | "very"));
    let plain = |w: &str| {
        let lower = w.lower();
        let compound = w.contains('-') && w.chars().all(|c| c.is_alphanumeric() || c == '-');
        let named = w.starts_with(char::is_uppercase) && (place(w).is_some() || w.chars().all(char::is_uppercase));
        named
            || compound
            || match common(&lower) {
                Some(class) => matches!(class, WordClass::Noun | WordClass::Adjective),
                None => ["ist", "er", "man", "or"].iter().any(|end| lower.ends_with(end)),
            }
    };
    words.peek().is_some() && words.clone().count() <= 4 && words.all(plain)
}
