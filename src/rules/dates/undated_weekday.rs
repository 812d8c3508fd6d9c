use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use jiff::civil::{Date, Weekday};
use regex::Regex;

use super::article;
use super::written;
use crate::extract::lexicon;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity};
use crate::text::Span;

/// Marks a weekday without a date.
pub static RULE: Rule = Rule {
    code: "undated-weekday",
    title: "A weekday without a date.",
    group: Group::Dates,
    severity: Severity::Hint,
    profile: Profile::Strict,
    explanation: "\
“On Monday” is clear for a week. A reader who finds the article later, a translator and a fact-checker have to work \
out which Monday it was, and an editor who moves a paragraph into a later story makes it another one.

The rule marks the first of each weekday in a paragraph that has no date beside it. Where the article's date is known \
from its front matter or its dateline, the message says which day is meant: the nearest one before, or the nearest \
one after where the sentence speaks of what is to come. It does not guess where the sentence could mean both.

Daily news names weekdays as a matter of style, and so the rule speaks in the profile `strict` only.

It goes away when the date is given.",
    practice: &[
        "[Wikipedia, Manual of Style: dates and numbers](https://en.wikipedia.org/wiki/Wikipedia:Manual_of_Style/Dates_and_numbers)",
    ],
    bad: &[
        Example::plain("The mayor resigned on ⟦Monday⟧.", "Which Monday?"),
        Example::plain("KABUL, March 5, 2024 — The mayor resigned on ⟦Monday⟧.", "By the dateline it is 4 March 2024."),
        Example::markdown(
            "---\ndate: 2024-03-05\n---\n\nThe council will vote on ⟦Friday⟧.",
            "What is to come is told forwards: 8 March 2024.",
        ),
    ],
    good: &[
        Example::plain("The mayor resigned on Monday, 4 March 2024.", "The date stands beside it."),
        Example::plain("The market is held every Monday, and on Sundays in summer.", "Any Monday."),
        Example::plain("The shops opened early on Black Friday.", "A name."),
        Example::plain("“I resigned on Monday,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?-u:\b)").expect("a fixed pattern")
});
/// What stands before a weekday that is any of its kind, or one of a span of days.
static ANY: LazyLock<Regex> = LazyLock::new(|| {
    let before = r"(?i)(?:\b(?:every|each|an?|any|most|one|some|alternate|other|first|second|third|fourth|last) |day(?: to | through | until |-|–|—))$";
    lexicon::regex(before)
});
/// What stands behind one.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    let behind = r"^(?:(?: to | through | until | till |-|–|—)(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| (?:mornings|afternoons|evenings|nights)\b|,? \(?\d{1,2}[./]\d{1,2}\b)";
    lexicon::regex(behind)
});
static COMES: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"(?i)\b(?:will|won['’]t|shall|would|going to|(?:is|are|was|were) (?:due|set|scheduled|expected|to)|plan(?:s|ned)? to|next|coming|upcoming|ahead of|until|by)\b";
    lexicon::regex(words)
});
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"(?i)(?:\b(?:said|told|announced|reported|wrote|added|tweeted|posted|published|issued|released)\b(?: \w+){0,4}|\b(?:last|late|early|earlier|past)(?: on)?)(?: on)? $";
    lexicon::regex(words)
});

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let article = article::date(context);
    let order = written::order(context.text);
    for (block, part) in context.blocks.iter().zip(context.parts).filter(|(b, _)| b.kind.is_prose()) {
        let text = block.prose.text();
        if !text.contains("day") {
            continue;
        }
        let dates = written::dates(text);
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for found in DAY.find_iter(text) {
            let place = Span::from(found.range());
            let near = dates.partition_point(|d| d.span.end() + NEAR < place.start());
            let mut near = dates[near..].iter().take_while(|d| d.span.start() <= place.end() + NEAR);
            let dated = near.any(|d| d.span.overlaps(place) || close(d.span, place));
            if dated || any(text, place) || !seen.insert(found.as_str()) {
                continue;
            }
            let Some(weekday) = written::weekday_named(found.as_str()) else { continue };
            let next = part.sentences.partition_point(|s| s.span.start() <= place.start());
            let sentence = part.sentences.get(next.saturating_sub(1)).map_or(place, |s| s.span);
            let at = block.to_document(place);
            let meant = article.and_then(|a| Some((a, resolve(a.date, weekday, text, sentence, place)?)));
            let (message, time) = match meant {
                Some((_, date)) => {
                    let day = written::full(date, order);
                    let message =
                        format!("This {} is {day}, counted from the article's date. Give the date.", found.as_str());
                    (message, written::day(date, order))
                }
                None => (format!("Which {}? Give the date.", found.as_str()), "TK".to_owned()),
            };
            let mut finding = RULE.finding(at, message);
            if let Some((article, _)) = meant {
                finding = finding.because(article.span, "the article's date");
            }
            let mut edit = Edit::insert(at.end(), format!(" ({time})"));
            edit.placeholder = meant.is_none().then(|| Span::new(2, 4));
            // “Monday's vote” has no room for it.
            let owns = text[place.end()..].starts_with(['\'', '’']);
            let title = format!("Insert the date (“{time}”)");
            findings.push(if owns { finding } else { finding.fix(Fix::new(title, edit)) });
        }
    }
}

/// How far a date may stand from its weekday, in bytes.
const NEAR: usize = 12;

/// Whether a date stands beside a weekday, though not in one of the usual forms.
fn close(date: Span, place: Span) -> bool {
    date.start() >= place.end() && date.start() - place.end() <= NEAR
        || place.start() >= date.end() && place.start() - date.end() <= 3
}

/// Whether the word is part of a name, or means any day of its kind.
fn any(text: &str, place: Span) -> bool {
    let before = written::before(text, place.start());
    let behind = text.get(place.end()..).unwrap_or_default();
    written::named(text, place).is_some() || ANY.is_match(before) || SPAN.is_match(behind)
}

/// Whether a sentence has a verb in the past.
fn happened(sentence: &str) -> bool {
    sentence.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).any(|word| {
        let past = lexicon::common(&word) == Some(lexicon::WordClass::Past);
        past || word.len() > 4 && word.ends_with("ed") || matches!(&*word, "was" | "were" | "had" | "did")
    })
}

/// The day that is meant: before the article's, or after it in a sentence about what is to come.
fn resolve(article: Date, weekday: Weekday, text: &str, sentence: Span, place: Span) -> Option<Date> {
    let before = Span::new(sentence.start(), place.start()).of(text);
    let comes = if SAID.is_match(before) {
        false
    } else if COMES.is_match(before) {
        true
    } else if COMES.is_match(sentence.of(text)) {
        // What is to come may be told behind a day that is past.
        return None;
    } else if happened(sentence.of(text)) {
        false
    } else {
        // “The strike begins on Saturday”, “the court may rule on Monday”
        return None;
    };
    let step = |day: Date| if comes { day.tomorrow() } else { day.yesterday() };
    let mut day = article;
    while day.weekday() != weekday {
        day = step(day).ok()?;
    }
    Some(day)
}
