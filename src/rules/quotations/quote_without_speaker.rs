use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::extract::{BlockExtraction, MentionForm, QuoteKind, Resolution, SpeakerKind};
use crate::rules::{Check, Context, Example, Finding, Group, Profile, Rule, Severity};
use crate::text::{BlockKind, Span};

/// Marks quotations that are nobody's.
pub static RULE: Rule = Rule {
    code: "quote-without-speaker",
    title: "A quotation, and no way to tell who speaks.",
    group: Group::Quotations,
    severity: Severity::Information,
    profile: Profile::Default,
    explanation: "\
Quotation marks promise that somebody said exactly this. A reader who cannot tell who it was cannot judge it, and an \
editor cannot check it. This often happens when paragraphs are moved or cut, and the sentence that named the speaker \
went with them.

The rule marks a direct quotation when nobody is in sight who may have said it: its paragraph and the one before name \
no person and no body, and no label or signature stands beside it. Headings, titles, single quoted words, and words that \
the article quotes again with their speaker are left alone.

It goes away when the speaker is named beside the quotation (“said Ann Lee”), or just before it.",
    practice: &[
        "[AP, News Values and Principles: quotations](https://www.ap.org/about/news-values-and-principles/)",
        "[The Guardian and Observer style guide](https://www.theguardian.com/guardian-observer-style-guide-a)",
        "[Wikipedia, Manual of Style: quotations](https://en.wikipedia.org/wiki/Wikipedia:Manual_of_Style#Quotations)",
    ],
    bad: &[
        Example::plain(
            "The library closes in June.\n\n⟦“We were never asked what we wanted for this street.”⟧\n\nIt opened in 1951.",
            "Whose words are they?",
        ),
        Example::plain(
            "⟦“I have waited eleven years for this letter.”⟧ Rain fell on the square all morning.",
            "The next sentence is about the weather.",
        ),
        Example::markdown(
            "# A bridge too low\n\n*⟦“Nobody measured the lorries before they built it.”⟧*\n\nThe bridge stands at the harbour.",
            "Emphasis names nobody.",
        ),
    ],
    good: &[
        Example::plain("“We were never asked,” said Ann Lee, who runs the bakery.", "The speaker stands beside it."),
        Example::plain(
            "Ann Lee runs the bakery.\n\n“We were never asked,” she said.",
            "The pronoun stands for the only woman named.",
        ),
        Example::plain("Residents call the bridge “the can opener”.", "A quoted name is no quotation of a speaker."),
        Example::plain("“Nobody measured the lorries”\n\nThe bridge stands at the harbour.", "A headline may tease."),
        Example::plain(
            "The bridge is too low.\n\n“Nobody measured the lorries.”\n\nIt was built in 1951. “Nobody measured the lorries,” said Ann Lee. “Nobody.”",
            "The words stand again, with their speaker.",
        ),
    ],
    check: Check::Article(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut sight = Sight::default();
    let spoken = LazyCell::new(|| spoken(context));
    for quote in &context.extraction.quotes {
        if quote.kind != QuoteKind::Direct || quote.resolution != Resolution::Unknown || quote.speaker.is_some() {
            continue;
        }
        let heading = |b: &crate::text::Block| b.kind == BlockKind::Heading;
        if context.blocks.get(quote.blocks.start).is_none_or(heading) {
            continue;
        }
        let Some(&first) = quote.content.first() else { continue };
        // Words that attribute are for other rules to judge: the reader sees who is meant, or that nobody is.
        if !quote.source.is_empty() || !quote.cue.is_empty() || quote.unbalanced {
            continue;
        }
        // A mark is missing, so that it is not certain whose words these are.
        if context.parts.get(quote.blocks.clone()).is_none_or(|parts| parts.iter().any(|p| unclosed(p))) {
            continue;
        }
        // A line that opens the document and is a quotation as a whole is its title.
        let opening = context.blocks.first().filter(|_| context.blocks.len() > 1);
        if opening.is_some_and(|b| first.covers(b.span.trim(context.text))) {
            continue;
        }
        if title(first.of(context.text)) || led(context.text, first, quote.content.last().copied().unwrap_or(first)) {
            continue;
        }
        if dashed(context.text, first, quote.content.last().copied().unwrap_or(first))
            || sight.reaches(context, quote.blocks.start, first)
            || quote.content.iter().flat_map(|c| sentences(c.of(context.text))).all(|s| spoken.contains(&s))
        {
            continue;
        }
        let message = "Nobody is named for this quotation, here or just before it. Name the speaker beside it.";
        let finding = RULE.finding(first, message);
        findings.push(finding);
    }
}

/// The sentences that somebody says, by their words: a page sets some of them apart once more.
fn spoken(context: &Context<'_>) -> FxHashSet<String> {
    let told = context.extraction.quotes.iter().filter(|q| q.speaker.is_some());
    told.flat_map(|q| &q.content).flat_map(|c| sentences(c.of(context.text))).collect()
}

/// The sentences of quoted words, in small letters and without marks.
fn sentences(words: &str) -> impl Iterator<Item = String> {
    let bare = |sentence: &str| {
        let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    };
    words.split(['.', '!', '?', '…']).map(bare).filter(|s| !s.is_empty())
}

/// Where a reader has somebody in sight who may speak: a name or a pronoun beside the quotation in its paragraph, or in
/// the one before. Of several paragraphs of quotations, it is the one before the first.
#[derive(Default)]
struct Sight {
    /// For each paragraph that was asked about, whether somebody is in sight behind it.
    behind: FxHashMap<usize, bool>,
}

impl Sight {
    /// Whether somebody is in sight of a quotation in a block.
    fn reaches(&mut self, context: &Context<'_>, block: usize, quote: Span) -> bool {
        self.names(context, block, quote) || before(context, block).is_some_and(|b| self.behind(context, b))
    }

    /// Whether somebody is in sight behind a paragraph: in it, or before it where it opens with a quotation.
    fn behind(&mut self, context: &Context<'_>, paragraph: usize) -> bool {
        // Each is looked at once, however many quotations follow each other.
        let (mut asked, mut at, mut seen) = (Vec::new(), Some(paragraph), false);
        while let Some(index) = at {
            if let Some(&known) = self.behind.get(&index) {
                seen = known;
                break;
            }
            asked.push(index);
            if self.names(context, index, Span::default()) {
                seen = true;
                break;
            }
            let opens = context.parts[index].quotations.outer.first().is_some_and(|q| q.span.start() == 0);
            at = before(context, index).filter(|_| opens);
        }
        self.behind.extend(asked.into_iter().map(|index| (index, seen)));
        seen
    }

    /// Whether a block has a name or a pronoun outside other people's words and outside `quote`.
    fn names(&self, context: &Context<'_>, index: usize, quote: Span) -> bool {
        let (at, part) = (&context.blocks[index], &context.parts[index]);
        part.mentions.iter().any(|m| {
            let place = at.to_document(m.span);
            let who = m.form != MentionForm::Nominal && m.kind != SpeakerKind::Place;
            who && !context.quoted.cover(place) && !quote.covers(place)
        })
    }
}

/// The paragraph before a block.
fn before(context: &Context<'_>, block: usize) -> Option<usize> {
    context.blocks[..block].iter().rposition(|b| b.kind.is_prose())
}

fn unclosed(part: &BlockExtraction) -> bool {
    !part.quotations.stray.is_empty() || part.quotations.outer.last().is_some_and(|q| q.close.is_none())
}

/// Whether a dash stands before or behind a quotation, on its line or at the next one: a signature, or a heading.
fn dashed(text: &str, first: Span, last: Span) -> bool {
    let before = text.get(..first.start()).unwrap_or_default().trim_end_matches([' ', '*', '_']);
    let behind = text.get(last.end()..).unwrap_or_default().trim_start_matches(['"', '”', '’', '.', '*', '_', '>']);
    before.ends_with(['-', '–', '—']) || behind.trim_start().starts_with(['-', '–', '—'])
}

/// Whether a comma or colon ties a quotation to words beside it, which then say who speaks.
fn led(text: &str, first: Span, last: Span) -> bool {
    let before = text.get(..first.start()).unwrap_or_default().trim_end_matches([' ', '*', '_']);
    let end = last.of(text).trim_end_matches(['"', '”', '’', '\'', '»', '*', '_']);
    let behind = text.get(last.end()..).unwrap_or_default();
    before.ends_with([',', ':']) || end.ends_with(',') || behind.starts_with(',')
}

/// Whether all long words are written large, as in the title of a book.
fn title(words: &str) -> bool {
    let long = words.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3);
    let mut count = 0;
    long.inspect(|_| count += 1).all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric())) && count > 0
}
