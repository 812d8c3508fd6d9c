//! What kind of speaker a name can be, by its words and those beside it.

use std::ops::Range;

use super::role;
use super::title::joined;
use super::words::Words;
use crate::extract::SpeakerKind;
use crate::extract::lexicon::{
    Closed, PlaceWord, Thing, WordClass, WordSet, body, epithet, first_name, group, organization_name,
    organization_word, place, thing, title, trade,
};

/// What kind of speaker a name can be; none where it is no name at all.
pub(super) fn of(words: &Words<'_>, tokens: &Range<usize>, titled: bool, the: bool) -> Option<SpeakerKind> {
    let full = words.cover(tokens.clone()).of(words.text);
    let (first, last) = (words.written(tokens.start), words.written(tokens.end - 1));
    let one = tokens.len() == 1;
    // "RFK Jr."
    let suffix = if last == "." { words.written(tokens.end - 2) } else { last.trim_end_matches('.') };
    if titled || !one && matches!(suffix, "Jr" | "Sr") {
        return Some(SpeakerKind::Person);
    }
    let name = Name { words, tokens, full, first, last, the };
    if let Some(decided) = name.by_words_behind().or_else(|| name.by_place()) {
        return decided;
    }
    let of_trade = tokens.start > 0 && trade(words.lower(tokens.start - 1)) && first_name(first).is_none();
    // "Swedish newspaper Dagens Posten", but not "told the paper Zofia Banach"
    let of_trade = of_trade || !one && first_name(first).is_none() && of_press(words, tokens.start);
    if organization_name(full) || of_trade {
        return Some(SpeakerKind::Organization);
    }
    if one { name.of_one_word() } else { name.of_several_words() }
}

/// A name without a title.
struct Name<'a> {
    words: &'a Words<'a>,
    tokens: &'a Range<usize>,
    /// All of it.
    full: &'a str,
    /// Its first word, and its last.
    first: &'a str,
    last: &'a str,
    /// Whether "the" stands before it.
    the: bool,
}

