use crate::extract::Quotation;
use crate::rules::practice::WIKIPEDIA_QUOTATIONS;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity};
use crate::text::{Block, BlockKind, Span};

/// Marks quotation marks of another style than the rest.
pub static RULE: Rule = Rule {
    code: "mixed-quote-marks",
    title: "Quotation marks of two styles in one text.",
    group: Group::Quotations,
    severity: Severity::Hint,
    profile: Profile::Default,
    explanation: "\
Straight marks here and curly ones there show where a passage was pasted in. It looks careless, and searching for \
quotations misses half of them.

The rule marks the first quotation whose marks differ from those of most others in the text: straight (`\"`), curly \
(`“”`), low (`„“`), guillemets (`«»`) or doubled (` ``''`). Single marks and quotations inside others are left alone.

It goes away when all have one style. The fix changes all of the rarer style at once and cannot change what is said.",
    practice: &[
        "[Wikipedia, Manual of Style: quotation marks](https://en.wikipedia.org/wiki/Wikipedia:Manual_of_Style#Quotation_marks)",
        WIKIPEDIA_QUOTATIONS,
    ],
    bad: &[
        Example::plain(
            "“We were never asked,” said Ann Lee. “Not once.” ⟦\"It was too late,\"⟧ said John Berg.",
            "The last one is straight.",
        ),
        Example::plain(
            "\"We were never asked,\" said Ann Lee. \"Not once.\" ⟦“It was too late,”⟧ said John Berg.",
            "The last one is curly.",
        ),
        Example::plain(
            "“We were never asked,” said Ann Lee. “Not once.” ⟦«It was too late»⟧, said John Berg.",
            "The last one has guillemets.",
        ),
    ],
    good: &[
        Example::plain("“We were never asked,” said Ann Lee. “It was too late,” said John Berg.", "All are curly."),
        Example::plain("“They told us ‘never’ and left,” said Ann Lee.", "The inner marks have their own style."),
        Example::plain("\"We were never asked,\" said Ann Lee. The pipe is 6\" wide.", "An inch is no mark."),
    ],
    check: Check::Text(check),
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Straight,
    Curly,
    Low,
    Guillemet,
    Doubled,
}

/// A closed quotation in the document.
struct Place<'a> {
    style: Style,
    block: &'a Block,
    quotation: &'a Quotation,
    /// Whether all quotations of its block are closed.
    closed: bool,
}

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let mut places: Vec<Place<'_>> = Vec::new();
    for (block, part) in context.blocks.iter().zip(context.parts) {
        let read = block.kind.is_prose() || block.kind == BlockKind::Heading;
        if read && !part.quotations.outer.is_empty() {
            let prose = block.prose.text();
            // The marks of code and of tags are their syntax.
            let (code, tags) = (context.code(block), context.tags(block));
            let written = |q: &&Quotation| {
                let open = block.to_document(q.open).start();
                !code.hold(open) && !tags.hold(open)
            };
            let closed = part.quotations.outer.iter().all(|q| q.close.is_some());
            places.extend(part.quotations.outer.iter().filter(written).filter_map(|quotation| {
                let style = style(quotation.open.of(prose), quotation.close?.of(prose))?;
                Some(Place { style, block, quotation, closed })
            }));
        }
    }
    let count = |style: Style| places.iter().filter(|p| p.style == style).count();
    let mut styles: Vec<(Style, usize)> = Vec::new();
    for place in &places {
        if !styles.iter().any(|s| s.0 == place.style) {
            styles.push((place.style, count(place.style)));
        }
    }
    // Of two that are as common, the one that comes first.
    let Some(&(main, most)) = styles.iter().rev().max_by_key(|s| s.1) else { return };
    let Some(model) = places.iter().find(|p| p.style == main) else { return };
    let Some(marks) = Marks::of(model) else { return };
    for &(rare, _) in styles.iter().filter(|s| s.0 != main) {
        let all: Vec<&Place<'_>> = places.iter().filter(|p| p.style == rare).collect();
        let Some(first) = all.first() else { continue };
        let number = match all.len() {
            1 => "This quotation has".to_owned(),
            2 => "This quotation and one more have".to_owned(),
            n => format!("This quotation and {} more have", n - 1),
        };
        let others = if most == 1 { "the other has".to_owned() } else { format!("{most} others have") };
        let message = format!("{number} {} marks, and {others} {} ones. Use one style.", name(rare), name(main));
        let place = first.block.to_document(first.quotation.span);
        let finding =
            RULE.finding(place, message).because(model.block.to_document(model.quotation.open), "most others");
        let edits: Vec<Edit> = all.iter().flat_map(|p| change(context.text, p, &marks)).collect();
        let safe = [rare, main].iter().all(|s| matches!(s, Style::Straight | Style::Curly | Style::Doubled));
        // Beside a mark that is not closed, one style would turn into two.
        let safe = safe && all.iter().all(|p| p.closed);
        let title = format!("Change all to {} marks", name(main)).into();
        findings.push(if edits.is_empty() { finding } else { finding.fix(Fix { title, edits, safe }) });
    }
}

/// The style of a pair of double marks; none for single marks.
fn style(open: &str, close: &str) -> Option<Style> {
    Some(match (open, close) {
        ("\"", "\"") => Style::Straight,
        ("“", "”") => Style::Curly,
        ("„", _) => Style::Low,
        ("«", "»") | ("»", "«") => Style::Guillemet,
        ("``", "''") => Style::Doubled,
        _ => return None,
    })
}

const fn name(style: Style) -> &'static str {
    match style {
        Style::Straight => "straight",
        Style::Curly => "curly",
        Style::Low => "low",
        Style::Guillemet => "angle",
        Style::Doubled => "doubled",
    }
}

/// The marks of a quotation, and the blank inside each of them: `« … »`.
struct Marks<'a> {
    open: &'a str,
    close: &'a str,
    blank: &'a str,
}

impl<'a> Marks<'a> {
    fn of(place: &'a Place<'_>) -> Option<Self> {
        let prose = place.block.prose.text();
        let inside = place.quotation.inside().of(prose);
        let blank = &inside[..inside.len() - inside.trim_start().len()];
        let blank = if place.style == Style::Guillemet { blank } else { "" };
        Some(Self { open: place.quotation.open.of(prose), close: place.quotation.close?.of(prose), blank })
    }
}

/// The edits that give a quotation other marks; none where such marks stand inside it, or where the markup writes a
/// mark otherwise.
fn change(text: &str, place: &Place<'_>, to: &Marks<'_>) -> Vec<Edit> {
    let prose = place.block.prose.text();
    let Some(end) = place.quotation.close else { return Vec::new() };
    let inside = place.quotation.inside();
    // The blanks of guillemets go with them.
    let words = if place.style == Style::Guillemet { inside.trim(prose) } else { inside };
    let marks = [place.quotation.open.until(words.start()), Span::new(words.end(), end.end())];
    let plain = marks.iter().all(|&m| {
        let place = place.block.to_document(m);
        place.of(text) == m.of(prose) && !text[..place.start()].ends_with('\\')
    });
    let words = words.of(prose);
    if words.is_empty() || words.contains(to.open) || words.contains(to.close) || !plain {
        return Vec::new();
    }
    let written = [format!("{}{}", to.open, to.blank), format!("{}{}", to.blank, to.close)];
    marks.into_iter().zip(written).map(|(mark, new)| Edit::replace(place.block.to_document(mark), new)).collect()
}
