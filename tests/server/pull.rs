//! Diagnostics for a client that asks for them.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, abilities, is_publish, uri_of};

const TEXT: &str = "“The ferry is late,” said Ann Lee, the harbour master.\n\nLeave a Reply\n";

fn pulling() -> Value {
    let mut can = abilities();
    can["textDocument"]["diagnostic"] = json!({});
    can["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    can
}

/// What a client says that has these reports.
fn ids(items: &[Value]) -> Value {
    items.iter().map(|i| json!({ "uri": i["uri"], "value": i["resultId"] })).collect()
}

fn pull(client: &mut Client, uri: &str, known: Option<&Value>) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri } });
    params["previousResultId"] = known.cloned().unwrap_or_default();
    client.request("textDocument/diagnostic", params)
}

#[test]
fn a_client_that_pulls_is_not_pushed_to() {
    let mut client = Client::spawn(&[]);
    let result = client.initialize(json!({ "capabilities": pulling() }));
    let provider = &result["capabilities"]["diagnosticProvider"];
    assert_eq!((&provider["interFileDependencies"], &provider["workspaceDiagnostics"]), (&json!(false), &json!(true)));
    let uri = "file:///nowhere/a.txt";
    client.open(uri, "plaintext", TEXT);
    let first = pull(&mut client, uri, None);
    assert_eq!((&first["kind"], &first["items"][0]["code"]), (&json!("full"), &json!("boilerplate-line")));
    // What is still the same is not sent again, even when the text is another.
    client.change(uri, 2, json!([{ "text": TEXT.replace("late", "slow") }]));
    let again = pull(&mut client, uri, Some(&first["resultId"]));
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    client.change(uri, 3, json!([{ "text": "Nothing." }]));
    let gone = pull(&mut client, uri, Some(&first["resultId"]));
    assert_eq!((&gone["kind"], &gone["items"]), (&json!("full"), &json!([])));
    assert_eq!(pull(&mut client, "file:///nowhere/none.txt", None)["items"], json!([]));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    client.hints(uri);
    assert!(!client.inbox.iter().any(|m| m["method"] == "textDocument/publishDiagnostics"), "{:#?}", client.inbox);
    // And the other way round.
    let mut pushed = Client::spawn(&[]);
    let result = pushed.initialize(json!({ "capabilities": abilities() }));
    assert!(result["capabilities"].get("diagnosticProvider").is_none());
}

