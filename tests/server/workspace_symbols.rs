//! Speakers over open documents and the files of the workspace; hints that tell more when they are pointed at.

use std::fs;
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

use crate::article::{rich, words};
use crate::client::{Client, LIMIT};

/// Asks until a query finds what it should: files that are not read in time come with a later answer.
fn assert_found(client: &mut Client, query: &str, wanted: &[Found]) {
    let end = Instant::now() + LIMIT;
    loop {
        let got = found(client, query);
        if got == wanted || Instant::now() > end {
            assert_eq!(got, wanted, "for {query:?}");
            return;
        }
    }
}

/// The name, the end of the document's name, and the container of a symbol.
type Found = (String, String, Option<String>);

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(path, text)).expect("a file");
}

fn start(folder: &Path) -> Client {
    let uri = tower_uri(folder);
    let folders = json!([{ "uri": uri, "name": "articles" }]);
    Client::start_with(json!({ "capabilities": rich(), "workspaceFolders": folders }), &[])
}

fn tower_uri(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") }
}

/// The symbols that a query finds.
fn found(client: &mut Client, query: &str) -> Vec<Found> {
    let symbols = client.request("workspace/symbol", json!({ "query": query }));
    let text = |v: &Value| v.as_str().map(str::to_owned);
    let file = |s: &Value| text(&s["location"]["uri"]).and_then(|u| Some(u.rsplit_once('/')?.1.to_owned()));
    let all = symbols.as_array().expect("a list").iter();
    all.map(|s| (text(&s["name"]).expect("a name"), file(s).expect("a file"), text(&s["containerName"]))).collect()
}

#[test]
fn speakers_are_found_in_files_and_open_documents() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "a.md", "# A\n\n“The hull is safe,” said Mara Lindqvist, the mayor of Velm. “No,” Bob Ray said.");
    write(root, "deep/er/b.txt", "“No,” said Ann Lee.");
    write(root, "ignored/c.md", "“No,” said Hidden Person.");
    write(root, ".gitignore", "ignored/\n");
    write(root, "code.rs", "// “No,” said Other Person.");
    write(root, "broken.md", "x");
    fs::write(root.join("broken.md"), [0xff, 0xfe, 0x00]).expect("a file");
    let mut client = start(root);
    let name = |n: &str, f: &str| (n.to_owned(), f.to_owned(), None);
    let mayor = ("Mara Lindqvist".to_owned(), "a.md".to_owned(), Some("the mayor of Velm".to_owned()));
    assert_found(&mut client, "", &[name("Ann Lee", "b.txt"), name("Bob Ray", "a.md"), mayor.clone()]);
    assert_found(&mut client, "lind", std::slice::from_ref(&mayor));
    assert_found(&mut client, "mlq", &[mayor]);
    assert_found(&mut client, "person", &[]);
    // A place is where the article introduces the speaker.
    let symbol = client.request("workspace/symbol", json!({ "query": "mara" }))[0].clone();
    let text = fs::read_to_string(root.join("a.md")).expect("a text");
    assert_eq!(words(&text, &symbol["location"]["range"], "utf-16"), "Mara Lindqvist");

    // What is open counts as it stands in the editor, and only there.
    let open = tower_uri(&root.join("a.md"));
    client.opened(&open, "markdown", "“No,” said Zoë Adler.");
    assert_found(&mut client, "", &[name("Ann Lee", "b.txt"), name("Zoë Adler", "a.md")]);
    client.opened("untitled:Untitled-1", "markdown", "“No,” said Carl Unsaved.");
    assert_eq!(client.request("workspace/symbol", json!({ "query": "carl" })).as_array().map(Vec::len), Some(1));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": open } }));

    // Files that change, come and go.
    write(root, "deep/er/b.txt", "“No,” said Anna Leigh-Smith.");
    write(root, "d.md", "“No,” said Dora New.");
    fs::remove_file(root.join("a.md")).expect("a file");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": "untitled:Untitled-1" } }));
    assert_found(&mut client, "", &[name("Anna Leigh-Smith", "b.txt"), name("Dora New", "d.md")]);
}

#[test]
fn many_questions_at_once_are_all_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    for i in 0..40 {
        write(folder.path(), &format!("{i}.txt"), &format!("“No,” said Ann Number{i}."));
    }
    let mut client = start(folder.path());
    let mut ids: Vec<i64> = (0..20).map(|_| client.ask("workspace/symbol", json!({ "query": "ann" }))).collect();
    for id in ids.drain(..10) {
        client.notify("$/cancelRequest", json!({ "id": id }));
        let answer = client.answer(id);
        assert!(answer["error"]["code"] == -32800 || answer.get("result").is_some(), "{answer}");
    }
    for id in ids {
        assert!(client.answer(id)["result"].is_array());
    }
    let mut all: Vec<Found> = (0..40).map(|i| (format!("Ann Number{i}"), format!("{i}.txt"), None)).collect();
    all.sort_by_key(|found| found.0.to_lowercase());
    assert_found(&mut client, "ann", &all);
}

const ARTICLE: &str = "“The hull is safe,” said Mara Lindqvist.\n\n“We wait,” she said.\n\n\
    “No,” said Bill Clinton.\n\n“Yes,” said Hillary Clinton.\n\n“Hm,” Clinton said.";

#[test]
fn hints_tell_why_and_lead_to_the_introduction_when_asked() {
    let uri = "file:///nowhere/article.txt";
    let mut client = Client::rich();
    client.opened(uri, "plaintext", ARTICLE);
    let hints = client.hints(uri);
    assert!(hints.iter().all(|h| h.get("tooltip").is_none()), "{hints:#?}");
    let label = |h: &Value| -> String {
        let parts = h["label"].as_array().expect("parts").iter();
        parts.map(|p| p["value"].as_str().expect("a text")).collect()
    };
    let labels: Vec<String> = hints.iter().map(label).collect();
    assert_eq!(labels, ["Mara Lindqvist", "Bill Clinton or Hillary Clinton?"]);
    let whole = client.request("inlayHint/resolve", hints[0].clone());
    assert!(whole["tooltip"].as_str().is_some_and(|t| t.contains("By the pronoun “she”")), "{whole}");
    let place = &whole["label"][0]["location"];
    assert_eq!((place["uri"].as_str(), words(ARTICLE, &place["range"], "utf-16")), (Some(uri), "Mara Lindqvist"));
    let whole = client.request("inlayHint/resolve", hints[1].clone());
    let places: Vec<&str> = [0, 2].map(|i| words(ARTICLE, &whole["label"][i]["location"]["range"], "utf-16")).into();
    assert_eq!(places, ["Bill Clinton", "Hillary Clinton"]);
    assert_eq!(label(&whole), labels[1]);
    // A hint that stands nowhere stays as it is, and so does one of a text that is gone.
    let mut far = hints[0].clone();
    far["position"]["character"] = json!(u32::MAX);
    assert_eq!(client.request("inlayHint/resolve", far.clone()), far);
    client.change(uri, 2, json!([{ "text": "" }]));
    assert_eq!(client.request("inlayHint/resolve", hints[0].clone()), hints[0]);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(client.request("inlayHint/resolve", hints[0].clone()), hints[0]);
}

#[test]
fn settings_have_everything_asked_for_again() {
    let mut client = Client::rich();
    client.opened("file:///nowhere/article.txt", "plaintext", ARTICLE);
    client.settings = json!({ "profile": "strict" });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    for method in ["inlayHint", "semanticTokens", "codeLens"] {
        client.wait(method, |m| m["method"] == format!("workspace/{method}/refresh"));
    }
}
