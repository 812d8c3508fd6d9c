use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::extract::lexicon;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};
use crate::text::{Block, BlockKind, Span};

/// Marks hours that no clock shows.
pub static RULE: Rule = Rule {
    code: "impossible-time",
    title: "An hour that no clock shows.",
    group: Group::Dates,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
“19:30pm” counts the hours twice, and 7:75pm never comes. The first is often left when a time was turned from one clock \
into the other; then nobody knows whether the hour was changed as well.

The rule marks hours over twelve that a.m. or p.m. stands behind, and minutes over 59 of a time with a.m. or p.m. or \
behind “at”, “until”, “from” and their like.

It goes away when the time is put right: “7:30pm” or “19:30”.",
    practice: &[practice::BBC_ACCURACY],
    bad: &[
        Example::plain("Doors open at ⟦19:30pm⟧, and the band is on at 8.15pm.", "Half past seven, said twice."),
        Example::plain("He was seen at about ⟦13 a.m.⟧ on Friday.", "There is no such hour of the morning."),
        Example::plain("The road is shut until ⟦7.75pm⟧.", "An hour has sixty minutes."),
        Example::plain("The train was to leave at ⟦18:64⟧.", "In either clock."),
    ],
    good: &[
        Example::plain("Doors open at 19:30, and the last bus leaves at 12.15am or 00:15am.", "They are there."),
        Example::plain("He scored at 71:64 and ran home in 2:05:71.", "Of a game and a race."),
        Example::plain("The station is at 77 AM, and the screen has 1080 pm.", "No times."),
        Example::plain("“Come at 19pm,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

/// A time of a clock with two halves.
static HALVES: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"(?:^|[\s(–—-])(?P<time>(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?[\s\u{a0}]?(?P<half>[ap]m\b|[ap]\.[\s\u{a0}]?m\.|[AP]\.?M\b\.?))",
    )
});
/// A time behind a word that says so.
static AT: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"\b(?:[Aa]t|[Uu]ntil|[Tt]ill|[Ff]rom|[Bb]y|[Bb]efore|[Aa]fter|[Ss]ince|[Aa]round|[Aa]bout) (?P<time>(?P<hour>[01]?\d|2[0-4]):(?P<minute>[6-9]\d))(?:$|[\s,;)]|\.(?:$|\s))",
    )
});

/// A time that no clock shows.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct OddTime {
    place: Span,
    /// Where the half of the day stands, and the hour and minute as a clock with two halves shows them, where only the half
    /// is too much.
    twice: Option<(Span, u8)>,
}

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    for (n, &OddTime { place, twice }) in context.noted(|n| &n.times, |block, _| times(block)) {
        let (block, text) = (&context.blocks[n], context.blocks[n].prose.text());
        let words = place.of(text);
        let shown = block.to_document(place);
        findings.push(match twice {
            Some((half, hour)) => {
                let time = Span::new(place.start(), half.start()).of(text);
                let minutes = time.trim_start_matches(|c: char| c.is_ascii_digit());
                let other = format!("{}{minutes}{}", hour - 12, half.of(text));
                let time = if minutes.trim().is_empty() { format!("{hour}:00") } else { time.trim_end().to_owned() };
                let message = format!("“{words}” tells the half of the day twice: write “{time}” or “{other}”.");
                let to = |with: String| Fix::new(format!("Change to {with}"), Edit::replace(shown, with));
                RULE.finding(shown, message).fix(to(time)).fix(to(other))
            }
            None => RULE.finding(shown, format!("“{words}”: no clock shows this time. Check it.")),
        });
    }
}

/// The times of a block that no clock shows.
fn times(block: &Block) -> Vec<OddTime> {
    let read = block.kind.is_prose() || block.kind == BlockKind::Heading;
    let text = if read { block.prose.text() } else { "" };
    let mut out: Vec<OddTime> = HALVES.captures_iter(text).filter_map(|found| of_halves(text, &found)).collect();
    out.extend(AT.captures_iter(text).filter_map(|found| {
        let place = Span::from(found.name("time")?.range());
        Some(OddTime { place, twice: None })
    }));
    out.sort_by_key(|w| w.place);
    out
}

/// A time with the half of its day, where no clock shows it.
fn of_halves(text: &str, found: &Captures<'_>) -> Option<OddTime> {
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<u8>().ok());
    let (hour, minute) = (number("hour")?, number("minute"));
    let (place, half) = (Span::from(found.name("time")?.range()), Span::from(found.name("half")?.range()));
    // “77 AM” is a station, “13 PM” may be anything, and of “16 am” the second may be a verb.
    let words = Span::new(place.start(), half.end()).of(text);
    let letters = half.of(text).bytes().all(|b| b.is_ascii_uppercase()) || words.ends_with(" am");
    let no_minute = minute.is_some_and(|m| m > 59);
    if hour <= 12 && !no_minute || hour > 24 || letters && minute.is_none() {
        return None;
    }
    let afternoon = half.of(text).starts_with(['p', 'P']);
    let twice = (afternoon && (13..24).contains(&hour) && !no_minute).then_some((half, hour));
    Some(OddTime { place, twice })
}
