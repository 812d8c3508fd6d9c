//! Articles of a few lines, and who speaks in them.

use whosaid::extract::{KnownName, Options, Resolution};
use whosaid::settings::Settings;
use whosaid::{Analysis, Analyzer, Format};

fn read_with(text: &str, names: Vec<KnownName>) -> Analysis {
    let settings = Settings { extraction: Options { names, ..Options::default() }, ..Settings::default() };
    Analyzer::default().analyze(text.into(), Format::Plain, &settings, &|| false).expect("nobody cancels")
}

/// Asserts who says the words that begin with each start: `name`, `?` for nobody, `A|B` for an ambiguity.
fn check_with(text: &str, names: Vec<KnownName>, expected: &[(&str, &str, Resolution)]) {
    let analysis = read_with(text, names);
    let e = &analysis.extraction;
    for &(start, name, resolution) in expected {
        let at = text.find(start).unwrap_or_else(|| panic!("{start:?} is not in {text:?}"));
        let quote = e.quotes.iter().find(|q| q.content.iter().any(|c| c.start <= at && at < c.end));
        let quote = quote.unwrap_or_else(|| panic!("no quote holds {start:?} in {text:?}"));
        let candidates: Vec<&str> = quote.candidates.iter().map(|&id| e.speakers[id].name.as_str()).collect();
        let found = match quote.speaker {
            Some(id) => e.speakers[id].name.clone(),
            None if candidates.is_empty() => "?".into(),
            None => candidates.join("|"),
        };
        assert_eq!((found.as_str(), quote.resolution), (name, resolution), "who says {start:?} in {text:?}");
    }
}

fn check(text: &str, expected: &[(&str, &str, Resolution)]) {
    check_with(text, Vec::new(), expected);
}

use Resolution::{Ambiguous, Continuation, Named, Pronoun, Role, Turn};

#[test]
fn a_role_before_its_introduction() {
    check(
        "“The ward will close,” the health minister said. Ann Lee, the minister of health, has promised a new one.",
        &[("The ward", "Ann Lee", Role)],
    );
    check(
        "“The ward will close,” the Danish ambassador said. Ann Lee, the Norwegian ambassador, left.",
        &[("The ward", "the Danish ambassador", Named)],
    );
}

#[test]
fn a_pronoun_is_the_speaker_and_not_the_nearest_name() {
    check(
        "“The wards are full,” said Ann Lee, the minister. “Under Peter Marsh nothing was built,” she said.",
        &[("Under Peter", "Ann Lee", Pronoun)],
    );
    check(
        "“The wards are full,” said Ann Lee. Peter Marsh was sent the bill. “It was too high,” she said.",
        &[("It was", "Ann Lee", Pronoun)],
    );
}

#[test]
fn two_people_of_one_surname_stay_two() {
    let text = "“We agree,” said Robert Okafor.\n\n“We do not,” said Grace Okafor.\n\n“It is late,” Okafor said.\n\n\
                “It is early,” Mr. Okafor said.";
    check(
        text,
        &[
            ("We agree", "Robert Okafor", Named),
            ("We do not", "Grace Okafor", Named),
            ("It is late", "Robert Okafor|Grace Okafor", Ambiguous),
            ("It is early", "Robert Okafor", Named),
        ],
    );
}

#[test]
fn a_role_that_two_have_is_ambiguous() {
    let text =
        "Ann Lee, a senator, came late.\n\nPaul Green, a senator, left early.\n\n“Nobody asked,” the senator said.";
    check(text, &[("Nobody asked", "Ann Lee|Paul Green", Ambiguous)]);
}

#[test]
fn a_body_speaks_through_a_person_and_by_its_letters() {
    check("“We will pay,” said Northway spokeswoman Jo Ray.", &[("We will", "Jo Ray", Named)]);
    let text = "The Harbour Workers Union (HWU) said that pay was low. The HWU said that talks had failed.";
    check(text, &[("pay was", "Harbour Workers Union", Named), ("talks had", "Harbour Workers Union", Named)]);
}

#[test]
fn a_quotation_goes_on_in_the_next_paragraph() {
    let text = "“Nobody asked us,” said Ann Lee, a nurse.\n\n“We read it in the paper.”\n\nPeter Marsh came in.\n\n“Hello there, all of you.”";
    check(text, &[("We read", "Ann Lee", Continuation)]);
    let found = read_with(text, Vec::new());
    let last = found.extraction.quotes.iter().find(|q| q.content[0].of(text).contains("Hello there"));
    assert!(last.is_none_or(|q| q.speaker.is_none()), "{last:?}");
}

#[test]
fn a_turn_is_its_label() {
    let text = "INTERVIEWER: How long did it take?\n\nANN LEE: I think that it took a year.\n\nINTERVIEWER: And then?\n\nANN LEE: Then we left.";
    check(text, &[("How long", "Interviewer", Turn), ("Then we", "Ann Lee", Turn)]);
}

#[test]
fn names_of_the_user_join_and_keep_apart() {
    let known = |name: &str, aliases: &[&str], never: &[&str]| KnownName {
        name: name.into(),
        aliases: aliases.iter().map(|s| s.to_string()).collect(),
        roles: Vec::new(),
        never: never.iter().map(|s| s.to_string()).collect(),
    };
    check_with(
        "“I sing,” said Starlight.",
        vec![known("Ann Lee", &["Starlight"], &[])],
        &[("I sing", "Ann Lee", Named)],
    );
    check_with(
        "“I sing,” said Ann Lee. “I dance,” said Ann B. Lee.",
        vec![known("Ann Lee", &[], &["Ann B. Lee"])],
        &[("I sing", "Ann Lee", Named), ("I dance", "Ann B. Lee", Named)],
    );
}

#[test]
fn speakers_have_their_roles_and_mentions() {
    let text = "“We will sue,” said Ann Lee, the mayor of Northfield. Lee’s lawyer was there. The mayor left.";
    let found = read_with(text, Vec::new());
    let speaker = &found.extraction.speakers[0];
    let mentions: Vec<&str> = speaker.mentions.iter().map(|(s, _)| s.of(text)).collect();
    assert_eq!(speaker.roles, ["the mayor of Northfield"], "{text}");
    assert_eq!(mentions, ["Ann Lee", "Lee", "The mayor"], "{text}");
}
