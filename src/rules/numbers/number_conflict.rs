use std::cell::LazyCell;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use regex::Regex;

use super::change::{Figures, figures, in_block};
use super::counted::{Counted, capital, harm, harmed, is, measures, noun, part, past};
use super::number::{Number, Unit};
use super::two_ages::two_ages;
use super::{scaled, transposed};
use crate::extract::BlockExtraction;
use crate::extract::lexicon::{self, Closed};
use crate::rules::{Check, Example, Finding, Group, Manuscript, Profile, Rule, Severity, practice};
use crate::text::Block;

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

The rule marks what it can be sure of: a count that points back (“the 14 firefighters”, “all 14 \
firefighters”) where the article has counted the same before and never with this number; a person with two \
ages, by the full name or by a surname that nobody else has; two long numbers that differ in nothing but two digits that \
have changed places (12,418 and 12,481); and millions that were billions.

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
            "The museum sent 350 masks to the town. ⟦The 430 masks⟧ filled boxes to the roof.",
            "What was done, with its object.",
        ),
        Example::plain("A blast killed 12 in Dorn. They mourned ⟦the 14 people killed⟧.", "Twelve or fourteen?"),
        Example::plain(
            "It was played before 12,418 people.\n\nThe crowd of ⟦12,481⟧ was the biggest of the year.",
            "Two digits have changed places.",
        ),
        Example::plain("They trained 24 bees for a week. Of ⟦the 22 bees⟧, 18 flew away.", "Were two lost?"),
        Example::plain(
            "Ann Lee, 41, opened the shop in May.\n\nThe idea came late, and money was short. Ann Lee, ⟦42⟧, had never owned one.",
            "One person, two ages.",
        ),
        Example::plain("Luke Pryce, 29, was jailed for theft.\n\nPryce, ⟦28⟧, was given four years.", "So are these."),
        Example::plain("Ann Lee, 58, denies theft. Ms Lee, aged ⟦59⟧, was treasurer.", "A title is no other name."),
        Example::plain(
            "Jonas Weil, a 19-year-old from Bonn, scored. Weil, ⟦20⟧, joined in May.",
            "Two ways to tell an age.",
        ),
        Example::plain(
            "Ben, 17, was last seen in Hull. Ben Tate, ⟦16⟧, was still at school.",
            "A given name is enough.",
        ),
        Example::plain(
            "Luke Pryce, 21, won the race in Hull. It was the ⟦22⟧-year-old’s third title.",
            "The only one with an age.",
        ),
        Example::plain(
            "Ann Lee (41) opened the shop in May.\n\nThe 41-year-old teacher Jo Ray helped her. Ann Lee (⟦43⟧) had never owned one.",
            "Ages in brackets are compared, too.",
        ),
        Example::plain(
            "It is 5 min to the mill for Ann Lee (41).\n\nAnn Lee (⟦43⟧) has walked it for years.",
            "No report of a match.",
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
        Example::plain("The club had 12,418 members in May, and 12,481 in June.", "One sentence tells both."),
        Example::plain(
            "The club had 1,250 members in 2019. It has 1,520 members, and wants more.",
            "Those of another year.",
        ),
        Example::plain(
            "A blast killed 12 people in Dorn. They remembered the 14 killed in Hull.",
            "It says which fourteen.",
        ),
        Example::plain(
            "Three members stayed away. The 41 members of the council meet again in May.",
            "A part and a whole.",
        ),
        Example::plain("Five hostages were held. Two were freed. The three hostages are soldiers.", "Five less two."),
        Example::plain(
            "Ann Lee (41) scored before the break.\n\nThe second goal was by Ann Lee (48) again.",
            "Minutes of a match.",
        ),
        Example::plain("Ann Lee, 41, opened the shop with her son Tom Lee, 19, in May.", "Two persons."),
        Example::plain("Ann Lee, 41, runs it. Mr Lee, 43, keeps the books.", "Her husband."),
        Example::plain("Ann Hale, 41, runs it with her sister Jo Hale. Hale, 43, keeps the books.", "It may be Jo."),
    ],
    check: Check::Text(check),
};

