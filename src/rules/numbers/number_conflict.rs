use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::age::{self, Age, Form, near};
use super::change::{Figures, figures, in_block, told, written};
use super::counted::{Counted, capital, is, measures, noun, part, past, scores};
use super::listed::{Listed, listed};
use super::number::Number;
use crate::extract::lexicon::{self, Closed, Gender};
use crate::extract::{BlockExtraction, MentionForm};
use crate::rules::reading::sentence_of;
use crate::rules::{Check, Example, Finding, Group, Manuscript, Profile, Rule, Severity, practice};
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

The rule marks three things that it can be sure of: a count that points back (“the 14 firefighters”, “all 14 \
firefighters”) where the article has counted the same before and never with this number; and a person with two \
ages, by the full name or by a surname that nobody else has; and people who are listed behind a colon, where the list \
makes more or fewer than are counted before it.

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
        Example::plain("Police arrested 14 people: nine men and five women.", "Nine and five are fourteen."),
        Example::plain("Ann Lee, 41, runs it. Mr Lee, 43, keeps the books.", "Her husband."),
        Example::plain("Ann Hale, 41, runs it with her sister Jo Hale. Hale, 43, keeps the books.", "It may be Jo."),
    ],
    check: Check::Text(check),
};

/// Counts that differ by more are of a part and a whole; ages, of two persons or times.
const MOST_TIMES: f64 = 1.5;
const MOST_YEARS: f64 = 10.0;
/// The same for an age alone, which may be that of somebody whom the article does not name.
const CALLED_YEARS: f64 = 2.0;
/// Who counts the same more often counts many groups of them.
const MOST_COUNTS: usize = 100;

/// So many names with numbers behind them in one paragraph are a list: of scores, or of shirts.
const LIST: usize = 5;

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let all: Vec<_> = figures(context).collect();
    let counting = context.noted(|n| &n.counting, counting).map(|(_, c)| c);
    counts(context.text, all.iter().zip(counting), findings);
    ages(context, findings);
    for figures in told(context, |n| &n.listed, |figures| listed(figures).is_some()) {
        let Some(Listed { whole, sum }) = listed(&figures) else { continue };
        let here = capital(whole.span.of(figures.text));
        let message = format!("{here} here, and the list behind it makes {}. Make them agree.", written(sum, 1.0));
        findings.push(RULE.finding(figures.place(whole), message));
    }
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

