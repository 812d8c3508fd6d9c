use super::change::{Figures, told};
use super::counted::capital;
use super::difference::{Difference, difference};
use super::listed::listed;
use super::number::Number;
use super::sum::{Sum, parts};
use super::vote::{Vote, vote};
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};

/// Marks numbers that do not add up.
pub static RULE: Rule = Rule {
    code: "sum-mismatch",
    title: "Numbers that do not add up.",
    group: Group::Numbers,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
Three people were hurt, “two men and two women”: a list was made longer and its total was not, or two updates met in \
one sentence. Anybody who adds up sees it.

The rule marks what is listed behind a colon, where the list makes or names more or fewer than are counted before it; \
parts that make more than their whole, or less where a colon and “and” tell that these are all, where nothing can be in \
two of them (men and women, votes for and against, some from here and some from there; games won, lost and drawn); three \
parts or more that almost make their whole, in its sentence (“Of the 16 branches, five …”) or in the one behind; a change \
that is told with both ends and its size, where the size is not their difference; and a vote with a majority that it \
does not make, or with more or fewer present than voted. It allows for rounding.

It goes away when the numbers agree, or when the sentence says what else is counted. Which of them is wrong, the rule \
cannot know.",
    practice: &[practice::AP_VALUES, practice::BBC_ACCURACY],
    bad: &[
        Example::plain("⟦Three⟧ people were hurt: two men and two women.", "Two and two are four."),
        Example::plain("They had ⟦three⟧ children: Ama, Kofi, Isobel and Fergus.", "Names are counted."),
        Example::plain("Police found ⟦23⟧ casings: 14 from a pistol and 11 from a rifle.", "They are 25."),
        Example::plain("The firm has ⟦312⟧ shops, of which 240 are in Britain and 82 overseas.", "They are 322."),
        Example::plain("The board has ⟦12⟧ members: four from Hull, five from York and two from Leeds.", "They are 11."),
        Example::plain("It employs ⟦400⟧ people: 250 nurses, 60 doctors and 130 others.", "They are 440."),
        Example::plain("Of the ⟦45⟧ eagles set free since 2018, 31 survived and 16 died.", "They are 47."),
        Example::plain("Of the ⟦58⟧ members present, 34 voted for it and 26 against.", "They are 60."),
        Example::plain("They asked ⟦1,140⟧ people. Of those, 513 men and 672 women said yes.", "They are 1,185."),
        Example::plain("The £⟦4.2m⟧ budget includes £2.6m for the pool and £1.9m for the gym.", "It is £4.5m."),
        Example::plain("She has won nine of her ⟦14⟧ games, losing four and drawing two.", "It is the fifteenth."),
        Example::plain(
            "It holds 14 of the council’s ⟦27⟧ seats, the Greens hold nine and the Reds hold five.",
            "They are 28.",
        ),
        Example::plain("Its debt rose by £⟦2.3bn⟧, from £59.8bn to £61.6bn.", "It is £1.8bn more."),
        Example::plain("Visits went from 140,000 to 210,000, a rise of 50%, or ⟦60,000⟧.", "It is 70,000 more."),
        Example::plain("She gave ⟦two⟧ reasons: the cost of fuel, the weather and the strike.", "They are three."),
        Example::plain("It will close ⟦three⟧ shops: Hull, Goole, Selby and York.", "They are four."),
        Example::plain("The ⟦three⟧ wards, Quayside, Old Town, Mill End and Gull, voted for her.", "They are four."),
        Example::plain(
            "The town has ⟦16⟧ libraries. Five will close, four will move and eight will stay as they are.",
            "They are 17.",
        ),
        Example::plain("Of the ⟦86⟧ tags, 52 worked, 21 fell off and 15 were never heard of again.", "They are 88."),
        Example::plain("He showed ⟦five⟧ cards, three of them to Dale and three to Albion.", "They are six."),
        Example::plain("They have won nine, drawn four and lost three of their ⟦17⟧ games.", "It is the seventeenth."),
        Example::plain(
            "It must save £⟦14.2m⟧. Of that, £8.6m will come from cuts, £3.1m from reserves and £2.1m from fees.",
            "It is £13.8m.",
        ),
        Example::plain("It was carried by 31 votes to 26, a majority of ⟦seven⟧.", "It is five."),
        Example::plain("They refused it by eight votes to five, with all ⟦14⟧ members voting.", "They are 13."),
    ],
    good: &[
        Example::plain("Three people were hurt: two men and a woman.", "Two and one are three."),
        Example::plain("Of the 40 members, 30 are women and 15 are over 60.", "One may be both."),
        Example::plain("The firm has 312 shops, of which 240 are in Britain and 62 in France.", "Some are elsewhere."),
        Example::plain("Its debt rose by £1.8bn, from £59.8bn to £61.6bn.", "It does."),
        Example::plain("The £4.2m budget includes £2.6m for the pool and £1.6m for the gym.", "It does."),
        Example::plain("The club has 40 members: 20 came in May and 30 in June.", "One may come twice."),
        Example::plain("She gave two reasons: the cost of bread and butter, and the weather.", "Two."),
        Example::plain("The town has 16 libraries. Five will close and four will move.", "The others stay."),
        Example::plain("It has 90 members. Thirty came on Monday, 40 on Tuesday and 25 on Friday.", "One may come twice."),
        Example::plain("She scored 30 points, 12 in the first half and 10 in the last quarter.", "And others."),
        Example::plain("It was carried by 31 votes to 26, with all 58 members present and one abstaining.", "One did not vote."),
        Example::plain(
            "“We have 20 boats: 15 from Hull and 10 from Leith,” said Ann Lee.",
            "These are other people's words.",
        ),
    ],
    check: Check::Text(check),
};

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let all = told(context, |n| &n.sums, |figures| wrong(figures).is_some());
    findings.extend(all.filter_map(|figures| wrong(&figures)));
}

