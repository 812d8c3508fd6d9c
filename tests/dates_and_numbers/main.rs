//! What the rules of dates, numbers and unfinished text say and do, beyond the examples of their pages.

mod intervals;
mod numbers;
mod unfinished;

use std::sync::Arc;

use whosaid::rules::{Finding, Profile};
use whosaid::settings::Settings;
use whosaid::{Analyzer, Format};

fn only(text: &str, format: Format, code: &str) -> Vec<Finding> {
    let settings = Settings { profile: Profile::Strict, ..Settings::default() }.only(&[code]);
    let analysis = Analyzer::default().analyze(Arc::from(text), format, &settings, &|| false);
    analysis.expect("nobody cancels").findings
}

/// What a rule says of a text, one message a finding.
fn messages(text: &str, code: &str) -> Vec<String> {
    only(text, Format::Markdown, code).into_iter().map(|f| f.message).collect()
}

#[track_caller]
fn silent(code: &str, texts: &[&str]) {
    for text in texts {
        assert_eq!(messages(text, code), [""; 0], "{text}");
    }
}

/// The text after the first fix of its one finding.
#[track_caller]
fn mended(text: &str, code: &str) -> String {
    let findings = only(text, Format::Markdown, code);
    assert_eq!(findings.len(), 1, "{text}: {findings:?}");
    let mut out = text.to_owned();
    for edit in findings[0].fixes[0].edits.iter().rev() {
        out.replace_range(edit.span.range(), &edit.text);
    }
    out
}

const TUESDAY: &str = "---\ndate: 2024-03-05\n---\n\n";

#[test]
fn a_weekday_is_told_from_the_date_of_the_article() {
    for (text, day) in [
        ("The mayor resigned on Monday.", "This Monday is 4 March 2024"),
        ("The mayor resigned on Tuesday.", "This Tuesday is 5 March 2024"),
        ("The mayor resigned on Wednesday.", "This Wednesday is 28 February 2024"),
        ("The council will vote on Wednesday.", "This Wednesday is 6 March 2024"),
        ("Ann Lee said on Monday that she will resign.", "This Monday is 4 March 2024"),
        ("On Friday, the council will vote.", "Which Friday?"),
    ] {
        let found = messages(&format!("{TUESDAY}{text}"), "undated-weekday");
        assert!(found.len() == 1 && found[0].starts_with(day), "{text}: {found:?}");
    }
    for date in [
        "---\ndate: 2024-03-05T10:00:00Z\n---\n\n",
        "---\ntitle: A\npublished: \"March 5, 2024\"\n---\n\n",
        "+++\ndate = 2024-03-05\n+++\n\n",
        "KABUL, March 5, 2024 (Reuters) - ",
        "Tuesday 5 March 2024\n\n",
        "Published 5 March 2024, 10:30\n\n",
    ] {
        let found = messages(&format!("{date}The mayor resigned on Monday."), "undated-weekday");
        let day = ["This Monday is 4 March 2024", "This Monday is March 4, 2024"];
        assert!(found.len() == 1 && day.iter().any(|d| found[0].starts_with(d)), "{date}: {found:?}");
    }
}

#[test]
fn any_weekday_needs_no_date() {
    silent(
        "undated-weekday",
        &[
            "The market is open Monday to Friday and on Sunday mornings.",
            "She reads the Sunday Times on Good Friday.",
            "It was a Monday when the mill burned.",
            "On Monday, March 4, the mill burned.",
        ],
    );
}

#[test]
fn relative_dates_are_told_from_the_date_of_the_article() {
    for (words, told) in [
        ("yesterday", "4 March 2024"),
        ("the day before yesterday", "3 March 2024"),
        ("tomorrow", "6 March 2024"),
        ("last week", "the week of 26 February 2024"),
        ("last month", "February 2024"),
        ("next year", "2025"),
        ("ten days ago", "24 February 2024"),
        ("five years ago", "2019"),
    ] {
        let text = format!("{TUESDAY}The mill closed {words}.");
        let found = messages(&text, "relative-date");
        assert_eq!(found, [format!("“{words}” means {told}, counted from the article's date. Give the date.")]);
        assert!(mended(&text, "relative-date").ends_with(&format!("{words} ({told}).")), "{words}");
    }
    assert_eq!(mended("The mill closed yesterday.", "relative-date"), "The mill closed yesterday (TK).");
    silent(
        "relative-date",
        &[
            "The mill closed **yesterday** (4 March 2024).",
            "The mill closed yesterday [Monday, March 4].",
            "The mill closed last month (in February 2024) and last year (2023).",
        ],
    );
    assert_eq!(messages("The mill closed last year (with 14 others) (in 2024 boats).", "relative-date").len(), 1);
}

