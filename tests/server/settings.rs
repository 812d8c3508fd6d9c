//! Settings: from the editor, asked for or sent, and from files; at once, in every open document.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, abilities, is_wish, uri_of as uri};

/// Something that the rules mark by default.
const TEXT: &str = "“The ferry is late,” said Ann Lee, the harbour master.\n\nLeave a Reply\n";

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|d| d["code"].as_str()).collect()
}

fn off() -> Value {
    json!({ "whosaid": { "rules": { "boilerplate-line": "off" } } })
}

#[test]
fn pushed_and_asked_for_settings_take_effect_in_every_open_document() {
    let mut client = Client::start();
    let (a, b) = ("file:///nowhere/a.txt", "file:///nowhere/b.md");
    assert_eq!(codes(&client.opened(a, "plaintext", TEXT)), ["boilerplate-line"]);
    assert_eq!(codes(&client.opened(b, "markdown", TEXT)), ["boilerplate-line"]);
    // Sent.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": off() }));
    assert!(client.published(a, 1).is_empty() && client.published(b, 1).is_empty());
    client.wait("the wish to ask for hints again", |m| m["method"] == "workspace/inlayHint/refresh");
    // Asked for.
    client.settings = json!({ "rules": { "boilerplate-line": "error" } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    for uri in [a, b] {
        assert_eq!(client.published(uri, 1)[0]["severity"], 1);
    }
}

#[test]
fn settings_come_with_initialize() {
    for options in [off(), off()["whosaid"].clone()] {
        let params = json!({ "capabilities": {}, "initializationOptions": options });
        let mut client = Client::start_with(params, &[]);
        assert!(client.opened("file:///nowhere/a.txt", "plaintext", TEXT).is_empty(), "with {options}");
    }
}

#[test]
fn hints_can_be_switched_off_and_shortened() {
    let mut client = Client::start();
    let uri = "file:///nowhere/a.txt";
    client.opened(uri, "plaintext", TEXT);
    let label = |hints: &[Value]| hints.first().map(|h| h["label"].as_str().unwrap_or_default().to_owned());
    assert_eq!(label(&client.hints(uri)).as_deref(), Some("comment form"));
    client.settings = json!({ "hints": { "maxLength": 6 } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    client.published(uri, 1);
    assert_eq!(label(&client.hints(uri)).as_deref(), Some("comme…"));
    client.settings = json!({ "hints": { "boilerplate": false } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    client.published(uri, 1);
    assert_eq!(label(&client.hints(uri)), None);
}

#[test]
fn settings_that_are_taken_away_give_way_to_the_first_ones() {
    for asks in [true, false] {
        let mut can = abilities();
        can["workspace"]["configuration"] = asks.into();
        let mut client = Client::start_with(json!({ "capabilities": can, "initializationOptions": off() }), &[]);
        assert!(client.opened("file:///a.txt", "plaintext", TEXT).is_empty());
        let on = json!({ "rules": { "boilerplate-line": "warning" } });
        for (settings, found) in [(on, 1), (Value::Null, 0)] {
            client.settings = settings.clone();
            let told = if asks { Value::Null } else { json!({ "whosaid": settings }) };
            client.notify("workspace/didChangeConfiguration", json!({ "settings": told }));
            assert_eq!(client.published("file:///a.txt", 1).len(), found, "asked: {asks}, {settings}");
        }
    }
}

/// No client watches files outside its folders.
#[test]
fn settings_above_the_workspace_are_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, below) = (folder.path().join("whosaid.toml"), folder.path().join("below"));
    fs::create_dir(&below).expect("a folder");
    fs::write(&file, "[rules]\nboilerplate-line = \"off\"\n").expect("written");
    let folders = json!([{ "uri": uri(&below), "name": "x" }]);
    let mut client = Client::start_with(json!({ "capabilities": abilities(), "workspaceFolders": folders }), &[]);
    let (a, b) = (uri(&below.join("a.txt")), uri(&below.join("b.txt")));
    assert!(client.opened(&a, "plaintext", TEXT).is_empty() && client.opened(&b, "plaintext", TEXT).is_empty());
    fs::write(&file, "").expect("written");
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    client.change(&a, 2, json!([{ "text": format!("Another line.\n\n{TEXT}") }]));
    assert_eq!(codes(&client.published(&a, 2)), ["boilerplate-line"]);
    assert_eq!(codes(&client.published(&b, 1)), ["boilerplate-line"]);
}

#[test]
fn a_file_of_settings_is_watched_and_its_errors_are_shown_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("whosaid.toml");
    fs::write(&file, "[rules]\nboilerplate-line = \"off\"\n").expect("written");
    let mut client = Client::start();
    let (a, b) = (uri(&folder.path().join("a.txt")), uri(&folder.path().join("b.txt")));
    assert!(client.opened(&a, "plaintext", TEXT).is_empty());
    assert!(client.opened(&b, "plaintext", TEXT).is_empty());
    let wish = client.wait("the wish to hear of changed files", is_wish("workspace/didChangeWatchedFiles"));
    assert!(wish.to_string().contains("**/whosaid.toml") && wish.to_string().contains("**/.whosaid/ignored.json"));

    fs::write(&file, "[rules]\nboilerplate-lime = \"off\"\n").expect("written");
    let changed = json!({ "changes": [{ "uri": uri(&file), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changed.clone());
    assert_eq!(codes(&client.published(&a, 1)), ["boilerplate-line"]);
    assert_eq!(codes(&client.published(&b, 1)), ["boilerplate-line"]);
    let shown = client.wait("the error in the settings", |m| m["method"] == "window/showMessage");
    let text = shown["params"]["message"].as_str().unwrap_or_default();
    assert!(text.contains("whosaid.toml:2") && text.contains("boilerplate-lime"), "{text}");
    client.change(&a, 2, json!([{ "text": "Another text.\n" }]));
    client.published(&a, 2);
    client.notify("workspace/didChangeWatchedFiles", changed);
    client.published(&b, 1);
    assert!(!client.inbox.iter().any(|m| m["method"] == "window/showMessage"), "shown again");
}

#[test]
fn an_error_in_the_settings_is_shown_to_whoever_meets_it_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let below = folder.path().join("below");
    fs::create_dir(&below).expect("a folder");
    fs::write(below.join("whosaid.toml"), "profil = \"strict\"\n").expect("written");
    fs::write(below.join("a.txt"), TEXT).expect("written");
    let mut client = Client::start_with(
        json!({ "capabilities": {}, "workspaceFolders": [{ "uri": uri(folder.path()), "name": "x" }] }),
        &[],
    );
    // No document of the folder is open, but its articles are read for this.
    client.request("workspace/symbol", json!({ "query": "" }));
    let shown = client.wait("the error in the settings", |m| m["method"] == "window/showMessage");
    assert!(shown["params"]["message"].as_str().is_some_and(|m| m.contains("profil")), "{shown}");
}

#[test]
fn an_ignored_finding_is_recorded_and_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    let mut client = Client::start_with(
        json!({ "capabilities": abilities(), "workspaceFolders": [{ "uri": uri(folder.path()), "name": "x" }] }),
        &[],
    );
    let uri = uri(&path);
    let found = client.opened(&uri, "plaintext", TEXT);
    let actions = client.actions(&uri, &found[0]["range"], json!({ "diagnostics": found }));
    let ignore = actions.iter().find(|a| a["command"]["command"] == "whosaid.ignore").expect("an action to ignore it");
    client.request("workspace/executeCommand", ignore["command"].clone());
    assert!(client.published(&uri, 1).is_empty());
    let list = fs::read_to_string(folder.path().join(".whosaid/ignored.json")).expect("a list");
    assert!(list.contains("boilerplate-line") && list.contains("a.txt"), "{list}");
    // It stays gone when the line moves.
    client.change(&uri, 2, json!([{ "text": format!("A new first paragraph.\n\n{TEXT}") }]));
    assert!(client.published(&uri, 2).is_empty());
    // Not for a document without a file.
    client.opened("untitled:Untitled-1", "plaintext", TEXT);
    let mut arguments = ignore["command"].clone();
    arguments["arguments"][0]["uri"] = json!("untitled:Untitled-1");
    let id = client.ask("workspace/executeCommand", arguments);
    assert_eq!(client.answer(id)["error"]["code"], -32803);
}

#[test]
fn a_document_above_the_limit_says_so() {
    let params = json!({ "capabilities": {}, "initializationOptions": { "limits": { "maxFileBytes": 20 } } });
    let mut client = Client::start_with(params, &[]);
    let uri = "file:///nowhere/a.txt";
    let found = client.opened(uri, "plaintext", TEXT);
    assert_eq!((found.len(), &found[0]["severity"]), (1, &json!(3)), "{found:?}");
    assert!(found[0]["message"].as_str().is_some_and(|m| m.contains("20")), "{found:?}");
    assert!(client.hints(uri).is_empty());
    // What its outline gives is still there.
    let outline = "file:///nowhere/a.md";
    let found = client.opened(outline, "markdown", "<!-- whosaid-ignore no-such-rule -->\n\n“Words, words.\n");
    assert_eq!(codes(&found), ["file-too-large", "unknown-comment"]);
    client.change(uri, 2, json!([{ "text": "Short.\n" }]));
    assert!(client.published(uri, 2).is_empty());
}

#[test]
fn each_folder_has_its_own_settings() {
    let folders: Vec<_> = (0..2).map(|_| tempfile::tempdir().expect("a folder")).collect();
    let list: Vec<_> = folders.iter().map(|f| json!({ "uri": uri(f.path()), "name": "x" })).collect();
    let mut client = Client::spawn(&[]);
    client.hold = true;
    client.initialize(json!({ "capabilities": abilities(), "workspaceFolders": list }));
    let question = client.wait("the question", |m| m["method"] == "workspace/configuration");
    let scopes = json!([null, uri(folders[0].path()), uri(folders[1].path())]);
    let asked: Vec<_> = question["params"]["items"].as_array().expect("items").iter().collect();
    assert_eq!(asked.len(), 3, "{question}");
    for (item, scope) in asked.iter().zip(scopes.as_array().expect("a list")) {
        assert_eq!(item["scopeUri"].as_str().map(|s| s.trim_end_matches('/')), scope.as_str(), "{question}");
    }
    let answer = json!([{}, { "rules": { "boilerplate-line": "off" } }, { "rules": { "boilerplate-line": "error" } }]);
    let answer = json!({ "jsonrpc": "2.0", "id": question["id"], "result": answer });
    client.write(&crate::client::frame(&answer));
    client.hold = false;
    let paths = [folders[0].path().join("a.txt"), folders[1].path().join("a.txt")].map(|p| uri(&p));
    // The answer may be dealt with behind the documents: then they are published again.
    let mut severities = Vec::new();
    for path in [&*paths[0], &*paths[1], "untitled:Untitled-1", "file:///elsewhere/a.txt"] {
        client.opened(path, "plaintext", TEXT);
        client.hints(path);
        client.change(path, 2, json!([{ "text": TEXT }]));
        severities.push(client.published(path, 2).first().map_or(0, |d| d["severity"].as_u64().unwrap_or(9)));
    }
    // An untitled document belongs to the first folder, one from elsewhere to none.
    assert_eq!((severities[0], severities[1], severities[2]), (0, 1, 0));
    assert!(severities[3] > 1, "{severities:?}");
}

#[test]
fn what_goes_on_is_told_to_those_who_want_to_hear_it() {
    let mut client = Client::start();
    let uri = "file:///nowhere/a.txt";
    client.opened(uri, "plaintext", TEXT);
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.change(uri, 2, json!([{ "text": "“Other words,” said Ann Lee." }]));
    let about = |m: &Value, version: &str| m["method"] == "$/logTrace" && m.to_string().contains(version);
    let trace = client.wait("a line of the trace", |m| about(m, "(version 2)"));
    let (message, verbose) = (&trace["params"]["message"], &trace["params"]["verbose"]);
    assert!(message.as_str().is_some_and(|m| m.contains("a.txt (version 2)") && m.contains(" ms")), "{trace}");
    assert!(verbose.as_str().is_some_and(|v| v.contains("1 blocks, 0 findings")), "{trace}");
    assert!(!trace.to_string().contains("words"), "text of the document is in it: {trace}");
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.change(uri, 3, json!([{ "text": "Again others." }]));
    client.published(uri, 3);
    client.hints(uri);
    assert!(!client.inbox.iter().any(|m| about(m, "(version 3)")));
}
