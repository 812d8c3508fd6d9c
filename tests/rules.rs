//! The examples of every rule's page, and what holds for all rules.

use std::fmt::Write;
use std::sync::Arc;

use whosaid::rules::{Example, Finding, Level, Profile, RULES, Rule};
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

fn only(text: &str, format: Format, code: &str) -> Vec<Finding> {
    analyze(text, format, &Settings::default().only(&[code])).findings
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
