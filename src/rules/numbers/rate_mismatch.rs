use super::change::{Figures, told};
use super::counted::capital;
use super::number::Number;
use super::rate::{Rate, rate};
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};

/// Marks what is told for each where the total does not make it.
pub static RULE: Rule = Rule {
    code: "rate-mismatch",
    title: "A total that does not make what is told for each.",
    group: Group::Numbers,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
“£640,000 over eight years, or £64,000 a year”: the sum was done for ten years, and then there were eight. Readers \
divide, too.

The rule divides a total by the years, months or people that it is for, where the same sentence tells right behind \
them what that makes for one (“or £80,000 a year”, “some 80 in each”), and multiplies what each gets, where it tells \
right behind them what that makes (“£22,000 in all”). It allows for rounding, and for “about”.

It goes away when the three agree. Which of them is wrong, the rule cannot know: look at the source before you take the \
fix.",
    practice: &[practice::BBC_ACCURACY],
    bad: &[
        Example::plain("It will cost £640,000 over eight years, or £⟦64,000⟧ a year.", "It is £80,000."),
        Example::plain("They built 40 homes in ten years, or ⟦six⟧ a year.", "They are four."),
        Example::plain("The town will pay £30,000 a year for three years, £⟦60,000⟧ in all.", "It is £90,000."),
        Example::plain("Each of the 11 families will be given £2,000, £⟦26,000⟧ in all.", "It is £22,000."),
        Example::plain("The city’s 48 hostels house 3,900 people, some ⟦120⟧ in each.", "They are 81."),
        Example::plain("They bought 12 boats at £5,000 each, a total of £⟦50,000⟧.", "It is £60,000."),
    ],
    good: &[
        Example::plain("It will cost £640,000 over eight years, or £80,000 a year.", "It does."),
        Example::plain("It will cost £1.1bn over seven years, or about £157m a year.", "Rounded."),
        Example::plain("It cost £50m over three years, and £20m a year since.", "Another time."),
        Example::plain("The city’s 48 hostels house 3,900 people and have two doors each.", "Of doors, not of people."),
        Example::plain("“It cost £640,000 over eight years, or £64,000 a year,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let all = told(context, |n| &n.rates, |figures| rate(figures).is_some());
    findings.extend(all.filter_map(|figures| rate(&figures).map(|r| of(&figures, &r))));
}

fn of(figures: &Figures<'_>, Rate { amount, count, told, makes, shared }: &Rate<'_>) -> Finding {
    let words = |n: &Number| n.span.of(figures.text);
    let right = told.like(words(told), *makes);
    let (a, b, wrong) = (words(amount), words(count), words(told));
    let message = match shared {
        true => format!("{} divided by {b} is {right}, not {wrong}. Check the numbers.", capital(a)),
        false => format!("{} times {a} is {right}, not {wrong}. Check the numbers.", capital(b)),
    };
    let (place, all) = (figures.block.to_document(told.span), if *shared { "the total" } else { "for each" });
    let finding = RULE.finding(place, message).because(figures.place(amount), all);
    let finding = finding.because(figures.place(count), "how many");
    finding.fix(Fix::new(format!("Change to {right}"), Edit::replace(place, right)))
}
