use std::hash::{DefaultHasher, Hash, Hasher};

use super::boilerplate_line::deletion;
use crate::rules::notes::Digests;
use crate::rules::{Check, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity};
use crate::text::{Block, BlockKind};

/// Marks a line that stands in the article twice.
pub static RULE: Rule = Rule {
    code: "duplicate-line",
    title: "A line or paragraph that stands in the article twice.",
    group: Group::Boilerplate,
    severity: Severity::Warning,
    profile: Profile::Default,
    explanation: "\
Text that is pasted, moved or put together from several versions often keeps a paragraph at its old place and gets it \
again at the new one. Pages repeat the title, the summary and captions, and they are scraped along.

The rule marks the second and every later line or paragraph that says word for word what an earlier one says, \
whatever its capitals, marks and spaces. Short lines are left alone, unless the same line stands just before: a \
heading, a label or a refrain may come again.

It goes away when one of the two is deleted.",
    practice: &["[Boilerplate text](https://en.wikipedia.org/wiki/Boilerplate_text)"],
    bad: &[
        Example::plain(
            "The library will close in June, and its books go to the school.\n\nIt opened in 1951.\n\n\
             ⟦The library will close in June, and its books go to the school.⟧",
            "The paragraph was moved, and its old place kept it.",
        ),
        Example::markdown(
            "# The library of Norwick will close in June\n\n⟦The Library of Norwick Will Close in June⟧\n\nIt opened in 1951.",
            "The title was scraped twice.",
        ),
        Example::plain(
            "The old bridge is closed.\n\n⟦The old bridge is closed.⟧\n\nIt will reopen in May.",
            "A short line, twice in a row.",
        ),
    ],
    good: &[
        Example::plain(
            "The bridge is closed.\n\nNobody knows why.\n\nThe bridge is closed.",
            "A short line may come again.",
        ),
        Example::markdown(
            "## What we know\n\nThe mill burned.\n\n## What we do not know\n\nHow it began.\n\n## What we know\n\nIt was empty.",
            "Headings may repeat.",
        ),
        Example::plain("Hull 2 1 0 3 4\n\nHull 2 1 0 3 4\n\nLeeds 0 0 1 2 2", "Rows of a table."),
        Example::plain(
            "The library will close in June, and its books go to the school.\n\nThe library will close in July, and its books go to the school.",
            "They differ.",
        ),
    ],
    check: Check::Text(check),
};

/// A line of fewer words may come again.
const WORDS: usize = 8;
/// Twice in a row, fewer are enough.
const IN_A_ROW: usize = 3;

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let mut first: Digests<usize> = Digests::default();
    let mut last = None;
    for (n, &line) in context.noted(|n| &n.line, |block, _| line(block)) {
        let block = &context.blocks[n];
        let again = line.words >= WORDS || line.words >= IN_A_ROW && last == Some(line);
        // A line of the page is marked as one.
        let lines = context.boilerplate;
        let next = lines.partition_point(|l| l.span.end() <= block.span.start());
        let again = again && lines.get(next).is_none_or(|l| !l.span.overlaps(block.span));
        let known = first.get(&line.digest).map(|&i| &context.blocks[i]).filter(|_| again);
        if let Some(known) = known.filter(|k| same(k, block)).map(|k| k.span) {
            let line = context.lines.line(known.start()) + 1;
            let message = format!("This stands on line {line} already. Delete one of the two.");
            let lines = (context.lines.line(block.span.start()), context.lines.line(block.span.end()));
            let fix = Fix::new("Delete this one", deletion(context, lines.0, lines.1));
            findings.push(RULE.finding(block.span, message).because(known, "the same").fix(fix));
        }
        first.entry(line.digest).or_insert(n);
        last = Some(line);
    }
}

/// The words of a line, as far as they are compared at first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rules) struct Line {
    words: usize,
    digest: u64,
}

/// The words of a block that counts.
fn line(block: &Block) -> Vec<Line> {
    if !counts(block) {
        return Vec::new();
    }
    let mut hasher = DefaultHasher::new();
    let (mut all, mut figures) = (0, 0);
    for word in words(block) {
        word.hash(&mut hasher);
        all += 1;
        figures += usize::from(word.bytes().any(|b| b.is_ascii_digit()));
    }
    // What is mostly figures is a row of a table: prices, scores.
    let row = leads_to_figure(block.prose.text()) || figures * 2 >= all;
    vec![Line { words: if row { 0 } else { all }, digest: hasher.finish() }]
}

/// Whether dots, a bar or a tab lead to the figure that ends a line: an entry of a price list.
fn leads_to_figure(line: &str) -> bool {
    let line = line.trim_end();
    let figure = line.split_whitespace().next_back().is_some_and(|w| w.bytes().any(|b| b.is_ascii_digit()));
    figure && (line.contains("...") || line.contains("….") || line.contains(['|', '\t', '·']) || line.contains(" … "))
}

/// Whether two lines are alike but for capitals and marks.
fn same(a: &Block, b: &Block) -> bool {
    a.prose.text() == b.prose.text() || words(a).eq(words(b))
}

fn words(block: &Block) -> impl Iterator<Item = String> {
    block.prose.text().split_whitespace().map(plain).filter(|w| !w.is_empty())
}

/// Whether a block stands on lines of its own and is no part of a list or a table, whose lines may be alike.
fn counts(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Turn)
}

/// A word in small letters without the marks around it.
fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}