impl Name<'_> {
    /// What the words behind it, and its last word, say that it is, where they decide.
    fn by_words_behind(&self) -> Option<Option<SpeakerKind>> {
        let Self { words, tokens, full, first, last, .. } = *self;
        if place(full).is_some() || organization_name(full) || words.title_case {
            return None;
        }
        // "Lee, 52,", "Lee, who": nobody but a person; "Lee, which": a thing.
        let behind = words.comma(tokens.end).then(|| tokens.end + 1);
        let age = behind.is_some_and(|i| {
            words.is_number(i)
                && words.written(i).len() < 3
                && (words.comma(i + 1) || matches!(words.written(i + 1), "" | "." | ";"))
                && words.class(tokens.start).is_none()
        });
        if age && !organization_word(last) {
            return Some(Some(SpeakerKind::Person));
        }
        // "The Ann Lee Show"
        if tokens.len() > 2 && thing(last) == Some(Thing::Other) && first_name(last).is_none() {
            return Some(None);
        }
        if tokens.len() > 1 && first_name(first).is_none() {
            match thing(last) {
                Some(Thing::Place) if role::apposed(words, tokens.end) => return Some(Some(SpeakerKind::Person)),
                Some(Thing::Place) => return Some(Some(SpeakerKind::Place)),
                Some(Thing::Other) => return Some(None),
                None => {}
            }
        }
        let which = behind.is_some_and(|i| words.lower(i) == "which") && first_name(first).is_none();
        which.then_some(Some(SpeakerKind::Organization))
    }

    /// What it is as the name of a place, a people or a site, where it is one.
    fn by_place(&self) -> Option<Option<SpeakerKind>> {
        let Self { words, tokens, full, first, last, the } = *self;
        match place(full) {
            Some(PlaceWord::Power | PlaceWord::Other) => return Some(Some(SpeakerKind::Place)),
            Some(PlaceWord::People) => return Some(Some(SpeakerKind::Group)),
            Some(PlaceWord::Adjective) => {
                let open = words.is_word(tokens.end) && !words.closed(tokens.end, Closed::FUNCTION);
                let noun = open && !matches!(words.class(tokens.end), Some(WordClass::Past | WordClass::Verb));
                let noun = noun || beside_adjective(words, tokens.end);
                return Some((the && !noun && !words.capital(tokens.end)).then_some(SpeakerKind::Group));
            }
            None => {}
        }
        // "Harborwatch.org"
        let site = |w: &str| {
            let end = w.rsplit_once('.').map_or("", |(_, end)| end);
            (2..=4).contains(&end.len()) && end.chars().all(|c| c.is_ascii_lowercase())
        };
        let one = tokens.len() == 1;
        if one && site(first) {
            return Some(Some(SpeakerKind::Organization));
        }
        // "Hispanic-Americans"
        let people = |w: &str| w.rsplit_once('-').is_some_and(|(_, w)| place(w) == Some(PlaceWord::People));
        if one && people(first) {
            return Some(Some(SpeakerKind::Group));
        }
        if tokens.len() == 2 && WordSet::Compass.has(words.lower(tokens.start)) && place(last).is_some() {
            let peopled = matches!(place(last), Some(PlaceWord::Adjective | PlaceWord::People));
            return Some(if peopled { None } else { Some(SpeakerKind::Place) });
        }
        None
    }

    fn of_one_word(&self) -> Option<SpeakerKind> {
        let Self { words, tokens, first, the, .. } = *self;
        let at = tokens.start;
        let lower = words.lower(at);
        let named = first_name(first).is_some();
        if words.acronym(at) {
            // "the MP said"
            if the && words.role(at).is_some() {
                return None;
            }
            return (!words.title_case || words.text.len() > 200).then_some(SpeakerKind::Organization);
        }
        // "her brother, a Marine, said"
        let article = at > 0 && matches!(words.lower(at - 1), "a" | "an");
        if article && (!words.is_word(tokens.end) || words.closed(tokens.end, Closed::FUNCTION)) {
            return None;
        }
        if words.title_case {
            return named.then_some(SpeakerKind::Unknown);
        }
        if words.first(at) && !named && self.is_a_common_word() {
            return None;
        }
        if words.role(at).is_some() || group(lower) || body(lower).is_some() || title(first).is_some() {
            // "the Governor", "the Agency": nominals with a capital. Without an article it may be somebody's surname.
            let bare = at == 0 || !words.closed(at - 1, Closed::DETERMINER);
            let surname = words.role(at).is_some_and(|r| !r.plural) && bare && !words.capital(at + 1);
            return surname.then_some(SpeakerKind::Anonymous);
        }
        // "the Spaniard": a noun with a capital.
        if the && epithet(lower) {
            return None;
        }
        // "the Halo 2": a thing that is made.
        if the && words.is_number(tokens.end) && !lower.ends_with('s') && !named {
            return None;
        }
        if the {
            return Some(if lower.ends_with('s') { SpeakerKind::Group } else { SpeakerKind::Organization });
        }
        Some(SpeakerKind::Unknown)
    }

    /// Whether one word, the first of its sentence, only has its capital from standing there.
    fn is_a_common_word(&self) -> bool {
        let Self { words, tokens, first, .. } = *self;
        let (at, lower) = (tokens.start, words.lower(tokens.start));
        if words.role(at).is_some() {
            return false;
        }
        // "Connolly’s neighbor", "Connolly said", but "Begrudgingly the council agreed"
        let told = words.possessive(tokens.end)
            || words.cue(tokens.end)
            || words.class(tokens.end) == Some(WordClass::Past)
            || words.closed(tokens.end, Closed::AUXILIARY);
        // A hyphen makes an unknown word out of two known ones.
        let compound = || first.contains('-') && first.split('-').skip(1).all(|p| p.starts_with(char::is_lowercase));
        words.class(at).is_some()
            || lower.ends_with("ly") && !told
            || lower.ends_with("ing") && lower.len() > 5
            || lower.ends_with("ed") && lower.len() > 5 && !told
            || group(lower)
            || body(lower).is_some()
            || compound()
    }

    fn of_several_words(&self) -> Option<SpeakerKind> {
        let Self { words, tokens, first, last, the, .. } = *self;
        let body_word = tokens.clone().any(|i| {
            let w = words.written(i);
            organization_word(w) && (i > tokens.start || first_name(w).is_none())
        });
        if organization_word(last.trim_end_matches('.')) || words.has(tokens, "of") || words.has(tokens, "&") {
            return Some(SpeakerKind::Organization);
        }
        if first_name(first).is_some() || tokens.clone().any(|i| words.initial(i)) {
            return Some(if body_word && tokens.len() > 3 { SpeakerKind::Organization } else { SpeakerKind::Person });
        }
        // "actress America Silva": a given name that is a place too.
        let roled = tokens.start > 0
            && tokens.len() == 2
            && words.role(tokens.start - 1).is_some_and(|r| !r.plural)
            && words.class(tokens.start + 1).is_none()
            && place(last).is_none();
        if place(first).is_some() && !body_word && !words.title_case && roled {
            return Some(SpeakerKind::Person);
        }
        if place(first).is_some() || body_word || the || words.acronym(tokens.start) && !words.title_case {
            return Some(SpeakerKind::Organization);
        }
        // "Obama Speech": a thing.
        if words.title_case || body(&last.to_lowercase()).is_some_and(|b| b.document) {
            return None;
        }
        Some(SpeakerKind::Unknown)
    }
}

/// "the Namibian and South African governments": whether "and" with another such adjective and a noun stand at a token.
fn beside_adjective(words: &Words<'_>, and: usize) -> bool {
    let end = and + 1 + (and + 1..and + 4).take_while(|&i| words.capital(i)).count();
    let adjective = end > and + 1 && place(&joined(words, and + 1..end)) == Some(PlaceWord::Adjective);
    let noun = words.is_word(end) && !words.closed(end, Closed::FUNCTION);
    matches!(words.lower(and), "and" | "or") && adjective && noun && words.class(end) != Some(WordClass::Past)
}

/// Whether a noun for a paper or a station, with no article right before it, stands before a token.
fn of_press(words: &Words<'_>, start: usize) -> bool {
    let Some(noun) = start.checked_sub(1) else { return false };
    let determined = noun > 0 && words.closed(noun - 1, Closed::DETERMINER);
    WordSet::Press.has(words.lower(noun)) && !words.capital(noun) && !determined
}
