use std::sync::LazyLock;

use regex::Regex;

use super::change::{Figures, figures};
use super::counted::{capital, harm, is, measures, noun, part, past};
use super::headline_amount::{self, Differing};
use super::headline_score;
use super::headline_term;
use super::number::{Beyond, Number, Unit, numbers};
use crate::rules::reading::phrase;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};
use crate::text::{Block, BlockKind, Span, tokens};

/// Marks a number of the headline that the article tells differently.
pub static RULE: Rule = Rule {
    code: "headline-number-mismatch",
    title: "A number in the headline that the article tells differently.",
    group: Group::Numbers,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
The headline is written last and updated first, or not at all: a toll rises in the text and stays as it was above it. \
It is what most people read, and what is quoted.

The rule marks a count in the headline when the article counts the same (the dead, the wounded, the arrested, or the \
same noun) with other numbers only, and an age at which somebody died. It marks money, a percentage, somebody's age, a result (3-1), how \
long something lasts and by how many votes or goals, too, where the first paragraphs tell another of plainly the same and the article never tells the headline's. It stays \
quiet where the number counts anything else in the article, is the sum or the difference of two that do, or fits one \
that is rounded.

It goes away when headline and article agree.",
    practice: &[practice::BBC_ACCURACY],
    bad: &[
        Example::plain(
            "Market Blast Kills ⟦41⟧\n\nA bomb killed 44 people at a market in the north on Monday. It was the third in a week.",
            "Forty-one above, forty-four below.",
        ),
        Example::markdown(
            "# Mill to cut ⟦three hundred⟧ jobs\n\nThe mill will cut 350 jobs by June, its owners said on Monday.",
            "Words and digits are compared.",
        ),
        Example::markdown(
            "---\ntitle: ⟦Twelve⟧ arrested after match\n---\n\nPolice arrested 14 people after the match on Sunday.",
            "A title in the front matter is a headline.",
        ),
        Example::markdown(
            "# ⟦Three⟧ men jailed over thefts\n\nFour men were jailed on Monday. They rose at three in the morning to steal.",
            "An hour is no count.",
        ),
        Example::markdown(
            "# Ann Lee, who built the bridge, dies at ⟦94⟧\n\nAnn Lee died on Sunday. She was 93.",
            "One age.",
        ),
        Example::markdown(
            "# Council approves £⟦4 million⟧ bridge\n\nThe council approved a £5 million bridge on Monday.",
            "What the bridge costs.",
        ),
        Example::markdown(
            "# Rents rise ⟦8⟧% in a year\n\nRents in the city rose by 6 per cent in a year, the institute said.",
            "By how much rents rose.",
        ),
        Example::markdown(
            "# Man, ⟦34⟧, jailed for arson\n\nPeter Cole, 36, was jailed on Monday for setting fire to a barn.",
            "The man's age.",
        ),
        Example::markdown(
            "# Rovers beat Albion ⟦3-1⟧\n\nRovers beat Albion 3-2 on Saturday with two late goals.",
            "How a match ended.",
        ),
        Example::markdown(
            "# Storm leaves ⟦4,000⟧ homes without power\n\nThe storm left 40,000 homes dark on Monday, the firm said.",
            "A nought is missing.",
        ),
        Example::markdown(
            "# Profit rises ⟦12⟧% at Brightwater\n\nBrightwater reported a 21% rise in profit, the firm said.",
            "The rise stands behind its size.",
        ),
        Example::markdown(
            "# Council votes ⟦9-4⟧ to sell baths\n\nThe council voted by nine votes to five on Monday to sell the baths.",
            "A vote that is told in words.",
        ),
        Example::markdown(
            "# Flood toll climbs to ⟦17⟧\n\nNineteen people died in the flood on Monday.",
            "A toll counts the dead.",
        ),
        Example::markdown(
            "# Rovers ⟦3 Albion 2⟧: late goals\n\nRovers came from 2-0 down to beat Albion 4-2 on Saturday.",
            "A result with both names.",
        ),
        Example::markdown(
            "# Manager stole £⟦180,000⟧\n\nA manager who took more than £108,000 was jailed on Monday.",
            "Two digits have changed places.",
        ),
        Example::markdown(
            "# Council to sell Marlow baths for £⟦2.4 million⟧\n\nThe council will get £2.6 million for the Marlow baths.",
            "No other sum is told.",
        ),
        Example::markdown(
            "# Man jailed for ⟦six⟧ years over arson\n\nPeter Cole was jailed for eight years on Monday for setting fire to a barn.",
            "For how long.",
        ),
        Example::markdown(
            "# Greens take Dorn by ⟦41⟧ votes\n\nThe Greens won Dorn by 14 votes on Friday after a recount.",
            "By how many.",
        ),
        Example::markdown(
            "# ⟦Four⟧ dead in Dorn fire\n\nFive people, two of them children, have died in a fire in Dorn. Jo Ray, 4, got out.",
            "With a word on who they were.",
        ),
        Example::markdown(
            "# Spill kills ⟦6,000⟧ fish in Tarn\n\nMore than 8,000 fish were killed by a spill in the Tarn, the agency said.",
            "It was more than that.",
        ),
        Example::markdown(
            "# Town to spend £⟦4 million⟧ on bridge\n\nThe town will spend £40 million on a bridge over the Tarn.",
            "What is spent on it.",
        ),
    ],
    good: &[
        Example::plain(
            "Market Blast Kills 41\n\nA bomb killed 41 people at a market in the north on Monday.",
            "They agree.",
        ),
        Example::plain(
            "Storm Kills 14\n\nThe storm killed eight people in the north and six in the south on Monday.",
            "Eight and six are fourteen.",
        ),
        Example::markdown("# Nearly 400 jobs to go\n\nThe mill will cut 388 jobs by June.", "Rounded."),
        Example::markdown(
            "# Five lessons of the vote\n\nTwo lessons were plain on Monday night.",
            "A list counts itself.",
        ),
        Example::markdown("# Three stores to close\n\nThe chain has 212 stores in the UK.", "Some of all."),
        Example::markdown(
            "# Mayor to spend $3 million on parks\n\nThe mayor will spend $2 million on trees and $1 million on benches.",
            "Two and one are three.",
        ),
        Example::markdown(
            "# Shares fall 5%\n\nShares in the mill fell 4.8% on Monday, and those of Dale fell 3%.",
            "Rounded.",
        ),
        Example::markdown(
            "# Man, 34, jailed for attack\n\nAnn Lee, 36, was hurt by a man who was jailed on Monday.",
            "A man and a woman.",
        ),
        Example::markdown(
            "# Rovers win 3-1 after dull start\n\nRovers were 1-0 down at the break. They won 3-1, and beat Dale 3-2 last week.",
            "Other results of other matches.",
        ),
        Example::markdown(
            "# Council to sell Marlow baths for £2.4 million\n\nThe Marlow baths cost the council £2.6 million a year. A builder pays £2.4 million.",
            "It is told further down.",
        ),
        Example::markdown(
            "# Two jailed for six years over arson\n\nPeter Cole was jailed for eight years, and Ann Lee for six.",
            "Six is told, too.",
        ),
        Example::markdown(
            "# Spill kills 9,000 fish in Tarn\n\nMore than 8,000 fish were killed by a spill in the Tarn, the agency said.",
            "Nine thousand are more than eight.",
        ),
        Example::markdown("# Four more arrested\n\nPolice arrested six people on Monday.", "Four on top."),
    ],
    check: Check::Text(check),
};

