//! Any text ends in an answer: in bounds, on character borders, sorted, and never in a panic.

mod awkward;
#[allow(dead_code)]
mod texts;

use awkward::{TEXTS, text};
use proptest::prelude::*;
use whosaid::text::Span;
use whosaid::{Analysis, Format, analyze};

fn format() -> impl Strategy<Value = Format> {
    prop_oneof![Just(Format::Plain), Just(Format::Markdown), Just(Format::Html)]
}

fn check_span(what: &str, span: Span, text: &str) -> Result<(), TestCaseError> {
    prop_assert!(span.start() <= span.end(), "{what} {span:?} is backwards");
    prop_assert!(text.get(span.range()).is_some(), "{what} {span:?} is no text of {text:?}");
    Ok(())
}

fn check_spans(what: &str, spans: &[Span], text: &str) -> Result<(), TestCaseError> {
    for span in spans {
        check_span(what, *span, text)?;
        prop_assert!(!span.is_empty(), "{what} {span:?} is empty in {text:?}");
    }
    prop_assert!(spans.is_sorted(), "{what} {spans:?} is not sorted in {text:?}");
    prop_assert!(spans.windows(2).all(|w| !w[0].overlaps(w[1])), "{what} {spans:?} overlap in {text:?}");
    Ok(())
}

fn check(a: &Analysis) -> Result<(), TestCaseError> {
    let text: &str = &a.text;
    let e = &a.extraction;
    let mut end = 0;
    for block in a.blocks.iter() {
        check_span("block", block.span, text)?;
        prop_assert!(block.span.start() >= end, "blocks overlap or are not in order at {:?} in {text:?}", block.span);
        end = block.span.end();
        let whole = Span::new(0, block.prose.text().len());
        check_span("prose", block.to_document(whole), text)?;
    }
    for q in &e.quotes {
        prop_assert!(!q.content.is_empty(), "a quote without content in {text:?}");
        check_spans("content", &q.content, text)?;
        check_spans("cue", &q.cue, text)?;
        check_spans("source", &q.source, text)?;
        prop_assert!(q.speaker.is_none_or(|s| s < e.speakers.len()), "a speaker that is not there in {text:?}");
        prop_assert!(q.candidates.iter().all(|&s| s < e.speakers.len()), "a candidate that is not there in {text:?}");
        prop_assert!(q.continues.is_none_or(|c| c < e.quotes.len()), "a quote that is not there in {text:?}");
        prop_assert!(q.blocks.start < q.blocks.end && q.blocks.end <= a.blocks.len(), "{:?} in {text:?}", q.blocks);
    }
    prop_assert!(e.quotes.is_sorted_by_key(|q| q.content[0].start()), "quotes are not sorted in {text:?}");
    for speaker in &e.speakers {
        prop_assert!(!speaker.name.trim().is_empty(), "a speaker without a name in {text:?}");
        let spans: Vec<Span> = speaker.mentions.iter().map(|m| m.0).collect();
        check_spans("mention", &spans, text)?;
    }
    for claim in &e.claims {
        check_spans("claim", &[claim.span], text)?;
        check_spans("hedges", &claim.hedges, text)?;
        prop_assert!((0.0..=1.0).contains(&claim.score), "score {} in {text:?}", claim.score);
        for (_, span) in &claim.types {
            check_spans("type", &[*span], text)?;
        }
    }
    prop_assert!(e.claims.is_sorted_by_key(|c| c.span.start()), "claims are not sorted in {text:?}");
    for line in &e.boilerplate {
        check_spans("boilerplate", &[line.span], text)?;
        prop_assert!(a.lines.line(line.span.start()) == line.line, "line {} in {text:?}", line.line);
        prop_assert!((0.0..=1.0).contains(&line.score), "score {} in {text:?}", line.score);
    }
    prop_assert!(e.boilerplate.is_sorted_by_key(|l| l.line), "boilerplate is not sorted in {text:?}");
    for f in &a.findings {
        check_span("finding", f.span, text)?;
        for evidence in &f.evidence {
            check_span("evidence", evidence.span, text)?;
        }
        for fix in &f.fixes {
            let spans: Vec<Span> = fix.edits.iter().map(|e| e.span).collect();
            for span in &spans {
                check_span("edit", *span, text)?;
            }
            prop_assert!(spans.windows(2).all(|w| !w[0].overlaps(w[1])), "edits of {:?} overlap", fix.title);
        }
    }
    prop_assert!(a.findings.is_sorted_by_key(|f| f.span.start()), "findings are not sorted in {text:?}");
    Ok(())
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
        check(&analyze(&text, format))?;
    }

    #[test]
    fn any_page_has_an_answer(text in texts::page()) {
        check(&analyze(&text, Format::Html))?;
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
            check(&analyze(text, format)).unwrap_or_else(|e| panic!("{e}"));
        }
    }
}

/// What is read piece by piece does not nest with the pieces: a stack that ends takes the whole program with it.
#[test]
fn many_pieces_in_a_row_have_an_answer() {
    let links = format!("Hi there, {}— Ann Lee (@annlee) March 3, 2026", "https://a.b ".repeat(30_000));
    check(&analyze(&links, Format::Plain)).unwrap_or_else(|e| panic!("{e}"));
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
