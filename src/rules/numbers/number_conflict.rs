use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::change::{Figures, figures, in_block};
use super::counted::{Counted, noun};
use super::number::Number;
use crate::extract::{BlockExtraction, lexicon};
use crate::rules::{Context, Example, Finding, Group, Profile, Rule, Severity, practice};
use crate::text::{Block, Span};

/// Marks a second count of the same that differs from the first.
pub static RULE: Rule = Rule {
    code: "number-conflict",
    title: "The same counted twice, with different results.",
    group: Group::Numbers,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
Twelve firefighters were hurt, and four paragraphs later “the 14 firefighters” went home: one of the two is wrong, or \
the reader has missed something. Such slips come from updates and from two writers of one story.

The rule marks two things that it can be sure of: a count that points back (“the 14 firefighters”, “all 14 \
firefighters”) where the article has counted the same before and never with this number; and a person of one full \
name with two ages.

It goes away when both say the same, or when the second says what else it counts.",
    practice: &[practice::AP_VALUES],
    bad: &[
        Example::plain(
            "Twelve firefighters were hurt on Monday.\n\nThe roof fell without a warning. ⟦The 14 firefighters⟧ were taken to two hospitals.",
            "Twelve or fourteen?",
        ),
        Example::plain(
            "The jury heard 9 witnesses in May. ⟦All eleven witnesses⟧ were questioned for a day.",
            "Words and digits are compared.",
        ),
        Example::plain(
            "Ann Lee, 41, opened the shop in May.\n\nThe idea came late, and money was short. Ann Lee, ⟦42⟧, had never owned one.",
            "One person, two ages.",
        ),
    ],
    good: &[
        Example::plain(
            "Twelve firefighters were hurt on Monday. The 12 firefighters were taken to two hospitals.",
            "They agree.",
        ),
        Example::plain(
            "Twelve firefighters were hurt on Monday. The 14 firefighters of the night shift were at another fire.",
            "It says which fourteen.",
        ),
        Example::plain(
            "Three members stayed away. The 41 members of the council meet again in May.",
            "A part and a whole.",
        ),
        Example::plain("Ann Lee, 41, opened the shop with her son Tom Lee, 19, in May.", "Two persons."),
    ],
    check,
};

/// What may follow a count that only points back: its verb. Anything else may say which are meant.
const GOES_ON: [&str; 10] = ["were", "are", "had", "have", "will", "would", "could", "did", "do", "said"];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let all: Vec<_> = figures(context).collect();
    let counting = context.noted(|n| &n.counting, counting).map(|(_, c)| c);
    counts(all.iter().zip(counting), findings);
    ages(context, findings);
}

/// What the numbers of a sentence count.
#[derive(Debug)]
pub(in crate::rules) struct Counting {
    /// What each number counts, where it is a noun.
    counted: Box<[Option<Count>]>,
    /// Counts inside a word.
    hyphenated: Box<[f64]>,
}

/// What is counted, and the first token of what points back to a count before.
type Count = (Counted, Option<usize>);

/// What the sentences of a block count.
fn counting(block: &Block, part: &BlockExtraction) -> Vec<Counting> {
    let read = |figures: &Figures<'_>| {
        let counted = |number: &Number| {
            let counted = noun(figures.text, figures.tokens, number).filter(|_| !number.year())?;
            let back = points_back(figures, number, counted.end);
            Some((counted, back))
        };
        let hyphenated = hyphenated(figures).into();
        Counting { counted: figures.numbers.iter().map(counted).collect(), hyphenated }
    };
    in_block(block, part, read)
}

