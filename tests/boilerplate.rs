//! Lines that belong to the page: each line of `tests/boilerplate/*` has the kind expected of it before its first tab,
//! or nothing where it is the article's.

use std::fs;
use std::path::{Path, PathBuf};

use whosaid::extract::{BoilerplateLine, Options};
use whosaid::rules::Profile;
use whosaid::settings::Settings;
use whosaid::{Analysis, Analyzer, Format, analyze};

fn articles() -> Vec<(PathBuf, Format, Vec<String>, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/boilerplate");
    let mut out = Vec::new();
    for entry in fs::read_dir(&folder).expect("the folder stands beside this file") {
        let path = entry.expect("readable").path();
        let format = if path.extension().is_some_and(|e| e == "md") { Format::Markdown } else { Format::Plain };
        let (mut kinds, mut text) = (Vec::new(), String::new());
        for line in fs::read_to_string(&path).expect("readable").lines() {
            let (kind, words) = line.split_once('\t').unwrap_or_else(|| panic!("{path:?}: no tab in {line:?}"));
            kinds.push(kind.to_owned());
            text.push_str(words);
            text.push('\n');
        }
        out.push((path, format, kinds, text));
    }
    assert!(!out.is_empty());
    out
}

fn kind(line: &BoilerplateLine) -> String {
    serde_json::to_value(line.kind).expect("a name").as_str().unwrap_or_default().to_owned()
}

fn read(text: &str, format: Format, profile: Profile) -> Analysis {
    let settings = Settings { profile, ..Settings::default() };
    Analyzer::default().analyze(text.into(), format, &settings, &|| false).expect("nobody cancels")
}

fn found(text: &str, format: Format) -> Vec<(usize, String, String)> {
    found_by(text, format, Profile::Default)
}

fn found_by(text: &str, format: Format, profile: Profile) -> Vec<(usize, String, String)> {
    let analysis = read(text, format, profile);
    let of = |l: &BoilerplateLine| (l.line, kind(l), l.span.of(&analysis.text).to_owned());
    analysis.extraction.boilerplate.iter().map(of).collect()
}

#[test]
fn marked_lines_and_no_others() {
    for (path, format, kinds, text) in articles() {
        let lines: Vec<&str> = text.lines().collect();
        let found = found(&text, format);
        let expected: Vec<(usize, String, String)> = kinds
            .iter()
            .enumerate()
            .filter(|(_, k)| !k.is_empty())
            .map(|(i, k)| (i, k.clone(), lines[i].trim().to_owned()))
            .collect();
        for line in &expected {
            assert!(found.contains(line), "{}: not found: {line:?}\nfound: {found:#?}", path.display());
        }
        for line in &found {
            assert!(expected.contains(line), "{}: no boilerplate: {line:?}", path.display());
        }
    }
}

/// Lines of the article stay the article's where everything is shown.
#[test]
fn strict_marks_more_but_nothing_of_the_article() {
    for (path, format, kinds, text) in articles() {
        let strict = found_by(&text, format, Profile::Strict);
        for line in &strict {
            assert!(!kinds[line.0].is_empty(), "{}: no boilerplate: {line:?}", path.display());
        }
        for line in found(&text, format) {
            assert!(strict.contains(&line), "{}: default has {line:?}, strict has not", path.display());
        }
        let quiet = found_by(&text, format, Profile::Quiet);
        for line in quiet {
            assert!(strict.contains(&line), "{}: quiet has {line:?}, strict has not", path.display());
        }
    }
}

/// The lines that the marks of an article name, from 0.
fn marked(marks: &Path) -> Vec<usize> {
    let text = fs::read_to_string(marks).expect("marks stand beside the article");
    let lines = text.lines().filter_map(|l| l.strip_prefix("boilerplate ")?.split(' ').next()?.parse::<usize>().ok());
    lines.map(|l| l - 1).collect()
}

