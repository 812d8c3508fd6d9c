use serde_json::{Value, json};

use super::program::Folder;

const ARTICLE: &str = "😀 “Wir müssen gehen,” said Zoë Marsh, the mayor of Lenz.\n\nLeave a Reply\n";

/// The text of `[start, end]`, counted in the units of `offsets`.
fn words(text: &str, span: &Value, offsets: &str) -> String {
    let [start, end] = [0, 1].map(|i| span[i].as_u64().expect("an offset") as usize);
    match offsets {
        "utf8" => text[start..end].to_owned(),
        "utf16" => String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).expect("whole characters"),
        _ => text.chars().collect::<Vec<_>>()[start..end].iter().collect(),
    }
}

#[test]
fn one_file_is_an_object_with_the_keys_of_the_contract() {
    let folder = Folder::new(&[("a.txt", ARTICLE)]);
    for offsets in ["utf8", "utf16", "utf32"] {
        let found = folder.run(&["extract", "--offsets", offsets, "a.txt"]).expect(0, &[]).json();
        assert_eq!((&found["id"], &found["offsets"]), (&json!("a.txt"), &json!(offsets)));
        for key in ["quotes", "speakers", "claims", "boilerplate"] {
            assert!(found[key].is_array(), "{key} in {found}");
        }
        let quote = &found["quotes"][0];
        assert_eq!(quote["kind"], "direct");
        assert_eq!(words(ARTICLE, &quote["content"][0], offsets), "“Wir müssen gehen,”");
        assert_eq!(words(ARTICLE, &quote["cue"][0], offsets), "said");
        assert!(words(ARTICLE, &quote["source"][0], offsets).starts_with("Zoë Marsh"), "{quote}");
        assert!(quote.as_object().is_some_and(|q| q.contains_key("speaker")), "{quote}");
        let line = &found["boilerplate"][0];
        assert_eq!((&line["line"], &line["kind"]), (&json!(2), &json!("comment-form")));
        assert_eq!(words(ARTICLE, &line["span"], offsets), "Leave a Reply");
        assert!(line["score"].is_number() && line["reason"].is_string(), "{line}");
    }
    assert_eq!(folder.run(&["extract", "a.txt"]).json()["offsets"], "utf8", "bytes unless asked otherwise");
    folder.run(&["extract", "--offsets", "utf7", "a.txt"]).expect(2, &["utf7", "utf32"]);
}

#[test]
fn claims_have_the_keys_of_the_contract() {
    let folder = Folder::new(&[]);
    let text = "Sales fell by 40 percent in 2019.\n";
    let found = folder.run_on(&["extract", "-"], text).expect(0, &[]).json();
    let claim = &found["claims"][0];
    assert_eq!(words(text, &claim["span"], "utf8"), text.trim());
    assert_eq!(claim["attributed"], false);
    assert!(claim["types"].as_array().is_some_and(|t| t.contains(&json!("statistic"))), "{claim}");
    assert!(claim["score"].as_f64().is_some_and(|s| (0.0..=1.0).contains(&s)), "{claim}");
    assert!(claim["evidence"].as_array().is_some_and(|e| !e.is_empty()), "{claim}");
    assert_eq!(found["id"], "-");
}

#[test]
fn several_files_are_an_array() {
    let folder = Folder::new(&[("a.txt", ARTICLE), ("b.md", ARTICLE)]);
    let found = folder.run(&["extract"]).expect(0, &[]).json();
    let ids: Vec<_> = found.as_array().expect("an array").iter().map(|f| &f["id"]).collect();
    assert_eq!(ids, ["a.txt", "b.md"]);
    let found = folder.run(&["extract", "a.txt", "missing.txt"]).expect(2, &["missing.txt: no such file"]).json();
    assert_eq!(found[0]["id"], "a.txt", "the others are still read");
    assert_eq!(folder.run(&["extract", "missing.txt"]).expect(2, &["missing.txt"]).out, "");
}

