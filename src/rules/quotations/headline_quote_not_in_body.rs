use crate::rules::practice::{AP_VALUES, BBC_ACCURACY};
use crate::rules::reading::runs;
use crate::rules::{Check, Example, Finding, Group, Manuscript, Profile, Rule, Severity};
use crate::text::{Block, BlockKind, Lower};

/// Marks quotations in headings that the text does not hold.
pub static RULE: Rule = Rule {
    code: "headline-quote-not-in-body",
    title: "A headline quotes words that the text does not hold.",
    group: Group::Quotations,
    severity: Severity::Warning,
    profile: Profile::Default,
    explanation: "\
A headline in quotation marks promises that somebody said exactly this. If the words are not in the text, they were \
shortened, improved or cut, and the strongest quotation of the article is one that nobody spoke.

The rule marks a quotation in a heading when the text below does not hold its words in the same order, whatever their \
capitals and marks. Of a claim in single marks (‘too late’), as British headlines have them, the text has to hold the \
words in any order. It needs some text to look in.

It goes away when the headline quotes what the text quotes, or does without the marks.",
    practice: &[BBC_ACCURACY, AP_VALUES],
    bad: &[
        Example::markdown(
            "# Builder: ⟦“The bridge was a mistake”⟧\n\nThe bridge at the harbour is too low for lorries and will be closed for a year, the city said on Monday. “We made mistakes with this bridge,” said Ann Lee, who built it.",
            "She said something like it.",
        ),
        Example::plain(
            "Mayor calls plan ⟦“a gift to the city”⟧\n\nThe plan for the harbour was shown on Monday, and many people came to the town hall to see it. “I like this plan very much,” said Mary Cole, the mayor of the city.",
            "The words are nowhere.",
        ),
        Example::markdown(
            "# ⟦“Never again”⟧\n\nThe drivers met at the harbour on Monday to talk about the new bridge, which is too low for most of their lorries. “It must not happen twice,” said John Berg of the union.",
            "Two words have to be right as well.",
        ),
    ],
    good: &[
        Example::markdown(
            "# Builder: “We made mistakes”\n\nThe bridge at the harbour is too low for lorries and will be closed for a year, the city said on Monday. “We made mistakes with this bridge,” said Ann Lee, who built it.",
            "The text holds the words.",
        ),
        Example::markdown(
            "# Builder admits mistakes\n\nThe bridge at the harbour is too low for lorries. “We made mistakes with this bridge,” said Ann Lee, who built it.",
            "Nothing is quoted.",
        ),
        Example::markdown(
            "# Bridge to close\n\nThe bridge at the harbour is too low for lorries and will be closed for a year, the city said on Monday. “We made mistakes with this bridge,” said Ann Lee, who built it.\n\n## [Mayor: “We will never give up”](https://example.org/mayor)\n\n## [Farmer: “The worst day of all”](https://example.org/farmer)",
            "Headings of other articles.",
        ),
        Example::markdown(
            "# ‘The Old Mill’ star opens shop\n\nThe actor Peter Hale, who played a king on television for seven years, opened a book shop in Norwick on Monday in front of two hundred people, who had waited in the rain.",
            "The title of a work.",
        ),
        Example::markdown("# “Never again”\n\nThe text is still to come.", "There is no text yet to look in."),
    ],
    check: Check::Text(check),
};

