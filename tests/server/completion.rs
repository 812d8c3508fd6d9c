//! Completion of speakers and of the comments that speak to whosaid.

use serde_json::{Value, json};

use crate::article::{article, edited};
use crate::client::Client;

const URI: &str = "file:///nowhere/article.md";

const BEFORE: &str = "“The hull is safe,” said Mara Lindqvist, the mayor of Velm.\n\n\
    “It leaks,” said Bob Ray. “It does,” Ray said.\n\n";

fn offered(client: &mut Client, marked: &str) -> (String, Vec<Value>) {
    let article = article(marked);
    client.opened(URI, "markdown", &article.text);
    let list = client.at("completion", URI, &article.carets[0]);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    (article.text, list["items"].as_array().cloned().unwrap_or_default())
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().map(|i| i["label"].as_str().expect("a label")).collect()
}

#[test]
fn speakers_are_offered_where_a_source_is_expected() {
    let mut client = Client::rich();
    let all = ["Ray", "Bob Ray", "Lindqvist", "Mara Lindqvist"];
    for (end, wanted) in [
        ("“We wait,” said ‸", &all[..]),
        ("“We wait,” said ‸.", &all),
        ("According to ‸", &all),
        ("The hull is safe, said ‸", &all),
        ("It was safe, according to ‸ on Monday.", &all),
        ("“We wait,” said Lin‸", &all[2..]),
        ("“We wait,” said ma‸", &all[3..]),
        ("“We wait,” said Mara L‸", &all[3..]),
        ("The people were told by ‸", &all),
        ("“We wait,” ‸", &all),
        ("“We wait,” Lin‸", &all[2..]),
        ("“We wait”, ‸", &all),
        ("“We wait,” said Ms. L‸", &all[2..]),
        ("“We wait,” said Mayor ‸", &all),
        // Lines are wrapped.
        ("“We wait and\nwait,” said L‸", &all[2..]),
        ("“We wait,”\nsaid L‸", &all[2..]),
        ("> The hull is safe, according\n> to ‸", &all),
        ("“We wait,” said Ray.\n\nL‸", &[]),
        ("“We wait.” ‸", &[]),
        ("“We wait,” said X‸", &[]),
        ("Lindqvist said ‸", &[]),
        ("She said ‸", &[]),
        ("Mara Lindqvist, the mayor, said ‸", &[]),
        ("The bridge is ‸", &[]),
        ("“According to ‸", &[]),
        ("“We wait, said ‸", &[]),
        ("“According to ‸ it is late,” she said.", &[]),
        ("‸", &[]),
        ("```\n“We wait,” said ‸\n```", &[]),
    ] {
        let (_, items) = offered(&mut client, &format!("{BEFORE}{end}"));
        assert_eq!(labels(&items), wanted, "at {end}: {items:#?}");
    }
}

#[test]
fn a_name_is_put_in_as_the_page_writes_it() {
    let mut client = Client::rich();
    let uri = "file:///nowhere/page.html";
    let article = article("<p>“It leaks,” said Orr &amp; Sons, the builders.</p>\n<p>“It does,” said ‸</p>");
    client.opened(uri, "html", &article.text);
    let list = client.at("completion", uri, &article.carets[0]);
    let items = list["items"].as_array().expect("a list");
    let item = items.iter().find(|i| i["label"] == "Orr & Sons").unwrap_or_else(|| panic!("{items:#?}"));
    assert_eq!(item["textEdit"]["newText"], "Orr &amp; Sons");
}

#[test]
fn a_name_is_found_by_the_letters_of_any_keyboard() {
    let mut client = Client::rich();
    let before = "“It leaks,” said Zoë O’Brien.\n\n“It does,” said ";
    for typed in ["zoe", "Zoe O'B", "o'b", "O’b", "Zoë O'Brien"] {
        let (text, items) = offered(&mut client, &format!("{before}{typed}‸"));
        let item = items.last().unwrap_or_else(|| panic!("nothing at {typed}"));
        assert_eq!(item["label"], "Zoë O’Brien", "at {typed}: {items:#?}");
        // The client looks for what was typed, and puts the name in its place.
        let filter = item["filterText"].as_str().expect("a text").to_lowercase();
        assert!(filter.starts_with(&typed.to_lowercase()), "at {typed}: {filter}");
        assert_eq!(edited(&text, &[item["textEdit"].clone()]), format!("{before}Zoë O’Brien"));
    }
}

