use super::change::{Figures, told};
use super::interval::{Interval, interval};
use super::written::written;
use crate::rules::{Check, Example, Finding, Group, Manuscript, Profile, Rule, Severity, practice};

/// Marks a length of time that does not lie between the times beside it.
pub static RULE: Rule = Rule {
    code: "interval-mismatch",
    title: "A length of time that does not lie between the times beside it.",
    group: Group::Numbers,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
“He was arrested on 3 March. Nine days later, on 14 March, he was charged.” From the third to the twelfth are nine days. \
A date was corrected and the days were not, or somebody counted on their fingers.

The rule reads how much later or earlier something was (“nine days later”, “four years earlier”) where the day, the \
month, the year, the hour or the minute of a match stands right beside it, and another of the same kind stands before \
it, in its sentence or in the one before. Weeks, months and years are rounded; days and minutes are counted. It stays \
quiet where any other time that is named there fits, and where something that is not dated came between.

It goes away when the three agree. Which of them is wrong, the rule cannot know.",
    practice: &[practice::BBC_ACCURACY],
    bad: &[
        Example::plain("He was held on 3 March. ⟦Nine days⟧ later, on 14 March, he was charged.", "They are 11."),
        Example::plain("The plan was refused on 12 October 2023, and ⟦six weeks⟧ later, on 11 December, she appealed.", "They are more than eight."),
        Example::plain("She was honoured in 1991 and given a medal ⟦four years⟧ later, in 1996.", "They are five."),
        Example::plain("The alarm rang at 2.15am. The first engine came ⟦eleven minutes⟧ later, at 2.36am.", "They are 21."),
        Example::plain("She left at 9.40pm and was back at 3.10am, ⟦six and a half hours⟧ later.", "It is an hour less."),
        Example::plain("Amari scored in the 27th minute; ⟦four minutes⟧ later, in the 33rd, Petrov did.", "They are six."),
        Example::plain("It closed in March 2020. It had opened ⟦two years⟧ earlier, in May 2015.", "They are almost five."),
    ],
    good: &[
        Example::plain("He was held on 3 March. Nine days later, on 12 March, he was charged.", "They are."),
        Example::plain("The plan was refused on 12 October, and six weeks later, on 24 November, she appealed.", "A day more."),
        Example::plain("He was held on 28 February. Two days later, on 1 March, he was charged.", "In a leap year."),
        Example::plain("In 1936 he left the firm his father joined in 1931. Four years later, in 1940, it closed.", "From 1936."),
        Example::plain("He was held on 3 March. He was freed on Monday. Nine days later, on 19 March, he left.", "From that Monday."),
        Example::plain("She left at 9.40pm and was back about six hours later, at 3.10am.", "About."),
        Example::plain("“It was 3 March. Nine days later, on 14 March, I left,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let all = told(context, |n| &n.intervals, |figures| interval(figures).is_some());
    findings.extend(all.filter_map(|figures| interval(&figures).map(|i| of(&figures, &i))));
}

fn of(figures: &Figures<'_>, Interval { from, to, told, count, unit, right, earlier }: &Interval) -> Finding {
    let words = |span: crate::text::Span| span.of(figures.text);
    // What is told as earlier is the first of the two.
    let (first, last) = if *earlier { (to, from) } else { (from, to) };
    let units = if unit.ends_with('s') { unit.clone() } else { format!("{unit}s") };
    let message = format!(
        "From {} to {} is {} {units}, not {}. Check the numbers.",
        words(first.span),
        words(last.span),
        written(*right, 0.1),
        written(*count, 0.1)
    );
    let finding = RULE.finding(figures.block.to_document(*told), message);
    let place = |span| figures.block.to_document(span);
    finding.because(place(first.span), "from").because(place(last.span), "to")
}