#[test]
fn weekdays_are_counted() {
    assert_eq!(
        messages("The vote is on Tuesday, 5 March 2023.", "weekday-date-mismatch"),
        ["5 March 2023 is a Sunday, not a Tuesday. Check which of the two is wrong."]
    );
    assert_eq!(
        mended("The vote is on Tuesday, March 5, 2023.", "weekday-date-mismatch"),
        "The vote is on Sunday, March 5, 2023."
    );
    silent(
        "weekday-date-mismatch",
        &[
            "It was Thursday, February 29, 2024, and Monday, 1 January 1900.",
            "From Friday to Monday, 2 March 2024, the road is closed.",
            "The fair runs Saturday, March 2-3, 2024.",
            "It is held on Sunday 5 to Tuesday 7 March 2023.",
            "---\ndate: 2024-03-05\n---\n\nIn 2012 the vote was on Tuesday, November 6.",
            "---\ndate: 2024-01-05\n---\n\nThe mill burned on Saturday, December 30.",
        ],
    );
}

#[test]
fn a_day_that_is_told_in_full_gives_the_year() {
    let strike = "The strike, on Friday 11 December 2026, is the fourth.";
    assert_eq!(
        messages(&format!("{strike}\n\nIt ends on Tuesday, 14 December."), "weekday-date-mismatch"),
        ["14 December 2026 is a Monday, not a Tuesday. Check which of the two is wrong."]
    );
    silent(
        "weekday-date-mismatch",
        &[
            &format!("{strike}\n\nThe first was on Friday 10 April."),
            &format!("{strike}\n\nIt ends on Monday, 14 December."),
            &format!("{strike}\n\nIt ends on Monday, December 1..."),
            &format!("{strike}\n\nThe last was on Friday 12 December 2025.\n\nIt ends on Tuesday, 14 December."),
        ],
    );
}

#[test]
fn a_year_of_something_past_is_no_plan() {
    for text in [
        "The film will be based on a novel published in May 2019.",
        "She will be remembered for her 1999 album.",
        "Ministers will review the 2019 act.",
        "He will appeal against his 2022 conviction.",
        "She will defend the title she won in 2022.",
        "The cap will return to 2020 levels.",
        "The inquiry will look at events in 2020.",
        "Prices will be told in 2019 dollars.",
        "The club will sell the stand built in 1999.",
    ] {
        silent("stale-status", &[&format!("{TUESDAY}{text}")]);
    }
    silent("stale-status", &[&format!("{TUESDAY}As of January 2022, landlords must register.")]);
    for text in [
        "The bridge will be opened in 2023.",
        "The club plans to sell the stand by the end of 2022.",
        "The road is due to reopen on May 12, 2023.",
        "The road will reopen late in 2023.",
        "The hall will be fully repaired by May 2023.",
    ] {
        assert_eq!(messages(&format!("{TUESDAY}{text}"), "stale-status").len(), 1, "{text}");
    }
}

#[test]
fn the_name_of_a_day_keeps_its_weekday() {
    silent("weekday-date-mismatch", &["Sheffield Wednesday (5 March 2024) won.", "The Mail on Sunday, 4 March 2024."]);
    assert_eq!(
        mended("On Black Friday, November 28, 2024, shops opened early.", "weekday-date-mismatch"),
        "On Black Friday, November 29, 2024, shops opened early."
    );
    assert_eq!(only("Monday's vote was close.", Format::Plain, "undated-weekday")[0].fixes.len(), 0);
}

#[test]
fn no_text_makes_a_rule_panic() {
    for text in [
        "from to from 1 to 2 3 4 %",
        "from 0 to 0, up 0 percent",
        "1e999 99999999999999999999999999 of 0, or 5 percent",
        "Monday, 31 February 2024, and 2024-99-99",
        "[^](), [][], [^a]: [^a], {{who",
        "TKé TK\u{301} ⟦TK⟧",
        "---\ndate: 9999-12-31\n---\n\nIt will open tomorrow, next week, next year, 99 decades ago.",
        "---\ndate: 0001-01-01\n---\n\nYesterday, on Monday, last year.",
    ] {
        for format in [Format::Plain, Format::Markdown] {
            for rule in whosaid::rules::RULES {
                let _ = only(text, format, rule.code);
            }
        }
    }
}
