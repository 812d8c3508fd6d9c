use super::measure::Measure;
use crate::extract::BlockExtraction;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity, practice};
use crate::text::{Block, Span};

/// Marks a measure that is told in two units which do not agree.
pub static RULE: Rule = Rule {
    code: "unit-conversion",
    title: "A measure in two units that do not agree.",
    group: Group::Numbers,
    severity: Severity::Warning,
    profile: Profile::Quiet,
    explanation: "\
“210 kilometres per hour (160 mph)”: who reads in miles is told of another storm. Conversions are done by hand, copied \
from another story, or left behind when the first number is corrected.

The rule converts what stands in brackets, or behind “or”, right behind a length, an area, a volume, a mass, a speed or \
a temperature. It allows for rounding on both sides, for gallons, pints and tons of every country, and for \
“about”. Where degrees tell of a rise or a fall, they are converted without the 32 of the scale: 1.8°C more are 3.2°F \
more.

It goes away when the two agree. Which of them is wrong, the rule cannot know: look at the source before you take the \
fix.",
    practice: &[
        practice::BBC_ACCURACY,
        "[NIST, Guide to the SI: factors for units](https://www.nist.gov/pml/special-publication-811/nist-guide-si-appendix-b-conversion-factors)",
    ],
    bad: &[
        Example::plain("Winds of 210 kilometres per hour (⟦160⟧ mph) tore off roofs.", "It is 130."),
        Example::plain("A 10-mile (⟦61⟧km) stretch is closed.", "Two digits have changed places."),
        Example::plain("It was 35C (⟦75⟧F) in the shade.", "It is 95."),
        Example::plain("The sea has warmed by 1.8°C (⟦35⟧°F) since 1980.", "A rise is converted without the 32."),
        Example::plain("It was -5C (⟦-41⟧F) at dawn.", "It is above nought."),
        Example::plain("The farm has 40 hectares, or about ⟦160⟧ acres.", "It is 99."),
        Example::plain("They caught 1,200 tonnes (⟦26,500⟧ pounds) of cod.", "Some noughts are missing."),
    ],
    good: &[
        Example::plain("Winds of 210 kilometres per hour (130 mph) tore off roofs.", "They agree."),
        Example::plain("The river rose 30 feet (10 metres), and fell by two (0.6).", "Rounded."),
        Example::plain("It burnt 100 miles (160 km) of forest at 40 degrees (104 Fahrenheit).", "So are these."),
        Example::plain("The tank holds 20 gallons (90 litres), the can 20 gallons (76 litres).", "British and American."),
        Example::plain("Ann Lee, 6ft 2in (1.88m), jumped 7 feet (in May, 6 metres).", "Feet and inches."),
        Example::plain("The sea has warmed by 1.8°C (3.2°F) since 1980.", "A rise."),
        Example::plain("It costs 500 pounds (£400 last year), and weighs 5 pounds (it was 6 kg).", "Money, and another time."),
        Example::plain("“It was 10 miles (61 km) away,” said Ann Lee.", "These are other people's words."),
    ],
    check: Check::Text(check),
};

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    for (n, &opening) in context.noted(|n| &n.conversions, wrong) {
        let block = &context.blocks[n];
        findings.extend(conversion(block.prose.text(), opening).map(|c| c.finding(block)));
    }
}

/// Where a conversion begins in a block that is wrong: its bracket or comma.
fn wrong(block: &Block, _: &BlockExtraction) -> Vec<Span> {
    let text = if block.kind.is_prose() { block.prose.text() } else { "" };
    let openings = [" (", ", or "].into_iter().flat_map(|mark| text.match_indices(mark));
    let openings = openings.map(|(at, mark)| Span::new(at, at + mark.len()));
    let mut out: Vec<Span> = openings.filter(|&opening| conversion(text, opening).is_some()).collect();
    out.sort_unstable();
    out
}

/// A measure in two units that do not agree.
struct Conversion<'t> {
    text: &'t str,
    from: Measure<'t>,
    to: Measure<'t>,
    /// What the first makes in the unit of the second.
    value: f64,
}

/// The two measures at a bracket or a comma, where they do not agree.
fn conversion(text: &str, opening: Span) -> Option<Conversion<'_>> {
    // The number, a sign, or a word that says how exact it is.
    let ahead = text.get(opening.end()..)?;
    let begins =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | 'a' | 's' | 'r' | 'n' | 'o' | 'u' | 'j' | 'm' | 'l');
    if !ahead.starts_with(begins) {
        return None;
    }
    let to = Measure::at(text, opening.end(), opening.of(text) == " (")?;
    let from = Measure::before(text, opening.start())?;
    let step = from.is_temperature() && is_step(text, &from, &to);
    let (value, fits) = from.in_unit_of(&to, step)?;
    // “2C (3.6F) warmer” may say so in other words.
    let fits = fits || !step && from.is_temperature() && from.in_unit_of(&to, true).is_some_and(|(_, fits)| fits);
    (!fits).then_some(Conversion { text, from, to, value })
}

/// Whether degrees tell how much warmer or colder it is.
fn is_step(text: &str, from: &Measure<'_>, to: &Measure<'_>) -> bool {
    let before = text[..from.span.start()].trim_end();
    let behind = text[to.span.end()..].trim_start_matches([')', ' ']);
    let mut words = before.rsplit(' ').map(|w| w.trim_matches(|c: char| !c.is_alphabetic()));
    let by = words.by_ref().take(3).any(|w| matches!(w, "by" | "another" | "extra"));
    let next = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    by || matches!(next, "above" | "below" | "warmer" | "cooler" | "colder" | "hotter" | "higher" | "lower" | "more")
}

impl Conversion<'_> {
    fn finding(&self, block: &Block) -> Finding {
        let Self { text, from, to, value } = self;
        let right = to.written(text, *value);
        let (unit, told) = (to.unit_of(text), to.told.of(text));
        let message = format!("{} is {right}{unit}, not {told}. Check the numbers.", from.span.of(text));
        let place = block.to_document(to.told);
        let finding = RULE.finding(place, message).because(block.to_document(from.span), "the same");
        finding.fix(Fix::new(format!("Change to {right}"), Edit::replace(place, right)))
    }
}
