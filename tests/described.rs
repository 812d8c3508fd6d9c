//! Where names end, and who is meant by other words than a name.

use whosaid::extract::Resolution::{Named, Pronoun, Role};
use whosaid::extract::{Resolution, SpeakerId};
use whosaid::settings::Settings;
use whosaid::{Analyzer, Format};

/// Asserts who says the words that begin with each start.
fn check(text: &str, expected: &[(&str, &str, Resolution)]) {
    let analysis = Analyzer::default().analyze(text.into(), Format::Plain, &Settings::default(), &|| false);
    let e = &analysis.as_ref().expect("nobody cancels").extraction;
    for &(start, name, resolution) in expected {
        let at = text.find(start).unwrap_or_else(|| panic!("{start:?} is not in {text:?}"));
        let quote = e.quotes.iter().find(|q| q.content.iter().any(|c| c.start() <= at && at < c.end()));
        let quote = quote.unwrap_or_else(|| panic!("no quote holds {start:?} in {text:?}"));
        let found = quote.speaker.map(|id: SpeakerId| e.speakers[id].name.as_str());
        assert_eq!((found, quote.resolution), (Some(name), resolution), "who says {start:?} in {text:?}");
    }
}

#[test]
fn somebody_named_before_is_called_by_what_else_they_are() {
    let cases = [
        // Whoever spoke last, or was the subject, and can be so called.
        ("“We won,” said Orla Finch.\n\n“It was close,” the Norfleet senator said.", "It was", "Orla Finch"),
        (
            "Orla Finch met Bram Tolland on Monday.\n\nThe retired surgeon said that it was late.",
            "it was",
            "Orla Finch",
        ),
        (
            "Orla Finch, 46, left. “We won,” Finch said.\n\nThe former head of Halden said that it was late.",
            "it was",
            "Orla Finch",
        ),
        ("Gov. Orla Finch left.\n\n“It was late,” the Republican governor said.", "It was", "Orla Finch"),
        (
            "Asked if he was ever late, Bram Tolland said no.\n\nThe candidate said that it was early.",
            "it was",
            "Bram Tolland",
        ),
        (
            "After a clerk was fired, the pianist Orla Finch wrote a letter. The Danish pianist said that it was late.",
            "it was",
            "Orla Finch",
        ),
        (
            "A mayor wants Bram Tolland banned after the presidential candidate said that the town was lost.",
            "the town",
            "Bram Tolland",
        ),
        (
            "Orla Finch spoke, as the Tolland team left.\n\n“It was late,” said the former model.",
            "It was",
            "Orla Finch",
        ),
        // Somebody else holds the office, or another one; somebody unknown is the subject; it may be either of two.
        ("Orla Finch, a judge, left.\n\n“It was late,” the Norfleet senator said.", "It was", "the Norfleet senator"),
        (
            "Sen. Bram Tolland met Orla Finch. “We won,” Finch said.\n\n“It was late,” the Norfleet senator said.",
            "It was",
            "the Norfleet senator",
        ),
        (
            "Orla Finch left.\n\nA driver waited.\n\n“It was late,” the retired surgeon said.",
            "It was",
            "the retired surgeon",
        ),
        (
            "Orla Finch won, and Bram Tolland lost.\n\n“It was late,” the retired surgeon said.",
            "It was",
            "the retired surgeon",
        ),
        (
            "“We won,” said Orla Finch.\n\nThe candidate said that Orla Finch was late.",
            "Orla Finch was",
            "the candidate",
        ),
        ("“We won,” said Orla Finch.\n\n“It was late,” the prosecutor said.", "It was", "the prosecutor"),
        (
            "“We won,” said Orla Finch.\n\n“It was late,” the Tolland campaign manager said.",
            "It was",
            "the Tolland campaign manager",
        ),
    ];
    for (text, start, name) in cases {
        check(text, &[(start, name, if name.starts_with("the ") { Named } else { Role })]);
    }
}

#[test]
fn names_end_where_other_words_begin() {
    let named = [
        ("Ann Lee Promises Work For Harbor\n\nAnn Lee said that it was late.", "it was", "Ann Lee"),
        ("Ann Lee Defends Harbor Plan\n\nAnn Lee left. Lee said that it was late.", "it was", "Ann Lee"),
        ("Senate Democratic Leader Greg Hale of Norfleet said that it was late. “No,” Hale said.", "“No", "Greg Hale"),
        ("Norfleet-born Maya Tolland said that it was late.", "it was", "Maya Tolland"),
        ("“It was late,” said actress America Tolland.", "It was", "America Tolland"),
        ("Singer-guitarists Tom Hale and Bo Ray left. “No,” Hale said.", "“No", "Tom Hale"),
        ("Reached by phone, Bram Tolland left. He said that it was late.", "it was", "Bram Tolland"),
        ("In a court in Alexandria, Va., Bram Tolland wept. He said that it was late.", "it was", "Bram Tolland"),
        ("“No,” Mr. English said.", "“No", "English"),
        ("Labor Department officials said that it was late.", "it was", "Labor Department officials"),
        ("Top Norfleet officials said that it was late.", "it was", "top Norfleet officials"),
    ];
    for (text, start, name) in named {
        let how = if text.contains("He said") { Pronoun } else { Named };
        check(text, &[(start, name, how)]);
    }
}

#[test]
fn a_surname_is_whose_full_name_the_paragraph_has_for_its_subject() {
    let text = "Hilda Ray won. “Good,” Hilda Ray said.\n\nBo Ray left.\n\nBo Ray met voters, and Ray said, “Enough.”\n\n\
                “Late,” Hilda Ray said. “Early,” Bo Ray said.";
    check(text, &[("Enough", "Bo Ray", Named)]);
}
