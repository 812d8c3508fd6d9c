//! Any text ends in an answer: in bounds, on character borders, sorted, and never in a panic.

mod awkward;
mod invariants;
#[allow(dead_code)]
mod texts;

use awkward::{TEXTS, text};
use proptest::prelude::*;
use whosaid::text::Span;
use whosaid::{Analysis, Format, analyze};

fn format() -> impl Strategy<Value = Format> {
    prop_oneof![Just(Format::Plain), Just(Format::Markdown), Just(Format::Html)]
}

/// All spans of the quotes, for comparing two answers.
fn spans(a: &Analysis) -> Vec<Span> {
    a.extraction.quotes.iter().flat_map(|q| q.content.iter().chain(&q.cue).chain(&q.source)).copied().collect()
}

/// An article that reports.
const REPORTS: &str = "The town slept late, Ann Lee said. It had rained, Omar Reyes said. “The bridge held,” Ingrid Berg \
    said. The mill would open in May, Paul Hahn told the council. Nobody was hurt, according to Grace Moss. \
    Viktor Sand said that the road was dry. The school was closed, Aisha Noor said. Tomas Vale said it would open again.";

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_an_answer(text in text(), format in format()) {
        invariants::hold(&analyze(&text, format));
    }

    #[test]
    fn any_page_has_an_answer(text in texts::page()) {
        invariants::hold(&analyze(&text, Format::Html));
    }

    #[test]
    fn the_answer_is_always_the_same(text in text(), format in format()) {
        let (a, b) = (analyze(&text, format), analyze(&text, format));
        prop_assert_eq!(spans(&a), spans(&b));
        prop_assert_eq!(format!("{:?}", a.extraction.claims), format!("{:?}", b.extraction.claims));
    }

    #[test]
    fn an_emoji_paragraph_before_it_shifts_all(text in text(), format in format()) {
        // A byte order mark, front matter and a first line's title are special only at the very beginning.
        // Whether an article reports what others say depends on all of it: one that plainly does.
        let text = format!("{REPORTS}\n\n{text}");
        let lead = if format == Format::Html { "<p>🙂👩‍👩‍👧</p>" } else { "🙂👩‍👩‍👧\n\n" };
        let (a, b) = (analyze(&text, format), analyze(&format!("{lead}{text}"), format));
        // Whether lines are paragraphs or wrapped depends on the whole document.
        let blocks = |a: &Analysis, shift| a.blocks.iter().map(|b| b.span.shift(shift)).collect();
        let (before, after): (Vec<Span>, Vec<Span>) = (blocks(&a, lead.len()), blocks(&b, 0));
        prop_assume!(after.ends_with(&before));
        // Whether a line belongs to the page depends on the whole page, and the page has no quotes.
        let furniture = |a: &Analysis, shift| a.extraction.boilerplate.iter().map(|l| l.span.shift(shift)).collect();
        let (before, after): (Vec<Span>, Vec<Span>) = (furniture(&a, lead.len()), furniture(&b, 0));
        prop_assume!(before == after);
        let shifted: Vec<Span> = spans(&a).iter().map(|s| s.shift(lead.len())).collect();
        prop_assert_eq!(shifted, spans(&b));
    }

    #[test]
    fn empty_lines_behind_it_change_nothing(text in text(), format in format()) {
        prop_assume!(!text.ends_with(['\r', '\n']));
        let a = spans(&analyze(&text, format));
        prop_assert_eq!(&a, &spans(&analyze(&format!("{text}\n"), format)));
        if format == Format::Plain {
            prop_assert_eq!(&a, &spans(&analyze(&format!("{text}\n\n\n"), format)));
        }
    }
}