#[test]
fn nobody_is_bothered_where_a_verb_may_follow() {
    let mut client = Client::rich();
    for (end, offered) in [("“We wait,” said ‸", true), ("“We wait,” ‸", false)] {
        let article = article(&format!("{BEFORE}{end}"));
        client.opened(URI, "markdown", &article.text);
        let context = json!({ "context": { "triggerKind": 2, "triggerCharacter": " " } });
        let list = client.at_with("completion", URI, &article.carets[0], context);
        assert_eq!(!list.is_null(), offered, "at {end}: {list}");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
}

#[test]
fn what_was_typed_is_replaced() {
    let mut client = Client::rich();
    let (text, items) = offered(&mut client, &format!("{BEFORE}“We wait,” said mara L‸."));
    let after = edited(&text, &[items[0]["textEdit"].clone()]);
    assert_eq!(after, format!("{BEFORE}“We wait,” said Mara Lindqvist."));
    assert_eq!(items[0]["detail"], "the mayor of Velm");
    assert!(items[0].get("commitCharacters").is_none());
    // The order is the one of the list, and a surname finds its full name.
    let (_, items) = offered(&mut client, &format!("{BEFORE}“We wait,” said Lind‸."));
    let sorted: Vec<&str> = items.iter().map(|i| i["sortText"].as_str().expect("a text")).collect();
    assert!(sorted.is_sorted() && items.iter().all(|i| i["filterText"] == "Lindqvist"), "{items:#?}");
}

#[test]
fn who_is_spoken_of_nearby_comes_first() {
    let mut client = Client::rich();
    let near = "“No,” Lindqvist said. “No,” she said.\n\n“We wait,” said ‸";
    let (_, items) = offered(&mut client, &format!("{BEFORE}{near}"));
    assert_eq!(labels(&items)[..2], ["Lindqvist", "Mara Lindqvist"]);
    // A surname that two have is never offered alone.
    let two = "“No,” said Bill Clinton.\n\n“Yes,” said Hillary Clinton.\n\n“Hm,” said ‸";
    let (_, items) = offered(&mut client, two);
    assert_eq!(labels(&items), ["Hillary Clinton", "Bill Clinton"]);
}

#[test]
fn rules_are_offered_in_comments() {
    let mut client = Client::rich();
    let rules: Vec<&str> = whosaid::rules::RULES.iter().map(|r| r.code).collect();
    let but = |code: &str| rules.iter().copied().filter(|r| *r != code).collect::<Vec<_>>();
    let verbs = whosaid::rules::directive::VERBS;
    for (text, wanted) in [
        ("<!-- whosaid-ignore ‸ -->", rules.clone()),
        ("<!-- whosaid-ignore ‸", rules.clone()),
        ("<!-- whosaid-off ‸ -->", rules.clone()),
        ("<!-- whosaid-ignore-file ‸ -->", rules.clone()),
        ("It rained. <!-- whosaid-ignore unatt‸ -->", vec!["unattributed-claim"]),
        ("<!-- whosaid-ignore unattributed-claim ‸ -->", but("unattributed-claim")),
        ("<!-- whosaid-ignore unattributed-claim, ‸ -->", but("unattributed-claim")),
        ("<!-- whosaid-ignore xyz‸ -->", vec![]),
        ("<!-- who‸", verbs.to_vec()),
        ("<!-- whosaid-of‸ -->", vec!["whosaid-off"]),
        ("<!-- a comment ‸ -->", vec![]),
        ("<!-- whosaid-ignore --> ‸", vec![]),
        ("```\n<!-- whosaid-ignore ‸ -->\n```", vec![]),
    ] {
        let (_, items) = offered(&mut client, text);
        assert_eq!(labels(&items), wanted, "in {text}");
    }
    let (text, items) = offered(&mut client, "<!-- whosaid-ignore wea‸ -->");
    assert_eq!(edited(&text, &[items[0]["textEdit"].clone()]), "<!-- whosaid-ignore weasel-attribution -->");
}
