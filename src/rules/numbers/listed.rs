//! What is counted, and listed behind a colon: “Three people were hurt: two men and a woman.”

use super::change::Figures;
use super::counted::{is, part};
use super::number::{Number, Unit};
use super::sum::Sum;
use crate::extract::lexicon::{self, Closed};

/// So many words stand between what is counted and the colon.
const REACH: usize = 8;
/// What is counted stands so many words behind its number: “three of the seven directors”.
const NOUN: usize = 4;

/// The list of a sentence that does not make up what is counted before it.
pub(super) fn listed<'n>(figures: &Figures<'n>) -> Option<Sum<'n>> {
    let mark = figures.numbers.iter().find_map(|n| {
        let end = n.tokens.end;
        let mark = (end..end + REACH).find(|&i| matches!(&*figures.word(i), ":" | "—" | "–" | "." | "," | ";" | ""))?;
        let counts = n.unit == Unit::Things && !n.rough && !part(figures.text, figures.tokens, n);
        let people = is("who", &figures.word(end)) || is("sort", &figures.word(end));
        let list = match &*figures.word(mark) {
            ":" => people || announced(figures, n, mark),
            "—" | "–" => people,
            "," => announced(figures, n, mark) && raised(figures, mark + 1),
            _ => false,
        };
        (counts && list).then_some((n, mark, people))
    });
    let (whole, mark, people) = mark?;
    // “three of the seven directors will go: …”
    let of_all = |n: &Number| figures.word(whole.tokens.end) == "of" && n.tokens.start <= whole.tokens.end + 2;
    if figures.numbers.iter().any(|n| n.tokens.start >= whole.tokens.end && n.tokens.start < mark && !of_all(n)) {
        return None;
    }
    let sum_of = |sum| Sum { whole, whole_at: figures.place(whole), sum, parts: Vec::new() };
    if let Some(names) = names(figures, whole, mark) {
        // “Two cities: Paris, Texas, and Rome, Georgia.”
        let paired = !people && names as f64 == 2.0 * whole.value;
        let wrong = if figures.word(mark) == "," { names as f64 > whole.value } else { names as f64 != whole.value };
        return (wrong && !paired).then(|| sum_of(names as f64));
    }
    if figures.word(mark) == "," {
        return None;
    }
    if !people {
        let things = things(figures, mark)? as f64;
        return (things != whole.value).then(|| sum_of(things));
    }
    let (mut at, mut sum, mut items) = (mark + 1, 0.0, 0);
    loop {
        let (value, end) = item(figures, at)?;
        (sum, items, at) = (sum + value, items + 1, end);
        match &*figures.word(at) {
            "," if figures.word(at + 1) == "and" => at += 2,
            "," | "and" => at += 1,
            "." | ";" | "" => break,
            _ => return None,
        }
    }
    (items > 1 && sum != whole.value).then(|| sum_of(sum))
}

