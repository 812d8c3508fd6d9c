//! The articles of the workspace that are not open.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, abilities, is_publish, uri_of};

const TEXT: &str = "“The ferry is late,” said Ann Lee, the harbour master.\n\nLeave a Reply\n";

fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    for name in ["a.txt", "deep/b.md", "skipped/c.txt", "d.rs"] {
        write(name, TEXT);
    }
    write(".gitignore", "skipped/\n");
    folder
}

fn start(folder: &Path, mut can: Value) -> Client {
    can["window"] = json!({ "workDoneProgress": true });
    let folders = json!([{ "uri": uri_of(folder), "name": "x" }]);
    Client::start_with(json!({ "capabilities": can, "workspaceFolders": folders }), &[])
}

/// Waits for diagnostics of a document without a version.
fn stored(client: &mut Client, uri: &str) -> usize {
    let message = client.wait(&format!("the diagnostics of the file {uri}"), |m| {
        is_publish(m, uri) && m["params"]["version"].is_null()
    });
    message["params"]["diagnostics"].as_array().expect("a list").len()
}

fn changed(client: &mut Client, uri: &str, kind: i32) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
}

#[test]
fn the_workspace_is_checked_in_the_background_and_followed() {
    let folder = workspace();
    let mut client = start(folder.path(), abilities());
    let uri = |name: &str| uri_of(&folder.path().join(name));
    let (a, b) = (uri("a.txt"), uri("deep/b.md"));
    let check = json!({ "command": "whosaid.checkWorkspace" });
    let result = client.request("workspace/executeCommand", check.clone());
    assert_eq!(result, json!({ "files": 2, "findings": 2, "cancelled": false }));
    assert_eq!((stored(&mut client, &a), stored(&mut client, &b)), (1, 1));
    assert!(!client.inbox.iter().any(|m| is_publish(m, &uri("skipped/c.txt")) || is_publish(m, &uri("d.rs"))));
    // Open: the buffer holds. Closed: the file does.
    assert!(client.opened(&a, "plaintext", "Nothing.").is_empty());
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": a } }));
    assert_eq!(stored(&mut client, &a), 1);
    // Changed, new, gone.
    fs::write(folder.path().join("a.txt"), "Nothing at all.").expect("written");
    changed(&mut client, &a, 2);
    assert_eq!(stored(&mut client, &a), 0);
    fs::write(folder.path().join("new.txt"), TEXT).expect("written");
    changed(&mut client, &uri("new.txt"), 1);
    assert_eq!(stored(&mut client, &uri("new.txt")), 1);
    fs::remove_file(folder.path().join("deep/b.md")).expect("removed");
    changed(&mut client, &b, 3);
    assert_eq!(stored(&mut client, &b), 0);
    // Other settings.
    client.settings = json!({ "rules": { "boilerplate-line": "off" } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    assert_eq!(stored(&mut client, &uri("new.txt")), 0);
}

#[test]
fn what_was_open_during_a_check_is_followed_when_it_is_closed() {
    let folder = workspace();
    let mut client = start(folder.path(), abilities());
    let uri = |name: &str| uri_of(&folder.path().join(name));
    let (a, left_out) = (uri("a.txt"), uri("skipped/c.txt"));
    assert_eq!((client.opened(&a, "plaintext", TEXT).len(), client.opened(&left_out, "plaintext", TEXT).len()), (1, 1));
    client.request("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace", "arguments": null }));
    for (uri, found) in [(&a, 1), (&left_out, 0)] {
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(stored(&mut client, uri), found, "{uri}");
    }
}

