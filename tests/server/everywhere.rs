//! The features where an editor may ask for them at any time: in any encoding, past the end, in empty documents, in
//! documents that are too large or not open, and while a book is read.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::article::{article, rich};
use crate::client::{Client, everything};

const URI: &str = "file:///nowhere/article.md";

/// Every request about a document, with its parameters.
pub fn requests(uri: &str, position: &Value) -> Vec<(&'static str, Value)> {
    let at = json!({ "textDocument": { "uri": uri }, "position": position });
    let with = |more: Value| {
        let mut params = at.clone();
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        params
    };
    let whole = json!({ "textDocument": { "uri": uri } });
    vec![
        ("textDocument/hover", at.clone()),
        ("textDocument/definition", at.clone()),
        ("textDocument/references", with(json!({ "context": { "includeDeclaration": true } }))),
        ("textDocument/documentHighlight", at.clone()),
        ("textDocument/prepareRename", at.clone()),
        ("textDocument/rename", with(json!({ "newName": "Ann Lee" }))),
        ("textDocument/completion", at.clone()),
        ("textDocument/documentSymbol", whole.clone()),
        ("textDocument/semanticTokens/full", whole.clone()),
        ("textDocument/semanticTokens/full/delta", json!({ "textDocument": { "uri": uri }, "previousResultId": "1" })),
        ("textDocument/semanticTokens/range", json!({ "textDocument": { "uri": uri }, "range": everything() })),
        ("textDocument/codeLens", whole.clone()),
        ("textDocument/foldingRange", whole.clone()),
        ("textDocument/selectionRange", json!({ "textDocument": { "uri": uri }, "positions": [position] })),
        ("textDocument/documentLink", whole),
        ("textDocument/inlayHint", json!({ "textDocument": { "uri": uri }, "range": everything() })),
    ]
}

/// All answers about a document, those about places at some of them.
pub fn state(client: &mut Client, uri: &str) -> Vec<Value> {
    let mut ids = Vec::new();
    for (n, (line, character)) in [(0, 3), (1, 0), (2, 12)].into_iter().enumerate() {
        let place = json!({ "line": line, "character": character });
        for (method, params) in requests(uri, &place) {
            // Tokens have names of their own and are compared apart; the others are about a place or asked once.
            let once = params.get("position").is_none();
            if !(method.contains("Tokens/full") || n > 0 && once) {
                ids.push((method, client.ask(method, params)));
            }
        }
    }
    let mut answer = |(method, id)| {
        let mut answer = client.answer(id);
        answer["id"] = json!(method);
        answer
    };
    ids.into_iter().map(&mut answer).collect()
}

/// The answer, where a refusal of a rename counts as one.
fn ask(client: &mut Client, method: &str, params: Value) -> Value {
    let id = client.ask(method, params);
    let answer = client.answer(id);
    let refused = method.contains("ename") && answer["error"]["code"] == -32803;
    assert!(refused || answer.get("error").is_none(), "{method}: {answer}");
    answer["result"].clone()
}

#[test]
fn nothing_is_asked_in_vain() {
    let mut client = Client::rich();
    let far = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    for text in [
        "",
        "\n",
        "\u{feff}",
        "“",
        "“No,” said Ann Lee.",
        "# x\n\r\n\r“🚢,” said Bo.\u{2028}",
        "---\n",
        "<!--",
        "[^1]: x\n[^1]",
    ] {
        client.opened(URI, "markdown", text);
        for position in [json!({ "line": 0, "character": 0 }), json!({ "line": 0, "character": 7 }), far.clone()] {
            for (method, params) in requests(URI, &position) {
                ask(&mut client, method, params);
            }
        }
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    }
}

#[test]
fn a_document_that_is_not_read_has_nothing() {
    let options = json!({ "limits": { "maxFileBytes": 30 } });
    let mut client = Client::start_with(json!({ "capabilities": rich(), "initializationOptions": options }), &[]);
    client.opened(URI, "markdown", "“This is too much,” said Ann Lee.");
    let start = json!({ "line": 0, "character": 0 });
    for uri in [URI, "file:///nowhere/none.md", "untitled:Untitled-1"] {
        for (method, params) in requests(uri, &start) {
            let answer = ask(&mut client, method, params);
            // Of a document that is too large there may be an outline; of one that is not open there is nothing.
            let nothing = answer.is_null() || answer == json!([]);
            assert!(nothing || uri == URI && !method.contains("ename"), "{method} of {uri}: {answer}");
        }
    }
    let lens = json!({ "range": everything(), "data": { "uri": URI, "speaker": "Ann Lee" } });
    let lens = client.request("codeLens/resolve", lens);
    assert!(lens["command"]["title"].as_str().is_some_and(|t| !t.is_empty()), "{lens}");
    client.open("untitled:Untitled-2", "markdown", "“No,” said Ann Lee.");
    assert!(
        client.about("semanticTokens/full", "untitled:Untitled-2")["data"].as_array().is_some_and(|d| !d.is_empty())
    );
}

#[test]
fn places_are_the_same_in_every_encoding() {
    let marked = article("“🚢 é, ça va,” said ⟦Åsa Öberg⟧.\n\n“👩‍🚒,” Öb‸erg said.\n");
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut can = rich();
        can["general"]["positionEncodings"] = json!([encoding]);
        let mut client = Client::start_with(json!({ "capabilities": can }), &[]);
        client.opened(URI, "markdown", &marked.text);
        let byte = |needle: &str| marked.text.rfind(needle).expect("it is there");
        let at = |offset: usize| crate::article::position(&marked.text, offset, encoding);
        let links = client.at("definition", URI, &at(byte("berg said")));
        let name = marked.text.find("Åsa").expect("it is there");
        let wanted = json!({ "start": at(name), "end": at(name + "Åsa Öberg".len()) });
        assert_eq!(links[0]["targetSelectionRange"], wanted, "in {encoding}: {links}");
    }
}

#[test]
fn a_cancelled_request_is_answered_at_once_while_a_book_is_read() {
    let options = json!({ "limits": { "maxFileBytes": 100_000_000 } });
    let mut client = Client::start_with(json!({ "capabilities": rich(), "initializationOptions": options }), &[]);
    let piece = "“The harbour was dredged,” said Ann Lee, the harbour master of Velm. She added that it was late.\n\n";
    client.open(URI, "markdown", &piece.repeat(10_000_000 / piece.len()));
    let mut all = requests(URI, &json!({ "line": 0, "character": 3 }));
    all.push(("workspace/symbol", json!({ "query": "" })));
    for (method, params) in all {
        let mut fastest = Duration::MAX;
        for _ in 0..3 {
            let id = client.ask(method, params.clone());
            // An answer to something else shows that the request is being waited for by now.
            client.hover("file:///nowhere/none.md", 0, 0);
            let begin = Instant::now();
            client.notify("$/cancelRequest", json!({ "id": id }));
            let answer = client.answer(id);
            assert_eq!(answer["error"]["code"], -32800, "{method}: {answer}");
            fastest = fastest.min(begin.elapsed());
            if fastest < Duration::from_millis(50) {
                break;
            }
        }
        assert!(fastest < Duration::from_millis(50), "{method} took {fastest:?}");
    }
}
