//! The examples of every rule's page, and what holds for all rules.

use std::fmt::Write;
use std::sync::Arc;

use whosaid::rules::{Example, Finding, Fix, Level, Profile, RULES, Rule};
use whosaid::settings::Settings;
use whosaid::{Analysis, Analyzer, Format};

fn analyze(text: &str, format: Format, settings: &Settings) -> Analysis {
    Analyzer::default().analyze(Arc::from(text), format, settings, &|| false).expect("nobody cancels")
}

/// The text with the places of `rule` between ⟦ and ⟧.
fn marked(text: &str, format: Format, rule: &Rule) -> String {
    let analysis = analyze(text, format, &Settings::default().only(&[rule.code]));
    let mut marks: Vec<(usize, char)> = Vec::new();
    for finding in &analysis.findings {
        marks.push((finding.span.end(), '⟧'));
        marks.push((finding.span.start(), '⟦'));
    }
    marks.sort_by_key(|m| m.0);
    let (mut out, mut last) = (String::new(), 0);
    for (at, mark) in marks {
        out.push_str(&text[last..at]);
        out.push(mark);
        last = at;
    }
    out + &text[last..]
}

fn failures(examples: &[Example], rule: &Rule, out: &mut String) {
    for example in examples {
        let text = example.text.replace(['⟦', '⟧'], "");
        let got = marked(&text, example.format, rule);
        if got != example.text {
            let _ = writeln!(
                out,
                "{} ({:?})\n  wanted: {:?}\n  got:    {:?}",
                rule.code, example.format, example.text, got
            );
        }
    }
}

#[test]
fn every_example_is_as_its_page_says() {
    let mut out = String::new();
    for rule in RULES {
        assert!(rule.bad.len() >= 3 && rule.good.len() >= 3, "{} needs three examples of each", rule.code);
        assert!(rule.bad.iter().all(|e| e.text.contains('⟦')), "{}: a bad example marks nothing", rule.code);
        assert!(rule.good.iter().all(|e| !e.text.contains('⟦')), "{}: a good example marks something", rule.code);
        failures(rule.bad, rule, &mut out);
        failures(rule.good, rule, &mut out);
    }
    assert!(out.is_empty(), "\n{out}");
}

#[test]
fn declarations_are_sound() {
    for (i, rule) in RULES.iter().enumerate() {
        assert!(RULES[..i].iter().all(|r| r.code != rule.code), "{} twice", rule.code);
        assert!(rule.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.code);
        assert!(rule.title.ends_with('.') && rule.title.len() < 80, "{}: {}", rule.code, rule.title);
        assert!(rule.explanation.len() > 200 && !rule.practice.is_empty(), "{} is not explained", rule.code);
        assert!(rule.href().ends_with(&format!("/docs/rules/{}.md", rule.code)), "{}", rule.href());
    }
}

#[test]
fn messages_are_short_sentences() {
    for rule in RULES {
        for example in rule.bad {
            let text = example.text.replace(['⟦', '⟧'], "");
            for f in analyze(&text, example.format, &Settings::default().only(&[rule.code])).findings {
                let words = f.message.split_whitespace().count();
                assert!(f.message.ends_with(['.', '?']) && words <= 45, "{}: {}", rule.code, f.message);
                assert!(f.evidence.iter().all(|e| !e.span.of(&text).is_empty()), "{}: {:?}", rule.code, f.evidence);
            }
        }
    }
}

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
    analyze(text, format, &Settings::default().only(&[code])).findings
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
        let marked = fix.edits[0].placeholder.map(|p| p.of(&fix.edits[0].text));
        assert!(marked.is_none_or(|marked| marked == "TK"), "{fixed:?}");
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