#[test]
fn progress_is_shown_and_can_be_cancelled() {
    let folder = workspace();
    for n in 0..40 {
        fs::write(folder.path().join(format!("more-{n:02}.txt")), TEXT.repeat(60)).expect("written");
    }
    let mut client = start(folder.path(), abilities());
    let ask = json!({ "command": "whosaid.checkWorkspace", "arguments": [], "workDoneToken": "t-1" });
    let id = client.ask("workspace/executeCommand", ask.clone());
    let begin = client.wait("the beginning", |m| m["method"] == "$/progress" && m["params"]["token"] == "t-1");
    assert_eq!(begin["params"]["value"]["kind"], "begin", "{begin}");
    client.notify("window/workDoneProgress/cancel", json!({ "token": "t-1" }));
    let end = client.wait("the end", |m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "end");
    assert_eq!(end["params"]["token"], "t-1");
    let result = client.answer(id)["result"].clone();
    assert_eq!(result["cancelled"], true, "{result}");
    assert!(result["files"].as_u64().is_some_and(|n| n < 42), "{result}");
    // A request that is cancelled ends the same way, and answers as the protocol asks.
    let id = client.ask("workspace/executeCommand", ask);
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.answer(id)["error"]["code"], -32800);
    client.wait("the end", |m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "end");
    // Without a token the client is asked for one, and the work does not wait for the answer.
    client.hold = true;
    let id = client.ask("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace" }));
    client.wait("the wish for progress", |m| m["method"] == "window/workDoneProgress/create");
    assert_eq!(client.answer(id)["result"]["files"], 42);
}

#[test]
fn a_client_that_pulls_documents_sees_each_file_once() {
    let folder = workspace();
    let mut can = abilities();
    can["textDocument"]["diagnostic"] = json!({});
    can["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    let mut client = start(folder.path(), can.clone());
    let a = uri_of(&folder.path().join("a.txt"));
    let check = json!({ "command": "whosaid.checkWorkspace" });
    client.request("workspace/executeCommand", check.clone());
    assert_eq!(stored(&mut client, &a), 1, "nobody pulls files that are not open");
    client.open(&a, "plaintext", TEXT);
    assert_eq!(stored(&mut client, &a), 0, "pulled from now on");
    let pulled = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": a } }));
    assert_eq!(pulled["items"].as_array().map(Vec::len), Some(1));
    // Who pulls the whole workspace is only told to.
    let mut client = start(folder.path(), can);
    client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    client.request("workspace/executeCommand", check);
    client.wait("the wish to pull again", |m| m["method"] == "workspace/diagnostic/refresh");
    assert!(!client.inbox.iter().any(|m| m["method"] == "textDocument/publishDiagnostics"));
}

#[test]
fn the_folders_of_the_workspace_are_followed() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = |name: &str| {
        let path = home.path().join(name);
        fs::create_dir_all(&path).expect("made");
        fs::write(path.join("x.txt"), TEXT).expect("written");
        (json!({ "uri": uri_of(&path), "name": name }), uri_of(&path.join("x.txt")))
    };
    let [(one, x_one), (two, x_two), (three, x_three)] = ["one", "two", "three"].map(folder);
    let params = json!({ "capabilities": abilities(), "workspaceFolders": [one, two] });
    let mut client = Client::start_with(params, &[]);
    let change = |client: &mut Client, added: &[&Value], removed: &[&Value]| {
        let event = json!({ "event": { "added": added, "removed": removed } });
        client.notify("workspace/didChangeWorkspaceFolders", event);
    };
    client.request("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace" }));
    assert_eq!((stored(&mut client, &x_one), stored(&mut client, &x_two)), (1, 1));
    // What goes takes its findings along, and what comes is checked.
    change(&mut client, &[&three], &[&two]);
    assert_eq!(stored(&mut client, &x_two), 0);
    assert_eq!(stored(&mut client, &x_three), 1);
    client.inbox.clear();
    client.settings = json!({ "rules": { "boilerplate-line": "off" } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    assert_eq!((stored(&mut client, &x_one), stored(&mut client, &x_three)), (0, 0));
    assert!(!client.inbox.iter().any(|m| is_publish(m, &x_two)), "{:?}", client.inbox);
    // A folder that comes back is new.
    change(&mut client, &[&two], &[]);
    assert_eq!(stored(&mut client, &x_two), 0);
}

/// A folder is followed by its own event alone, and what cannot be read any more has no findings.
#[test]
fn what_goes_with_its_folder_or_cannot_be_read_has_no_findings() {
    let folder = workspace();
    let mut client = start(folder.path(), abilities());
    let path = |name: &str| folder.path().join(name);
    let uri = |name: &str| uri_of(&folder.path().join(name));
    client.request("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace" }));
    assert_eq!((stored(&mut client, &uri("a.txt")), stored(&mut client, &uri("deep/b.md"))), (1, 1));
    fs::rename(path("deep"), path("moved")).expect("renamed");
    changed(&mut client, &uri("deep"), 3);
    assert_eq!(stored(&mut client, &uri("deep/b.md")), 0);
    changed(&mut client, &uri("moved"), 1);
    assert_eq!(stored(&mut client, &uri("moved/b.md")), 1);
    fs::remove_dir_all(path("moved")).expect("removed");
    changed(&mut client, &uri("moved"), 3);
    assert_eq!(stored(&mut client, &uri("moved/b.md")), 0);
    // No text any more; in a buffer meanwhile.
    fs::write(path("a.txt"), b"\xff\xfe").expect("written");
    changed(&mut client, &uri("a.txt"), 2);
    assert_eq!(stored(&mut client, &uri("a.txt")), 0);
    fs::write(path("a.txt"), TEXT).expect("written");
    changed(&mut client, &uri("a.txt"), 2);
    assert_eq!(stored(&mut client, &uri("a.txt")), 1);
    assert_eq!(client.opened(&uri("a.txt"), "plaintext", TEXT).len(), 1);
    fs::write(path("a.txt"), b"\xff\xfe").expect("written");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri("a.txt") } }));
    assert_eq!(stored(&mut client, &uri("a.txt")), 0);
}