#[test]
fn strict_scores_every_sentence() {
    let text = "Nearly 40 percent of the households burn wood.\n\nShe smiled and left.\n";
    let folder = Folder::new(&[("a.txt", text)]);
    let spans = |json: &serde_json::Value| -> Vec<serde_json::Value> {
        json["claims"].as_array().expect("claims").iter().map(|c| c["span"].clone()).collect()
    };
    let plain = folder.run(&["extract", "a.txt"]).expect(0, &[]).json();
    assert_eq!(spans(&plain), [serde_json::json!([0, 46])]);
    let strict = folder.run(&["extract", "--profile", "strict", "a.txt"]).expect(0, &[]).json();
    assert_eq!(spans(&strict), [serde_json::json!([0, 46]), serde_json::json!([48, 68])]);
    let score = |i: usize| strict["claims"][i]["score"].as_f64().expect("a score");
    assert!(score(0) > 0.5 && score(1) < 0.3, "{strict}");
    let sheet = folder.run(&["sheet", "--profile", "strict", "a.txt"]).expect(0, &[]).out;
    assert!(sheet.contains("burn wood") && !sheet.contains("smiled"), "{sheet}");
}

/// The words of all spans of a part.
fn all(text: &str, spans: &Value) -> Vec<String> {
    spans.as_array().expect("spans").iter().map(|s| words(text, s, "utf8")).collect()
}

#[test]
fn a_quotation_has_the_borders_of_the_contract() {
    let text = "“Then we will see,” Jonas Ek, the pilot, said, “who has the longer breath.”\n\n\
                Ann Lee said: “It rains.”\n\nThe mayor said the town had waited long enough.\n\n\
                The mayor said the town “cannot wait for another winter”.\n";
    let folder = Folder::new(&[]);
    let found = folder.run_on(&["extract", "-"], text).expect(0, &[]).json();
    let quotes = found["quotes"].as_array().expect("quotes");
    let kinds: Vec<_> = quotes.iter().map(|q| q["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["direct", "direct", "indirect", "mixed"], "{found:#}");
    // Marks and the comma inside them belong to the content, which a cue interrupts.
    assert_eq!(all(text, &quotes[0]["content"]), ["“Then we will see,”", "“who has the longer breath.”"]);
    assert!(all(text, &quotes[0]["source"])[0].starts_with("Jonas Ek"), "{found:#}");
    assert_eq!(quotes[0]["speaker"], "Jonas Ek");
    // A colon that introduces belongs to the cue.
    assert_eq!(all(text, &quotes[1]["cue"]), ["said:"]);
    assert_eq!(all(text, &quotes[1]["content"]), ["“It rains.”"]);
    for quote in quotes {
        for part in ["content", "cue", "source"] {
            let spans: Vec<_> = quote[part].as_array().expect("spans").iter().map(ToString::to_string).collect();
            let starts = quote[part].as_array().into_iter().flatten().map(|s| s[0].as_u64());
            assert!(starts.is_sorted(), "{part} is out of order: {spans:?}");
        }
    }
}

#[test]
fn speakers_have_the_keys_of_the_contract() {
    let text = "“It rains,” said Ann Lee, the mayor of Lenz. “It snows,” Lee said.\n\n“It hails,” said an official.\n";
    let folder = Folder::new(&[]);
    let found = folder.run_on(&["extract", "-"], text).expect(0, &[]).json();
    let speakers = found["speakers"].as_array().expect("speakers");
    let mayor = speakers.iter().find(|s| s["name"] == "Ann Lee").unwrap_or_else(|| panic!("{found:#}"));
    assert_eq!((&mayor["kind"], &mayor["roles"]), (&json!("person"), &json!(["the mayor of Lenz"])));
    let mentions = all(text, &mayor["mentions"]);
    assert!(mentions[0].starts_with("Ann Lee") && mentions.contains(&"Lee".to_owned()), "{mentions:?}");
    assert!(speakers.iter().any(|s| s["kind"] == "anonymous"), "{found:#}");
    assert_eq!(found["quotes"][1]["speaker"], "Ann Lee");
}