/// What fuzzing has found.
const FOUND: &[&str] = &[
    // A rule and the model read one report in two ways, and its words were there twice.
    "The water mill at Low Ferry will grind flour again in spring, its new owner said on Monday, after twenty years in \
     which only swallows lived there.\n",
    // Two parts of inline code are one place of the document.
    "rock ’n’ roll workers’ ```\n . assured * שלום 、 ‘ › 👩\u{200d}👩\u{200d}👧 **Lee:** … &amp; the minister Ann Lee \n that 李安说 '' \
     ```\n who in the words of  ",
    // A line of blanks within a paragraph of the page is no line of it.
    "Share this article\n\u{a0}\n\"",
    // A title behind the first word of a text has no second word before it.
    "Says “Lost Years” reopens.\n",
    // A mark alone is no speaker, and no clause begins behind it.
    "that \u{2028} http://a.b/c?d=e &#8220; according to \" that that   3rd",
    // A source may begin in the sentence before that of its cue.
    "''By Ann Lee。told&#8220;that\"（(Subscribe to our newsletter",
    // Marks in code that goes over a line break have places of their own.
    "called “Span there or not (`source “interesting but early”. end of the village,” ```\n our own (`.txt`,",
];

#[test]
fn articles_and_what_was_found_have_an_answer() {
    for text in FOUND.iter().copied().chain(TEXTS.iter().map(String::as_str)) {
        for format in [Format::Plain, Format::Markdown, Format::Html] {
            invariants::hold(&analyze(text, format));
        }
    }
}

/// What is read piece by piece does not nest with the pieces: a stack that ends takes the whole program with it.
#[test]
fn many_pieces_in_a_row_have_an_answer() {
    let links = format!("Hi there, {}— Ann Lee (@annlee) March 3, 2026", "https://a.b ".repeat(30_000));
    invariants::hold(&analyze(&links, Format::Plain));
}

/// Long and deep texts take time in proportion to their length: doubling them may not take ten times as long.
#[test]
fn time_grows_with_the_text() {
    let shapes: &[(&str, &str)] = &[
        ("open marks", "“"),
        ("closing marks", "”"),
        ("straight marks", "\" "),
        ("apostrophes", "’ "),
        ("block quotations", "> "),
        ("emphasis", "*a "),
        ("brackets", "["),
        ("links", "[a]("),
        ("quotations", "“We won,” said Ann Lee. "),
        ("names", "Ann Lee Tom Ray "),
        ("cues", "said that he said "),
        ("sources", "the minister of health, a man, "),
        ("figures", "12 percent more, "),
        ("one word", "a"),
        ("colons", "Lee: "),
        ("stops", ". "),
        ("list items", "- a\n"),
        ("headings", "# Ann\n"),
        ("tables", "|a|b|\n|-|-|\n"),
        ("pronouns", "“No,” he said.\n\n"),
        ("parentheses", "("),
        ("according", "according to "),
        ("boilerplate", "Share this article\n\n"),
        ("footnotes", "[^1]: a\n\n"),
        ("html", "<p "),
        ("paragraphs", "<p>x"),
        ("boxes", "<div>"),
        ("titles", "<h1>x"),
        ("ends", "</b>"),
        ("comments", "<!-- a"),
        ("references", "&amp"),
        ("hidden words", "<b hidden>x<p>"),
        ("marks", "<q>x"),
        ("speakers", "“No,” said Lee.\n\n“Yes,” said the minister.\n\n"),
    ];
    let mut slow = Vec::new();
    let below = [("lines below a notice", "All rights reserved\n", "foo bar\n")];
    for (name, head, piece) in shapes.iter().map(|&(name, piece)| (name, "", piece)).chain(below) {
        for format in [Format::Plain, Format::Markdown, Format::Html] {
            let time = |bytes: usize| {
                let text = format!("{head}{}", piece.repeat(bytes / piece.len()));
                let start = std::time::Instant::now();
                std::hint::black_box(analyze(&text, format));
                start.elapsed().as_secs_f64()
            };
            // Four times the text: 4 when linear, 16 when quadratic. Small times are noise, and a machine that is busy is so
            // for a while: what grows too fast does so each time.
            const TRIES: usize = 4;
            let mut too_fast = (0..TRIES).map_while(|_| {
                let (large, small) = (time(32_000), time(8_000));
                (large > 0.15 && large > small * 10.0).then_some((large, small))
            });
            if let Some((large, small)) = too_fast.nth(TRIES - 1) {
                slow.push(format!("{name} ({format:?}): {large:.2} s, {:.1} times", large / small));
            }
        }
    }
    assert!(slow.is_empty(), "times for 32 kB, and for 4 times the text:\n  {}", slow.join("\n  "));
}
