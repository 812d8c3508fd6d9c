//! Quiet while somebody writes: what waits, what ends the wait, and that nothing is lost.

use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, abilities};

const URI: &str = "file:///nowhere/article.txt";
const TEXT: &str = "Ann Lee left the room.\n\nShe called it a gift and left. It rained.\n";

fn typed(client: &mut Client, version: i32, line: u32, character: u32, text: &str) {
    let at = json!({ "line": line, "character": character });
    client.change(URI, version, json!([{ "range": { "start": at, "end": at }, "text": text }]));
}

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|d| d["code"].as_str()).collect()
}

/// A client whose user has just typed a mark that nothing closes, in the middle of a sentence.
fn writing(can: Value, settings: Value) -> Client {
    let mut client = Client::start_with(json!({ "capabilities": can, "initializationOptions": settings }), &[]);
    assert!(client.opened(URI, "plaintext", TEXT).is_empty());
    typed(&mut client, 2, 2, 16, "“");
    client
}

#[test]
fn a_new_finding_waits_for_a_pause() {
    let mut client = writing(abilities(), Value::Null);
    assert!(client.published(URI, 2).is_empty(), "it came at once");
    // Looking at the place itself, or asking for what is on the screen, ends nothing.
    client.hover(URI, 2, 17);
    client.hints(URI);
    assert_eq!(client.versions(URI), Vec::<Value>::new());
    assert_eq!(codes(&client.published(URI, 2)), ["unbalanced-quote"]);
    // Once shown it stays, whatever else is typed there.
    typed(&mut client, 3, 2, 22, "s");
    assert_eq!(codes(&client.published(URI, 3)), ["unbalanced-quote"]);
    // What is mended goes at once.
    typed(&mut client, 4, 2, 22, "”");
    assert!(client.published(URI, 4).is_empty());
}

#[test]
fn leaving_saving_and_ending_the_sentence_end_the_wait() {
    for what in ["look", "actions", "save", "edit", "line"] {
        let mut client = writing(abilities(), Value::Null);
        assert!(client.published(URI, 2).is_empty());
        let version = match what {
            "look" => {
                client.hover(URI, 0, 3);
                2
            }
            "actions" => {
                let there = json!({ "line": 0, "character": 3 });
                client.actions(URI, &json!({ "start": there, "end": there }), json!({ "diagnostics": [] }));
                2
            }
            "save" => {
                client.notify("textDocument/didSave", json!({ "textDocument": { "uri": URI } }));
                2
            }
            "edit" => {
                typed(&mut client, 3, 0, 3, "e");
                3
            }
            _ => {
                typed(&mut client, 3, 2, 1000, "\n");
                3
            }
        };
        let begin = std::time::Instant::now();
        let got = client.published(URI, version);
        assert_eq!(codes(&got), ["unbalanced-quote"], "after {what}");
        assert!(begin.elapsed() < Duration::from_millis(1900), "after {what} it still waited for a pause");
    }
    // A sentence that ends with what is typed is shown as it is.
    let mut client = Client::start();
    assert!(client.opened(URI, "plaintext", "She called it a “gift").iter().all(|d| d["code"] == "unbalanced-quote"));
    client.change(URI, 2, json!([{ "text": "She left it" }]));
    assert!(client.published(URI, 2).is_empty());
    typed(&mut client, 3, 0, 8, "“");
    assert!(client.published(URI, 3).is_empty());
    typed(&mut client, 4, 0, 12, ".");
    assert_eq!(codes(&client.published(URI, 4)), ["unbalanced-quote"]);
}

/// A client that sends the whole text with each key is a writer like others.
#[test]
fn a_whole_text_is_typed_where_it_differs() {
    let mut client = Client::start();
    assert!(client.opened(URI, "plaintext", TEXT).is_empty());
    let whole = |client: &mut Client, version: i32, text: &str| {
        client.change(URI, version, json!([{ "text": text }]));
        client.published(URI, version)
    };
    let marked = TEXT.replace("a gift", "a “gift");
    assert!(whole(&mut client, 2, &marked).is_empty(), "it came at once");
    assert_eq!(codes(&client.published(URI, 2)), ["unbalanced-quote"], "after a pause");
    // What was shown stays; the same text again, and another one, are not typed.
    assert_eq!(codes(&whole(&mut client, 3, &marked.replace("and left", "and soon left"))), ["unbalanced-quote"]);
    assert!(whole(&mut client, 4, TEXT).is_empty());
    assert!(whole(&mut client, 5, &marked).is_empty());
    assert_eq!(codes(&whole(&mut client, 6, &marked)), ["unbalanced-quote"], "at once");
    assert!(whole(&mut client, 7, "Nobody was there.\n").is_empty());
    assert_eq!(codes(&whole(&mut client, 8, &marked)), ["unbalanced-quote"], "at once");
}

#[test]
fn who_wants_everything_at_once_gets_it() {
    let mut client = writing(abilities(), json!({ "diagnostics": { "whileTyping": "show" } }));
    assert_eq!(codes(&client.published(URI, 2)), ["unbalanced-quote"]);
    // What comes in one piece is not typed.
    let mut client = Client::start();
    client.opened(URI, "plaintext", TEXT);
    typed(&mut client, 2, 2, 16, "“whatever it was that they had put there, ");
    assert_eq!(codes(&client.published(URI, 2)), ["unbalanced-quote"]);
}

#[test]
fn a_client_that_pulls_is_told_to_when_the_wait_is_over() {
    let mut can = abilities();
    can["textDocument"]["diagnostic"] = json!({});
    can["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    let pull = |client: &mut Client| {
        client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }))["items"].clone()
    };
    let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
    client.open(URI, "plaintext", TEXT);
    assert_eq!(pull(&mut client), json!([]));
    typed(&mut client, 2, 2, 16, "“");
    assert_eq!(pull(&mut client), json!([]));
    client.wait("the wish to pull again", |m| m["method"] == "workspace/diagnostic/refresh");
    assert_eq!(pull(&mut client)[0]["code"], "unbalanced-quote");
    // One that cannot be told gets it at once.
    can["workspace"]["diagnostics"] = Value::Null;
    let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
    client.open(URI, "plaintext", TEXT);
    typed(&mut client, 2, 2, 16, "“");
    assert_eq!(pull(&mut client)[0]["code"], "unbalanced-quote");
}
