use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use regex::Regex;

use super::change::{By, Change, Figures, meet, share, told, written};
use super::counted::capital;
use super::number::{Number, Unit};
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
doubled, tripled, halved, fell by a third), and where it says how many of how many and which share that is. It adds up the shares of a poll, which are not more than 100 percent. It allows for rounding, and \
for “about” and “more than”.

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
        Example::plain("Of the club’s 20 teams, seven, or ⟦40 percent⟧, have a coach.", "It is 35 percent."),
        Example::plain("Thefts ⟦doubled⟧ in five years, from 212 in 2017 to 318 in 2022.", "Half as many again."),
        Example::plain("There were 1,120 pupils in 2021 and 640 in 2025, a drop of ⟦53%⟧.", "It is 43 percent."),
        Example::plain(
            "The club went from 40 members to 42, up ⟦7.5 percent⟧.",
            "People are counted whole: 5 percent.",
        ),
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
        Example::plain("“We went from 40 to 50, up 10 percent,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

/// How far a share may be off, beyond what rounding explains.
const ROOM: f64 = 0.004;

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let figures = told(context, |n| &n.arithmetic, |figures| wrong(figures).is_some());
    findings.extend(figures.filter_map(|f| wrong(&f)));
}

/// What is wrong in a sentence.
fn wrong(figures: &Figures<'_>) -> Option<Finding> {
    match figures.change() {
        Some(change) => changed(figures, &change),
        None => shared(figures).or_else(|| votes(figures)),
    }
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
            const OFF: f64 = 0.2;
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
    let [part, whole, share] = figures.numbers.windows(3).find_map(|w| parts(figures, [&w[0], &w[1], &w[2]]))?;
    let ((a, b), (c, d)) = (part.clone().exact().bounds(), whole.clone().exact().bounds());
    let bounds = (a / d.max(f64::MIN_POSITIVE), b / c.max(f64::MIN_POSITIVE));
    let told = share.bounds();
    if meet(bounds, (told.0 / 100.0, told.1 / 100.0), ROOM) {
        return None;
    }
    let right = written(100.0 * part.value / whole.value, share.step);
    let (a, b) = (part.span.of(figures.text), whole.span.of(figures.text));
    let a = capital(a);
    let message = format!("{a} of {b} is {right} percent, not {}. Check the numbers.", share.span.of(figures.text));
    Some(
        finding(figures, share, message, &right)
            .because(figures.place(part), "part")
            .because(figures.place(whole), "whole"),
    )
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

/// The part, the whole and the share of three numbers in a row: “12 of 40 members, or 25 percent”, “40 members, of whom
/// 12, or 25 percent, …”.
fn parts<'n>(figures: &Figures<'_>, numbers: [&'n Number; 3]) -> Option<[&'n Number; 3]> {
    let [first, second, share] = numbers;
    let between: Vec<String> = (first.tokens.end..second.tokens.start).map(|i| figures.word(i)).collect();
    let behind: Vec<String> = (second.tokens.end..share.tokens.start).map(|i| figures.word(i)).collect();
    let of = between.iter().position(|w| w == "of").is_some_and(|i| i <= 1) && between.len() <= 4;
    let mut all = between.iter().skip_while(|w| *w != "of").skip(1);
    let plain = all
        .all(|w| matches!(&**w, "the" | "its" | "his" | "her" | "their" | "all" | "some" | "about" | "$" | "€" | "£"));
    // “1,200 people, of whom 300”.
    let whom = matches!(&between[..], [.., of, whom] if of == "of" && matches!(&**whom, "whom" | "which"))
        && between.len() <= 5;
    let joined = behind.iter().rposition(|w| matches!(&**w, "or" | "(")).is_some_and(|i| behind.len() - i <= 3);
    // “Of the 40 members, 12 (25%) voted”.
    let before: Vec<String> =
        (first.tokens.start.saturating_sub(2)..first.tokens.start).map(|i| figures.word(i)).collect();
    let opens = matches!(&before[..], [.., of] if of == "of")
        || matches!(&before[..], [of, the] if of == "of" && the == "the")
        || figures.owned(first);
    let whom = whom
        || opens
            && between.last().is_some_and(|w| w == ",")
            && between.len() <= 5
            && !between.iter().any(|w| w == "and");
    let (part, whole) = if whom { (second, first) } else { (first, second) };
    let fits = (whom || of && plain)
        && joined
        && behind.len() <= 7
        && share.unit == Unit::Percent
        && part.unit == whole.unit
        && matches!(part.unit, Unit::Things | Unit::Money)
        && !whole.year()
        && part.value <= whole.value;
    fits.then_some([part, whole, share])
}

impl Figures<'_> {
    /// Whether a number stands behind an owner that “of” begins: “of the club’s 12 teams”.
    fn owned(&self, number: &Number) -> bool {
        const OWNER: usize = 5;
        let owner = number.tokens.start.checked_sub(1).map(|i| self.word(i)).unwrap_or_default();
        let reach = number.tokens.start.saturating_sub(OWNER)..number.tokens.start;
        let ends = |w: &str| w.ends_with("'s") || w.ends_with("’s") || w.ends_with("s’") || w.ends_with("s'");
        ends(&owner) && reach.map(|i| self.word(i)).any(|w| w == "of")
    }
}

/// A finding at the percentage, which may be the number that is wrong.
fn finding(figures: &Figures<'_>, told: &Number, message: String, right: &str) -> Finding {
    let edit = Edit::replace(figures.block.to_document(told.span), right);
    RULE.finding(figures.place(told), message).fix(Fix::new(format!("Change to {right}"), edit))
}
