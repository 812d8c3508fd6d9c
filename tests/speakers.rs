//! Articles of a few lines, and who speaks in them.

use whosaid::extract::{KnownName, Options, Resolution};
use whosaid::settings::Settings;
use whosaid::{Analysis, Analyzer, Format};

fn read_with(text: &str, names: Vec<KnownName>) -> Analysis {
    read_as(Format::Plain, text, names)
}

fn read_as(format: Format, text: &str, names: Vec<KnownName>) -> Analysis {
    let settings = Settings { extraction: Options { names, ..Options::default() }, ..Settings::default() };
    Analyzer::default().analyze(text.into(), format, &settings, &|| false).expect("nobody cancels")
}

/// Asserts who says the words that begin with each start: `name`, `?` for nobody, `A|B` for an ambiguity.
fn check_with(text: &str, names: Vec<KnownName>, expected: &[(&str, &str, Resolution)]) {
    let analysis = read_with(text, names);
    let e = &analysis.extraction;
    for &(start, name, resolution) in expected {
        let at = text.find(start).unwrap_or_else(|| panic!("{start:?} is not in {text:?}"));
        let quote = e.quotes.iter().find(|q| q.content.iter().any(|c| c.start() <= at && at < c.end()));
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
    let text = "Ann Lee, a senator, met Paul Green, a senator.\n\n“It is late,” Green said.\n\n“Nobody asked,” the \
                senator said.";
    check(text, &[("Nobody asked", "Paul Green", Role)]);
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

fn known(name: &str, aliases: &[&str], roles: &[&str], never: &[&str]) -> KnownName {
    let owned = |list: &[&str]| list.iter().map(|s| s.to_string()).collect();
    KnownName { name: name.into(), aliases: owned(aliases), roles: owned(roles), never: owned(never) }
}

#[test]
fn aliases_of_the_user_join() {
    check_with(
        "“I sing,” said Starlight. “I rest,” said Bobby Dreyer. “I wait,” Dreyer said.",
        vec![known("Ann Lee", &["Starlight"], &[], &[]), known("Robert Zimmer", &["Bobby Dreyer"], &[], &[])],
        &[("I sing", "Ann Lee", Named), ("I rest", "Robert Zimmer", Named), ("I wait", "Robert Zimmer", Named)],
    );
    check_with(
        "The watchdog said that fees would rise. HRB said nothing else.",
        vec![known("Harbour Rates Board", &["HRB", "the watchdog"], &[], &[])],
        &[("fees would", "Harbour Rates Board", Role)],
    );
}

#[test]
fn roles_of_the_user_are_whose_they_are() {
    check_with(
        "“The gates stay shut,” the harbour master said.\n\n“They do not,” the iron lady of Ostrow said.",
        vec![
            known("Ann Lee", &[], &["the harbour master"], &[]),
            known("Grace Okafor", &[], &["the iron lady of Ostrow"], &[]),
        ],
        &[("The gates", "Ann Lee", Role), ("They do", "Grace Okafor", Role)],
    );
}

#[test]
fn names_that_the_user_keeps_apart_stay_apart() {
    let names = || vec![known("Ann Lee", &[], &[], &["Ann B. Lee"])];
    check_with(
        "“I sing,” said Ann Lee. “I dance,” said Ann B. Lee.\n\n“I leave,” Lee said.",
        names(),
        &[("I sing", "Ann Lee", Named), ("I dance", "Ann B. Lee", Named), ("I leave", "Ann Lee|Ann B. Lee", Ambiguous)],
    );
    // Without the setting they are one.
    check(
        "“I sing,” said Ann Lee. “I dance,” said Ann B. Lee.",
        &[("I sing", "Ann B. Lee", Named), ("I dance", "Ann B. Lee", Named)],
    );
    // A surname that is never hers.
    check_with(
        "“I sing,” said Ann Lee.\n\n“I leave,” Lee said.",
        vec![known("Ann Lee", &[], &[], &["Lee"])],
        &[("I sing", "Ann Lee", Named), ("I leave", "Lee", Named)],
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

#[test]
fn a_speaker_is_introduced_by_the_fullest_name() {
    let text = "Lee takes the harbour\n\n“We will sue,” Lee said.\n\nAnn Lee, the mayor, has said so before. She left.";
    let found = read_with(text, Vec::new());
    let lee = found.extraction.speakers.iter().find(|s| s.name == "Ann Lee").expect("Ann Lee speaks");
    let introduction = lee.introduction.expect("a mention");
    assert_eq!(introduction.of(text), "Ann Lee", "{text}");
    assert!(lee.mentions.iter().any(|(span, _)| *span == introduction), "{:?}", lee.mentions);
    assert!(lee.mentions.is_sorted_by(|a, b| a.0.end() <= b.0.start()), "{:?}", lee.mentions);
}

#[test]
fn a_pronoun_rests_on_the_pronouns_before() {
    check(
        "“We are closing,” said Ann Lee, the owner. She had met Maria Voss at the gate. “It was cold,” she said.",
        &[("It was", "Ann Lee", Pronoun)],
    );
    check("Ann Lee and Maria Voss came late. “It was cold,” she said.", &[("It was", "Ann Lee|Maria Voss", Ambiguous)]);
    check("The mayor came late. “It was cold,” she said.", &[("It was", "the mayor", Pronoun)]);
}

#[test]
fn a_body_by_its_first_word_its_initials_and_its_noun() {
    let text = "Northway Power said that the lines were down. Northway said that it was sorry.\n\nThe Union of Harbour \
                Dockers disagreed. The union said that nobody was sorry. UHD said that it would strike.";
    check(
        text,
        &[
            ("the lines", "Northway Power", Named),
            ("it was sorry", "Northway Power", Named),
            ("nobody was", "Union of Harbour Dockers", Role),
            ("it would", "Union of Harbour Dockers", Named),
        ],
    );
}

#[test]
fn no_gender_is_written_out() {
    let text = "“We will sue,” said Ann Lee. “I will not,” said Peter Marsh, the actor. She left. He stayed.";
    let found = read_with(text, Vec::new());
    let shown = format!("{:?}", found.extraction.speakers).to_lowercase();
    assert!(!shown.contains("gender") && !shown.contains("female") && !shown.contains("male"), "{shown}");
}

#[test]
fn a_heading_reports_where_its_verb_does() {
    let behind = "\n\nIt rained all day in the town.\n";
    check(&format!("Mayor says town cannot wait{behind}"), &[("town cannot", "Mayor", Resolution::Named)]);
    check(&format!("Town must wait, says mayor{behind}"), &[("Town must", "mayor", Resolution::Named)]);
    for heading in ["Harbour town weighs a barrier against the sea", "Village builds a road through its wood"] {
        let quotes = read_with(&format!("{heading}{behind}"), Vec::new()).extraction.quotes;
        assert!(quotes.is_empty(), "{heading}: {quotes:?}");
    }
}

#[test]
fn an_office_of_several_words_stands_before_its_name() {
    for (office, name) in [
        ("First Minister", "Nora Sloan"),
        ("Chief of Staff", "Susie Ward"),
        ("Comptroller and Auditor General", "Seamus Roe"),
        ("Director-General of the WHO", "Tedros Alemu"),
        ("State minister for small industries", "K.N. Rao"),
        ("Taoiseach", "Cathal Moran"),
    ] {
        let text = format!("{office} {name} said that the plan was dead.");
        check(&text, &[("the plan", name, Named)]);
        let found = read_with(&text, Vec::new());
        assert_eq!(found.extraction.speakers[0].roles, [office], "{text}");
    }
}

#[test]
fn names_with_small_letters_and_apostrophes_are_whole() {
    for (name, short, how) in [
        ("Seán Mac an tSaoir", "Mac an tSaoir", Named),
        ("May de Souza", "de Souza", Named),
        ("The Dockside Workers’ Congress", "the union", Role),
        ("A driver who asked to be called Kofi", "Kofi", Named),
        ("The first witness, harbour master Ann Lee,", "the witness", Role),
        ("Leeds Council’s head of parks, Sir Ian Roe,", "Roe", Named),
        ("The mayor, Cr Lyn Patterson,", "the mayor", Role),
    ] {
        let whole = match name {
            "The Dockside Workers’ Congress" => "Dockside Workers’ Congress",
            "A driver who asked to be called Kofi" => "Kofi",
            "The first witness, harbour master Ann Lee," => "Ann Lee",
            "Leeds Council’s head of parks, Sir Ian Roe," => "Ian Roe",
            "The mayor, Cr Lyn Patterson," => "Lyn Patterson",
            other => other,
        };
        let text = format!("{name} said that the road was closed. “It is a mess,” {short} said.");
        check(&text, &[("the road", whole, Named), ("It is", whole, how)]);
    }
}

#[test]
fn a_pronoun_is_whom_the_sentence_tells_of_and_not_who_tells() {
    check(
        "Mary Cole was a judge. Bayo Ogun, who led her once, described her as shy. “I was right,” she wrote.",
        &[("I was", "Mary Cole", Pronoun)],
    );
    check(
        "John Orr left school early. His teacher had told him he was “no use”, he recalled.",
        &[("no use", "John Orr", Pronoun)],
    );
    check(
        "A man came in. “Help,” he said. “Go home,” said Dr Kieran Duggan. It was the man with the tooth. “It hurts,” he said.",
        &[("It hurts", "a man", Pronoun)],
    );
    check(
        "“Close it,” said Tom Hale. On the phone from Nashik, he said that it was late.",
        &[("it was", "Tom Hale", Pronoun)],
    );
    check(
        "Marsh, of Norfleet, was heard. Sen. Patty Deaver, D-Wash., pressed Marsh. “I will talk,” he said.",
        &[("I will", "Marsh", Pronoun)],
    );
}

#[test]
fn a_noun_for_somebody_named_before_is_nobody_where_two_may_be_meant() {
    check(
        "Rafa Ruiz beat Tom Hale in the final. “I was tired,” the Spaniard said.",
        &[("I was", "the Spaniard", Named)],
    );
    check(
        "Rafa Ruiz beat the Englishman Tom Hale in the final. “I was tired,” the Englishman said.",
        &[("I was", "Tom Hale", Role)],
    );
    check(
        "Fionn Casey kicked it.\n\n“Fionn Casey asked for it,” said Ger Lonergan. “I did,” the fly-half said.",
        &[("I did", "the fly-half", Named)],
    );
    check(
        "Gov. Anita Boyd, a Republican, toured the parish. Al Vu shouted at her. The governor said that she had rung.",
        &[("she had", "Anita Boyd", Role)],
    );
    check(
        "A nurse told an inquest that the ward was full.\n\nGordon Tate, 67, a retired bus driver, died in May.\n\nStaff \
         nurse Mona Moyo rang twice.",
        &[("the ward", "a nurse", Named)],
    );
    check(
        "Committee Chairman Tom Carvey spoke. The Delaware Democrat said that it was late.",
        &[("it was", "Tom Carvey", Role)],
    );
}

#[test]
fn a_charity_is_the_one_that_is_said_to_be() {
    check(
        "Open Doors, a homelessness charity, bought the site from Halden Foods. The London-based charity said that work \
         would begin.",
        &[("work", "Open Doors", Role)],
    );
    check(
        "Open Doors bought it from Halden Foods. The charity said that work would begin.",
        &[("work", "the charity", Named)],
    );
}

#[test]
fn names_have_no_markup() {
    for (text, name, mention) in [
        ("Carmaker [Foltz Steel](http://foltz.example/a) said sales rose.", "Foltz Steel", "Foltz Steel"),
        ("“It rose,” said the **Home Secretary**.", "the Home Secretary", "the **Home Secretary"),
        ("Labour’s **Dilys Prosser** said sales rose.", "Dilys Prosser", "Dilys Prosser"),
        ("A woman named *Ruth Calder* said sales were flat.", "Ruth Calder", "Ruth Calder"),
        (
            "“It fell,” said the [Deputy](http://a.example) Mayor.",
            "the Deputy Mayor",
            "the [Deputy](http://a.example) Mayor",
        ),
    ] {
        let speakers = read_as(Format::Markdown, text, Vec::new()).extraction.speakers;
        let found: Vec<_> =
            speakers.iter().map(|s| (s.name.as_str(), s.introduction.map_or("", |i| i.of(text)))).collect();
        assert_eq!(found, [(name, mention)], "{text}");
    }
}

#[test]
fn a_name_ends_what_describes_it() {
    for (text, name) in [
        ("“It works,” said Rovers netminder Cristobal Huth.", "Cristobal Huth"),
        ("“It works,” running back Kevin Falk said.", "Kevin Falk"),
        ("“It works,” said Dean Rowan. Rowan left.", "Dean Rowan"),
        ("“It works,” said Major Rowan.", "Rowan"),
        ("“It works,” according to Harbour Search lead Liz Reid.", "Liz Reid"),
        ("“It works,” said a group backing Ann Lee.", "a group backing Ann Lee"),
        ("Kent Moss came late. “It works,” said the 34-year-old Moss.", "Kent Moss"),
    ] {
        check(text, &[("It works", name, Named)]);
    }
}

#[test]
fn whoever_is_asked_answers() {
    for (text, name) in [
        ("The reporter asked Jo Fry whether she would go. “It is over,” she said.", "Jo Fry"),
        ("Ann Peel asked Jo Fry about the plan. “It is over,” she replied.", "Jo Fry"),
        ("Jo Fry asked about the plan. “It is over,” she replied.", "Jo Fry"),
    ] {
        check(text, &[("It is over", name, Pronoun)]);
    }
}
