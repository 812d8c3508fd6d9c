//! Diagnostics, hovers, hints and actions on small articles.

use serde_json::{Value, json};

use crate::client::{Client, abilities};

const ARTICLE: &str = "\
The ferry to Velm stops on Monday, the first stop in 40 years.

“The hull is safe”, said Mara Lindqvist, the mayor of Velm. “We wait for one part”, she said.

According to the mayor, the part “will come by ship”.

Leave a Reply
";

const URI: &str = "file:///nowhere/article.txt";

/// The client's position of the first `words` of the article.
fn at(words: &str) -> (u32, u32) {
    let offset = ARTICLE.find(words).unwrap_or_else(|| panic!("{words:?} is not in the article"));
    let line = ARTICLE[..offset].matches('\n').count();
    let start = ARTICLE[..offset].rfind('\n').map_or(0, |i| i + 1);
    (line as u32, ARTICLE[start..offset].encode_utf16().count() as u32)
}

fn end_of(words: &str) -> Value {
    let (line, column) = at(words);
    json!({ "line": line, "character": column + words.encode_utf16().count() as u32 })
}

#[test]
fn a_hover_says_who_speaks_and_how_that_was_decided() {
    let mut client = Client::start();
    client.opened(URI, "plaintext", ARTICLE);
    let cases: &[(&str, &[&str])] = &[
        ("The hull", &["**Mara Lindqvist** · ", "mayor of Velm", "Named in the text", "“said”", "line 3: “We wait"]),
        ("Mara", &["**Mara Lindqvist**", "line 3"]),
        (
            "We wait",
            &["**Mara Lindqvist**", "By the pronoun “she”: the last speaker before is Mara Lindqvist (line 3)"],
        ),
        ("she said", &["By the pronoun “she”"]),
        ("will come", &["**Mara Lindqvist**", "By the role “the mayor”", "“According to”"]),
        ("Leave", &["Not part of the article", "comment form", "[boilerplate\\-line](https://"]),
        ("ferry", &["**Claim**", "No source: this sentence does not say on whose word it rests."]),
    ];
    for (words, parts) in cases {
        let (line, column) = at(words);
        let hover = client.hover(URI, line, column);
        for part in *parts {
            let part = part.replace("\\-", "-");
            assert!(hover.contains(&part), "the hover at {words:?} has no {part:?}: {hover}");
        }
    }
    assert_eq!(client.hover(URI, 1, 0), "", "on an empty line");
}

