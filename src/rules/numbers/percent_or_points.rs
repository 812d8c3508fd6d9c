use super::change::{By, Figures, meet, told, written};
use super::number::Unit;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};

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

The rule marks a change between two percentages whose size is the difference of the two and is called percent.

It goes away when it says percentage points, or when the size is told as a share of where it began.",
    practice: &["[Percentage point](https://en.wikipedia.org/wiki/Percentage_point)", practice::BBC_ACCURACY],
    bad: &[
        Example::plain(
            "Turnout rose from 40 percent to 50 percent, an increase of ⟦10 percent⟧.",
            "Ten points, which are 25 percent.",
        ),
        Example::plain("Unemployment fell ⟦2%⟧, from 8% to 6%.", "Two points, which are a quarter."),
        Example::plain("The rate went up ⟦1.5 per cent⟧ to 4.5 per cent from 3 per cent.", "The rate went up by half."),
        Example::plain("Her party won 31 percent, an increase of ⟦3 percent⟧ from 28 percent.", "Three points."),
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
    let figures = told(context, |n| &n.points, |figures| called_percent(figures).is_some());
    findings.extend(figures.filter_map(|f| called_percent(&f)));
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
    let unit_at = crate::text::Span::new(figures.block.to_document(told.span).end(), place.end());
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