/// Headlines stand among the first blocks.
const TOP: usize = 3;

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let Some((block, shift)) = headline(context) else { return };
    let text = Span::new(shift, block.prose.text().len()).of(block.prose.text());
    let text = text.lines().next().unwrap_or_default();
    let words = tokens(text);
    let above = numbers(text, &words);
    if !text.bytes().any(|b| b.is_ascii_digit()) && above.is_empty() {
        return;
    }
    let body: Vec<Figures<'_>> = figures(context).collect();
    let prose = context.blocks.iter().filter(|b| b.kind.is_prose());
    let called = headline_amount::age(text, prose);
    let amounts = headline_amount::amounts(text, &words, &above, &body);
    findings.extend(age(block, shift, text, &body));
    let score = headline_score::score(text, context.blocks.iter().filter(|b| b.kind.is_prose()));
    let term = headline_term::term(text, context.blocks.iter().filter(|b| b.kind.is_prose()));
    let differing = amounts.into_iter().chain(called).chain(score).chain(term);
    findings.extend(differing.map(|differing| told(block, shift, text, differing)));
    for number in &above {
        let Some(key) = key(text, &words, number, &above) else { continue };
        let Some((figures, other)) = mismatch(number, &key, &body) else { continue };
        let at = block.to_document(number.span.shift(shift));
        let here = number.span.of(text);
        let raised = number.span.start() == 0 || here.starts_with(char::is_uppercase);
        let there = &*like(other.span.of(figures.text), raised);
        let message = format!("The headline says {here} ({key}), the article says {there}. Make them agree.");
        let place = figures.block.to_document(other.span);
        let finding = RULE.finding(at, message).because(place, "in the article");
        findings.push(finding.fix(Fix::new(format!("Change the headline to {there}"), Edit::replace(at, there))));
    }
}