/// Counts that differ by more are of a part and a whole.
const MOST_TIMES: f64 = 1.5;
/// Who counts the same more often counts many groups of them.
const MOST_COUNTS: usize = 100;

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let all: Vec<_> = figures(context).collect();
    let counting = context.noted(|n| &n.counting, counting).map(|(_, c)| c);
    counts(context.text, all.iter().zip(counting), findings);
    two_ages(context, findings);
    for (figures, number, (first, before)) in transposed::pairs(&all) {
        let place = figures.block.to_document(number.span);
        // That they differ is told already.
        if findings.iter().any(|f| f.span.covers(place)) {
            continue;
        }
        let (here, there) = (number.span.of(figures.text), before.span.of(first.text));
        let message = format!("{here} here and {there} before: two digits have changed places. Which is right?");
        findings.push(RULE.finding(place, message).because(first.block.to_document(before.span), "the other"));
    }
    for (figures, number, (first, before)) in scaled::pairs(&all) {
        let (here, there) = (number.span.of(figures.text), before.span.of(first.text));
        let message = format!("{here} here and {there} before. Which is right?");
        let finding = RULE.finding(figures.block.to_document(number.span), message);
        findings.push(finding.because(first.block.to_document(before.span), "the other"));
    }
}

/// What the numbers of a sentence count.
#[derive(Debug)]
pub(in crate::rules) struct Counting {
    /// What each number counts, where it is a noun.
    counted: Box<[Option<Count>]>,
    /// Whom it counts among those who came to harm.
    harmed: Box<[Option<Count>]>,
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
        let harmed = |number: &Number| {
            let head = harm(figures.text, figures.tokens, number, figures.numbers)?.to_owned();
            let end = harmed(figures.text, figures.tokens, number).unwrap_or(number.tokens.end);
            let back = harm_back(figures, number, end);
            Some((Counted { head, before: HARM.to_owned(), end }, back))
        };
        let hyphenated = hyphenated(figures).into();
        let (counted, harmed) = (figures.numbers.iter().map(counted), figures.numbers.iter().map(harmed));
        Counting { counted: counted.collect(), harmed: harmed.collect(), hyphenated }
    };
    in_block(block, part, read)
}

fn counts<'f>(text: &str, all: impl Iterator<Item = (&'f Figures<'f>, &'f Counting)>, findings: &mut Vec<Finding>) {
    let mut before: FxHashMap<(&str, &str), Vec<(&Figures<'_>, &Number)>> = FxHashMap::default();
    let mut values: FxHashSet<u64> = FxHashSet::default();
    // What is counted in a number alone: “two were freed”.
    let mut bare: Vec<f64> = Vec::new();
    for (figures, counting) in all {
        // A table without stops is one sentence with all its numbers.
        let past = LazyCell::new(|| past(figures.sentence(), false));
        for ((number, counted), harmed) in figures.numbers.iter().zip(&counting.counted).zip(&counting.harmed) {
            let mut told = false;
            for (Counted { head, before: words, end }, back) in [counted, harmed].into_iter().flatten() {
                let known = before.entry((head, words)).or_default();
                let owner = back.and_then(|start| owner(figures, start));
                if let &Some(start) = back
                    && !told
                    && (owner.is_none() || known.iter().any(|(f, n)| owns(f, n, owner)))
                    && known.len() <= MOST_COUNTS
                    && !values.contains(&number.value.to_bits())
                    && !known.iter().any(|(_, n)| n.agrees(number) || n.reaches(number))
                    && let Some(&(first, count)) = known.iter().rev().find(|(_, n)| near_count(n, number))
                    && !sums(known, &bare, number.value)
                    && !(known.iter().any(|(_, n)| (n.value - number.value).abs() == 1.0)
                        && one_between(text, first, count, figures))
                {
                    let tokens = &figures.tokens[start..*end];
                    let span = tokens[0].span.join(tokens[tokens.len() - 1].span);
                    let message = format!(
                        "{} here, {} before. Make them agree, or say which are meant.",
                        capital(number.span.of(figures.text)),
                        count.span.of(first.text).to_lowercase()
                    );
                    let finding = RULE.finding(figures.block.to_document(span), message);
                    findings.push(finding.because(first.block.to_document(count.span), "counted before"));
                    told = true;
                }
                if !part(figures.text, figures.tokens, number) && !*past {
                    known.push((figures, number));
                }
            }
            if counted.is_none()
                && !measures(figures.text, figures.tokens, number)
                && !number.year()
                && noun(figures.text, figures.tokens, number).is_none()
            {
                bare.push(number.value);
            }
            // A percentage or a sum of money is no such count.
            if number.unit == Unit::Things {
                values.insert(number.value.to_bits());
            }
        }
        values.extend(counting.hyphenated.iter().map(|v| v.to_bits()));
    }
}

/// What marks a count of those who came to harm, beside a noun that is counted.
const HARM: &str = "harmed";

/// Whether a count of those who came to harm points back: “the 14 people killed”, “the 14 dead”, where nothing behind it
/// says which are meant.
fn harm_back(figures: &Figures<'_>, number: &Number, end: usize) -> Option<usize> {
    let start = number.tokens.start.checked_sub(1)?;
    let told = matches!(&*figures.word(start), "the" | "all") && !number.rough && end > number.tokens.end;
    let next = figures.word(end);
    (told && (is("verb", &next) || matches!(&*next, "." | "," | ";" | "and" | ""))).then_some(start)
}

/// Whether two counts are so close that one may be meant.
fn near_count(a: &Number, b: &Number) -> bool {
    (1.0 / MOST_TIMES..=MOST_TIMES).contains(&(b.value / a.value))
}

/// Whether a count points back to one before: its determiner, where nothing behind it says which are meant.
fn points_back(figures: &Figures<'_>, number: &Number, end: usize) -> Option<usize> {
    let start = number.tokens.start.checked_sub(1)?;
    let determiner = matches!(&*figures.word(start), "the" | "these" | "those" | "all");
    let determiner = determiner || owner(figures, start).is_some();
    let goes_on = is("verb", &figures.word(end)) || is_finite(figures, end);
    // “Of the 14 firefighters, two …”
    let goes_on = goes_on || start == 1 && figures.word(0) == "of" && figures.word(end) == ",";
    (determiner && goes_on && !number.rough).then_some(start)
}

/// Whose the count behind token `start` is, where it is told with a possessive: “the county’s 14 schools”.
fn owner<'a>(figures: &Figures<'a>, start: usize) -> Option<&'a str> {
    let word = figures.tokens.get(start)?.span.of(figures.text);
    let alone = matches!(word, "'s" | "’s" | "'" | "’");
    let token = if alone { figures.tokens.get(start.checked_sub(1)?)? } else { figures.tokens.get(start)? };
    let owner = token.span.of(figures.text);
    let bare = owner.trim_end_matches('s').trim_end_matches(['\'', '’']);
    (alone || owner.ends_with("'s") || owner.ends_with("’s")).then_some(if alone { owner } else { bare })
}

