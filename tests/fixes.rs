//! What fixes do to a text.

use std::sync::Arc;

use whosaid::rules::{Finding, Fix};
use whosaid::settings::Settings;
use whosaid::{Analyzer, Format};

/// The text after a fix.
fn apply(text: &str, fix: &Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|e| e.span);
    assert!(edits.windows(2).all(|w| w[0].span.end() <= w[1].span.start()), "the edits overlap: {edits:?}");
    let mut out = text.to_owned();
    for edit in edits.iter().rev() {
        if let Some(placeholder) = edit.placeholder {
            assert_eq!(placeholder.of(&edit.text), "TK");
        }
        out.replace_range(edit.span.range(), &edit.text);
    }
    out
}

fn only(text: &str, format: Format, code: &str) -> Vec<Finding> {
    let settings = Settings::default().only(&[code]);
    Analyzer::default().analyze(Arc::from(text), format, &settings, &|| false).expect("nobody cancels").findings
}

#[test]
fn fixes_put_things_where_they_belong() {
    let (plain, markdown) = (Format::Plain, Format::Markdown);
    for (code, format, text, n, wanted) in [
        (
            "mixed-quote-marks",
            plain,
            "« We were never asked », said Ann Lee. « Not once. » „It was too late“, said John Berg.",
            0,
            "« We were never asked », said Ann Lee. « Not once. » « It was too late », said John Berg.",
        ),
        (
            "unattributed-claim",
            plain,
            "Rents rose by 14 percent in the old town.",
            0,
            "Rents rose by 14 percent in the old town, according to TK.",
        ),
        (
            "unattributed-claim",
            plain,
            "Rents rose by 14 percent in the “old town.”",
            0,
            "Rents rose by 14 percent in the “old town,” according to TK.",
        ),
        (
            "unattributed-claim",
            plain,
            "Rents rose by 14 percent in the U.S.",
            0,
            "Rents rose by 14 percent in the U.S., according to TK.",
        ),
        (
            "unattributed-claim",
            plain,
            "Rents rose by 14 percent in Washington, D.C. The mayor left.",
            0,
            "Rents rose by 14 percent in Washington, D.C., according to TK. The mayor left.",
        ),
        (
            "unattributed-claim",
            plain,
            "Rents rose by 14 percent in the old town:",
            0,
            "Rents rose by 14 percent in the old town, according to TK:",
        ),
        (
            "unattributed-claim",
            plain,
            "Rents rose by 14 percent (in the old town).",
            0,
            "Rents rose by 14 percent (in the old town), according to TK.",
        ),
        (
            "unattributed-claim",
            markdown,
            "Rents rose by 14 percent in **the old town.**",
            0,
            "Rents rose by 14 percent in **the old town, according to TK.**",
        ),
        ("unbalanced-quote", plain, "“We will rebuild it, said Ann Lee.", 0, "“We will rebuild it,” said Ann Lee."),
        ("unbalanced-quote", plain, "“We will rebuild it, Ann Lee said.", 0, "“We will rebuild it,” Ann Lee said."),
        ("unbalanced-quote", plain, "“We will rebuild it. Ann Lee nodded.", 0, "“We will rebuild it.” Ann Lee nodded."),
        ("unbalanced-quote", plain, "“We will rebuild it. Ann Lee nodded.", 1, "“We will rebuild it. Ann Lee nodded.”"),
        (
            "unbalanced-quote",
            plain,
            "It rained. We will rebuild it,” said Ann Lee.",
            0,
            "It rained. “We will rebuild it,” said Ann Lee.",
        ),
        (
            "unbalanced-quote",
            plain,
            "The song “Harbour (“Low Tide”) came in May.",
            0,
            "The song “Harbour” (“Low Tide”) came in May.",
        ),
        ("unbalanced-quote", plain, "The size (say “12/14) is on it", 0, "The size (say “12/14”) is on it"),
        ("unbalanced-quote", plain, "„Wir bauen es wieder auf.", 0, "„Wir bauen es wieder auf.“"),
        ("unbalanced-quote", markdown, "“We will **rebuild it.**", 0, "“We will **rebuild it.”**"),
        ("loaded-verb", plain, "Ann Lee claims that it was safe.", 0, "Ann Lee says that it was safe."),
        ("loaded-verb", plain, "“It was safe,” boasted Ann Lee.", 0, "“It was safe,” said Ann Lee."),
        ("translated-verb", plain, "“It is safe,” decrypts Ann Lee.", 0, "“It is safe,” says Ann Lee."),
        ("translated-verb", plain, "“It is safe,” decrypts Ann Lee.", 1, "“It is safe,” explains Ann Lee."),
        ("translated-verb", markdown, "“It is **safe**,” *assured* Ann Lee.", 0, "“It is **safe**,” *said* Ann Lee."),
        (
            "ambiguous-speaker",
            plain,
            "The council met with John Berg and with Peter Ray.\n\nHe said the bridge was too low.",
            1,
            "The council met with John Berg and with Peter Ray.\n\nPeter Ray said the bridge was too low.",
        ),
        (
            "speaker-not-introduced",
            plain,
            "Kabulov said it was safe.\n\n“We stay,” said Zamir Kabulov.",
            0,
            "Zamir Kabulov said it was safe.\n\n“We stay,” said Zamir Kabulov.",
        ),
        (
            "name-variant",
            plain,
            "“It is safe,” said Zamir Kabulov. Kabulov will stay. Kaboulov met the press. Zamir Kaboulov’s car left. Kabulov slept.",
            0,
            "“It is safe,” said Zamir Kabulov. Kabulov will stay. Kabulov met the press. Zamir Kabulov’s car left. Kabulov slept.",
        ),
        (
            "agentless-attribution",
            plain,
            "The driver is believed to have left.",
            0,
            "The driver is believed by TK to have left.",
        ),
        (
            "anonymity-unexplained",
            plain,
            "“It is over,” said an aide who asked not to be named.",
            0,
            "“It is over,” said an aide who asked not to be named because TK.",
        ),
        ("vague-frequency", plain, "In recent years, rents rose.", 0, "Since TK, rents rose."),
        ("vague-frequency", plain, "It was closed several times.", 0, "It was closed TK times."),
        ("vague-frequency", plain, "Several times it was closed.", 0, "TK times it was closed."),
        ("speaker-without-role", plain, "“It is safe,” Ann Lee said.", 0, "“It is safe,” Ann Lee, TK, said."),
        ("speaker-without-role", plain, "“It is safe,” said Ann Lee.", 0, "“It is safe,” said Ann Lee, TK."),
        ("unbalanced-quote", plain, "“It is safe,“ said Ann Lee.", 0, "“It is safe,” said Ann Lee."),
        ("unbalanced-quote", plain, "“I said “no” twice,” Ann Lee said.", 0, "“I said ‘no’ twice,” Ann Lee said."),
        ("unbalanced-quote", plain, "’It is safe,” said Ann Lee.", 0, "“It is safe,” said Ann Lee."),
        (
            "two-speakers-one-paragraph",
            plain,
            "“We were never asked by you,” said Ann Lee. “You had a year to tell us,” John Berg replied.",
            0,
            "“We were never asked by you,” said Ann Lee.\n\n“You had a year to tell us,” John Berg replied.",
        ),
    ] {
        let findings = only(text, format, code);
        assert_eq!(findings.len(), 1, "{code}: {text}");
        let fix = findings[0].fixes.get(n).unwrap_or_else(|| panic!("{code} has no fix {n}: {text}"));
        assert_eq!(apply(text, fix), wanted, "{}", fix.title);
        assert!(!fix.safe);
    }
}

