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

/// A list of what is ignored is kept beside a file.
#[test]
fn nothing_can_be_put_aside_where_there_is_no_file() {
    const UNTITLED: &str = "untitled:Untitled-1";
    for (disabled, shown) in [(true, "disabled"), (false, "command")] {
        let mut client = Client::spawn(&[]);
        let mut abilities = abilities();
        abilities["textDocument"]["codeAction"]["disabledSupport"] = json!(disabled);
        client.initialize(json!({ "capabilities": abilities }));
        client.opened(UNTITLED, "plaintext", TEXT);
        let all = client.actions(UNTITLED, &everything(), json!({ "diagnostics": [] }));
        let aside = titled(&all, "Ignore ");
        assert!(aside.get(shown).is_some() && aside.get("edit").is_none(), "{aside:#}");
        let told = ["disabled", "command"].iter().filter(|key| aside.get(**key).is_some()).count();
        assert_eq!(told, 1, "{aside:#}");
    }
}

/// Plug-ins find the action that puts a finding aside by its kind.
#[test]
fn what_puts_a_finding_aside_has_a_kind_of_its_own() {
    const IGNORE: &str = "quickfix.ignore.whosaid";
    let mut client = Client::start();
    let found = client.opened(URI, "markdown", TEXT);
    let mut of = |only: Value| client.actions(URI, &everything(), json!({ "diagnostics": [], "only": only }));
    let titles = |actions: &[Value]| -> Vec<Value> { actions.iter().map(|a| a["title"].clone()).collect() };
    let all = of(json!(["quickfix"]));
    let (ignoring, fixing): (Vec<Value>, Vec<Value>) =
        all.into_iter().partition(|a| a["title"].as_str().is_some_and(|t| t.starts_with("Ignore ")));
    assert_eq!(ignoring.len(), found.len(), "{ignoring:#?}");
    assert!(!fixing.is_empty() && fixing.iter().all(|a| a["kind"] == "quickfix"), "{fixing:#?}");
    assert!(ignoring.iter().all(|a| a["kind"] == IGNORE), "{ignoring:#?}");
    for only in [IGNORE, "quickfix.ignore"] {
        assert_eq!(titles(&of(json!([only]))), titles(&ignoring), "only {only}");
    }
    assert_eq!(of(json!(["quickfix.ignore.other"])), Vec::<Value>::new());
}

#[test]
fn no_kind_at_all_is_no_filter() {
    let mut client = Client::start();
    client.opened(URI, "markdown", TEXT);
    let all = client.actions(URI, &everything(), json!({ "diagnostics": [] }));
    assert!(!all.is_empty());
    assert_eq!(client.actions(URI, &everything(), json!({ "diagnostics": [], "only": [] })), all);
}

/// What a range counts in bytes; these texts have characters of one unit only.
fn applied(text: &str, edit: &Value) -> String {
    let at = |p: &Value| {
        let number = |of: &str| p[of].as_u64().expect("a number") as usize;
        let start: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
        start + text[start..].char_indices().nth(number("character")).map_or(text.len() - start, |(i, _)| i)
    };
    let edit = &edit["documentChanges"][0]["edits"][0];
    let mut out = text.to_owned();
    out.replace_range(at(&edit["range"]["start"])..at(&edit["range"]["end"]), edit["newText"].as_str().expect("text"));
    out
}

