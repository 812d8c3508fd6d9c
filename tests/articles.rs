//! Articles written for this project, and what a careful reader marks in them.
//!
//! Each is a file `tests/articles/<kind>/<name>.txt`, `.md` or `.html` with `<name>.marks` beside it; the format and the
//! conventions are in `tests/articles/README.md`. `ARTICLE=news/ cargo test --test articles` runs those whose name
//! holds `news/` and prints all that is found in them. `WHOSAID_ACCEPT=1` rewrites the numbers (not the reasons) of
//! `known-disagreements.tsv`.

mod marks;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use whosaid::Format;
use whosaid::analysis::extraction;
use whosaid::extract::{Extraction, Quote, QuoteKind, Scope};
use whosaid::settings::Settings;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")
}

/// The articles, by their name: folder and file, without the ending.
fn articles() -> BTreeMap<String, PathBuf> {
    let mut out = BTreeMap::new();
    let kinds = fs::read_dir(home()).expect("tests/articles").map(|e| e.expect("an entry").path());
    for kind in kinds.filter(|p| p.is_dir()) {
        for file in fs::read_dir(&kind).expect("a folder").map(|e| e.expect("an entry").path()) {
            if file.extension().is_some_and(|e| ["txt", "md", "html"].iter().any(|x| e == *x)) {
                let name = file.with_extension("");
                let name = name.strip_prefix(home()).expect("in its home").to_string_lossy().replace('\\', "/");
                out.insert(name, file);
            }
        }
    }
    out
}

fn format_of(file: &Path) -> Format {
    match file.extension().and_then(|e| e.to_str()) {
        Some("md") => Format::Markdown,
        Some("html") => Format::Html,
        _ => Format::Plain,
    }
}

/// How many disagreements are known, and why: article, number, reason.
fn known() -> BTreeMap<String, (usize, String)> {
    let text = fs::read_to_string(home().join("known-disagreements.tsv")).unwrap_or_default();
    let rows = text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    rows.map(|l| {
        let mut cells = l.splitn(3, '\t');
        let mut cell = || cells.next().unwrap_or_default().trim().to_string();
        let (name, count, reason) = (cell(), cell(), cell());
        assert!(!reason.is_empty(), "known-disagreements.tsv: no reason for {name}");
        (name, (count.parse().expect("a number in known-disagreements.tsv"), reason))
    })
    .collect()
}