/// The marks of code and of templates are syntax; what stands behind them is text again.
#[test]
fn marks_of_code_and_tags_are_no_quotations() {
    const CURLY: &str = "“One,” said Ann Lee. “Two,” she said. ";
    for (text, count) in [
        ("`a(\"b\")`", 0),
        ("{% ref \"b\" %}", 0),
        ("{{ \"b\" }} {{ c }}", 0),
        ("{% a %} {{ \"b\"", 0),
        ("`a` \"Three,\" she said.", 1),
        ("{% a %} {{ b }} `c` {{ d }} \"Three,\" she said.", 1),
        ("{{ a %} \"b\" }} \"Three,\" she said. `\"c\"`", 1),
        ("``Three,'' she said.", 1),
    ] {
        let text = format!("{CURLY}{text}");
        let findings = only(&text, Format::Markdown, "mixed-quote-marks");
        assert_eq!(findings.len(), count, "{text}: {findings:?}");
        assert!(findings.iter().all(|f| f.span.of(&text).contains("Three")), "{text}: {findings:?}");
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

#[test]
fn quotations_are_left_alone() {
    let text = "“Rents rose by 14 percent, critics say, and a senior official said they will double,” said Ann Lee, the mayor.";
    let settings = Settings { profile: Profile::Strict, ..Settings::default() };
    let findings = analyze(text, Format::Plain, &settings).findings;
    assert!(findings.is_empty(), "{findings:?}");
}

/// What the writer saw is marked for a fact-checking desk only.
#[test]
fn first_hand_narration_is_marked_in_the_strict_profile() {
    let text = "I counted 900 lorries on the bridge on Monday.";
    for (profile, wanted) in [(Profile::Default, 0), (Profile::Strict, 1)] {
        let settings = Settings { profile, ..Settings::default().only(&["unattributed-claim"]) };
        assert_eq!(analyze(text, Format::Plain, &settings).findings.len(), wanted, "{profile:?}");
    }
}

#[test]
fn levels_override_profile_and_severity() {
    let text = "“We will rebuild it. It rained.";
    for (level, severity) in [
        (None, Some("warning")),
        (Some(Level::Off), None),
        (Some(Level::On), Some("warning")),
        (Some(Level::Hint), Some("hint")),
        (Some(Level::Error), Some("error")),
    ] {
        let mut settings = Settings { profile: Profile::Quiet, ..Settings::default() };
        settings.rules.extend(level.map(|l| ("unbalanced-quote".to_owned(), l)));
        let findings = analyze(text, Format::Plain, &settings).findings;
        assert_eq!(findings.first().map(|f| f.severity.name()), severity, "{level:?}");
    }
}

const OPEN: &str = "Ann Lee called it a “gift and left the room.";

#[test]
fn comments_switch_rules() {
    let silent = |text: &str| {
        let findings = only(text, Format::Markdown, "unbalanced-quote");
        findings.iter().map(|f| text[..f.span.start()].matches('\n').count()).collect::<Vec<_>>()
    };
    for (text, lines) in [
        (OPEN.to_owned(), vec![0]),
        (format!("<!-- whosaid-ignore unbalanced-quote -->\n\n{OPEN}\n\n{OPEN}\n"), vec![4]),
        (format!("<!-- whosaid-ignore unbalanced-quote -->\n{OPEN}\n\n{OPEN}\n"), vec![3]),
        (format!("<!-- whosaid-ignore -->\n\n{OPEN}\n\n{OPEN}\n"), vec![4]),
        (format!("<!-- whosaid-ignore boilerplate-line -->\n\n{OPEN}\n"), vec![2]),
        (
            format!("<!-- whosaid-ignore boilerplate-line -->\n\n<!-- whosaid-ignore unbalanced-quote -->\n\n{OPEN}\n"),
            vec![],
        ),
        (format!("{OPEN} <!-- whosaid-ignore unbalanced-quote -- she did say so -->\n\n{OPEN}\n"), vec![2]),
        (format!("<!-- whosaid-off -->\n\n{OPEN}\n\n<!-- whosaid-on -->\n\n{OPEN}\n"), vec![6]),
        (
            format!(
                "<!-- whosaid-off unbalanced-quote -->\n\n{OPEN}\n\n<!-- whosaid-on boilerplate-line -->\n\n{OPEN}\n"
            ),
            vec![],
        ),
        (format!("{OPEN}\n\n<!-- whosaid-ignore-file unbalanced-quote -->\n"), vec![]),
        (format!("`<!-- whosaid-ignore-file -->`\n\n{OPEN}\n"), vec![2]),
        (format!("```\n<!-- whosaid-ignore-file -->\n```\n\n{OPEN}\n"), vec![4]),
        (format!("<!-- whosaid-ignore unbalanced -->\n\n{OPEN}\n"), vec![2]),
        (format!("- <!-- whosaid-ignore -->{OPEN}\n- {OPEN}\n"), vec![1]),
        (format!("<!-- whosaid-ignore-file -->\r\r{OPEN}\r"), vec![]),
        (format!("<!-- whosaid-ignore -->\r\r{OPEN}\r\r{OPEN}\r"), vec![0]),
    ] {
        assert_eq!(silent(&text), lines, "{text}");
    }
    // A finding on a whole line begins before the words of its block.
    const IGNORE: &str = "<!-- whosaid-ignore boilerplate-line -->";
    for (text, count) in [
        ("> ADVERTISEMENT\n".to_owned(), 1),
        (format!("> {IGNORE}\n> ADVERTISEMENT\n"), 0),
        (format!("> > {IGNORE}\n> > ADVERTISEMENT\n"), 0),
        (format!("> - {IGNORE}\n>   ADVERTISEMENT\n"), 0),
        (format!("> {IGNORE}\n> ADVERTISEMENT\n\nAnn Lee left.\n\n> ADVERTISEMENT\n"), 1),
    ] {
        assert_eq!(only(&text, Format::Markdown, "boilerplate-line").len(), count, "{text}");
    }
    let plain = only(&format!("<!-- whosaid-ignore-file -->\n\n{OPEN}"), Format::Plain, "unbalanced-quote");
    assert_eq!(plain.len(), 1, "plain text has no comments");
}