fn counts<'f>(text: &str, all: impl Iterator<Item = (&'f Figures<'f>, &'f Counting)>, findings: &mut Vec<Finding>) {
    let mut before: HashMap<(&str, &str), Vec<(&Figures<'_>, &Number)>> = HashMap::new();
    let mut values: HashSet<u64> = HashSet::new();
    // What is counted in a number alone: “two were freed”.
    let mut bare: Vec<f64> = Vec::new();
    for (figures, counting) in all {
        // A table without stops is one sentence with all its numbers.
        let past = LazyCell::new(|| past(figures.sentence(), false));
        for (number, counted) in figures.numbers.iter().zip(&counting.counted) {
            if let Some((Counted { head, before: words, end }, back)) = counted {
                let known = before.entry((head, words)).or_default();
                if let &Some(start) = back
                    && known.len() <= MOST_COUNTS
                    && !values.contains(&number.value.to_bits())
                    && !known.iter().any(|(_, n)| n.agrees(number) || n.reaches(number))
                    && let Some(&(first, count)) = known.last()
                    && (1.0 / MOST_TIMES..=MOST_TIMES).contains(&(number.value / count.value))
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
                }
                if !part(figures.text, figures.tokens, number) && !*past {
                    known.push((figures, number));
                }
            } else if !measures(figures.text, figures.tokens, number)
                && !number.year()
                && noun(figures.text, figures.tokens, number).is_none()
            {
                bare.push(number.value);
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
    let goes_on = is("verb", &figures.word(end)) || is_finite(figures, end);
    (determiner && goes_on && !number.rough).then_some(start)
}

/// Whether a verb at token `i` is no participle: one in the present, or one that has an object or ends its sentence
/// (“missed the bus”, “laughed.”). The participle of a verb with two objects may have one: “awarded the medal”.
fn is_finite(figures: &Figures<'_>, i: usize) -> bool {
    let (verb, next) = (figures.word(i), figures.word(i + 1));
    let past = verb.len() > 4 && verb.ends_with("ed") || lexicon::common(&verb) == Some(lexicon::WordClass::Past);
    let present = lexicon::common(&verb) == Some(lexicon::WordClass::Verb);
    let object =
        lexicon::closed_class(&next).is(Closed::DETERMINER) || matches!(&*next, "." | "!" | "him" | "it" | "them");
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

fn ages(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let mut known: BTreeMap<String, (&str, Span, bool)> = BTreeMap::new();
    let (scores, bearers) = (LazyCell::new(|| has_scores(context)), LazyCell::new(|| bearers(context)));
    for (n, age) in context.noted(|n| &n.ages, named_ages) {
        let block = &context.blocks[n];
        let (written, years) = (age.whose.of(block.prose.text()), age.years.of(block.prose.text()));
        let (title, name) = without_title(written);
        let (at, bracket) = (block.to_document(age.years), age.form == Form::Bracket);
        // One name alone counts where only one bears it.
        let whole = if name.contains(' ') { Some(ends(name)) } else { bearers.get(name).cloned().flatten() };
        let Some(whole) = whole.filter(|whole| !of_another(title, whole)) else { continue };
        let Some(&(other, place, other_bracket)) = known.get(&whole) else {
            known.insert(whole, (years, at, bracket));
            continue;
        };
        let conflict = other != years && near(other, years, MOST_YEARS);
        // In a report of a match or a vote, a number in brackets is anything.
        if conflict && !((bracket || other_bracket) && *scores) {
            let message = format!("{name} is {years} here and {other} before. Which is right?");
            findings.push(RULE.finding(at, message).because(place, "another age"));
        }
    }
    called_again(context, &known, findings);
}

/// The only person of the article with an age, who is called by another: “the 22-year-old’s third title”.
fn called_again(context: &Manuscript<'_>, known: &BTreeMap<String, (&str, Span, bool)>, findings: &mut Vec<Finding>) {
    let mut all = known.iter();
    let (Some((name, &(years, place, _))), None) = (all.next(), all.next()) else { return };
    let blocks = || context.blocks.iter().filter(|b| b.kind.is_prose());
    let count = |b: &Block, years| b.prose.text().split(|c: char| !c.is_alphanumeric()).filter(|w| *w == years).count();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for block in blocks().filter(|b| b.prose.text().contains("-year-old")) {
        for again in age::again(block.prose.text()) {
            let other = again.of(block.prose.text());
            let conflict = other != years && near(other, years, CALLED_YEARS);
            // An age that the article tells of somebody else, too, is theirs.
            let mut once = || *times.entry(other).or_insert_with(|| blocks().map(|b| count(b, other)).sum()) == 1;
            if conflict && block.to_document(again).start() > place.end() && once() {
                let message = format!("{name} is {other} here and {years} before. Which is right?");
                findings.push(RULE.finding(block.to_document(again), message).because(place, "another age"));
            }
        }
    }
}

/// Whether the article tells of points, minutes or votes, which stand in brackets behind names as ages do.
fn has_scores(context: &Manuscript<'_>) -> bool {
    context.blocks.iter().any(|b| scores(b.prose.text()))
}

/// The first and the last word of a name.
fn ends(name: &str) -> String {
    let last = name.rsplit(' ').next().unwrap_or_default();
    format!("{} {last}", name.split(' ').next().unwrap_or_default())
}

/// A name without the title before it, and the pronoun that the title tells.
fn without_title(name: &str) -> (Option<Gender>, &str) {
    let title = name.split_once(' ').and_then(|(first, rest)| Some((lexicon::title(first)?.gender, rest)));
    title.unwrap_or((None, name))
}

/// Whether a title is not that of somebody with this given name: Mr Lee is not Ann Lee.
fn of_another(title: Option<Gender>, name: &str) -> bool {
    let given = name.split(' ').next().and_then(lexicon::first_name).flatten();
    title.is_some() && given.is_some() && title != given
}

/// By each first and last name, both of the one person of the article who bears it; nothing where several do.
fn bearers<'a>(context: &Manuscript<'a>) -> HashMap<&'a str, Option<String>> {
    let mut out: HashMap<&str, Option<String>> = HashMap::new();
    let names = context.mentions().filter(|(_, _, m)| m.form == MentionForm::Name);
    for full in names.map(|(_, block, m)| m.span.of(block.prose.text())) {
        let (Some((first, _)), Some((_, last))) = (full.split_once(' '), full.rsplit_once(' ')) else { continue };
        let ends = ends(full);
        for name in [first, last] {
            let known = out.entry(name).or_insert_with(|| Some(ends.clone()));
            known.take_if(|other| *other != ends);
        }
    }
    out
}

/// Names in a block with the ages behind them. An age of another time is left out, and so is that of one who is told
/// from another of the name.
fn named_ages(block: &Block, part: &BlockExtraction) -> Vec<Age> {
    let text = if block.kind.is_prose() { block.prose.text() } else { "" };
    let mut all = age::named(text);
    if all.iter().filter(|age| age.whose.of(text).contains(' ')).count() >= LIST {
        all.clear();
    }
    // Many ages may stand in one sentence.
    let mut told = (Span::default(), false);
    all.retain(|&Age { whose, years, form }| {
        // Behind a surname alone, a list of scorers has minutes.
        let behind = text.get(years.end()..).and_then(|b| b.strip_prefix(", "));
        let goes_on =
            matches!(form, Form::Clause | Form::Bracket) || behind.is_some_and(|b| b.starts_with(char::is_lowercase));
        if !whose.of(text).contains(' ') && !goes_on {
            return false;
        }
        let sentence = sentence_of(part, whose).filter(|s| s.span.covers(whose)).map_or(Span::default(), |s| s.span);
        if told.0 != sentence {
            told = (sentence, past(sentence.of(text), true));
        }
        let before = text.get(..whose.start()).unwrap_or_default();
        let before = before.trim_end_matches([' ', ',']).split(|c: char| !c.is_alphanumeric()).next_back();
        !told.1 && !before.is_some_and(|w| is("kin", &w.to_lowercase()))
    });
    all
}