fn counts<'f>(all: impl Iterator<Item = (&'f Figures<'f>, &'f Counting)>, findings: &mut Vec<Finding>) {
    let mut before: HashMap<(&str, &str), Vec<(&Figures<'_>, &Number)>> = HashMap::new();
    let mut values: HashSet<u64> = HashSet::new();
    for (figures, counting) in all {
        for (number, counted) in figures.numbers.iter().zip(&counting.counted) {
            if let Some((Counted { head, before: words, end }, back)) = counted {
                let known = before.entry((head, words)).or_default();
                if let &Some(start) = back
                    && !values.contains(&number.value.to_bits())
                    && !known.iter().any(|(_, n)| n.agrees(number))
                    && !sums(known, number.value)
                    && let Some(&(first, count)) = known.last()
                {
                    let tokens = &figures.tokens[start..*end];
                    let span = tokens[0].span.join(tokens[tokens.len() - 1].span);
                    let message = format!(
                        "{} here, {} before. Make them agree, or say which are meant.",
                        number.span.of(figures.text),
                        count.span.of(first.text)
                    );
                    let finding = RULE.finding(figures.block.to_document(span), message);
                    findings.push(finding.because(first.block.to_document(count.span), "counted before"));
                }
                known.push((figures, number));
            }
            values.insert(number.value.to_bits());
        }
        values.extend(counting.hyphenated.iter().map(|v| v.to_bits()));
    }
}

/// Whether a count points back to one before: its determiner, where nothing behind it says which are meant.
fn points_back(figures: &Figures<'_>, number: &Number, end: usize) -> Option<usize> {
    let start = number.tokens.start.checked_sub(1)?;
    let determiner = matches!(&*figures.word(start), "the" | "these" | "those" | "all");
    let next = figures.word(end);
    (determiner && GOES_ON.contains(&&*next) && !number.rough).then_some(start)
}

/// Whether a number is the sum or the difference of two that were counted before.
fn sums(known: &[(&Figures<'_>, &Number)], value: f64) -> bool {
    const MOST: usize = 50;
    let known = &known[known.len().saturating_sub(MOST)..];
    let all: f64 = known.iter().map(|(_, n)| n.value).sum();
    let pair = |(i, a): (usize, &(&Figures<'_>, &Number))| {
        known[i + 1..].iter().any(|b| a.1.value + b.1.value == value || (a.1.value - b.1.value).abs() == value)
    };
    all == value || known.iter().enumerate().any(pair)
}

static HYPHENATED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^([0-9]{1,4})-[a-z]").expect("a fixed pattern"));

/// Counts inside a word: the 41-member council.
fn hyphenated(figures: &Figures<'_>) -> Vec<f64> {
    let words = figures.tokens.iter().filter_map(|t| HYPHENATED.captures(t.span.of(figures.text)));
    words.filter_map(|c| c[1].parse().ok()).collect()
}

static AGE: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"(?P<name>\p{Lu}[\p{L}'’-]+(?: \p{Lu}\.)?(?: \p{Lu}[\p{L}'’-]+){1,2})";
    let form = format!(r"\b{name}, (?:aged? )?(?P<age>[1-9]\d?|1[01]\d)(?:,|\.$|\. )");
    lexicon::regex(&form)
});

fn ages(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut known: HashMap<&str, (&str, Span)> = HashMap::new();
    for (n, &(name, age)) in context.noted(|n| &n.ages, |block, _| named_ages(block)) {
        let block = &context.blocks[n];
        let (name, years) = (name.of(block.prose.text()), age.of(block.prose.text()));
        let at = block.to_document(age);
        match known.get(name) {
            Some(&(other, place)) if other != years => {
                let message = format!("{name} is {years} here and {other} before. Which is right?");
                findings.push(RULE.finding(at, message).because(place, "another age"));
            }
            Some(_) => {}
            None => drop(known.insert(name, (years, at))),
        }
    }
}

/// Names in a block with the ages behind them.
fn named_ages(block: &Block) -> Vec<(Span, Span)> {
    let text = if block.kind.is_prose() { block.prose.text() } else { "" };
    let places = |found: Captures<'_>| Some((found.name("name")?.range().into(), found.name("age")?.range().into()));
    AGE.captures_iter(text).filter_map(places).collect()
}
