//! Edits that are not what they should be: halves of characters, versions that are none, and what cannot be read.

use serde_json::{Value, json};

use crate::client::{Client, abilities, frame_of};

const URI: &str = "file:///nowhere/article.md";
const TEXT: &str = "# 😀\n\n“It is late,” said Ann Lee.\n\nLeave a Reply\n";

/// Changes the words between two columns of a line; `text` is JSON as it is sent.
fn replace(client: &mut Client, version: &str, line: i64, columns: [i64; 2], text: &str) {
    let [start, end] = columns.map(|character| json!({ "line": line, "character": character }));
    let change = format!(r#"{{"range":{{"start":{start},"end":{end}}},"text":{text}}}"#);
    let document = format!(r#"{{"uri":"{URI}","version":{version}}}"#);
    let params = format!(r#"{{"textDocument":{document},"contentChanges":[{change}]}}"#);
    let method = "textDocument/didChange";
    client.write(&frame_of(&format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{params}}}"#)));
}

fn lines(diagnostics: &[Value]) -> Vec<(u64, u64)> {
    let start = |d: &Value, of: &str| d["range"]["start"][of].as_u64().expect("a number");
    diagnostics.iter().map(|d| (start(d, "line"), start(d, "character"))).collect()
}

#[test]
fn halves_of_characters_leave_every_later_place_where_it_is() {
    let mut client = Client::start();
    assert_eq!(lines(&client.opened(URI, "markdown", TEXT)), [(4, 0)]);
    // Half an emoji is typed, with two lines; then the other half of the first one changes.
    replace(&mut client, "2", 0, [0, 0], r#""pasted \ud83d\n\n""#);
    assert_eq!(lines(&client.published(URI, 2)), [(6, 0)]);
    replace(&mut client, "3", 2, [3, 4], r#""\ude01""#);
    replace(&mut client, "4", 2, [0, 4], r#""Leave a Reply\n\n""#);
    assert_eq!(lines(&client.published(URI, 4)), [(2, 0), (8, 0)]);
    assert!(client.inbox.iter().all(|m| m.get("error").is_none()), "{:#?}", client.inbox);
    // A request has its answer, under its id.
    let caret = r#""position":{"line":6,"character":20}"#;
    let params = format!(r#"{{"textDocument":{{"uri":"{URI}"}},{caret},"newName":"A\ud800"}}"#);
    let request = format!(r#"{{"jsonrpc":"2.0","id":4711,"method":"textDocument/rename","params":{params}}}"#);
    client.write(&frame_of(&request));
    client.answer(4711);
    // And what is opened so is read.
    let item = format!(r#"{{"uri":"{URI}2","languageId":"markdown","version":1,"text":"\udc00\n\nLeave a Reply\n"}}"#);
    let open = format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{item}}}}}"#);
    client.write(&frame_of(&open));
    assert_eq!(lines(&client.published(&format!("{URI}2"), 1)), [(2, 0)]);
}

#[test]
fn a_version_that_is_none_keeps_the_last_one() {
    let mut client = Client::start();
    client.opened(URI, "markdown", TEXT);
    for (version, line) in [("null", 5), ("3000000000", 6), ("\"x\"", 7)] {
        replace(&mut client, version, 0, [0, 0], r#""\n""#);
        assert_eq!(lines(&client.published(URI, 1)), [(line, 0)], "version {version}");
    }
    replace(&mut client, "5", 0, [0, 0], r#""\n""#);
    assert_eq!(lines(&client.published(URI, 5)), [(8, 0)]);
    // A place behind the end is the end, however far.
    replace(&mut client, "6", 99_999_999_999, [0, 9_999_999_999], r#""\nLeave a Reply\n""#);
    assert_eq!(lines(&client.published(URI, 6)).len(), 2);
}

#[test]
fn a_document_with_a_lost_edit_is_set_aside_until_its_whole_text_comes() {
    let garbled = |client: &mut Client| {
        let change = r#"{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"@"}"#;
        let document = format!(r#"{{"uri":"{URI}","version":2}}"#);
        let params = format!(r#"{{"textDocument":{document},"contentChanges":[{change}]}}"#);
        let method = "textDocument/didChange";
        let mut bytes = frame_of(&format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{params}}}"#));
        *bytes.iter_mut().find(|b| **b == b'@').expect("it is there") = 0xff;
        client.write(&bytes);
    };
    let lose: [&dyn Fn(&mut Client); 4] = [
        &|client| replace(client, "2", 0, [-1, 0], r#""secret""#),
        &|client| replace(client, "2", 0, [0, 0], "5"),
        &|client| client.change(URI, 2, json!("secret")),
        &garbled,
    ];
    for (n, lose) in lose.iter().enumerate() {
        let mut client = Client::start_with(json!({ "capabilities": abilities() }), &[]);
        client.opened(URI, "markdown", TEXT);
        lose(&mut client);
        let log = client.wait("a line in the log", |m| m["method"] == "window/logMessage");
        let expected = json!({ "type": 1, "message": "article.md is set aside: a change to it cannot be read" });
        assert_eq!(log["params"], expected, "{n}");
        let shown = client.wait("a message for the user", |m| m["method"] == "window/showMessage");
        assert_eq!(shown["params"]["type"], 2);
        assert!(shown.to_string().contains("Close it and open it again"), "{shown}");
        // What comes now has no place; requests are answered with nothing.
        replace(&mut client, "3", 0, [0, 0], r#""\n\n""#);
        lose(&mut client);
        assert_eq!(client.hover(URI, 2, 20), "");
        assert_eq!(client.versions(URI), Vec::<Value>::new(), "{n}");
        assert!(client.inbox.iter().all(|m| m["method"] != "window/showMessage"), "told twice: {n}");
        // The whole text, or the document opened again.
        if n % 2 == 0 {
            client.change(URI, 4, json!([{ "range": "lost as well", "text": "x" }, { "text": TEXT }]));
            assert_eq!(lines(&client.published(URI, 4)), [(4, 0)], "{n}");
            replace(&mut client, "5", 0, [0, 0], r#""\n\n""#);
            assert_eq!(lines(&client.published(URI, 5)), [(6, 0)], "{n}");
        } else {
            client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
            assert_eq!(lines(&client.opened(URI, "markdown", TEXT)), [(4, 0)], "{n}");
        }
    }
}

#[test]
fn what_is_opened_without_a_text_is_told() {
    let mut client = Client::start();
    let item = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": 5 });
    client.notify("textDocument/didOpen", json!({ "textDocument": item }));
    let log = client.wait("a line in the log", |m| m["method"] == "window/logMessage");
    assert_eq!(log["params"]["message"], "article.md is set aside: the text cannot be read");
    client.notify("textDocument/didOpen", Value::Null);
    client.notify("textDocument/didChange", json!([1]));
    for said in ["was opened under a name that cannot be read", "nor which document it is for"] {
        client.wait(said, |m| m["method"] == "window/logMessage" && m.to_string().contains(said));
    }
    assert_eq!(lines(&client.opened(URI, "markdown", TEXT)), [(4, 0)]);
}
