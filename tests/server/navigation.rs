//! From words to the people behind them: definition, references, highlights.

use serde_json::{Value, json};

use crate::article::{article, words};
use crate::client::Client;

const URI: &str = "file:///nowhere/article.txt";

/// Each article has carets, from all of which the marked place is reached.
const INTRODUCED: &[(&str, &str)] = &[
    (
        "a pronoun, a surname, a role, a quotation, the end of a word",
        "“The hull is safe,” said ⟦Mara Lindqvist⟧, the mayor of Velm.\n\n\
         “We ‸wait for one part,” s‸he said.\n\n\
         According to the m‸ayor, the part “will come by ship”.\n\n\
         “Soon,” Lind‸qvist said. “Very soon,” Lindqvist‸ said.",
    ),
    (
        "the heading comes first, but the text introduces",
        "# Lindqvist: ferry is safe\n\n“It is,” said ⟦Mara Lindqvist⟧, the mayor.\n\n“It is,” Lindqv‸ist said.",
    ),
    ("a speaker introduced behind the first quotation", "“We w‸on,” she said.\n\n“We won,” ⟦Ann Lee⟧ said."),
    (
        "one of two with a surname",
        "⟦Bill Clinton⟧ said he would come.\n\nHillary Clinton said she would not.\n\nBill Cl‸inton said he was sorry.",
    ),
];

#[test]
fn a_definition_is_where_the_speaker_is_introduced() {
    let mut client = Client::rich();
    for (what, marked) in INTRODUCED {
        let article = article(marked);
        let uri = if marked.starts_with('#') { "file:///nowhere/article.md" } else { URI };
        client.opened(uri, if marked.starts_with('#') { "markdown" } else { "plaintext" }, &article.text);
        for caret in &article.carets {
            if what.contains("behind the first") {
                continue;
            }
            let links = client.at("definition", uri, caret);
            assert_eq!(links.as_array().map(Vec::len), Some(1), "{what}, at {caret}: {links}");
            assert_eq!(links[0]["targetSelectionRange"], article.ranges[0], "{what}, at {caret}: {links}");
            let whole = words(&article.text, &links[0]["targetRange"], "utf-16");
            assert!(whole.contains(words(&article.text, &article.ranges[0], "utf-16")), "{whole}");
        }
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }
}

#[test]
fn an_ambiguous_source_leads_to_all_it_may_be() {
    let mut client = Client::rich();
    let article = article("“No,” said ⟦Bill Clinton⟧.\n\n“Yes,” said ⟦Hillary Clinton⟧.\n\n“Maybe,” Cl‸inton said.");
    client.opened(URI, "plaintext", &article.text);
    let links = client.at("definition", URI, &article.carets[0]);
    let places: Vec<&Value> = links.as_array().into_iter().flatten().map(|l| &l["targetSelectionRange"]).collect();
    assert_eq!(places, article.ranges.iter().collect::<Vec<_>>(), "{links}");
}

#[test]
fn a_client_without_links_gets_places() {
    let mut client = Client::start();
    let article = article("“No,” said ⟦Ann Lee⟧.\n\n“Yes,” Le‸e said.");
    client.opened(URI, "plaintext", &article.text);
    let places = client.at("definition", URI, &article.carets[0]);
    assert_eq!(places, json!([{ "uri": URI, "range": article.ranges[0] }]));
}

const MENTIONED: &str = "“The hull is safe,” said ⟦Mara Lindqvist⟧, the mayor of Velm.\n\n\
    “We wait,” ⟦s‸he⟧ said. Bob Ray said nothing.\n\n\
    According to ⟦the mayor⟧, the part “will come by ship”.\n\n\
    “Soon,” ⟦Lind‸qvist⟧ said. “No,” Bob Ray said.";

const QUOTED: &str = "⟦“The hull is s‸afe,”⟧ said Mara Lindqvist, the mayor of Velm.\n\n\
    ⟦“We wait,”⟧ she said, ⟦“for one part.”⟧ “No,” Bob Ray said.\n\n\
    ⟦“Soon,”⟧ Lindqvist said.";

#[test]
fn references_are_all_mentions_or_all_quotations() {
    let mut client = Client::rich();
    let marked = article(MENTIONED);
    client.opened(URI, "plaintext", &marked.text);
    for caret in &marked.carets {
        for (declaration, wanted) in [(true, &marked.ranges[..]), (false, &marked.ranges[1..])] {
            let more = json!({ "context": { "includeDeclaration": declaration } });
            let found = client.at_with("references", URI, caret, more);
            let wanted: Vec<Value> = wanted.iter().map(|r| json!({ "uri": URI, "range": r })).collect();
            assert_eq!(found, json!(wanted), "at {caret}");
        }
        let found = client.at("documentHighlight", URI, caret);
        let wanted: Vec<Value> = marked.ranges.iter().map(|r| json!({ "range": r, "kind": 2 })).collect();
        let mut wanted = json!(wanted);
        wanted[0]["kind"] = json!(3);
        assert_eq!(found, wanted, "at {caret}");
    }
    let marked = article(QUOTED);
    client.change(URI, 2, json!([{ "text": marked.text }]));
    let more = json!({ "context": { "includeDeclaration": true } });
    let found = client.at_with("references", URI, &marked.carets[0], more);
    // One place a quotation, whatever its parts.
    let wanted: Vec<Value> = [0, 1, 3].map(|i| json!({ "uri": URI, "range": marked.ranges[i] })).into();
    assert_eq!(found, json!(wanted));
    let found = client.at("documentHighlight", URI, &marked.carets[0]);
    let wanted: Vec<Value> = marked.ranges.iter().map(|r| json!({ "range": r, "kind": 1 })).collect();
    assert_eq!(found, json!(wanted));
}

#[test]
fn nothing_leads_nowhere() {
    let mut client = Client::rich();
    let article = article("“No,” said Ann Lee.\n‸\nThe ‸bridge is old.\n\nLeave a R‸eply\n");
    client.opened(URI, "plaintext", &article.text);
    for caret in &article.carets {
        for method in ["definition", "references", "documentHighlight"] {
            let more = json!({ "context": { "includeDeclaration": true } });
            assert_eq!(client.at_with(method, URI, caret, more), Value::Null, "{method} at {caret}");
        }
    }
}