#[test]
fn no_paragraph_begins_inside_an_emphasis() {
    let text = "*“We were never asked by you,” said Ann Lee. “You had a year to tell us,” John Berg replied.*";
    let findings = only(text, Format::Markdown, "two-speakers-one-paragraph");
    assert_eq!(findings.len(), 1);
    assert!(findings[0].fixes.is_empty(), "{:?}", findings[0].fixes);
    // Nor where one begins already.
    let text = "   “We were never asked by you,” said Ann Lee, and “You had a year to tell us,” John Berg replied.";
    let findings = only(text, Format::Plain, "two-speakers-one-paragraph");
    assert_eq!(findings.len(), 1);
    assert!(findings[0].fixes.is_empty(), "{:?}", findings[0].fixes);
}

#[test]
fn fixes_end_lines_as_the_document_does() {
    let speech = "“We were never asked by you,” said Ann Lee. “You had a year to tell us,” John Berg replied.";
    for (code, format, text, wanted) in [
        ("two-speakers-one-paragraph", Format::Plain, format!("Hull\r\n\r\n{speech}\r\n"), "Lee.\r\n\r\n“You"),
        (
            "two-speakers-one-paragraph",
            Format::Html,
            format!("<p>Hull</p>\r\n<p>{speech}</p>\r\n"),
            "Lee.</p>\r\n<p>“You",
        ),
        ("undefined-footnote", Format::Markdown, "It rained.[^x]\r\n".to_owned(), "[^x]\r\n\r\n[^x]: TK\r\n"),
    ] {
        let findings = only(&text, format, code);
        let fix = findings.first().and_then(|f| f.fixes.first()).unwrap_or_else(|| panic!("{code} has no fix: {text}"));
        let fixed = apply(&text, fix);
        assert!(fixed.contains(wanted), "{fixed:?}");
    }
}

