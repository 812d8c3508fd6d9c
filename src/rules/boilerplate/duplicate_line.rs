use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet};

use super::boilerplate_line::deletion;
use crate::extract::BlockExtraction;
use crate::rules::{Check, Edit, Example, Finding, Fix, Group, Manuscript, Profile, Rule, Severity};
use crate::text::{Block, BlockKind, Sentence, Span};

/// Marks a line that stands in the article twice.
pub static RULE: Rule = Rule {
    code: "duplicate-line",
    title: "A line, paragraph or sentence that stands in the article twice.",
    group: Group::Boilerplate,
    severity: Severity::Warning,
    profile: Profile::Default,
    explanation: "\
Text that is pasted, moved or put together from several versions often keeps a paragraph at its old place and gets it \
again at the new one. Pages repeat the title, the summary and captions, and they are scraped along.

The rule marks the second and every later line or paragraph that says word for word what an earlier one says, \
whatever its capitals, marks and spaces, and a long sentence inside a paragraph that does. Short lines are left alone, unless the same line stands just before: a \
heading, a label or a refrain may come again. So may lines of a program, steps through menus, what people are quoted with, and more than \
three sentences of one text.

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
        Example::plain(
            "The library will close in June, and its books go to the school. It opened in 1951.\n\nNobody was asked. ⟦The library will close in June, and its books go to the school.⟧",
            "A sentence was moved, and its old place kept it.",
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
        Example::plain(
            "Nobody was asked. The bridge is closed. It opened in 1951. The bridge is closed.",
            "A short sentence may come again.",
        ),
        Example::plain(
            "On the View menu, click Zoom > Zoom Extents All, and wait.\n\nDraw a line.\n\nOn the View menu, click Zoom > Zoom Extents All, and wait.",
            "A step of a manual.",
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
/// A sentence of fewer words may.
const SENTENCE: usize = 10;
/// So many sentences may stand twice by mistake.
const MOST_SENTENCES: usize = 3;
/// Twice in a row, fewer are enough.
const IN_A_ROW: usize = 3;

fn check(context: &Manuscript<'_>, findings: &mut Vec<Finding>) {
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let mut last = None;
    let mut again_at = FxHashSet::default();
    for (n, &line) in context.noted(|n| &n.line, |block, _| line(block)) {
        let block = &context.blocks[n];
        let again = line.words >= WORDS || line.words >= IN_A_ROW && last == Some(line);
        let again = again && !of_page(context, block.span);
        let known = first.get(&line.digest).map(|&i| &context.blocks[i]).filter(|_| again);
        if let Some(known) = known.filter(|k| same(k, block)).map(|k| k.span) {
            let line = context.shown_line(known.start());
            let message = format!("This stands on line {line} already. Delete one of the two.");
            let lines = (context.lines.line(block.span.start()), context.lines.line(block.span.end()));
            let fix = Fix::new("Delete this one", deletion(context, lines.0, lines.1));
            findings.push(RULE.finding(block.span, message).because(known, "the same").fix(fix));
            again_at.insert(n);
        }
        first.entry(line.digest).or_insert(n);
        last = Some(line);
    }
    sentences(context, &again_at, findings);
}

/// Marks a sentence that stands inside an earlier paragraph, or earlier in its own. `lines` stand twice as a whole.
fn sentences(context: &Manuscript<'_>, lines: &FxHashSet<usize>, findings: &mut Vec<Finding>) {
    let mut first: FxHashMap<u64, (usize, Span)> = FxHashMap::default();
    let mut again: Vec<Finding> = Vec::new();
    for (n, &Stated { span, digest }) in context.noted(|n| &n.stated, stated) {
        let block = &context.blocks[n];
        let Some(&(m, known)) = first.get(&digest) else {
            first.insert(digest, (n, span));
            continue;
        };
        let earlier = &context.blocks[m];
        let (here, there) = (span.of(block.prose.text()), known.of(earlier.prose.text()));
        let place = block.to_document(span);
        if !lines.contains(&n) && !of_page(context, place) && plain_words(here).eq(plain_words(there)) {
            let line = context.shown_line(earlier.to_document(known).start());
            let message = format!("This sentence stands on line {line} already. Delete one of the two.");
            let behind = context.text.get(place.end()..).is_some_and(|b| b.starts_with(' '));
            let whole = Span::new(place.start(), place.end() + usize::from(behind));
            let fix = Fix::new("Delete this one", Edit::replace(whole, ""));
            again.push(RULE.finding(place, message).because(earlier.to_document(known), "the same").fix(fix));
            // Where many come again they are meant to: posts that quote others, manuals, live reports.
            if again.len() > MOST_SENTENCES {
                return;
            }
        }
    }
    findings.extend(again);
}

/// Whether a place is on a line of the page, which is marked as one.
fn of_page(context: &Manuscript<'_>, place: Span) -> bool {
    context.page_line(place.start()).is_some_and(|line| line.overlaps(place))
}

/// A sentence that is long enough to be compared.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Stated {
    span: Span,
    digest: u64,
}

/// The sentences of a block that count. One that is all of its paragraph is a summary or a pulled quote, and what stands
/// between quotation marks may be quoted twice.
fn stated(block: &Block, part: &BlockExtraction) -> Vec<Stated> {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Turn) || part.sentences.len() < 2 {
        return Vec::new();
    }
    let (text, quoted) = (block.prose.text(), &part.quotations.outer);
    let read = |sentence: &Sentence| {
        let line = digest(plain_words(sentence.span.of(text)));
        let whole = sentence.span.of(text).trim_end().ends_with(['.', '!', '?']);
        let inside = quoted.get(quoted.partition_point(|q| q.span.end() <= sentence.span.start()));
        let own = inside.is_none_or(|q| q.span.start() >= sentence.span.end());
        (whole && own && line.words >= SENTENCE).then_some(Stated { span: sentence.span, digest: line.digest })
    };
    part.sentences.iter().filter_map(read).collect()
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
    let line = digest(words(block));
    let row = leads_to_figure(block.prose.text()) || repeats(block.prose.text());
    vec![Line { words: if row { 0 } else { line.words }, ..line }]
}

/// The digest of words, and how many there are: none where most of them are figures, as in a row of a table.
fn digest(words: impl Iterator<Item = String>) -> Line {
    let mut hasher = DefaultHasher::new();
    let (mut all, mut figures) = (0, 0);
    for word in words {
        word.hash(&mut hasher);
        all += 1;
        figures += usize::from(word.bytes().any(|b| b.is_ascii_digit()));
    }
    Line { words: if figures * 2 >= all { 0 } else { all }, digest: hasher.finish() }
}

/// Whether dots, a bar or a tab lead to the figure that ends a line: an entry of a price list.
fn leads_to_figure(line: &str) -> bool {
    let line = line.trim_end();
    let figure = line.split_whitespace().next_back().is_some_and(|w| w.bytes().any(|b| b.is_ascii_digit()));
    figure && (line.contains("...") || line.contains("….") || line.contains(['|', '\t', '·']) || line.contains(" … "))
}

/// Whether a line is of a kind that comes again by itself: a program, a way through menus, the head of a post or a reply.
fn repeats(line: &str) -> bool {
    let program =
        line.contains("</") || line.contains('{') && line.contains('}') || line.trim_end().ends_with([';', '{']);
    program || line.contains(" > ") || line.starts_with("Re: ") || line.contains(" wrote: ") || line.ends_with("wrote:")
}

/// Whether two lines are alike but for capitals and marks.
fn same(a: &Block, b: &Block) -> bool {
    a.prose.text() == b.prose.text() || words(a).eq(words(b))
}

fn words(block: &Block) -> impl Iterator<Item = String> {
    plain_words(block.prose.text())
}

fn plain_words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().map(plain).filter(|w| !w.is_empty())
}

/// Whether a block stands on lines of its own and is no part of a list or a table, whose lines may be alike.
fn counts(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Turn)
}

/// A word in small letters without the marks around it.
fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}
