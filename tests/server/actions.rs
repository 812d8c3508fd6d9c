//! Code actions: their edits, at once or when they are chosen.

use serde_json::{Value, json};

use crate::client::{Client, abilities, everything};

const URI: &str = "file:///nowhere/article.md";
const TEXT: &str = "\
“The ferry is late,” said Ann Lee, the harbour master.

The bridge cost 40 million crowns, the most since 1990.

Leave a Reply
";

fn resolving(snippets: bool) -> Client {
    let mut can = abilities();
    can["textDocument"]["codeAction"]["dataSupport"] = true.into();
    can["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    can["experimental"] = json!({ "snippetTextEdit": snippets });
    let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
    client.opened(URI, "markdown", TEXT);
    client
}

fn titled(actions: &[Value], words: &str) -> Value {
    let found = actions.iter().find(|a| a["title"].as_str().is_some_and(|t| t.contains(words)));
    found.unwrap_or_else(|| panic!("no {words:?} in {actions:#?}")).clone()
}

#[test]
fn an_edit_is_made_when_the_action_is_chosen() {
    let mut at_once = Client::start();
    at_once.opened(URI, "markdown", TEXT);
    let whole = at_once.actions(URI, &everything(), json!({ "diagnostics": [] }));
    assert!(whole.len() > 3, "{whole:#?}");
    let mut client = resolving(false);
    let offered = client.actions(URI, &everything(), json!({ "diagnostics": [] }));
    assert_eq!(offered.len(), whole.len());
    for (action, whole) in offered.iter().zip(&whole) {
        assert!(action.get("edit").is_none() && action["data"].is_object(), "{action:#}");
        let mut resolved = client.request("codeAction/resolve", action.clone());
        resolved.as_object_mut().expect("an object").remove("data");
        assert_eq!(&resolved, whole);
    }
    // Not for another version, and not from nothing.
    client.change(URI, 2, json!([{ "text": TEXT.replace("late", "slow") }]));
    let id = client.ask("codeAction/resolve", offered[0].clone());
    assert_eq!(client.answer(id)["error"]["code"], -32801);
    let id = client.ask("codeAction/resolve", json!({ "title": "Something" }));
    assert_eq!(client.answer(id)["error"]["code"], -32602);
    let id = client.ask("textDocument/codeAction", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(client.answer(id)["error"]["code"], -32602);
}

#[test]
fn what_the_writer_has_to_fill_in_is_a_snippet_for_those_who_know_them() {
    for snippets in [false, true] {
        let mut client = resolving(snippets);
        let action = titled(&client.actions(URI, &everything(), json!({ "diagnostics": [] })), "Insert a source");
        let edit = client.request("codeAction/resolve", action)["edit"]["documentChanges"][0]["edits"][0].clone();
        let text = edit["newText"].as_str().expect("text");
        assert_eq!(text.contains("${0:TK}"), snippets, "{edit}");
        assert_eq!(edit["insertTextFormat"], if snippets { json!(2) } else { Value::Null }, "{edit}");
    }
}

#[test]
fn all_fixes_are_for_those_who_ask_for_them() {
    let mut client = Client::spawn(&[]);
    let result = client.initialize(json!({ "capabilities": abilities() }));
    let kinds = &result["capabilities"]["codeActionProvider"]["codeActionKinds"];
    assert_eq!(kinds, &json!(["quickfix", "source.fixAll.whosaid"]));
    client.opened(URI, "markdown", TEXT);
    for only in ["source", "source.fixAll", "source.fixAll.whosaid"] {
        let context = json!({ "diagnostics": [], "only": [only] });
        // A fix that takes words away is never made unseen.
        for action in client.actions(URI, &everything(), context) {
            assert_eq!(action["kind"], "source.fixAll.whosaid", "only {only}");
            assert!(!action["edit"].to_string().contains("\"newText\":\"\""), "{action:#}");
        }
    }
}
