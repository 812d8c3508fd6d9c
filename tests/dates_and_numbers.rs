//! What the rules of dates, numbers and unfinished text say and do, beyond the examples of their pages.

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
fn sums_are_done() {
    for (text, message) in [
        ("It rose from 40 to 50, up 10 percent.", "From 40 to 50 is up 25 percent, not 10. Check the numbers."),
        (
            "Profit fell 30% to $3.2 million from $4.0 million.",
            "From 4.0 million to 3.2 million is down 20 percent, not 30. Check the numbers.",
        ),
        ("Just 12 of 40 members (25 percent) came.", "12 of 40 is 30 percent, not 25. Check the numbers."),
        (
            "The number of jobs tripled from 200 to 300.",
            "From 200 to 300 is 1.5 times as much: not tripled. Check the numbers.",
        ),
        (
            "Turnout rose from 40 percent to 45 percent, or 12 percentage points.",
            "From 40 to 45 is up 5 percentage points, not 12. Check the numbers.",
        ),
    ] {
        assert_eq!(messages(text, "percent-arithmetic"), [message], "{text}");
    }
    silent(
        "percent-arithmetic",
        &[
            "It rose from 40 to 50, up 25 percent.",
            "It fell 20 percent to 40 from 50.",
            "Rents rose from 1.1 million to 1.2 million, or 9 percent.",
            "It rose from 3 to 5, up 67 percent.",
            "From 2010 to 2015 rents rose 10 percent.",
            "The tax rose 5 percent from 2 p.m. to 4 p.m.",
            "It more than doubled from 400 to 900.",
            "Of the 40 members, 12 came, and 25 percent of those voted.",
            "Twelve of 40 members, or 30 percent, came.",
        ],
    );
    assert_eq!(
        mended("Turnout rose from 40% to 50%, an increase of 10 percent.", "percent-or-points"),
        "Turnout rose from 40% to 50%, an increase of 10 percentage points."
    );
}

