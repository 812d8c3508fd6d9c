//! The article that whosaid began with. It is not ours, so it is read from where it lies, beside the project; where it
//! is absent these tests say so and pass. Its words are named by a few of their own, never copied.

use std::path::{Path, PathBuf};

use whosaid::extract::{BoilerplateKind, ClaimType, Quote, QuoteKind, Resolution, SpeakerKind};
use whosaid::{Analysis, Format, analyze};

fn article() -> Option<String> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|a| a.join("shared/articles/kabul.txt"));
    let given = std::env::var_os("WHOSAID_SHARED").map(|dir| PathBuf::from(dir).join("articles/kabul.txt"));
    let found = given.into_iter().chain(beside).find_map(|path| std::fs::read_to_string(path).ok());
    if found.is_none() {
        eprintln!("skipped: shared/articles/kabul.txt is not beside the project");
    }
    found
}

/// What must be found, whatever the variant: the first words of the content, its kind, cue, source, speaker and kind
/// of speaker. Marks around the words are left out.
const QUOTES: [(&str, QuoteKind, &str, &str, &str, SpeakerKind); 6] = [
    ("to have received", QuoteKind::Indirect, "claimed", "the Russians", "the Russians", SpeakerKind::Group),
    ("The embassy is", QuoteKind::Direct, "assured", "Zamir Kabulov", "Zamir Kabulov", SpeakerKind::Person),
    ("Under Ashraf", QuoteKind::Direct, "said", "he", "Zamir Kabulov", SpeakerKind::Person),
    (
        "the recognition or",
        QuoteKind::Mixed,
        "According to",
        "the Russian ambassador",
        "Zamir Kabulov",
        SpeakerKind::Person,
    ),
    ("We are not", QuoteKind::Direct, "decrypts", "Vladimir Sotnikov", "Vladimir Sotnikov", SpeakerKind::Person),
    ("that it wanted", QuoteKind::Mixed, "say", "China", "China", SpeakerKind::Place),
];

fn bare(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric())
}

fn show(a: &Analysis) -> String {
    let speaker = |q: &Quote| q.speaker.map_or("nobody", |id| a.extraction.speakers[id].name.as_str());
    let words = |spans: &[whosaid::text::Span]| spans.iter().map(|s| s.of(&a.text)).collect::<Vec<_>>().join(" … ");
    let quote = |q: &Quote| {
        format!("{:?} {:?}: {} | {} | {}", q.kind, speaker(q), words(&q.content), words(&q.cue), words(&q.source))
    };
    a.extraction.quotes.iter().map(quote).collect::<Vec<_>>().join("\n")
}