#[test]
fn a_hover_is_plain_english_where_the_speaker_is_not_certain() {
    let mut client = Client::start();
    let cases = [
        (
            "“No,” said Tom Hale.\n\n“Yes,” said Jim Hale.\n\n“So,” Hale disagreed.",
            (4, 2),
            "**Speaker not certain**\n\n“Hale” may be Tom Hale or Jim Hale. Attributed with “disagreed”.",
        ),
        (
            "“So it goes here,” she said.",
            (0, 2),
            "**Speaker not found**\n\n“she” cannot be tied to anyone the article names. Attributed with “said”.",
        ),
        (
            "“So it goes here,” said a spokeswoman for Apple.",
            (0, 2),
            "**a spokeswoman for Apple** · not named\n\nThe text gives no name, only “a spokeswoman for Apple”. Attributed with “said”.",
        ),
        (
            "Rents rose, Ann Lee said. Rents in the old town have risen by 14 percent since 2019.",
            (0, 60),
            "nor go on from a source in the one before.",
        ),
        ("\"We were close,\" Ann Lee said. \"Then the rain came.\"", (0, 34), "Ann Lee goes on from “We were close”."),
        (
            "“We were close,” the residents said. “Then the rain came down on us.”",
            (0, 40),
            "\n\nThe residents go on from “We were close”.",
        ),
        (
            "“We waited here all night,” the residents said. “The road was shut,” they said.",
            (0, 52),
            "By the pronoun “they”: the last speakers before are the residents (line 1). Attributed with “said”.",
        ),
        // Nothing beside these words names anybody.
        (
            "“We wait,” said Tom Hale, a ferryman.\n\nTrustee Ann Lee was more blunt.\n\n“It is a bad idea with a nice brochure.”",
            (4, 2),
            "**Ann Lee** · Trustee\n\nNo source of its own: the sentence before is about Ann Lee (line 3).",
        ),
        (
            "The agency, which had said it was late, was shut. “We wait,” said the agency, which said no more.",
            (0, 55),
            "**the agency** · organization\n\nAttributed with “said”.\n\n",
        ),
        (
            "Ann Lee, the mayor of Velm, left. “We wait,” said the mayor of Velm, who was late.",
            (0, 40),
            "By the role “the mayor of Velm”: in this article that is Ann Lee (line 1). Attributed with “said”.",
        ),
        (
            "Officials waited. “The road is shut for now,” officials said.",
            (0, 20),
            "Described, not named: “officials”. Attributed with “said”.",
        ),
        ("“Profit rose 14 percent in 2019,” said Medlar Inc.\n\nIt was late.", (0, 6), "Source: Medlar Inc.\n\nEnd."),
        ("Crime rose 14 percent last year.", (0, 6), "event (“rose 14 percent last year”)"),
    ];
    for (text, (line, column), told) in cases {
        client.opened(URI, "plaintext", text);
        let hover = client.hover(URI, line, column) + "\n\nEnd.";
        assert!(hover.contains(told), "{text}\n{hover}");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
}

#[test]
fn a_hover_is_plain_where_the_client_has_no_markdown() {
    let mut client = Client::start_with(json!({ "capabilities": {} }), &[]);
    client.opened(URI, "plaintext", ARTICLE);
    let (line, column) = at("The hull");
    let hover = client.hover(URI, line, column);
    assert!(hover.starts_with("Mara Lindqvist") && !hover.contains("**"), "{hover}");
}

#[test]
fn hints_stand_where_the_reader_cannot_see_the_name() {
    let mut client = Client::start();
    client.opened(URI, "plaintext", ARTICLE);
    let hints = client.hints(URI);
    let got: Vec<(&Value, &Value)> = hints.iter().map(|h| (&h["label"], &h["position"])).collect();
    let name = json!("Mara Lindqvist");
    for (label, place) in [
        (&name, end_of("“We wait for one part”")),
        (&name, end_of("“will come by ship”")),
        (&json!("comment form"), end_of("Leave a Reply")),
        (&json!("⚑ no source"), end_of("in 40 years.")),
    ] {
        assert!(got.contains(&(label, &place)), "no {label} at {place}: {got:#?}");
    }
    assert!(!got.contains(&(&name, &end_of("“The hull is safe”"))), "the name stands beside it: {got:#?}");
    let lines: Vec<_> =
        hints.iter().map(|h| (h["position"]["line"].as_u64(), h["position"]["character"].as_u64())).collect();
    assert!(lines.is_sorted(), "{lines:?}");
    // Only in the range that is asked for.
    let range = json!({ "start": { "line": 3, "character": 0 }, "end": { "line": 5, "character": 0 } });
    let some = client.request("textDocument/inlayHint", json!({ "textDocument": { "uri": URI }, "range": range }));
    assert_eq!(some.as_array().map(Vec::len), Some(1), "{some}");
}

#[test]
fn a_diagnostic_carries_all_that_the_client_understands() {
    let mut client = Client::start();
    let found = client.opened(URI, "plaintext", ARTICLE);
    let line = found.iter().find(|d| d["code"] == "boilerplate-line").expect("the last line is marked");
    assert_eq!(line["source"], "whosaid");
    assert_eq!(line["tags"], json!([1]));
    assert_eq!(line["range"]["start"], json!({ "line": 6, "character": 0 }));
    assert!(line["codeDescription"]["href"].as_str().is_some_and(|h| h.ends_with("boilerplate-line.md")), "{line}");
    assert!(line["message"].as_str().is_some_and(|m| !m.is_empty()));
    let mut poor = Client::start_with(json!({ "capabilities": {} }), &[]);
    for diagnostic in poor.opened(URI, "plaintext", ARTICLE) {
        for field in ["tags", "relatedInformation", "codeDescription", "data"] {
            assert!(diagnostic.get(field).is_none(), "{field} in {diagnostic}");
        }
    }
}

#[test]
fn actions_mend_and_ignore() {
    let mut client = Client::start();
    let found = client.opened(URI, "plaintext", ARTICLE);
    let line = found.iter().find(|d| d["code"] == "boilerplate-line").expect("the last line is marked").clone();
    let actions = client.actions(URI, &line["range"], json!({ "diagnostics": [line] }));
    let delete = &actions[0];
    assert_eq!((&delete["kind"], &delete["isPreferred"]), (&json!("quickfix"), &json!(true)), "{actions:#?}");
    assert_eq!(delete["diagnostics"], json!([line]), "the diagnostic of the client is linked");
    let change = &delete["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 1 }), "{delete:#}");
    assert_eq!(actions.iter().filter(|a| a["isPreferred"] == true).count(), 1);
    assert_eq!(actions.last().map(|a| &a["command"]["command"]), Some(&json!("whosaid.ignore")));
    for (only, some) in [("quickfix", true), ("", true), ("refactor", false), ("source.fixAll", false)] {
        let actions = client.actions(URI, &line["range"], json!({ "diagnostics": [], "only": [only] }));
        assert_eq!(!actions.is_empty(), some, "only {only:?}");
    }
    let nowhere = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 0 } });
    assert!(client.actions(URI, &nowhere, json!({ "diagnostics": [] })).is_empty());
}

#[test]
fn ignoring_in_markdown_is_a_comment() {
    let mut can = abilities();
    can["workspace"]["workspaceEdit"] = json!({});
    let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
    let uri = "file:///nowhere/article.md";
    let found = client.opened(uri, "markdown", ARTICLE);
    let line = found.iter().find(|d| d["code"] == "boilerplate-line").expect("the last line is marked").clone();
    let actions = client.actions(uri, &line["range"], json!({ "diagnostics": [line] }));
    let edit = &actions.last().expect("an action")["edit"]["changes"][uri][0];
    assert_eq!(edit["newText"], "<!-- whosaid-ignore boilerplate-line -->\n");
    client.change(uri, 2, json!([{ "range": edit["range"], "text": edit["newText"] }]));
    let found = client.published(uri, 2);
    assert!(!found.iter().any(|d| d["code"] == "boilerplate-line"), "{found:#?}");
}