#[test]
fn articles_hold_no_more_than_their_marks_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut seen = 0;
    for kind in fs::read_dir(folder).expect("readable").flatten().filter(|e| e.path().is_dir()) {
        for file in fs::read_dir(kind.path()).expect("readable").flatten() {
            let path = file.path();
            let format = match path.extension().and_then(|e| e.to_str()) {
                Some("md") => Format::Markdown,
                Some("html") => Format::Html,
                Some("txt") => Format::Plain,
                _ => continue,
            };
            let expected = marked(&path.with_extension("marks"));
            let text = fs::read_to_string(&path).expect("readable");
            for line in found_by(&text, format, Profile::Strict) {
                assert!(expected.contains(&line.0), "{}: no boilerplate: {line:?}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 5, "only {seen} articles");
}

/// A note belongs to the text that points to it, whatever it says.
#[test]
fn notes_are_no_boilerplate() {
    let text = "The mill closed in May, and all of its workers lost their jobs, Ann Lee said.[^1]\n\n\
                [^1]: Read more: The mill closes\n\nShare this article\n";
    assert_eq!(found(text, Format::Markdown).iter().map(|l| l.0).collect::<Vec<_>>(), [4]);
}

#[test]
fn regions_are_the_stretches_of_lines() {
    let text = "Share this article\n\nFacebook\n\nThe mayor spoke for an hour on Monday and left without a word to \
                the press.\n\nRelated stories\n\nFerry line asks for a third boat\n\nLeave a Reply";
    let analysis = analyze(text, Format::Plain);
    let regions = analysis.extraction.boilerplate_regions();
    let lines: Vec<_> = regions.iter().map(|r| (r.lines, r.count)).collect();
    assert_eq!(lines, [((0, 2), 2), ((6, 10), 3)]);
    assert!(regions[1].span.of(text).starts_with("Related") && regions[1].span.of(text).ends_with("Reply"));
}

#[test]
fn line_breaks_do_not_matter() {
    for (path, format, _, text) in articles() {
        let unix: Vec<_> = found(&text, format).into_iter().map(|f| (f.0, f.1)).collect();
        let dos: Vec<_> = found(&text.replace('\n', "\r\n"), format).into_iter().map(|f| (f.0, f.1)).collect();
        assert_eq!(unix, dos, "{}", path.display());
    }
}

/// Silencing one finding by a comment must not silence others.
#[test]
fn comments_do_not_matter() {
    let text = "😀 ---\ntitle: Ferry line to close\nauthor: Staff\n---\n\n# Ferry line to close after ninety years\n\n\
                VELM, 4 March — The last ferry across the Velm estuary will stop running in June, the regional transport \
                board said on Tuesday, ending a service that has carried commuters since 1936.\n\n\
                Read more: [Bridge tolls to rise](https://example.org/tolls)\n\nShare on Facebook\n\n\
                Subscribe to our newsletter\n\nLeave a Reply\n";
    let lines = |text: &str| -> Vec<String> {
        found_by(text, Format::Markdown, Profile::Strict).into_iter().map(|f| f.2).collect()
    };
    let all = lines(text);
    assert!(all.len() > 3, "{all:?}");
    for (at, _) in text.match_indices("\n\n") {
        let mut noted = text.to_owned();
        noted.insert_str(at + 2, "<!-- a note -->\n\n");
        assert_eq!(lines(&noted), all, "{noted}");
    }
}

#[test]
fn the_place_of_a_paragraph_does_not_matter() {
    for (path, format, kinds, text) in articles() {
        if format == Format::Markdown {
            continue;
        }
        let lines: Vec<&str> = text.lines().collect();
        let paragraph = |i: &usize| lines[*i].split_whitespace().count() >= 12 && kinds[*i].is_empty();
        for turn in 1..lines.len() {
            let turned: Vec<&str> = lines[turn..].iter().chain(&lines[..turn]).copied().collect();
            for (line, _, words) in found(&turned.join("\n\n"), format) {
                let at = (line / 2 + turn) % lines.len();
                assert!(!paragraph(&at), "{}, turned by {turn}: {words:?}", path.display());
            }
        }
    }
}

#[test]
fn lines_that_stand_together_are_one_region() {
    let text = "Leave a Reply\n\nYour email address will not be published.\n\nThe mayor spoke for an hour and left.\n\n\
                Share this article";
    let analysis = analyze(text, Format::Plain);
    let regions: Vec<usize> = analysis.extraction.boilerplate.iter().map(|l| l.region).collect();
    assert_eq!(regions, [0, 0, 1]);
    let reason = &analysis.extraction.boilerplate[0].reason;
    assert_eq!(reason, "A comment form: “Leave a Reply”.");
}

#[test]
fn words_of_furniture_inside_sentences_are_the_articles() {
    for text in [
        "“Leave a reply,” she wrote on the card.",
        "Read more books, the minister told the class.",
        "Share prices fell by a tenth on Monday.",
        "Sign up for our newsletter was all the machine would print, he said, and then it printed it again and again.",
        "Home Depot opened a shop in the old station.",
        "Related questions were put to the council, which did not answer them.",
        "He had photos by the window and a print in the hall.",
    ] {
        assert_eq!(found(text, Format::Plain), [], "{text}");
    }
}

#[test]
fn phrases_of_the_user_count() {
    let settings = Settings {
        extraction: Options { boilerplate_phrases: vec!["Norwick Post exclusive".to_owned()], ..Options::default() },
        ..Settings::default()
    };
    let text = "A Norwick Post Exclusive\n\nThe bridge will close in May, the port authority said.\n";
    let analysis =
        Analyzer::default().analyze(text.into(), Format::Plain, &settings, &|| false).expect("nobody cancels");
    let lines = &analysis.extraction.boilerplate;
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].line, kind(&lines[0]).as_str()), (0, "other"));
    assert!(lines[0].reason.contains("Norwick Post exclusive"), "{}", lines[0].reason);
}

/// The place in the document makes no line furniture: of an article in whatever order, nothing is marked.
#[test]
fn paragraphs_in_any_order_are_the_articles() {
    const FURNITURE: [&str; 3] = [
        "Read more: Tram line to the harbour opens in May",
        "Leave a Reply",
        "Your email address will not be published.",
    ];
    let article: Vec<&str> =
        include_str!("articles/news/tram-budget.txt").lines().filter(|line| !line.trim().is_empty()).collect();
    assert!(article.len() > 5);
    for profile in [Profile::Default, Profile::Strict] {
        for turn in 0..article.len() {
            let turned: Vec<&str> = article[turn..].iter().chain(&article[..turn]).copied().collect();
            assert_eq!(found_by(&turned.join("\n\n"), Format::Plain, profile), [], "{profile:?}, turned by {turn}");
        }
        let whole = [&article[..], &FURNITURE].concat().join("\n\n");
        let lines: Vec<usize> = found_by(&whole, Format::Plain, profile).into_iter().map(|f| f.0).collect();
        let furniture = (article.len()..article.len() + FURNITURE.len()).map(|n| 2 * n);
        assert_eq!(lines, furniture.collect::<Vec<_>>(), "{profile:?}");
    }
}