/// What does not add up in a sentence.
fn wrong(figures: &Figures<'_>) -> Option<Finding> {
    let sum = listed(figures).or_else(|| parts(figures));
    sum.map(|sum| of_parts(figures, &sum))
        .or_else(|| difference(figures).map(|d| of_change(figures, &d)))
        .or_else(|| vote(figures).map(|v| of_vote(figures, &v)))
}

fn of_vote(figures: &Figures<'_>, Vote { won, lost, told, makes, all }: &Vote<'_>) -> Finding {
    let words = |n: &Number| n.span.of(figures.text);
    let right = told.like(words(told), *makes);
    let message = match all {
        true => format!("{} and {} votes are {right}, not {}.", capital(words(won)), words(lost), words(told)),
        false => format!("{} to {} is a majority of {right}, not {}.", capital(words(won)), words(lost), words(told)),
    };
    let finding = RULE.finding(figures.place(told), message + " Check the numbers.");
    finding.because(figures.place(won), "for").because(figures.place(lost), "against")
}

fn of_parts(figures: &Figures<'_>, sum: &Sum<'_>) -> Finding {
    let Sum { whole, whole_at, parts, .. } = sum;
    let here = capital(whole.span.of(figures.text));
    // Written as the whole is, and as finely as the finest part of the same magnitude.
    let magnitude = |n: &Number| n.span.of(figures.text).trim_start_matches(|c: char| !c.is_alphabetic());
    let alike = parts.iter().copied().filter(|n| magnitude(n) == magnitude(whole));
    let finest = alike.min_by(|a, b| a.step.total_cmp(&b.step)).unwrap_or(whole);
    let made = finest.like(finest.span.of(figures.text), sum.sum);
    let message = match parts[..] {
        [] => format!("{here} here, and the list behind it makes {made}. Make them agree."),
        _ => format!("{here} here, and its parts make {made}. Make them agree."),
    };
    let finding = RULE.finding(*whole_at, message);
    parts.iter().fold(finding, |f, n| f.because(figures.place(n), "a part"))
}

fn of_change(figures: &Figures<'_>, Difference { from, to, by }: &Difference<'_>) -> Finding {
    let words = |n: &Number| n.span.of(figures.text);
    let right = by.like(words(by), (to.value - from.value).abs());
    let way = if to.value < from.value { "down" } else { "up" };
    let message =
        format!("From {} to {} is {way} {right}, not {}. Check the numbers.", words(from), words(to), words(by));
    let place = figures.block.to_document(by.span);
    let finding = RULE.finding(place, message).because(figures.place(from), "from").because(figures.place(to), "to");
    finding.fix(Fix::new(format!("Change to {right}"), Edit::replace(place, right)))
}