#[test]
fn other_settings_are_a_reason_to_ask_again() {
    let mut client = Client::start_with(json!({ "capabilities": pulling() }), &[]);
    let uri = "file:///nowhere/a.txt";
    client.open(uri, "plaintext", TEXT);
    let first = pull(&mut client, uri, None);
    client.settings = json!({ "rules": { "boilerplate-line": "off" } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.wait("the wish to pull again", |m| m["method"] == "workspace/diagnostic/refresh");
    assert_eq!(pull(&mut client, uri, Some(&first["resultId"]))["items"], json!([]));
}

#[test]
fn the_workspace_is_open_documents_and_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    for name in ["open.txt", "stored.md", "ignored.txt", "code.rs"] {
        write(name, TEXT);
    }
    write(".gitignore", "ignored.txt\n");
    let folders = json!([{ "uri": uri_of(folder.path()), "name": "x" }]);
    let mut client = Client::start_with(json!({ "capabilities": pulling(), "workspaceFolders": folders }), &[]);
    let uri = |name: &str| uri_of(&folder.path().join(name));
    client.open(&uri("open.txt"), "plaintext", "Nothing yet.");
    let ask = |client: &mut Client, known: Value| {
        let mut items = client.request("workspace/diagnostic", json!({ "previousResultIds": known }))["items"].clone();
        let items = items.as_array_mut().expect("a list");
        items.sort_by_key(|i| i["uri"].to_string());
        items.clone()
    };
    let first = ask(&mut client, json!([]));
    let told: Vec<_> = first.iter().map(|i| (&i["uri"], &i["version"], i["items"].as_array().map(Vec::len))).collect();
    assert_eq!(
        told,
        [(&json!(uri("open.txt")), &json!(1), Some(0)), (&json!(uri("stored.md")), &Value::Null, Some(1))],
        "{first:#?}"
    );
    let known = ids(&first);
    fs::remove_file(folder.path().join("stored.md")).expect("removed");
    write("new.txt", "Another text.");
    let last = ask(&mut client, known);
    let kinds: Vec<_> = last.iter().map(|i| (&i["uri"], &i["kind"])).collect();
    let full = json!("full");
    assert_eq!(
        kinds,
        [
            (&json!(uri("new.txt")), &full),
            (&json!(uri("open.txt")), &json!("unchanged")),
            (&json!(uri("stored.md")), &full)
        ]
    );
    assert_eq!(last[2]["items"], json!([]), "what is gone has no diagnostics");
    // Only open documents, where the user wants that.
    client.settings = json!({ "diagnostics": { "workspace": false } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.wait("the wish to pull again", |m| m["method"] == "workspace/diagnostic/refresh");
    assert_eq!(ask(&mut client, json!([])).len(), 1);
}

#[test]
fn what_was_pushed_is_taken_away_when_it_is_pulled() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("stored.md"), TEXT).expect("written");
    let uri = uri_of(&folder.path().join("stored.md"));
    let folders = json!([{ "uri": uri_of(folder.path()), "name": "x" }]);
    let mut client = Client::start_with(json!({ "capabilities": pulling(), "workspaceFolders": folders }), &[]);
    let check = json!({ "command": "whosaid.checkWorkspace" });
    client.request("workspace/executeCommand", check.clone());
    let pushed = client.wait("what is found", |m| is_publish(m, &uri));
    assert_eq!(pushed["params"]["diagnostics"].as_array().map(Vec::len), Some(1));
    let pulled = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!(pulled["items"][0]["items"].as_array().map(Vec::len), Some(1));
    let taken = client.wait("nothing in its place", |m| is_publish(m, &uri));
    assert_eq!(taken["params"]["diagnostics"], json!([]));
    client.request("workspace/executeCommand", check);
    client.hints(&uri);
    assert!(!client.inbox.iter().any(|m| is_publish(m, &uri)), "{:#?}", client.inbox);
}

/// A folder with an article, and a client that has the diagnostics of it and of an open document.
fn waiting() -> (tempfile::TempDir, Client, Value) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("stored.md"), TEXT).expect("written");
    let folders = json!([{ "uri": uri_of(folder.path()), "name": "x" }]);
    let mut client = Client::start_with(json!({ "capabilities": pulling(), "workspaceFolders": folders }), &[]);
    client.open(OPEN, "plaintext", "Nothing yet.");
    let first = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let known = ids(first["items"].as_array().expect("a list"));
    assert_eq!(known.as_array().map(Vec::len), Some(2), "{first:#}");
    (folder, client, known)
}

const OPEN: &str = "file:///nowhere/open.txt";

fn ask(client: &mut Client, known: &Value, token: Option<&str>) -> i64 {
    let mut params = json!({ "previousResultIds": known });
    if let Some(token) = token {
        params["partialResultToken"] = token.into();
    }
    client.ask("workspace/diagnostic", params)
}

/// That a question still waits after everything that was sent has been dealt with.
fn waits(client: &mut Client, id: i64) {
    std::thread::sleep(std::time::Duration::from_millis(400));
    client.hints(OPEN);
    assert!(!client.inbox.iter().any(|m| m["id"] == id && m.get("method").is_none()), "{:#?}", client.inbox);
}

fn kinds(answer: &Value) -> Vec<(Value, Value)> {
    let items = answer["result"]["items"].as_array().unwrap_or_else(|| panic!("no list: {answer}"));
    let mut kinds: Vec<_> = items.iter().map(|i| (i["uri"].clone(), i["kind"].clone())).collect();
    kinds.sort_by_key(|(uri, _)| uri.to_string());
    kinds
}

/// The next part of an answer.
fn part(client: &mut Client) -> Value {
    let part = client.wait("a part", |m| m["method"] == "$/progress" && m["params"]["token"] == TOKEN);
    part["params"]["value"]["items"].clone()
}

const TOKEN: &str = "t-1";