/// It takes no room on the disk, and would take more memory than there is.
#[cfg(target_os = "linux")]
#[test]
fn a_file_beyond_all_limits_is_not_even_read() {
    let folder = workspace();
    let dump = fs::File::create(folder.path().join("dump.txt")).expect("a file");
    dump.set_len(1 << 42).expect("a sparse file");
    let mut client = start(folder.path(), abilities());
    let result = client.request("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace" }));
    assert_eq!(result, json!({ "files": 3, "findings": 3, "cancelled": false }), "it says that it is too large");
    assert_eq!(stored(&mut client, &uri_of(&folder.path().join("dump.txt"))), 1);
}

#[test]
fn what_is_told_already_is_not_told_again() {
    let folder = workspace();
    let mut client = start(folder.path(), abilities());
    let (a, b) = (uri_of(&folder.path().join("a.txt")), uri_of(&folder.path().join("deep/b.md")));
    client.request("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace" }));
    assert_eq!((stored(&mut client, &a), stored(&mut client, &b)), (1, 1));
    // It is as it was again, as after a change of branches there and back.
    for _ in 0..3 {
        fs::write(folder.path().join("a.new"), TEXT).expect("written");
        fs::rename(folder.path().join("a.new"), folder.path().join("a.txt")).expect("renamed");
        changed(&mut client, &a, 2);
    }
    fs::write(folder.path().join("deep/b.md"), "Nothing at all.").expect("written");
    changed(&mut client, &b, 2);
    assert_eq!(stored(&mut client, &b), 0);
    client.request("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace" }));
    assert!(!client.inbox.iter().any(|m| is_publish(m, &a)), "{:#?}", client.inbox);
}