/// Whether a small number stands right before what it counts, with nothing but words to the mark at a token.
fn announced(figures: &Figures<'_>, number: &Number, mark: usize) -> bool {
    const MOST: f64 = 9.0;
    let words: Vec<String> = (number.tokens.end..mark).map(|i| figures.word(i)).collect();
    let counted = |word: &String| {
        word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !is("measure", word) && !is_function(word)
    };
    let plain = words.iter().all(|w| w.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let Some(noun) = words.iter().take(NOUN).position(counted) else { return false };
    // “six members of bands: …” may be a list of bands.
    let last = words.last().is_some_and(|w| noun + 1 == words.len() || !counted(w));
    plain && last && (2.0..=MOST).contains(&number.value)
}

fn is_function(word: &str) -> bool {
    lexicon::closed_class(word).is(Closed::FUNCTION)
}

/// Whether a token begins with a capital.
fn raised(figures: &Figures<'_>, i: usize) -> bool {
    figures.tokens.get(i).is_some_and(|t| t.span.of(figures.text).starts_with(char::is_uppercase))
}

/// How many names a list holds that is nothing else, right behind the people it is of: “three children: Ama, Kofi and
/// Jo”, “two men – Paul Ure, 22, and Liam Ure, 24 –”. Two at least, or it may go on.
fn names(figures: &Figures<'_>, whole: &Number, mark: usize) -> Option<usize> {
    const LONGEST: usize = 3;
    let aside = figures.word(mark) == ",";
    if mark != whole.tokens.end + 1 && !announced(figures, whole, mark) {
        return None;
    }
    let (mut at, mut names) = (mark + 1, 0);
    loop {
        let part = |i: usize| {
            let word = figures.tokens.get(i).map_or("", |t| t.span.of(figures.text));
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
        };
        let end = (at..).find(|&i| !part(i))?;
        if end == at || end - at > LONGEST {
            return None;
        }
        (at, names) = (end, names + 1);
        // Their age.
        let age = figures.numbers.iter().find(|n| n.tokens.start == at + 1 && figures.word(at) == ",");
        at = age.map_or(at, |n| n.tokens.end);
        let last = match &*figures.word(at) {
            "," if figures.word(at + 1) == "and" => at + 1,
            "and" => at,
            "," => {
                at += 1;
                continue;
            }
            _ => return None,
        };
        // The last.
        let end = (last + 1..).find(|&i| !part(i))?;
        let age = figures.numbers.iter().find(|n| n.tokens.start == end + 1 && figures.word(end) == ",");
        let behind = age.map_or(end, |n| n.tokens.end);
        let closes =
            matches!(&*figures.word(behind), "." | ";" | "" | "–" | "—") || aside && figures.word(behind) == ",";
        return (end > last + 1 && end - last <= LONGEST + 1 && closes && names > 0).then_some(names + 1);
    }
}

/// How many things a short list behind a colon holds, that goes on to the end of the sentence: “three reasons: the cost of
/// fuel, the weather and a strike”. Nothing where a comma or “and” may stand inside of one.
fn things(figures: &Figures<'_>, mark: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let end = (mark + 1..figures.tokens.len()).find(|&i| figures.word(i) == ".").unwrap_or(figures.tokens.len());
    if end + 1 < figures.tokens.len() {
        return None;
    }
    let words: Vec<String> = (mark + 1..end).map(|i| figures.word(i)).collect();
    let mut items: Vec<&[String]> = words.split(|w| w == ",").collect();
    let joins = |w: &String| matches!(&**w, "and" | "or");
    let last = items.pop()?;
    match last {
        [and, rest @ ..] if joins(and) && !items.is_empty() => items.push(rest),
        _ => items.extend(last.splitn(2, joins)),
    }
    let class = |w: &String| lexicon::closed_class(w);
    let clause = Closed::PRONOUN.or(Closed::SUBORDINATOR).or(Closed::AUXILIARY).or(Closed::NEGATION);
    let plain = |item: &&[String]| {
        let noun = item.iter().all(|w| w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'')));
        !item.is_empty() && item.len() <= LONGEST && noun && !item.iter().any(|w| joins(w) || class(w).is(clause))
    };
    // “Two people: Ann Lee, a baker, and Bo Ray”
    let determined = |item: &&[String]| class(&item[0]).is(Closed::DETERMINER);
    // Two that “and” alone joins may be one.
    let fits = items.len() > 2 && items.iter().all(plain);
    let first = fits && items[..items.len() - 1].iter().all(|item| determined(item) == determined(&items[0]));
    first.then_some(items.len())
}

/// How many the item at a token tells of, and the token behind it: “two men”, “a woman”.
fn item(figures: &Figures<'_>, at: usize) -> Option<(f64, usize)> {
    let number = figures.numbers.iter().find(|n| n.tokens.start == at);
    let (value, end) = match number {
        Some(n) if n.unit == Unit::Things && !n.rough => (n.value, n.tokens.end),
        None if matches!(&*figures.word(at), "a" | "an" | "one") => (1.0, at + 1),
        _ => return None,
    };
    is("sort", &figures.word(end)).then_some((value, end + 1))
}
