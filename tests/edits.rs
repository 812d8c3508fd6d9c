//! Whatever was read before, the answer is the one for the text: after any edits, and after readings that were
//! cancelled, an analyzer says what a fresh one does.

mod invariants;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use whosaid::rules::Profile;
use whosaid::settings::Settings;
use whosaid::{Analysis, Analyzer, Format};

const PIECES: &[&str] = &[
    "“We will rebuild it,” said Ann Lee, the minister.",
    "“It will take a year,” she added. “Then they come back.",
    "“Then they come back.”",
    "Critics say the bridge cost 40 million euros.",
    "Rents have risen by 14 percent since 2019.",
    "According to the city, the bridge \"holds\".",
    "The bridge has been closed four times. He said “no.",
    "# A heading",
    "A line of its own",
    "Leave a Reply",
    "Share on Facebook",
    "- an item, he said",
    "> a quotation, says *Jo Ray*",
    "<!-- whosaid-off -->",
    "<!-- whosaid-on -->",
    "<!-- whosaid-ignore unattributed-claim -->",
    "[a link](https://example.org)",
    "```",
    "Q: Why?",
    "Unemployment rose from 6.1 percent to 7.4 percent, up 30 percent.",
    "It happened on Tuesday, March 6, 2024, and some studies show why. Recently the 14 boats were gone.",
    "Twelve boats came. The two boats were late; it is believed to be the wind, reportedly.",
    "“The hull is safe and we will sail in the morning,” said Ann Leigh, 41, of the harbour office.",
    "“The hull is sound and we will sail in the morning,” said Ann Leigh, 42, of the harbour office.",
    "Jo Ray was accused of theft. Critics accused Jo Ray of theft, sources said.",
    "He spoke on condition of anonymity. TK to come [CHECK]. Denied it.",
    "Owls came at night, and owls left. The Northway spokeswoman, Lee, declined to comment.",
    "\n\nA line that stands in the text more than once, word for word.\n\n",
    "\n",
    "\n\n",
    "\r\n",
    "”",
    "\u{1F600} é ",
    "<p>&ldquo;We won,&rdquo; said <b>Ann Lee</b>.</p>\n<p>&ldquo;The bridge holds, said Lee.</p>\n",
    "<h2>What <em>else</em></h2><ul><li>Share this article<li>Fares fell by 12 percent</ul>",
    "<!-- whosaid-off -->",
    "<p>",
    "</p>",
    "<q>",
    "<br>",
];

fn answer(analysis: &Analysis) -> String {
    let Analysis { blocks, parts, extraction, findings, ignored, .. } = analysis;
    format!("{blocks:?}\n{parts:?}\n{extraction:?}\n{findings:?}\n{ignored}")
}

fn fresh(text: &str, format: Format, settings: &Settings) -> String {
    answer(&Analyzer::default().analyze(Arc::from(text), format, settings, &|| false).expect("not cancelled"))
}

/// The settings of one of the profiles. Rules that were silent before have noted nothing yet.
fn settings(profile: usize) -> Settings {
    let profile = [Profile::Quiet, Profile::Default, Profile::Strict][profile % 3];
    Settings { profile, ..Settings::default() }
}

/// Puts the piece in the place of some characters; all are chosen by numbers that any text can take.
fn edit(text: &mut String, at: usize, len: usize, piece: usize) {
    let places: Vec<usize> = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
    let start = at % places.len();
    let end = (start + len).min(places.len() - 1);
    text.replace_range(places[start]..places[end], PIECES[piece % PIECES.len()]);
}