/// A text of fewer words is not finished.
const SHORTEST: usize = 25;
/// So many lines may stand above the first paragraph and be its headings.
const TOP: usize = 3;
/// A line of more words is no title.
const LONGEST_TITLE: usize = 20;

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    // Without marks only the lines above the first paragraph are sure to be headings.
    let start = context.blocks.iter().position(|b| b.kind == BlockKind::Paragraph).unwrap_or(context.blocks.len());
    let lines = context.blocks.iter().take(start).filter(|b| b.kind == BlockKind::Heading && !b.is_marked_heading());
    // More than a kicker, a title and a subtitle are a menu.
    let menu = lines.count() > TOP;
    let sure = |n: usize, b: &Block| b.is_marked_heading() && own(context, n) || n < start && !menu;
    let blocks = context.blocks.iter().zip(context.parts).enumerate();
    let quoted: Vec<_> = blocks
        .filter(|&(n, (b, _))| b.kind == BlockKind::Heading && sure(n, b) || n == 0 && titles(b))
        .flat_map(|(_, (block, part))| part.quotations.outer.iter().map(move |q| (block, q)))
        .filter(|(_, q)| q.close.is_some())
        .collect();
    if quoted.is_empty() {
        return;
    }
    let mut body = String::from(" ");
    let mut words = 0;
    let first = usize::from(context.blocks.first().is_some_and(titles));
    for block in context.blocks.iter().skip(first).filter(|b| runs(b)) {
        words += block.prose.text().split_whitespace().count();
        fold(block.prose.text(), &mut body);
    }
    if words < SHORTEST {
        return;
    }
    for (block, quotation) in quoted {
        let text = quotation.inside().of(block.prose.text());
        let open = quotation.open.of(block.prose.text());
        if matches!(open, "‘" | "'") && told(text, &body) || titled(block.prose.text(), text) {
            continue;
        }
        let missing = text.split(['…', '[', ']']).flat_map(|t| t.split("...")).any(|stretch| {
            let mut words = String::from(" ");
            fold(stretch, &mut words);
            words.len() > 1 && !body.contains(&words)
        });
        if missing {
            let place = block.to_document(quotation.span);
            let message =
                "Nobody says these words in the article. Quote what was said, or take the quotation marks away.";
            findings.push(RULE.finding(place, message).because(place, "not in the text"));
        }
    }
}

/// Whether a heading is one of this article: no link to another, and text stands under it, or other headings under the
/// title.
fn own(context: &Manuscript<'_>, n: usize) -> bool {
    let block = &context.blocks[n];
    let linked = block.prose.links().iter().map(|l| l.len()).sum::<usize>();
    let next = context.blocks.get(n + 1);
    let first = context.blocks.iter().position(|b| b.kind == BlockKind::Heading) == Some(n);
    linked * 10 < block.span.len() * 8 && (first || next.is_some_and(runs))
}

/// Whether the words between marks are the title of a work, by their capitals where the heading has none: ‘The Old Mill’
/// star opens shop.
fn titled(heading: &str, quoted: &str) -> bool {
    const SMALL: usize = 4;
    let longer = |text: &str| -> Vec<bool> {
        let words = text.split_whitespace().map(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()));
        words.filter(|w| w.chars().count() >= SMALL).map(|w| w.starts_with(char::is_uppercase)).collect()
    };
    let (whole, inside) = (longer(heading), longer(quoted));
    let small = whole.iter().filter(|capital| !**capital).count();
    let capitals = quoted.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count();
    capitals >= 2 && inside.iter().all(|capital| *capital) && small > 0
}

/// Whether the text holds every longer word of a claim in single marks, in any form: British headlines set a summary of
/// what somebody says in them.
fn told(claim: &str, body: &str) -> bool {
    const STEM: usize = 4;
    let mut words = String::new();
    fold(claim, &mut words);
    words.split(' ').filter(|w| w.chars().count() >= STEM).all(|w| {
        let stem: String = std::iter::once(' ').chain(w.chars().take(STEM + 1)).collect();
        body.contains(stem.trim_end_matches('s'))
    })
}

/// Whether a first paragraph is the title: one short line without a stop, which a quotation may end.
fn titles(block: &Block) -> bool {
    let line = block.prose.text().trim();
    let end = line.trim_end_matches(['”', '"', '’', '\'', '»', '“']);
    block.kind == BlockKind::Paragraph
        && !line.contains('\n')
        && line.split_whitespace().count() <= LONGEST_TITLE
        && line.starts_with(char::is_alphabetic)
        && end.ends_with(char::is_alphanumeric)
}

/// Adds the words of a text in lower case, each with a blank behind it.
fn fold(text: &str, out: &mut String) {
    let lower = text.lower().replace('’', "'");
    for word in lower.split(|c: char| !c.is_alphanumeric() && c != '\'').map(|w| w.trim_matches('\'')) {
        if !word.is_empty() {
            out.push_str(word);
            out.push(' ');
        }
    }
}