#[test]
fn a_file_that_is_open_under_another_spelling_is_not_checked_again() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a (1).md"), "Leave a Reply\n").expect("written");
    let folders = json!([{ "uri": uri_of(folder.path()), "name": "x" }]);
    let mut client = Client::start_with(json!({ "capabilities": abilities(), "workspaceFolders": folders }), &[]);
    client.opened(&uri_of(&folder.path().join("a%20%281%29.md")), "markdown", "Leave a Reply\n");
    let checked = client.request("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace" }));
    assert_eq!(checked, json!({ "files": 1, "findings": 1, "cancelled": false }), "as it stands in the editor");
    assert!(client.inbox.iter().all(|m| m["method"] != "textDocument/publishDiagnostics"), "{:?}", client.inbox);
}

#[test]
fn what_is_open_counts_as_it_stands_in_the_editor() {
    let folder = workspace();
    let mut client = start(folder.path(), abilities());
    let a = uri_of(&folder.path().join("a.txt"));
    assert_eq!(client.opened(&a, "plaintext", &format!("{TEXT}\nShare this article on Facebook\n")).len(), 2);
    // No article of the workspace.
    client.opened("file:///nowhere/else.txt", "plaintext", TEXT);
    client.opened(&uri_of(&folder.path().join("skipped/c.txt")), "plaintext", TEXT);
    let checked = client.request("workspace/executeCommand", json!({ "command": "whosaid.checkWorkspace" }));
    assert_eq!(checked, json!({ "files": 2, "findings": 3, "cancelled": false }));
}

/// Checks that are asked for while another goes on come each to an end of their own.
#[test]
fn checks_at_once_have_an_answer_each() {
    let folder = workspace();
    for n in 0..30 {
        fs::write(folder.path().join(format!("more-{n:02}.txt")), TEXT.repeat(60)).expect("written");
    }
    let mut client = start(folder.path(), abilities());
    let check = |token: &str| json!({ "command": "whosaid.checkWorkspace", "workDoneToken": token });
    let ids = ["one", "two", "three"].map(|token| client.ask("workspace/executeCommand", check(token)));
    client.wait("a beginning", |m| m["method"] == "$/progress" && m["params"]["token"] == "two");
    client.notify("window/workDoneProgress/cancel", json!({ "token": "two" }));
    assert_eq!(client.answer(ids[1])["result"]["cancelled"], true);
    for id in [ids[0], ids[2]] {
        let result = client.answer(id)["result"].clone();
        assert_eq!((&result["files"], &result["cancelled"]), (&json!(32), &json!(false)), "{result}");
    }
}

#[test]
fn names_of_documents_come_back_as_the_client_spells_them() {
    let mut client = Client::start();
    let uri = "file:///nowhere/ä b.md";
    let found = client.opened(uri, "markdown", "“No,” said Ann Lee.\n\n<!-- whosaid-of -->\n");
    assert_eq!(found.len(), 1);
    let position = json!({ "line": 0, "character": 12 });
    let params = json!({ "textDocument": { "uri": uri }, "position": position, "newName": "Bea Lee" });
    let edit = client.request("textDocument/rename", params);
    assert_eq!(edit["documentChanges"][0]["textDocument"]["uri"], uri, "{edit}");
}

#[test]
fn a_folder_that_cannot_be_looked_through_is_told_of_once() {
    let folder = workspace();
    let missing = folder.path().join("gone");
    let folders = json!([
        { "uri": uri_of(folder.path()), "name": "x" },
        { "uri": uri_of(&missing), "name": "gone" },
    ]);
    let mut client = Client::start_with(json!({ "capabilities": abilities(), "workspaceFolders": folders }), &[]);
    for _ in 0..2 {
        let check = json!({ "command": "whosaid.checkWorkspace" });
        assert_eq!(client.request("workspace/executeCommand", check)["files"], 2);
    }
    let told = |m: &&Value| {
        m["method"] == "window/logMessage"
            && m["params"]["message"].as_str().is_some_and(|t| t.contains("not checked") && t.contains("gone"))
    };
    assert_eq!(client.inbox.iter().filter(told).count(), 1, "{:?}", client.inbox);
}
