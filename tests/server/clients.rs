//! Clients that refuse, that are old, and that name things in their own way.

use std::fs;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, abilities, frame, uri_of};

const TEXT: &str = "“The ferry is late,” said Ann Lee, the harbour master.\n\nLeave a Reply\n";
const OFF: &str = "[rules]\nboilerplate-line = \"off\"\n";

/// A client that refuses to tell of changed files has the settings read again by the clock, and what else it was asked
/// for is asked for on its own.
#[test]
fn settings_are_followed_where_the_client_refuses_to_watch_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = uri_of(&folder.path().join("a.txt"));
    let mut client = Client::spawn(&[]);
    client.hold = true;
    client.initialize(json!({ "capabilities": abilities() }));
    let wish = |method: &'static str| {
        move |m: &Value| m["method"] == "client/registerCapability" && m["params"].to_string().contains(method)
    };
    let files = client.wait("the wish to hear of files", wish("workspace/didChangeWatchedFiles"));
    assert!(!wish("workspace/didChangeConfiguration")(&files), "{files}");
    client.wait("the wish to hear of settings", wish("workspace/didChangeConfiguration"));
    let no = json!({ "code": -32601, "message": "no" });
    client.write(&frame(&json!({ "jsonrpc": "2.0", "id": files["id"], "error": no })));
    assert_eq!(client.opened(&uri, "plaintext", TEXT).len(), 1);
    fs::write(folder.path().join("whosaid.toml"), OFF).expect("written");
    thread::sleep(Duration::from_millis(2100));
    client.change(&uri, 2, json!([{ "text": TEXT }]));
    assert_eq!(client.published(&uri, 2), Vec::<Value>::new());
}

#[test]
fn a_client_that_knows_paths_only_has_a_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), TEXT).expect("written");
    let path = folder.path();
    let check = json!({ "command": "whosaid.checkWorkspace" });
    let files = |params: Value| {
        let mut client = Client::start_with(params, &[]);
        client.request("workspace/executeCommand", check.clone())["files"].clone()
    };
    assert_eq!(files(json!({ "capabilities": {}, "rootPath": path, "rootUri": null })), 1);
    assert_eq!(files(json!({ "capabilities": {}, "rootPath": "a.txt", "rootUri": uri_of(path) })), 1);
    assert_eq!(files(json!({ "capabilities": {}, "rootPath": path, "workspaceFolders": [] })), 0);
    assert_eq!(files(json!({ "capabilities": {}, "rootPath": "." })), 0);
}

/// Quarto and its like are Markdown, by language or by name.
#[test]
fn kinds_of_markdown_are_read_as_such() {
    let text = "---\ntitle: Ferries\n---\n\n```{r}\n“No,” said Ann Lee.\n```\n\n“It is late,” said Bea Orr.\n";
    let mut client = Client::start();
    let named =
        [("quarto", "a.qmd"), ("rmd", "b.Rmd"), ("QUARTO", "c"), ("", "d.qmd"), ("pandoc", "e.txt"), ("", "f.Rmd")];
    for (language, name) in named {
        let uri = format!("file:///nowhere/{name}");
        client.open(&uri, language, text);
        let article = json!({ "command": "whosaid.article", "arguments": [uri] });
        let counts = client.request("workspace/executeCommand", article)["counts"].clone();
        assert_eq!((&counts["speakers"], &counts["quotations"]), (&json!(1), &json!(1)), "{language} {name}");
    }
}

#[test]
fn messages_name_documents_as_people_do() {
    let mut client = Client::start();
    for (name, known) in
        [("a%20b.md", "a b.md"), ("%C3%A9t%C3%A9.md", "été.md"), ("x%0Ay.md", "x%0Ay.md"), ("%FF.md", "%FF.md")]
    {
        let uri = format!("file:///nowhere/{name}");
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        let log = client.wait("a line in the log", |m| m["method"] == "window/logMessage");
        assert_eq!(log["params"]["message"], format!("{known} was closed without being open"));
    }
    let uri = "file:///nowhere/%C3%A9t%C3%A9%201.md";
    client.open(uri, "markdown", TEXT);
    let sheet = json!({ "command": "whosaid.sheet", "arguments": [uri] });
    let sheet = client.request("workspace/executeCommand", sheet);
    assert!(sheet.as_str().is_some_and(|s| s.lines().take(3).any(|l| l.contains("été 1.md"))), "{sheet}");
}