#[test]
fn a_percentage_of_something_else_is_no_size_of_a_change() {
    let texts = [
        "Sales rose from £100m to £125m, and profit rose 4%.",
        "Profit fell from $40m to $30m even though sales rose 6%.",
        "Revenue rose to £125m from £100m, while costs fell 3 per cent.",
        "Costs rose from £40m to £60m because wages went up 7%.",
        "The price fell from £40 to £30 after a 5% cut in May.",
        "The number of flights doubled to 80 from 40, while fares fell 10%.",
        "Sales rose from £100m to £125m, profits up 4%.",
        "Sales rose from £100m to £125m; profits were up 4%.",
        "Profit rose 4% as sales climbed from £100m to £125m.",
        "Sales grew by 5 percent annually, from $200 million to $325 million.",
        "Rents rose 5% a year from £200,000 in 2010 to £325,000 in 2020.",
        "Rents rose an average of 5 percent annually from £200,000 to £325,000.",
        "Sales rose from 200 to 325, an annual rise of 5 percent.",
        "Emissions fell 40% from 1990 levels to 400 million tonnes.",
        "Output rose 6% from its 2019 level to 4 million tonnes.",
        "Output rose 6% from 1850 levels to 400 tonnes.",
        "Profit rose 33% to Rs 1.2 lakh crore from Rs 90,000 crore.",
        "Users rose from 90 lakh to 1.2 crore, up 33%.",
        "Sales rose to £125m from £100m, up 60% since 2019.",
        "Sales rose to £125m from £100m, up 60% on 2019.",
        "Sales were 125 million, up 25 percent from 100 million.",
        "Sales were 125 million, up 4 percent from 2019.",
        "Sales were £125 million, up 4 percent from 100 million visits.",
        "It has 60 shops in all. Sales were 125 million, up 25 percent from 100 million in May.",
    ];
    silent("percent-arithmetic", &texts);
    silent("percent-or-points", &["Turnout rose from 40% to 50%, and support fell 10 percent."]);
    for (text, wrong) in [
        ("Sales rose to 131 from 104, up 20 percent.", "20 percent"),
        ("Sales rose from 104 to 131, a 20 percent increase.", "20 percent"),
        ("Sales rose from 104 to 131 in May, an increase of 20 percent.", "20 percent"),
        ("Sales rose 20 percent, from 104 in 2019 to 131 in 2020.", "20 percent"),
        ("A 20 percent rise, from 104 to 131, is planned.", "20 percent"),
        ("Sales were 125 million, up 4 percent from 100 million.", "4 percent"),
        ("Sales rose to $131 million, up 20% from $104 million a year earlier.", "20%"),
        ("Sales were 125 million (down 4 percent from 150 million).", "4 percent"),
        ("Sales rose from 104 to 131, up 20 percent, while costs fell 3 percent.", "20 percent"),
        ("Profit rose 43% to Rs 1.2 lakh crore from Rs 90,000 crore.", "43%"),
    ] {
        let found = only(text, Format::Plain, "percent-arithmetic");
        assert_eq!(found.iter().map(|f| f.span.of(text)).collect::<Vec<_>>(), [wrong], "{text}");
    }
    assert_eq!(
        mended("Turnout rose from 40% to 45%, a 5 percent increase.", "percent-or-points"),
        "Turnout rose from 40% to 45%, a 5 percentage-point increase."
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
fn a_part_is_no_mistaken_whole() {
    let above = [
        "# Two teachers honoured\n\nAnn Lee and Tom Berg were among 40 teachers named on Monday.",
        "# Two players sent off\n\nAll 22 players shook hands.",
        "# Eight ministers quit\n\nOf the 12 ministers in the cabinet none stayed.",
        "# Two police officers charged\n\nThe force has 4,000 police officers.",
        "# First 100 homes ready\n\nThe firm will build 120 homes by May.",
        "# Last two miners rescued\n\nThe shaft fell on three miners on Monday.",
        "# The 10 best books of the year\n\nWe read 12 books for it.",
        "# Four killed on road\n\nLast year five people were killed on the road.",
    ];
    silent("headline-number-mismatch", &above);
    let within = [
        "Twelve firefighters were hurt. The 14 firefighters awarded the medal were not there.",
        "Twelve firefighters were there. The 14 firefighters hurt in the blaze were not.",
        "Ann Lee, 41, has no son. Goals: Lee, 43, Berg, 12, Moe, 90.",
        "Twelve firefighters were hurt. The 14 firefighters trapped in the lift were not.",
        "Twelve firefighters were hurt. The 14 firefighters injured last May were not.",
        "Eight passengers were hurt. The 60 passengers were put on another train.",
        "Six jurors were women. The 12 jurors will return.",
        "Four officers were injured. One died later. The three officers are stable.",
        "Ten officers were hurt on Monday and four on Tuesday. The 14 officers are stable.",
        "Four officers were hurt. One officer died. The three officers are stable.",
        "The first 20 patients got the drug in May. The 24 patients are well.",
        "Last year it opened 10 stores. The 12 stores will open this year.",
        "More than 100 homes were lost. The 143 homes will be rebuilt.",
        "Nearly 143 homes were lost. The 120 homes will be rebuilt.",
        "Mary Doyle, 52, is a judge. In 2010 Mary Doyle, aged 48, was a nurse.",
        "Ann Lee, 41, won in 2018. Four years on, Ann Lee, 45, is back.",
        "Tom Hill, 41, was hurt, and his father, Tom Hill, 70, was killed.",
        "Tom Hill, 61, was hurt, and his father, Tom Hill, 70, was killed.",
    ];
    silent("number-conflict", &within);
    for text in [
        "Twelve firefighters were hurt. The 14 firefighters went home.",
        "Twelve firefighters were hurt. The 14 firefighters missed the feast.",
        "Twelve firefighters were hurt. The 14 firefighters deny the charge.",
        "Twelve firefighters were hurt. The 14 firefighters cheered.",
        "Nearly 120 homes were lost. The 143 homes will be rebuilt.",
        "Twelve officers were hurt. They left two cars. The 14 officers are stable.",
        "Ann Lee, 41, won. Ann Lee, 14, is back.",
    ] {
        assert_eq!(messages(text, "number-conflict").len(), 1, "{text}");
    }
    assert_eq!(
        mended("# Storm kills four\n\nThree people were killed on Monday.", "headline-number-mismatch"),
        "# Storm kills three\n\nThree people were killed on Monday."
    );
    assert_eq!(
        messages("The jury heard 9 witnesses. All eleven witnesses were questioned.", "number-conflict"),
        ["Eleven here, 9 before. Make them agree, or say which are meant."]
    );
}

#[test]
fn what_stands_for_missing_words_is_told_from_names() {
    for text in [
        "It cost TK euros.",
        "Some TKTK people came.",
        "Ann Lee, XX years old, spoke.",
        "It cost $XX.",
        "[TK: name of the mayor] spoke.",
        "[TBA] will speak.",
        "[NAME] will speak.",
        "See [link to come].",
        "He spoke on [date tbc].",
        "He was there [check with police].",
        "[CHECK SPELLING] spoke.",
        "[quote from police]",
        "Ann Lee, XX, said so.",
        "Ann Lee, ??, said so.",
        "It has ?? workers.",
        "It cost $?? million.",
        "It cost £X million.",
        "It was built in 19XX.",
        "He left on XX March.",
        "He left on March XX, the day of the vote.",
        "The TK-year-old man left.",
        "It cost £XXm.",
        "“It cost TK million,” said Tom Hale.",
        "Many say{{by whom|date=March 2024}} it is haunted.",
        "# Headline goes here",
    ] {
        assert_eq!(messages(text, "placeholder").len(), 1, "{text}: {:?}", messages(text, "placeholder"));
    }
    silent(
        "placeholder",
        &[
            "Rice costs TK 60 a kilo, and the bridge TK 20 lakh.",
            "“Night night xxx” was her last message. “TK” means to come.",
            "“In [the years to come] we will see,” he said. What?? He left. “No ?? really,” she wrote.",
            "“I told [name] that the [EU] and [NATO] agreed,” he said of Planet X, and of Game 20XX.",
            "She shops at TK Maxx. Super Bowl XXX was in 1996.",
            "It was built in the XX century, for the XXXI Olympiad.",
            "{{< figure src=\"a.png\" >}} and {{ page.date }} are of the site.",
            "He works at TKO Boxing and knows the TK-80.",
            "He said it [the bridge] fell. See [the list](a.md), [who?](https://example.org).",
        ],
    );
}

#[test]
fn links_and_footnotes_are_completed() {
    assert_eq!(mended("See [the list]().", "empty-link"), "See [the list](TK).");
    assert_eq!(mended("See [the list](#).", "empty-link"), "See [the list](TK).");
    assert_eq!(mended("See [the list][a].\n", "empty-link"), "See [the list][a].\n\n[a]: TK\n");
    assert_eq!(mended("Rents rose.[^a]", "undefined-footnote"), "Rents rose.[^a]\n\n[^a]: TK\n");
    for text in ["![](a.png) [](https://example.org)", "[**a**](https://)", "<https://example.org> and [x](tk)"] {
        assert_eq!(messages(text, "empty-link").len(), 1, "{text}");
    }
    // A carriage return alone ends a line, and the HTML on it.
    assert_eq!(messages("<!-- a -->\rSee [the list]().\r", "empty-link").len(), 1);
    assert_eq!(messages("<!-- a -->\rRents rose.[^a]\r", "undefined-footnote").len(), 1);
    silent("empty-link", &["[![a](b.png)](https://example.org)", "`[a]()`", "[a] [b]", "- [ ] a task\n- [x] done"]);
    silent("undefined-footnote", &["    [^1] in code", "a[^1] b[^1]\n\n[^1]: c", "\\[^1]"]);
}

#[test]
fn a_line_goes_away_with_its_gap() {
    let a = "The library will close in June, and its books go to the school.";
    let text = format!("{a}\n\nIt opened in 1951.\n\n{a}\n\nIt was a mill.\n");
    assert_eq!(mended(&text, "duplicate-line"), format!("{a}\n\nIt opened in 1951.\n\nIt was a mill.\n"));
    assert_eq!(messages(&text, "duplicate-line"), ["This stands on line 1 already. Delete one of the two."]);
    silent("duplicate-line", &["- one\n- one\n- one", "| a b c | a b c |\n|---|---|\n| a b c | a b c |"]);
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