#[test]
fn quotation_marks_are_made_alike_everywhere_at_once() {
    let text = "“One,” said Ann Lee. \"Two,\" she said. “Three,” she said. \"Four,\" she said. “Five,” she said.";
    let findings = only(text, Format::Plain, "mixed-quote-marks");
    assert_eq!(findings.len(), 1);
    let fix = &findings[0].fixes[0];
    assert!(fix.safe);
    let fixed = apply(text, fix);
    assert_eq!(fixed.matches(['“', '”']).count(), 10, "{fixed}");
    assert!(only(&fixed, Format::Plain, "mixed-quote-marks").is_empty());
    // What markup writes otherwise, or would nest, is left to the writer.
    for text in ["“One,” said Ann Lee. “Two.” \\\"Three,\\\" she said.", "“One.” “Two.” \"He said “no”,\" she said."]
    {
        assert!(only(text, Format::Markdown, "mixed-quote-marks").iter().all(|f| f.fixes.is_empty()), "{text}");
    }
}

#[test]
fn deleting_boilerplate_leaves_no_gap() {
    let a = "The library will close in June, and its books go to the school.";
    let (reply, mail) = ("Leave a Reply", "Your email address will not be published.");
    for (text, line, region) in [
        (format!("{a}\n\n{reply}\n\n{mail}"), format!("{a}\n\n{mail}"), a.to_owned()),
        (format!("{a}\n\n{reply}\n\n{mail}\n"), format!("{a}\n\n{mail}\n"), format!("{a}\n")),
        (format!("{a}\r\n\r\n{reply}\r\n{mail}\r\n\r\n"), format!("{a}\r\n\r\n{mail}\r\n\r\n"), format!("{a}\r\n")),
        (format!("{reply}\n{mail}\n\n{a}\n"), format!("{mail}\n\n{a}\n"), format!("{a}\n")),
        (format!("{a}\n\n{reply}\n{mail}\n\n{a}\n"), format!("{a}\n\n{mail}\n\n{a}\n"), format!("{a}\n\n{a}\n")),
        (format!("{reply}\n\n{mail}"), mail.to_owned(), String::new()),
    ] {
        let findings = only(&text, Format::Plain, "boilerplate-line");
        assert_eq!(findings.len(), 2, "{text:?}");
        assert_eq!(apply(&text, &findings[0].fixes[0]), line, "{text:?}");
        assert_eq!(apply(&text, &findings[0].fixes[1]), region, "{text:?}");
    }
}
