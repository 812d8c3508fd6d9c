use std::collections::{BTreeMap, HashMap, HashSet};

use crate::extract::lexicon;
use crate::extract::{MentionForm, SpeakerKind};
use crate::rules::practice::{AP_VALUES, BBC_ACCURACY};
use crate::rules::{Context, Edit, Example, Finding, Fix, Group, Profile, Rule, Severity};
use crate::text::Span;

/// Marks names that are spelt in two ways.
pub static RULE: Rule = Rule {
    code: "name-variant",
    title: "A name that is spelt in two ways.",
    group: Group::Quotations,
    severity: Severity::Warning,
    profile: Profile::Default,
    explanation: "\
A misspelt name is the error that its bearer never forgets. In one article the two spellings also make two people of \
one, for the reader and for a search. Names from other scripts have several good spellings; an article needs one.

The rule marks the rarer of two surnames that differ by one letter (Kabulov, Kaboulov). It is quiet where two people \
with different given names bear them, and about names that are words, places or plurals.

It goes away when one spelling stands everywhere. The fixes put either in the place of the other.",
    practice: &[BBC_ACCURACY, AP_VALUES],
    bad: &[
        Example::plain(
            "“The embassy is safe,” said Zamir Kabulov, the ambassador. Kabulov will stay. ⟦Kaboulov⟧ met the press.",
            "One letter more.",
        ),
        Example::plain(
            "Ann Petersen runs the bakery. “We were never asked,” Petersen said. Ann ⟦Pedersen⟧ was born in 1960.",
            "Both have one given name.",
        ),
        Example::plain(
            "The mayor, Jon Erdahl, said no. Later Erdahl said yes. ⟦Erdhal⟧ will resign.",
            "Two letters changed places.",
        ),
    ],
    good: &[
        Example::plain(
            "Ann Petersen and John Pedersen met on Monday. Pedersen and Petersen said nothing.",
            "They are two people.",
        ),
        Example::plain(
            "“The embassy is safe,” said Zamir Kabulov. Kabulov’s office was closed.",
            "The spelling is one.",
        ),
        Example::plain("Hillary Clinton spoke on Monday. The Clintons said nothing.", "A plural is no variant."),
    ],
    check,
};

/// Shorter names differ by a letter and are two.
const SHORTEST: usize = 5;

/// A surname with all its places and the given names before it.
#[derive(Default)]
struct Name<'a> {
    places: Vec<Span>,
    given: Vec<&'a str>,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let names = names(context);
    // Two words that differ by a letter are the same once one letter is left out of either.
    let mut shorter: HashMap<String, Vec<&str>> = HashMap::new();
    for &name in names.keys() {
        let lower = name.to_lowercase();
        let letters = lower.char_indices().map(|(i, c)| format!("{}{}", &lower[..i], &lower[i + c.len_utf8()..]));
        for key in letters.chain([lower.clone()]) {
            let list = shorter.entry(key).or_default();
            if !list.contains(&name) && list.len() < 8 {
                list.push(name);
            }
        }
    }
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for list in shorter.values() {
        for (i, &a) in list.iter().enumerate() {
            pairs.extend(list[i + 1..].iter().map(|&b| (a.min(b), a.max(b))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    for (a, b) in pairs.into_iter().filter(|&(a, b)| strsim::osa_distance(a, b) == 1 && !inflected(a, b)) {
        let (Some(x), Some(y)) = (names.get(a), names.get(b)) else { continue };
        if two_people(x, y) {
            continue;
        }
        // The one that stands more often; of two as common, the first in the text.
        let first = (x.places.len(), y.places.first()) >= (y.places.len(), x.places.first());
        let ((main, common), (rare, odd)) = if first { ((a, x), (b, y)) } else { ((b, y), (a, x)) };
        let (Some(&place), Some(&other)) = (odd.places.first(), common.places.first()) else { continue };
        let times = |n: usize| if n == 1 { "once".to_owned() } else { format!("{n} times") };
        let message = format!(
            "“{rare}” stands here and “{main}” {} elsewhere. Use one spelling if this is one person.",
            times(common.places.len())
        );
        let all = |name: &Name<'_>, new: &str| name.places.iter().map(|&s| Edit::replace(s, new)).collect();
        let fix = |name: &Name<'_>, new: &str| Fix {
            title: format!("Change to “{new}” everywhere").into(),
            edits: all(name, new),
            safe: false,
        };
        let finding = RULE.finding(place, message).because(other, "spelt otherwise");
        findings.push(finding.fix(fix(odd, main)).fix(fix(common, rare)));
    }
}

/// The surnames of the article's people.
fn names<'a>(context: &Context<'a>) -> BTreeMap<&'a str, Name<'a>> {
    let mut out: BTreeMap<&str, Name<'_>> = BTreeMap::new();
    let mut common: HashSet<&str> = HashSet::new();
    for (_, block, mention) in context.mentions() {
        let person = matches!(mention.kind, SpeakerKind::Person | SpeakerKind::Unknown);
        if mention.form != MentionForm::Name || !person {
            continue;
        }
        let words = mention.span.of(block.prose.text());
        let (given, surname) = words.rsplit_once(char::is_whitespace).map_or(("", words), |(g, s)| (g, s));
        let start = mention.span.end() - surname.len();
        let place = block.to_document(Span::new(start, mention.span.end()));
        if surname.chars().count() < SHORTEST || place.of(context.text) != surname || common.contains(surname) {
            continue;
        }
        if !out.contains_key(surname) && !proper(surname) {
            common.insert(surname);
            continue;
        }
        let entry = out.entry(surname).or_default();
        entry.places.push(place);
        if let Some(given) = given.split_whitespace().next() {
            entry.given.push(given);
        }
    }
    out
}

/// Whether a word can only be a surname.
fn proper(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.any(char::is_lowercase)
        && word.chars().all(|c| c.is_alphabetic() || c == '-')
        && lexicon::common(&word.to_lowercase()).is_none()
        && lexicon::place(word).is_none()
        && lexicon::first_name(word).is_none()
        && !lexicon::not_a_name(word)
        && !lexicon::organization_word(word)
}

/// Whether one is the plural of the other, or its people: Clintons, Berliner.
fn inflected(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|end| matches!(end, "s" | "n" | "i"))
}

/// Whether the given names show that two people are meant.
fn two_people(a: &Name<'_>, b: &Name<'_>) -> bool {
    let same =
        |x: &&str| b.given.iter().any(|y| x == y || x.chars().next() == y.chars().next() && x.len().min(y.len()) <= 2);
    !a.given.is_empty() && !b.given.is_empty() && !a.given.iter().any(same)
}