/// What a headline tells otherwise than the article.
fn told(block: &Block, shift: usize, text: &str, Differing { here, place, there }: Differing) -> Finding {
    let message = format!("The headline says {}, the article says {there}. Make them agree.", here.of(text));
    let finding = RULE.finding(block.to_document(here.shift(shift)), message).because(place, "in the article");
    let edit = Edit::replace(block.to_document(here.shift(shift)), there.clone());
    finding.fix(Fix::new(format!("Change the headline to {there}"), edit))
}

static DIES: LazyLock<Regex> =
    LazyLock::new(|| phrase(r"\b(?:dies|died|dead)\b.{0,24}?\b(?:at|aged?) (?P<age>[1-9]\d|1[01]\d)\b"));
static WAS: LazyLock<Regex> =
    LazyLock::new(|| phrase(r"^(?:he|she|they|(?:mrs?|ms|dr)\.? \w+) (?:was|were) (?P<age>[1-9]\d|1[01]\d)\.$"));

/// An age in the headline at which somebody died, where the article tells another alone: “dies at 94”, “She was 93.”
fn age(block: &Block, shift: usize, text: &str, body: &[Figures<'_>]) -> Option<Finding> {
    let above = DIES.captures(text)?.name("age")?;
    let told = body.iter().find_map(|f| {
        let age = WAS.captures(f.sentence())?.name("age")?;
        Some((f, age.as_str(), f.numbers.iter().find(|n| n.span.of(f.text) == age.as_str())?))
    });
    let (figures, age, number) = told?;
    let known = body.iter().flat_map(|f| f.numbers.iter().map(|n| n.span.of(f.text))).any(|n| n == above.as_str());
    if known {
        return None;
    }
    let at = block.to_document(Span::from(above.range()).shift(shift));
    let message = format!("The headline says {}, the article says {age}. Make them agree.", above.as_str());
    let place = figures.block.to_document(number.span);
    let fix = Fix::new(format!("Change the headline to {age}"), Edit::replace(at, age));
    Some(RULE.finding(at, message).because(place, "in the article").fix(fix))
}

/// The block of the headline, and where its words begin in the prose: a title of the front matter, or a heading.
fn headline<'a>(context: &Manuscript<'a>) -> Option<(&'a Block, usize)> {
    let mut blocks = context.blocks.iter().take(TOP);
    let front = context.blocks.first().filter(|b| b.kind == BlockKind::FrontMatter);
    let title = front.and_then(|block| {
        let mut start = 0;
        for line in block.prose.text().split_inclusive('\n') {
            let key = line.find([':', '=']).filter(|&k| matches!(line[..k].trim(), "title" | "headline"));
            if let Some(key) = key {
                return Some((block, start + key + 1));
            }
            start += line.len();
        }
        None
    });
    title.or_else(|| blocks.find(|b| b.kind == BlockKind::Heading).map(|b| (b, 0)))
}

/// A number as it is written in the middle of a sentence, or with a capital.
fn like(number: &str, raised: bool) -> String {
    match number {
        _ if number.starts_with(|c: char| c.is_ascii_digit()) => number.to_owned(),
        _ if raised => capital(number),
        _ => number.to_lowercase(),
    }
}

