use super::change::{By, Figures, meet, told};
use super::number::{Number, Unit};
use super::written::written;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};
use crate::text::Span;

/// Marks percentage points that are called percent.
pub static RULE: Rule = Rule {
    code: "percent-or-points",
    title: "Percentage points that are called percent.",
    group: Group::Numbers,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
From 40 percent to 50 percent is a rise of ten percentage points, and of 25 percent. Who writes “up 10 percent” says \
something else, and a reader who knows the difference cannot tell which of the two is meant.

The rule marks a change between two percentages whose size is the difference of the two and is called percent, and a lead that is.

It goes away when it says percentage points, or when the size is told as a share of where it began.",
    practice: &["[Percentage point](https://en.wikipedia.org/wiki/Percentage_point)", practice::BBC_ACCURACY],
    bad: &[
        Example::plain(
            "Turnout rose from 40 percent to 50 percent, an increase of ⟦10 percent⟧.",
            "Ten points, which are 25 percent.",
        ),
        Example::plain("Unemployment fell ⟦2%⟧, from 8% to 6%.", "Two points, which are a quarter."),
        Example::plain("Online sales were 41% of all, against 36% in May, a rise of ⟦5%⟧.", "Five points."),
        Example::plain("The rate went up ⟦1.5 per cent⟧ to 4.5 per cent from 3 per cent.", "The rate went up by half."),
        Example::plain("Her party won 31 percent, an increase of ⟦3 percent⟧ from 28 percent.", "Three points."),
        Example::plain("The tax goes from 20% to 22%, a ⟦2%⟧ increase.", "Two points."),
        Example::plain("Inflation slowed to 3% from 5%, down ⟦2%⟧.", "Two points, which are 40 percent."),
        Example::plain("Labour is on 44% and the Greens are on 30%, a lead of ⟦14%⟧.", "Fourteen points."),
        Example::plain(
            "Some 62 percent of those asked want it open, up from 54 percent a year ago, a rise of ⟦8 percent⟧.",
            "Eight points.",
        ),
        Example::plain(
            "The share of smokers rose from 17% in 2021 to 24% this year, a ⟦7%⟧ increase.",
            "It is two fifths more.",
        ),
        Example::plain("The bank cut its rate by ⟦0.5 percent⟧, from 5 percent to 4.5.", "It cut it by a tenth."),
    ],
    good: &[
        Example::plain(
            "Turnout rose from 40 percent to 50 percent, an increase of 10 percentage points.",
            "Points are called points.",
        ),
        Example::plain("Unemployment fell by a quarter, from 8% to 6%.", "The share of where it began."),
        Example::plain("Turnout rose from 40 percent to 50 percent, an increase of 25 percent.", "So is this."),
        Example::plain(
            "“It rose from 40 percent to 50 percent, up 10 percent,” said Ann Lee.",
            "These are other people's words.",
        ),
    ],
    check: Check::Text(check),
};

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let wrong = |figures: &Figures<'_>| called_percent(figures).or_else(|| lead(figures));
    let figures = told(context, |n| &n.points, move |figures| wrong(figures).is_some());
    findings.extend(figures.filter_map(|f| wrong(&f)));
}

/// A lead in a vote or a poll that is told in percent: “leads by 44% to 30%, a lead of 14%”.
fn lead(figures: &Figures<'_>) -> Option<Finding> {
    let is_lead = |n: &Number| figures.word(n.tokens.end) == "lead";
    let lead_of = |n: &Number| {
        let before = |k: usize| n.tokens.start.checked_sub(k).map(|i| figures.word(i)).unwrap_or_default();
        before(1) == "of" && before(2) == "lead"
    };
    let [a, b, c] = figures.numbers else { return None };
    let lead = [a, b, c].into_iter().find(|n| is_lead(n) || lead_of(n))?;
    let mut ends = [a, b, c].into_iter().filter(|n| n.tokens != lead.tokens);
    let (first, second) = (ends.next()?, ends.next()?);
    let percent = |n: &Number| n.unit == Unit::Percent;
    let share = percent(second) && (percent(first) || first.unit == Unit::Things);
    let points = (first.value - second.value).abs();
    if !percent(lead) || !share || lead.rough || (points - lead.value).abs() > lead.step / 2.0 {
        return None;
    }
    let place = figures.place(lead);
    let size = lead.span.of(figures.text);
    let (more, less) = if first.value > second.value { (first, second) } else { (second, first) };
    let (more_told, less_told) = (more.span.of(figures.text), less.span.of(figures.text));
    let message = format!("{more_told} percent is {size} percentage points more than {less_told}. Say points.");
    let unit_at = Span::new(figures.block.to_document(lead.span).end(), place.end());
    let points = if is_lead(lead) { "percentage-point" } else { "percentage points" };
    let finding = RULE.finding(place, message);
    let finding = finding.because(figures.place(first), "one share").because(figures.place(second), "the other");
    let edit = Edit::replace(unit_at, format!(" {points}"));
    Some(finding.fix(Fix::new(format!("Change to “{points}”"), edit)))
}

/// Points that a sentence calls percent.
fn called_percent(figures: &Figures<'_>) -> Option<Finding> {
    let change = figures.change()?;
    let By::Number(told) = &change.by else { return None };
    if change.from.unit != Unit::Percent || told.unit != Unit::Percent {
        return None;
    }
    let (from, to) = (&change.from, &change.to);
    let points = (to.value - from.value).abs();
    let slack = told.step.min(from.step.min(to.step)) / 2.0;
    // Where the size is the difference, rounding has to explain nothing: the share counts as it is written.
    let share = points / from.value;
    let bounds = told.bounds();
    let as_share = meet((share, share), (bounds.0 / 100.0, bounds.1 / 100.0), 0.004);
    if as_share || (points - told.value).abs() > slack {
        return None;
    }
    let relative = written(100.0 * share, told.step);
    let (a, b) = (from.span.of(figures.text), to.span.of(figures.text));
    let size = told.span.of(figures.text);
    let unit = if told.value == 1.0 { "point" } else { "points" };
    let message = format!("From {a} to {b} percent is {size} percentage {unit}, or {relative} percent. Say which.");
    let place = figures.place(told);
    let unit_at = Span::new(figures.block.to_document(told.span).end(), place.end());
    let finding = RULE.finding(place, message).because(figures.place(from), "from").because(figures.place(to), "to");
    // A ten percentage-point increase.
    let before = told.tokens.start.checked_sub(1).map(|i| figures.word(i)).unwrap_or_default();
    let noun = matches!(&*before, "a" | "an" | "the" | "its" | "this" | "that") && figures.changes(told.tokens.end);
    let points = match () {
        () if noun => "percentage-point".to_owned(),
        () => format!("percentage {unit}"),
    };
    let edit = Edit::replace(unit_at, format!(" {points}"));
    Some(finding.fix(Fix::new(format!("Change to “{points}”"), edit)))
}