#[test]
fn a_client_that_takes_no_parts_is_answered_at_once() {
    let (_folder, mut client, known) = waiting();
    for _ in 0..2 {
        let id = ask(&mut client, &known, None);
        let answer = client.answer(id);
        assert!(kinds(&answer).iter().all(|(_, kind)| kind == "unchanged"), "{answer:#}");
    }
}

#[test]
fn a_question_that_waits_ends_with_a_cancel_another_question_or_the_shutdown() {
    let (_folder, mut client, known) = waiting();
    let id = ask(&mut client, &known, Some(TOKEN));
    waits(&mut client, id);
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
    // Of two questions the later waits.
    let first = ask(&mut client, &known, Some(TOKEN));
    waits(&mut client, first);
    let second = ask(&mut client, &known, Some(TOKEN));
    let answer = client.answer(first);
    assert!(kinds(&answer).iter().all(|(_, kind)| kind == "unchanged"), "{answer:#}");
    waits(&mut client, second);
    client.request("shutdown", Value::Null);
    assert!(kinds(&client.answer(second)).iter().all(|(_, kind)| kind == "unchanged"));
    client.notify("exit", Value::Null);
    let (code, time) = client.end();
    assert_eq!(code, Some(0));
    assert!(time < std::time::Duration::from_millis(200), "the end took {time:?}");
}

/// A client that takes parts of the answer is given each change as it comes, and asks once.
#[test]
fn what_is_new_comes_in_parts() {
    let (folder, mut client, known) = waiting();
    let path = folder.path().join("stored.md");
    let stored = uri_of(&path);
    let id = ask(&mut client, &known, Some(TOKEN));
    waits(&mut client, id);
    let count = |items: &Value| (items[0]["uri"].clone(), items[0]["items"].as_array().map(Vec::len));
    // An edit that changes no finding is nothing new, one that does is.
    client.change(OPEN, 2, json!([{ "text": "Nothing yet, still." }]));
    waits(&mut client, id);
    for (version, text, findings) in [(3, TEXT, 1), (4, "Nothing at all.", 0), (5, TEXT, 1)] {
        client.change(OPEN, version, json!([{ "text": text }]));
        assert_eq!(count(&part(&mut client)), (json!(OPEN), Some(findings)));
    }
    // A file that changes, and goes.
    let event = |kind: i32| json!({ "changes": [{ "uri": stored, "type": kind }] });
    fs::write(&path, format!("{TEXT}\nShare this article on Facebook\n")).expect("written");
    client.notify("workspace/didChangeWatchedFiles", event(2));
    assert_eq!(count(&part(&mut client)), (json!(stored), Some(2)));
    fs::remove_file(&path).expect("removed");
    client.notify("workspace/didChangeWatchedFiles", event(3));
    assert_eq!(count(&part(&mut client)), (json!(stored), Some(0)));
    // Settings.
    client.settings = json!({ "rules": { "boilerplate-line": "off" } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    assert_eq!(count(&part(&mut client)), (json!(OPEN), Some(0)));
    waits(&mut client, id);
    assert!(!client.inbox.iter().any(|m| m["method"] == "$/progress"), "told twice: {:#?}", client.inbox);
    client.request("shutdown", Value::Null);
    assert_eq!(client.answer(id)["result"], json!({ "items": [] }), "all of it was given");
}

/// Where nobody tells of files that change, they are looked at.
#[test]
fn files_that_nobody_watches_are_looked_at_while_a_question_waits() {
    let folder = tempfile::tempdir().expect("a folder");
    let folders = json!([{ "uri": uri_of(folder.path()), "name": "x" }]);
    let mut can = pulling();
    can["workspace"]["didChangeWatchedFiles"] = Value::Null;
    let mut client = Client::start_with(json!({ "capabilities": can, "workspaceFolders": folders }), &[]);
    let nothing = json!([]);
    assert_eq!(client.request("workspace/diagnostic", json!({ "previousResultIds": nothing }))["items"], nothing);
    let id = ask(&mut client, &nothing, Some(TOKEN));
    waits(&mut client, id);
    fs::write(folder.path().join("new.txt"), TEXT).expect("written");
    assert_eq!(part(&mut client)[0]["items"].as_array().map(Vec::len), Some(1));
}