/// Whether a count was told as that of an owner.
fn owns(figures: &Figures<'_>, number: &Number, whose: Option<&str>) -> bool {
    number.tokens.start.checked_sub(1).and_then(|start| owner(figures, start)) == whose
}

/// Whether a verb at token `i` is no participle: one in the present, or one that has an object or ends its sentence
/// (“missed the bus”, “laughed.”). The participle of a verb with two objects may have one: “awarded the medal”.
fn is_finite(figures: &Figures<'_>, i: usize) -> bool {
    let (verb, next) = (figures.word(i), figures.word(i + 1));
    let past = verb.len() > 4 && verb.ends_with("ed") || lexicon::common(&verb) == Some(lexicon::WordClass::Past);
    let present = lexicon::common(&verb) == Some(lexicon::WordClass::Verb);
    let things = next.len() > 3
        && next.ends_with('s')
        && !next.ends_with("ss")
        && !is("measure", &next)
        && matches!(lexicon::common(&next), None | Some(lexicon::WordClass::Plural));
    let object = lexicon::closed_class(&next).is(Closed::DETERMINER)
        || things
        || matches!(&*next, "." | "!" | "him" | "it" | "them");
    past && object && !is("gives", &verb) || present && !is("same", &verb)
}

/// Whether a number is the sum or the difference of two that were counted before, of which one may stand alone.
fn sums(known: &[(&Figures<'_>, &Number)], bare: &[f64], value: f64) -> bool {
    const MOST: usize = 50;
    let known = known[known.len().saturating_sub(MOST)..].iter().map(|(_, n)| n.value);
    let bare = &bare[bare.len().saturating_sub(MOST)..];
    let fits = |a: f64, b: f64| a + b == value || (a - b).abs() == value;
    let pair = |(i, a): (usize, f64)| known.clone().skip(i + 1).chain(bare.iter().copied()).any(|b| fits(a, b));
    known.clone().sum::<f64>() == value || known.clone().enumerate().any(pair)
}

/// Whether one is told apart between two counts: “one died later”.
fn one_between(text: &str, first: &Figures<'_>, count: &Number, second: &Figures<'_>) -> bool {
    let (start, end) = (first.place(count).end(), second.block.to_document(second.tokens[0].span).end());
    let mut words = text.get(start..end).unwrap_or_default().split(|c: char| !c.is_alphanumeric());
    words.any(|w| ["one", "another"].iter().any(|one| w.eq_ignore_ascii_case(one)))
}

static HYPHENATED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^([0-9]{1,4})-[a-z]").expect("a fixed pattern"));

/// Counts inside a word: the 41-member council.
fn hyphenated(figures: &Figures<'_>) -> Vec<f64> {
    let words = figures.tokens.iter().filter_map(|t| HYPHENATED.captures(t.span.of(figures.text)));
    words.filter_map(|c| c[1].parse().ok()).collect()
}
