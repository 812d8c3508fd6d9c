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
    let known: Vec<_> = first.iter().map(|i| json!({ "uri": i["uri"], "value": i["resultId"] })).collect();
    let again = ask(&mut client, json!(known));
    assert!(again.len() == 2 && again.iter().all(|i| i["kind"] == "unchanged"), "{again:#?}");
    fs::remove_file(folder.path().join("stored.md")).expect("removed");
    write("new.txt", "Another text.");
    let last = ask(&mut client, json!(known));
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
