//! A person with two ages.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::age::{self, Age, Form, near};
use super::counted::{is, past, scores};
use super::number_conflict::RULE;
use crate::extract::lexicon::{self, Gender};
use crate::extract::{BlockExtraction, MentionForm};
use crate::rules::reading::sentence_of;
use crate::rules::{Finding, Manuscript};
use crate::text::{Block, Span};

/// Ages that differ by more are of two persons or times.
const MOST_YEARS: f64 = 10.0;
/// The same for an age alone, which may be that of somebody whom the article does not name.
const CALLED_YEARS: f64 = 2.0;
/// So many names with numbers behind them in one paragraph are a list: of scores, or of shirts.
const LIST: usize = 5;

/// Marks a person who is told with two ages.
pub(super) fn two_ages(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
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
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
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
fn bearers<'a>(context: &Manuscript<'a>) -> FxHashMap<&'a str, Option<String>> {
    let mut out: FxHashMap<&str, Option<String>> = FxHashMap::default();
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

/// Whether a sentence tells since when something is so, which it is today: “has not played since 1998”.
fn still(sentence: &str) -> bool {
    sentence.contains(" since ")
        && [" has ", " have "].iter().any(|w| sentence.contains(w))
        && !past(&sentence.replace(" since ", " "), true)
}

/// Names in a block with the ages behind them. An age of another time is left out, and so is that of one who is told
/// from another of the name.
pub(super) fn named_ages(block: &Block, part: &BlockExtraction) -> Vec<Age> {
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
            // What somebody says of another time is no word on their age.
            let own = part
                .quotations
                .outer
                .iter()
                .filter(|q| sentence.covers(q.span))
                .fold(sentence.of(text).to_owned(), |words, q| words.replacen(q.span.of(text), "", 1));
            told = (sentence, past(&own, true) && !still(&own));
        }
        let before = text.get(..whose.start()).unwrap_or_default();
        let before = before.trim_end_matches([' ', ',']).split(|c: char| !c.is_alphanumeric()).next_back();
        !told.1 && !before.is_some_and(|w| is("kin", &w.to_lowercase()))
    });
    all
}
