//! Clients that refuse, that are old, and that name things in their own way.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, abilities, frame, is_publish, is_wish, program, uri_of};

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
    let files = client.wait("the wish to hear of files", is_wish("workspace/didChangeWatchedFiles"));
    assert!(!is_wish("workspace/didChangeConfiguration")(&files), "{files}");
    client.wait("the wish to hear of settings", is_wish("workspace/didChangeConfiguration"));
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

/// HTML is read as such, by language or by name, with comments, sections and links of its own.
#[test]
fn pages_are_read_as_such() {
    let text = "<h1>Fares</h1>\n<p>&ldquo;It is late,&rdquo; said <a href=\"https://a.example/?b&amp;c\">Bea Orr</a>.</p>\n\
        <p>Share this article</p>\n";
    let mut client = Client::start();
    for (language, name) in [("html", "a"), ("xhtml", "b"), ("", "c.html"), ("", "d.HTM"), ("", "e.xhtml")] {
        let uri = format!("file:///nowhere/{name}");
        let found = client.opened(&uri, language, text);
        let article = json!({ "command": "whosaid.article", "arguments": [uri] });
        let counts = client.request("workspace/executeCommand", article)["counts"].clone();
        assert_eq!((&counts["speakers"], &counts["quotations"]), (&json!(1), &json!(1)), "{language} {name}");
        let line = found.iter().find(|d| d["code"] == "boilerplate-line").expect("the last line is marked").clone();
        assert_eq!(line["range"]["start"], json!({ "line": 2, "character": 3 }));
        let actions = client.actions(&uri, &line["range"], json!({ "diagnostics": [line] }));
        let all = serde_json::to_string(&actions).expect("JSON");
        assert!(all.contains("<!-- whosaid-ignore boilerplate-line -->\\n"), "{all}");
        let document = json!({ "textDocument": { "uri": uri } });
        let links = client.request("textDocument/documentLink", document.clone());
        assert_eq!(links[0]["target"], "https://a.example/?b&c", "{links}");
        let symbols = client.request("textDocument/documentSymbol", document);
        assert_eq!(symbols[0]["name"], "Fares", "{symbols}");
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

/// What is written to standard error is for nobody's ear: neither a client that never reads it nor one that has closed it
/// is left without answers.
#[test]
fn nobody_has_to_read_standard_error() {
    for closed in [false, true] {
        let mut client = Client::spawn_with(&[], Stdio::piped());
        if closed {
            client.child.stderr.take();
        }
        client.initialize(json!({ "capabilities": abilities(), "rootUri": "nowhere" }));
        let long = "x".repeat(100);
        for n in 0..600 {
            let uri = format!("file:///nowhere/{long}{n}.md");
            client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        }
        assert_eq!(client.opened("file:///nowhere/a.txt", "plaintext", TEXT).len(), 1, "closed: {closed}");
        client.request("shutdown", Value::Null);
        client.notify("exit", Value::Null);
        assert_eq!(client.end().0, Some(0), "closed: {closed}");
    }
}

/// An internal error is said on standard error as well, and is no worse where that is closed.
#[test]
fn an_internal_error_needs_no_standard_error() {
    let words = "the words that make it fail";
    let mut client = Client::spawn_with(&[("WHOSAID_TEST_PANIC", words)], Stdio::piped());
    client.child.stderr.take();
    client.initialize(json!({ "capabilities": abilities() }));
    client.open("file:///nowhere/a.txt", "plaintext", &format!("Here are {words}."));
    client.wait("a line in the log", |m| m["method"] == "window/logMessage");
    assert_eq!(client.opened("file:///nowhere/b.txt", "plaintext", TEXT).len(), 1);
}

/// One socket for input and output that fails where it would have to wait, and a client that reads slowly.
#[cfg(unix)]
#[test]
fn a_socket_that_does_not_wait_is_waited_for() {
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;
    let (ours, theirs) = UnixStream::pair().expect("a pair of sockets");
    theirs.set_nonblocking(true).expect("set");
    let end = || OwnedFd::from(theirs.try_clone().expect("a second end"));
    let child = program(&[]).stdin(end()).stdout(end()).spawn().expect("the program starts");
    drop(theirs);
    // What is read goes through a pipe that takes a while to be emptied.
    let (mut slow, reader) = UnixStream::pair().expect("a pair of sockets");
    let mut from = ours.try_clone().expect("a second end");
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(1));
        std::io::copy(&mut from, &mut slow)
    });
    let mut client = Client::over(child, ours, reader);
    let first = client.ask("initialize", json!({ "capabilities": {} }));
    client.notify("initialized", json!({}));
    let uri = "file:///nowhere/a.txt";
    client.open(uri, "plaintext", &TEXT.repeat(300));
    let tokens = json!({ "textDocument": { "uri": uri } });
    let asked: Vec<i64> = (0..40).map(|_| client.ask("textDocument/semanticTokens/full", tokens.clone())).collect();
    client.answer(first);
    for id in asked {
        assert!(client.answer(id)["result"]["data"].as_array().is_some_and(|d| d.len() > 1000));
    }
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.end().0, Some(0));
}

/// A client that says nothing of pulling, and pulls: what was pushed of a buffer goes when that is closed.
#[test]
fn who_pulls_without_a_word_keeps_no_findings_of_a_closed_buffer() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    fs::write(&path, TEXT).expect("written");
    let folders = json!([{ "uri": uri_of(folder.path()), "name": "x" }]);
    let mut client = Client::start_with(json!({ "capabilities": abilities(), "workspaceFolders": folders }), &[]);
    client.request("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace" }));
    let uri = uri_of(&path);
    assert_eq!(client.opened(&uri, "plaintext", &format!("{TEXT}\nShare this article on Facebook\n")).len(), 2);
    client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    client.inbox.clear();
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    let gone = client.wait("the end of the findings", |m| is_publish(m, &uri));
    assert_eq!(gone["params"]["diagnostics"], json!([]));
}