fn check(text: &str, format: Format, variant: &str) -> Analysis {
    let a = analyze(text, format);
    let e = &a.extraction;
    for (start, kind, cue, source, name, speaker_kind) in QUOTES {
        let quote = e.quotes.iter().find(|q| bare(q.content[0].of(&a.text)).starts_with(start));
        let quote = quote.unwrap_or_else(|| panic!("{variant}: no quote begins with {start:?} in\n{}", show(&a)));
        assert_eq!(quote.kind, kind, "{variant}: kind of {start:?} in\n{}", show(&a));
        assert_eq!(quote.cue[0].of(&a.text), cue, "{variant}: cue of {start:?}");
        assert!(quote.source[0].of(&a.text).starts_with(source), "{variant}: source of {start:?} in\n{}", show(&a));
        let speaker = &e.speakers[quote.speaker.unwrap_or_else(|| panic!("{variant}: nobody says {start:?}"))];
        assert_eq!(speaker.name, name, "{variant}: speaker of {start:?}");
        assert_eq!(speaker.kind, speaker_kind, "{variant}: kind of {name}");
    }
    let by =
        |start: &str| e.quotes.iter().find(|q| bare(q.content[0].of(&a.text)).starts_with(start)).map(|q| q.resolution);
    assert_eq!(by("Under Ashraf"), Some(Resolution::Pronoun), "{variant}");
    assert_eq!(by("the recognition"), Some(Resolution::Role), "{variant}");

    // The analyst's second quotation has no cue of its own: it is his, as more of the first or as one that goes on.
    let second = e.quotes.iter().find(|q| q.content.iter().any(|c| bare(c.of(&a.text)).starts_with("Yes, we have")));
    let second = second.unwrap_or_else(|| panic!("{variant}: the second quotation is lost in\n{}", show(&a)));
    assert_eq!(second.speaker.map(|id| e.speakers[id].name.as_str()), Some("Vladimir Sotnikov"), "{variant}");
    assert_eq!(second.kind, QuoteKind::Direct, "{variant}");

    for (words, claim) in
        [("been received several times", ClaimType::Event), ("plans to maintain ties", ClaimType::Prediction)]
    {
        let found = e.claims.iter().find(|c| c.span.of(&a.text).contains(words));
        let found = found.unwrap_or_else(|| panic!("{variant}: no claim holds {words:?}"));
        assert!(!found.attributed(), "{variant}: {words:?} is on nobody's word, and yet {:?}", found.support);
        assert!(found.types.iter().any(|(t, _)| *t == claim), "{variant}: {words:?} is {:?}", found.types);
    }
    let heading = a.text.find("Avoid destabilization").expect("the article has its heading");
    assert!(e.claims.iter().all(|c| !c.span.contains(heading)), "{variant}: the heading is no claim");
    assert!(e.boilerplate.iter().all(|l| !l.span.contains(heading)), "{variant}: the heading is no boilerplate");

    let lines: Vec<(&str, BoilerplateKind)> = e
        .boilerplate
        .iter()
        .map(|l| (bare(l.span.of(&a.text)).split(' ').next().unwrap_or_default(), l.kind))
        .collect();
    let expected = [
        ("Trending", BoilerplateKind::RelatedLink),
        ("Leave", BoilerplateKind::CommentForm),
        ("Your", BoilerplateKind::CommentForm),
    ];
    assert_eq!(lines, expected, "{variant}");
    a
}

#[test]
fn the_article_is_read_as_it_stands() {
    let Some(text) = article() else { return };
    check(&text, Format::Plain, "plain");
}

#[test]
fn its_variants_are_read_the_same() {
    let Some(text) = article() else { return };
    check(&text, Format::Markdown, "Markdown");
    check(&text.replace('\n', "\r\n"), Format::Plain, "CRLF");
    check(&text.replace('\n', "\r\n"), Format::Markdown, "Markdown with CRLF");
    check(&text.replace(['“', '”'], "\""), Format::Plain, "straight marks");
    check(&text.replace('’', "'"), Format::Plain, "straight apostrophes");
    check(&format!("\u{feff}{text}"), Format::Plain, "mark of byte order");
    let moved = check(&text.replace('“', "😀“"), Format::Plain, "emoji before every quotation");
    let plain = analyze(&text, Format::Plain);
    let back = |offset: usize| offset - 4 * moved.text[..offset].matches('😀').count();
    let spans = |a: &Analysis| a.extraction.quotes.iter().flat_map(|q| q.content.clone()).collect::<Vec<_>>();
    let shifted: Vec<_> = spans(&moved).iter().map(|s| (back(s.start), back(s.end))).collect();
    let stands: Vec<_> = spans(&plain).iter().map(|s| (s.start, s.end)).collect();
    assert_eq!(shifted, stands, "the marks are at the shifted places");
}

#[test]
fn no_paragraph_is_boilerplate_in_any_order() {
    let Some(text) = article() else { return };
    let mut paragraphs: Vec<&str> = text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).collect();
    paragraphs.truncate(paragraphs.len() - 3);
    for turn in 0..paragraphs.len() {
        paragraphs.rotate_left(1);
        if turn % 2 == 1 {
            paragraphs.reverse();
        }
        let a = analyze(&paragraphs.join("\n\n"), Format::Plain);
        let found: Vec<&str> = a.extraction.boilerplate.iter().map(|l| l.span.of(&a.text)).collect();
        assert!(found.is_empty(), "boilerplate in the article itself: {found:?}");
    }
}