/// The rules of the findings in a text, in order.
fn rules(found: &[Value]) -> Vec<String> {
    found.iter().map(|d| d["code"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn a_comment_silences_its_finding_and_wakes_no_other() {
    let options = json!({ "profile": "strict" });
    let mut client = Client::start_with(json!({ "capabilities": abilities(), "initializationOptions": options }), &[]);
    let texts = [
        // A quotation goes on from one paragraph to the next.
        ("unbalanced-quote", "He said “x. We rebuild the school.\n\n“Unbalanced again.\n"),
        ("unattributed-claim", "Ann Lee said: “No.\n\n“It is late.” Unemployment rose 5% in 2020.\n"),
        // Footnotes.
        // Its line begins before the block.
        ("boilerplate-line", "> The end came late.\n>\n> ADVERTISEMENT\n"),
        ("unattributed-claim", "[^1]: Unemployment rose 5% in 2020.\n\nx[^1]\n"),
        ("unattributed-claim", "x[^1]\n\n> [^1]: It is late.\n>     Unemployment rose 5% in 2020.\n"),
        // The finding stands on the mark before the block.
        ("undefined-footnote", "It is late.\n\n[^cost]: The figure was confirmed by the ministry.\n"),
        // The name under a quotation stays its speaker.
        (
            "unattributed-claim",
            "> “Unemployment rose 5% in 2020.”\n>\n> — Ann Lee, mayor\n\nUnemployment rose 5% in 2020.\n",
        ),
        // So it does where the comment stands between the two.
        (
            "speaker-without-role",
            "# Letters\n\nHundreds came in.\n\n> “My bus now leaves before I get up.”\n>\n> — Joseph Adu\n\n“We hear you,” said its \
             head of planning, Walter Nkemelu.\n",
        ),
        (
            "speaker-without-role",
            "“We have dozens of quays to look after.”\n\nJason Doan, Sandrey\n\n“It took two weeks to the first ship.”\n\nRosa \
             Klein, Port of Wells\n",
        ),
        // A task stays one, and an item behind a tab.
        ("unattributed-claim", "- [ ] Unemployment rose 5% in 2020.\n- [x] done\n"),
        ("unattributed-claim", "1.\tIt is late.\n2.\tUnemployment rose 5% in 2020.\n3.\tIt rains.\n"),
        ("unattributed-claim", "\u{feff}Unemployment rose 5% in 2020.\n"),
    ];
    for (n, (rule, text)) in texts.into_iter().enumerate() {
        let uri = format!("file:///nowhere/{n}.md");
        let before = client.opened(&uri, "markdown", text);
        let finding = before.iter().find(|d| d["code"] == rule).unwrap_or_else(|| panic!("{text}: {before:#?}"));
        let actions = client.actions(&uri, &finding["range"], json!({ "diagnostics": [finding] }));
        let after = applied(text, &titled(&actions, &format!("Ignore {rule} here"))["edit"]);
        for kept in ["- [ ] ", "- [x] done", "2.\t", "> — Ann Lee"] {
            assert_eq!(after.contains(kept), text.contains(kept), "{text}\nbecame\n{after}");
        }
        assert!(after.find('\u{feff}').unwrap_or_default() == 0, "{after:?}");
        let mut wanted = rules(&before);
        wanted.remove(wanted.iter().position(|r| r == rule).expect("it is there"));
        let found = client.opened(&format!("{uri}.after.md"), "markdown", &after);
        assert!(rules(&found).iter().all(|r| wanted.contains(r)), "{text}\nbecame\n{after}\nwith {found:#?}");
    }
}

#[test]
fn where_no_comment_silences_a_finding_the_list_does() {
    let mut client = resolving(false);
    for (rule, text) in [
        ("unknown-comment", "<!-- whosaid-ignore nope -->\n\nIt is late.\n"),
        // Nothing may stand before the item, and its end is no part of it.
        ("unbalanced-quote", "He said “x. We rebuild it.\n\n- “Unbalanced\n  again.\n\nThe end.\n"),
    ] {
        let uri = format!("file:///nowhere/{rule}.md");
        let found = client.opened(&uri, "markdown", text);
        assert_eq!(rules(&found), [rule]);
        let actions = client.actions(&uri, &found[0]["range"], json!({ "diagnostics": [] }));
        let ignore = titled(&actions, &format!("Ignore {rule} here"));
        assert_eq!(ignore["command"]["command"], "whosaid.ignore", "{ignore:#}");
        assert_eq!(client.request("codeAction/resolve", ignore.clone()), ignore);
    }
}

#[test]
fn no_key_chooses_between_two_names() {
    let options = json!({ "profile": "strict" });
    let mut client = Client::start_with(json!({ "capabilities": abilities(), "initializationOptions": options }), &[]);
    let text = "The council met with John Berg and with Peter Ray.\n\nHe said the bridge was too low.\n";
    let found = client.opened(URI, "markdown", text);
    let which = found.iter().find(|d| d["code"] == "ambiguous-speaker").unwrap_or_else(|| panic!("{found:#?}"));
    let actions = client.actions(URI, &which["range"], json!({ "diagnostics": [which] }));
    let names: Vec<&str> =
        actions.iter().filter_map(|a| a["title"].as_str()).filter(|t| !t.starts_with("Ignore")).collect();
    assert_eq!(names.len(), 2, "{actions:#?}");
    assert!(actions.iter().all(|a| a.get("isPreferred").is_none()), "{actions:#?}");
}

#[test]
fn a_menu_has_an_end() {
    let mut client = Client::start();
    client.opened(URI, "markdown", &"The mill closed in TK.\n\n".repeat(1_500));
    let all = client.actions(URI, &everything(), json!({ "diagnostics": [] }));
    let findings = all.iter().filter(|a| a["title"].as_str().is_some_and(|t| t.starts_with("Ignore ")));
    assert_eq!(findings.count(), 1_000);
}

/// Whether a comment has a place is looked up when the action is chosen.
#[test]
fn each_of_many_findings_has_its_comment() {
    let mut client = resolving(false);
    client.opened(URI, "markdown", &"The mill closed in TK.\n\n".repeat(30));
    let all = client.actions(URI, &everything(), json!({ "diagnostics": [] }));
    let ignore: Vec<&Value> =
        all.iter().filter(|a| a["title"].as_str().is_some_and(|t| t.starts_with("Ignore "))).collect();
    assert!(ignore.len() > 20, "{}", ignore.len());
    let last = client.request("codeAction/resolve", ignore[ignore.len() - 1].clone());
    let edit = &last["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit["range"]["start"]["line"], last["diagnostics"][0]["range"]["start"]["line"], "{last:#}");
    assert!(edit["newText"].to_string().contains("<!-- whosaid-ignore"), "{last:#}");
}

#[test]
fn an_action_is_not_carried_over_to_a_document_that_is_opened_anew() {
    let mut client = resolving(false);
    let offered = titled(&client.actions(URI, &everything(), json!({ "diagnostics": [] })), "Insert a source");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.opened(URI, "markdown", &TEXT.replace("The bridge", "Lee claimed the bridge"));
    let id = client.ask("codeAction/resolve", offered);
    assert_eq!(client.answer(id)["error"]["code"], -32801);
}

#[test]
fn what_other_servers_say_in_other_words_is_passed_over() {
    let mut client = Client::start();
    client.opened(URI, "markdown", TEXT);
    let all = client.actions(URI, &everything(), json!({ "diagnostics": [] }));
    let strange = json!({ "range": everything(), "message": "?", "codeDescription": { "href": "no address" } });
    assert_eq!(client.actions(URI, &everything(), json!({ "diagnostics": [strange, 5] })), all);
}

#[test]
fn who_asks_about_a_finding_is_offered_what_mends_it() {
    let mut client = Client::start();
    let shown = client.opened(URI, "markdown", TEXT);
    assert!(shown.len() > 1, "{shown:#?}");
    let all = client.actions(URI, &everything(), json!({ "diagnostics": [] }));
    let of = |actions: &[Value], d: &Value| actions.iter().filter(|a| a["diagnostics"][0]["code"] == d["code"]).count();
    for diagnostic in &shown {
        let actions = client.actions(URI, &everything(), json!({ "diagnostics": [diagnostic] }));
        assert_eq!((actions.len(), actions.len()), (of(&actions, diagnostic), of(&all, diagnostic)), "{actions:#?}");
    }
    // Nothing that is known here: the diagnostic of another server, or of an older text.
    let other = json!({ "range": everything(), "code": "spelling", "message": "?" });
    assert_eq!(client.actions(URI, &everything(), json!({ "diagnostics": [other] })).len(), all.len());
}
