//! The five failures of a server on tower-lsp, each tried.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, abilities, frame};

const URI: &str = "file:///nowhere/article.txt";

fn article(paragraphs: usize) -> String {
    let mut text = String::new();
    for i in 0..paragraphs {
        text += &format!("“The harbour was dredged {i} times,” said Ann Lee, the harbour master of Velm {i}. ");
        text += "She added that half of the boats had left. Critics say the plan costs 40 million crowns.\n\n";
    }
    text
}

fn insert(version: i32, line: u32, text: &str) -> Value {
    let at = json!({ "line": line, "character": 0 });
    let change = json!([{ "range": { "start": at, "end": at }, "text": text }]);
    let document = json!({ "uri": URI, "version": version });
    let params = json!({ "textDocument": document, "contentChanges": change });
    json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params })
}

#[test]
fn a_burst_of_edits_gets_one_publish_of_the_last_version() {
    let mut client = Client::spawn(&[]);
    client.hold = true;
    client.initialize(json!({ "capabilities": abilities() }));
    client.opened(URI, "plaintext", &article(40));
    let mut burst = Vec::new();
    for version in 2..=501 {
        burst.extend(frame(&insert(version, version as u32 % 40, if version == 501 { "last " } else { "x" })));
    }
    client.write(&burst);
    client.published(URI, 501);
    assert_eq!(client.versions(URI), Vec::<Value>::new(), "publishes of versions before the last");
    // The answers that were held back come now, and do no harm.
    client.hold = false;
    let held: Vec<Value> = client.inbox.iter().filter(|m| m.get("method").is_some()).cloned().collect();
    for request in held.iter().filter(|m| m.get("id").is_some()) {
        client.write(&frame(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": null })));
    }
    client.write(&frame(&insert(502, 0, "y")));
    client.published(URI, 502);
    assert_eq!(client.versions(URI), Vec::<Value>::new(), "publishes after the last");
}

#[test]
fn a_panic_costs_one_version_and_nothing_else() {
    let words = "the words that make it fail";
    let mut client = Client::start_with(json!({ "capabilities": abilities() }), &[("WHOSAID_TEST_PANIC", words)]);
    let other = "file:///nowhere/other.txt";
    client.opened(other, "plaintext", "All is well.");
    client.open(URI, "plaintext", &format!("Here are {words}."));
    let shown = client.wait("a message for the user", |m| m["method"] == "window/showMessage");
    assert_eq!(shown["params"]["type"], 1);
    let log = client.wait("a line in the log", |m| m["method"] == "window/logMessage");
    assert!(!log.to_string().contains(words), "text of the document is in the log: {log}");
    // That version has no answer, but requests for it have.
    assert_eq!(client.hover(URI, 0, 3), "");
    client.change(other, 2, json!([{ "text": "All is still well." }]));
    client.published(other, 2);
    client.change(URI, 2, json!([{ "text": format!("Again {words}.") }]));
    client.wait("a second line in the log", |m| m["method"] == "window/logMessage");
    client.change(URI, 3, json!([{ "text": "Here are others." }]));
    client.published(URI, 3);
    let messages = client.inbox.iter().filter(|m| m["method"] == "window/showMessage").count();
    assert_eq!((messages, client.versions(URI)), (0, vec![]), "shown twice, or published");
}

/// A closed document that still waits to be read, or is with a worker, is not heard of again; nor is it taken for the one
/// that is opened under its name.
#[test]
fn a_closed_document_leaves_nothing_behind() {
    let mut can = abilities();
    can["experimental"] = json!({ "whosaid": { "articleChanged": true } });
    let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
    client.opened(URI, "plaintext", &article(1));
    let name = |i: usize| format!("file:///nowhere/{i}.txt");
    let close = |client: &mut Client, uri: &str| {
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    };
    let count = 60;
    for i in 0..count {
        client.open(&name(i), "plaintext", &article(20));
        close(&mut client, &name(i));
        if i % 2 == 0 {
            client.open(&name(i), "plaintext", "Nothing.");
        }
    }
    for i in (0..count).step_by(2) {
        // Of the two that had version 1, only the one that is open is heard of.
        assert_eq!(client.published(&name(i), 1), Vec::<Value>::new(), "{}", name(i));
    }
    client.change(URI, 2, json!([{ "text": "Done." }]));
    client.published(URI, 2);
    let late = "file:///nowhere/late.txt";
    assert!(!client.opened(late, "plaintext", &article(200)).is_empty());
    for i in 0..count {
        assert!(client.versions(&name(i)).iter().all(Value::is_null), "{}: {:?}", name(i), client.versions(&name(i)));
        let read = client.inbox.iter().filter(|m| m["method"] == "whosaid/articleChanged");
        let read = read.filter(|m| m["params"]["uri"] == name(i)).count();
        assert!(read <= usize::from(i % 2 == 0), "{} was read {read} times", name(i));
    }
}

#[test]
fn a_small_document_is_answered_while_books_are_read() {
    let options = json!({ "limits": { "maxFileBytes": 100_000_000 } });
    let mut client = Client::start_with(json!({ "capabilities": abilities(), "initializationOptions": options }), &[]);
    client.opened(URI, "plaintext", &article(3));
    let (piece, books) = (article(1), ["file:///nowhere/one.txt", "file:///nowhere/two.txt"]);
    for book in books {
        client.open(book, "plaintext", &piece.repeat(6_000_000 / piece.len()));
    }
    let mut slowest = Duration::ZERO;
    for version in 2..8 {
        let begin = Instant::now();
        client.write(&frame(&insert(version, 0, "x")));
        client.published(URI, version);
        slowest = slowest.max(begin.elapsed());
    }
    for book in books {
        assert_eq!(client.versions(book), Vec::<Value>::new(), "{book} was read too fast to be in the way");
    }
    assert!(slowest < Duration::from_secs(2), "an edit was answered after {slowest:?}");
}

#[test]
fn a_cancelled_request_is_answered_at_once_while_a_book_is_read() {
    let options = json!({ "limits": { "maxFileBytes": 100_000_000 } });
    let mut client = Client::start_with(json!({ "capabilities": abilities(), "initializationOptions": options }), &[]);
    let small = "file:///nowhere/small.txt";
    // One that came before the document is answered: there is nothing to wait for. Cancelling it is too late.
    let early = client.ask(
        "textDocument/hover",
        json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 3 } }),
    );
    let piece = article(1);
    client.open(URI, "plaintext", &piece.repeat(10_000_000 / piece.len()));
    client.notify("$/cancelRequest", json!({ "id": early }));
    assert_eq!(client.answer(early)["result"], Value::Null);
    let mut fastest = Duration::MAX;
    for _ in 0..5 {
        let hover = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 3 } });
        let id = client.ask("textDocument/hover", hover);
        // An answer to something else shows that the hover is being waited for by now.
        client.hover(small, 0, 0);
        let begin = Instant::now();
        client.notify("$/cancelRequest", json!({ "id": id }));
        let answer = client.answer(id);
        fastest = fastest.min(begin.elapsed());
        assert_eq!(answer["error"]["code"], -32800, "{answer}");
    }
    assert!(fastest < Duration::from_millis(50), "it took {fastest:?}");
    // Another document is read meanwhile, more waiting requests than any limit do not stop the reading, and the end
    // comes at once.
    client.opened(small, "plaintext", "A small one.");
    let mut waiting = Vec::new();
    for _ in 0..300 {
        let hover = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 3 } });
        waiting.push(client.ask("textDocument/hover", hover));
    }
    assert_eq!(client.hover("file:///nowhere/none.txt", 0, 0), "");
    // Nobody waits for a closed document.
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    for id in waiting {
        assert_eq!(client.answer(id)["result"], Value::Null);
    }
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    let (code, time) = client.end();
    assert_eq!(code, Some(0));
    assert!(time < Duration::from_millis(200), "the end took {time:?}");
}