/// What a number counts, as a key to compare: harm, or a noun.
fn key(text: &str, words: &[crate::text::Token], number: &Number, all: &[Number]) -> Option<String> {
    (!part(text, words, number)).then(|| counts(text, words, number, all)).flatten()
}

fn counts(text: &str, words: &[crate::text::Token], number: &Number, all: &[Number]) -> Option<String> {
    if number.unit != Unit::Things {
        return None;
    }
    harm(text, words, number, all).map(str::to_owned).or_else(|| noun(text, words, number).map(|c| c.head))
}

/// The first number of the article that counts the same, where all that do differ.
fn mismatch<'f, 'a>(number: &Number, key: &str, body: &'f [Figures<'a>]) -> Option<(&'f Figures<'a>, &'f Number)> {
    let counts_things = |f: &Figures<'_>, n: &Number| !measures(f.text, f.tokens, n) && !f.age(n);
    let all = || body.iter().flat_map(|f| f.numbers.iter().map(move |n| (f, n))).filter(|(f, n)| counts_things(f, n));
    if all().any(|(_, n)| n.agrees(number)) {
        return None;
    }
    let same: Vec<_> = all().filter(|(f, n)| counts(f.text, f.tokens, n, f.numbers).as_deref() == Some(key)).collect();
    // “12 more” leaves room for any headline, and “at least 12” for more.
    if same.iter().any(|(f, n)| leaves_room(n, number) || part(f.text, f.tokens, n)) {
        return None;
    }
    let first = *same.iter().find(|(f, n)| !other(f, n) && close(n.value, number.value))?;
    // What counts the same, or nothing that is named: “eight in the north and six in the south”.
    let adds = |f: &Figures<'_>, n: &Number| {
        let counted = counts(f.text, f.tokens, n, f.numbers);
        !n.year() && !f.age(n) && counted.is_none_or(|c| c == key) && !past(f.sentence(), false)
    };
    let values: Vec<f64> = all().filter(|(f, n)| adds(f, n)).map(|(_, n)| n.value).take(MOST).collect();
    let sums = values.iter().enumerate().any(|(i, a)| {
        values[i + 1..].iter().any(|b| a + b == number.value || (a - b).abs() == number.value)
            || values[i + 1..].windows(2).any(|w| a + w[0] + w[1] == number.value)
    });
    // One more for the attacker, or the last to be found: the text says it in words.
    let total: f64 = same.iter().map(|(_, n)| n.value).sum();
    (!sums && (same.len() == 1 || total != number.value)).then_some(first)
}

/// Whether a number that is not exact may stand for the headline's.
fn leaves_room(told: &Number, above: &Number) -> bool {
    /// What is told as “about” so much may be so many times as much, or so little.
    const TIMES: f64 = 1.3;
    let times = above.value / told.value;
    told.rough
        && match told.beyond {
            Some(Beyond::More) => times > 1.0 / TIMES,
            Some(Beyond::Less) => times < TIMES,
            None => (1.0 / TIMES..TIMES).contains(&times),
        }
}

/// So many numbers of the article are tried for a sum.
const MOST: usize = 200;

/// Whether a number of the article is that of another day, or of all of which the headline tells some.
fn other(figures: &Figures<'_>, number: &Number) -> bool {
    let mut before = (0..number.tokens.start).rev().map(|i| figures.word(i));
    let whole = before.find(|w| !matches!(&**w, "the" | "its" | "his" | "her" | "their" | "some" | "about"));
    whole.is_some_and(|w| is("whole", &w)) && harm(figures.text, figures.tokens, number, figures.numbers).is_none()
        || past(figures.sentence(), false)
}

/// Whether two counts may be meant to be one: a slip is small, and so is an update that was missed; or a nought is missing.
fn close(a: f64, b: f64) -> bool {
    const TIMES: f64 = 2.0;
    const LEAST: f64 = 20.0;
    a < b * TIMES && b < a * TIMES || a.min(b) >= LEAST && matches!(a.max(b) / a.min(b), 10.0 | 100.0 | 1000.0)
}