fn format() -> impl Strategy<Value = Format> {
    prop::sample::select(vec![Format::Plain, Format::Markdown, Format::Html])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 220, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_end_where_a_fresh_reading_ends(
        start in prop::collection::vec(0..PIECES.len(), 0..12),
        edits in prop::collection::vec((any::<usize>(), 0usize..60, any::<usize>(), 0usize..8, 0usize..3), 1..12),
        format in format(),
    ) {
        let mut text = start.iter().map(|&p| PIECES[p]).collect::<Vec<_>>().join("\n\n");
        let mut analyzer = Analyzer::default();
        for (at, len, piece, patience, profile) in edits {
            let settings = settings(profile);
            // A reading that gives up after some blocks, and then one of the text as it is after the edit.
            let asked = AtomicUsize::new(0);
            let cancel = || asked.fetch_add(1, Ordering::Relaxed) >= patience;
            let _ = analyzer.analyze(Arc::from(&*text), format, &settings, &cancel);
            edit(&mut text, at, len, piece);
            let got = analyzer.analyze(Arc::from(&*text), format, &settings, &|| false).expect("not cancelled");
            prop_assert_eq!(answer(&got), fresh(&text, format, &settings), "{:?}", text);
            invariants::hold(&got);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    /// A text of so many paragraphs is shared out among threads.
    #[test]
    fn edits_of_a_long_text_end_where_a_fresh_reading_ends(
        start in prop::collection::vec(0..PIECES.len(), 250..400),
        edits in prop::collection::vec((any::<usize>(), 0usize..60, any::<usize>(), 0usize..3), 1..4),
        format in format(),
    ) {
        let mut text = start.iter().map(|&p| PIECES[p]).collect::<Vec<_>>().join("\n\n");
        let mut analyzer = Analyzer::default();
        for (at, len, piece, profile) in edits {
            let settings = settings(profile);
            edit(&mut text, at, len, piece);
            let got = analyzer.analyze(Arc::from(&*text), format, &settings, &|| false).expect("not cancelled");
            prop_assert_eq!(answer(&got), fresh(&text, format, &settings), "{:?}", text);
        }
    }
}

#[test]
fn a_heading_that_loses_its_mark_is_read_again() {
    let rest = "The bridge is closed.\n\n## What else\n\nNobody said why, and it opened again on Monday.\n";
    let mut analyzer = Analyzer::default();
    for title in ["# What else\n\n", "What else\n=========\n\n", " **What else**\n\n", "# What else\n\n"] {
        let text = format!("{title}{rest}");
        let settings = Settings::default();
        let got = analyzer.analyze(Arc::from(&*text), Format::Markdown, &settings, &|| false).expect("not cancelled");
        assert_eq!(answer(&got), fresh(&text, Format::Markdown, &settings), "{text}");
    }
}

#[test]
fn a_paragraph_that_did_not_change_is_not_read_again() {
    let text = |word: &str| (0..50).map(|n| format!("Ann Lee {word} {n} houses.\n\n")).collect::<String>();
    let mut analyzer = Analyzer::default();
    let mut read =
        |text: &str| analyzer.analyze(Arc::from(text), Format::Plain, &Settings::default(), &|| false).unwrap();
    let first = read(&text("built"));
    let edited = text("built").replacen(" 20 houses", " 20 huts", 1).replacen(" 30 houses", " 30 huts", 1);
    let second = read(&edited);
    let kept = first.parts.iter().zip(&second.parts).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
    assert_eq!((first.parts.len(), kept), (50, 48));
    let third = read(&format!("Fires burned all night.\n\n{edited}"));
    let kept = second.parts.iter().zip(&third.parts[1..]).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
    assert_eq!(kept, 50);
}

#[test]
fn what_a_cancelled_reading_found_is_kept() {
    let text: String = (0..700).map(|n| format!("Ann Lee built {n} houses.\n\n")).collect();
    let settings = Settings::default();
    // How often a reading asks whether to go on, where it is told so as often as it may be.
    let asks = |analyzer: &mut Analyzer, most: usize| {
        let asked = AtomicUsize::new(0);
        let cancel = || asked.fetch_add(1, Ordering::Relaxed) >= most;
        let done = analyzer.analyze(Arc::from(&*text), Format::Plain, &settings, &cancel).is_some();
        (done, asked.into_inner())
    };
    let (done, all) = asks(&mut Analyzer::default(), usize::MAX);
    assert!(done && all > 5, "{all}");
    let mut analyzer = Analyzer::default();
    let (done, _) = asks(&mut analyzer, all - 3);
    assert!(!done);
    let (done, rest) = asks(&mut analyzer, usize::MAX);
    assert!(done && rest < all - 2, "{rest} of {all}: what was read before was read again");
}

#[test]
fn a_finding_put_aside_is_found_again_by_its_sentence() {
    use whosaid::settings::ignored;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let open = "Ann Lee called it a “gift and left the room.";
    let read = |text: &str, settings: &Settings| {
        Analyzer::default().analyze(Arc::from(text), Format::Plain, settings, &|| false).unwrap()
    };
    let before = read(open, &Settings::default());
    let finding = &before.findings[0];
    let list = ignored::list_for(&path, Some(folder.path()));
    ignored::add(&list, &path, finding.rule.code, &before.anchor(finding)).unwrap();
    let (settings, _) = whosaid::settings::file::settings(&path, None, None);
    for (text, left) in [
        (open.to_owned(), 0),
        (format!("It rained all day. The roads were closed.\n\n{}", open.replace(" it a ", "  it a ")), 0),
        (open.replace("gift", "present"), 1),
    ] {
        let analysis = read(&text, &settings);
        assert_eq!((analysis.findings.len(), analysis.ignored), (left, 1 - left), "{text}: {:?}", analysis.findings);
    }
}

/// An article with findings of several groups; each edit leaves the sentence of every finding as it is.
const MARKED: &str = "# The mill\n\nThe council met on Monday. Critics say the plan is too dear. It rained.\n\n\
    Rents in the old town have risen by 14 percent since 2019. The mill was reportedly sold in spring.\n\n\
    “We never asked,” said a senior official. Ann Lee called it a “gift and left the room.\n";
const ELSEWHERE: [(&str, &str, &str); 6] = [
    ("a paragraph before", "The council met", "Snow fell on the hills.\n\nThe council met"),
    ("a paragraph behind", "left the room.\n", "left the room.\n\nThe hall was empty at nine.\n"),
    ("a sentence beside it", " It rained.", " It rained. The hall was full. Nobody spoke."),
    ("a word of another sentence", "It rained.", "It snowed."),
    ("a sentence taken away", " It rained.", ""),
    ("a heading before", "# The mill", "# The old mill and the river\n\n## On Monday"),
];

/// What is found in `text`, each by its rule and its sentence.
fn found(text: &str, settings: &Settings) -> Vec<(&'static str, String)> {
    let analysis =
        Analyzer::default().analyze(Arc::from(text), Format::Markdown, settings, &|| false).expect("nobody cancels");
    analysis.findings.iter().map(|f| (f.rule.code, analysis.anchor(f))).collect()
}

#[test]
fn a_finding_put_aside_stays_so_whatever_is_edited_elsewhere() {
    use whosaid::settings::ignored;
    let all = found(MARKED, &Settings::default());
    let rules: Vec<&str> = all.iter().map(|f| f.0).collect();
    for rule in ["weasel-attribution", "unattributed-claim", "hedged-claim", "anonymous-source", "unbalanced-quote"] {
        assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    }
    for one in &all {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        let list = ignored::list_for(&path, Some(folder.path()));
        ignored::add(&list, &path, one.0, &one.1).expect("written");
        let (settings, _) = whosaid::settings::file::settings(&path, None, None);
        for (name, from, to) in ELSEWHERE {
            let edited = MARKED.replacen(from, to, 1);
            assert!(edited != MARKED && found(&edited, &Settings::default()).contains(one), "{name}: {one:?} is gone");
            assert!(!found(&edited, &settings).contains(one), "{name}: {one:?} is back");
            let commented = comment(&edited, one);
            assert!(!found(&commented, &Settings::default()).contains(one), "{name}: {one:?} is back:\n{commented}");
        }
        // Another rule, or another sentence, was not put aside.
        let left = found(MARKED, &settings);
        assert_eq!(left, all.iter().filter(|f| *f != one).cloned().collect::<Vec<_>>(), "{one:?}");
    }
}

/// Puts a comment that ignores the rule of a finding above its paragraph.
fn comment(text: &str, (rule, anchor): &(&str, String)) -> String {
    let at = text.find(anchor.as_str()).unwrap_or_else(|| panic!("{anchor:?} is not in {text:?}"));
    let start = text[..at].rfind("\n\n").map_or(0, |i| i + 2);
    format!("{}<!-- whosaid-ignore {rule} -->\n\n{}", &text[..start], &text[start..])
}
