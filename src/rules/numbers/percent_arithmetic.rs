use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use regex::Regex;

use super::change::{By, Change, Figures, meet, share, told};
use super::counted::capital;
use super::fraction::{Beside, PartOf};
use super::multiple::{Multiple, multiple};
use super::number::{Beyond, Number, Unit};
use super::part::{ROOM, Shared, Step};
use super::written::written;
use crate::extract::lexicon::{self, PlaceWord};
use crate::rules::reading::phrase;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};

/// Marks a percentage that does not follow from the numbers beside it.
pub static RULE: Rule = Rule {
    code: "percent-arithmetic",
    title: "A percentage that does not follow from the numbers beside it.",
    group: Group::Numbers,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
A sentence that gives both numbers and the percentage can be checked by anybody with a pencil, and readers do. A rise \
from 40 to 50 is one of 25 percent: a change is told as a share of where it began.

The rule does the sum where a sentence says from what to what something changed and by how many percent (or that it \
doubled, tripled, halved, fell by a third), where it says how many times as much one number is as another, and where it \
says how many of how many and which share that is, in percent or in words. A percentage beside a part in words (“a \
third, or 33 percent”) is compared with it. The shares of a poll are added up, which are not more than 100 percent. The \
rule allows for rounding, and for “about” and “more than”.

It goes away when the numbers agree. Which of them is wrong, the rule cannot know: look at the source before you take \
the fix.",
    practice: &[practice::BBC_ACCURACY, "[Percentage](https://en.wikipedia.org/wiki/Percentage)"],
    bad: &[
        Example::plain("Membership rose from 40 to 50, up ⟦10 percent⟧.", "Ten more than 40 are 25 percent more."),
        Example::plain(
            "Sales fell ⟦12%⟧ to $3.2 million from $4.0 million in 2019.",
            "It is 20 percent less than four million.",
        ),
        Example::plain("The number of cases ⟦doubled⟧ from 400 to 610.", "Twice 400 are 800."),
        Example::plain("Only 12 of the 40 members, or ⟦25 percent⟧, voted.", "Twelve of forty are 30 percent."),
        Example::plain("Membership fell by ⟦a third⟧, from 900 to 800.", "A third of 900 is 300."),
        Example::plain("Of the 40 members, 12 (⟦25%⟧) voted.", "The whole stands first."),
        Example::plain(
            "The poll put Labour on 44%, the Tories on 40%, the Greens on 20% and Reform on ⟦10%⟧.",
            "That is 114 percent.",
        ),
        Example::plain(
            "In a survey, 54 percent were for it, 31 percent against, and ⟦25 percent⟧ had no opinion.",
            "That is 110 percent.",
        ),
        Example::plain(
            "They asked 1,800 members in May. Of those, 720, or ⟦30 percent⟧, said no.",
            "The whole is in the sentence before.",
        ),
        Example::plain("Shares in Dale closed at 288p, up 24p or ⟦11.1 percent⟧.", "It is 9.1 percent of 264."),
        Example::plain(
            "Eleven walkers fell, compared with 22 of the others, a drop of ⟦60 percent⟧.",
            "Half of 22 is 11.",
        ),
        Example::plain("The law ⟦doubled⟧ the term, from 12 months to 18.", "Twice 12 are 24."),
        Example::plain("Asked about it, two in five, or ⟦65 percent⟧, said yes.", "It is 40 percent."),
        Example::plain("Of the club’s 20 teams, seven, or ⟦40 percent⟧, have a coach.", "It is 35 percent."),
        Example::plain("Thefts ⟦doubled⟧ in five years, from 212 in 2017 to 318 in 2022.", "Half as many again."),
        Example::plain("There were 1,120 pupils in 2021 and 640 in 2025, a drop of ⟦53%⟧.", "It is 43 percent."),
        Example::plain(
            "The club went from 40 members to 42, up ⟦7.5 percent⟧.",
            "People are counted whole: 5 percent.",
        ),
        Example::plain("Visits fell from 90,000 to 45,000, a drop of ⟦two-thirds⟧.", "They fell by half."),
        Example::plain("The drug cut the risk of a stroke by ⟦45%⟧, from 8.0% to 4.8%.", "It is two fifths."),
        Example::plain("Three quarters of pupils (⟦82%⟧) passed.", "It is 75 percent."),
        Example::plain("More than half of them (⟦47%⟧) stayed.", "It is less."),
        Example::plain("It will lay off 1,400 people, or ⟦8%⟧ of its workforce of 7,800.", "It is 18 percent."),
        Example::plain("They met 46 whales, ⟦twice⟧ as many as the 28 of last year.", "It is 1.6 times 28."),
        Example::plain("It will cut 90 jobs, ⟦a quarter⟧ of its 560 staff.", "It is one in six."),
        Example::plain(
            "Profit rose by ⟦18%⟧ to £37.8m in the year to 31 March 2025, from £31m.",
            "By 22 percent: the day is no part of it.",
        ),
        Example::plain("Turnout was ⟦48 percent⟧: 25,500 of the 61,300 who may vote.", "It is 42 percent."),
        Example::plain("The rate fell from 1.8 to 1.2, or by ⟦a half⟧.", "It fell by a third."),
    ],
    good: &[
        Example::plain("Membership rose from 40 to 50, up 25 percent.", "The sum is right."),
        Example::plain("Sales fell 20% to $3.2 million from $4.0 million in 2019.", "So is this one."),
        Example::plain("Membership fell by a third, from 900 to 610.", "Nearly a third."),
        Example::plain("The poll put trust in Lee at 60%, in Ray at 55% and in Berg at 40%.", "Who trusts one may trust two."),
        Example::plain("Turnout rose from 1,000 to 1,200, up about 18 percent.", "Rounded numbers leave room."),
        Example::plain("Support among voters from 18 to 29 fell 10 percent.", "An age, not a change."),
        Example::plain(
            "In the survey, 70 percent drink coffee, 60 percent tea, and 45 percent like both.",
            "One may drink both.",
        ),
        Example::plain("There were 1,120 pupils in 2021 and 640 in 2025, a drop of 43%.", "By the years, it is right."),
        Example::plain("Asked about it, two in three, or 64 percent, said yes.", "Nearly two in three."),
        Example::plain("Shares in Dale closed at 288p, up 24p or 9.1 percent.", "The sum is right."),
        Example::plain("Nearly three quarters of pupils (71%) passed.", "Nearly."),
        Example::plain("They met 46 whales, more than twice as many as the 22 of last year.", "It is."),
        Example::plain("It will cut 130 jobs, about a quarter of its 560 staff.", "About."),
        Example::plain("“We went from 40 to 50, up 10 percent,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let figures = told(context, |n| &n.arithmetic, |figures| wrong(figures).is_some());
    findings.extend(figures.filter_map(|f| wrong(&f)));
}

/// What is wrong in a sentence.
fn wrong(figures: &Figures<'_>) -> Option<Finding> {
    match figures.change() {
        Some(change) => changed(figures, &change),
        None => shared(figures)
            .or_else(|| stepped(figures))
            .or_else(|| votes(figures))
            .or_else(|| beside(figures))
            .or_else(|| part_of(figures))
            .or_else(|| times(figures)),
    }
}

/// Checks “three quarters of pupils (82%)”.
fn beside(figures: &Figures<'_>) -> Option<Finding> {
    let Beside { told, value, beyond, share } = figures.beside()?;
    let (words, percent) = (told.of(figures.text), share.span.of(figures.text));
    let (more, way) = match beyond {
        Some(Beyond::More) => ("more than ", "over "),
        Some(Beyond::Less) => ("less than ", "under "),
        None => ("", ""),
    };
    let (words, right) = (capital(&format!("{more}{words}")), written(100.0 * value, 1.0));
    let message = format!("{words} is {way}{right} percent, not {percent}. Make them agree.");
    Some(RULE.finding(figures.place(share), message).because(figures.block.to_document(told), "the part"))
}

/// Checks “120 jobs, a quarter of its 560 staff”.
fn part_of(figures: &Figures<'_>) -> Option<Finding> {
    let PartOf { part, whole, told } = figures.part_of_whole()?;
    let (a, b) = (capital(part.span.of(figures.text)), whole.span.of(figures.text));
    let share = written(100.0 * part.value / whole.value, 1.0);
    let message = format!("{a} of {b} is {share} percent, not {}. Check the numbers.", told.of(figures.text));
    let finding = RULE.finding(figures.block.to_document(told), message);
    Some(finding.because(figures.place(part), "part").because(figures.place(whole), "whole"))
}

/// Checks “46, twice as many as the 23 of last year”.
fn times(figures: &Figures<'_>) -> Option<Finding> {
    let Multiple { number, of, told } = multiple(figures)?;
    let told = figures.span_of(told);
    let (a, b) = (capital(number.span.of(figures.text)), of.span.of(figures.text));
    let ratio = written(number.value / of.value, 0.1);
    let message = format!("{a} is {ratio} times {b}, not {}. Check the numbers.", told.of(figures.text));
    let finding = RULE.finding(figures.block.to_document(told), message);
    Some(finding.because(figures.place(number), "this").because(figures.place(of), "as compared with"))
}

/// Checks a change against its size.
fn changed(figures: &Figures<'_>, change: &Change) -> Option<Finding> {
    let Change { from, to, by } = change;
    let true_share = share(from, to);
    let told = match by {
        By::Times(times, span) => {
            const OFF: f64 = 0.15;
            let (low, high) = (true_share.0.min(true_share.1), true_share.0.max(true_share.1));
            let falls = to.value < from.value;
            let ratio = if falls { (1.0 - high, 1.0 - low) } else { (low + 1.0, high + 1.0) };
            if meet(ratio, (times * (1.0 - OFF), times * (1.0 + OFF)), 0.0) || (*times < 1.0) != falls {
                return None;
            }
            let word = span.of(figures.text);
            let message = format!(
                "From {} to {} is {} times as much, not {word}. Check the numbers.",
                from.span.of(figures.text),
                to.span.of(figures.text),
                written(to.value / from.value, 0.1)
            );
            let finding = RULE.finding(figures.block.to_document(*span), message);
            return Some(finding.because(figures.place(from), "from").because(figures.place(to), "to"));
        }
        &By::Part(part, span) => {
            // A third may be told of 30 percent, and of 37.
            const OFF: f64 = 0.15;
            if meet(true_share, (part * (1.0 - OFF), part * (1.0 + OFF)), ROOM) {
                return None;
            }
            let way = if to.value < from.value { "down" } else { "up" };
            let share = written(100.0 * (to.value / from.value - 1.0).abs(), 1.0);
            let (a, b) = (from.span.of(figures.text), to.span.of(figures.text));
            let told = span.of(figures.text);
            let message = format!("From {a} to {b} is {way} {share} percent, not by {told}. Check the numbers.");
            let finding = RULE.finding(figures.block.to_document(span), message);
            return Some(finding.because(figures.place(from), "from").because(figures.place(to), "to"));
        }
        By::Number(told) => told,
    };
    let told_share = (told.bounds().0 / 100.0, told.bounds().1 / 100.0);
    let percents = from.unit == Unit::Percent;
    let points = ((to.value - from.value).abs(), (from.step + to.step) / 2.0);
    let as_points = meet((points.0 - points.1, points.0 + points.1), told.bounds(), 0.0);
    let fits = match (percents, told.unit) {
        (true, Unit::Points) => as_points,
        // That the points are called percent is another rule's.
        (true, _) => as_points || meet(true_share, told_share, ROOM),
        (false, Unit::Points) => true,
        (false, _) => meet(true_share, told_share, ROOM),
    };
    if fits {
        return None;
    }
    let share = 100.0 * (to.value / from.value - 1.0).abs();
    let (right, unit) = match told.unit {
        Unit::Points => (written(points.0, told.step), "percentage points"),
        _ => (written(share, told.step), "percent"),
    };
    let way = if to.value < from.value { "down" } else { "up" };
    let (a, b) = (from.span.of(figures.text), to.span.of(figures.text));
    let message =
        format!("From {a} to {b} is {way} {right} {unit}, not {}. Check the numbers.", told.span.of(figures.text));
    Some(finding(figures, told, message, &right).because(figures.place(from), "from").because(figures.place(to), "to"))
}

/// Checks “12 of 40 members, or 25 percent”.
fn shared(figures: &Figures<'_>) -> Option<Finding> {
    let Shared { part, whole, whole_at, share, off } = figures.shared()?;
    let (a, b) = (part.clone().exact_with(whole), whole.clone().exact_with(part));
    let ((least, most), (low, high)) = (a.bounds(), b.bounds());
    let bounds = (least / high.max(f64::MIN_POSITIVE), most / low.max(f64::MIN_POSITIVE));
    let told = share.bounds();
    if meet(bounds, (told.0 / 100.0, told.1 / 100.0), off) {
        return None;
    }
    let right = written(100.0 * a.value / b.value, share.step);
    let (first, second) = (capital(a.span.of(figures.text)), b.span.of(figures.text));
    let joins = if off > ROOM { "in" } else { "of" };
    let message =
        format!("{first} {joins} {second} is {right} percent, not {}. Check the numbers.", share.span.of(figures.text));
    let finding = finding(figures, share, message, &right);
    Some(finding.because(figures.place(part), "part").because(whole_at, "whole"))
}

/// Checks “288p, up 24p, or 11 percent”.
fn stepped(figures: &Figures<'_>) -> Option<Finding> {
    let Step { by, to, up, share } = figures.step()?;
    let from = if up { to.value - by.value } else { to.value + by.value };
    let slack = (by.step + to.step) / 2.0;
    let ratio = |by: f64, from: f64| 100.0 * by / from.max(f64::MIN_POSITIVE);
    let bounds = (ratio(by.value - by.step / 2.0, from + slack), ratio(by.value + by.step / 2.0, from - slack));
    if from <= slack || meet(bounds, share.bounds(), 100.0 * ROOM) {
        return None;
    }
    let right = written(ratio(by.value, from), share.step);
    let (way, by_words, to_words) =
        (if up { "Up" } else { "Down" }, by.span.of(figures.text), to.span.of(figures.text));
    let told = share.span.of(figures.text);
    let message = format!("{way} {by_words} to {to_words} is {right} percent, not {told}. Check the numbers.");
    let finding = finding(figures, share, message, &right);
    Some(finding.because(figures.place(by), "by").because(figures.place(to), "to"))
}

/// Checks the shares of a poll: “Labour on 44%, the Greens on 40% and Reform on 30%”.
fn votes(figures: &Figures<'_>) -> Option<Finding> {
    /// What rounding may add.
    const ROOM: f64 = 2.0;
    /// Answers that make more are several of each.
    const SLIP: f64 = 125.0;
    static POLL: LazyLock<Regex> = LazyLock::new(|| phrase(r"\b(?:polls?|survey|voting intentions?)\b"));
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        phrase(
            r"\b(?:approv\w+|favou?rab\w+|trust\w*|satisf\w+|ratings?|popular\w*|turnout|compared|than|from|both|either|more than one|respectively)\b",
        )
    });
    static NO_ANSWER: LazyLock<Regex> = LazyLock::new(|| {
        phrase(
            r"\b(?:no (?:opinion|answer|view|preference)|undecided|unsure|not sure|(?:do|did|would)(?: not|n['’]t) (?:know|say|answer)|(?:rarely|seldom|hardly ever) or never)\b",
        )
    });
    // Several answers, or several questions.
    static MORE: LazyLock<Regex> = LazyLock::new(|| {
        phrase(r"\b(?:also|several|multiple|another question|asked (?:about|whether)|separately|including)\b")
    });
    let percents: Vec<&Number> = figures.numbers.iter().filter(|n| n.unit == Unit::Percent).collect();
    let sum: f64 = percents.iter().map(|n| n.value).sum();
    if percents.len() < 3
        || sum <= 100.0 + ROOM
        || !POLL.is_match(figures.sentence())
        || OTHER.is_match(figures.sentence())
    {
        return None;
    }
    let last = *percents.last()?;
    let message = format!("These shares add up to {} percent. Check the numbers.", written(sum, last.step));
    let finding = || {
        let finding = RULE.finding(figures.place(last), message.clone());
        percents[..percents.len() - 1].iter().fold(finding, |f, n| f.because(figures.place(n), "another share"))
    };
    // Who has no opinion gave none of the other answers, each of which was another.
    let behind = last.tokens.end..figures.tokens.len();
    let rest = behind.end.checked_sub(1).and_then(|e| {
        let (first, last) = (figures.tokens.get(behind.start)?, figures.tokens.get(e)?);
        (behind.start <= e).then(|| first.span.join(last.span).of(figures.text))
    });
    if sum <= SLIP && rest.is_some_and(|rest| NO_ANSWER.is_match(rest)) && !MORE.is_match(figures.sentence()) {
        return Some(finding());
    }
    // Each stands behind another name: a party, and no place.
    let of_place = |name| matches!(lexicon::place(name), Some(PlaceWord::Power | PlaceWord::Other));
    let name = |n: &&Number| {
        let on = n.tokens.start.checked_sub(1)?;
        let at = if matches!(&*figures.word(on), "on" | "at" | "with") { on.checked_sub(1)? } else { on };
        let name = figures.tokens.get(at)?.span.of(figures.text);
        (name.starts_with(char::is_uppercase) && !of_place(name)).then_some(name)
    };
    let names: FxHashSet<&str> = percents.iter().map(name).collect::<Option<_>>()?;
    (names.len() == percents.len()).then(finding)
}

/// A finding at the percentage, which may be the number that is wrong.
fn finding(figures: &Figures<'_>, told: &Number, message: String, right: &str) -> Finding {
    let edit = Edit::replace(figures.block.to_document(told.span), right);
    RULE.finding(figures.place(told), message).fix(Fix::new(format!("Change to {right}"), edit))
}