#[test]
fn articles_are_marked_as_a_reader_marks_them() {
    let wanted = std::env::var("ARTICLE").unwrap_or_default();
    let mut known = known();
    let mut failures = String::new();
    let mut counts = BTreeMap::new();
    let mut marked = 0;
    for (name, file) in articles() {
        if !name.contains(&wanted) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("an article in UTF-8");
        let marks = fs::read_to_string(file.with_extension("marks")).unwrap_or_else(|e| panic!("{name}.marks: {e}"));
        let expected = marks::read(&marks, &text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let found = marks::found(&whosaid::analyze(&text, format_of(&file)));
        if !wanted.is_empty() {
            println!("== {name}: found ==\n{}", marks::show(&found, &text));
        }
        marked += expected.quotes.len() + expected.speakers.len() + expected.claims.len() + expected.boilerplate.len();
        let wrong = marks::disagreements(&expected, &found, &text);
        let (count, reason) = known.remove(&name).unwrap_or_default();
        let worse = wrong.len() > count;
        if worse || !wanted.is_empty() && !wrong.is_empty() {
            let _ = writeln!(failures, "\n== {name}: {} disagreements, {count} are known ==", wrong.len());
            let _ = writeln!(failures, "{}", wrong.join("\n"));
        } else if wrong.is_empty() && count > 0 {
            let _ = writeln!(failures, "\n== {name} passes now: take it out of known-disagreements.tsv ==");
        } else if wrong.len() < count {
            println!("{name}: {} disagreements, {count} are known: lower its number", wrong.len());
        }
        counts.insert(name, (wrong.len(), reason));
    }
    if wanted.is_empty() {
        let gone: Vec<_> = known.keys().collect();
        assert!(gone.is_empty(), "known-disagreements.tsv names articles that are not there: {gone:?}");
    }
    assert!(marked > 0, "no article holds `{wanted}`");
    println!("{} articles, {marked} marks", counts.len());
    if std::env::var_os("WHOSAID_ACCEPT").is_some() && wanted.is_empty() {
        return accept(&counts);
    }
    assert!(failures.is_empty(), "{failures}\n`-` was marked by hand, `+` was found.");
}

/// Rules alone find nearly all direct speech that rules and models find together, and nothing else.
#[test]
fn direct_speech_is_found_without_models() {
    let (mut all, mut differ) = (0, Vec::new());
    for (name, file) in articles() {
        let text = fs::read_to_string(&file).expect("an article in UTF-8");
        let settings = Settings::default();
        let read = |scope| extraction(&text, format_of(&file), &settings, scope);
        let (everything, direct) = (read(Scope::Everything), read(Scope::Direct));
        assert!(direct.claims.is_empty(), "{name}: {:?}", direct.claims);
        assert!(direct.quotes.iter().all(|q| q.kind == QuoteKind::Direct), "{name}: {:?}", direct.quotes);
        assert_eq!(direct.boilerplate, everything.boilerplate, "{name}");
        let quotes = |e: &Extraction| -> BTreeSet<String> {
            let speaker = |q: &Quote| q.speaker.map_or("nobody", |id| &e.speakers[id].name).to_string();
            let words = |q: &Quote| q.content.iter().map(|c| c.of(&text)).collect::<Vec<_>>().join(" … ");
            let of_speech = e.quotes.iter().filter(|q| q.kind == QuoteKind::Direct);
            of_speech.map(|q| format!("{name}: {} says {}", speaker(q), words(q))).collect()
        };
        let (everything, direct) = (quotes(&everything), quotes(&direct));
        all += everything.len();
        differ.extend(everything.symmetric_difference(&direct).cloned());
    }
    assert!(all > 150, "{all} direct quotations");
    assert!(differ.len() * 12 <= all, "{} of {all} differ:\n{}", differ.len(), differ.join("\n"));
}

fn accept(counts: &BTreeMap<String, (usize, String)>) {
    let mut out =
        String::from("# article, disagreements, why; more of them fail, and so does an article that passes\n");
    for (name, (count, reason)) in counts.iter().filter(|(_, c)| c.0 > 0) {
        let reason = if reason.is_empty() { "not looked at yet" } else { reason };
        let _ = writeln!(out, "{name}\t{count}\t{reason}");
    }
    fs::write(home().join("known-disagreements.tsv"), out).expect("known-disagreements.tsv is written");
}

/// What is printed for a reader can be read again, and a reader's own marks agree with themselves.
#[test]
fn marks_survive_being_shown() {
    for (name, file) in articles() {
        let text = fs::read_to_string(&file).expect("an article in UTF-8");
        let marks = fs::read_to_string(file.with_extension("marks")).unwrap_or_else(|e| panic!("{name}.marks: {e}"));
        let expected = marks::read(&marks, &text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let shown = marks::show(&expected, &text);
        let again = marks::read(&shown, &text).unwrap_or_else(|e| panic!("{name}, shown: {e}\n{shown}"));
        assert_eq!(shown, marks::show(&again, &text), "{name}");
        let mut other = again.clone();
        other.claims.retain(|c| c.verdict != marks::Verdict::Quiet);
        for text in other.quotes.iter_mut().flat_map(|q| q.cue.iter_mut().chain(&mut q.source)) {
            *text = text.replace(['{', '}'], "");
        }
        let wrong = marks::disagreements(&again, &other, &text);
        assert!(wrong.is_empty(), "{name} disagrees with itself:\n{}", wrong.join("\n"));
    }
}

/// The comparison notices every kind of difference.
#[test]
fn a_difference_is_noticed() {
    let text = "“We won,” said Ann Lee. “We paid 5 crowns,” he said.\n\nShare this\n";
    let marks = "direct 1 “We won,”\n  cue said\n  source Ann Lee\n  speaker Ann Lee (named)\nspeaker Ann Lee\n  \
                 kind person\nunattributed 1 We paid 5 crowns\nboilerplate 3 share\n";
    let expected = marks::read(marks, text).expect("marks that can be read");
    let wrong = |found: &str| {
        let found = marks::read(found, text).expect("marks that can be read");
        marks::disagreements(&expected, &found, text).len()
    };
    assert_eq!(wrong(marks), 0);
    for (from, to) in [
        ("We won,”", "We won,” said"),
        ("direct 1", "mixed 1"),
        ("cue said", "cue said Ann"),
        ("source Ann Lee", "source Ann"),
        ("(named)", "(pronoun)"),
        ("kind person", "kind group"),
        ("unattributed 1", "attributed 1"),
        ("share", "other"),
    ] {
        assert_ne!(wrong(&marks.replace(from, to)), 0, "{from} → {to}");
    }
    assert_eq!(wrong(""), 4);
    assert!(marks::read("direct 2 “We won,”\n", text).is_err(), "words on another line");
    assert!(marks::read("direct 1 “We lost,”\n", text).is_err(), "words that are not there");
}
